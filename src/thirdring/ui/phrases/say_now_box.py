"""The line to say now, on top: why, the words with the names filled in, the key that ticks it off."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from thirdring.i18n import _
from thirdring.ui.theme import Token, Type
from thirdring.ui.widgets import Button, ButtonKind, Ground, Label


class SayNowBox(Ground):
    """`said` when the person ticks the line off. Keeps its room when there is nothing to say."""

    said = Signal()

    def __init__(self, keys: str, parent: QWidget | None = None) -> None:
        super().__init__(Token.BG_SELECTED, parent=parent)
        self._head = Label(tone=Token.ACCENT_TEXT, bold=True)
        self._reason = Label(step=Type.CAPTION, tone=Token.TEXT_2, elide=True)
        self._rule = Label(step=Type.CAPTION, tone=Token.TEXT_3)
        self._line = Label(step=Type.SAY, bold=True, wrap=True)
        self._tick = Button(kind=ButtonKind.LINK, keys=keys, small=True)
        self._line.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._head)
        head.addWidget(self._reason, 1)
        head.addWidget(self._rule)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 8)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self._line)
        foot = QHBoxLayout()
        foot.addWidget(self._tick)
        foot.addStretch(1)
        column.addLayout(foot)
        self._tick.clicked.connect(self.said)
        self.wire()

    def retranslate(self) -> None:
        self._head.setText(_("Say now"))
        self._tick.setText(_("Mark as said"))

    def show_line(self, text: str, reason: str, rule: str) -> None:
        """Show the line; an empty `text` hides the box."""
        self.setVisible(bool(text))
        self._line.setText(text)
        self._reason.setText(reason)
        self._rule.setText(rule)
        self.setAccessibleName(text)

    @property
    def text(self) -> str:
        return self._line.text()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        QPainter(self).fillRect(0, 0, 3, self.height(), self.theme.color(Token.ACCENT))
