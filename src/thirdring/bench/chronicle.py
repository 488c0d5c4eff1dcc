"""What follows from tickets and calls, written by the engine itself: their events in the order in
which they happened, clocks, callbacks, what was sent up, notes.
"""

from itertools import pairwise
from typing import Any

from thirdring.bench.days import NOW, micros
from thirdring.domain.enums import TicketKind, TicketState
from thirdring.domain.ticket_path import PATHS

_NOW = micros(NOW)
_HOUR = 3_600_000_000
_DAY = 24 * _HOUR
# Tickets that nobody came to an end with, and how many events each has.
LONG_TICKETS, LONG_EVENTS = 12, 500


def uuid_sql(at: str, n: str, rest: str) -> str:
    """A UUIDv7 as an SQL expression: of the moment `at`, unlike for unlike (n, rest)."""
    return f"unhex(printf('%012x7%03x8%015x', ({at}) / 1000, ({n}) & 4095, {rest}))"


def _span(share: str) -> str:
    """A moment of a ticket's life, from its intake on; whole for one that is closed."""
    return f"t.received_at + CAST((coalesce(t.closed_at, {_NOW}) - t.received_at) * {share} AS INTEGER)"


_WHO = "coalesce(t.owner_id, t.created_by)"
_BESIDE = {
    "clocks of tickets": f"""
INSERT INTO clocks (id, rule, ticket_id, basis, started_at, span_seconds, due_at, met_at, version)
SELECT {uuid_sql("t.received_at", "1", "1152921504606846976 / 16 + t.seq")}, 'D4', t.id, 'wall',
  min(t.received_at, coalesce(t.due_at, t.received_at)),
  (coalesce(t.due_at, t.received_at + {_DAY})
    - min(t.received_at, coalesce(t.due_at, t.received_at))) / 1000000,
  coalesce(t.due_at, t.received_at + {_DAY}),
  CASE WHEN t.due_at IS NULL THEN min(coalesce(t.closed_at, {_NOW}), t.received_at + {_DAY} * 5 / 6)
    END, 1
FROM tickets t
""",
    "callbacks": f"""
INSERT INTO callbacks (id, kind, state, call_id, customer_id, number, digits, about, told_at,
  due_at, owner_id, closed_at, created_at, version)
SELECT {uuid_sql("c.ended_at", "2", "c.seq")}, 'promise',
  CASE WHEN c.started_at > {_NOW - 10 * _DAY} AND c.seq % 3 != 0 THEN 'open' ELSE 'done' END,
  c.id, c.customer_id, c.number, c.digits, c.raised, c.ended_at,
  CASE WHEN c.started_at > {_NOW - 10 * _DAY} AND c.seq % 3 != 0
    THEN max(c.ended_at, {_NOW - 2 * _HOUR} + c.seq * 7919 % {10 * _HOUR})
    ELSE c.ended_at + {_HOUR // 2} END,
  c.agent_id,
  CASE WHEN c.started_at > {_NOW - 10 * _DAY} AND c.seq % 3 != 0 THEN NULL
    ELSE min({_NOW}, c.ended_at + {_HOUR // 3}) END,
  c.ended_at, 1
FROM calls c WHERE c.outcome = 'callback'
""",
    "clocks of callbacks": f"""
INSERT INTO clocks (id, rule, callback_id, basis, started_at, span_seconds, due_at, met_at, version)
SELECT {uuid_sql("b.told_at", "3", "b.rowid")}, 'C2', b.id, 'wall', b.told_at,
  (b.due_at - b.told_at) / 1000000, b.due_at, b.closed_at, 1 FROM callbacks b
""",
    "sent up": f"""
INSERT INTO escalations (id, kind, rule, level, state, ticket_id, reason, sent_by, sent_at, due_at,
  owner_id, taken_at, version)
SELECT {uuid_sql(_span("0.1"), "4", "t.seq")},
  CASE t.escalation_level WHEN 1 THEN 'difficult' ELSE 'not_satisfied' END,
  CASE t.escalation_level WHEN 1 THEN 'C4' ELSE 'D8' END, t.escalation_level,
  CASE WHEN t.seq % 3 THEN 'open' ELSE 'taken' END, t.id, substr(t.raised, 1, 60), {_WHO},
  {_span("0.1")}, max({_span("0.1")}, {_NOW} + (t.seq * 7919 % 48 - 12) * {_HOUR}),
  CASE WHEN t.seq % 3 THEN NULL ELSE :supervisor END,
  CASE WHEN t.seq % 3 THEN NULL ELSE {_span("0.2")} END, 1
FROM tickets t WHERE t.escalation_level > 0
""",
    "was sent up": f"""
INSERT INTO escalations (id, kind, rule, level, state, ticket_id, reason, sent_by, sent_at, due_at,
  owner_id, decision, decided_by, decided_at, plan, reported_at, closed_at, version)
SELECT {uuid_sql(_span("0.1"), "5", "t.seq")}, 'difficult', 'C4', 1, 'closed', t.id,
  substr(t.raised, 1, 60), {_WHO}, {_span("0.1")}, {_span("0.1")} + {_HOUR}, {_WHO}, 'return',
  :supervisor, {_span("0.2")}, t.answer, {_span("0.3")}, {_span("0.3")}, 3
FROM tickets t WHERE t.seq % 40 = 0 AND t.closed_at IS NOT NULL
""",
    "clocks of what was sent up": f"""
INSERT INTO clocks (id, rule, ticket_id, escalation_id, basis, started_at, span_seconds, due_at,
  met_at, version)
SELECT {uuid_sql("e.sent_at", "6", "e.rowid")}, e.rule, e.ticket_id, e.id, 'wall', e.sent_at,
  (e.due_at - e.sent_at) / 1000000, e.due_at, e.closed_at, 1 FROM escalations e
""",
    "told of": f"""
INSERT INTO alarms (clock_id, stage, raised_at, seen_by, seen_at)
SELECT k.id, s.stage, k.due_at, :supervisor, {_NOW} FROM clocks k,
  (SELECT 'warned' AS stage UNION ALL SELECT 'due' UNION ALL SELECT 'went_up') s
WHERE k.met_at IS NULL AND k.cancelled_at IS NULL AND k.due_at < {_NOW}
""",
    "notes": f"""
INSERT INTO ticket_notes (id, ticket_id, text, told_customer, made_by, made_at)
SELECT {uuid_sql(_span("0.5"), "7", "t.seq")}, t.id, t.answer, t.seq % 2, {_WHO}, {_span("0.5")}
FROM tickets t WHERE t.seq % 3 = 0
""",
}
# at, what it is of (1 a call, 2 a ticket), its key, its number there, verb, detail, ...
_EVENTS = f"""
INSERT INTO events (id, at, actor_id, verb, subject_kind, subject_id, ticket_id, detail)
SELECT {uuid_sql("at", "n", "(of << 56) | key")}, at, actor, verb,
  CASE of WHEN 1 THEN 'call' ELSE 'ticket' END, subject, ticket, detail
FROM (
  SELECT c.ended_at AS at, 1 AS of, c.seq AS key, 0 AS n, c.agent_id AS actor, 'logged' AS verb,
    c.id AS subject, c.ticket_id AS ticket, '{{"outcome":"' || c.outcome || '"}}' AS detail
  FROM calls c
  UNION ALL
  SELECT t.received_at, 2, t.seq, 0, t.created_by, 'opened', t.id, t.id,
    '{{"call_id":null,"due_rule":null,"kind":"' || t.kind || '"}}' FROM tickets t
  UNION ALL
  SELECT {_span("(s.n * 1.0 / (s.steps + (t.open != 0)))")}, 2, t.seq, s.n, {_WHO}, 'moved',
    t.id, t.id, s.detail
  FROM tickets t JOIN steps s ON s.kind = t.kind AND s.state = t.state
  UNION ALL
  SELECT {_span("(n.n * 1.0 / :each)")}, 3, t.seq, n.n + 20, {_WHO}, 'told_progress', t.id, t.id,
    '{{"note_id":null,"rule":"D5"}}'
  FROM (SELECT * FROM tickets WHERE open ORDER BY seq LIMIT :long) t, numbers n
) ORDER BY at
"""


def write(connection: Any, supervisor: bytes) -> None:
    """Everything that follows; `connection` is the driver's own."""
    for statement in _BESIDE.values():
        bound = {"supervisor": supervisor} if ":supervisor" in statement else {}
        connection.execute(statement, bound)
    connection.execute(
        "CREATE TEMP TABLE steps (kind TEXT, state TEXT, n INTEGER, steps INTEGER, detail TEXT, "
        "PRIMARY KEY (kind, state, n)) WITHOUT ROWID"
    )
    connection.executemany("INSERT INTO steps VALUES (?, ?, ?, ?, ?)", list(_steps()))
    connection.execute("CREATE TEMP TABLE numbers (n INTEGER PRIMARY KEY)")
    connection.executemany("INSERT INTO numbers VALUES (?)", [(n,) for n in range(LONG_EVENTS)])
    connection.execute(_EVENTS, {"long": LONG_TICKETS, "each": LONG_EVENTS})


def _steps() -> Any:
    """The moves that lead a ticket of each kind to each state."""
    for kind in TicketKind:
        path = PATHS[kind]
        for state in TicketState:
            until = path.index(state) if state in path else 3
            moves = list(pairwise(path[:until]))
            moves += [(path[until - 1], state)] if until else []
            for n, (before, after) in enumerate(moves, 1):
                detail = f'{{"after":"{after}","before":"{before}","note_id":null,"skipped":[]}}'
                yield kind.value, state.value, n, len(moves), detail
