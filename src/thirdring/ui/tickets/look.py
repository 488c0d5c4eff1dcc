"""How a ticket's line reads: its shape, its word, its tone. No Qt widgets.

The shape tells the time left, the word tells the step; always both.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from thirdring import labels
from thirdring.domain.enums import Severity, TicketState
from thirdring.domain.errors import N_
from thirdring.i18n import _
from thirdring.ui import words
from thirdring.ui.theme import Token
from thirdring.ui.widgets import SHAPE_TOKEN, Shape
from thirdring.usecases.find_tickets import TicketLine
from thirdring.usecases.ticket_desk import ListFacts


@dataclass(frozen=True, slots=True)
class Mark:
    """Shape, word and the tones of both."""

    shape: Shape
    word: str
    shape_tone: Token
    word_tone: Token


_HOUR = timedelta(hours=1)
_SHORT_STATE = {
    TicketState.ACKNOWLEDGED: N_("Received"),
    TicketState.INVESTIGATION: N_("Investigating"),
}


def state_word(state: TicketState) -> str:
    """The state as lists and details call it."""
    return _(_SHORT_STATE.get(state) or labels.label(state))


def soon_of(rule: str | None, facts: ListFacts) -> timedelta:
    """From when on a clock counts as soon: calls owed and reports sooner than a day's clock."""
    short = rule is None or not rule.startswith(("D4", "D16", "D10", "D5"))
    return facts.soon_callback if short else facts.soon_clock


def urgency_of(line: TicketLine, now: datetime, facts: ListFacts) -> words.Urgency | None:
    """How its clock stands; None without a clock."""
    if not line.open or line.due_at is None:
        return None
    return words.urgency(line.due_at, now, soon=soon_of(line.due_rule, facts))


_BY_URGENCY = {
    words.Urgency.SOON: (Shape.PIE, Token.SOON),
    words.Urgency.OVER: (Shape.TRIANGLE, Token.OVER),
}


def mark_of(line: TicketLine, now: datetime, facts: ListFacts) -> Mark:
    """The state at the row's left edge."""
    if not line.open:
        return Mark(Shape.TICK, state_word(line.state), Token.TEXT_3, Token.TEXT_2)
    word = state_word(line.state)
    if line.escalation_level:
        word = _("Escalated")
    elif (line.due_rule or "").startswith("C"):
        word = _("Call back")
    urgent = urgency_of(line, now, facts)
    if urgent in _BY_URGENCY:
        shape, tone = _BY_URGENCY[urgent]
        return Mark(shape, word, tone, tone)
    return Mark(Shape.RING, word, SHAPE_TOKEN[Shape.RING], Token.TEXT_2)


def due_words(line: TicketLine, now: datetime, facts: ListFacts) -> str:
    """What is left; for what is closed, the day it was."""
    if line.open and line.due_at is None:
        return ""
    if line.open and line.due_at is not None:
        over = now - line.due_at
        if over >= _HOUR:  # a row has no room for minutes that no longer matter
            return _("{span} over").format(span=words.span_text(over // _HOUR * _HOUR))
        return words.due_text(line.due_at, now, facts.zone)
    at = line.closed_at or line.received_at
    return words.date_text(at, now, facts.zone)


def severity_shape(severity: Severity | None) -> Shape | None:
    """Only what stands out carries a shape."""
    if severity is Severity.MAJOR:
        return Shape.FULL_DIAMOND
    return Shape.DIAMOND if severity is Severity.SERIOUS else None


def customer_words(line: TicketLine) -> str:
    return words.named(line.name, line.title) if line.name else _("Not given")


def owner_words(line: TicketLine, facts: ListFacts) -> str:
    if line.owner_name is None:
        return _("Unassigned")
    return _("Me") if line.owner_login == facts.login else line.owner_name


def about_words(line: TicketLine) -> str:
    return " ".join(line.raised.split())
