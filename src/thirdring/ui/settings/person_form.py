"""One account: who it is, what they may do, whether they are here."""

from collections.abc import Collection
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from thirdring.domain.enums import Role
from thirdring.domain.errors import Conflict, ThirdRingError
from thirdring.domain.text_safety import TextKind
from thirdring.i18n import _
from thirdring.labels import label
from thirdring.ui.settings.panel import EditPanel
from thirdring.ui.settings.password_form import secret_line
from thirdring.ui.settings.refusals import clear_problems, show_error
from thirdring.ui.widgets import (
    Button,
    ButtonKind,
    CheckBox,
    Field,
    Hairline,
    LineEdit,
    Note,
    SectionHead,
    VersionChoice,
    VersionChoices,
)
from thirdring.usecases.manage_staff import NewStaff, StaffChange
from thirdring.usecases.staff_accounts import StaffRow


class RoleBoxes(QWidget):
    """A box for each role."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.boxes = {role: CheckBox() for role in Role}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(4)
        for place, box in enumerate(self.boxes.values()):
            grid.addWidget(box, place // 2, place % 2, Qt.AlignmentFlag.AlignLeft)
        self.setFocusProxy(self.boxes[Role.AGENT])

    def value(self) -> frozenset[Role]:
        """The ticked ones."""
        return frozenset(role for role, box in self.boxes.items() if box.isChecked())

    def set_value(self, roles: tuple[Role, ...]) -> None:
        """Tick those."""
        for role, box in self.boxes.items():
            box.setChecked(role in roles)


class PersonForm(EditPanel):
    """`person` None: somebody new. `may_manage` False leaves only the absence."""

    saved = Signal()
    password_given = Signal(str)
    use_switched = Signal()
    absence_asked = Signal(str)
    returned = Signal()

    def __init__(
        self, *, may_manage: bool, may_absent: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.person: StaffRow | None = None
        self._may_manage, self._may_absent = may_manage, may_absent
        self.login, self.name = LineEdit(kind=TextKind.LOGIN), LineEdit(kind=TextKind.NAME)
        self.roles = RoleBoxes()
        self.department, self.post = LineEdit(kind=TextKind.NAME), LineEdit()
        self.work_number, self.password = LineEdit(), secret_line()
        self.until = LineEdit()
        self.fields = {
            "login": Field(self.login, above=True, required=True),
            "name": Field(self.name, above=True, required=True),
            "role": Field(self.roles, above=True, lines=2),
            "department": Field(self.department, above=True),
            "post": Field(self.post, above=True),
            "work_number": Field(self.work_number, above=True),
            "password": Field(self.password, above=True),
            "until": Field(self.until, above=True),
        }
        lines = {
            "name": self.name, "department": self.department, "post": self.post,
            "work_number": self.work_number,
        }  # fmt: skip
        self.both = VersionChoices(
            {
                "role": VersionChoice(self._roles_text, self._put_roles),
                **{name: VersionChoice(line.text, line.setText) for name, line in lines.items()},
            }
        )
        self.save = Button(kind=ButtonKind.PRIMARY)
        self.use = Button(kind=ButtonKind.DESTRUCTIVE)
        self.give, self.away, self.back = Button(), Button(), Button()
        self.note = Note(lines=2)
        self._secret, self._absence = SectionHead(), SectionHead()
        self._line_above, self._line = Hairline(), Hairline()
        self._lay()
        self._connect()
        self.wire()

    def _lay(self) -> None:
        column = self.column
        for name in ("login", "name", "role", "department", "post", "work_number"):
            column.addWidget(self.fields[name])
            if name in self.both.choices:
                column.addWidget(self.both.choices[name])
        self._buttons = QHBoxLayout()
        self._buttons.addWidget(self.save)
        self._buttons.addStretch(1)
        self._buttons.addWidget(self.use)
        column.addLayout(self._buttons)
        column.addWidget(self.note)
        column.addWidget(self._line_above)
        column.addSpacing(8)
        column.addWidget(self._secret)
        column.addWidget(self.fields["password"])
        column.addWidget(self.give)
        column.addSpacing(12)
        column.addWidget(self._line)
        column.addSpacing(8)
        column.addWidget(self._absence)
        column.addWidget(self.fields["until"])
        column.addWidget(self.away)
        column.addWidget(self.back)
        column.addStretch(1)

    def _connect(self) -> None:
        self.save.clicked.connect(self.saved)
        self.use.clicked.connect(self.use_switched)
        self.give.clicked.connect(self._on_give)
        self.away.clicked.connect(self._on_away)
        self.back.clicked.connect(self.returned)
        self.until.returnPressed.connect(self._on_away)
        for line in (self.login, self.name, self.department, self.post):
            line.returnPressed.connect(self._on_line_entered)
        self.work_number.returnPressed.connect(self._on_number_entered)
        self.password.returnPressed.connect(self._on_password_entered)

    def retranslate(self) -> None:
        for name, text in (
            ("login", _("Login")),
            ("name", _("Name")),
            ("role", _("Roles")),
            ("department", _("Department")),
            ("post", _("Post")),
            ("work_number", _("Work number")),
            ("password", _("New password")),
            ("until", _("Away until")),
        ):
            self.fields[name].set_label(text)
        self.fields["login"].set_hint(_("One word, such as lin.xiaomei."))
        self.fields["until"].set_hint(_("2026-12-01; empty: until further notice."), "C6")
        for role, box in self.roles.boxes.items():
            box.setText(_(label(role)))
        self.give.setText(_("Set the new password"))
        self.away.setText(_("Mark as away"))
        self.back.setText(_("Mark as back"))
        self._secret.set_text(_("Password"))
        self._absence.set_text(_("Absence"))
        self._show()

    def show_person(self, person: StaffRow | None, *, fresh: bool) -> None:
        """Show `person`, or an empty form; `fresh` puts the stored values into the fields."""
        self.person = person
        if fresh:
            clear_problems(self.fields, self.note)
            self.both.withdraw()
            self.login.setText(person.login if person else "")
            self.name.setText(person.name if person else "")
            self.roles.set_value(person.roles if person else (Role.AGENT,))
            self.department.setText(person.department if person else "")
            self.post.setText(person.post if person else "")
            self.work_number.setText(person.work_number if person else "")
            self.password.clear()
            self.until.clear()
        self._show()

    def follow(self, person: StaffRow | None) -> None:
        """The account was read again: show it, unless somebody is typing over what was there."""
        if person is None or self.person is None or person == self.person or self._typed_over():
            return
        self.show_person(person, fresh=True)

    def _typed_over(self) -> bool:
        person = self.person
        if person is None or self.password.text() or self.until.text():
            return True
        shown = (self.name.text(), self.roles.value(), self.department.text(), self.post.text(),
                 self.work_number.text())  # fmt: skip
        stored = (person.name, frozenset(person.roles), person.department or "", person.post or "",
                  person.work_number or "")  # fmt: skip
        return shown != stored

    def _show(self) -> None:
        person, manage = self.person, self._may_manage
        self.title.setText(person.name if person else _("Somebody new"))
        self.text.setText(_("@{login}").format(login=person.login) if person else "")
        self.text.setVisible(person is not None)
        self.fields["login"].setVisible(person is None and manage)
        for name in ("name", "role", "department", "post", "work_number", "password"):
            self.fields[name].setVisible(manage)
        for part in (self._secret, self._line_above):
            part.setVisible(manage and person is not None)
        self._place_password(new=person is None)
        self.fields["password"].set_label(_("New password") if person else _("Password"))
        self.save.setVisible(manage)
        self.give.setVisible(manage and person is not None)
        self.use.setVisible(manage and person is not None)
        self.save.setText(_("Save changes") if person else _("Add the person"))
        active = person is None or person.active
        self.use.setText(_("Take out of use") if active else _("Take into use"))
        hint = _("They choose their own at the next sign-in.")
        self.fields["password"].set_hint(hint, "H5")
        absence = person is not None and person.active and self._may_absent
        away = person is not None and person.absent_from is not None
        for part in (self._absence, self._line):
            part.setVisible(absence)
        self.fields["until"].setVisible(absence and not away)
        self.away.setVisible(absence and not away)
        self.back.setVisible(absence and away)

    def _place_password(self, *, new: bool) -> None:
        """Somebody new gets it with the rest, before the button; later it has a button of its own."""
        column, field = self.column, self.fields["password"]
        column.removeWidget(field)
        beside = self._buttons if new else self.give
        column.insertWidget(column.indexOf(beside), field)

    def typed_new(self) -> NewStaff:
        """What was typed, as somebody to add."""
        return NewStaff(
            login=self.login.value(),
            name=self.name.value(),
            roles=self.roles.value(),
            password=self.password.text() or None,
            department=self.department.value(),
            post=self.post.value(),
            work_number=self.work_number.value(),
        )

    def typed_change(self, person: StaffRow) -> StaffChange:
        """What was typed, as a change of `person`."""
        return StaffChange(
            id=person.id,
            version=person.version,
            name=self.name.value(),
            roles=self.roles.value(),
            department=self.department.value(),
            post=self.post.value(),
            work_number=self.work_number.value(),
        )

    def show_error(self, error: ThirdRingError) -> None:
        """Each sentence beside its field. After a conflict both versions are there to choose from."""
        if isinstance(error, Conflict) and isinstance(error.theirs, StaffRow) and self.person:
            self._show_both(self.person, error.theirs)
        visible: dict[str, Any] = {n: f for n, f in self.fields.items() if not f.isHidden()}
        show_error(error, visible, self.note)

    def _show_both(self, seen: StaffRow, theirs: StaffRow) -> None:
        names = {
            "name": _("Name"), "role": _("Roles"), "department": _("Department"),
            "post": _("Post"), "work_number": _("Work number"),
        }  # fmt: skip
        self.both.ask(_texts(seen), _texts(theirs), names=names, shown=_shown)
        self.person = theirs

    def _roles_text(self) -> str:
        return _roles_text(self.roles.value())

    def _put_roles(self, text: str) -> None:
        self.roles.set_value(tuple(Role(one) for one in text.split()))

    def _on_give(self) -> None:
        self.password_given.emit(self.password.text())

    def _on_away(self) -> None:
        self.absence_asked.emit(self.until.value())

    def _on_line_entered(self) -> None:
        self.focusNextChild()

    def _on_number_entered(self) -> None:
        if self.person is None:
            self.password.setFocus()
        else:
            self.saved.emit()

    def _on_password_entered(self) -> None:
        if self.person is None:
            self.saved.emit()
        else:
            self._on_give()


def _roles_text(roles: Collection[Role]) -> str:
    return " ".join(role.value for role in Role if role in roles)


def _texts(person: StaffRow) -> dict[str, str]:
    return {
        "name": person.name, "role": _roles_text(person.roles), "post": person.post or "",
        "department": person.department or "", "work_number": person.work_number or "",
    }  # fmt: skip


def _shown(field: str, text: str) -> str:
    return _(", ").join(_(label(Role(one))) for one in text.split()) if field == "role" else text
