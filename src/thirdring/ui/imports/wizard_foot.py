"""The foot of the wizard: what is under way or wrong, and the way back and on."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from thirdring.i18n import _
from thirdring.ui.imports.progress_line import ProgressLine
from thirdring.ui.theme import Token
from thirdring.ui.widgets import Button, ButtonKind, Ground, Label


class WizardFoot(Ground):
    """`back`, `on`, `stop`: what was pressed."""

    back = Signal()
    on = Signal()
    stop = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Token.BG_WINDOW, edges=Qt.Edge.TopEdge, parent=parent)
        self.words = Label(elide=True)
        self.line = ProgressLine()
        self.stop_button = Button(kind=ButtonKind.BARE, icon="x")
        self.back_button = Button(icon="arrow-left")
        self.on_button = Button(kind=ButtonKind.PRIMARY)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(12)
        row.addWidget(self.words, 3)
        row.addWidget(self.line, 1)
        row.addWidget(self.stop_button)
        row.addWidget(self.back_button)
        row.addWidget(self.on_button)
        self.stop_button.clicked.connect(self.stop)
        self.back_button.clicked.connect(self.back)
        self.on_button.clicked.connect(self.on)
        self.set_busy(on=False)
        self.wire()

    def retranslate(self) -> None:
        self.stop_button.setText(_("Stop"))
        self.back_button.setText(_("Back"))

    def set_busy(self, *, on: bool) -> None:
        """While something is under way only stopping it is possible."""
        self.line.setVisible(on)
        self.stop_button.setVisible(on)
        self.back_button.setEnabled(not on)
        self.on_button.setEnabled(not on)
        self.line.set_progress(0, 0)

    def tell(self, text: str, *, problem: bool = False) -> None:
        self.words.setText(text)
        self.words.set_tone(Token.OVER if problem else Token.TEXT_2)
