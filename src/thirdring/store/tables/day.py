"""The working day: shifts, day sheets (F1 to F3), tasks (E6, F5), signed-off ledgers (H9)."""

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from thirdring.domain.case_values import Repeat, TaskKind, TaskState
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
from thirdring.store.types import JsonType


class Shift(Base):
    """When a person's work begins and ends, in minutes after the center's midnight.

    Who has no row works the hours of the policy. `end_minute` below `start_minute`: past midnight.
    """

    __tablename__ = "shifts"
    staff_id: Mapped[uuid.UUID] = refers_to("staff.id", on_delete="CASCADE", primary_key=True)
    start_minute: Mapped[int]
    end_minute: Mapped[int]
    __table_args__ = strict(
        CheckConstraint("start_minute BETWEEN 0 AND 1439", name="start_in_day"),
        CheckConstraint("end_minute BETWEEN 0 AND 1439", name="end_in_day"),
    )


class DaySheet(Base):
    """What a person wrote down for one day of the center (F1 to F3).

    `sums` are the figures of the day as they stood when the sheet was closed: counts, never names.
    """

    __tablename__ = "day_sheets"
    id: Mapped[uuid.UUID] = key()
    staff_id: Mapped[uuid.UUID] = refers_to("staff.id")
    day: Mapped[date]
    priorities: Mapped[str | None]
    unfinished: Mapped[str | None]
    sums: Mapped[Any] = mapped_column(JsonType(), default=dict)
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    version: Mapped[int] = version_column()
    __table_args__ = strict(
        *at_most(LONG_TEXT, "priorities", "unfinished"),
        Index(None, "staff_id", "day", unique=True),
        Index(None, "day"),
    )


class Task(Base):
    """Something to do at a time that is no promise to a customer.

    An announcement over the public-address system (E6 at once, I2), a campaign to prepare (F5).
    """

    __tablename__ = "tasks"
    id: Mapped[uuid.UUID] = key()
    kind: Mapped[TaskKind] = enum_column(TaskKind)
    state: Mapped[TaskState] = enum_column(TaskState)
    repeat: Mapped[Repeat] = enum_column(Repeat)
    ticket_id: Mapped[uuid.UUID | None] = refers_to("tickets.id", index=True)
    title: Mapped[str]
    text: Mapped[str | None]
    due_at: Mapped[datetime]
    # The day of the month a repeating task keeps to: the 31st is the 28th in February only.
    anchor_day: Mapped[int | None]
    owner_id: Mapped[uuid.UUID | None] = refers_to("staff.id")
    made_by: Mapped[uuid.UUID] = refers_to("staff.id")
    made_at: Mapped[datetime]
    done_by: Mapped[uuid.UUID | None] = refers_to("staff.id")
    done_at: Mapped[datetime | None]
    version: Mapped[int] = version_column()
    __table_args__ = strict(
        one_of("kind", TaskKind),
        one_of("state", TaskState),
        one_of("repeat", Repeat),
        CheckConstraint("anchor_day IS NULL OR anchor_day BETWEEN 1 AND 31", name="anchor_day"),
        *at_most(SHORT_TEXT, "title"),
        *at_most(LONG_TEXT, "text"),
        Index(None, "state", "due_at"),
        Index(None, "owner_id", "state", "due_at"),
    )


class SignOff(Base):
    """A ledger of one month, seen and filed by a manager (H9). `month` is "YYYY-MM"."""

    __tablename__ = "sign_offs"
    ledger: Mapped[str] = mapped_column(primary_key=True)
    month: Mapped[str] = mapped_column(primary_key=True)
    signed_by: Mapped[uuid.UUID] = refers_to("staff.id")
    signed_at: Mapped[datetime]
    note: Mapped[str | None]
    __table_args__ = strict(
        CheckConstraint("length(month) = 7", name="month_form"),
        *at_most(SHORT_TEXT, "ledger"),
        *at_most(LONG_TEXT, "note"),
    )
