"""Whom an escalation owes a report at once (D9, E1 to E6): made with it, told by somebody later."""

from sqlalchemy import select

from thirdring.domain.case_values import NoticeKind
from thirdring.domain.enums import Language
from thirdring.domain.escalations import RULES
from thirdring.domain.ids import new_id
from thirdring.domain.notices import compose
from thirdring.store.tables import Escalation, Notice, Ticket
from thirdring.usecases.context import Context
from thirdring.usecases.notice_templates import notice_book
from thirdring.usecases.notice_values import report_values
from thirdring.usecases.post_holders import Holder, holders


def owe_notices(ctx: Context, row: Escalation) -> int:
    """Write down a report to each recipient that the policy names for the escalation's kind, due
    when its clock is; how many were new. Asked again it adds only who is missing: an escalation
    that was raised owes its new recipients on top of the old.
    """
    rule = RULES[row.kind]
    if rule.recipients is None or row.ticket_id is None:
        return 0
    ticket = ctx.session.scalars(select(Ticket).where(Ticket.id == row.ticket_id)).one()
    known = {
        (post, contact_id)
        for post, contact_id in ctx.session.execute(
            select(Notice.post, Notice.contact_id).where(
                Notice.escalation_id == row.id, Notice.rule == row.rule
            )
        )
    }
    new = [
        holder
        for post in ctx.policy.names(rule.recipients)
        for holder in holders(ctx, post)
        if (post, holder.contact_id) not in known
    ]
    for holder in new:
        ctx.session.add(_report(ctx, row, ticket, holder))
    if new:
        ctx.session.flush()
        ctx.touch("notices")
    return len(new)


def _report(ctx: Context, row: Escalation, ticket: Ticket, holder: Holder) -> Notice:
    language = Language(ctx.center.language)
    book = notice_book(language)
    values = report_values(ctx, row, ticket, holder, book)
    written = compose(book.templates[row.kind.value], values)
    return Notice(
        id=new_id(), kind=NoticeKind.RECIPIENT, rule=row.rule, ticket_id=ticket.id,
        escalation_id=row.id, recipient_kind=holder.kind, post=holder.post,
        staff_id=holder.staff_id, contact_id=holder.contact_id, subject=written.subject,
        body=written.body, due_at=row.due_at, made_by=None, made_at=ctx.now,
    )  # fmt: skip
