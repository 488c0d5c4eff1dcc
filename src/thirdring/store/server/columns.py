"""Which columns are personal, secret, or say who made a row: what the rights treat apart.

`PERSONAL` is read in full by who sees customers, and masked by everybody else, through a function
(masks.py). `SECRET` is nobody's; `FIXED` is written once, with the row.
"""

from collections.abc import Mapping
from types import MappingProxyType

from thirdring.store.base import Base
from thirdring.store.tables import beside  # noqa: F401 - completes the metadata

Columns = Mapping[str, frozenset[str]]


def _columns(**tables: str) -> Columns:
    return MappingProxyType({table: frozenset(names.split()) for table, names in tables.items()})


PERSONAL: Columns = _columns(
    customers="name address note",
    tickets="name phone digits address raised wants answer",
    complaint_details="against_text product_text merchant_text order_no plan alternatives cause "
    "prevention lesson",
    ticket_notes="text",
    attachments="name",
    escalations="reason plan",
    notices="subject body",
    coupons="digits need decision_reason code",
    return_visits="name number digits about opinion waived_reason",
    inbox_items="from_name from_address subject text",
    callbacks="number digits about later_reason handed_reason",
    callback_attempts="note later_reason",
    measures="cause what result",
    measure_notes="text",
    quality_checks="remark withdrawn_reason",
    calls="number digits extension name address raised wants answer unmet_need transferred_to",
)


def key_of(table: str) -> str:
    """The column a masked value is asked by."""
    return "ticket_id" if table == "complaint_details" else "id"


# A server knows people by their database login; the drafts' key comes through functions: one's own
# (account_functions.py), and of who left, to supervisors.
SECRET: Columns = _columns(staff="password_hash draft_key")

# Whose row it is: written as oneself, and never changed.
AUTHOR: Mapping[str, str] = MappingProxyType(
    {
        "access_log": "staff_id",
        "appeal_files": "added_by",
        "appeal_steps": "made_by",
        "appeals": "staff_id",
        "attachments": "added_by",
        "call_revisions": "changed_by",
        "callback_attempts": "made_by",
        "calls": "agent_id",
        "clock_pauses": "paused_by",
        "coupons": "asked_by",
        "customer_merges": "merged_by",
        "day_sheets": "staff_id",
        "escalations": "sent_by",
        "events": "actor_id",
        "inbox_items": "received_by",
        "measure_notes": "made_by",
        "measures": "made_by",
        "month_closings": "closed_by",
        "month_reopenings": "reopened_by",
        "notices": "made_by",
        "phrase_favourites": "staff_id",
        "phrase_versions": "changed_by",
        "policy_history": "changed_by",
        "quality_checks": "checked_by",
        "return_visits": "made_by",
        "saved_views": "staff_id",
        "sign_offs": "signed_by",
        "staff_preferences": "staff_id",
        "statements": "made_by",
        "tasks": "made_by",
        "ticket_merges": "merged_by",
        "ticket_notes": "made_by",
        "tickets": "created_by",
    }
)

# Who did something to a row later on: whoever writes such a name writes their own.
DOERS: Columns = _columns(
    alarms="seen_by",
    appeals="mediated_by decided_by",
    coupons="decided_by issued_by",
    escalations="decided_by",
    inbox_items="sorted_by",
    notices="told_by",
    quality_checks="withdrawn_by",
    return_visits="closed_by",
    tasks="done_by",
    ticket_merges="undone_by",
)

_ONCE = frozenset(
    [
        "id",
        "seq",
        "number",
        "created_at",
        "made_at",
        "asked_at",
        "added_at",
        "filed_at",
        "merged_at",
        "received_by",
    ]
)
# What only a deed of its own may change, or none.
_APART: Columns = _columns(callbacks="owner_id", tickets="owner_id", staff="login draft_key")
# Numbers that are no running number of a record.
_NO_RECORD = frozenset({"calls", "callbacks", "return_visits"})


def _fixed(table: str) -> frozenset[str]:
    found = Base.metadata.tables[table]
    once = _ONCE - ({"number"} if table in _NO_RECORD else set())
    names = {column.name for column in found.columns if column.primary_key or column.name in once}
    return frozenset(names | {AUTHOR.get(table, "id")}) | _APART.get(table, frozenset())


FIXED: Columns = MappingProxyType({table: _fixed(table) for table in Base.metadata.tables})
