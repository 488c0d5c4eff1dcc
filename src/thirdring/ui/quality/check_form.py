"""Checking somebody's call or ticket (G8): whose, which, the grades, a remark; and taking one back."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from thirdring.domain.errors import ThirdRingError
from thirdring.domain.quality import Criterion
from thirdring.i18n import _
from thirdring.labels import category, label
from thirdring.ui.month.side_form import SideForm
from thirdring.ui.quality.grades_edit import GradesEdit
from thirdring.ui.widgets import Button, ButtonKind, ComboBox, Field, Label, TextArea
from thirdring.usecases.find_quality_checks import Checkable, ToCheck
from thirdring.usecases.quality_rows import CheckedWork


class CheckForm(SideForm):
    """`work_asked(login)`: what there is to check of somebody. `checked(id, grades, remark)`."""

    work_asked = Signal(str)
    checked = Signal(object, object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zone = ZoneInfo("UTC")
        self.person, self.work = ComboBox(), ComboBox()
        self.grades = GradesEdit()
        self.remark = TextArea(lines=2)
        self.fields = {
            "employee": Field(self.person, above=True, required=True),
            "ticket": Field(self.work, above=True, required=True),
            "grades": Field(self.grades, above=True, lines=2),
            "remark": Field(self.remark, above=True),
        }
        self.send = Button(kind=ButtonKind.PRIMARY, keys="Ctrl+Return")
        for field in self.fields.values():
            self.column.addWidget(field)
        self.column.addStretch(1)
        # All criteria are as high as the window: the button stays in sight.
        self.foot.setContentsMargins(16, 8, 16, 16)
        for part in (self.note, self.send):
            self.foot.addWidget(part)
        self.note.hide()
        # Long lines of a call are told by the list; the box is as wide as the form.
        self.work.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.person.chosen.connect(self._on_person)
        self.send.clicked.connect(self.submit)
        self.begin_wearing()

    def tell(self) -> None:
        self.set_title(_("Check quality"), "G8")
        self.fields["employee"].set_label(_("Employee"))
        self.fields["ticket"].set_label(_("Call or ticket"))
        self.fields["ticket"].set_hint(_("Of the last 31 days, with a talk"))
        self.fields["remark"].set_label(_("Remark"))
        self.fields["remark"].set_hint(_("The employee reads it. Name no customer."))
        self.send.setText(_("Record the check"))

    def begin(
        self, people: Sequence[tuple[str, str]], weights: Sequence[tuple[Criterion, int]],
        zone: ZoneInfo,
    ) -> None:  # fmt: skip
        """A new check; `people`: login and name of whose work may be checked."""
        self._zone = zone
        self.person.set_options([(login, f"{name} ({login})") for login, name in people])
        self.person.set_value(None)
        self.work.set_options([])
        self.grades.set_weights(weights)
        self.grades.clear()
        self.remark.clear()
        self.clear_problems()
        self.person.setFocus()

    def show_work(self, found: ToCheck) -> None:
        """The calls and tickets to choose from, the newest first."""
        if found.login != self.person.value():
            return
        self.work.set_options([(one.id, self._text(one)) for one in found.work])
        self.grades.set_weights(found.weights)
        empty = _("There is no call or ticket of the last 31 days.") if not found.work else ""
        self.fields["ticket"].set_problem(empty)

    def submit(self) -> None:
        which = self.work.value()
        if not isinstance(which, uuid.UUID):
            self.fields["ticket"].set_problem(_("Choose what is checked."))
            (self.work if self.work.count() else self.person).setFocus()
            return
        self.checked.emit(which, self.grades.grades(), self.remark.value())

    def show_error(self, error: ThirdRingError) -> None:
        super().show_error(error)
        self.note.setVisible(bool(self.note.problem))

    def clear_problems(self) -> None:
        super().clear_problems()
        self.note.hide()

    def _on_person(self, login: object) -> None:
        self.work.set_options([])
        self.work_asked.emit(str(login))

    def _text(self, one: Checkable) -> str:
        said = [one.number or _("Call"), _local(one.at, self._zone)]
        said += [_(category(one.category))] if one.category else []
        said += [_(label(one.outcome))] if one.outcome else []
        said += [one.customer] if one.customer else []
        said += [_("checked already")] if one.checked else []
        return "  ".join(said)


class WithdrawForm(SideForm):
    """`withdrawn(id, reason)`."""

    withdrawn = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._check: CheckedWork | None = None
        self.about = Label(wrap=True)
        self.reason = TextArea(lines=3)
        self.fields = {"reason": Field(self.reason, above=True, required=True)}
        self.send = Button(kind=ButtonKind.PRIMARY, keys="Ctrl+Return")
        for part in (self.about, self.fields["reason"], self.send, self.note):
            self.column.addWidget(part)
        self.column.addStretch(1)
        self.send.clicked.connect(self.submit)
        self.begin_wearing()

    def tell(self) -> None:
        self.set_title(_("Withdraw a check"), "G8")
        self.fields["reason"].set_label(_("Why"))
        self.fields["reason"].set_hint(_("It stays to be seen and counts no more."))
        self.send.setText(_("Withdraw it"))

    def begin(self, check: CheckedWork, zone: ZoneInfo) -> None:
        """This one."""
        self._check = check
        self.about.setText(f"{check.name}  {work_text(check, zone)}  {check.score}")
        self.reason.clear()
        self.clear_problems()
        self.reason.setFocus()

    def submit(self) -> None:
        if self._check is not None:
            self.withdrawn.emit(self._check.id, self.reason.value())


def work_text(check: CheckedWork, zone: ZoneInfo) -> str:
    """What was checked: a ticket by its number, a call by when it was."""
    return check.number or _("Call {at}").format(at=_local(check.at, zone))


def _local(at: datetime, zone: ZoneInfo) -> str:
    return f"{at.astimezone(zone):%m-%d %H:%M}"
