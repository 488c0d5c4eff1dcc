"""Notices as rows: what was written, to whom, and whether it was told."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import aliased

from thirdring.domain.case_values import NoticeKind, RecipientKind, Way
from thirdring.domain.wording import WordingLint, lint_of
from thirdring.store.tables import Contact, Department, Notice, Staff, Ticket
from thirdring.usecases.context import Context
from thirdring.usecases.desk_facts import desk_facts
from thirdring.usecases.post_holders import Holder, holders


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """One notice; times aware UTC, people by name, `post` a key of `labels.post`.

    `held` False: nobody holds the post, and still it must be told. `made_by` None: the program.
    """

    id: uuid.UUID
    version: int
    kind: NoticeKind
    rule: str
    ticket_id: uuid.UUID
    ticket_number: str
    escalation_id: uuid.UUID | None
    recipient_kind: RecipientKind
    post: str | None
    recipient: str
    phone: str
    email: str
    held: bool
    subject: str
    body: str
    due_at: datetime | None
    told_at: datetime | None
    told_by: str | None
    told_way: Way | None
    made_by: str | None
    made_at: datetime


# Built once: an alias made anew for each reading costs more than its rows.
_TELLER, _MAKER = aliased(Staff), aliased(Staff)
_ROWS = (
    select(Notice, Ticket, Department.name, _TELLER.name, _MAKER.name, Contact)
    .join(Ticket, Ticket.id == Notice.ticket_id)
    .outerjoin(Department, Department.id == Notice.department_id)
    .outerjoin(_TELLER, _TELLER.id == Notice.told_by)
    .outerjoin(_MAKER, _MAKER.id == Notice.made_by)
    .outerjoin(Contact, Contact.id == Notice.contact_id)
    .order_by(Notice.due_at.is_(None), Notice.due_at, Notice.made_at.desc(), Notice.id)
)


def notice_rows(ctx: Context, *where: ColumnElement[bool]) -> tuple[NoticeRow, ...]:
    """The notices that `where` finds, the soonest due first, then the newest."""
    ctx.session.flush()
    rows = ctx.session.execute(_ROWS.where(*where))
    return tuple(_row(ctx, found) for found in rows)


def wording_lint(ctx: Context) -> WordingLint:
    """The center's wordings to keep off, and the numbers that are not given away (C7)."""
    facts = desk_facts(ctx)
    return lint_of(facts.wordings, facts.internal_numbers)


def _row(ctx: Context, found: Any) -> NoticeRow:
    notice, ticket, department, told_by, made_by, contact = found
    to = _recipient(ctx, notice, ticket, department, contact)
    return NoticeRow(
        notice.id, notice.version, notice.kind, notice.rule, ticket.id, ticket.number,
        notice.escalation_id, notice.recipient_kind, notice.post, to.name, to.phone, to.email,
        to.held, notice.subject, notice.body, notice.due_at, notice.told_at, told_by,
        notice.told_way, made_by, notice.made_at,
    )  # fmt: skip


def _recipient(
    ctx: Context, notice: Notice, ticket: Ticket, department: str | None, contact: Contact | None
) -> Holder:
    kind, post = notice.recipient_kind, notice.post or ""
    if kind is RecipientKind.CUSTOMER:
        return Holder(kind, post, ticket.name or "", ticket.phone or "")
    if kind is RecipientKind.DEPARTMENT:
        return Holder(kind, post, department or "")
    if contact is None:  # named since, perhaps
        return holders(ctx, post)[0]
    name = contact.name
    return Holder(kind, post, name, contact.phone or "", contact.email or "", contact.id)
