"""What people look at beside lists: a caller, a ticket, the month, the queue, lessons."""

from collections.abc import Iterator

from thirdring.bench.chronicle import LONG_EVENTS
from thirdring.bench.days import NOW
from thirdring.bench.figures import Figure
from thirdring.bench.world import World
from thirdring.usecases.callback_board import Board, callback_board
from thirdring.usecases.caller_history import caller_history
from thirdring.usecases.case_library import find_lessons
from thirdring.usecases.desk_facts import desk_facts
from thirdring.usecases.export_month import export_month
from thirdring.usecases.find_callers import find_callers
from thirdring.usecases.find_review import review_queue
from thirdring.usecases.month_sheet import month_sheet
from thirdring.usecases.show_ticket import show_ticket
from thirdring.usecases.ticket_desk import list_facts
from thirdring.usecases.verify_month import verify_month


def figures(world: World) -> Iterator[Figure]:
    """Each as the window asks for it."""
    one = world.facts.execute
    digits = one("SELECT digits FROM customer_numbers ORDER BY id LIMIT 1 OFFSET 77").fetchone()[0]
    for length in (3, 7, 11):
        yield world.read(
            f"caller_lookup.{length}_digits", world.agent, find_callers, digits[:length],
            bar=1.0, bar_on="floor",
        )  # fmt: skip
    often, calls = one(
        "SELECT customer_id, count(*) FROM calls GROUP BY 1 ORDER BY 2 DESC LIMIT 1"
    ).fetchone()
    yield world.read(
        "caller_card.most_calls", world.agent, caller_history, _uuid(often), note=f"{calls} calls"
    )
    long = one("SELECT t.number FROM tickets t WHERE t.open ORDER BY t.seq LIMIT 1").fetchone()[0]
    yield world.read("ticket.opened", world.agent, show_ticket, long, note=f"{LONG_EVENTS} events")
    yield world.read("desk_facts", world.agent, desk_facts)
    yield world.read("list_facts", world.supervisor, list_facts)
    month = f"{NOW:%Y-%m}"
    yield world.read("month.shown", world.hr, month_sheet, month, rounds=20)
    verified = world.hr.center.read(verify_month, month)
    yield world.read(
        "month.verified", world.hr, verify_month, month, rounds=5,
        note="equal to a recount" if verified.ok else "NOT equal to a recount",
    )  # fmt: skip
    yield world.read("month.exported", world.hr, export_month, month, rounds=5)
    yield world.read("review.queue", world.supervisor, review_queue, rounds=20)
    yield world.read("callbacks.mine", world.agent, callback_board, Board.MINE, rounds=20)
    yield world.read("callbacks.team", world.supervisor, callback_board, Board.TEAM, rounds=20)
    text = one("SELECT raised FROM tickets ORDER BY seq DESC LIMIT 1 OFFSET 3").fetchone()[0]
    yield world.read("case_library.neighbours", world.agent, find_lessons, text, rounds=20)


def _uuid(value: object) -> object:
    import uuid

    return uuid.UUID(bytes=value) if isinstance(value, bytes) else value
