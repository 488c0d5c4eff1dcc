"""Tickets, complaint details, callbacks and their attempts, attachments."""

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from thirdring.domain.case_values import Degree, Fault, Handling, Remedy
from thirdring.domain.enums import (
    AgainstKind,
    CallbackKind,
    CallbackResult,
    CallbackState,
    Channel,
    Nature,
    Severity,
    TicketKind,
    TicketState,
    Title,
)
from thirdring.store.base import (
    LONG_TEXT,
    SHORT_TEXT,
    Base,
    at_most,
    enum_column,
    flag,
    key,
    one_of,
    refers_to,
    strict,
    version_column,
)
from thirdring.store.types import SeqType


class Ticket(Base):
    """A matter that outlives its call. `due_at` is the nearest running clock, `due_rule` its rule.

    `open` repeats "state is not closed", `sort_due` "due_at, or the end of time", so that each
    list's key can be walked through an index on either engine.
    """

    __tablename__ = "tickets"
    seq: Mapped[int] = mapped_column(SeqType, primary_key=True)
    id: Mapped[uuid.UUID] = mapped_column(unique=True)
    number: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[TicketKind] = enum_column(TicketKind)
    state: Mapped[TicketState] = enum_column(TicketState)
    open: Mapped[bool]
    escalation_level: Mapped[int] = mapped_column(default=0, server_default="0")
    severity: Mapped[Severity | None] = enum_column(Severity)
    category: Mapped[str | None]
    customer_id: Mapped[uuid.UUID | None] = refers_to("customers.id")
    name: Mapped[str | None]
    title: Mapped[Title | None] = enum_column(Title)
    phone: Mapped[str | None]
    digits: Mapped[str | None]
    address: Mapped[str | None]
    raised: Mapped[str]
    wants: Mapped[str | None]
    answer: Mapped[str | None]
    owner_id: Mapped[uuid.UUID | None] = refers_to("staff.id")
    department_id: Mapped[uuid.UUID | None] = refers_to("departments.id", index=True)
    created_by: Mapped[uuid.UUID] = refers_to("staff.id")
    received_at: Mapped[datetime]
    due_at: Mapped[datetime | None]
    due_rule: Mapped[str | None]
    sort_due: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    merged_into_id: Mapped[uuid.UUID | None] = refers_to("tickets.id", index=True)
    source: Mapped[str | None]
    source_id: Mapped[str | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    version: Mapped[int] = version_column()
    __table_args__ = strict(
        one_of("kind", TicketKind),
        one_of("state", TicketState),
        one_of("severity", Severity),
        one_of("title", Title),
        *flag("open"),
        CheckConstraint("escalation_level BETWEEN 0 AND 3", name="escalation_level"),
        *at_most(
            SHORT_TEXT, "number", "name", "phone", "digits", "category", "due_rule", "source",
            "source_id",
        ),
        *at_most(LONG_TEXT, "address", "raised", "wants", "answer"),
        Index(None, "sort_due", "seq"),
        Index(None, "open", "sort_due", "seq"),
        Index(None, "owner_id", "open", "sort_due", "seq"),
        Index(None, "received_at", "seq"),
        Index(None, "open", "received_at", "seq"),
        Index(None, "owner_id", "open", "received_at", "seq"),
        # Sorting or filtering by one of these walks its values one after the other, each by due.
        Index(None, "state", "sort_due", "seq"),
        Index(None, "severity", "open", "sort_due", "seq"),
        Index(None, "kind", "open", "sort_due", "seq"),
        Index(None, "escalation_level", "open", "sort_due", "seq"),
        Index(None, "category", "open", "sort_due", "seq"),
        Index(None, "customer_id", "received_at"),
        Index(None, "digits"),
        Index(None, "source", "source_id", unique=True),
    )  # fmt: skip


class TicketNote(Base):
    """What was done or found out, in words; erasable, so that its event only refers to it.

    `told_customer`: the customer was told of the progress (D5).
    """

    __tablename__ = "ticket_notes"
    id: Mapped[uuid.UUID] = key()
    ticket_id: Mapped[uuid.UUID] = refers_to("tickets.id", on_delete="CASCADE")
    text: Mapped[str]
    told_customer: Mapped[bool] = mapped_column(default=False, server_default="0")
    made_by: Mapped[uuid.UUID] = refers_to("staff.id")
    made_at: Mapped[datetime]
    __table_args__ = strict(
        *flag("told_customer"),
        *at_most(LONG_TEXT, "text"),
        Index(None, "ticket_id", "made_at"),
    )


class ComplaintDetail(Base):
    """What only a complaint has (D2, D13, D15, D19); one row per ticket of that kind.

    An after-sales request goes the same path and has a row too (I1), and so has praise, whose
    `against` is whom it praises (G6). A complaint that came in by import may lack nature, severity
    or channel: it is kept, shown as incomplete and counted for nobody until settled. `*_text`
    holds a name that was not matched. What was found and done on the way stands below `month`.
    """

    __tablename__ = "complaint_details"
    ticket_id: Mapped[uuid.UUID] = refers_to("tickets.id", primary_key=True)
    channel: Mapped[Channel | None] = enum_column(Channel)
    nature: Mapped[Nature | None] = enum_column(Nature)
    against_kind: Mapped[AgainstKind | None] = enum_column(AgainstKind)
    against_staff_id: Mapped[uuid.UUID | None] = refers_to("staff.id", index=True)
    against_department_id: Mapped[uuid.UUID | None] = refers_to("departments.id", index=True)
    against_merchant_id: Mapped[uuid.UUID | None] = refers_to("merchants.id", index=True)
    against_product_id: Mapped[uuid.UUID | None] = refers_to("products.id", index=True)
    against_text: Mapped[str | None]
    product_id: Mapped[uuid.UUID | None] = refers_to("products.id", index=True)
    product_text: Mapped[str | None]
    merchant_id: Mapped[uuid.UUID | None] = refers_to("merchants.id", index=True)
    merchant_text: Mapped[str | None]
    bought_on: Mapped[date | None]
    warranty_until: Mapped[date | None]
    order_no: Mapped[str | None]
    # The month of intake in the center's time zone (G1), "YYYY-MM"; what the tally counts by.
    month: Mapped[str]
    # J2: assessed before anything else.
    safety: Mapped[bool | None]
    complexity: Mapped[Degree | None] = enum_column(Degree)
    impact: Mapped[Degree | None] = enum_column(Degree)
    immediate: Mapped[bool | None]
    # D17: settled at the counter, or in the reception room with a guide.
    handling: Mapped[Handling | None] = enum_column(Handling)
    guide_id: Mapped[uuid.UUID | None] = refers_to("staff.id", index=True)
    fault: Mapped[Fault | None] = enum_column(Fault)
    plan: Mapped[str | None]
    accepted: Mapped[bool | None]
    # J3: what else was offered, and where the customer may turn outside.
    alternatives: Mapped[str | None]
    remedy: Mapped[Remedy | None] = enum_column(Remedy)
    # D18: told to the customer when the plan was agreed.
    next_contact_at: Mapped[datetime | None]
    # D10: the return visit is counted from here.
    completed_at: Mapped[datetime | None]
    # D11: the summing-up.
    cause: Mapped[str | None]
    prevention: Mapped[str | None]
    lesson: Mapped[str | None]
    example: Mapped[bool] = mapped_column(default=False, server_default="0")
    __table_args__ = strict(
        *flag("safety", "immediate", "accepted", "example"),
        one_of("complexity", Degree),
        one_of("impact", Degree),
        one_of("handling", Handling),
        one_of("fault", Fault),
        one_of("remedy", Remedy),
        *at_most(LONG_TEXT, "plan", "alternatives", "cause", "prevention", "lesson"),
        one_of("channel", Channel),
        one_of("nature", Nature),
        one_of("against_kind", AgainstKind),
        CheckConstraint("length(month) = 7", name="month_form"),
        *at_most(SHORT_TEXT, "against_text", "product_text", "merchant_text", "order_no"),
        Index(None, "month"),
        Index(None, "example", "ticket_id"),
    )


class Callback(Base):
    """A promise to call (C1, C2), or a redial owed at once (B8)."""

    __tablename__ = "callbacks"
    id: Mapped[uuid.UUID] = key()
    kind: Mapped[CallbackKind] = enum_column(CallbackKind)
    state: Mapped[CallbackState] = enum_column(CallbackState)
    call_id: Mapped[uuid.UUID | None] = refers_to("calls.id", index=True)
    ticket_id: Mapped[uuid.UUID | None] = refers_to("tickets.id", index=True)
    customer_id: Mapped[uuid.UUID | None] = refers_to("customers.id", index=True)
    number: Mapped[str | None]
    digits: Mapped[str | None]
    about: Mapped[str | None]
    told_at: Mapped[datetime]
    due_at: Mapped[datetime]
    # C2: why a time later than the policy's half hour was agreed.
    later_reason: Mapped[str | None]
    owner_id: Mapped[uuid.UUID] = refers_to("staff.id")
    # C6, C10: why it was handed to its owner, when it was not they who promised it.
    handed_reason: Mapped[str | None]
    closed_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    version: Mapped[int] = version_column()
    __table_args__ = strict(
        one_of("kind", CallbackKind),
        one_of("state", CallbackState),
        CheckConstraint("due_at >= told_at", name="due_order"),
        *at_most(SHORT_TEXT, "number", "digits", "later_reason"),
        *at_most(LONG_TEXT, "about", "handed_reason"),
        Index(None, "state", "due_at"),
        Index(None, "owner_id", "state", "due_at"),
        Index(None, "digits"),
        Index(None, "closed_at"),
    )


class CallbackAttempt(Base):
    """One try to keep a callback, and the next time told to the customer (C3).

    `next_at` after a try that reached nobody is when to try again; `later_reason` as in `callbacks`.
    """

    __tablename__ = "callback_attempts"
    id: Mapped[uuid.UUID] = key()
    callback_id: Mapped[uuid.UUID] = refers_to("callbacks.id", index=True)
    call_id: Mapped[uuid.UUID | None] = refers_to("calls.id", index=True)
    result: Mapped[CallbackResult] = enum_column(CallbackResult)
    note: Mapped[str | None]
    next_at: Mapped[datetime | None]
    later_reason: Mapped[str | None]
    made_by: Mapped[uuid.UUID] = refers_to("staff.id")
    made_at: Mapped[datetime]
    __table_args__ = strict(
        one_of("result", CallbackResult),
        *at_most(SHORT_TEXT, "later_reason"),
        *at_most(LONG_TEXT, "note"),
    )


class Attachment(Base):
    """Evidence kept with a ticket or a call; `name` is cleaned, `sha256` in hex."""

    __tablename__ = "attachments"
    id: Mapped[uuid.UUID] = key()
    ticket_id: Mapped[uuid.UUID | None] = refers_to("tickets.id", index=True)
    call_id: Mapped[uuid.UUID | None] = refers_to("calls.id", index=True)
    name: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int]
    sha256: Mapped[str]
    added_by: Mapped[uuid.UUID] = refers_to("staff.id")
    added_at: Mapped[datetime]
    __table_args__ = strict(
        CheckConstraint("size >= 0", name="size_positive"),
        CheckConstraint("length(sha256) = 64", name="sha256_length"),
        *at_most(SHORT_TEXT, "name", "media_type"),
    )


class AttachmentContent(Base):
    """The bytes of an attachment, apart, so that lists never read them."""

    __tablename__ = "attachment_contents"
    attachment_id: Mapped[uuid.UUID] = refers_to(
        "attachments.id", on_delete="CASCADE", primary_key=True
    )
    content: Mapped[bytes] = mapped_column(LargeBinary)
    __table_args__ = strict()
