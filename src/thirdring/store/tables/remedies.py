"""What settles a case and comes after it: coupons (D7), return visits (D10), merges, measures."""

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from thirdring.domain.case_values import CouponState, MeasureState, VisitReason, VisitState
from thirdring.domain.enums import TicketState
from thirdring.store.base import (
    LONG_TEXT,
    SHORT_TEXT,
    Base,
    at_most,
    enum_column,
    key,
    one_of,
    refers_to,
    strict,
    version_column,
)


class Coupon(Base):
    """One line of the coupon ledger (D7). `cents` is the amount in hundredths of the currency.

    Nobody decides what they asked for, and none goes to an employee's number; `digits` is the
    customer's number without its separators.
    """

    __tablename__ = "coupons"
    id: Mapped[uuid.UUID] = key()
    ticket_id: Mapped[uuid.UUID] = refers_to("tickets.id", index=True)
    customer_id: Mapped[uuid.UUID | None] = refers_to("customers.id", index=True)
    digits: Mapped[str | None]
    cents: Mapped[int]
    need: Mapped[str]
    state: Mapped[CouponState] = enum_column(CouponState)
    asked_by: Mapped[uuid.UUID] = refers_to("staff.id")
    asked_at: Mapped[datetime]
    decided_by: Mapped[uuid.UUID | None] = refers_to("staff.id")
    decided_at: Mapped[datetime | None]
    decision_reason: Mapped[str | None]
    issued_by: Mapped[uuid.UUID | None] = refers_to("staff.id")
    issued_at: Mapped[datetime | None]
    code: Mapped[str | None]
    version: Mapped[int] = version_column()
    __table_args__ = strict(
        one_of("state", CouponState),
        CheckConstraint("cents > 0", name="cents_positive"),
        CheckConstraint(
            "state <> 'approved' OR decided_by IS NULL OR decided_by <> asked_by",
            name="not_ones_own",
        ),
        *at_most(SHORT_TEXT, "digits", "code"),
        *at_most(LONG_TEXT, "need", "decision_reason"),
        Index(None, "state", "asked_at"),
        Index(None, "asked_at"),
        Index(None, "digits"),
    )


class ReturnVisit(Base):
    """A call owed after completion (D10), or because the customer asked or bought something.

    `owner_id` NULL: whoever makes the visits takes it from the queue. `opinion` is erasable.
    """

    __tablename__ = "return_visits"
    id: Mapped[uuid.UUID] = key()
    reason: Mapped[VisitReason] = enum_column(VisitReason)
    state: Mapped[VisitState] = enum_column(VisitState)
    ticket_id: Mapped[uuid.UUID | None] = refers_to("tickets.id", index=True)
    customer_id: Mapped[uuid.UUID | None] = refers_to("customers.id", index=True)
    call_id: Mapped[uuid.UUID | None] = refers_to("calls.id", index=True)
    name: Mapped[str | None]
    number: Mapped[str | None]
    digits: Mapped[str | None]
    about: Mapped[str | None]
    due_at: Mapped[datetime]
    owner_id: Mapped[uuid.UUID | None] = refers_to("staff.id")
    tries: Mapped[int] = mapped_column(default=0, server_default="0")
    next_try_at: Mapped[datetime | None]
    satisfaction: Mapped[int | None]  # 1 to 5
    opinion: Mapped[str | None]
    waived_reason: Mapped[str | None]
    made_by: Mapped[uuid.UUID] = refers_to("staff.id")
    closed_by: Mapped[uuid.UUID | None] = refers_to("staff.id")
    closed_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    version: Mapped[int] = version_column()
    __table_args__ = strict(
        one_of("reason", VisitReason),
        one_of("state", VisitState),
        CheckConstraint(
            "satisfaction IS NULL OR satisfaction BETWEEN 1 AND 5", name="satisfaction"
        ),
        CheckConstraint("tries >= 0", name="tries_positive"),
        *at_most(SHORT_TEXT, "name", "number", "digits"),
        *at_most(LONG_TEXT, "about", "opinion", "waived_reason"),
        Index(None, "state", "due_at"),
        Index(None, "owner_id", "state", "due_at"),
        Index(None, "state", "closed_at"),
    )


class TicketMerge(Base):
    """One ticket became a stub of another, and may be taken out again (`undone_at`)."""

    __tablename__ = "ticket_merges"
    id: Mapped[uuid.UUID] = key()
    ticket_id: Mapped[uuid.UUID] = refers_to("tickets.id", index=True)
    into_id: Mapped[uuid.UUID] = refers_to("tickets.id", index=True)
    state_before: Mapped[TicketState] = enum_column(TicketState)
    merged_by: Mapped[uuid.UUID] = refers_to("staff.id")
    merged_at: Mapped[datetime]
    undone_by: Mapped[uuid.UUID | None] = refers_to("staff.id")
    undone_at: Mapped[datetime | None]
    __table_args__ = strict(
        one_of("state_before", TicketState),
        CheckConstraint("ticket_id <> into_id", name="not_itself"),
    )


class Measure(Base):
    """What is done so that it doesn't happen again (H7, J4): an owner, a date, a result."""

    __tablename__ = "measures"
    id: Mapped[uuid.UUID] = key()
    ticket_id: Mapped[uuid.UUID | None] = refers_to("tickets.id", index=True)
    indicator: Mapped[str | None]
    cause: Mapped[str | None]
    what: Mapped[str]
    owner_id: Mapped[uuid.UUID] = refers_to("staff.id")
    due_on: Mapped[date]
    state: Mapped[MeasureState] = enum_column(MeasureState)
    result: Mapped[str | None]
    made_by: Mapped[uuid.UUID] = refers_to("staff.id")
    made_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    version: Mapped[int] = version_column()
    __table_args__ = strict(
        one_of("state", MeasureState),
        *at_most(SHORT_TEXT, "indicator"),
        *at_most(LONG_TEXT, "cause", "what", "result"),
        Index(None, "state", "due_on"),
        Index(None, "owner_id", "state"),
    )


class MeasureNote(Base):
    """How a measure is coming along, in words."""

    __tablename__ = "measure_notes"
    id: Mapped[uuid.UUID] = key()
    measure_id: Mapped[uuid.UUID] = refers_to("measures.id", on_delete="CASCADE", index=True)
    text: Mapped[str]
    made_by: Mapped[uuid.UUID] = refers_to("staff.id")
    made_at: Mapped[datetime]
    __table_args__ = strict(*at_most(LONG_TEXT, "text"))
