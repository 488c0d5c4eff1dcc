"""received = counted + unfounded + merged + withdrawn + undecided: each opens into its complaints."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from thirdring.domain.month_sheet import Sums
from thirdring.domain.months import Standing
from thirdring.i18n import _
from thirdring.ui.month.month_words import standing_text
from thirdring.ui.theme import Token, Type
from thirdring.ui.widgets import Button, ButtonKind, Label, Styled

_ALL = (None, *Standing)


class IdentityLine(Styled, QWidget):
    """`asked` carries the standing whose complaints are wanted; None: all received."""

    asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sums = Sums()
        self.buttons: dict[Standing | None, Button] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 16, 4)
        row.setSpacing(2)
        for at, standing in enumerate(_ALL):
            if at:
                sign = Label("=" if at == 1 else "+", tone=Token.TEXT_3)
                row.addWidget(sign)
            button = Button(kind=ButtonKind.LINK, small=True)
            button.clicked.connect(partial(self._on_asked, standing))
            self.buttons[standing] = button
            row.addWidget(button)
        self.note = Label(step=Type.CAPTION, tone=Token.TEXT_3, elide=True)
        self.note.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.note, 1)
        self.wire()

    def retranslate(self) -> None:
        self.setAccessibleName(_("What was received and what became of it"))
        self.note.setText(_("Only complaints against an employee count for them (D15)"))
        self.show_sums(self._sums)

    def show_sums(self, sums: Sums) -> None:
        """The center's figures of the month."""
        self._sums = sums
        for standing, button in self.buttons.items():
            count = sums.received if standing is None else getattr(sums, standing.value)
            button.setText(f"{standing_text(standing)} {count}")

    def _on_asked(self, standing: Standing | None, *_checked: object) -> None:
        self.asked.emit(standing)
