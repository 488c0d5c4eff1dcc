"""Clocks: they show what is left, change tone once, and never move anything beside them."""

from datetime import datetime, timedelta

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from thirdring.i18n import _
from thirdring.ui.theme import Token, Type
from thirdring.ui.widgets.base import Styled
from thirdring.ui.words import SOON, Urgency, clock_text, urgency

_TONE = {Urgency.FINE: Token.TEXT, Urgency.SOON: Token.SOON, Urgency.OVER: Token.OVER}


class Countdown(Styled, QWidget):
    """Time left to `due_at` as mm:ss, as wide as its widest text. `tick` it once a second."""

    def __init__(
        self,
        *,
        step: Type = Type.BODY,
        soon: timedelta = SOON,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._step, self._soon = step, soon
        self._due_at: datetime | None = None
        self._text, self._urgency = "", Urgency.FINE
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.wire()

    def set_due(self, due_at: datetime | None, now: datetime) -> None:
        """Both aware. None empties the clock and keeps its room."""
        self._due_at = due_at
        self.tick(now)

    def tick(self, now: datetime) -> None:
        if self._due_at is None:
            text, level = "", Urgency.FINE
        else:
            level = urgency(self._due_at, now, soon=self._soon)
            late = level is Urgency.OVER
            text = clock_text(now - self._due_at if late else self._due_at - now)
        if (text, level) != (self._text, self._urgency):
            self._text, self._urgency = text, level
            self.setAccessibleName(self.spoken())
            self.update()

    @property
    def urgency(self) -> Urgency:
        return self._urgency

    def text(self) -> str:
        return self._text

    def spoken(self) -> str:
        """The clock as a sentence, for screen readers."""
        if self._urgency is Urgency.OVER:
            return _("{time} over").format(time=self._text)
        return _("{time} left").format(time=self._text) if self._text else ""

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self.theme.font(self._step, bold=True))
        return QSize(metrics.horizontalAdvance("00:00:00"), self.theme.line(self._step))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self.theme.font(self._step, bold=True))
        painter.setPen(self.theme.color(_TONE[self._urgency]))
        room = QRect(0, 0, self.width(), self.height())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, self._text)
