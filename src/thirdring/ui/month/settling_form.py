"""Settling what keeps a complaint from being counted (D13, D15): whom it is against, what it lacks."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from thirdring.domain.enums import AgainstKind, Channel, Nature, Severity
from thirdring.domain.month_sheet import CheckLine
from thirdring.domain.months import Lack
from thirdring.i18n import _, render
from thirdring.labels import choices
from thirdring.ui.month.side_form import SideForm
from thirdring.ui.widgets import Button, ButtonKind, ComboBox, Field, Label, LineEdit, TextArea


class SettlingForm(SideForm):
    """`settled(number, given)`: `given` as the deed takes it. What is left as it is isn't in it."""

    settled = Signal(str, object)
    ticket_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._check: CheckLine | None = None
        self.about = Label(wrap=True)
        self.kind, self.person = ComboBox(), ComboBox()
        self.against = LineEdit()
        self.channel, self.nature, self.severity = ComboBox(), ComboBox(), ComboBox()
        self.reason = TextArea(lines=3)
        self.fields = {
            "against_kind": Field(self.kind, above=True),
            "person": Field(self.person, above=True),
            "against": Field(self.against, above=True),
            "channel": Field(self.channel, above=True),
            "nature": Field(self.nature, above=True),
            "severity": Field(self.severity, above=True),
            "reason": Field(self.reason, above=True),
        }
        self.open = Button(kind=ButtonKind.LINK, small=True)
        self.send = Button(kind=ButtonKind.PRIMARY, keys="Ctrl+Return")
        for part in (self.about, self.open, *self.fields.values(), self.send, self.note):
            self.column.addWidget(part)
        self.column.addStretch(1)
        self.kind.chosen.connect(self._on_kind)
        self.send.clicked.connect(self.submit)
        self.open.clicked.connect(self._on_open)
        self.begin_wearing()

    def tell(self) -> None:
        self.set_title(_("To be decided"), "D15")
        names = {
            "against_kind": _("Against"), "person": _("Employee"), "against": _("Name"),
            "channel": _("Channel"), "nature": _("Nature"), "severity": _("Severity"),
            "reason": _("Reason"),
        }  # fmt: skip
        for name, field in self.fields.items():
            field.set_label(names[name])
        self.send.setText(_("Settle it"))
        self.open.setText(_("Open the ticket"))
        for box, kind in (
            (self.kind, AgainstKind), (self.channel, Channel), (self.nature, Nature),
            (self.severity, Severity),
        ):  # fmt: skip
            box.set_options([("", _("As it is")), *((v, _(text)) for v, text in choices(kind))])
            if box.value() is None:
                box.set_value("")
        if self._check is not None:
            self.about.setText(render(self._check.sentence))

    def set_people(self, people: Sequence[tuple[str, str]]) -> None:
        """Login and name of who works here."""
        self.person.set_options([(login, f"{name} ({login})") for login, name in people])

    def begin(self, check: CheckLine) -> None:
        """Settle this one; the cursor is where something is missing."""
        self._check = check
        self.about.setText(render(check.sentence))
        for box in (self.kind, self.channel, self.nature, self.severity):
            box.set_value("")
        for edit in (self.against, self.reason):
            edit.clear()
        self.person.setCurrentIndex(-1)
        names_nobody = Lack.AGAINST in check.lacks
        if names_nobody and check.said:
            self.kind.set_value(AgainstKind.EMPLOYEE.value)
        self.clear_problems()
        self.fields["against_kind"].setVisible(names_nobody)
        for lack in (Lack.CHANNEL, Lack.NATURE, Lack.SEVERITY):
            self.fields[lack.value].setVisible(lack in check.lacks)
        self._on_kind()
        first = {
            Lack.AGAINST: self.person if check.said else self.kind, Lack.CHANNEL: self.channel,
            Lack.NATURE: self.nature, Lack.SEVERITY: self.severity,
        }  # fmt: skip
        first[check.lacks[0]].setFocus()

    def submit(self) -> None:
        """Send what was chosen."""
        if self._check is None:
            return
        given: dict[str, Any] = {"reason": self.reason.value()}
        kind = self.kind.value()
        if kind:
            given["against_kind"] = AgainstKind(str(kind))
            named = self.person.value() if kind == AgainstKind.EMPLOYEE else self.against.value()
            given["against"] = str(named) if named else None
        for name, box, values in (
            ("channel", self.channel, Channel), ("nature", self.nature, Nature),
            ("severity", self.severity, Severity),
        ):  # fmt: skip
            if box.value():
                given[name] = values(str(box.value()))
        self.settled.emit(self._check.number, given)

    def _on_kind(self, *_value: object) -> None:
        kind = self.kind.value()
        person = kind == AgainstKind.EMPLOYEE
        self.fields["person"].setVisible(person)
        self.fields["against"].setVisible(
            bool(kind) and not person and kind != AgainstKind.NONE.value
        )

    def _on_open(self) -> None:
        if self._check is not None:
            self.ticket_asked.emit(self._check.number)
