"""The two clocks of the top bar: the call under way, and the customer who waits (B3)."""

from datetime import datetime, timedelta

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from thirdring.i18n import _
from thirdring.ui import icons
from thirdring.ui.rules import rule_sentence
from thirdring.ui.theme import Token, Type
from thirdring.ui.theme_tokens import RADIUS_CONTROL
from thirdring.ui.widgets.base import Styled, set_tip
from thirdring.ui.widgets.button import Button, ButtonKind
from thirdring.ui.widgets.paint import caps_of
from thirdring.ui.widgets.shapes import Shape, paint_shape
from thirdring.ui.words import clock_text

_URGENT = 15  # seconds left when the hold clock changes its tone, once


class ClockPill(Styled, QWidget):
    """The frame both clocks share: fixed width for the widest text, repainted once a second."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._since: datetime | None = None
        self._now: datetime | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.hide()

    def tick(self, now: datetime) -> None:
        """Show the clock as of `now` (aware)."""
        if self._since is None:
            return
        self._now = now
        self.setAccessibleName(self.spoken())
        self.update()

    def spoken(self) -> str:
        """The clock in words, for screen readers."""
        return ""

    @property
    def _elapsed(self) -> timedelta:
        if self._since is None or self._now is None:
            return timedelta()
        return max(self._now - self._since, timedelta())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _paint_frame(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.theme.color(Token.LINE_STRONG), 1))
        painter.setBrush(self.theme.color(Token.BG_SURFACE))
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(frame, RADIUS_CONTROL, RADIUS_CONTROL)

    def _draw(self, painter: QPainter, x: int, text: str, tone: Token, *, bold: bool) -> int:
        """Draw `text` at `x` over the whole height; where it ends."""
        font = self.theme.font(bold=bold)
        painter.setFont(font)
        painter.setPen(self.theme.color(tone))
        width = QFontMetrics(font).horizontalAdvance(text)
        room = QRect(x, 0, width + 2, self.height())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, text)
        return x + width


class CallClock(ClockPill):
    """How long the call has lasted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.wire()

    def set_since(self, since: datetime | None, now: datetime) -> None:
        self._since = since
        self.setVisible(since is not None)
        self.updateGeometry()
        self.tick(now)

    def spoken(self) -> str:
        return _("On call for {time}").format(time=clock_text(self._elapsed))

    def _clock_width(self) -> int:
        widest = "0:00:00" if self._elapsed >= timedelta(hours=1) else "00:00"
        return QFontMetrics(self.theme.font(bold=True)).horizontalAdvance(widest)

    def sizeHint(self) -> QSize:
        words = QFontMetrics(self.theme.font()).horizontalAdvance(_("On call"))
        width = self.theme.px(28) + words + self.theme.px(8) + self._clock_width()
        return QSize(width + self.theme.px(11), self.theme.px(32))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self.theme
        self._paint_frame(painter)
        side, color = theme.px(12), theme.color(Token.FINE)
        paint_shape(painter, theme.px(10), (self.height() - side) / 2, Shape.DISC, color, size=side)
        x = self._draw(painter, theme.px(28), _("On call"), Token.TEXT_2, bold=False)
        self._draw(painter, x + theme.px(8), clock_text(self._elapsed), Token.TEXT, bold=True)


class HoldClock(ClockPill):
    """What is left of the minute a customer may be kept waiting (B3); then: apologise first."""

    resume_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._limit = timedelta(seconds=60)
        self._rule = "B3"
        self.setProperty("rule", self._rule)
        self._short = False
        self._resume = Button(kind=ButtonKind.LINK, small=True, parent=self)
        self._resume.clicked.connect(self.resume_pressed)
        self.wire()

    def set_keys(self, keys: str) -> None:
        self._keys = caps_of(keys)
        self._resume.set_keys(keys)
        self._place()

    def set_since(self, since: datetime | None, limit: timedelta, now: datetime) -> None:
        self._since, self._limit = since, limit
        self.setVisible(since is not None)
        self.tick(now)

    def set_short(self, *, on: bool) -> None:
        """Without the bar, where the top bar has little room."""
        self._short = on
        self._place()
        self.update()

    @property
    def left(self) -> int:
        """Seconds left; negative when the customer waits too long."""
        return round((self._limit - self._elapsed).total_seconds())

    def text(self) -> str:
        if self.left >= 0:
            return _("{n} s left").format(n=self.left)
        return self._over_words().format(n=-self.left)

    def _over_words(self) -> str:
        return _("{n} s over") if self._short else _("{n} s over, apologise first")

    def spoken(self) -> str:
        return _("On hold") + ", " + self.text()

    def tone(self) -> Token:
        if self.left < 0:
            return Token.OVER
        return Token.SOON if self.left <= _URGENT else Token.TEXT

    def retranslate(self) -> None:
        self._resume.setText(_("Resume"))
        set_tip(self, f"{self._rule}: {rule_sentence(self._rule)}")
        self._place()

    def restyle(self) -> None:
        self._place()

    def _text_width(self) -> int:
        # As wide as the widest of both wordings, so that the pill never changes under the eye.
        metrics = QFontMetrics(self.theme.font(bold=True))
        over = metrics.horizontalAdvance(self._over_words().format(n=888))
        left = metrics.horizontalAdvance(_("{n} s left").format(n=88))
        return max(over, left + (0 if self._short else self.theme.px(12 + 72)))

    def _inner(self) -> int:
        waiting = QFontMetrics(self.theme.font()).horizontalAdvance(_("On hold"))
        rule = QFontMetrics(self.theme.font(Type.CAPTION)).horizontalAdvance(self._rule)
        return (
            self.theme.px(34)
            + waiting
            + self.theme.px(8)
            + self._text_width()
            + self.theme.px(8)
            + rule
        )

    def sizeHint(self) -> QSize:
        width = (
            self._inner() + self.theme.px(9) + self._resume.sizeHint().width() + self.theme.px(8)
        )
        return QSize(width, self.theme.px(32))

    def _place(self) -> None:
        size = self._resume.sizeHint()
        x = self._inner() + self.theme.px(11)
        self._resume.setGeometry(
            x, (self.theme.px(32) - size.height()) // 2, size.width(), size.height()
        )
        self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self.theme
        self._paint_frame(painter)
        side = theme.px(icons.INLINE)
        pause = QRect(theme.px(11), 0, side, self.height())
        icons.paint_icon(painter, pause, "player-pause", theme.color(Token.TEXT_2), side)
        x = self._draw(painter, theme.px(34), _("On hold"), Token.TEXT_2, bold=False)
        start = x + theme.px(8)
        self._draw(painter, start, self.text(), self.tone(), bold=True)
        if self.left >= 0 and not self._short:
            widest = theme.font(bold=True)
            end = start + QFontMetrics(widest).horizontalAdvance(_("{n} s left").format(n=88))
            self._paint_bar(painter, end + theme.px(12), start + self._text_width())
        painter.setFont(theme.font(Type.CAPTION))
        painter.setPen(theme.color(Token.TEXT_3))
        rule = QRect(start + self._text_width() + theme.px(8), 0, theme.px(40), self.height())
        painter.drawText(rule, Qt.AlignmentFlag.AlignVCenter, self._rule)
        line = self._inner() + theme.px(9)
        painter.fillRect(line, 7, 1, self.height() - 14, theme.color(Token.LINE))

    def _paint_bar(self, painter: QPainter, x: int, right: int) -> None:
        theme = self.theme
        y = self.height() / 2 - 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(Token.LINE))
        painter.drawRoundedRect(QRectF(x, y, right - x, 4), 2, 2)
        share = max(0.0, min(1.0, self.left / max(1.0, self._limit.total_seconds())))
        painter.setBrush(theme.color(Token.FINE if self.tone() is Token.TEXT else self.tone()))
        painter.drawRoundedRect(QRectF(x, y, (right - x) * share, 4), 2, 2)
