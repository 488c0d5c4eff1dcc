"""A case as it is kept: the row beside its ticket, and the facts its gates are judged by."""

import uuid
from dataclasses import replace

from sqlalchemy import exists, func, select

from thirdring.domain.case_values import EscalationKind, EscalationState, VisitReason
from thirdring.domain.complaint_path import CaseFacts
from thirdring.domain.enums import CallbackState
from thirdring.domain.roles import Permission
from thirdring.store.tables import (
    Attachment,
    Callback,
    ComplaintDetail,
    Escalation,
    Merchant,
    Product,
    ReturnVisit,
    Ticket,
    TicketNote,
)
from thirdring.usecases.context import Context


def detail_of(ctx: Context, ticket: Ticket) -> ComplaintDetail:
    """The ticket's row; made when a request comes along the path for the first time (I1)."""
    detail = ctx.session.get(ComplaintDetail, ticket.id)
    if detail is None:
        month = ctx.center.time.month_of(ticket.received_at)
        detail = ComplaintDetail(ticket_id=ticket.id, month=month)
        ctx.session.add(detail)
        ctx.session.flush()
    return detail


def visit_of(ctx: Context, detail: ComplaintDetail) -> ReturnVisit | None:
    """The return visit of the case as it was last completed; None before."""
    if detail.completed_at is None:
        return None
    return ctx.session.scalars(
        select(ReturnVisit)
        .where(
            ReturnVisit.ticket_id == detail.ticket_id, ReturnVisit.reason == VisitReason.COMPLAINT
        )
        .order_by(ReturnVisit.created_at.desc(), ReturnVisit.id.desc())
        .limit(1)
    ).first()


def facts_of_goods(
    ctx: Context,
    ticket: Ticket,
    detail: ComplaintDetail,
    product: str | None,
    merchant: str | None,
) -> CaseFacts:
    """What D19 looks at: enough for `offered_remedies`."""
    return CaseFacts(
        kind=ticket.kind,
        brought_on=ctx.center.time.day_of(ticket.received_at),
        fault=detail.fault,
        product=product,
        merchant=merchant,
        bought_on=detail.bought_on,
        warranty_until=detail.warranty_until,
        address=ticket.address,
    )


def case_facts(
    ctx: Context, ticket: Ticket, detail: ComplaintDetail, *, new_plan: bool = False
) -> CaseFacts:
    """The case as it stands in this transaction, for `complaint_path`."""
    ctx.session.flush()
    visit = visit_of(ctx, detail)
    product = detail.product_text or _name(ctx, Product, detail.product_id)
    merchant = detail.merchant_text or _name(ctx, Merchant, detail.merchant_id)
    return replace(
        facts_of_goods(ctx, ticket, detail, product, merchant),
        severity=ticket.severity,
        nature=detail.nature,
        wants=ticket.wants,
        safety=detail.safety,
        complexity=detail.complexity,
        impact=detail.impact,
        immediate=detail.immediate,
        found=_any(ctx, ticket.id, TicketNote) or _any(ctx, ticket.id, Attachment),
        plan=detail.plan,
        next_contact_at=detail.next_contact_at,
        accepted=detail.accepted,
        new_plan=new_plan,
        plan_from_above=_plan_from_above(ctx, ticket.id),
        alternatives=detail.alternatives,
        remedy=detail.remedy,
        visit=visit.state if visit else None,
        cause=detail.cause,
        prevention=detail.prevention,
        lesson=detail.lesson,
        owed=_owed(ctx, ticket.id),
        sent_up=unlooked(ctx, ticket.id),
    )


def unsatisfied(ctx: Context, ticket_id: uuid.UUID) -> list[Escalation]:
    """What was sent up because a plan was not accepted (D8), newest first."""
    return list(
        ctx.session.scalars(
            select(Escalation)
            .where(
                Escalation.ticket_id == ticket_id,
                Escalation.kind == EscalationKind.NOT_SATISFIED,
            )
            .order_by(Escalation.sent_at.desc(), Escalation.id.desc())
        )
    )


def escalations_of(ctx: Context, ticket_id: uuid.UUID) -> list[Escalation]:
    """What was sent up of the ticket and isn't settled."""
    return list(
        ctx.session.scalars(
            select(Escalation).where(
                Escalation.ticket_id == ticket_id, Escalation.state != EscalationState.CLOSED
            )
        )
    )


def _plan_from_above(ctx: Context, ticket_id: uuid.UUID) -> bool:
    """D8: whoever is in charge acts now, or has decided with a plan."""
    sent = unsatisfied(ctx, ticket_id)
    decided = bool(sent) and sent[0].state is not EscalationState.OPEN and bool(sent[0].plan)
    return decided or ctx.actor.may(Permission.REVIEW)


def _any(ctx: Context, ticket_id: uuid.UUID, table: type[TicketNote] | type[Attachment]) -> bool:
    return bool(ctx.session.scalar(select(exists().where(table.ticket_id == ticket_id))))


def _owed(ctx: Context, ticket_id: uuid.UUID) -> int:
    return (
        ctx.session.scalar(
            select(func.count(Callback.id)).where(
                Callback.ticket_id == ticket_id, Callback.state == CallbackState.OPEN
            )
        )
        or 0
    )


def unlooked(ctx: Context, ticket_id: uuid.UUID) -> bool:
    """Whether something sent up keeps the ticket open for this person. A reviewer decides by
    closing it, but never on a coupon (D7). Who is told at once (D9, E1) is told afterwards too.
    """
    waiting = [row for row in escalations_of(ctx, ticket_id) if row.state is EscalationState.OPEN]
    if ctx.actor.may(Permission.REVIEW):
        return any(row.kind is EscalationKind.COUPON for row in waiting)
    return bool(waiting)


def _name(
    ctx: Context, table: type[Product] | type[Merchant], row_id: uuid.UUID | None
) -> str | None:
    if row_id is None:
        return None
    return ctx.session.scalars(select(table.name).where(table.id == row_id)).first()
