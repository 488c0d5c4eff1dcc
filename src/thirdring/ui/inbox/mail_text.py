"""The text of a mail: plain, read only, with room for long ones."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from thirdring.ui.theme import Token
from thirdring.ui.widgets import Styled


class MailText(Styled, QPlainTextEdit):
    """Plain text whatever the mail was written in; Tab leaves it, and its text can be copied."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("mail")
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.document().setDocumentMargin(0)
        self.wire()

    def restyle(self) -> None:
        self.setFont(self.theme.font())
        ground = self.theme.color(Token.BG_SURFACE).name()
        self.setStyleSheet(
            f"QPlainTextEdit#mail {{ background: {ground}; border: none; padding: 0px; }}"
        )

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self.setTabStopDistance(4 * self.fontMetrics().horizontalAdvance("0"))
