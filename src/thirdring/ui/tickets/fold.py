"""A section of the panel that folds: its head says how much is inside."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from thirdring.ui import icons
from thirdring.ui.theme import Size, Token, Type
from thirdring.ui.widgets import Button, ButtonKind, Label, Styled
from thirdring.ui.widgets.paint import paint_focus


class _Head(Styled, QAbstractButton):
    """Caret, words, a count; Space or Enter folds."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._aside = ""
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.wire()

    def put(self, words: str, aside: str) -> None:
        self._aside = aside
        self.setText(words)
        self.setAccessibleName(f"{words} {aside}".strip())
        self.update()

    def restyle(self) -> None:
        self.setFixedHeight(self.theme.size(Size.SMALL_BUTTON))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self.theme
        side = theme.px(icons.INLINE)
        name = "chevron-down" if self.isChecked() else "chevron-right"
        room = QRect(0, 0, side, self.height())
        icons.paint_icon(painter, room, name, theme.color(Token.TEXT_3), side)
        painter.setFont(theme.font(bold=True))
        painter.setPen(theme.color(Token.TEXT))
        left = side + theme.px(6)
        words = QRect(left, 0, self.width() - left, self.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.text())
        used = painter.fontMetrics().horizontalAdvance(self.text())
        painter.setFont(theme.font(Type.CAPTION))
        painter.setPen(theme.color(Token.TEXT_3))
        rest = words.adjusted(used + theme.px(8), 0, 0, 0)
        painter.drawText(rest, Qt.AlignmentFlag.AlignVCenter, self._aside)
        if self.hasFocus():
            paint_focus(painter, theme, self.rect())


class Fold(Styled, QWidget):
    """Lines under a head, and at most one deed beside it; `set_lines` replaces them."""

    def __init__(self, deed: Button | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._head = _Head(self)
        self._body = QWidget()
        self._lines = QVBoxLayout(self._body)
        self._lines.setContentsMargins(20, 0, 0, 4)
        self._lines.setSpacing(6)
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(self._head, 1)
        if deed is not None:
            head.addWidget(deed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(self._body)
        self._body.hide()
        self._head.toggled.connect(self._body.setVisible)
        self._shown: list[QWidget] = []
        self._empty_seen = False
        self.wire()

    def set_head(self, words: str, aside: str = "") -> None:
        self._head.put(words, aside)

    def set_open(self, *, on: bool) -> None:
        self._head.setChecked(on)

    @property
    def open(self) -> bool:
        return self._head.isChecked()

    def set_lines(self, lines: list[QWidget]) -> None:
        """Show `lines`; the section folds itself away where there are none, and opens when
        something came to it.
        """
        if len(lines) > len(self._shown) > 0 or (lines and self._empty_seen):
            self._head.setChecked(True)
        self._empty_seen = not lines
        for line in self._shown:
            self._lines.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._shown = lines
        for line in lines:
            self._lines.addWidget(line)
        if not lines:
            self._head.setChecked(False)
        self._head.setEnabled(bool(lines))


class Line(Styled, QWidget):
    """One thing of a section: words, what is told beside them, a caption below, quiet deeds."""

    def __init__(
        self,
        words: str,
        aside: str = "",
        caption: str = "",
        *,
        tone: Token = Token.TEXT,
        aside_tone: Token = Token.TEXT_2,
        rule: str = "",
        mark: QWidget | None = None,
        deeds: tuple[Button, ...] = (),
    ) -> None:
        super().__init__()
        self.words = Label(words, tone=tone, elide=True)
        self._aside = Label(aside, step=Type.CAPTION, tone=aside_tone)
        self._rule = Label(rule, step=Type.CAPTION, tone=Token.TEXT_3)
        self._caption = Label(caption, step=Type.CAPTION, tone=Token.TEXT_2, wrap=True)
        head = QHBoxLayout()
        head.setSpacing(8)
        if mark is not None:
            head.addWidget(mark)
        head.addWidget(self.words, 1)
        head.addWidget(self._rule)
        head.addWidget(self._aside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        column.addLayout(head)
        column.addWidget(self._caption)
        if deeds:
            row = QHBoxLayout()
            row.setSpacing(4)
            for deed in deeds:
                row.addWidget(deed)
            row.addStretch(1)
            column.addLayout(row)
        self._rule.setVisible(bool(rule))
        self._aside.setVisible(bool(aside))
        self._caption.setVisible(bool(caption))
        self.setAccessibleName(" ".join(part for part in (words, aside, rule, caption) if part))
        self.wire()


def link(text: str) -> Button:
    """A quiet deed in a line."""
    return Button(text, kind=ButtonKind.LINK, small=True)
