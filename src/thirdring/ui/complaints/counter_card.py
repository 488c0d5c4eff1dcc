"""Who stands at the counter: three minutes there (D17), eight minutes alone at most (D14)."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from thirdring.domain.case_values import Handling
from thirdring.i18n import _
from thirdring.ui.complaints.reception import Reception
from thirdring.ui.theme import Token, Type
from thirdring.ui.theme_tokens import MARKER
from thirdring.ui.widgets import Button, Countdown, Label, Styled
from thirdring.ui.words import Urgency, span_text


class CounterCard(Styled, QWidget):
    """Shown while somebody is there in person. `away_asked`: stepping away, or back again;
    `room_asked`: on to the reception room.
    """

    away_asked = Signal()
    room_asked = Signal()

    def __init__(self, keys: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reception: Reception | None = None
        self._title = Label(bold=True)
        self._rule = Label(step=Type.CAPTION, tone=Token.TEXT_3)
        self.clock = Countdown(step=Type.CLOCK)
        self._words = Label(tone=Token.TEXT_2, wrap=True)
        self.away = Button(keys=keys)
        self.room = Button(icon="door-enter")
        self.away.clicked.connect(self.away_asked)
        self.room.clicked.connect(self.room_asked)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self._rule)
        buttons = QVBoxLayout()
        buttons.setSpacing(6)
        buttons.addWidget(self.room)
        buttons.addWidget(self.away)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.clock, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._words)
        column.addLayout(buttons)
        self.hide()
        self.wire()

    def show_reception(self, reception: Reception, now: datetime) -> None:
        """Follow it."""
        self._reception = reception
        self.setVisible(reception.record.counter_since is not None)
        self.tick(now)

    def retranslate(self) -> None:
        self.room.setText(_("To the reception room"))
        if self._reception is not None:
            self.tick(self._reception._now())  # noqa: SLF001 - its own clock

    def tick(self, now: datetime) -> None:
        """Once a second; `now` aware UTC."""
        reception = self._reception
        if reception is None or self.isHidden():
            return
        record, back = reception.record, reception.back_due()
        due = back or reception.counter_due()
        self.clock.set_due(due, now)
        self.clock.setVisible(due is not None)
        self._rule.setText("D14" if back else "D17")
        self.away.setText(_("I am back") if back else _("I'm stepping away"))
        self.room.setVisible(record.settled_at is None and back is None)
        over = due is not None and self.clock.urgency is Urgency.OVER
        self._title.setText(self._head(back=back is not None))
        self._words.setText(self._told(back=back is not None, over=over))
        self.update()

    def _head(self, *, back: bool) -> str:
        if back:
            return _("Away from the customer")
        handling = self._reception.record.choice("handling") if self._reception else None
        if handling == Handling.RECEPTION_ROOM.value:
            return _("In the reception room")
        return _("At the counter")

    def _told(self, *, back: bool, over: bool) -> str:
        if back:
            if over:
                return _("Apologise for the wait when you are back.")
            return _("Be back before this is over; say so before you go.")
        reception = self._reception
        if reception is None or reception.record.counter_since is None:
            return ""
        settled = reception.record.settled_at
        if settled is not None:
            span = span_text(settled - reception.record.counter_since)
            return _("{span} at the counter").format(span=span)
        if over:
            return _("This takes longer: lead them to the reception room, with a guide.")
        return _("What takes under three minutes is settled here.")

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self.theme
        tone, soft = Token.ACCENT, Token.BG_SELECTED
        if not self.clock.isHidden() and self.clock.urgency is Urgency.OVER:
            tone, soft = Token.OVER, Token.OVER_SOFT
        elif not self.clock.isHidden():
            tone, soft = Token.SOON, Token.SOON_SOFT
        painter.fillRect(self.rect(), theme.color(soft))
        painter.fillRect(0, 0, MARKER, self.height(), theme.color(tone))
