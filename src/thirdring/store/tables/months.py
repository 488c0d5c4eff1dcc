"""The month: how each complaint stands in it, closings that nothing changes, what came after."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from thirdring.store.base import (
    LONG_TEXT,
    SHORT_TEXT,
    Base,
    at_most,
    key,
    refers_to,
    strict,
)
from thirdring.store.types import JsonType, SeqType


class ComplaintStanding(Base):
    """How one complaint (or praise) is counted at present: its cells and its standing, as
    domain/months.py decided. Each number of the month opens into these rows.

    `*_key` is an id as text, "=" and a name no record matched, or "".
    """

    __tablename__ = "complaint_standings"
    ticket_id: Mapped[uuid.UUID] = refers_to("tickets.id", primary_key=True)
    kind: Mapped[str]
    month: Mapped[str]
    standing: Mapped[str]
    channel: Mapped[str]
    staff_key: Mapped[str]
    department_key: Mapped[str]
    merchant_key: Mapped[str]
    product_key: Mapped[str]
    nature: Mapped[str]
    severity: Mapped[str]
    __table_args__ = strict(
        CheckConstraint("length(month) = 7", name="month_form"),
        Index(None, "month", "standing", "channel"),
        Index(None, "staff_key", "month"),
    )


class StandingDue(Base):
    """A complaint that something touched and whose standing is to be looked at before the commit.

    Written by triggers, so that no way of changing a complaint can leave its month's counts behind;
    emptied by store/month_counts.py in the same transaction.
    """

    __tablename__ = "standings_due"
    seq: Mapped[int] = mapped_column(SeqType, primary_key=True)
    ticket_id: Mapped[uuid.UUID]
    __table_args__ = strict()


class MonthClosing(Base):
    """One closing of a month. Append-only; a month closed again has another, of a later version.

    `digest` is the SHA-256 over its rows. `late_reason`: why it came after the policy's day (G7).
    """

    __tablename__ = "month_closings"
    id: Mapped[uuid.UUID] = key()
    month: Mapped[str]
    number: Mapped[int]
    closed_by: Mapped[uuid.UUID] = refers_to("staff.id")
    closed_at: Mapped[datetime]
    late_reason: Mapped[str | None]
    digest: Mapped[str]
    __table_args__ = strict(
        CheckConstraint("length(month) = 7", name="month_form"),
        CheckConstraint("number >= 1", name="number_positive"),
        CheckConstraint("length(digest) = 64", name="digest_length"),
        *at_most(LONG_TEXT, "late_reason"),
        Index(None, "month", "number", unique=True),
    )


class MonthClosingRow(Base):
    """One row of a closing: a cell, an employee, an adjustment or a complaint. Append-only.

    `body` holds no personal value of a customer.
    """

    __tablename__ = "month_closing_rows"
    closing_id: Mapped[uuid.UUID] = refers_to("month_closings.id", primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str]
    body: Mapped[Any] = mapped_column(JsonType())
    __table_args__ = strict(*at_most(SHORT_TEXT, "kind"), Index(None, "closing_id", "kind"))


class MonthReopening(Base):
    """HR opened a closed month again, and why. Append-only; the closing stays as it was."""

    __tablename__ = "month_reopenings"
    closing_id: Mapped[uuid.UUID] = refers_to("month_closings.id", primary_key=True)
    reopened_by: Mapped[uuid.UUID] = refers_to("staff.id")
    reopened_at: Mapped[datetime]
    reason: Mapped[str]
    __table_args__ = strict(*at_most(LONG_TEXT, "reason"))


class MonthAdjustment(Base):
    """A fact about a closed month that came after its closing. Append-only.

    `before` and `after` are the complaint's places in the tally, None where it had none. Written
    with the change itself by store/month_counts.py. The reason is that of the appeal, or in the
    ticket's note of the same deed, where it can be erased.
    """

    __tablename__ = "month_adjustments"
    id: Mapped[uuid.UUID] = key()
    closing_id: Mapped[uuid.UUID] = refers_to("month_closings.id", index=True)
    month: Mapped[str]
    decided_month: Mapped[str]
    ticket_id: Mapped[uuid.UUID] = refers_to("tickets.id", index=True)
    before: Mapped[Any] = mapped_column(JsonType(), nullable=True)
    after: Mapped[Any] = mapped_column(JsonType(), nullable=True)
    decided_by: Mapped[uuid.UUID | None] = refers_to("staff.id")
    decided_at: Mapped[datetime]
    appeal_id: Mapped[uuid.UUID | None] = refers_to("appeals.id", index=True)
    note_id: Mapped[uuid.UUID | None]
    __table_args__ = strict(
        CheckConstraint("length(month) = 7", name="month_form"),
        CheckConstraint("length(decided_month) = 7", name="decided_month_form"),
        Index(None, "month"),
        Index(None, "decided_month"),
    )
