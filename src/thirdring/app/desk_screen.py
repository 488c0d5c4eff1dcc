"""The desk: the call form and its customer above, the ticket list below."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from thirdring.ui.theme import Size, Token
from thirdring.ui.widgets import Ground, Hairline, Styled


class DeskScreen(Styled, QWidget):
    """Puts the parts side by side; none of them knows of the others."""

    def __init__(self, form: QWidget, customer: QWidget | None, tickets: QWidget | None) -> None:
        super().__init__()
        self._form, self._customer, self._tickets = form, customer, tickets
        self._above = Ground(Token.BG_SURFACE)
        row = QHBoxLayout(self._above)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(form, 1)
        if customer is not None:
            row.addWidget(Hairline(Qt.Orientation.Vertical))
            row.addWidget(customer)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._above, 0 if tickets is not None else 1)
        if tickets is not None:
            column.addWidget(Hairline())
            column.addWidget(tickets, 1)
        self.wire()

    def restyle(self) -> None:
        if self._tickets is not None:
            self._above.setFixedHeight(self.theme.size(Size.FORM_HEIGHT))

    def entered(self) -> None:
        """The cursor goes to the form."""
        self._form.entered()  # type: ignore[attr-defined]

    def left(self) -> None:
        self._form.left()  # type: ignore[attr-defined]
