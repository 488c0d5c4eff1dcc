"""A large center on a server, put there by a few statements: tickets of every sort and filter."""

import uuid
from collections.abc import Sequence

from sqlalchemy import Engine

from tests.usecases.conftest import NOON
from thirdring.domain.search_text import index_tokens

TICKETS = 20_000
COMMON, RARE = "沙发原定二十日送货", "茶几边角磕碰"
_FILL = (
    # Rows as they are; what the program's triggers do with each takes longer than to make it.
    "SET LOCAL session_replication_role = replica",
    """INSERT INTO tickets (id, number, kind, state, open, severity, category, escalation_level,
        raised, owner_id, created_by, received_at, due_at, sort_due, created_at, updated_at, name,
        phone, digits, closed_at)
    SELECT gen_random_uuid(), 'C2611' || (i %% 28 + 1) || '-A' || i,
        (array['complaint', 'complaint', 'request', 'praise', 'protocol'])[any5 + 1],
        CASE WHEN open THEN (array['investigation', 'appraisal', 'remedy'])[any3 + 1]
            ELSE 'archived' END,
        open, (array['major', 'serious', 'ordinary', 'minor', NULL])[(any5 + any3) %% 5 + 1],
        (array['product', 'after_sales', 'delivery', 'other'])[any4 + 1],
        CASE WHEN open AND i %% 10 = 0 THEN any4 ELSE 0 END,
        CASE WHEN i = 777 THEN %(rare)s ELSE %(common)s END,
        (%(people)s::uuid[] || NULL::uuid)[(any4 + any3) %% (cardinality(%(people)s::uuid[]) + 1) + 1],
        %(owner)s, %(now)s - i * interval '1 minute', CASE WHEN open THEN due END,
        CASE WHEN open THEN due ELSE '9999-01-01Z' END, %(now)s, %(now)s, '王雅琴', '13812345678',
        '13812345678', CASE WHEN open THEN NULL ELSE %(now)s END
    FROM (SELECT i, i %% 7 = 0 AS open, abs(hashint4(i)) %% 3 AS any3, abs(hashint4(-i)) %% 4 AS any4,
        abs(hashint4(3 * i)) %% 5 AS any5,
        %(now)s + (%(tickets)s - i) * interval '10 seconds' - interval '20 hours' AS due
        FROM generate_series(1, %(tickets)s) AS i) AS made""",
    """INSERT INTO complaint_details (ticket_id, channel, nature, against_kind, month)
    SELECT id, 'phone', 'delivery', 'none', '2026-' || lpad((seq %% 11 + 1)::text, 2, '0')
    FROM tickets WHERE kind = 'complaint'""",
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
    SELECT gen_random_uuid(), 'D4', id, 'wall', received_at, 60, coalesce(due_at, received_at),
        CASE WHEN open THEN NULL ELSE received_at END FROM tickets""",
    "DELETE FROM standings_due",
)


def fill(engine: Engine, people: Sequence[uuid.UUID]) -> None:
    """Put `TICKETS` tickets, which belong to `people` or nobody, and what hangs on them."""
    values = {
        "tickets": TICKETS, "now": NOON, "owner": people[0], "people": list(people),
        "common": COMMON, "rare": RARE, "common_tokens": index_tokens(COMMON),
        "rare_tokens": index_tokens(RARE),
    }  # fmt: skip
    with engine.begin() as connection:
        for statement in _FILL:
            connection.exec_driver_sql(statement, values)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        # As the server does by itself: what waits beside a text index makes it look dear.
        connection.exec_driver_sql("SELECT gin_clean_pending_list('ix_ticket_search_tokens')")
        connection.exec_driver_sql("VACUUM ANALYZE")
