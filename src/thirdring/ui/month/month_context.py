"""Beside the title of the month: which month, and whether it is open, due or closed (G1, G7)."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from thirdring.domain.month_sheet import MonthState
from thirdring.i18n import _
from thirdring.labels import label
from thirdring.ui.month.month_look import MonthLook
from thirdring.ui.settings.month_bar import MonthBar
from thirdring.ui.theme import Token, Type
from thirdring.ui.widgets import Label, Pill, Shape, Styled, set_tip
from thirdring.ui.words import date_text, exact_text


class MonthContext(Styled, QWidget):
    """`bar.moved` carries the month that is asked for."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._look: MonthLook | None = None
        self.bar = MonthBar()
        self.state = Pill()
        self.rule = Label("G1", step=Type.CAPTION, tone=Token.TEXT_3)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 0, 0)
        row.setSpacing(12)
        for part in (self.bar, self.state, self.rule):
            row.addWidget(part)
        self.hide()  # until the top bar takes it
        self.wire()

    def retranslate(self) -> None:
        if self._look is not None:
            self.show_look(self._look)

    def set_narrow(self, on: bool) -> None:
        """Where room is short the month alone is left."""
        self.state.setVisible(not on)
        self.rule.setVisible(not on)

    def show_look(self, look: MonthLook) -> None:
        """The month that is looked at."""
        self._look = look
        self.bar.set_month(look.month, look.last)
        text, tone, shape = _state(look)
        self.state.set(text, tone=tone, shape=shape)
        set_tip(self.state, exact_text(look.sheet.close_by, look.time.zone))


def _state(look: MonthLook) -> tuple[str, Token, Shape]:
    sheet = look.sheet
    if sheet.state is MonthState.CLOSED:
        return _(label(sheet.state)).capitalize(), Token.FINE, Shape.TICK
    if not sheet.over:
        return _("Still running"), Token.TEXT_2, Shape.RING
    day = date_text(sheet.close_by, look.now, look.time.zone)
    if look.now >= sheet.close_by:
        return _("Was to be closed before {day}").format(day=day), Token.OVER, Shape.TRIANGLE
    return _("To be closed before {day}").format(day=day), Token.SOON, Shape.PIE
