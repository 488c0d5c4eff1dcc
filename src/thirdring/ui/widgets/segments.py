"""Up to eight exclusive choices side by side; what does not fit waits behind "More"."""

from collections.abc import Hashable, Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QMenu, QRadioButton, QSizePolicy, QWidget

from thirdring.i18n import _
from thirdring.ui import icons
from thirdring.ui.theme import Size, Token
from thirdring.ui.theme_tokens import RADIUS_CONTROL
from thirdring.ui.widgets.base import Styled

Option = tuple[Hashable, str]


class _Segment(QRadioButton):
    """One choice. A radio button for keyboard and screen readers; drawn by `Segments`."""

    def __init__(self, group: "Segments", *, more: bool = False) -> None:
        super().__init__(group)
        self._group = group
        self.more = more
        self.setAutoExclusive(False)  # the group decides; Qt's own rule would forbid "none"
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def hitButton(self, pos: object) -> bool:  # noqa: N802, ARG002 - all of it, not only the dot
        return True

    def nextCheckState(self) -> None:  # noqa: N802 - the group sets what is checked
        return

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
        step = steps.get(Qt.Key(event.key()))
        if step is not None and not event.modifiers():
            self._group.step(step)
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.translate(-self.x(), -self.y())
        self._group.paint_segment(painter, self)


class Segments(Styled, QWidget):
    """Exclusive choices. `chosen` carries the value when the person chooses, not when code does.

    `visible` limits how many stand side by side (the rest behind "More"); by itself the widget
    shows as many as its width allows. The bold width is reserved, so checking moves nothing.
    """

    chosen = Signal(object)

    def __init__(
        self,
        options: Sequence[Option] = (),
        *,
        visible: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._options: list[Option] = []
        self._value: Hashable | None = None
        self._visible = visible
        self._more_text = ""
        self._menu = QMenu(self)
        self._menu.triggered.connect(self._on_menu)
        self._segments: list[_Segment] = []
        self._more = _Segment(self, more=True)
        self._more.clicked.connect(self._on_more)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.set_options(options)
        self.wire()

    def set_options(self, options: Sequence[Option]) -> None:
        """Replace the choices; the value stays if it is still among them."""
        self._options = list(options)
        for segment in self._segments:
            segment.setParent(None)
            segment.deleteLater()
        self._segments = []
        for value, text in self._options:
            segment = _Segment(self)
            segment.setProperty("value", value)
            segment.setText(text.replace("&", "&&"))
            segment.clicked.connect(self._on_clicked)
            segment.show()
            self._segments.append(segment)
        if self._value not in [value for value, _text in self._options]:
            self._value = None
        self._arrange()

    def set_visible_count(self, count: int | None) -> None:
        self._visible = count
        self.updateGeometry()
        self._arrange()

    def value(self) -> Hashable | None:
        return self._value

    def set_value(self, value: Hashable | None) -> None:
        """Choose by code; None chooses nothing."""
        if value is not None and value not in [known for known, _text in self._options]:
            raise ValueError(f"no such choice: {value!r}")
        self._value = value
        self._arrange()

    def step(self, by: int) -> None:
        """Choose the neighbour, as the arrow keys do; stops at the ends."""
        if not self._options:
            return
        values = [value for value, _text in self._options]
        at = values.index(self._value) + by if self._value is not None else 0
        self._choose(values[max(0, min(len(values) - 1, at))])

    def _choose(self, value: Hashable) -> None:
        had_focus = self.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
        changed = value != self._value
        self.set_value(value)
        if had_focus:
            self._segment_of(value).setFocus()
        if changed:
            self.chosen.emit(value)

    def _segment_of(self, value: Hashable) -> _Segment:
        index = [known for known, _text in self._options].index(value)
        segment = self._segments[index]
        return segment if segment.isVisibleTo(self) else self._more

    def _on_clicked(self) -> None:
        sender = self.sender()
        if isinstance(sender, _Segment):
            self._choose(self._options[self._segments.index(sender)][0])

    def _on_more(self) -> None:
        self._menu.clear()
        for index, (value, text) in enumerate(self._options):
            if self._segments[index].isVisibleTo(self):
                continue
            action = QAction(text.replace("&", "&&"), self._menu)
            action.setCheckable(True)
            action.setChecked(value == self._value)
            action.setData(index)
            self._menu.addAction(action)
        self._menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))

    def _on_menu(self, action: QAction) -> None:
        self._choose(self._options[int(action.data())][0])

    def retranslate(self) -> None:
        self._more_text = _("More")
        self._arrange()

    def restyle(self) -> None:
        self._arrange()

    def sizeHint(self) -> QSize:
        widths = [self._width_of(text) for _value, text in self._options]
        if self._visible is not None and self._visible < len(widths):
            widths = [*widths[: self._visible], self._more_width(self._visible)]
        return QSize(sum(widths) + 2, self.theme.size(Size.CONTROL))

    def minimumSizeHint(self) -> QSize:
        height = self.theme.size(Size.CONTROL)
        if len(self._options) <= 2:
            return self.sizeHint()
        first = self._width_of(self._options[0][1])
        return QSize(min(first + self._more_width(1) + 2, self.sizeHint().width()), height)

    def focusInEvent(self, event: QFocusEvent) -> None:
        # Not a focus proxy: Qt loses the whole group from the tab order when that is set anew.
        taker = next((i for i in range(len(self._segments)) if self._takes_tab(i)), None)
        if taker is not None:
            self._segment_of(self._options[taker][0]).setFocus(event.reason())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _width_of(self, text: str) -> int:
        bold = QFontMetrics(self.theme.font(bold=True)).horizontalAdvance(text)
        return bold + self.theme.px(20)

    def _more_width(self, shown: int) -> int:
        hidden = [text for _value, text in self._options[shown:]]
        widest = max((self._width_of(text) for text in [self._more_text, *hidden]), default=0)
        return widest + self.theme.px(18)

    def _fitting(self) -> int:
        """How many choices stand side by side at the width of now."""
        widths = [self._width_of(text) for _value, text in self._options]
        most = len(widths) if self._visible is None else min(self._visible, len(widths))
        if most == len(widths) and sum(widths) + 2 <= self.width():
            return most
        while most > 1 and sum(widths[:most]) + self._more_width(most) + 2 > self.width():
            most -= 1
        return most

    def _arrange(self) -> None:
        shown = self._fitting()
        values = [value for value, _text in self._options]
        x = 1
        for index, segment in enumerate(self._segments):
            segment.setVisible(index < shown)
            segment.setChecked(self._value is not None and values[index] == self._value)
            policy = (
                Qt.FocusPolicy.StrongFocus if self._takes_tab(index) else Qt.FocusPolicy.ClickFocus
            )
            segment.setFocusPolicy(policy)
            if index < shown:
                width = self._width_of(self._options[index][1])
                segment.setGeometry(x - (index == 0), 0, width + (index == 0), self.height())
                x += width
        self._arrange_more(shown, x)
        self.update()

    def _takes_tab(self, index: int) -> bool:
        if self._value is None:
            return index == 0
        return bool(self._options[index][0] == self._value)

    def _arrange_more(self, shown: int, x: int) -> None:
        hidden = dict(self._options[shown:])
        self._more.setVisible(bool(hidden))
        chosen = hidden.get(self._value) if self._value is not None else None
        self._more.setChecked(chosen is not None)
        self._more.setText((chosen or self._more_text).replace("&", "&&"))
        self._more.setAccessibleName(chosen or self._more_text)
        tab = Qt.FocusPolicy.StrongFocus if chosen else Qt.FocusPolicy.ClickFocus
        self._more.setFocusPolicy(tab)
        if hidden:
            self._more.setGeometry(x, 0, self._more_width(shown) + 1, self.height())

    def _last(self) -> _Segment:
        if self._more.isVisibleTo(self):
            return self._more
        return [s for s in self._segments if s.isVisibleTo(self)][-1]

    def paint_segment(self, painter: QPainter, segment: _Segment) -> None:
        """Draw `segment` in the coordinates of the whole: each clips its part of one frame."""
        theme = self.theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(0, 0, self._last().geometry().right() + 1, self.height())
        path = QPainterPath()
        path.addRoundedRect(frame.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS_CONTROL, RADIUS_CONTROL)
        cell = segment.geometry()
        painter.save()
        painter.setClipPath(path, Qt.ClipOperation.IntersectClip)
        painter.fillRect(cell, theme.color(self._fill_of(segment)))
        if segment is not self._last():
            painter.fillRect(cell.right(), 1, 1, self.height() - 2, theme.color(Token.LINE))
        if segment.isChecked():
            painter.fillRect(
                cell.x(), self.height() - 3, cell.width(), 2, theme.color(Token.ACCENT)
            )
        painter.restore()
        self._paint_text(painter, segment, cell)
        focused = any(s.hasFocus() for s in [*self._segments, self._more])
        pen = (
            QPen(theme.color(Token.ACCENT), 2)
            if focused
            else QPen(theme.color(Token.LINE_FIELD), 1)
        )
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        inset = 1.0 if focused else 0.5
        painter.drawRoundedRect(
            frame.adjusted(inset, inset, -inset, -inset),
            RADIUS_CONTROL - inset,
            RADIUS_CONTROL - inset,
        )

    def _fill_of(self, segment: _Segment) -> Token:
        if segment.isChecked():
            return Token.BG_SELECTED
        return Token.BG_HOVER if segment.underMouse() and self.isEnabled() else Token.BG_SURFACE

    def _paint_text(self, painter: QPainter, segment: _Segment, cell: QRect) -> None:
        theme = self.theme
        tone = Token.ACCENT_TEXT if segment.isChecked() else Token.TEXT_2
        if not self.isEnabled():
            tone = Token.TEXT_3
        painter.setFont(theme.font(bold=segment.isChecked()))
        painter.setPen(theme.color(tone))
        room = cell.adjusted(0, 0, -theme.px(18) if segment.more else 0, 0)
        text = segment.text().replace("&&", "&")
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, text)
        if segment.more:
            side = theme.px(icons.INLINE)
            caret = QRect(cell.right() - side - theme.px(7), cell.y(), side, cell.height())
            icons.paint_icon(painter, caret, "chevron-down", theme.color(tone), side)
