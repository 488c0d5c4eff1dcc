"""Rows of the customer panel: a callback owed, an open ticket, an earlier call. Painted, plain."""

import uuid
from datetime import datetime

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from thirdring.domain.centertime import CenterTime
from thirdring.domain.enums import CallbackKind, Direction, Outcome
from thirdring.i18n import _
from thirdring.labels import label
from thirdring.ui import icons
from thirdring.ui.theme import Token, Type
from thirdring.ui.widgets import Button, Countdown, Ground, Label, Shape, Styled, set_tip
from thirdring.ui.widgets.paint import paint_focus, paint_hits
from thirdring.ui.widgets.shapes import SHAPE_TOKEN, paint_shape
from thirdring.ui.words import Urgency, date_text, day_and_time, exact_text, time_text, urgency
from thirdring.usecases.caller_history import OpenTicket, OwedCallback, PastCall

_OUTCOME_SHAPE = {
    Outcome.SOLVED: Shape.TICK,
    Outcome.TRANSFERRED: Shape.TICK,
    Outcome.CALLBACK: Shape.PIE,
    Outcome.CUT_OFF: Shape.PIE,
    Outcome.TICKET: Shape.RING,
    Outcome.ESCALATED: Shape.UP_SQUARE,
}


_LEVELS = {
    Urgency.FINE: (Token.FINE, Token.FINE_SOFT, Shape.RING),
    Urgency.SOON: (Token.SOON, Token.SOON_SOFT, Shape.PIE),
    Urgency.OVER: (Token.OVER, Token.OVER_SOFT, Shape.TRIANGLE),
}


class OwedBlock(Ground):
    """The callback owed, with what is left of its time (C2, B8), and what to do about one's own:
    call back, or while somebody is on the line mark it as told in this call.
    """

    call_asked = Signal(object)  # the callback's id
    told_asked = Signal(object)  # the callback's id, or None to take it back

    def __init__(self, time: CenterTime, parent: QWidget | None = None) -> None:
        self._time = time
        self._owed: OwedCallback | None = None
        self._shape = Shape.PIE
        self._title = Label(bold=True, tone=Token.SOON)
        self._rule = Label(step=Type.CAPTION, tone=Token.TEXT_3)
        self._clock = Countdown(step=Type.CLOCK)
        self._after = Label(tone=Token.TEXT_2)
        self._about = Label(step=Type.CAPTION, elide=True)
        self._talking, self._keeps = False, False
        self.call = Button(icon="phone-outgoing", small=True)
        self.told = Button(small=True)
        super().__init__(Token.SOON_SOFT, parent=parent)
        head, line = QHBoxLayout(), QHBoxLayout()
        head.addSpacing(20)
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self._rule)
        line.setSpacing(8)
        line.addWidget(self._clock)
        line.addWidget(self._after)
        line.addStretch(1)
        for button in (self.call, self.told):
            line.addWidget(button)
            button.hide()
        self.call.clicked.connect(self._on_call)
        self.told.clicked.connect(self._on_told)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 8)
        column.setSpacing(2)
        column.addLayout(head)
        column.addLayout(line)
        column.addWidget(self._about)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.hide()
        self.wire()

    def show_owed(self, owed: OwedCallback | None, now: datetime) -> None:
        self._owed = owed
        self.setVisible(owed is not None)
        if owed is None:
            return
        redial = owed.kind is CallbackKind.REDIAL
        self._title.setText(_("Redial owed") if redial else _("Promised callback"))
        self._rule.setText("B8" if redial else "C2")
        about = owed.about or ""
        by = day_and_time(owed.due_at, now, self._time.zone)
        owner = _("me") if owed.mine else owed.owner
        text = _("{time}: {about} ({owner})").format(time=by, about=about, owner=owner)
        self._about.setText(text)
        self._clock.set_due(owed.due_at, now)
        self._offer()
        self.tick(now)

    def show_line(self, *, talking: bool, keeps: uuid.UUID | None) -> None:
        """Whether somebody is on the line, and which callback this call keeps."""
        owed = self._owed.id if self._owed is not None else None
        self._talking, self._keeps = talking, keeps is not None and keeps == owed
        self._offer()

    def retranslate(self) -> None:
        self.call.setText(_("Call back now"))
        self._offer()

    def _offer(self) -> None:
        mine = self._owed is not None and self._owed.mine
        self.call.setVisible(mine and not self._talking)
        self.told.setVisible(mine and self._talking)
        self.told.setText(_("Told") if self._keeps else _("Tell it now"))
        self.told.set_icon("check" if self._keeps else "")
        hint = _("Told in this call: finishing it keeps the callback")
        set_tip(self.told, hint if self._keeps else _("The customer hears it in this call"))

    def _on_call(self) -> None:
        if self._owed is not None:
            self.call_asked.emit(self._owed.id)

    def _on_told(self) -> None:
        if self._owed is not None:
            self.told_asked.emit(None if self._keeps else self._owed.id)

    def tick(self, now: datetime) -> None:
        if self._owed is None:
            return
        self._clock.tick(now)
        level = urgency(self._owed.due_at, now)
        words = _("over") if level is Urgency.OVER else _("left")
        if self._after.text() != words:
            self._after.setText(words)
        tone, ground, self._shape = _LEVELS[level]
        if self._title.tone is not tone:
            self._title.set_tone(tone)
            self.set_ground(ground)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        color = self.theme.color(self._title.tone)
        painter.fillRect(0, 0, 3, self.height(), color)
        y = self._title.geometry().center().y() - self.theme.px(7)
        paint_shape(painter, self.theme.px(16), y, self._shape, color, size=self.theme.px(14))


class PanelRow(Styled, QAbstractButton):
    """One line: what leads, the subject elided, a state at the right. Pressing opens it."""

    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._id: uuid.UUID | None = None
        self._lead = self._subject = self._state = self._widest = ""
        self._icon = ""
        self._shape: Shape | None = None
        self._tone: Token | None = None
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._on_clicked)
        self.wire()

    def show_ticket(self, ticket: OpenTicket, now: datetime, time: CenterTime) -> None:
        level = urgency(ticket.due_at, now) if ticket.due_at else Urgency.FINE
        shape = {Urgency.FINE: Shape.RING, Urgency.SOON: Shape.PIE, Urgency.OVER: Shape.TRIANGLE}
        self._set(
            ticket.id, ticket.number, ticket.subject, _(label(ticket.state)),
            Shape.UP_SQUARE if ticket.escalated else shape[level],
        )  # fmt: skip
        due = exact_text(ticket.due_at, time.zone) if ticket.due_at else ""
        set_tip(self, f"{ticket.number}  {ticket.subject}  {due}".strip())

    def show_call(self, call: PastCall, now: datetime, time: CenterTime) -> None:
        today = time.day_of(call.at) == time.day_of(now)
        when = time_text(call.at, time.zone) if today else date_text(call.at, now, time.zone)
        subject = call.subject or _(label(call.outcome))
        state = _("Due") if call.owed else _(label(call.outcome))
        shape = Shape.PIE if call.owed else _OUTCOME_SHAPE.get(call.outcome, Shape.DASHED_RING)
        if call.outcome is Outcome.CALLBACK and not call.owed:
            shape = Shape.TICK
        self._set(call.id, when, subject, state, shape)
        self._tone = Token.TEXT_3 if shape in {Shape.TICK, Shape.RING} else None
        outbound = call.direction is Direction.OUTBOUND
        self._icon = "phone-outgoing" if outbound else "phone-incoming"
        set_tip(self, f"{exact_text(call.at, time.zone)}  {call.agent}  {subject}")

    @property
    def lead(self) -> str:
        """What stands in front of the subject."""
        return self._lead

    def lead_room(self) -> int:
        """What it takes, in px; the times of one day and the dates of one year take the same."""
        metrics = QFontMetrics(self.theme.font(Type.CAPTION))
        used = metrics.horizontalAdvance(self._widest or self._lead)
        return max(self.theme.px(52), used + self.theme.px(8))

    def align_lead(self, widest: str) -> None:
        """The widest lead of the rows around: the subjects of all of them begin below each other."""
        self._widest = widest
        self.update()

    def _set(self, row_id: uuid.UUID, lead: str, subject: str, state: str, shape: Shape) -> None:
        self._id, self._lead, self._subject = row_id, lead, subject
        self._state, self._shape = state, shape
        self.setAccessibleName(f"{lead} {subject} {state}")
        self.setText(subject.replace("&", "&&"))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(200), self.theme.px(28))

    def _on_clicked(self) -> None:
        self.opened.emit(self._id)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter = self.theme, QPainter(self)
        if self.underMouse():
            painter.fillRect(self.rect(), theme.color(Token.BG_HOVER))
        room = self.rect().adjusted(theme.px(16), 0, -theme.px(16), 0)
        room = self._paint_state(painter, room)
        room = self._paint_lead(painter, room)
        paint_hits(painter, theme, room, self._subject)
        if self.hasFocus():
            paint_focus(painter, theme, self.rect().adjusted(4, 0, -4, 0))

    def _paint_state(self, painter: QPainter, room: QRect) -> QRect:
        """At the right; a narrow panel keeps the shape and leaves the word to the tooltip."""
        theme = self.theme
        if self._shape is None:
            return room
        color = theme.color(self._tone or SHAPE_TOKEN[self._shape])
        font = theme.font(Type.CAPTION)
        words = self._state if room.width() > theme.px(290) else ""
        used = QFontMetrics(font).horizontalAdvance(words)
        side = theme.px(12)
        left = room.right() - used - side - (theme.px(6) if words else 0)
        paint_shape(painter, left, room.center().y() - side / 2 + 1, self._shape, color, size=side)
        painter.setFont(font)
        painter.setPen(color)
        place = QRect(left + side + theme.px(6), room.y(), used + 2, room.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, words)
        return room.adjusted(0, 0, left - room.right() - theme.px(8), 0)

    def _paint_lead(self, painter: QPainter, room: QRect) -> QRect:
        theme = self.theme
        if not self._icon:
            used = paint_hits(painter, theme, room, self._lead, tone=Token.TEXT_2)
            return room.adjusted(used + theme.px(10), 0, 0, 0)
        paint_hits(painter, theme, room, self._lead, tone=Token.TEXT_2, step=Type.CAPTION)
        left = room.x() + self.lead_room()
        side = theme.px(icons.INLINE)
        place = QRect(left, room.y(), side, room.height())
        icons.paint_icon(painter, place, self._icon, theme.color(Token.TEXT_3), side)
        return room.adjusted(left - room.x() + side + theme.px(8), 0, 0, 0)
