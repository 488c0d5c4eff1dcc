"""What erasing a record does to the rows of it, step by step, as SQL for both engines.

`erasures` holds the records of the run (`:run`, begun at `:at`). First what belongs to them joins
them, then words that stay lose the customer's name and number, then personal values and free texts
go. What a tally rests on stays: states, kinds, dates, who did it, and the names by which a complaint
is counted for a party without a record (docs/data-model.md).
"""

from dataclasses import dataclass

# As domain/masking.py shows somebody who may not be named.
_HIDDEN = "＊＊＊"


@dataclass(frozen=True, slots=True)
class Step:
    """One statement. `door`: the append-only table it changes, whose trigger steps aside for it;
    then `needed` says whether there is anything to do.
    """

    sql: str
    door: str = ""
    needed: str = ""


def _run(kind: str) -> str:
    return f"(SELECT w.id FROM erasures AS w WHERE w.run_id = :run AND w.kind = '{kind}')"


def _joins(kind: str, source: str, where: str) -> Step:
    """Rows of `source` (as r) that go with records of the run."""
    return Step(
        "INSERT INTO erasures (run_id, kind, id, erased_at) "
        f"SELECT :run, '{kind}', r.id, :at FROM {source} AS r WHERE {where} "
        "ON CONFLICT (kind, id) DO UPDATE SET run_id = excluded.run_id, "
        "erased_at = excluded.erased_at"
    )


def _emptied(table: str, nulls: str, where: str, *also: str) -> Step:
    settings = [*(f"{column} = NULL" for column in nulls.split()), *also]
    return Step(f"UPDATE {table} SET {', '.join(settings)} WHERE {where}")


def _gone(table: str, where: str) -> Step:
    return Step(f"DELETE FROM {table} WHERE {where}")


def _hidden(table: str, columns: str, where: str, ticket: str) -> Step:
    """Words that stay, without the customer's name and number of the ticket they are about."""

    def without(column: str) -> str:
        for known in ("name", "phone", "digits"):
            found = f"coalesce((SELECT t.{known} FROM tickets AS t WHERE t.id = {ticket}), '')"
            column = f"replace({column}, {found}, '{_HIDDEN}')"
        return column

    settings = ", ".join(f"{one} = {without(one)}" for one in columns.split())
    return Step(f"UPDATE {table} SET {settings} WHERE {where}")


def _looks_for(table: str, column: str, where: str) -> str:
    """Whether a saved view, or its name, has a value of the table's in it."""
    said = "CAST(saved_views.filter AS text) || saved_views.name"
    return (
        f"EXISTS (SELECT 1 FROM {table} AS k WHERE {where} AND k.{column} <> '' "
        f"AND replace({said}, k.{column}, '') <> {said})"
    )


_TICKETS, _CALLS, _CALLBACKS = _run("ticket"), _run("call"), _run("callback")
_VISITS, _MAIL, _CUSTOMERS = _run("visit"), _run("mail"), _run("customer")
_ATTACHED = f"(id IN {_run('attachment')} OR ticket_id IN {_TICKETS} OR call_id IN {_CALLS})"
_APPEALS = f"(SELECT a.id FROM appeals AS a WHERE a.ticket_id IN {_TICKETS})"
_SENT_UP = f"(ticket_id IN {_TICKETS} OR callback_id IN {_CALLBACKS} OR visit_id IN {_VISITS})"
_NOT_COUNTED = (
    "EXISTS (SELECT 1 FROM tickets AS t WHERE t.id = complaint_details.ticket_id "
    "AND t.kind NOT IN ('complaint', 'praise'))"
)

JOINED: tuple[Step, ...] = (
    # Stubs go with what they were merged into, and records of customers with the one that speaks.
    Step(
        "INSERT INTO erasures (run_id, kind, id, erased_at) "
        "WITH RECURSIVE stubs (id) AS (SELECT r.id FROM tickets AS r "
        f"WHERE r.merged_into_id IN {_TICKETS} "
        "UNION SELECT r.id FROM tickets AS r JOIN stubs ON r.merged_into_id = stubs.id) "
        "SELECT :run, 'ticket', stubs.id, :at FROM stubs WHERE true "
        "ON CONFLICT (kind, id) DO UPDATE SET run_id = excluded.run_id, "
        "erased_at = excluded.erased_at"
    ),
    Step(
        "INSERT INTO erasures (run_id, kind, id, erased_at) "
        "WITH RECURSIVE merged (id) AS (SELECT r.id FROM customers AS r "
        f"WHERE r.merged_into_id IN {_CUSTOMERS} "
        "UNION SELECT r.id FROM customers AS r JOIN merged ON r.merged_into_id = merged.id) "
        "SELECT :run, 'customer', merged.id, :at FROM merged WHERE true "
        "ON CONFLICT (kind, id) DO UPDATE SET run_id = excluded.run_id, "
        "erased_at = excluded.erased_at"
    ),
    _joins("call", "calls", f"r.ticket_id IN {_TICKETS}"),
    _joins("callback", "callbacks", f"r.ticket_id IN {_TICKETS}"),
    _joins("callback", "callbacks", f"r.ticket_id IS NULL AND r.call_id IN {_CALLS}"),
    _joins("visit", "return_visits", f"r.ticket_id IN {_TICKETS}"),
    _joins("mail", "inbox_items", f"r.ticket_id IN {_TICKETS}"),
)

ERASED: tuple[Step, ...] = (
    # Work of the center's own (H7): it stays, without the customer.
    _hidden("measures", "cause what result", f"ticket_id IN {_TICKETS}", "measures.ticket_id"),
    _hidden(
        "measure_notes", "text",
        f"measure_id IN (SELECT m.id FROM measures AS m WHERE m.ticket_id IN {_TICKETS})",
        "(SELECT m.ticket_id FROM measures AS m WHERE m.id = measure_notes.measure_id)",
    ),
    _hidden("tasks", "title text", f"ticket_id IN {_TICKETS}", "tasks.ticket_id"),
    _emptied(
        "complaint_details",
        "order_no bought_on warranty_until plan alternatives cause prevention lesson",
        f"ticket_id IN {_TICKETS}", "example = (1 = 0)",
    ),
    _emptied(
        "complaint_details", "against_text product_text merchant_text",
        f"ticket_id IN {_TICKETS} AND {_NOT_COUNTED}",
    ),
    _gone("ticket_notes", f"ticket_id IN {_TICKETS}"),
    Step(
        f"UPDATE appeal_steps SET reason = '' WHERE appeal_id IN {_APPEALS}",
        "appeal_steps", f"SELECT 1 FROM appeal_steps WHERE appeal_id IN {_APPEALS}",
    ),
    _gone("appeal_files", f"appeal_id IN {_APPEALS}"),
    _emptied(
        "quality_checks", "remark", f"(ticket_id IN {_TICKETS} OR call_id IN {_CALLS})",
        "withdrawn_reason = CASE WHEN withdrawn_reason IS NULL THEN NULL ELSE '' END",
    ),
    _emptied(
        "notices", "",
        f"(ticket_id IN {_TICKETS} OR escalation_id IN "
        f"(SELECT e.id FROM escalations AS e WHERE {_SENT_UP.replace('(ticket_id', '(e.ticket_id', 1)}))",
        "subject = ''", "body = ''",
    ),
    _emptied("escalations", "plan", _SENT_UP, "reason = ''", "version = version + 1"),
    _emptied(
        "coupons", "digits decision_reason code", f"ticket_id IN {_TICKETS}", "need = ''",
        "version = version + 1",
    ),
    _gone(
        "attachment_contents",
        f"attachment_id IN (SELECT f.id FROM attachments AS f WHERE {_ATTACHED.replace('(id', '(f.id', 1)})",
    ),
    _gone("attachments", _ATTACHED),
    _emptied(
        "callback_attempts", "note later_reason", f"callback_id IN {_CALLBACKS}"
    ),
    _emptied(
        "callbacks", "number digits about later_reason handed_reason", f"id IN {_CALLBACKS}",
        "version = version + 1",
    ),
    _emptied(
        "return_visits", "name number digits about opinion waived_reason", f"id IN {_VISITS}",
        "version = version + 1",
    ),
    _gone("inbox_raw", f"inbox_id IN {_MAIL}"),
    _gone("inbox_attachments", f"inbox_id IN {_MAIL}"),
    _emptied(
        "inbox_items", "message_id from_name from_address subject text", f"id IN {_MAIL}",
        "version = version + 1",
    ),
    _gone("call_revisions", f"(id IN {_run('revision')} OR call_id IN {_CALLS})"),
    _emptied(
        "protocol_records", "outlet questions answer_hoped_for demands help_expected",
        f"call_id IN {_CALLS}",
    ),
    _emptied(
        "calls",
        "number digits extension name title address raised wants answer unmet_need transferred_to "
        "read_back_revision",
        f"id IN {_CALLS}", "version = version + 1",
    ),
    _emptied(
        "tickets", "name title phone digits address wants answer", f"id IN {_TICKETS}",
        "raised = ''", "version = version + 1",
    ),
    # A list of somebody's own that looks for them by name or number.
    _gone("saved_views", _looks_for("customers", "name", f"k.id IN {_CUSTOMERS}")),
    _gone("saved_views", _looks_for("customer_numbers", "raw", f"k.customer_id IN {_CUSTOMERS}")),
    _gone(
        "saved_views", _looks_for("customer_numbers", "digits", f"k.customer_id IN {_CUSTOMERS}")
    ),
    _gone("customer_numbers", f"customer_id IN {_CUSTOMERS}"),
    _emptied(
        "customers", "name title address note", f"id IN {_CUSTOMERS}", "erased_at = :at",
        "version = version + 1",
    ),
    _emptied("day_sheets", "priorities unfinished", f"id IN {_run('day_sheet')}"),
    _emptied("tasks", "text", f"id IN {_run('task')}", "title = ''"),
    Step(
        f"DELETE FROM access_log WHERE id IN {_run('access')}",
        "access_log", _run("access")[1:-1],
    ),
)  # fmt: skip
# Of these the row itself is gone, or says by itself that it was emptied.
CLEARED = Step(
    "DELETE FROM erasures WHERE run_id = :run AND kind IN "
    "('attachment', 'revision', 'access', 'day_sheet', 'task')"
)
# Which tickets' tokens go; what of their texts stays is indexed anew (search.py).
ERASED_TICKETS = f"SELECT t.seq FROM tickets AS t WHERE t.id IN {_TICKETS}"

STEPS: tuple[Step, ...] = (*JOINED, *ERASED)
# What the steps change, for who shows it.
TOPICS = (
    "tickets", "complaint_details", "ticket_notes", "attachments", "escalations", "notices",
    "coupons", "return_visits", "callbacks", "calls", "inbox_items", "customers",
    "customer_numbers", "day_sheets", "tasks", "measures", "quality_checks", "appeals",
)  # fmt: skip
