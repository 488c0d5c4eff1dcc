"""Statements per deed are bounded, and the same however much there is beside (J5).

A bound is what the deed takes today; who needs one more statement raises it here and says why.
"""

from collections.abc import Callable
from typing import Any

from tests.usecases.cases import filed
from tests.usecases.conftest import House
from tests.work import work_of
from thirdring.domain.enums import CallbackResult, Role, TicketKind
from thirdring.domain.ticket_views import SortBy, TicketFilter, View
from thirdring.usecases.callback_board import Board, callback_board
from thirdring.usecases.caller_history import caller_history
from thirdring.usecases.escalate_ticket import escalate_ticket
from thirdring.usecases.find_callers import find_callers
from thirdring.usecases.find_calls import CallQuery, find_calls
from thirdring.usecases.find_review import review_queue
from thirdring.usecases.find_tickets import TicketQuery, anchors, count_tickets, page, view_counts
from thirdring.usecases.keep_callback import keep_callback
from thirdring.usecases.log_call import log_call
from thirdring.usecases.manage_staff import list_staff
from thirdring.usecases.month_sheet import month_sheet
from thirdring.usecases.month_trends import month_trends
from thirdring.usecases.raise_alarms import alarms_due
from thirdring.usecases.records import CallInput
from thirdring.usecases.show_case import show_case
from thirdring.usecases.show_ticket import show_ticket

Calls = Callable[..., CallInput]
_READS: dict[str, tuple[int, Callable[[House, str], Any]]] = {
    "caller lookup": (2, lambda h, _: h.owner.read(find_callers, "1381234")),
    "caller history": (6, lambda h, _: h.owner.read(caller_history, None, "13812345678")),
    "ticket page": (2, lambda h, _: h.owner.read(page, TicketQuery(View.OPEN))),
    "ticket page narrowed": (
        4, lambda h, _: h.owner.read(
            page, TicketQuery(View.ALL, filter=TicketFilter(kind=TicketKind.COMPLAINT))
        ),
    ),
    "ticket page by owner": (
        6, lambda h, _: h.owner.read(page, TicketQuery(View.ALL, sort=SortBy.OWNER)),
    ),
    # On a server one more: among the newest rows it looks before it asks how many hold the word.
    "search": (
        6, lambda h, _: h.owner.read(
            page, TicketQuery(View.ALL, sort=SortBy.RECEIVED, descending=True, search="沙发")
        ),
    ),
    "count": (2, lambda h, _: h.owner.read(count_tickets, TicketQuery(View.OPEN))),
    "counts of every view": (2, lambda h, _: h.owner.read(view_counts)),
    "anchors": (2, lambda h, _: h.owner.read(anchors, TicketQuery(View.OPEN))),
    "ticket opened": (10, lambda h, number: h.owner.read(show_ticket, number)),
    "what stands beside it": (13, lambda h, number: h.owner.read(show_case, number)),
    "calls": (9, lambda h, _: h.owner.read(find_calls, CallQuery())),
    # One more while a clock has something to tell.
    "alarms due": (5, lambda h, _: h.owner.read(alarms_due)),
    "callbacks": (9, lambda h, _: h.owner.read(callback_board, Board.MINE)),
    "review queue": (3, lambda h, _: h.owner.read(review_queue)),
    "month": (13, lambda h, _: h.owner.read(month_sheet, "2026-11")),
    "months side by side": (4, lambda h, _: h.owner.read(month_trends, "2026-11")),
}  # fmt: skip

# A server is told what was touched, in a statement more than a file.
_SAVES = {
    "call": 6,
    "call with a promise": 11,
    "call with a complaint": 21,
    "promise kept": 18,
    "promise kept in a call": 18,
}


def told(house: House, call: Calls, number: str) -> None:
    """A promise, a complaint, and one that was sent up, of one caller."""
    promise = {"minutes": 30, "about": "送货"}
    house.owner.run(log_call, call(number=number, outcome="callback", callback=promise))
    house.owner.run(log_call, call(number=number))
    filed(house.owner, phone=number)
    made = filed(house.owner, phone=number)
    house.owner.run(escalate_ticket, made.number, level=1, reason="要求主管回复")


def counted(house: House, number: str) -> dict[str, int]:
    found = {}
    for name, (_, deed) in _READS.items():
        with work_of(house.owner.store) as done:
            deed(house, number)
        found[name] = len([s for s in done.statements if not s.startswith("BEGIN")])
    return found


def test_j5_reading_takes_as_many_statements_however_much_there_is(
    house: House, call: Calls
) -> None:
    number = filed(house.owner).number
    told(house, call, "138 1234 5678")
    few = counted(house, number)
    for last in range(8):
        told(house, call, f"138 1234 560{last}")
    assert counted(house, number) == few
    assert {name: n for name, n in few.items() if n > _READS[name][0]} == {}


def test_j5_everybody_is_listed_in_as_many_statements_however_many_they_are(house: House) -> None:
    taken = []
    for number in range(3):
        house.hire(f"lin{number}", Role.AGENT)
        with work_of(house.owner.store) as done:
            assert len(house.owner.read(list_staff)) == number + 2
        taken.append(len(done.statements))
    assert len(set(taken)) == 1


def test_j5_saving_a_call_takes_as_many_statements_however_many_there_are(
    house: House, call: Calls
) -> None:
    promise = {"minutes": 30, "about": "送货"}
    complaint = {"nature": "delivery", "severity": "ordinary", "against_kind": "none"}
    records = {
        "call": call(),
        "call with a promise": call(outcome="callback", callback=promise),
        "call with a complaint": call(outcome="ticket", complaint=complaint),
    }

    def done_by(deed: Callable[..., Any], *args: Any, **kw: Any) -> tuple[int, Any]:
        with work_of(house.owner.store) as done:
            row = house.owner.run(deed, *args, **kw)
        return len([s for s in done.statements if not s.startswith("BEGIN")]), row

    def saved() -> dict[str, int]:
        found, rows = {}, {}
        for name, record in records.items():
            house.later(minutes=5)
            found[name], rows[name] = done_by(log_call, record)
        _, other = done_by(log_call, records["call with a promise"])
        owed, owed_too = (
            row.values["callback"]["id"] for row in (rows["call with a promise"], other)
        )
        found["promise kept"], _ = done_by(keep_callback, owed, CallbackResult.DONE, note="已说")
        kept = {"id": str(owed_too), "result": "done"}
        found["promise kept in a call"], _ = done_by(
            log_call, call(rings=None, direction="outbound", callback_kept=kept)
        )
        return found

    saved()  # the first call of a customer makes the customer too
    few = saved()
    for last in range(8):
        told(house, call, f"138 1234 560{last}")
    assert saved() == few
    assert {name: n for name, n in few.items() if n > _SAVES[name]} == {}
