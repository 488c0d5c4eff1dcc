"""What a desk asks its center, as the screens do it: each deed with the use cases themselves."""

from collections.abc import Callable
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
STRIP = frozenset({"tickets", "complaint_details", "staff"})
ALARMS = frozenset(
    {"alarms", "callbacks", "clocks", "return_visits", "escalations", "tickets", "staff", "notices"}
)
CUSTOMER = frozenset({"customers", "calls", "tickets", "callbacks"})
CALLBACKS = frozenset(
    {"callbacks", "callback_attempts", "clocks", "escalations", "tickets", "calls", "staff"}
)
REVIEW = frozenset(
    {"escalations", "tickets", "notices", "callbacks", "coupons", "statements", "clocks",
     "ticket_notes", "attachments", "return_visits"}
)  # fmt: skip
_MINE = TicketQuery(View.MINE)


def read_strip(center: Center) -> Any:
    """The list under the call form, and the counts on its tabs."""
    center.read(snapshot, _MINE, [0])
    return center.read(view_counts)


def read_alarms(center: Center) -> Any:
    """The bell, and what it needs to go on ringing without the server."""
    center.read(my_alarms)
    return center.read(my_promises)


def read_callbacks(center: Center) -> Any:
    """The rail says how many are late; the screen is not the one that is seen."""
    return center.read(overdue_callbacks)


def read_review(center: Center) -> Any:
    """What this person sent up."""
    return center.read(sent_up_by_me)


def tick(center: Center) -> Any:
    """Each half minute: whether something is due."""
    return center.read(alarms_due)


def read_ticked(center: Center) -> Any:
    """Then: what is to be told, and what one promised."""
    read_alarms(center)
    return center.read(callback_board, Board.MINE)


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


Reading = tuple[tuple[frozenset[str], Ask], ...]
# What the person sees is read with every change, what is only counted on the rail every few seconds.
SEEN: Reading = ((STRIP, read_strip), (frozenset({"alarms"}), read_alarms))
UNSEEN: Reading = (
    (ALARMS - {"alarms"}, read_alarms), (CALLBACKS, read_callbacks), (REVIEW, read_review)
)  # fmt: skip
