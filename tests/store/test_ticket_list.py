"""Pages, anchors and counts of the ticket list against sorting in memory, on both engines."""

import itertools
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from tests.ticket_world import NOW, World, add_tickets, brute_force, filters, make_world, ticket_row
from thirdring.domain import search_text
from thirdring.domain.enums import CLOSED_STATES, Severity, TicketKind, TicketState
from thirdring.domain.ticket_views import (
    KIND_ORDER,
    SEVERITY_ORDER,
    SORTS,
    STATE_ORDER,
    SortBy,
    Status,
    TicketFilter,
    View,
)
from thirdring.store import search, ticket_few, ticket_found
from thirdring.store.engine import Store, open_store
from thirdring.store.ticket_lines import Key, ListPlan
from thirdring.store.ticket_list import count_up_to, read_anchors, read_page
from thirdring.store.ticket_statements import page_statement
from thirdring.store.ticket_walk import segments_of, shape_of
from thirdring.store.ticket_ways import Ways
from thirdring.store.upgrade import upgrade

_DAY = timedelta(days=1)
DAY_END = NOW + timedelta(hours=9, minutes=30)
OFFERED = [(view, sort) for view in View for sort in SORTS[view]]


class Listed:
    """A center with 700 tickets, and what a list of them should hold."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.world: World = make_world(store)
        self.staff = tuple(self.world.staff.values())
        self.rows = [ticket_row(self.world, n) for n in range(1, 701)]
        with store.begin_write() as session:
            add_tickets(session, self.rows)

    def plan(self, view: View, sort: SortBy = SortBy.DUE, **given: Any) -> ListPlan:
        kept: dict[str, Any] = {"descending": False, "filter": TicketFilter(), **given}
        return ListPlan(
            view=view, sort=sort, actor_id=self.world.staff["lin"], now=NOW, day_end=DAY_END,
            staff=self.staff, **kept,
        )  # fmt: skip

    def expected(self, plan: ListPlan, typed: str = "") -> list[int]:
        found = set(brute_force(self.rows, typed)) if typed else {r["seq"] for r in self.rows}
        rows = [r for r in self.rows if r["seq"] in found and self._shown(r, plan)]
        ordered = sorted(rows, key=lambda r: self._place(r, plan))
        return [r["seq"] for r in (ordered[::-1] if plan.descending else ordered)]

    def _shown(self, row: dict[str, Any], plan: ListPlan) -> bool:
        in_view = {
            View.MINE: row["open"] and row["owner_id"] == plan.actor_id,
            View.OPEN: row["open"],
            View.OVERDUE: row["open"] and row["sort_due"] < NOW,
            View.DUE_TODAY: row["open"] and NOW <= row["sort_due"] < DAY_END,
            View.ESCALATED: row["open"] and row["escalation_level"] > 0,
            View.UNASSIGNED: row["open"] and row["owner_id"] is None,
            View.ALL: True,
        }[plan.view]
        f = plan.filter
        return in_view and all((
            f.status is None or row["open"] is (f.status is Status.OPEN),
            f.state in {None, row["state"]},
            f.kind in {None, row["kind"]},
            f.severity in {None, row["severity"]},
            f.owner_id in {None, row["owner_id"]},
            f.category in {None, row["category"]},
            f.received_from is None or row["received_at"] >= f.received_from,
            f.received_until is None or row["received_at"] < f.received_until,
        ))  # fmt: skip

    def _place(self, row: dict[str, Any], plan: ListPlan) -> tuple[Any, ...]:
        if plan.sort is SortBy.RECEIVED:
            return row["received_at"], row["seq"]
        closed = row["state"] in CLOSED_STATES
        time: tuple[datetime | int, int] = (row["sort_due"], row["seq"])
        if closed:  # newest first among those without a clock
            time = (0, -row["seq"])
        group = {
            SortBy.DUE: -row["escalation_level"] if plan.view is View.ESCALATED else 0,
            SortBy.STATE: STATE_ORDER.index(row["state"]),
            SortBy.SEVERITY: SEVERITY_ORDER.index(row["severity"]),
            SortBy.KIND: KIND_ORDER.index(row["kind"]),
            SortBy.OWNER: (*self.staff, None).index(row["owner_id"]),
        }[plan.sort]
        return group, closed, *time

    def walk(self, session: Session, plan: ListPlan, limit: int = 64) -> list[int]:
        seqs: list[int] = []
        after: Key | None = None
        while True:
            page = read_page(session, plan, after, limit)
            seqs += [line.seq for line in page.lines]
            if len(page.lines) < limit:
                return seqs
            after = page.last


@pytest.fixture(scope="module")
def in_a_file(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Listed]:
    """On an embedded database; tests only read it."""
    file = tmp_path_factory.mktemp("listed") / "center.db"
    upgrade(str(file))
    with open_store(str(file)) as store:
        yield Listed(store)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def listed(request: pytest.FixtureRequest) -> Iterator[Listed]:
    """On each engine."""
    if request.param == "sqlite":
        yield request.getfixturevalue("in_a_file")
        return
    with open_store(request.getfixturevalue("migrated_postgres_url")) as store:
        yield Listed(store)


def test_every_offered_sort_of_every_view_pages_through_the_whole_list(listed: Listed) -> None:
    with listed.store.begin_read() as session:
        for view, sort in OFFERED:
            for descending in (False, True):
                plan = listed.plan(view, sort, descending=descending)
                expected = listed.expected(plan)
                assert listed.walk(session, plan) == expected, (view, sort, descending)
                assert expected, view


def test_filters_narrow_every_view_and_sort(listed: Listed) -> None:
    narrowed = [
        TicketFilter(status=Status.OPEN),
        TicketFilter(status=Status.CLOSED),
        TicketFilter(state=TicketState.ARCHIVED),
        TicketFilter(state=TicketState.REMEDY, status=Status.CLOSED),
        TicketFilter(kind=TicketKind.COMPLAINT, severity=Severity.MAJOR),
        TicketFilter(category="delivery", owner_id=listed.world.staff["sun"]),
        TicketFilter(
            received_from=NOW - timedelta(days=30), received_until=NOW - timedelta(days=2)
        ),
    ]
    with listed.store.begin_read() as session:
        for narrow in narrowed:
            for view, sort in OFFERED:
                plan = listed.plan(view, sort, filter=narrow)
                assert listed.walk(session, plan) == listed.expected(plan), (narrow, view, sort)


@pytest.mark.parametrize("few", [5, 60])
def test_what_is_gathered_on_the_way_is_all_that_matches_and_in_order(
    in_a_file: Listed, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a file walks one index and looks for what another holds: one filter, two, and a period."""
    monkeypatch.setattr(ticket_few, "FEW", few)
    one = filters(in_a_file.world)
    pairs = [
        replace(one["kind"], severity=Severity.MAJOR),
        replace(one["category"], owner_id=one["owner"].owner_id),
        replace(one["state of open ones"], category="delivery"),
        replace(one["week"], kind=TicketKind.COMPLAINT, severity=Severity.ORDINARY),
        replace(one["week"], state=TicketState.ARCHIVED),
    ]
    some = [one[name] for name in ("kind", "owner", "week", "state of open ones")]
    with in_a_file.store.begin_read() as session:
        for narrow, (view, sort) in itertools.product([*some, *pairs], OFFERED):
            plan = in_a_file.plan(view, sort, filter=narrow)
            assert in_a_file.walk(session, plan) == in_a_file.expected(plan), (narrow, view, sort)


def test_what_came_in_before_1970_pages_as_well(migrated_sqlite_url: str) -> None:
    with open_store(migrated_sqlite_url) as store:
        listed = Listed(store)
        early = datetime(1926, 11, 22, tzinfo=UTC)
        old = [
            ticket_row(listed.world, 1_000 + n, category="old", received_at=early + n * _DAY)
            for n in range(5)
        ]
        listed.rows += old
        with store.begin_write() as session:
            add_tickets(session, old)
        with store.begin_read() as session:
            for descending in (False, True):
                plan = listed.plan(
                    View.ALL, SortBy.RECEIVED, filter=TicketFilter(category="old"),
                    descending=descending,
                )  # fmt: skip
                assert listed.walk(session, plan, 2) == listed.expected(plan)


@pytest.mark.parametrize("few", [2_000, 0])
def test_a_search_inside_a_view_finds_what_reading_finds(
    listed: Listed, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ticket_found, "FEW", few)  # rare and common words take different ways
    with listed.store.begin_read() as session:
        for typed in ("送货", "送货延", "退货运费由", "1", "K700", "李国强", "没有这个词", "！"):
            for view, sort in [(View.ALL, SortBy.DUE), (View.OPEN, SortBy.SEVERITY),
                               (View.MINE, SortBy.RECEIVED), (View.ALL, SortBy.RECEIVED)]:  # fmt: skip
                wanted = search_text.query(typed)
                plan = listed.plan(view, sort, search=wanted, descending=sort is SortBy.RECEIVED)
                expected = listed.expected(plan, typed)
                assert listed.walk(session, plan, 40) == expected, (typed, view)
                anchors = read_anchors(session, plan, 8)
                assert anchors.count == len(expected)
                assert [k.seq for k in anchors.keys] == expected[7::8]
                assert count_up_to(session, plan, 5) == min(6, len(expected))


def test_texts_that_are_read_sooner_than_hits_gone_through_tell_the_same(
    in_a_file: Listed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ticket_found, "FEW", 0)
    monkeypatch.setattr(search, "TEXT_IN_HITS", 0)
    with in_a_file.store.begin_read() as session:
        for typed, personal in itertools.product(
            ("送货", "送货延", "退貨 运费", "1", "K700"), (True, False)
        ):
            for view, sort in [
                (View.OPEN, SortBy.DUE),
                (View.ALL, SortBy.KIND),
                (View.MINE, SortBy.DUE),
            ]:
                plan = in_a_file.plan(
                    view, sort, search=search_text.query(typed), personal=personal
                )
                found = in_a_file.walk(session, plan, 40)
                monkeypatch.setattr(search, "TEXT_IN_HITS", 10**9)
                assert found == in_a_file.walk(session, plan, 40), (typed, view, personal)
                monkeypatch.setattr(search, "TEXT_IN_HITS", 0)
                if personal:
                    assert found == in_a_file.expected(plan, typed)


def test_anchors_count_exactly_and_let_one_jump_anywhere(listed: Listed) -> None:
    with listed.store.begin_read() as session:
        for view, sort in OFFERED:
            plan = listed.plan(view, sort, descending=True)
            expected = listed.expected(plan)
            anchors = read_anchors(session, plan, 16)
            assert anchors.count == len(expected)
            assert len(anchors.keys) == len(expected) // 16
            for page, key in enumerate(anchors.keys, 1):
                lines = read_page(session, plan, key, 16).lines
                assert [line.seq for line in lines] == expected[page * 16 : page * 16 + 16]


def test_a_line_holds_what_the_row_holds(listed: Listed) -> None:
    with listed.store.begin_read() as session:
        for line in read_page(session, listed.plan(View.ALL), None, 1_000).lines:
            row = listed.rows[line.seq - 1]
            for name in (
                "seq", "number", "kind", "state", "open", "escalation_level", "severity", "name",
                "category", "title", "phone", "raised", "received_at", "due_at", "due_rule",
                "closed_at",
            ):  # fmt: skip
                assert getattr(line, name) == row[name], name
            logins = {i: login for login, i in listed.world.staff.items()}
            assert line.owner_login == logins.get(row["owner_id"])


@pytest.mark.parametrize(("view", "sort"), OFFERED)
def test_no_page_of_an_offered_sort_scans_or_sorts(
    in_a_file: Listed, view: View, sort: SortBy
) -> None:
    with in_a_file.store.begin_read() as session:
        for narrowed in (TicketFilter(), *filters(in_a_file.world).values()):
            plan = in_a_file.plan(view, sort, filter=narrowed)
            for segment, after in itertools.product(segments_of(plan), (False, True)):
                asked, way = Ways(session.connection()).of(segment)
                shape, bound = shape_of("sqlite", asked, after=after, way=way)
                bound |= {"most": 100, "me": None, "after_at": NOW, "after_seq": 5}
                steps = _explained(session, page_statement(shape), bound)
                assert any("USING INDEX" in s or "USING COVERING" in s for s in steps), steps
                assert not any(s.startswith("SCAN tickets") and "USING" not in s for s in steps)
                assert not any("TEMP B-TREE" in step for step in steps), steps


@pytest.mark.parametrize("few", [5, 60])
def test_j5_what_else_is_asked_of_a_list_is_gathered_from_an_index_alone(
    in_a_file: Listed, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And what is walked is in the list's order already, through no more than one index."""
    monkeypatch.setattr(ticket_few, "FEW", few)
    gathered, seen = 0, set()
    with in_a_file.store.begin_read() as session:
        for narrowed, (view, sort) in itertools.product(
            (f for name, f in filters(in_a_file.world).items() if name != "open"), OFFERED
        ):
            for segment in segments_of(in_a_file.plan(view, sort, filter=narrowed))[:12]:
                asked, way = Ways(session.connection()).of(segment)
                shape, bound = shape_of("sqlite", asked, way=way)
                if shape in seen:
                    continue
                seen.add(shape)
                steps = _explained(session, page_statement(shape), bound | {"most": 9, "me": None})
                of_tickets = [step for step in steps if " tickets USING " in step]
                assert not any("TEMP B-TREE" in step for step in steps), steps
                assert all("COVERING" in step for step in of_tickets[1:]), steps
                assert len(of_tickets) == 1 + bool(shape.gathered), steps
                gathered += bool(shape.gathered)
    assert gathered > 20


def _explained(session: Session, statement: Any, bound: dict[str, Any]) -> list[str]:
    compiled = statement.compile(dialect=session.connection().dialect)
    values = compiled.construct_params(bound)
    processed = {
        name: compiled._bind_processors[name](value) if name in compiled._bind_processors else value
        for name, value in values.items()
    }
    sql = f"EXPLAIN QUERY PLAN {compiled}"
    cursor = session.connection().connection.dbapi_connection.cursor()  # type: ignore[union-attr]
    order = compiled.positiontup or ()
    return [row[3] for row in cursor.execute(sql, [processed[n] for n in order]).fetchall()]


def test_counts_stop_at_the_cap(listed: Listed) -> None:
    with listed.store.begin_read() as session:
        for view in View:
            plan = listed.plan(view)
            exact = len(listed.expected(plan))
            assert count_up_to(session, plan) == exact
            assert count_up_to(session, plan, 3) == min(4, exact)
        assert session.scalar(text("SELECT count(*) FROM tickets")) == len(listed.rows)
