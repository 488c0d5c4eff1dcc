"""What is only ever added to: the timeline, the access log, and the month's counts beside them."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from thirdring.store.base import SHORT_TEXT, Base, at_most, key, refers_to, strict
from thirdring.store.types import JsonType, SeqType


class Event(Base):
    """One thing that happened: who, when, to what. Append-only on both engines (a trigger).

    `detail` names fields, states, ids and rule ids; personal values are referred to, never copied,
    so that erasing a customer's rows leaves nothing behind here.
    """

    __tablename__ = "events"
    seq: Mapped[int] = mapped_column(SeqType, primary_key=True)
    id: Mapped[uuid.UUID] = mapped_column(unique=True)
    at: Mapped[datetime]
    actor_id: Mapped[uuid.UUID | None] = refers_to("staff.id")
    verb: Mapped[str]
    subject_kind: Mapped[str]
    subject_id: Mapped[uuid.UUID]
    ticket_id: Mapped[uuid.UUID | None] = refers_to("tickets.id")
    detail: Mapped[Any] = mapped_column(JsonType(), default=dict)
    __table_args__ = strict(
        *at_most(SHORT_TEXT, "verb", "subject_kind"),
        Index(None, "ticket_id", "at", "seq"),
        Index(None, "subject_id", "at"),
        Index(None, "at"),
    )


class Access(Base):
    """Someone looked at, exported or printed personal data (H5, J6). Append-only."""

    __tablename__ = "access_log"
    id: Mapped[uuid.UUID] = key()
    at: Mapped[datetime]
    staff_id: Mapped[uuid.UUID | None] = refers_to("staff.id")
    action: Mapped[str]
    subject_kind: Mapped[str]
    subject_id: Mapped[uuid.UUID | None]
    reason: Mapped[str | None]
    records: Mapped[int] = mapped_column(default=1, server_default="1")
    __table_args__ = strict(
        *at_most(SHORT_TEXT, "action", "subject_kind", "reason"),
        Index(None, "at"),
        Index(None, "staff_id", "at"),
        Index(None, "subject_id", "at"),
    )


class MonthlyComplaintCount(Base):
    """Counts of one month for one subject and channel, kept in the transaction of the complaint.

    `subject_kind` is employee, department, merchant, product, nature, severity or center;
    `subject_key` an id or an enum value. received = counted + unfounded + merged + withdrawn +
    undecided (a CHECK).
    """

    __tablename__ = "monthly_complaint_counts"
    month: Mapped[str] = mapped_column(primary_key=True)
    subject_kind: Mapped[str] = mapped_column(primary_key=True)
    subject_key: Mapped[str] = mapped_column(primary_key=True)
    channel: Mapped[str] = mapped_column(primary_key=True)  # "" while a complaint has none
    received: Mapped[int] = mapped_column(default=0, server_default="0")
    counted: Mapped[int] = mapped_column(default=0, server_default="0")
    unfounded: Mapped[int] = mapped_column(default=0, server_default="0")
    merged: Mapped[int] = mapped_column(default=0, server_default="0")
    withdrawn: Mapped[int] = mapped_column(default=0, server_default="0")
    undecided: Mapped[int] = mapped_column(default=0, server_default="0")
    __table_args__ = strict(
        CheckConstraint(
            "received = counted + unfounded + merged + withdrawn + undecided", name="adds_up"
        ),
        CheckConstraint(
            "counted >= 0 AND unfounded >= 0 AND merged >= 0 AND withdrawn >= 0 AND undecided >= 0",
            name="none_negative",
        ),
        CheckConstraint("length(month) = 7", name="month_form"),
    )
