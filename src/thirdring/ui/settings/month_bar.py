"""The month shown, with a step to the one before and the one after."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from thirdring.i18n import _
from thirdring.ui.theme import Type
from thirdring.ui.widgets import Button, ButtonKind, Label, Styled


class MonthBar(Styled, QWidget):
    """`moved` carries the month asked for, such as 2026-11; none after `last` is offered."""

    moved = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.month = ""
        self._last = ""
        self.earlier = Button(kind=ButtonKind.BARE, icon="chevron-left")
        self.later = Button(kind=ButtonKind.BARE, icon="chevron-right")
        self._label = Label(step=Type.SAY, bold=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for part in (self.earlier, self._label, self.later):
            row.addWidget(part)
        self.earlier.clicked.connect(self._on_earlier)
        self.later.clicked.connect(self._on_later)
        self.wire()

    def retranslate(self) -> None:
        self.earlier.set_hint(_("The month before"))
        self.later.set_hint(_("The month after"))

    def set_month(self, month: str, last: str) -> None:
        """Show `month`; `last` is the latest there is anything to show of."""
        self.month, self._last = month, last
        self._label.setText(month)
        self.later.setEnabled(month < last)

    def _on_earlier(self) -> None:
        if self.month:
            self.moved.emit(month_beside(self.month, -1))

    def _on_later(self) -> None:
        if self.month < self._last:
            self.moved.emit(month_beside(self.month, 1))


def month_beside(month: str, step: int) -> str:
    """`step` months after `month`: 2026-12 and 1 give 2027-01."""
    year, number = (int(part) for part in month.split("-"))
    year, place = divmod(year * 12 + number - 1 + step, 12)
    return f"{year:04}-{place + 1:02}"
