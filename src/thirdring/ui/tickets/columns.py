"""The columns a ticket list can show, as data: title, text, sort, width."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Qt

from thirdring import i18n, labels
from thirdring.domain.enums import Language
from thirdring.domain.errors import N_
from thirdring.domain.ticket_views import SortBy
from thirdring.i18n import _
from thirdring.ui import words
from thirdring.ui.tickets.look import (
    about_words,
    customer_words,
    due_words,
    mark_of,
    owner_words,
    state_word,
)
from thirdring.usecases.find_tickets import TicketLine
from thirdring.usecases.ticket_desk import ListFacts

Text = Callable[[TicketLine, datetime, ListFacts], str]


@dataclass(frozen=True, slots=True)
class Column:
    """`text` is what is copied and read out, `full` what goes into files, where there is room and
    no "now". Widths in px at 100 %; the one that stretches takes what is left. `sort` None: the
    list can't be sorted by it.
    """

    id: str
    title: str
    width: int
    width_en: int
    text: Text
    sort: SortBy | None = None
    full: Text | None = None
    stretch: bool = False
    shown: bool = True

    @property
    def room(self) -> int:
        """The width in the language spoken now."""
        return self.width_en if i18n.language() is Language.EN else self.width


# Texts stand at the left; numbers are all of one width in them.
ALIGN = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def _exact(at: datetime | None, facts: ListFacts) -> str:
    return words.exact_text(at, facts.zone) if at else ""


COLUMNS: tuple[Column, ...] = (
    Column(
        "state", N_("State"), 112, 128, lambda t, now, f: mark_of(t, now, f).word, SortBy.STATE,
        full=lambda t, _n, _f: state_word(t.state),
    ),
    Column(
        "due", N_("Due"), 96, 132, due_words, SortBy.DUE,
        full=lambda t, _n, f: _exact(t.due_at if t.open else None, f),
    ),
    Column("number", N_("No."), 122, 122, lambda t, _n, _f: t.number, SortBy.RECEIVED),
    Column("customer", N_("Customer"), 104, 116, lambda t, _n, _f: customer_words(t)),
    Column("about", N_("About"), 240, 240, lambda t, _n, _f: about_words(t), stretch=True),
    Column(
        "severity", N_("Severity"), 84, 100,
        lambda t, _n, _f: _(labels.label(t.severity)) if t.severity else "–", SortBy.SEVERITY,
    ),
    Column(
        "owner", N_("Owner"), 72, 104, lambda t, _n, f: owner_words(t, f),
        SortBy.OWNER, full=lambda t, _n, _f: t.owner_name or "",
    ),
    Column(
        "kind", N_("Kind"), 96, 146, lambda t, _n, _f: _(labels.label(t.kind)), SortBy.KIND,
        shown=False,
    ),
    Column(
        "category", N_("Category"), 84, 100,
        lambda t, _n, _f: _(labels.category(t.category)) if t.category else "–", shown=False,
    ),
    Column("phone", N_("Phone"), 118, 118, lambda t, _n, _f: t.phone or "–", shown=False),
    Column(
        "received", N_("Received at"), 108, 130,
        lambda t, now, f: words.day_and_time(t.received_at, now, f.zone), SortBy.RECEIVED,
        full=lambda t, _n, f: _exact(t.received_at, f), shown=False,
    ),
)  # fmt: skip
BY_ID = {column.id: column for column in COLUMNS}


def tip_of(line: TicketLine, column: Column, facts: ListFacts) -> str:
    """The exact time behind a relative one; the rest of a text that was cut."""
    if column.id == "due" and line.open and line.due_at:
        exact = words.exact_text(line.due_at, facts.zone)
        return f"{exact}  {line.due_rule or ''}".strip()
    if column.id == "due":
        return _exact(line.closed_at, facts)
    if column.id == "received":
        return _exact(line.received_at, facts)
    return line.raised if column.id == "about" else ""


def row_words(line: TicketLine, now: datetime, facts: ListFacts) -> str:
    """The row for a screen reader, in one breath."""
    parts = [
        line.number, mark_of(line, now, facts).word, due_words(line, now, facts),
        customer_words(line), about_words(line), owner_words(line, facts),
    ]  # fmt: skip
    return ", ".join(part for part in parts if part)
