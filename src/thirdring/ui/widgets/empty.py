"""What a list shows when it has nothing: what would be here, and what to do next."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from thirdring.ui import icons
from thirdring.ui.theme import Token, Type
from thirdring.ui.widgets.base import Styled
from thirdring.ui.widgets.button import Button
from thirdring.ui.widgets.label import Label


class _Icon(Styled, QWidget):
    def __init__(self, name: str, size: int) -> None:
        super().__init__()
        self._name, self._size = name, size
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.wire()

    def sizeHint(self) -> QSize:
        side = self.theme.px(self._size)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        side = self.theme.px(self._size)
        room = QRect(0, 0, self.width(), self.height())
        color = self.theme.color(Token.LINE_FIELD)
        icons.paint_icon(QPainter(self), room, self._name, color, side)


_ROOMY = 230


class EmptyState(Styled, QWidget):
    """Icon, one bold line, one sentence, at most two buttons, a caption. Centred in its room."""

    def __init__(self, icon: str, *buttons: Button, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = Label(step=Type.SAY, bold=True)
        self._text = Label(tone=Token.TEXT_2, wrap=True)
        self._caption = Label(step=Type.CAPTION, tone=Token.TEXT_3, wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(6)
        column.addStretch(1)
        self._icon = _Icon(icon, 48)
        column.addWidget(self._icon)
        column.addSpacing(14)
        for label in (self._title, self._text):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(label)
        if buttons:
            row = QHBoxLayout()
            row.setContentsMargins(0, 12, 0, 8)
            row.setSpacing(8)
            row.addStretch(1)
            for button in buttons:
                row.addWidget(button)
            row.addStretch(1)
            column.addLayout(row)
        self._caption.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._caption)
        column.addStretch(1)
        self.wire()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # The picture gives way before the button does.
        self._icon.setVisible(self.height() >= self.theme.px(_ROOMY))

    def set_text(self, title: str, text: str = "", caption: str = "") -> None:
        for label, words in ((self._title, title), (self._text, text), (self._caption, caption)):
            label.setText(words)
            label.setVisible(bool(words))
