"""Over the steps: whom we call, what was promised by when, what is left of it, how often we tried."""

from datetime import datetime

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from thirdring.domain.centertime import CenterTime
from thirdring.domain.enums import CallbackKind
from thirdring.domain.masking import mask_phone
from thirdring.i18n import _, ngettext
from thirdring.labels import label
from thirdring.ui import icons
from thirdring.ui.callbacks.sections import kept_in_time
from thirdring.ui.theme import Token, Type
from thirdring.ui.widgets import (
    SHAPE_TOKEN,
    Button,
    ButtonKind,
    Ground,
    Hairline,
    Label,
    Shape,
    StateMark,
    Styled,
)
from thirdring.ui.words import (
    Urgency,
    clock_text,
    day_and_time,
    named,
    span_text,
    time_text,
    urgency,
)
from thirdring.usecases.callback_board import CallbackSheet

_SHAPES = {Urgency.FINE: Shape.RING, Urgency.SOON: Shape.PIE, Urgency.OVER: Shape.TRIANGLE}


class _Icon(Styled, QWidget):
    def __init__(self, name: str, size: int, tone: Token) -> None:
        super().__init__()
        self.name, self._size, self.tone = name, size, tone
        self.wire()

    def restyle(self) -> None:
        side = self.theme.px(self._size)
        self.setFixedSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        side = self.width()
        room = QRect(0, 0, side, side)
        icons.paint_icon(QPainter(self), room, self.name, self.theme.color(self.tone), side)


class PanelHead(Ground):
    """`cancel` takes a call back that wasn't made; it is there until a word was said."""

    def __init__(self, time: CenterTime, parent: QWidget | None = None) -> None:
        self._time = time
        self._sheet: CallbackSheet | None = None
        self._read_at: datetime | None = None
        self._confirmed = False
        self._since: datetime | None = None
        self._icon = _Icon("phone-outgoing", icons.RAIL, Token.ACCENT_TEXT)
        self.name = Label(step=Type.TITLE, elide=True)
        self._talk = StateMark(Shape.DISC, step=Type.BODY)
        self.number = Label(tone=Token.TEXT_2)
        self._ticket = Button(kind=ButtonKind.LINK, small=True)
        self.left = StateMark(Shape.RING, step=Type.BODY)
        self.about = Label(wrap=True)
        self._told = Label(step=Type.CAPTION, tone=Token.TEXT_2, wrap=True)
        self._rule = Label(step=Type.CAPTION, tone=Token.TEXT_3)
        self.cancel = Button(kind=ButtonKind.BARE, icon="x", small=True)
        super().__init__(Token.BG_SURFACE, parent=parent)
        self._lay_out()
        self.ticket_pressed = self._ticket.clicked
        self.wire()

    def _lay_out(self) -> None:
        top, below, told = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        top.setSpacing(8)
        for widget, stretch in ((self._icon, 0), (self.name, 1), (self._talk, 0), (self.cancel, 0)):
            top.addWidget(widget, stretch)
        below.setSpacing(8)
        for part in (self.number, self._ticket):
            below.addWidget(part)
        below.addStretch(1)
        below.addWidget(self.left)
        told.setSpacing(6)
        told.addWidget(self._told, 1)
        told.addWidget(self._rule, 0, Qt.AlignmentFlag.AlignTop)
        self._block = QWidget()
        head, block = QVBoxLayout(), QVBoxLayout(self._block)
        head.setContentsMargins(16, 10, 16, 8)
        head.setSpacing(2)
        head.addLayout(top)
        head.addLayout(below)
        block.setContentsMargins(16, 8, 16, 10)
        block.setSpacing(0)
        block.addWidget(self.about)
        block.addLayout(told)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(Hairline())
        column.addWidget(self._block)
        column.addWidget(Hairline())

    def retranslate(self) -> None:
        self.cancel.set_hint(_("Not calling after all; nothing is written down"))
        self._ticket.setAccessibleName(_("Open the ticket"))
        if self._sheet is not None:
            self._fill(self._sheet)

    def set_short(self, *, on: bool) -> None:
        """Where the window is low, what to say now matters more than what was promised."""
        self._block.setVisible(not on)

    def show_sheet(self, sheet: CallbackSheet, now: datetime) -> None:
        self._sheet, self._read_at = sheet, now
        self._fill(sheet)

    def show_call(
        self, since: datetime | None, now: datetime, *, confirmed: bool, begun: bool
    ) -> None:
        """`since` when we are calling (None: not); `confirmed`: the number may be seen (C8)."""
        self._since, self._confirmed = since, confirmed
        self.cancel.setVisible(since is not None and not begun)
        if self._sheet is not None:
            self._show_number(self._sheet)
        self.tick(now)

    def tick(self, now: datetime) -> None:
        """Once a second: the talk and what is left."""
        self._talk.setVisible(self._since is not None)
        if self._since is not None:
            words = _("On call {time}").format(time=clock_text(now - self._since))
            if words != self._talk.text():
                self._talk.set(Shape.DISC, words)
        if self._sheet is not None:
            self._show_left(self._sheet, now)

    def _fill(self, sheet: CallbackSheet) -> None:
        line = sheet.detail.line
        self.name.setText(named(sheet.name or "", sheet.title) or _("No name"))
        self._ticket.setText(line.ticket_number or "")
        self._ticket.setVisible(line.ticket_number is not None)
        self._show_number(sheet)
        self.about.setText(line.about or sheet.raised or _("Not written down"))
        zone = self._time.zone
        same_day = self._time.day_of(line.told_at) == self._time.day_of(line.due_at)
        now = self._read_at or line.due_at
        told = day_and_time(line.told_at, now, zone)
        due = time_text(line.due_at, zone) if same_day else day_and_time(line.due_at, now, zone)
        if line.kind is CallbackKind.REDIAL:
            words = _("Cut off {time}: call again at once").format(time=told)
            self._rule.setText("B8")
        else:
            words = _("Told {told}: a call by {due}").format(told=told, due=due)
            self._rule.setText("C2")
        tries = ngettext("tried {n}×", "tried {n}×", line.tries)
        if line.tries:
            words = _(", ").join((words, tries))
        if line.handed_reason:
            words += "\n" + _("Handed over because: {reason}").format(reason=line.handed_reason)
        if sheet.detail.attempts:
            last = sheet.detail.attempts[-1]
            at = day_and_time(last.at, line.due_at, zone)
            what = _(", ").join(filter(None, [_(label(last.result)), last.note or ""]))
            words += "\n" + _("{time} {who}: {what}").format(time=at, who=last.by, what=what)
        self._told.setText(words)

    def _show_number(self, sheet: CallbackSheet) -> None:
        number = sheet.number or _("No number")
        self.number.setText(number if self._confirmed else mask_phone(number))

    def _show_left(self, sheet: CallbackSheet, now: datetime) -> None:
        line = sheet.detail.line
        if line.closed_at is not None:
            good = kept_in_time(line)
            words = _("Kept in time") if good else _("Kept late")
            self.left.set(Shape.TICK, words, tone=Token.FINE if good else Token.OVER)
            return
        level = urgency(line.due_at, now)
        if level is Urgency.OVER:
            words = _("{span} over").format(span=span_text(now - line.due_at))
        elif level is Urgency.SOON:
            words = _("{time} left").format(time=clock_text(line.due_at - now))
        else:
            words = _("{time} left").format(time=span_text(line.due_at - now))
        if words != self.left.text():
            shape = _SHAPES[level]
            self.left.set(shape, words, tone=SHAPE_TOKEN[shape])
