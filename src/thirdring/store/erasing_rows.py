"""What may go, as SQL that means the same on both engines: by class of record, or of one person.

The embedded file and a server without rights run these texts as they are (erasing.py); the
functions of a secured server are made from them (server/retention_sql.py). So there is one
definition. Each yields `kind`, `id` and `at`. `:before` is the moment before which something must
have ended; the names of one person are `:customer` and `:digits`.
"""

from dataclasses import dataclass

from thirdring.domain.retention import Held, RecordClass

# When a ticket ended. One that came in closed, by import, may not say it.
_ENDED = "coalesce(t.closed_at, t.received_at)"
# Put so that no index on these columns is taken: SQLite, without statistics, would walk through all
# that is open in the center for each ticket, instead of looking up what the ticket has.
_RUNS = "coalesce(k.met_at, k.cancelled_at) IS NULL"
_OPEN_MONTH = (
    "NOT EXISTS (SELECT 1 FROM month_closings AS m WHERE m.month = {0} AND NOT EXISTS "
    "(SELECT 1 FROM month_reopenings AS r WHERE r.closing_id = m.id))"
)
# Whatever is still to be done about ticket {0}.
_OWED = (
    "EXISTS (SELECT 1 FROM callbacks AS b WHERE b.ticket_id = {0} AND b.state || '' = 'open')",
    "EXISTS (SELECT 1 FROM escalations AS e WHERE e.ticket_id = {0} AND e.state <> 'closed')",
    "EXISTS (SELECT 1 FROM return_visits AS v WHERE v.ticket_id = {0} AND v.state || '' = 'open')",
    "EXISTS (SELECT 1 FROM coupons AS c WHERE c.ticket_id = {0} "
    "AND c.state || '' IN ('requested', 'approved'))",
    "EXISTS (SELECT 1 FROM measures AS w WHERE w.ticket_id = {0} AND w.state || '' = 'open')",
    "EXISTS (SELECT 1 FROM tasks AS j WHERE j.ticket_id = {0} AND j.state || '' = 'open')",
)
_CLOCK = f"EXISTS (SELECT 1 FROM clocks AS k WHERE k.ticket_id = {{0}} AND {_RUNS})"
_APPEAL = (
    "EXISTS (SELECT 1 FROM appeals AS a WHERE a.ticket_id = {0} "
    "AND (a.state || '' IN ('filed', 'disputed') OR EXISTS "
    f"(SELECT 1 FROM clocks AS k WHERE k.appeal_id = a.id AND {_RUNS})))"
)
_COUNTS = (
    "EXISTS (SELECT 1 FROM complaint_details AS d JOIN tickets AS y ON y.id = d.ticket_id "
    "WHERE d.ticket_id = {0} AND y.kind IN ('complaint', 'praise') AND "
    + _OPEN_MONTH.format("d.month") + ")"
)  # fmt: skip
_CHECKED = (
    "EXISTS (SELECT 1 FROM quality_checks AS q WHERE q.{1} = {0} AND "
    + _OPEN_MONTH.format("q.month") + ")"
)  # fmt: skip
_OF_STUB = (
    _CLOCK.format("s.id"), _APPEAL.format("s.id"), _COUNTS.format("s.id"),
    _CHECKED.format("s.id", "ticket_id"),
)  # fmt: skip
_STUB = (
    "EXISTS (SELECT 1 FROM tickets AS x WHERE x.merged_into_id = t.id) AND EXISTS ("
    "WITH RECURSIVE stubs (id) AS (SELECT x.id FROM tickets AS x WHERE x.merged_into_id = t.id "
    "UNION SELECT x.id FROM tickets AS x JOIN stubs ON x.merged_into_id = stubs.id) "
    f"SELECT 1 FROM stubs AS s WHERE {' OR '.join(_OF_STUB)})"
)
TICKET_HELD: dict[Held, str] = {
    Held.OPEN: "t.open",
    Held.CLOCK: _CLOCK.format("t.id"),
    Held.OWED: f"({' OR '.join(_OWED).format('t.id')})",
    Held.APPEAL: _APPEAL.format("t.id"),
    Held.MONTH: f"({_COUNTS.format('t.id')} OR {_CHECKED.format('t.id', 'ticket_id')})",
    Held.STUB: f"({_STUB})",
}
_TICKET_HELD = tuple(TICKET_HELD.values())
_CALL_HELD = (
    "EXISTS (SELECT 1 FROM callbacks AS b WHERE b.call_id = c.id AND b.state || '' = 'open')",
    "EXISTS (SELECT 1 FROM callbacks AS b JOIN clocks AS k ON k.callback_id = b.id "
    f"WHERE b.call_id = c.id AND {_RUNS})",
    "EXISTS (SELECT 1 FROM callbacks AS b JOIN escalations AS e ON e.callback_id = b.id "
    "WHERE b.call_id = c.id AND e.state <> 'closed')",
    _CHECKED.format("c.id", "call_id"),
)


def _erased(kind: str, of: str) -> str:
    return f"EXISTS (SELECT 1 FROM erasures AS z WHERE z.kind = '{kind}' AND z.id = {of})"


@dataclass(frozen=True, slots=True)
class Selection:
    """Records of one kind: `old` must all hold of what is asked about, none of `held` of what goes."""

    kind: str
    source: str
    id: str
    at: str
    old: tuple[str, ...]
    held: tuple[str, ...] = ()

    def sql(self, *, with_held: bool = False) -> str:
        """The statement; `with_held`: also what stays although it is old enough."""
        held = () if with_held else tuple(f"NOT {one}" for one in self.held)
        return (
            f"SELECT '{self.kind}' AS kind, {self.id} AS id, {self.at} AS at "
            f"FROM {self.source} WHERE {' AND '.join((*self.old, *held))}"
        )


def _tickets(*kinds: str) -> Selection:
    named = ", ".join(f"'{one}'" for one in kinds)
    return Selection(
        "ticket", "tickets AS t", "t.id", _ENDED,
        # A stub goes with what it was merged into.
        (f"t.kind IN ({named})", "t.merged_into_id IS NULL", f"{_ENDED} < :before",
         f"NOT {_erased('ticket', 't.id')}"),
        _TICKET_HELD,
    )  # fmt: skip


SELECTIONS: dict[RecordClass, tuple[Selection, ...]] = {
    RecordClass.COMPLAINTS: (_tickets("complaint", "praise"),),
    RecordClass.TICKETS: (_tickets("request", "enquiry", "protocol"),),
    RecordClass.EVIDENCE: (
        Selection(
            "attachment", "attachments AS f JOIN tickets AS t ON t.id = f.ticket_id", "f.id",
            _ENDED, (f"{_ENDED} < :before",), _TICKET_HELD,
        ),
        Selection(
            "attachment", "attachments AS f JOIN calls AS c ON c.id = f.call_id", "f.id",
            "c.started_at", ("c.started_at < :before", "f.ticket_id IS NULL"), _CALL_HELD,
        ),
    ),
    RecordClass.CALLS: (
        Selection(
            "call", "calls AS c", "c.id", "c.started_at",
            ("c.ticket_id IS NULL", "c.started_at < :before", f"NOT {_erased('call', 'c.id')}"),
            _CALL_HELD,
        ),
        Selection(
            "callback", "callbacks AS b", "b.id", "b.due_at",
            ("b.call_id IS NULL", "b.ticket_id IS NULL", "b.due_at < :before",
             f"NOT {_erased('callback', 'b.id')}"),
            ("(b.state || '' = 'open')",
             f"EXISTS (SELECT 1 FROM clocks AS k WHERE k.callback_id = b.id AND {_RUNS})",
             "EXISTS (SELECT 1 FROM escalations AS e WHERE e.callback_id = b.id "
             "AND e.state <> 'closed')"),
        ),
        Selection(
            "visit", "return_visits AS v", "v.id", "v.due_at",
            ("v.ticket_id IS NULL", "v.due_at < :before", f"NOT {_erased('visit', 'v.id')}"),
            ("(v.state || '' = 'open')",
             f"EXISTS (SELECT 1 FROM clocks AS k WHERE k.visit_id = v.id AND {_RUNS})",
             "EXISTS (SELECT 1 FROM escalations AS e WHERE e.visit_id = v.id "
             "AND e.state <> 'closed')"),
        ),
    ),
    RecordClass.EARLIER_TEXTS: (
        Selection(
            "revision", "call_revisions AS g", "g.id", "g.changed_at", ("g.changed_at < :before",)
        ),
    ),
    RecordClass.MAIL: (
        Selection(
            "mail", "inbox_items AS i", "i.id", "i.arrived_at",
            ("i.ticket_id IS NULL", "i.state <> 'waiting'", "i.arrived_at < :before",
             f"NOT {_erased('mail', 'i.id')}"),
        ),
    ),
    RecordClass.DAY_SHEETS: (
        Selection(
            "day_sheet", "day_sheets AS h", "h.id", "h.opened_at",
            ("h.opened_at < :before", "(h.priorities IS NOT NULL OR h.unfinished IS NOT NULL)"),
        ),
        Selection(
            "task", "tasks AS j", "j.id", "j.made_at",
            ("j.made_at < :before", "j.ticket_id IS NULL", "j.state <> 'open'",
             "(j.title <> '' OR j.text IS NOT NULL)"),
        ),
    ),
    RecordClass.CUSTOMERS: (
        Selection(
            "customer", "customers AS u", "u.id", "u.created_at",
            ("u.erased_at IS NULL", "u.merged_into_id IS NULL", "u.created_at < :before",
             f"NOT EXISTS (SELECT 1 FROM calls AS c WHERE c.customer_id = u.id "
             f"AND NOT {_erased('call', 'c.id')})",
             f"NOT EXISTS (SELECT 1 FROM tickets AS t WHERE t.customer_id = u.id "
             f"AND NOT {_erased('ticket', 't.id')})",
             f"NOT EXISTS (SELECT 1 FROM callbacks AS b WHERE b.customer_id = u.id "
             f"AND NOT {_erased('callback', 'b.id')})",
             f"NOT EXISTS (SELECT 1 FROM return_visits AS v WHERE v.customer_id = u.id "
             f"AND NOT {_erased('visit', 'v.id')})"),
        ),
    ),
    RecordClass.ACCESS_LOG: (
        Selection("access", "access_log AS l", "l.id", "l.at", ("l.at < :before",)),
    ),
}  # fmt: skip

# One person: the record asked for, those merged into it, and whoever is reached at a number that is
# theirs alone and was never given to anybody else.
_WHOLE_PERSON = (
    "WITH RECURSIVE one (id) AS (SELECT u.id FROM customers AS u WHERE u.id = :customer "
    "UNION SELECT u.id FROM customers AS u JOIN one ON u.merged_into_id = one.id), "
    "digits (digits) AS (SELECT n.digits FROM customer_numbers AS n WHERE n.customer_id IN "
    "(SELECT id FROM one) AND NOT EXISTS (SELECT 1 FROM customer_numbers AS o "
    "WHERE o.digits = n.digits AND o.customer_id NOT IN (SELECT id FROM one)) "
    "UNION SELECT w.digits FROM (SELECT :digits AS digits) AS w WHERE w.digits <> '')"
)
_THEIRS = (
    "({0}.customer_id IN (SELECT id FROM one) OR ({0}.customer_id IS NULL "
    "AND {0}.digits IN (SELECT digits FROM digits)))"
)
PERSON = (
    f"{_WHOLE_PERSON} SELECT 'customer' AS kind, one.id AS id FROM one "
    f"UNION SELECT 'ticket', t.id FROM tickets AS t WHERE {_THEIRS.format('t')} "
    f"UNION SELECT 'call', c.id FROM calls AS c WHERE {_THEIRS.format('c')} "
    f"UNION SELECT 'callback', b.id FROM callbacks AS b WHERE {_THEIRS.format('b')} "
    f"UNION SELECT 'visit', v.id FROM return_visits AS v WHERE {_THEIRS.format('v')}"
)


def rows_of(what: RecordClass, *, with_held: bool = False) -> str:
    """Everything of a class that is older than its period."""
    return " UNION ".join(one.sql(with_held=with_held) for one in SELECTIONS[what])
