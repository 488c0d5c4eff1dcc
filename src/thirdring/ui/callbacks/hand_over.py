"""Handing somebody's promises over (C6, C10): whose, to whom, why. A sheet over the work."""

from collections import Counter

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from thirdring.domain.errors import Refusal, Refusals, ThirdRingError
from thirdring.domain.text_safety import TextKind
from thirdring.i18n import _, ngettext, render
from thirdring.ui.shell.overlay import Overlay
from thirdring.ui.theme import Token, Type
from thirdring.ui.widgets import (
    Button,
    ButtonKind,
    CheckBox,
    ComboBox,
    Field,
    Hairline,
    Label,
    LineEdit,
    align_labels,
)
from thirdring.usecases.callback_board import Taker
from thirdring.usecases.callback_rows import CallbackLine

_WIDTH = 520


class HandOverSheet(Overlay):
    """`submitted` carries from, to (logins), the reason, and whether their tickets go along."""

    submitted = Signal(str, str, str, bool)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(_WIDTH, parent)
        self._owners: dict[str, tuple[str, int]] = {}
        self._takers: tuple[Taker, ...] = ()
        self._title = Label(step=Type.SAY, bold=True)
        self.giver, self.taker = ComboBox(), ComboBox()
        self.reason = LineEdit(kind=TextKind.LINE)
        self.tickets = CheckBox()
        self.tickets.setChecked(True)
        self._said = Label(step=Type.CAPTION, tone=Token.OVER, wrap=True)
        self._fields = {
            "from": Field(self.giver, required=True),
            "to": Field(self.taker, required=True),
            "reason": Field(self.reason, required=True),
        }
        self._cancel = Button()
        self.save = Button(kind=ButtonKind.PRIMARY, keys="Ctrl+Return")
        self._lay_out()
        self.giver.chosen.connect(self._on_giver)
        self.save.clicked.connect(self.submit)
        self.reason.returnPressed.connect(self.submit)
        self._cancel.clicked.connect(self.close_over)
        self.wire()

    def _lay_out(self) -> None:
        body, buttons = QVBoxLayout(), QHBoxLayout()
        body.setContentsMargins(20, 16, 20, 12)
        body.setSpacing(4)
        body.addWidget(self._title)
        body.addSpacing(8)
        for field in self._fields.values():
            body.addWidget(field)
        body.addWidget(self.tickets)
        body.addWidget(self._said)
        buttons.setContentsMargins(20, 10, 20, 12)
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(self._cancel)
        buttons.addWidget(self.save)
        self.column.addLayout(body)
        self.column.addWidget(Hairline())
        self.column.addLayout(buttons)

    def retranslate(self) -> None:
        self._title.setText(_("Hand callbacks over"))
        for name, text in (("from", _("From")), ("to", _("To")), ("reason", _("Reason"))):
            self._fields[name].set_label(text)
        self._fields["reason"].set_hint(_("The customers keep the times they were told."), "C10")
        self.tickets.setText(_("Everything else they owe goes along"))
        self._cancel.setText(_("Cancel"))
        self.save.setText(_("Hand over"))
        align_labels(list(self._fields.values()))
        self._fill()

    def begin(self, lines: tuple[CallbackLine, ...], takers: tuple[Taker, ...]) -> None:
        """Open for the callbacks in `lines`; who has most of them comes first."""
        counts = Counter((line.owner, line.owner_name) for line in lines)
        self._owners = {login: (name, n) for (login, name), n in counts.most_common()}
        self._takers = takers
        self.reason.clear()
        self._clear()
        self._fill()
        if self._owners:
            self.giver.set_value(next(iter(self._owners)))
            self._on_giver(None)
        self.open_over()
        self.taker.setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, error: ThirdRingError) -> None:
        """Say why not, beside the field it is about."""
        self._clear()
        for one in error.all if isinstance(error, Refusals) else (error,):
            field = self._fields.get(one.field) if isinstance(one, Refusal) else None
            if field is not None and isinstance(one, Refusal):
                field.set_problem(render(one), one.rule)
                field.control.setFocus(Qt.FocusReason.OtherFocusReason)
            else:
                self._said.setText(render(one))
                self._said.show()
        self.place()

    def submit(self) -> None:
        """All three are needed; the reason is asked for here, before anybody waits."""
        self._clear()
        giver, taker = self.giver.value(), self.taker.value()
        if giver is None or taker is None:
            name = "from" if giver is None else "to"
            self._fields[name].set_problem(_("Choose somebody."), "C6")
            self._fields[name].control.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.submitted.emit(str(giver), str(taker), self.reason.value(), self.tickets.isChecked())

    def _clear(self) -> None:
        for field in self._fields.values():
            field.set_problem("")
        self._said.setText("")
        self._said.hide()

    def _fill(self) -> None:
        owners = []
        for login, (name, n) in self._owners.items():
            count = ngettext("{n} callback", "{n} callbacks", n)
            owners.append((login, _("{name}: {what}").format(name=name, what=count)))
        self.giver.set_options(owners)
        self._on_giver(None)

    def _on_giver(self, _value: object) -> None:
        """Whoever gives them away can't be who takes them."""
        giver = self.giver.value()
        self.taker.set_options(
            [(one.login, one.name) for one in self._takers if one.login != giver]
        )
