"""The six steps of a call we make, one under the other; Enter goes on to the next."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from thirdring.i18n import _
from thirdring.ui import icons
from thirdring.ui.callbacks.steps import Step, current_of
from thirdring.ui.theme import Token, Type
from thirdring.ui.theme_tokens import MARKER
from thirdring.ui.widgets import Styled
from thirdring.ui.widgets.base import announce
from thirdring.ui.widgets.paint import paint_focus

_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


class StepRow(Styled, QWidget):
    """One step: its number (a tick once said), what it is called, its rule, and the line to say."""

    pressed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._step: Step | None = None
        self._now = False
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.wire()

    def show_step(self, step: Step, *, now: bool) -> None:
        self._step, self._now = step, now
        self.setAccessibleName(f"{step.number} {step.title}: {step.text} {step.rule}".strip())
        self.setProperty("rule", step.rule)
        self._fit()
        self.update()

    def restyle(self) -> None:
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _fit(self) -> None:
        """As high as its text at this width: a layout asks too early for that."""
        theme, text = self.theme, self._text_height(self.width())
        self.setFixedHeight(theme.px(18) + theme.line(Type.CAPTION) + text)

    def _text_height(self, width: int) -> int:
        if self._step is None:
            return 0
        font = self.theme.font(Type.SAY if self._now else Type.BODY, bold=self._now)
        room = QRect(0, 0, max(1, width - self.theme.px(62)), 10_000)
        return QFontMetrics(font).boundingRect(room, int(_WRAP), self._step.text).height()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if self._step is not None:
            self.pressed.emit(self._step.number)

    def paintEvent(self, _event: QPaintEvent) -> None:
        step, theme, painter = self._step, self.theme, QPainter(self)
        if step is None:
            return
        if self._now:
            painter.fillRect(self.rect(), theme.color(Token.BG_SELECTED))
            painter.fillRect(0, 0, MARKER, self.height(), theme.color(Token.ACCENT))
        view = self.window().focusWidget()
        if self._now and isinstance(view, StepsView) and view.isAncestorOf(self):
            paint_focus(painter, theme, self.rect(), 2)
        top, line = theme.px(8), theme.line(Type.CAPTION)
        self._paint_number(painter, QRect(theme.px(14), top - 2, theme.px(20), theme.px(20)))
        painter.setFont(theme.font(Type.CAPTION, bold=self._now))
        painter.setPen(theme.color(Token.ACCENT_TEXT if self._now else Token.TEXT_2))
        left = theme.px(46)
        room = QRect(left, top, self.width() - left - theme.px(16), line)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, step.title)
        painter.setFont(theme.font(Type.CAPTION))
        painter.setPen(theme.color(Token.TEXT_3))
        painter.drawText(
            room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, step.rule
        )
        painter.setFont(theme.font(Type.SAY if self._now else Type.BODY, bold=self._now))
        painter.setPen(theme.color(Token.TEXT_3 if step.done else Token.TEXT))
        below = top + line + theme.px(2)
        room = QRect(left, below, self.width() - left - theme.px(16), self.height() - below)
        painter.drawText(room, int(_WRAP), step.text)

    def _paint_number(self, painter: QPainter, disc: QRect) -> None:
        theme, step = self.theme, self._step
        if step is None:
            return
        if step.done:
            color = theme.color(Token.FINE)
            icons.paint_icon(painter, disc, "check", color, theme.px(icons.BUTTON))
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._now:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color(Token.ACCENT))
        else:
            painter.setPen(QPen(theme.color(Token.LINE_STRONG), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(disc)
        painter.setFont(theme.font(Type.CAPTION, bold=self._now))
        painter.setPen(theme.color(Token.ON_ACCENT if self._now else Token.TEXT_2))
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, str(step.number))


class StepsView(Styled, QScrollArea):
    """`advanced`: Enter, the current step was said. `pressed` carries the step that was clicked."""

    advanced = Signal()
    pressed = Signal(int)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[StepRow] = []
        self._shown: tuple[Step, ...] = ()
        self._live = False
        self._body = QWidget()
        self._column = QVBoxLayout(self._body)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addStretch(1)
        self.setWidget(self._body)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.wire()

    def show_steps(self, steps: Sequence[Step], *, live: bool) -> None:
        """`live`: somebody is on the line, the first step that isn't done is marked."""
        if (tuple(steps), live) == (self._shown, self._live):
            return
        before = current_of(self._shown) if self._live else None
        self._shown, self._live = tuple(steps), live
        now = current_of(steps) if live else None
        while len(self._rows) < len(steps):
            row = StepRow()
            row.pressed.connect(self.pressed)
            self._rows.append(row)
            self._column.insertWidget(self._column.count() - 1, row)
        for row, step in zip(self._rows, steps, strict=True):
            row.show_step(step, now=step is now)
        if now is not None and (before is None or before.number != now.number):
            announce(self, f"{now.title}: {now.text}")
        QTimer.singleShot(0, self, self._follow)

    @property
    def current(self) -> Step | None:
        """The step to say now."""
        return current_of(self._shown) if self._live else None

    def restyle(self) -> None:
        self.setMinimumHeight(self.theme.px(40))

    def retranslate(self) -> None:
        self.setAccessibleName(_("The steps of the call"))

    def _follow(self) -> None:
        """Keep the current step and the next one in sight."""
        now = self.current
        if now is not None:
            following = self._rows[min(now.number, len(self._rows) - 1)]
            self.ensureWidgetVisible(following, 0, 0)
            self.ensureWidgetVisible(self._rows[now.number - 1], 0, 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self.advanced.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.FocusIn, QEvent.Type.FocusOut}:
            self._body.update()
            for row in self._rows:
                row.update()
        return super().event(event)
