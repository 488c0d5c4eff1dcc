"""Quality checks (G8): what supervisors found in calls and tickets of an employee."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from thirdring.store.base import LONG_TEXT, Base, at_most, key, refers_to, strict
from thirdring.store.types import JsonType


class QualityCheck(Base):
    """One check of one call or one ticket. It counts in `month`, that in which it was made.

    `grades`: by criterion, the grade and what it weighed then. G9 as a CHECK: nobody checks their
    own work. A withdrawn check stays, with who withdrew it and why.
    """

    __tablename__ = "quality_checks"
    id: Mapped[uuid.UUID] = key()
    month: Mapped[str]
    staff_id: Mapped[uuid.UUID] = refers_to("staff.id")
    call_id: Mapped[uuid.UUID | None] = refers_to("calls.id", index=True)
    ticket_id: Mapped[uuid.UUID | None] = refers_to("tickets.id", index=True)
    score: Mapped[int]
    grades: Mapped[Any] = mapped_column(JsonType())
    remark: Mapped[str | None]
    checked_by: Mapped[uuid.UUID] = refers_to("staff.id")
    checked_at: Mapped[datetime]
    withdrawn_by: Mapped[uuid.UUID | None] = refers_to("staff.id")
    withdrawn_at: Mapped[datetime | None]
    withdrawn_reason: Mapped[str | None]
    __table_args__ = strict(
        CheckConstraint("length(month) = 7", name="month_form"),
        CheckConstraint("score BETWEEN 0 AND 100", name="score_range"),
        CheckConstraint("(call_id IS NULL) <> (ticket_id IS NULL)", name="of_one_thing"),
        CheckConstraint("checked_by <> staff_id", name="checked_by_other"),
        CheckConstraint(
            "(withdrawn_at IS NULL) = (withdrawn_by IS NULL)"
            " AND (withdrawn_at IS NULL) = (withdrawn_reason IS NULL)",
            name="withdrawn_whole",
        ),
        *at_most(LONG_TEXT, "remark", "withdrawn_reason"),
        Index(None, "month", "staff_id"),
        Index(None, "checked_at"),
    )
