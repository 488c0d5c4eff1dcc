"""Lists of tickets: pages, every offered sort of every view, filters, searches."""

from collections.abc import Iterator
from dataclasses import replace
from random import Random
from typing import Any

from thirdring.bench.figures import BarOn, Figure, measured
from thirdring.bench.recorded import again, begin_reading, recording, rows_again
from thirdring.bench.timing import in_turn
from thirdring.bench.world import World
from thirdring.domain.enums import Severity, TicketKind, TicketState
from thirdring.domain.search_text import query
from thirdring.domain.ticket_views import SORTS, SortBy, Status, TicketFilter, View
from thirdring.store import ticket_list
from thirdring.store.search import hits
from thirdring.usecases.context import Context
from thirdring.usecases.find_tickets import (
    TicketQuery,
    anchors,
    count_tickets,
    days_back,
    page,
    plan_of,
    view_counts,
)

_PAGE = 100
_FRAME = 16.0
_JUMPS = 100


def figures(world: World) -> Iterator[Figure]:
    """What the data of lists takes; what painting adds is measured in a window."""
    yield from _page(world)
    yield from _places(world)
    yield world.read(
        "list.anchors_of_all", world.agent, anchors, TicketQuery(View.ALL), rounds=5,
        note="in the background: the exact count and where to jump to",
    )  # fmt: skip
    yield world.read("list.count_capped", world.agent, count_tickets, TicketQuery(View.OPEN))
    yield world.read("list.counts_of_views", world.agent, view_counts, rounds=20)
    for view in View:
        for sort in SORTS[view]:
            yield world.read(
                f"sort.{view}.{sort}", world.agent, page, TicketQuery(view, sort=sort), None, _PAGE,
                bar=_FRAME, rounds=30, seconds=0.7,
            )  # fmt: skip
    for name, narrowed in _filters(world).items():
        for view in (View.ALL, View.OPEN):
            yield world.read(
                f"filter.{view}.{name}", world.agent, page, TicketQuery(view, filter=narrowed),
                None, _PAGE, bar=_FRAME, rounds=30, seconds=0.7,
            )  # fmt: skip
    yield from _searches(world)


def _page(world: World) -> Iterator[Figure]:
    """A page of the open tickets as the window asks for it, without and with its transaction."""
    asked = TicketQuery(View.OPEN)
    agent = world.agent
    plan = agent.center.read(plan_of, asked)
    with agent.store.begin_read() as session:
        with recording(agent.store) as statements:
            ticket_list.read_page(session, plan, None, _PAGE)
        begin_reading(agent.raw)
        taken = in_turn(
            lambda: ticket_list.read_page(session, plan, None, _PAGE),
            rows_again(agent.raw, statements),
            seconds=3.0 * world.patience,
        )
        agent.raw.execute("ROLLBACK")
    yield measured("list.page", taken, bar=1.3, bar_on="ratio")
    yield world.read("list.page_as_a_deed", agent, page, asked, None, _PAGE)


def _places(world: World) -> Iterator[Figure]:
    """A hundred pages one after the other, and a hundred places anywhere."""
    asked = TicketQuery(View.ALL, sort=SortBy.RECEIVED, descending=True)
    marks = world.agent.center.read(anchors, asked)
    keys = marks.keys or (None,)
    walk = iter(range(10**9))
    yield _each(world, "list.page_down", asked, lambda: keys[next(walk) % len(keys)])
    random = Random(1)
    yield _each(world, "list.jump", asked, lambda: random.choice(keys))


def _each(world: World, name: str, asked: TicketQuery, place: Any) -> Figure:
    agent = world.agent
    with recording(agent.store) as statements:
        agent.center.read(page, asked, place(), _PAGE)
    taken = in_turn(
        lambda: agent.center.read(page, asked, place(), _PAGE), again(agent.raw, statements),
        rounds=_JUMPS, seconds=5.0 * world.patience,
    )  # fmt: skip
    return measured(name, taken, bar=_FRAME)


def _filters(world: World) -> dict[str, TicketFilter]:
    recent = world.agent.center.read(_last_week)
    return {
        "status_closed": TicketFilter(status=Status.CLOSED),
        "kind": TicketFilter(kind=TicketKind.PRAISE),
        "severity": TicketFilter(severity=Severity.MAJOR),
        "state": TicketFilter(state=TicketState.APPRAISAL),
        "owner": TicketFilter(owner_id=world.agent.center.staff_id),
        "category": TicketFilter(category="refund"),
        "category_none_has": TicketFilter(category="no_such_category"),
        "last_week": recent,
        "kind_and_severity": TicketFilter(kind=TicketKind.REQUEST, severity=Severity.MAJOR),
        "category_last_week": replace(recent, category="membership"),
    }


def _last_week(ctx: Context) -> TicketFilter:
    return days_back(ctx, 7)


def _searches(world: World) -> Iterator[Figure]:
    """The newest hundred with their rows. The bar is the database's own time."""
    bar: float = 20.0 if world.on_server else 1.0
    on: BarOn = "value" if world.on_server else "floor"
    for name, typed in words(world).items():
        asked = TicketQuery(View.ALL, search=typed, sort=SortBy.RECEIVED, descending=True)
        two = len(query(typed).needles) == 1 and len(typed) == 2
        yield world.read(
            f"search.{name}", world.agent, page, asked, None, _PAGE,
            bar=bar if two else 20.0, bar_on=on if two else "value", note=typed, rounds=40,
        )  # fmt: skip
    asked = TicketQuery(View.OPEN, search=words(world)["common"])
    yield world.read("search.common_open_by_due", world.agent, page, asked, None, _PAGE,
                     bar=20.0, rounds=40)  # fmt: skip
    narrowed = replace(asked, view=View.ALL, filter=TicketFilter(kind=TicketKind.COMPLAINT))
    yield world.read("search.common_with_filter", world.agent, page, narrowed, None, _PAGE,
                     bar=20.0, rounds=40)  # fmt: skip
    yield world.read("search.common_counted", world.agent, count_tickets, asked, rounds=10)


def words(world: World) -> dict[str, str]:
    """What is searched for; the rare word and the number come from the center itself."""
    number = world.facts.execute(
        "SELECT digits FROM customer_numbers ORDER BY id LIMIT 1 OFFSET 77"
    )
    return {
        "common": "送货",
        "rare": _rare(world),
        "four_characters": "上门维修",
        "two_words": "退款 手续费",
        "phone_fragment": number.fetchone()[0][4:9],
        "traditional": "退貨",
        "latin_and_digits": "K7042",
        "nobody_has": "鳄梨",
    }


def _rare(world: World) -> str:
    """A product series that few tickets name."""
    rows = world.facts.execute("SELECT raised FROM tickets ORDER BY seq LIMIT 400").fetchall()
    names = [text.split("系列")[0][-2:] for (text,) in rows if "系列" in text]
    with world.supervisor.store.begin_read() as session:
        counted = {name: len(hits(session, query(name), 500)) for name in dict.fromkeys(names)}
    return min(counted, key=lambda name: (counted[name], name), default="北屿")
