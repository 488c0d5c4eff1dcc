"""The card of a new alarm: in the top bar, where nothing else is pressed; it takes no focus."""

from datetime import datetime

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from thirdring.domain.centertime import CenterTime
from thirdring.i18n import _, ngettext
from thirdring.ui.alarms.alarm_words import kind_text, left_text, shape_of, who_text
from thirdring.ui.theme import Token, Type
from thirdring.ui.theme_tokens import RADIUS_CONTROL
from thirdring.ui.widgets import (
    SHAPE_TOKEN,
    Button,
    ButtonKind,
    Label,
    Shape,
    StateMark,
    set_tip,
)
from thirdring.ui.widgets.base import announce
from thirdring.ui.widgets.paint import soft_of
from thirdring.ui.widgets.telling import Telling
from thirdring.usecases.alarm_rows import AlarmRow

_CARD_SECONDS = 20
_WIDEST = 540


class AlarmCard(Telling):
    """The most urgent of what is new, for twenty seconds: it moves and covers nothing.

    `opened` carries the alarm to go to, `seen` those to put away.
    """

    opened = Signal(object)
    seen = Signal(object)

    def __init__(self, time: CenterTime, parent: QWidget) -> None:
        super().__init__(parent)
        self._time = time
        self._rows: tuple[AlarmRow, ...] = ()
        self._tone = Token.SOON
        self._short = False
        self.mark = StateMark(Shape.PIE, step=Type.BODY)
        self._who = Label(elide=True)
        self._more = Label(step=Type.CAPTION, tone=Token.TEXT_2)
        self._open = Button(small=True)
        self._seen = Button(kind=ButtonKind.BARE, icon="check", small=True)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        for button in (self._open, self._seen):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        row = self._row = QHBoxLayout(self)
        row.setSpacing(8)
        row.addWidget(self.mark)
        row.addWidget(self._who, 1)
        for part in (self._more, self._seen, self._open):
            row.addWidget(part)
        self._open.clicked.connect(self._on_open)
        self._seen.clicked.connect(self._on_seen)
        self.hide()
        self.wire()

    def restyle(self) -> None:
        self._row.setContentsMargins(self.theme.px(10), 4, 5, 4)
        self.setMaximumWidth(self.theme.px(_WIDEST))

    def retranslate(self) -> None:
        go = _("Go to it")
        self._open.setText("" if self._short else go)
        self._open.set_hint(go)
        self._seen.set_hint(_("Seen"))

    def set_short(self, *, on: bool) -> None:
        self._short = on
        self._who.setVisible(not on)
        self._open.set_icon("arrow-right" if on else "")
        self.retranslate()
        self._more.setVisible(not on and len(self._rows) > 1)

    def sizeHint(self) -> QSize:
        """As wide as its words, up to its most."""
        hint = super().sizeHint()
        return QSize(min(hint.width(), self.theme.px(_WIDEST)), hint.height())

    def ring(self, rows: tuple[AlarmRow, ...], now: datetime) -> None:
        """Show the most urgent of these."""
        self._rows = rows
        row = rows[0]
        about = _(", ").join(part for part in (who_text(row), row.about or "") if part)
        self._who.setText(about)
        more = len(rows) - 1
        text = ngettext("and {n} more", "and {n} more", more).format(n=more) if more else ""
        self._more.setText(text)
        self.set_short(on=self._short)
        self.tick(now, ringing=True)
        what = f"{self.mark.text()} {about}"
        self.setAccessibleName(_("Alarm: {what}").format(what=what))
        set_tip(self, what)
        self.show()
        self.changed.emit()
        announce(self, self.accessibleName())
        self._timer.start(_CARD_SECONDS * 1000)

    def tick(self, now: datetime, *, ringing: bool = False) -> None:
        """Count down what it tells of."""
        if not self._rows or not (ringing or self.isVisible()):
            return
        row = self._rows[0]
        shape = shape_of(row)
        words = f"{kind_text(row)}  {left_text(row, now, self._time)}"
        if words != self.mark.text():
            self._tone = SHAPE_TOKEN[shape]
            self.mark.set(shape, words, tone=self._tone)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self.theme.color(self._tone))
        painter.setBrush(self.theme.color(soft_of(self._tone)))
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(frame, RADIUS_CONTROL, RADIUS_CONTROL)

    def _on_open(self) -> None:
        self.hide()
        self.opened.emit(self._rows[0])

    def _on_seen(self) -> None:
        self.hide()
        self.seen.emit(self._rows)
