"""What each permission of domain/roles.py needs of the database: tables, verbs, columns, rows.

The one table the grants and the row policies are made from (security.py), and the attacks in the
tests are held against. A role gets what its permissions need together, and nothing else: who may
do a deed in the program may do it in the database, and the other way round. Deleting is in nobody's
rights; what a deed takes away goes through a function (functions.py).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from thirdring.domain.enums import Role
from thirdring.domain.policy import Key, Policy
from thirdring.domain.roles import PERMISSIONS, Permission
from thirdring.store.base import Base
from thirdring.store.server.columns import FIXED, PERSONAL, SECRET
from thirdring.store.tables import beside

# The person who is signed in; as a subquery it is asked once a statement, not once a row.
ACTOR = "(SELECT thirdring_actor())"
ALL_ROWS = "true"
# Beside the mapped tables: the search index, and which revision the database has.
UNMAPPED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"ticket_search": ("seq", "tokens"), "alembic_version": ("version_num",)}
)
_P = Permission


class Verb(StrEnum):
    """What can be done to rows, in SQL's words."""

    SELECT = "SELECT"
    INSERT = "INSERT"
    UPDATE = "UPDATE"
    DELETE = "DELETE"


@dataclass(frozen=True, slots=True)
class Right:
    """One verb on some columns of a table, for the rows a predicate holds for; of what is changed,
    what the row may become (None: whatever `rows` says).
    """

    table: str
    verb: Verb
    columns: frozenset[str]
    rows: str = ALL_ROWS
    becomes: str | None = None


def columns_of(table: str) -> tuple[str, ...]:
    """Every column, in the table's order."""
    if table in UNMAPPED:
        return UNMAPPED[table]
    return tuple(column.name for column in Base.metadata.tables[table].columns)


def tables() -> tuple[str, ...]:
    """Every table of the center, the search index and the revision's among them."""
    return (*sorted(Base.metadata.tables), *UNMAPPED)


def own(column: str) -> str:
    """Rows whose `column` names the person themselves."""
    return f"{column} = {ACTOR}"


def own_or_nobody(column: str) -> str:
    """Rows of the person, or of nobody: what a clock started, what waits in a queue."""
    return f"({column} = {ACTOR} OR {column} IS NULL)"


def _read(table: str, rows: str = ALL_ROWS) -> Right:
    """All of it but secrets."""
    return Right(table, Verb.SELECT, frozenset(columns_of(table)) - SECRET.get(table, set()), rows)


def _masked(table: str, rows: str = ALL_ROWS) -> Right:
    """All of it but what tells who a customer is: that comes through a function, masked."""
    hidden = SECRET.get(table, frozenset()) | PERSONAL.get(table, frozenset())
    return Right(table, Verb.SELECT, frozenset(columns_of(table)) - hidden, rows)


def _only(table: str, *columns: str, rows: str = ALL_ROWS) -> Right:
    return Right(table, Verb.SELECT, frozenset(columns), rows)


def _add(table: str, rows: str = ALL_ROWS) -> Right:
    return Right(table, Verb.INSERT, frozenset(columns_of(table)), rows)


def _change(table: str, *columns: str, rows: str = ALL_ROWS, becomes: str | None = None) -> Right:
    """The columns named, or all that don't say who made the row and when."""
    named = frozenset(columns) or frozenset(columns_of(table)) - FIXED.get(table, frozenset())
    return Right(table, Verb.UPDATE, named, rows, becomes)


# Of others' calls: those of a customer, of a case, or that somebody is owed a callback for.
_OWN_CALLS = (
    f"({own('agent_id')} OR customer_id IS NOT NULL OR ticket_id IS NOT NULL "
    "OR EXISTS (SELECT FROM callbacks WHERE callbacks.call_id = calls.id))"
)
# Of the timeline: what happened to tickets, and what one did; a score or an appeal is nobody else's.
_EVENTS_OF_TICKETS = f"(ticket_id IS NOT NULL OR {own('actor_id')})"
_TEXT_OF_ACTOR = f"{ACTOR}::text"
_OWN_CLOSING_ROWS = (
    f"CASE kind WHEN 'employee' THEN body->>'id' = {_TEXT_OF_ACTOR} "
    f"WHEN 'evidence' THEN body->'tallied'->>'staff' = {_TEXT_OF_ACTOR} "
    f"WHEN 'cell' THEN body->>'subject' NOT IN ('employee', 'praise') OR body->>'key' = {_TEXT_OF_ACTOR} "
    "ELSE kind = 'month' END"
)
# G9: what stands against oneself is noted on, never changed.
_NOT_AGAINST_ME = "NOT thirdring_stands_against_me({0})"
_BESIDE_THE_CASE = ("version", "updated_at", "due_at", "due_rule", "sort_due", "escalation_level")
# D15, G3: naming whom a complaint is about; who owned it and is accused now gives it away.
_SETTLES: tuple[Right, ...] = (
    _change(
        "complaint_details", "against_kind", "against_staff_id", "against_department_id",
        "against_merchant_id", "against_product_id", "against_text",
        rows=_NOT_AGAINST_ME.format("ticket_id"),
    ),
    _change("tickets", *_BESIDE_THE_CASE),
    _change(
        "tickets", "owner_id",
        rows="EXISTS (SELECT FROM complaint_details AS d WHERE d.ticket_id = tickets.id "
        "AND d.against_staff_id = tickets.owner_id)",
    ),
    _add("ticket_notes", own("made_by")),
)  # fmt: skip
# What HR may complete before a month is closed, while nobody is counted for it.
_UNDECIDED = (
    "EXISTS (SELECT FROM complaint_standings AS s WHERE s.ticket_id = {0} "
    "AND s.standing = 'undecided') AND " + _NOT_AGAINST_ME
)
# D7: within the agent's limit a coupon is approved by the rule; above it somebody else decides.
_COUPON_ASKED = (
    f"{own('asked_by')} AND decided_by IS NULL AND issued_by IS NULL AND (state = 'requested' OR "
    "(state = 'approved' AND cents + thirdring_coupons_given(ticket_id) <= 100 * coalesce("
    "(SELECT (value #>> '{}')::numeric FROM policy WHERE key = 'coupon_limit_agent'), "
    f"{Policy().amount(Key.COUPON_LIMIT_AGENT)})))"
)
# Of what was sent up its sender changes everything but the decision.
_SENT_UP = (
    "closed_at",
    "due_at",
    "kind",
    "level",
    "live_to",
    "owner_id",
    "reason",
    "reported_at",
    "rule",
    "state",
    "taken_at",
    "ticket_id",
    "version",
)
# What tells of the work without telling of whom: everything but personal values.
_WORK = (
    "tickets",
    "complaint_details",
    "ticket_notes",
    "attachments",
    "clocks",
    "clock_pauses",
    "escalations",
    "notices",
    "coupons",
    "return_visits",
    "ticket_merges",
    "callbacks",
    "callback_attempts",
    "measures",
    "measure_notes",
    "tasks",
    "customers",
)
_OWNER_NOT_THERE = (
    "EXISTS (SELECT FROM staff WHERE staff.id = owner_id "
    "AND (NOT staff.active OR staff.absent_from IS NOT NULL))"
)
_WORK_MASKED: tuple[Right, ...] = (*map(_masked, _WORK), _masked("calls", _OWN_CALLS))
_OWN_APPEAL = "EXISTS (SELECT FROM appeals WHERE appeals.id = appeal_id)"

# Whoever is on the staff: what the program reads to draw its windows, and leaves behind as a trace.
EVERYBODY: tuple[Right, ...] = (
    *(
        _read(table)
        for table in (
            "settings", "departments", "merchants", "products", "desks", "policy", "staff",
            "staff_roles", "alembic_version", "contacts", "month_closings", "month_reopenings",
            "erasures",
        )
    ),
    _read("staff_preferences", own("staff_id")),
    _add("staff_preferences", own("staff_id")),
    _change("staff_preferences", rows=own("staff_id")),
    _read("saved_views", own("staff_id")),
    _add("saved_views", own("staff_id")),
    _change("saved_views", rows=own("staff_id")),
    # H7: whose measure it is follows it up.
    _change("measures", "state", "result", "closed_at", "version", rows=own("owner_id")),
    _add("measure_notes", own("made_by")),
    _add("events", own("actor_id")),
    _only("events", "seq", rows=own("actor_id")),
    _add("access_log", own("staff_id")),
)  # fmt: skip

# Taking a matter down: what a call, a mail or a reception makes, whoever may make it.
_MATTERS: tuple[Right, ...] = (
    _change("desks", "counter_day", "counter"),
    _add("tickets", own("created_by")),
    _change("tickets", *_BESIDE_THE_CASE),
    _change("tickets", rows=_NOT_AGAINST_ME.format("id")),
    # Nobody's is taken; what stands against oneself is given away.
    _change(
        "tickets",
        "owner_id",
        rows=f"owner_id IS NULL OR ({own('owner_id')} AND thirdring_stands_against_me(id))",
    ),
    _add("complaint_details"),
    _change("complaint_details", rows=_NOT_AGAINST_ME.format("ticket_id")),
    _add("ticket_notes", own("made_by")),
    _add("clocks"),
    _change("clocks"),
    _add("ticket_search"),
    _change("ticket_search", "tokens"),
    _add("attachments", own("added_by")),
    _add("attachment_contents"),
    _add("notices", own_or_nobody("made_by")),
    _add("escalations", own_or_nobody("sent_by")),
)
_CUSTOMERS: tuple[Right, ...] = (
    _add("customers"),
    _change("customers"),
    _add("customer_numbers"),
    _change("customer_numbers"),
)
RIGHTS: Mapping[Permission, tuple[Right, ...]] = MappingProxyType(
    {
        _P.LOG_CALL: (
            _add("desks"),  # J1: the code of the computer they sit at
            _add("calls", own("agent_id")),
            _change("calls", "customer_id", "ticket_id", "version", rows=_OWN_CALLS),
            _add("holds"),
            _add("protocol_records"),
            _add("callbacks"),
            *_CUSTOMERS,
            *_MATTERS,
        ),
        _P.LOG_CALL_FOR_OTHERS: (_add("calls"), _change("calls", "agent_id")),
        _P.CORRECT_CALL: (
            _change("calls", rows=own("agent_id")),
            _change("holds"),
            _change("protocol_records"),
            _read("quality_checks", own("staff_id")),  # G8: of their own calls
            _add("call_revisions", own("changed_by")),
        ),
        _P.CORRECT_ANY_CALL: (_change("calls"),),
        _P.SEE_CALLS: (
            _read("calls", _OWN_CALLS),
            _read("holds"),
            _read("protocol_records"),
            _read("call_revisions"),
        ),
        _P.SEE_ALL_CALLS: (_read("calls"),),
        _P.IMPORT_CALLS: (
            _only("calls", "seq", "id", "source", "source_id", "ticket_id", "started_at"),
            _add("calls"),
            _add("callbacks"),
            _only("customer_numbers", *columns_of("customer_numbers")),
            _only("customers", "id", "name", "title", "address", "merged_into_id", "version"),
            *_CUSTOMERS,
            *_MATTERS,
        ),
        _P.IMPORT_COMPLAINTS: (
            _only("tickets", "seq", "id", "number", "source", "source_id"),
            _only("complaint_details", "ticket_id"),
            _only("customer_numbers", *columns_of("customer_numbers")),
            _only("customers", "id", "name", "title", "address", "merged_into_id", "version"),
            *_CUSTOMERS,
            *_MATTERS,
        ),
        _P.SEE_CUSTOMERS: (
            _read("customers"),
            _read("customer_numbers"),
            _read("customer_merges"),
        ),
        _P.EDIT_CUSTOMERS: _CUSTOMERS,
        _P.MERGE_CUSTOMERS: (
            _add("customer_merges", own("merged_by")),
            _change("customer_merges", "undone"),
            _change("calls", "customer_id", rows=_OWN_CALLS),
            _change("tickets", "customer_id"),
            _change("callbacks", "customer_id"),
        ),
        _P.SEE_NUMBERS: (),
        _P.UNMASK: (_read("attachment_contents"),),
        _P.EXPORT_LISTS: (),
        _P.KEEP_CALLBACKS: (
            _read("callbacks"),
            _read("callback_attempts"),
            _read("alarms"),
            _add("callbacks"),
            _change("callbacks"),
            # C6: anybody keeps a promise for who isn't there, and then owns what they told.
            _change("callbacks", "owner_id", rows=_OWNER_NOT_THERE),
            _add("callback_attempts", own("made_by")),
            _add("clocks"),
            _change("clocks"),
            _add("alarms"),
            _change("alarms", "seen_by", "seen_at"),
        ),
        _P.SEE_ALARMS: (
            *_WORK_MASKED,
            _read("alarms"),
            _change("alarms", "seen_by", "seen_at"),
        ),
        _P.HAND_OVER_CALLBACKS: (_change("callbacks", "owner_id"),),
        _P.SEE_TICKETS: (
            *_WORK_MASKED,
            _read("events", _EVENTS_OF_TICKETS),
            _read("routes"),
        ),
        _P.SEE_ALL_TICKETS: (
            *(
                _read(table)
                for table in (
                    "tickets", "complaint_details", "ticket_notes", "attachments", "clocks",
                    "clock_pauses", "escalations", "notices", "coupons", "return_visits",
                    "ticket_merges", "callbacks", "callback_attempts", "measures",
                    "measure_notes", "ticket_search",
                )
            ),
        ),
        _P.WORK_TICKETS: (
            *_MATTERS,
            _add("coupons", _COUPON_ASKED),
            _change("coupons", "version"),
            _change(
                "coupons", "state", "issued_by", "issued_at", "code",
                rows="state = 'approved'", becomes="state = 'issued'",
            ),
            _change(
                "coupons", "state",
                rows="state IN ('requested', 'approved')", becomes="state = 'cancelled'",
            ),
            _add("return_visits", own("made_by")),
            _change("return_visits"),
            _add("ticket_merges", own("merged_by")),
            _change("ticket_merges", "undone_by", "undone_at"),
            _add("clock_pauses", own("paused_by")),
            _change("clock_pauses", "to_at"),
            _change("notices"),
            _change("escalations", *_SENT_UP),
            _add("tasks", own("made_by")),
            _change("callbacks"),
            _change("calls", "ticket_id", rows=_OWN_CALLS),
        ),
        _P.FILE_COMPLAINT: (*_CUSTOMERS, *_MATTERS),
        _P.SORT_MAIL: (
            _read("inbox_items"),
            _read("inbox_raw"),
            _read("inbox_attachments"),
            _change(
                "inbox_items", "state", "proposal", "sorted_as", "sorted_by", "sorted_at", "ticket_id",
                "version",
            ),
            *_CUSTOMERS,
            *_MATTERS,
        ),
        _P.IMPORT_MAIL: (
            _add("inbox_items", own("received_by")),
            _masked("inbox_items"),
            _change("inbox_items", "proposal", "ticket_id", "state", rows=own("received_by")),
            _add("inbox_raw"),
            _add("inbox_attachments"),
        ),
        _P.REASSIGN: (_change("tickets", "owner_id", rows=_NOT_AGAINST_ME.format("id")),),
        _P.ESCALATE: (
            _add("escalations", own_or_nobody("sent_by")),
            _change("escalations", *_SENT_UP),
        ),
        _P.REVIEW: (
            _change("escalations"),
            _add("measures", own("made_by")),
            _change("measures"),
            _change("complaint_details", "example"),
        ),
        _P.APPROVE_COUPONS: (
            _change(
                "coupons", "state", "decided_by", "decided_at", "decision_reason",
                rows=f"asked_by <> {ACTOR}",
                becomes="state IN ('approved', 'refused', 'requested')",
            ),
        ),
        _P.USE_STATEMENTS: (
            _read("statements"),
            _add("statements", own("made_by")),
            _change("statements", "retired_at", "version"),
        ),
        _P.SEE_PHRASES: (
            _read("phrases"),
            _read("phrase_versions"),
            _read("wordings"),
            _read("phrase_favourites", own("staff_id")),
            _add("phrase_favourites", own("staff_id")),
        ),
        _P.EDIT_PHRASES: (
            _add("phrases"),
            _change("phrases"),
            _add("phrase_versions", own_or_nobody("changed_by")),
            _add("wordings"),
            _change("wordings"),
        ),
        _P.SEE_POLICY: (_read("policy_history"), _read("routes")),
        _P.CHANGE_POLICY: (
            _add("policy"),
            _change("policy"),
            _add("policy_history", own("changed_by")),
            _add("routes"),
            _change("routes"),
            _add("departments"),
            _add("contacts"),
            _change("contacts"),
            _change("clocks"),
        ),
        _P.KEEP_DAY_SHEET: (
            _read("day_sheets", own("staff_id")),
            _add("day_sheets", own("staff_id")),
            _change("day_sheets", rows=own("staff_id")),
        ),
        _P.SEE_DAY_SHEETS: (_read("day_sheets"),),
        _P.SEE_BRIEF: _WORK_MASKED,
        _P.KEEP_TASKS: (_read("tasks"), _add("tasks", own("made_by")), _change("tasks")),
        _P.GIVE_TASKS: (),
        _P.SET_SHIFTS: (_add("shifts"), _change("shifts")),
        _P.SEE_OWN_TALLY: (
            _masked("quality_checks", own("staff_id")),
            _read("complaint_standings", f"staff_key = {_TEXT_OF_ACTOR}"),
            _read(
                "monthly_complaint_counts",
                f"subject_kind IN ('employee', 'praise') AND subject_key = {_TEXT_OF_ACTOR}",
            ),
            _read("month_closing_rows", _OWN_CLOSING_ROWS),
            _read("month_adjustments", f"before->>'staff' = {_TEXT_OF_ACTOR} OR after->>'staff' = {_TEXT_OF_ACTOR}"),
        ),
        _P.SEE_TALLIES: (
            _masked("quality_checks"),
            _read("complaint_standings"),
            _read("monthly_complaint_counts"),
            _read("month_closing_rows"),
            _read("month_adjustments"),
            _read("events"),
        ),
        _P.CHECK_QUALITY: (
            _read("quality_checks"),
            _add("quality_checks", own("checked_by")),
            _change("quality_checks", "withdrawn_by", "withdrawn_at", "withdrawn_reason"),
        ),
        _P.APPEAL: (
            _read("appeals", own("staff_id")),
            _add("appeals", f"{own('staff_id')} AND state = 'filed' AND correction IS NULL"),
            _change(
                "appeals", "state", "closed_at", "version", rows=own("staff_id"),
                becomes=f"{own('staff_id')} AND state IN ('filed', 'disputed', 'taken_back')",
            ),
            _read("appeal_steps", _OWN_APPEAL),
            _add("appeal_steps", f"{own('made_by')} AND {_OWN_APPEAL}"),
            _read("appeal_files", _OWN_APPEAL),
            _add("appeal_files", f"{own('added_by')} AND {_OWN_APPEAL}"),
            _add("clocks"),
            _change("clocks"),
        ),
        _P.MEDIATE_APPEALS: (
            _read("appeals"),
            _change("appeals", rows=f"staff_id <> {ACTOR}"),
        ),
        _P.DECIDE_APPEALS: (
            _read("appeals"),
            _change("appeals", rows=f"staff_id <> {ACTOR}"),
            *_SETTLES,
        ),
        _P.CLOSE_MONTH: (
            *_SETTLES,
            _change("complaint_details", "channel", "nature", rows=_UNDECIDED.format("ticket_id")),
            _change("tickets", "severity", rows=_UNDECIDED.format("id")),
            _add("month_closings", own("closed_by")),
            _add("month_closing_rows"),
            _add("month_reopenings", own("reopened_by")),
        ),
        _P.EXPORT_MONTH: (),
        _P.SEE_REPORTS: (_read("sign_offs"), _masked("calls")),
        _P.SIGN_OFF: (_read("sign_offs"), _add("sign_offs", own("signed_by"))),
        _P.SEE_STAFF: (_read("shifts"),),
        _P.MANAGE_STAFF: (
            _add("staff"),
            _change("staff"),
            _add("staff_roles"),
        ),
        _P.MARK_ABSENT: (
            *_WORK_MASKED,
            _change("staff", "absent_from", "absent_until", "version"),
            _add("escalations", own_or_nobody("sent_by")),
            _add("clocks"),
            _change("tickets", *_BESIDE_THE_CASE),
        ),
        _P.MANAGE_CENTER: (
            _add("settings"),
            _change("settings"),
            _add("departments"),
            _change("departments"),
            _add("desks"),
        ),
        _P.BACKUP: (),
        _P.SEE_ACCESS_LOG: (_read("access_log"),),
        _P.ERASE_PERSONAL_DATA: (_add("ticket_search"),),
        _P.EXPORT_PERSON: (),
        _P.ANONYMISE_PERSON: (_read("customer_numbers"), _add("ticket_search")),
    }
)  # fmt: skip


@cache
def rights_of(role: Role) -> tuple[Right, ...]:
    """All that the role's permissions need together."""
    return (
        *EVERYBODY,
        *(right for permission in Permission if permission in PERMISSIONS[role]
          for right in RIGHTS[permission]),
    )  # fmt: skip


def granted(rights: Iterable[Right], table: str, verb: Verb) -> frozenset[str]:
    """The columns of `table` that `rights` give for `verb`, on whichever rows."""
    return frozenset().union(
        *(right.columns for right in rights if (right.table, right.verb) == (table, verb))
    )


def becomes_of(rights: Iterable[Right], table: str) -> str | None:
    """What a changed row of `table` has to be; None: whatever could be changed."""
    found = [r for r in rights if (r.table, r.verb) == (table, Verb.UPDATE)]
    if all(r.becomes is None for r in found):
        return None
    ends = dict.fromkeys(r.becomes or r.rows for r in found)
    return " OR ".join(f"({rows})" for rows in ends)


def rows_of(rights: Iterable[Right], table: str, verb: Verb) -> str | None:
    """The predicate under which `rights` give `verb` on rows of `table`; None: on none."""
    found = list(dict.fromkeys(r.rows for r in rights if (r.table, r.verb) == (table, verb)))
    if not found:
        return None
    return ALL_ROWS if ALL_ROWS in found else " OR ".join(f"({rows})" for rows in found)


__all__ = ["ACTOR", "ALL_ROWS", "RIGHTS", "Right", "Verb", "beside"]
