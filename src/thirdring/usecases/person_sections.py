"""What a copy of a person's data holds (J6): which tables, which columns, in which order.

Left out is what is about employees (quality checks, appeals, day sheets) and what only the program
needs (keys, versions). Staff are named by their family name alone; other people's numbers in free
texts are masked (usecases/export_person.py).
"""

from dataclasses import dataclass
from typing import Any

from thirdring.store.tables import (
    Access,
    Attachment,
    Base,
    Call,
    Callback,
    CallbackAttempt,
    CallRevision,
    ComplaintDetail,
    Coupon,
    Customer,
    CustomerNumber,
    Escalation,
    Event,
    InboxItem,
    Notice,
    ProtocolRecord,
    ReturnVisit,
    Ticket,
    TicketNote,
)


@dataclass(frozen=True, slots=True)
class Section:
    """Rows of `table` whose `by` is among the person's records of `kind`, by `at`."""

    name: str
    table: type[Base]
    by: str
    kind: str
    at: str
    columns: tuple[str, ...]


def _section(name: str, table: type[Base], by: str, kind: str, at: str, columns: str) -> Section:
    return Section(name, table, by, kind, at, tuple(columns.split()))


SECTIONS: tuple[Section, ...] = (
    _section("customer", Customer, "id", "customer", "created_at",
             "name title address note created_at"),
    _section("numbers", CustomerNumber, "customer_id", "customer", "created_at",
             "raw extension created_at"),
    _section("calls", Call, "id", "call", "started_at",
             "started_at direction number name title address withheld category raised wants answer "
             "unmet_need outcome transferred_to satisfaction agent_id"),
    _section("questions", ProtocolRecord, "call_id", "call", "call_id",
             "outlet questions answer_hoped_for demands help_expected"),
    _section("before_correction", CallRevision, "call_id", "call", "changed_at",
             "changed_at before reason changed_by"),
    _section("tickets", Ticket, "id", "ticket", "received_at",
             "number received_at kind state severity category name title phone address raised wants "
             "answer closed_at owner_id"),
    _section("complaints", ComplaintDetail, "ticket_id", "ticket", "ticket_id",
             "channel nature against_kind against_text product_text merchant_text order_no bought_on "
             "warranty_until fault plan accepted alternatives remedy cause prevention lesson"),
    _section("notes", TicketNote, "ticket_id", "ticket", "made_at", "made_at text made_by"),
    _section("sent_up", Escalation, "ticket_id", "ticket", "sent_at",
             "sent_at reason decision plan decided_at"),
    _section("notices", Notice, "ticket_id", "ticket", "made_at", "made_at subject body"),
    _section("coupons", Coupon, "ticket_id", "ticket", "asked_at",
             "asked_at cents need state decision_reason issued_at code"),
    _section("callbacks", Callback, "id", "callback", "told_at",
             "told_at due_at state number about later_reason handed_reason closed_at owner_id"),
    _section("tries", CallbackAttempt, "callback_id", "callback", "made_at",
             "made_at result note next_at later_reason"),
    _section("visits", ReturnVisit, "id", "visit", "created_at",
             "created_at due_at state name number about satisfaction opinion waived_reason closed_at"),
    _section("mail", InboxItem, "ticket_id", "ticket", "arrived_at",
             "arrived_at from_name from_address subject text"),
    _section("files", Attachment, "ticket_id", "ticket", "added_at",
             "added_at name media_type size"),
    _section("events", Event, "ticket_id", "ticket", "at", "at verb actor_id"),
    _section("access", Access, "subject_id", "", "at", "at action reason staff_id"),
)  # fmt: skip
# Columns that say which of the staff.
STAFF: frozenset[str] = frozenset(
    {"agent_id", "owner_id", "made_by", "changed_by", "actor_id", "staff_id"}
)
# Of these, the person's own values: given as they are.
OWN: frozenset[str] = frozenset(
    {"name", "number", "phone", "raw", "address", "from_name", "from_address"}
)
Row = dict[str, Any]
