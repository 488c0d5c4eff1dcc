"""Calls, their holds, what special callers ask, and earlier texts of corrected calls."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from thirdring.domain.enums import CallerType, Direction, HoldReason, HungUpBy, Outcome, Title
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
from thirdring.store.types import JsonType, SeqType


class Call(Base):
    """One record per call, however short (B11). Times in UTC; `number` as typed, `digits` its key.

    `rings_disagree`: rings and times told different stories; the times were taken.
    """

    __tablename__ = "calls"
    seq: Mapped[int] = mapped_column(SeqType, primary_key=True)
    id: Mapped[uuid.UUID] = mapped_column(unique=True)
    direction: Mapped[Direction] = enum_column(Direction)
    agent_id: Mapped[uuid.UUID] = refers_to("staff.id")
    customer_id: Mapped[uuid.UUID | None] = refers_to("customers.id")
    ticket_id: Mapped[uuid.UUID | None] = refers_to("tickets.id", index=True)
    number: Mapped[str | None]
    digits: Mapped[str | None]
    extension: Mapped[str | None]
    name: Mapped[str | None]
    title: Mapped[Title | None] = enum_column(Title)
    address: Mapped[str | None]
    withheld: Mapped[Any] = mapped_column(JsonType(), default=list)
    caller_type: Mapped[CallerType] = enum_column(CallerType)
    category: Mapped[str | None]
    raised: Mapped[str | None]
    wants: Mapped[str | None]
    answer: Mapped[str | None]
    unmet_need: Mapped[str | None]
    rings: Mapped[int | None]
    rings_disagree: Mapped[bool] = mapped_column(default=False, server_default="0")
    started_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    wrapped_up_at: Mapped[datetime | None]
    hung_up_by: Mapped[HungUpBy | None] = enum_column(HungUpBy)
    read_back: Mapped[bool] = mapped_column(default=False, server_default="0")
    read_back_at: Mapped[datetime | None]
    read_back_revision: Mapped[str | None]
    outcome: Mapped[Outcome] = enum_column(Outcome)
    transferred_to: Mapped[str | None]
    transfer_taken: Mapped[bool | None]
    emergency: Mapped[bool] = mapped_column(default=False, server_default="0")
    satisfaction: Mapped[int | None]  # 1 to 5, where the source has it (J5)
    source: Mapped[str | None]
    source_id: Mapped[str | None]
    created_at: Mapped[datetime]
    version: Mapped[int] = version_column()
    __table_args__ = strict(
        one_of("direction", Direction),
        one_of("title", Title),
        one_of("caller_type", CallerType),
        one_of("hung_up_by", HungUpBy),
        one_of("outcome", Outcome),
        *flag("rings_disagree", "read_back", "transfer_taken", "emergency"),
        CheckConstraint("rings IS NULL OR rings BETWEEN 0 AND 1000", name="rings_range"),
        CheckConstraint("satisfaction IS NULL OR satisfaction BETWEEN 1 AND 5", name="satisfaction"),
        CheckConstraint("answered_at IS NULL OR answered_at >= started_at", name="answered_order"),
        CheckConstraint("ended_at IS NULL OR ended_at >= started_at", name="ended_order"),
        CheckConstraint(
            "wrapped_up_at IS NULL OR ended_at IS NULL OR wrapped_up_at >= ended_at",
            name="wrapped_up_order",
        ),
        *at_most(
            SHORT_TEXT, "number", "digits", "extension", "name", "category", "transferred_to",
            "source", "source_id",
        ),
        *at_most(LONG_TEXT, "address", "raised", "wants", "answer", "unmet_need"),
        Index(None, "started_at", "seq"),
        Index(None, "agent_id", "started_at"),
        Index(None, "customer_id", "started_at"),
        Index(None, "digits", "started_at"),
        Index(None, "source", "source_id", unique=True),
    )  # fmt: skip


class Hold(Base):
    """An interval [from_at, to_at) in which the customer waited, and why (B3, B5)."""

    __tablename__ = "holds"
    id: Mapped[uuid.UUID] = key()
    call_id: Mapped[uuid.UUID] = refers_to("calls.id", on_delete="CASCADE", index=True)
    from_at: Mapped[datetime]
    to_at: Mapped[datetime]
    reason: Mapped[HoldReason] = enum_column(HoldReason)
    __table_args__ = strict(
        one_of("reason", HoldReason), CheckConstraint("to_at >= from_at", name="order")
    )


class ProtocolRecord(Base):
    """What press, association, lawyer or authority asked (E1 to E3); one per call."""

    __tablename__ = "protocol_records"
    call_id: Mapped[uuid.UUID] = refers_to("calls.id", on_delete="CASCADE", primary_key=True)
    outlet: Mapped[str | None]
    questions: Mapped[str | None]
    answer_hoped_for: Mapped[str | None]
    demands: Mapped[str | None]
    help_expected: Mapped[str | None]
    __table_args__ = strict(
        *at_most(SHORT_TEXT, "outlet"),
        *at_most(LONG_TEXT, "questions", "answer_hoped_for", "demands", "help_expected"),
    )


class CallRevision(Base):
    """The fields of a call before a correction, so that the earlier text is kept (erasable)."""

    __tablename__ = "call_revisions"
    id: Mapped[uuid.UUID] = key()
    call_id: Mapped[uuid.UUID] = refers_to("calls.id", on_delete="CASCADE", index=True)
    version: Mapped[int]
    before: Mapped[Any] = mapped_column(JsonType())
    reason: Mapped[str | None]
    changed_by: Mapped[uuid.UUID] = refers_to("staff.id")
    changed_at: Mapped[datetime]
    __table_args__ = strict(*at_most(SHORT_TEXT, "reason"))
