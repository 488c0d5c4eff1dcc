"""What was sent up, whom it was told to, and what may be said outside."""

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from thirdring.domain.case_values import (
    Decision,
    EscalationKind,
    EscalationState,
    NoticeKind,
    RecipientKind,
    Way,
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


class Escalation(Base):
    """A case sent up to `level` (1 supervisor, 2 person in charge, 3 leadership), or what is part of
    one: a coupon, a callback, a visit; or all that `staff_id`, who isn't there, leaves (C6).

    `reason` and `plan` are words about a customer and erasable. `owner_id` is who handles it once
    taken, and once returned who tells the customer: who sent it up, or whom that was handed to
    (C4, C6). That is owed by `report_due_at` until `reported_at`. `live_to` is who took the call over while it ran (E2, E3).
    """

    __tablename__ = "escalations"
    id: Mapped[uuid.UUID] = key()
    kind: Mapped[EscalationKind] = enum_column(EscalationKind)
    rule: Mapped[str]
    level: Mapped[int]
    state: Mapped[EscalationState] = enum_column(EscalationState)
    ticket_id: Mapped[uuid.UUID | None] = refers_to("tickets.id")
    callback_id: Mapped[uuid.UUID | None] = refers_to("callbacks.id", index=True)
    coupon_id: Mapped[uuid.UUID | None] = refers_to("coupons.id", index=True)
    visit_id: Mapped[uuid.UUID | None] = refers_to("return_visits.id", index=True)
    staff_id: Mapped[uuid.UUID | None] = refers_to("staff.id", index=True)
    reason: Mapped[str]
    sent_by: Mapped[uuid.UUID | None] = refers_to("staff.id")  # NULL: the program, by a clock
    sent_at: Mapped[datetime]
    due_at: Mapped[datetime]
    owner_id: Mapped[uuid.UUID | None] = refers_to("staff.id")
    taken_at: Mapped[datetime | None]
    live_to: Mapped[uuid.UUID | None] = refers_to("staff.id")
    decision: Mapped[Decision | None] = enum_column(Decision)
    decided_by: Mapped[uuid.UUID | None] = refers_to("staff.id")
    decided_at: Mapped[datetime | None]
    plan: Mapped[str | None]
    report_due_at: Mapped[datetime | None]
    reported_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    version: Mapped[int] = version_column()
    __table_args__ = strict(
        one_of("kind", EscalationKind),
        one_of("state", EscalationState),
        one_of("decision", Decision),
        CheckConstraint("level BETWEEN 1 AND 3", name="level"),
        *at_most(SHORT_TEXT, "rule"),
        *at_most(LONG_TEXT, "reason", "plan"),
        Index(None, "state", "due_at"),
        Index(None, "ticket_id", "sent_at"),
        Index(None, "owner_id", "state"),
    )


class Contact(Base):
    """Somebody outside the program's staff to be told: an office of the group, a general manager.

    `post` is what the policy's recipients name ("group_satisfaction_office"). A post may also be
    held by one of the staff (`staff_id`).
    """

    __tablename__ = "contacts"
    id: Mapped[uuid.UUID] = key()
    post: Mapped[str]
    name: Mapped[str]
    phone: Mapped[str | None]
    email: Mapped[str | None]
    staff_id: Mapped[uuid.UUID | None] = refers_to("staff.id")
    active: Mapped[bool] = mapped_column(default=True, server_default="1")
    created_at: Mapped[datetime]
    version: Mapped[int] = version_column()
    __table_args__ = strict(
        *flag("active"), *at_most(SHORT_TEXT, "post", "name", "phone", "email"),
        Index(None, "post", "active"),
    )  # fmt: skip


class Notice(Base):
    """A message composed for somebody, and whether, by whom and by which way it was told.

    Owed until `told_at` when `due_at` is set (D9, E1: at once). `subject` and `body` are erasable.
    """

    __tablename__ = "notices"
    id: Mapped[uuid.UUID] = key()
    kind: Mapped[NoticeKind] = enum_column(NoticeKind)
    rule: Mapped[str]
    ticket_id: Mapped[uuid.UUID | None] = refers_to("tickets.id")
    escalation_id: Mapped[uuid.UUID | None] = refers_to("escalations.id", index=True)
    recipient_kind: Mapped[RecipientKind] = enum_column(RecipientKind)
    post: Mapped[str | None]
    staff_id: Mapped[uuid.UUID | None] = refers_to("staff.id")
    contact_id: Mapped[uuid.UUID | None] = refers_to("contacts.id")
    department_id: Mapped[uuid.UUID | None] = refers_to("departments.id")
    subject: Mapped[str]
    body: Mapped[str]
    due_at: Mapped[datetime | None]
    told_at: Mapped[datetime | None]
    told_by: Mapped[uuid.UUID | None] = refers_to("staff.id")
    told_way: Mapped[Way | None] = enum_column(Way)
    made_by: Mapped[uuid.UUID | None] = refers_to("staff.id")  # NULL: the program
    made_at: Mapped[datetime]
    version: Mapped[int] = version_column()
    __table_args__ = strict(
        one_of("kind", NoticeKind),
        one_of("recipient_kind", RecipientKind),
        one_of("told_way", Way),
        CheckConstraint("(told_at IS NULL) = (told_way IS NULL)", name="told_whole"),
        *at_most(SHORT_TEXT, "rule", "post", "subject"),
        *at_most(LONG_TEXT, "body"),
        Index(None, "ticket_id", "made_at"),
        Index(None, "told_at", "due_at"),
    )


class Statement(Base):
    """A published statement on a matter; used by a superior only, while it is valid (E4)."""

    __tablename__ = "statements"
    id: Mapped[uuid.UUID] = key()
    title: Mapped[str]
    text: Mapped[str]
    valid_from: Mapped[date]
    valid_until: Mapped[date | None]
    retired_at: Mapped[datetime | None]
    made_by: Mapped[uuid.UUID] = refers_to("staff.id")
    made_at: Mapped[datetime]
    version: Mapped[int] = version_column()
    __table_args__ = strict(
        CheckConstraint("valid_until IS NULL OR valid_until >= valid_from", name="order"),
        *at_most(SHORT_TEXT, "title"),
        *at_most(LONG_TEXT, "text"),
    )


class Route(Base):
    """D3: which department answers for complaints of a nature and severity; NULL means any.

    The closest row wins: both named, then nature, then severity, then neither.
    """

    __tablename__ = "routes"
    id: Mapped[uuid.UUID] = key()
    nature: Mapped[str | None]
    severity: Mapped[str | None]
    department_id: Mapped[uuid.UUID] = refers_to("departments.id", index=True)
    # The department's deadline; NULL takes the policy's figure.
    hours: Mapped[int | None]
    version: Mapped[int] = version_column()
    __table_args__ = strict(
        CheckConstraint("hours IS NULL OR hours BETWEEN 1 AND 2400", name="hours"),
        *at_most(SHORT_TEXT, "nature", "severity"),
        Index(None, "nature", "severity", unique=True),
    )
