"""Views of one list side by side, the chosen one underlined, each with its count."""

from collections.abc import Hashable
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from thirdring.ui.theme import Size, Token, Type
from thirdring.ui.widgets.base import Styled
from thirdring.ui.widgets.paint import paint_focus
from thirdring.ui.words import count_text

_CLOSEST = 6


@dataclass(frozen=True, slots=True)
class Tab:
    """`count` None with `counted` means not known yet; `tone` colours the count (over, soon). More than
    `most` are not counted, and said to be more.
    """

    value: Hashable
    text: str
    count: int | None = None
    counted: bool = False
    tone: Token = Token.TEXT_3
    most: int | None = None


class _TabButton(Styled, QAbstractButton):
    def __init__(self, tab: Tab, *, small: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self.tab = tab
        self._step = Type.CAPTION if small else Type.BODY
        self.setCheckable(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.show_tab(tab)
        self.wire()

    def show_tab(self, tab: Tab) -> None:
        self.tab = tab
        self.setText(tab.text.replace("&", "&&"))
        self.setAccessibleName(f"{tab.text} {self._count()}".strip())
        self.updateGeometry()
        self.update()

    def _count(self) -> str:
        return count_text(self.tab.count, self.tab.most) if self.tab.counted else ""

    def sizeHint(self) -> QSize:
        theme = self.theme
        width = QFontMetrics(theme.font(self._step, bold=True)).horizontalAdvance(self.tab.text)
        if self._count():
            caption = QFontMetrics(theme.font(Type.CAPTION, bold=True))
            width += theme.px(6) + caption.horizontalAdvance(self._count())
        return QSize(width + 2, theme.size(Size.TABS))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        step = steps.get(Qt.Key(event.key()))
        owner = self.parentWidget()
        if step is not None and isinstance(owner, Tabs):
            owner.step(step)
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter, on = self.theme, QPainter(self), self.isChecked()
        tone = Token.TEXT if on or self.underMouse() else Token.TEXT_2
        if on and self._step is Type.CAPTION:
            tone = Token.ACCENT_TEXT
        painter.setFont(theme.font(self._step, bold=on))
        painter.setPen(theme.color(tone))
        shown = painter.fontMetrics().elidedText(
            self.tab.text, Qt.TextElideMode.ElideRight, self.width()
        )
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, shown)
        if self._count():
            strong = self.tab.tone is not Token.TEXT_3 and bool(self.tab.count)
            left = painter.fontMetrics().horizontalAdvance(self.tab.text) + theme.px(6)
            painter.setFont(theme.font(Type.CAPTION, bold=strong))
            painter.setPen(theme.color(self.tab.tone if strong else Token.TEXT_3))
            room = QRect(left, 0, self.width() - left, self.height())
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, self._count())
        if on:
            accent = theme.color(Token.ACCENT)
            painter.fillRect(0, self.height() - 2, self.width(), 2, accent)
        if self.hasFocus():
            paint_focus(painter, theme, self.rect().adjusted(0, 6, 0, -6), 4)


class Tabs(Styled, QWidget):
    """`chosen` carries the value when the person chooses. Arrow keys go from tab to tab."""

    chosen = Signal(object)

    def __init__(
        self, *, small: bool = False, gap: int = 22, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._small, self._gap = small, gap
        self._buttons: list[_TabButton] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.wire()

    def restyle(self) -> None:
        self.setFixedHeight(self.theme.size(Size.TABS))
        self._space()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._space()

    def _space(self) -> None:
        """Move the tabs closer together where they would not fit otherwise."""
        wanted = self.theme.px(self._gap)
        if len(self._buttons) > 1:
            rest = self.width() - sum(button.sizeHint().width() for button in self._buttons)
            wanted = max(_CLOSEST, min(wanted, rest // (len(self._buttons) - 1)))
        self._row.setSpacing(wanted)

    def sizeHint(self) -> QSize:
        """With the gaps wanted, whatever they are now: a layout that has room gives it back."""
        return self._hint(self.theme.px(self._gap))

    def minimumSizeHint(self) -> QSize:
        return self._hint(_CLOSEST)

    def _hint(self, gap: int) -> QSize:
        widths = [button.sizeHint().width() for button in self._buttons]
        width = sum(widths) + gap * max(len(widths) - 1, 0)
        return QSize(width, self.theme.size(Size.TABS))

    def set_tabs(self, tabs: list[Tab]) -> None:
        """Show `tabs`; when only texts or counts changed, nothing moves and focus stays."""
        if [b.tab.value for b in self._buttons] == [t.value for t in tabs]:
            for button, tab in zip(self._buttons, tabs, strict=True):
                button.show_tab(tab)
            self._space()
            return
        chosen = self.value()
        for button in self._buttons:
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = []
        for index, tab in enumerate(tabs):
            button = _TabButton(tab, small=self._small, parent=self)
            button.clicked.connect(self._on_clicked)
            self._row.insertWidget(index, button)
            self._buttons.append(button)
        values = [tab.value for tab in tabs]
        self.set_value(chosen if chosen in values else values[0] if values else None)
        self._space()

    def value(self) -> Hashable | None:
        return next((b.tab.value for b in self._buttons if b.isChecked()), None)

    def set_value(self, value: Hashable | None) -> None:
        for button in self._buttons:
            on = button.tab.value == value
            button.setChecked(on)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if on else Qt.FocusPolicy.ClickFocus)

    def step(self, by: int) -> None:
        values = [b.tab.value for b in self._buttons]
        at = next((i for i, b in enumerate(self._buttons) if b.isChecked()), 0) + by
        if 0 <= at < len(values):
            self._choose(values[at])
            self._buttons[at].setFocus()

    def _choose(self, value: Hashable) -> None:
        changed = value != self.value()
        self.set_value(value)
        if changed:
            self.chosen.emit(value)

    def _on_clicked(self) -> None:
        sender = self.sender()
        if isinstance(sender, _TabButton):
            value = sender.tab.value
            known = next((b for b in self._buttons if b is not sender and b.isChecked()), None)
            self.set_value(value)
            if known is not None:
                self.chosen.emit(value)
