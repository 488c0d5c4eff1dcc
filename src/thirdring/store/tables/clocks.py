"""Clocks that run, their pauses, and what was told of them."""

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped

from thirdring.domain.case_values import AlarmStage, ClockBasis
from thirdring.store.base import (
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


class ClockRow(Base):
    """One clock of one rule. Clocks are independent: none ever overrides another.

    `due_at` is kept, not derived: a change of the policy applies to new clocks unless somebody
    chose otherwise. Running is what is neither met nor cancelled. A callback's clock also names
    the callback's ticket, so that a ticket finds all its clocks by `ticket_id`. An appeal's clock names only
    the appeal: it is nothing the ticket owes. `span_seconds` is the policy's figure it was started with, by the wall or in working hours (`basis`).
    """

    __tablename__ = "clocks"
    id: Mapped[uuid.UUID] = key()
    rule: Mapped[str]
    ticket_id: Mapped[uuid.UUID | None] = refers_to("tickets.id")
    callback_id: Mapped[uuid.UUID | None] = refers_to("callbacks.id", index=True)
    escalation_id: Mapped[uuid.UUID | None] = refers_to("escalations.id", index=True)
    visit_id: Mapped[uuid.UUID | None] = refers_to("return_visits.id", index=True)
    appeal_id: Mapped[uuid.UUID | None] = refers_to("appeals.id", index=True)
    basis: Mapped[ClockBasis] = enum_column(ClockBasis)
    started_at: Mapped[datetime]
    span_seconds: Mapped[int]
    due_at: Mapped[datetime]
    met_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]
    version: Mapped[int] = version_column()
    __table_args__ = strict(
        one_of("basis", ClockBasis),
        CheckConstraint("span_seconds >= 0", name="span_positive"),
        CheckConstraint("due_at >= started_at", name="due_order"),
        CheckConstraint("met_at IS NULL OR cancelled_at IS NULL", name="one_end"),
        CheckConstraint(
            "ticket_id IS NOT NULL OR callback_id IS NOT NULL OR escalation_id IS NOT NULL "
            "OR visit_id IS NOT NULL OR appeal_id IS NOT NULL",
            name="of_something",
        ),
        *at_most(SHORT_TEXT, "rule"),
        Index(None, "ticket_id", "due_at"),
        Index(None, "met_at", "cancelled_at", "due_at"),
        Index(None, "rule", "due_at"),
    )


class ClockPause(Base):
    """An interval, half-open, in which a clock did not run; only a department's deadline (D3)."""

    __tablename__ = "clock_pauses"
    id: Mapped[uuid.UUID] = key()
    clock_id: Mapped[uuid.UUID] = refers_to("clocks.id", on_delete="CASCADE", index=True)
    from_at: Mapped[datetime]
    to_at: Mapped[datetime | None]
    paused_by: Mapped[uuid.UUID] = refers_to("staff.id")
    __table_args__ = strict(CheckConstraint("to_at IS NULL OR to_at >= from_at", name="order"))


class Alarm(Base):
    """What was told of a clock, once for each stage; `seen_by` is who put it away."""

    __tablename__ = "alarms"
    clock_id: Mapped[uuid.UUID] = refers_to("clocks.id", on_delete="CASCADE", primary_key=True)
    stage: Mapped[AlarmStage] = enum_column(AlarmStage, primary_key=True)
    raised_at: Mapped[datetime]
    seen_by: Mapped[uuid.UUID | None] = refers_to("staff.id")
    seen_at: Mapped[datetime | None]
    __table_args__ = strict(one_of("stage", AlarmStage), Index(None, "raised_at"))
