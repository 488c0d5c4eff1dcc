"""Appeals (G3): what an employee contests, each step on its way, and what they bring as evidence."""

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from thirdring.domain.appeals import AppealState, AppealStep, Correction
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


class Appeal(Base):
    """An employee contests one complaint that stands against them; one open at a time for each.

    `correction` is what a decision for the employee changes. G9 as a CHECK: nobody mediates or
    decides their own.
    """

    __tablename__ = "appeals"
    id: Mapped[uuid.UUID] = key()
    month: Mapped[str]
    staff_id: Mapped[uuid.UUID] = refers_to("staff.id")
    ticket_id: Mapped[uuid.UUID] = refers_to("tickets.id", index=True)
    state: Mapped[AppealState] = enum_column(AppealState)
    correction: Mapped[Correction | None] = enum_column(Correction)
    filed_at: Mapped[datetime]
    mediated_by: Mapped[uuid.UUID | None] = refers_to("staff.id")
    mediated_at: Mapped[datetime | None]
    decided_by: Mapped[uuid.UUID | None] = refers_to("staff.id")
    decided_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    version: Mapped[int] = version_column()
    __table_args__ = strict(
        one_of("state", AppealState),
        one_of("correction", Correction),
        CheckConstraint("length(month) = 7", name="month_form"),
        CheckConstraint("mediated_by IS NULL OR mediated_by <> staff_id", name="mediated_by_other"),
        CheckConstraint("decided_by IS NULL OR decided_by <> staff_id", name="decided_by_other"),
        Index(None, "staff_id", "month"),
        Index(None, "month", "state"),
        Index(None, "state", "filed_at"),
    )


class AppealStepRow(Base):
    """One step: who, when, what, and the reason given. Append-only."""

    __tablename__ = "appeal_steps"
    id: Mapped[uuid.UUID] = key()
    appeal_id: Mapped[uuid.UUID] = refers_to("appeals.id")
    step: Mapped[AppealStep] = enum_column(AppealStep)
    made_by: Mapped[uuid.UUID] = refers_to("staff.id")
    made_at: Mapped[datetime]
    reason: Mapped[str]
    __table_args__ = strict(
        one_of("step", AppealStep),
        *at_most(LONG_TEXT, "reason"),
        Index(None, "appeal_id", "made_at"),
    )


class AppealFile(Base):
    """Evidence the employee brings; seen by who may see the appeal, not by who sees the ticket."""

    __tablename__ = "appeal_files"
    id: Mapped[uuid.UUID] = key()
    appeal_id: Mapped[uuid.UUID] = refers_to("appeals.id", index=True)
    name: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int]
    sha256: Mapped[str]
    content: Mapped[bytes] = mapped_column(LargeBinary)
    added_by: Mapped[uuid.UUID] = refers_to("staff.id")
    added_at: Mapped[datetime]
    __table_args__ = strict(
        CheckConstraint("size >= 0", name="size_positive"),
        CheckConstraint("length(sha256) = 64", name="sha256_length"),
        *at_most(SHORT_TEXT, "name", "media_type"),
    )
