"""Lines that come and go: the banner under the top bar, the undo line, the toast."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from thirdring.i18n import _
from thirdring.ui import icons
from thirdring.ui.theme import Token, Type
from thirdring.ui.theme_tokens import HAIRLINE, RADIUS_CONTROL
from thirdring.ui.widgets.base import Styled, announce
from thirdring.ui.widgets.button import Button, ButtonKind
from thirdring.ui.widgets.label import Label
from thirdring.ui.widgets.paint import soft_of
from thirdring.ui.widgets.short_text import ShortText
from thirdring.ui.widgets.telling import Telling

UNDO_SECONDS = 10


class Banner(Styled, QWidget):
    """One sentence about the state of things, with at most one deed; `acted` when it is pressed."""

    acted = Signal()

    def __init__(
        self,
        *,
        icon: str = "alert-triangle",
        tone: Token = Token.SOON,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon, self._tone = icon, tone
        self._title = Label(bold=True)
        self._text = Label(tone=Token.TEXT_2, elide=True)
        self._aside = Label(step=Type.CAPTION, tone=Token.TEXT_2)
        self._button = Button()
        self._button.clicked.connect(self.acted)
        self._button.hide()
        row = self._row = QHBoxLayout(self)
        row.setSpacing(10)
        row.addWidget(self._title)
        row.addWidget(self._text, 1)
        row.addWidget(self._aside)
        row.addWidget(self._button)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.wire()

    def say(self, title: str, text: str = "", *, aside: str = "", deed: str = "") -> None:
        """Show the sentence; `deed` is the button's text, none without."""
        self._title.setText(title)
        self._text.setText(text)
        self._aside.setText(aside)
        self._button.setText(deed)
        self._button.setVisible(bool(deed))
        self.setAccessibleName(f"{title} {text}".strip())
        self.show()
        announce(self, self.accessibleName())

    def set_aside(self, aside: str) -> None:
        """Only the quiet words at the right; nobody is told of that."""
        self._aside.setText(aside)

    def restyle(self) -> None:
        self.setFixedHeight(self.theme.px(44))
        self._row.setContentsMargins(26 + self.theme.px(icons.HEAD), 0, 16, 0)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self.theme
        painter.fillRect(self.rect(), theme.color(soft_of(self._tone)))
        line = theme.color(Token.LINE)
        painter.fillRect(0, self.height() - 1, self.width(), HAIRLINE, line)
        side = theme.px(icons.HEAD)
        room = self.rect().adjusted(16, 0, 0, 0)
        room.setWidth(side)
        icons.paint_icon(painter, room, self._icon, theme.color(self._tone), side)


class UndoLine(Telling):
    """What was just done, and ten seconds to take it back. It belongs where it covers nothing."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._undo: Callable[[], None] | None = None
        self._words = ShortText()
        self._button = Button(kind=ButtonKind.LINK, keys="Ctrl+Z", small=True)
        self._button.clicked.connect(self._on_undo)
        self._button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        row = self._row = QHBoxLayout(self)
        row.setSpacing(8)
        row.addWidget(self._words, 1)
        row.addWidget(self._button)
        self.hide()
        self.wire()

    def offer(self, text: str, undo: Callable[[], None] | None = None) -> None:
        """Show `text` for ten seconds; with `undo`, the way back."""
        self._undo = undo
        self._words.setText(text)
        self._button.setVisible(undo is not None)
        self.setAccessibleName(text)
        self.show()
        self.changed.emit()
        announce(self, text)
        self._timer.start(UNDO_SECONDS * 1000)

    def text(self) -> str:
        """What is told, whole."""
        return self._words.text()

    def take_back(self) -> bool:
        """Undo what is on offer; False when nothing is."""
        if not self.isVisible() or self._undo is None:
            return False
        undo, self._undo = self._undo, None
        self.hide()
        undo()
        return True

    def set_short(self, *, on: bool) -> None:
        self._button.set_keys("" if on else "Ctrl+Z")

    def restyle(self) -> None:
        self._row.setContentsMargins(self.theme.px(13), 2, 6, 2)

    def retranslate(self) -> None:
        self._button.setText(_("Undo"))

    def _on_undo(self) -> None:
        self.take_back()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self.theme.color(Token.LINE_STRONG))
        painter.setBrush(self.theme.color(Token.BG_SURFACE))
        frame = self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(frame, RADIUS_CONTROL, RADIUS_CONTROL)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.fillRect(0, 7, 3, self.height() - 14, self.theme.color(Token.ACCENT))
