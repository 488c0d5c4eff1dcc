"""The foot of the month, for HR: closing it (G1), late with a reason (G7), and opening it again."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from thirdring.domain.errors import Refusals, ThirdRingError, Unavailable
from thirdring.domain.month_sheet import CheckLine, MonthState
from thirdring.i18n import _, ngettext, render
from thirdring.ui.month.month_look import MonthLook
from thirdring.ui.theme import Token, Type
from thirdring.ui.widgets import Button, ButtonKind, CheckBox, Ground, Label, LineEdit
from thirdring.ui.words import exact_text


class MonthFoot(Ground):
    """`close_asked(reason, leave_open)`, `reopen_asked(reason)`."""

    close_asked = Signal(str, bool)
    reopen_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Token.BG_WINDOW, edges=Qt.Edge.TopEdge, parent=parent)
        self._look: MonthLook | None = None
        self._reopening = False
        self._refused: ThirdRingError | None = None
        self.note = Label(step=Type.CAPTION, tone=Token.TEXT_2, wrap=True)
        self.reason = LineEdit()
        self.leave_open = CheckBox()
        self.seal = Button(kind=ButtonKind.PRIMARY, keys="Ctrl+Return")
        self.reopen = Button(kind=ButtonKind.DESTRUCTIVE, icon="rotate")
        row = QHBoxLayout()
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(8)
        row.addWidget(self.note, 1)
        for part in (self.reason, self.leave_open, self.reopen, self.seal):
            row.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 1, 0, 0)
        column.addLayout(row)
        self.seal.clicked.connect(self.submit)
        self.reopen.clicked.connect(self._on_reopen)
        self.reason.returnPressed.connect(self._on_return)
        self.wire()

    def restyle(self) -> None:
        self.reason.setFixedWidth(self.theme.px(240))

    def retranslate(self) -> None:
        self.reason.setAccessibleName(_("Reason"))
        self.reopen.setText(_("Open it again…"))
        self.reopen.set_hint(_("What came after the closing becomes part of the next one"))
        self.reopen.setAccessibleName(_("Open it again…"))
        if self._look is not None:
            self.show_look(self._look)

    def show_look(self, look: MonthLook) -> None:
        """The month that is looked at; what was typed about another one is gone."""
        before = self._look
        if before is not None and before.month != look.month:
            self.forget()
        elif before is not None and _rests_on(before) != _rests_on(look):
            self._refused = None
        self._look = look
        sheet = look.sheet
        is_open = sheet.state is MonthState.OPEN
        late, checks = look.now >= sheet.close_by, len(sheet.checks)
        if self._refused is not None:
            self._tell_refused(self._refused)
        else:
            self._tell(look)
        self.seal.setText(_("Close {month}").format(month=look.month))
        self.seal.setVisible(is_open)
        self.seal.setEnabled(sheet.over)
        self.reopen.setVisible(not is_open)
        self.leave_open.setVisible(is_open and sheet.over and checks > 0)
        self.leave_open.setText(
            ngettext("Leave {n} open", "Leave {n} open", checks).format(n=checks)
        )
        wants = (is_open and sheet.over and (late or checks > 0)) or self._reopening
        self.reason.setVisible(wants)
        if self._reopening:
            self.reason.setPlaceholderText(_("Why it is opened again"))
        elif late:
            self.reason.setPlaceholderText(_("Why it is late (G7)"))
        else:
            self.reason.setPlaceholderText(_("Why something is left open (G7)"))

    def show_error(self, error: ThirdRingError) -> None:
        """What was refused stays said while the month stays as it is, however often it is read
        again; the reason, if one is missing, can be typed at once. That the server is away is said
        until the month is read again.
        """
        self._refused = None if isinstance(error, Unavailable) else error
        self._tell_refused(error)
        first = error.all[0] if isinstance(error, Refusals) else error
        if getattr(first, "field", "") == "reason":
            self.reason.setFocus()

    def forget(self) -> None:
        """It was done, or another month is shown."""
        self._reopening = False
        self._refused = None
        self.reason.setText("")
        self.leave_open.setChecked(False)

    def submit(self) -> None:
        """Close the month, as far as it can be closed."""
        if self.seal.isEnabled() and not self.seal.isHidden():
            self.close_asked.emit(self.reason.value(), self.leave_open.isChecked())

    def _on_reopen(self) -> None:
        """Pressed once it asks for the reason, then it is done."""
        if self._reopening and self.reason.value():
            self.reopen_asked.emit(self.reason.value())
            return
        self._reopening = True
        if self._look is not None:
            self.show_look(self._look)
        self.reason.setFocus()

    def _on_return(self) -> None:
        if self._reopening:
            self._on_reopen()
        else:
            self.submit()

    def _tell_refused(self, error: ThirdRingError) -> None:
        if isinstance(error, Refusals):
            text = _("There is something to settle first: see “Before the closing”.")
        else:
            text = render(error)
        self.note.setText(text)
        self.note.set_tone(Token.OVER)

    def _tell(self, look: MonthLook) -> None:
        sheet, zone = look.sheet, look.time.zone
        if sheet.state is MonthState.CLOSED:
            last = sheet.versions[-1]
            text = _("Closing {n}, {time}, by {name}.").format(
                n=last.number, time=exact_text(last.closed_at, zone)[:16], name=last.closed_by
            )
            if last.late_reason:
                text += " " + _("Late: {reason}").format(reason=last.late_reason)
        elif not sheet.over:
            text = _("{month} runs; it can be closed when it is over (G1).").format(
                month=look.month
            )
        elif sheet.versions and sheet.versions[-1].reopened_by:
            last = sheet.versions[-1]
            text = _("Opened again by {name}: {reason}").format(
                name=last.reopened_by, reason=last.reopen_reason
            )
        else:
            number = len(sheet.versions) + 1
            text = _("Closing {n}; who closes it and when is written down.").format(n=number)
        self.note.setText(text)
        self.note.set_tone(Token.TEXT_2)


def _rests_on(look: MonthLook) -> tuple[MonthState, int, tuple[CheckLine, ...]]:
    """What a refusal is about: another state, closing or list of checks makes it untrue."""
    sheet = look.sheet
    return sheet.state, len(sheet.versions), sheet.checks
