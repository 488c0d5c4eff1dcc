"""What a desk asks its center, as the screens do it: each deed with the use cases themselves."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from thirdring.domain.ticket_views import View
from thirdring.usecases.callback_board import Board, callback_board, overdue_callbacks
from thirdring.usecases.caller_history import caller_history
from thirdring.usecases.center import Center
from thirdring.usecases.find_callers import find_callers
from thirdring.usecases.find_review import sent_up_by_me
from thirdring.usecases.find_tickets import TicketQuery, page, view_counts
from thirdring.usecases.log_call import log_call
from thirdring.usecases.offline.promises import my_promises
from thirdring.usecases.raise_alarms import alarms_due, my_alarms, raise_alarms
from thirdring.usecases.show_case import show_case
from thirdring.usecases.show_ticket import show_ticket
from thirdring.usecases.ticket_desk import snapshot

Ask = Callable[..., Any]

# What a desk reads again after a commit anywhere: for whoever shows these tables, one after the
# other. The tables are those of the screens (tests/bench hold them together).
LINES = frozenset({"tickets", "complaint_details", "staff"})
RAISED = frozenset({"alarms"})
ALARMS = frozenset(
    {"alarms", "callbacks", "clocks", "return_visits", "escalations", "tickets", "staff", "notices"}
)
CUSTOMER = frozenset({"customers", "customer_numbers", "calls", "tickets", "callbacks"})
CALLBACKS = frozenset(
    {"callbacks", "callback_attempts", "clocks", "escalations", "tickets", "calls", "staff"}
)
REVIEW = frozenset(
    {"escalations", "tickets", "notices", "callbacks", "coupons", "statements", "clocks",
     "ticket_notes", "attachments", "return_visits"}
)  # fmt: skip
_MINE = TicketQuery(View.MINE)


def read_lines(center: Center) -> Any:
    """The list under the call form: one's own tickets."""
    return center.read(snapshot, _MINE, [0])


def read_counts(center: Center) -> Any:
    """The counts on its tabs."""
    return center.read(view_counts)


def read_alarms(center: Center) -> Any:
    """The bell, and what it needs to go on ringing without the server."""
    center.read(my_alarms)
    return center.read(my_promises)


def read_callbacks(center: Center) -> Any:
    """What one promised; the screen is not the one that is seen."""
    return center.read(callback_board, Board.MINE)


def read_review(center: Center) -> Any:
    """What this person sent up."""
    return center.read(sent_up_by_me)


def tick(center: Center) -> Any:
    """Each half minute, by the desk that looks for all: whether something is due."""
    return center.read(alarms_due)


def read_overdue(center: Center) -> Any:
    """Each half minute: how much of what one promised is late."""
    return center.read(overdue_callbacks)


def raise_due(center: Center) -> Any:
    """Whoever comes first tells it."""
    return center.run(raise_alarms)


def open_ticket(center: Center, which: Any) -> Any:
    """The ticket beside the list."""
    detail = center.read(show_ticket, which)
    center.read(show_case, detail.fields.id)
    return detail


def look_up(center: Center, typed: str) -> Any:
    return center.read(find_callers, typed)


def read_customer(center: Center, customer_id: Any, number: str | None) -> Any:
    return center.read(caller_history, customer_id, number)


def list_page(center: Center, query: TicketQuery, after: Any) -> Any:
    return center.read(page, query, after)


def save(center: Center, record: Any, call_id: Any, given: Any, mark: str) -> str:
    """A finished call. `mark` goes along with the news of it, so that each desk that hears of it
    can say when it did; it is given back.
    """

    def deed(ctx: Any) -> str:
        log_call(ctx, record, call_id, given)
        ctx.touch(mark)
        return mark

    return center.run(deed)


class About(Enum):
    """Whose rows a reading shows."""

    ALL = auto()
    ME = auto()
    CALLER = auto()  # the customer on the line
    STRANGER = auto()  # everybody's, while a number on the line is nobody's


@dataclass(frozen=True, slots=True)
class Reading:
    """What `ask` reads, for whoever shows rows of `topics`."""

    topics: frozenset[str]
    about: About
    ask: Ask


# What the person sees is read with every change, what is only counted on the rail every few seconds.
# As the screens of an agent do it, who neither decides nor hands over.
SEEN = (
    Reading(LINES, About.ME, read_lines),
    Reading(RAISED, About.ME, read_alarms),
    Reading(CUSTOMER, About.CALLER, read_customer),
)
UNSEEN = (
    Reading(LINES, About.ALL, read_counts),
    Reading(ALARMS - RAISED, About.ME, read_alarms),
    Reading(CALLBACKS, About.ME, read_callbacks),
    Reading(REVIEW, About.ME, read_review),
    Reading(CUSTOMER, About.STRANGER, read_customer),
)
