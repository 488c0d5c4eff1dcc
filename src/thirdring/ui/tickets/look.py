"""How a ticket's line reads: its shape, its word, its tone, the text of each column. No Qt widgets.

The shape tells the time left, the word tells the step; always both.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from PySide6.QtCore import Qt

from thirdring import labels
from thirdring.domain.enums import Severity, TicketState
from thirdring.domain.errors import N_
from thirdring.domain.ticket_views import SortBy
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


_SHORT_STATE = {
    TicketState.INTAKE: N_("Received"),
    TicketState.ACKNOWLEDGED: N_("Acknowledged"),
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
    if line.open:
        return words.due_text(line.due_at, now, facts.zone) if line.due_at else ""
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
        return _("Nobody")
    return _("Me") if line.owner_login == facts.login else line.owner_name


def about_words(line: TicketLine) -> str:
    return " ".join(line.raised.split())


Text = Callable[[TicketLine, datetime, ListFacts], str]


@dataclass(frozen=True, slots=True)
class Column:
    """`width` in px at 100 %; the one with `stretch` takes what is left. `text` is what is copied,
    exported and read out; `sort` None: the list can't be sorted by it.
    """

    id: str
    title: str
    width: int
    text: Text
    sort: SortBy | None = None
    stretch: bool = False
    right: bool = False
    shown: bool = True
    full: Text | None = None  # for files, where there is room and no "now"

    @property
    def align(self) -> Qt.AlignmentFlag:
        side = Qt.AlignmentFlag.AlignRight if self.right else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter


def _exact(at: datetime | None, facts: ListFacts) -> str:
    return words.exact_text(at, facts.zone) if at else ""


CHECK = "check"
COLUMNS: tuple[Column, ...] = (
    Column("state", N_("State"), 96, lambda t, now, f: mark_of(t, now, f).word, SortBy.STATE,
           full=lambda t, _n, _f: state_word(t.state)),
    Column("due", N_("Due"), 92, due_words, SortBy.DUE,
           full=lambda t, _n, f: _exact(t.due_at if t.open else None, f)),
    Column("number", N_("No."), 122, lambda t, _n, _f: t.number, SortBy.RECEIVED),
    Column("customer", N_("Customer"), 108, lambda t, _n, _f: customer_words(t)),
    Column("about", N_("About"), 240, lambda t, _n, _f: about_words(t), stretch=True),
    Column("severity", N_("Severity"), 84,
           lambda t, _n, _f: _(labels.label(t.severity)) if t.severity else "–", SortBy.SEVERITY),
    Column("owner", N_("Owner"), 72, lambda t, _n, f: owner_words(t, f), SortBy.OWNER,
           full=lambda t, _n, _f: t.owner_name or ""),
    Column("kind", N_("Kind"), 110, lambda t, _n, _f: _(labels.label(t.kind)), SortBy.KIND,
           shown=False),
    Column("category", N_("Category"), 92,
           lambda t, _n, _f: _(labels.category(t.category)) if t.category else "–", shown=False),
    Column("phone", N_("Number"), 118, lambda t, _n, _f: t.phone or "–", shown=False),
    Column("received", N_("Received at"), 108,
           lambda t, now, f: words.day_and_time(t.received_at, now, f.zone), SortBy.RECEIVED,
           shown=False, full=lambda t, _n, f: _exact(t.received_at, f)),
)  # fmt: skip
BY_ID = {column.id: column for column in COLUMNS}


def tip_of(line: TicketLine, column: Column, facts: ListFacts) -> str:
    """The exact time behind a relative one; the rest of a text that was cut."""
    if column.id == "due" and line.open and line.due_at:
        exact = words.exact_text(line.due_at, facts.zone)
        return f"{exact}  {line.due_rule or ''}".strip()
    if column.id == "due" and line.closed_at:
        return words.exact_text(line.closed_at, facts.zone)
    if column.id == "received":
        return words.exact_text(line.received_at, facts.zone)
    return line.raised if column.id == "about" else ""


def row_words(line: TicketLine, now: datetime, facts: ListFacts) -> str:
    """The row for a screen reader, in one breath."""
    parts = [
        line.number, mark_of(line, now, facts).word, due_words(line, now, facts),
        customer_words(line), about_words(line), owner_words(line, facts),
    ]  # fmt: skip
    return ", ".join(part for part in parts if part)
