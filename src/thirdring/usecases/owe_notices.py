"""Whom an escalation owes a report at once (D9, E1 to E6): made with it, told by somebody later."""

import uuid
from datetime import datetime

from sqlalchemy import select

from thirdring.domain import clock_rules
from thirdring.domain.case_values import NoticeKind
from thirdring.domain.enums import Language
from thirdring.domain.escalations import Telling, tellings
from thirdring.domain.ids import new_id
from thirdring.domain.notices import compose
from thirdring.store.tables import Escalation, Notice, Ticket
from thirdring.usecases.clock_keeping import Of, calendar_of, start_clock
from thirdring.usecases.context import Context
from thirdring.usecases.notice_templates import notice_book
from thirdring.usecases.notice_values import report_values
from thirdring.usecases.post_holders import Holder, holders


def owe_notices(ctx: Context, row: Escalation) -> int:
    """Write down a report to each recipient that the policy names for the escalation's kind, due
    when its clock is, and at level 3 to leadership, by a clock of its own (E5); how many were new.
    Asked again it adds only who is missing: an escalation that was raised owes its new recipients
    on top of the old.
    """
    if row.ticket_id is None:
        return 0
    ticket = ctx.session.scalars(select(Ticket).where(Ticket.id == row.ticket_id)).one()
    count = 0
    for telling in tellings(row.kind, row.level):
        new = _missing(ctx, row, telling)
        if new:
            due_at = _due(ctx, row, telling.rule)
            ctx.session.add_all(_report(ctx, row, ticket, one, telling, due_at) for one in new)
            count += len(new)
    if count:
        ctx.session.flush()
        ctx.touch("notices")
    return count


def _missing(ctx: Context, row: Escalation, telling: Telling) -> list[Holder]:
    known: set[tuple[str | None, uuid.UUID | None]] = {
        (post, contact_id)
        for post, contact_id in ctx.session.execute(
            select(Notice.post, Notice.contact_id).where(
                Notice.escalation_id == row.id, Notice.rule == telling.rule
            )
        )
    }
    return [
        holder
        for post in ctx.policy.names(telling.recipients)
        for holder in holders(ctx, post)
        if (post, holder.contact_id) not in known
    ]


def _due(ctx: Context, row: Escalation, rule: str) -> datetime:
    """The escalation's own clock, where its rule is what tells; else one beside it."""
    if rule == row.rule:
        return row.due_at
    started = clock_rules.start(rule, ctx.now, ctx.policy, calendar_of(ctx))
    return start_clock(ctx, started, Of(ticket_id=row.ticket_id, escalation_id=row.id))


def _report(
    ctx: Context,
    row: Escalation,
    ticket: Ticket,
    holder: Holder,
    telling: Telling,
    due_at: datetime,
) -> Notice:
    language = Language(ctx.center.language)
    book = notice_book(language)
    values = report_values(ctx, row, ticket, holder, book)
    written = compose(book.templates[telling.template], values)
    return Notice(
        id=new_id(), kind=NoticeKind.RECIPIENT, rule=telling.rule, ticket_id=ticket.id,
        escalation_id=row.id, recipient_kind=holder.kind, post=holder.post,
        staff_id=holder.staff_id, contact_id=holder.contact_id, subject=written.subject,
        body=written.body, due_at=due_at, made_by=None, made_at=ctx.now,
    )  # fmt: skip
