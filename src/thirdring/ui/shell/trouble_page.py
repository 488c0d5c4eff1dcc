"""The database can't be opened: one sentence that says what to do, and the way to try again."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from thirdring.i18n import _
from thirdring.ui.shell.page import Page
from thirdring.ui.widgets import Button, ButtonKind


class TroublePage(Page):
    """`again_asked` and `quit_asked`."""

    again_asked = Signal()
    quit_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(width=520, parent=parent)
        self._again = Button(kind=ButtonKind.PRIMARY)
        self._quit = Button(kind=ButtonKind.QUIET)
        row = QHBoxLayout()
        row.addWidget(self._again)
        row.addWidget(self._quit)
        row.addStretch(1)
        self.form.addLayout(row)
        self.form.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._again.clicked.connect(self.again_asked)
        self._quit.clicked.connect(self.quit_asked)
        self.wire()

    def retranslate(self) -> None:
        self.title.setText(_("The center can't be opened"))
        self._again.setText(_("Try again"))
        self._quit.setText(_("Quit"))

    def show_sentence(self, sentence: str) -> None:
        """What is wrong and what to do."""
        self.text.setText(sentence)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._again.setFocus()
