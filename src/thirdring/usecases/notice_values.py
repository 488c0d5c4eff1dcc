"""What fills a notice: the facts of a ticket, as the reader of the notice needs them."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import select

from thirdring.domain.case_values import NoticeKind
from thirdring.domain.enums import Language
from thirdring.domain.masking import mask_name, mask_text
from thirdring.domain.names import addressed
from thirdring.domain.notices import NEEDS_CALLER, Slot
from thirdring.store.tables import (
    Call,
    ClockRow,
    ComplaintDetail,
    Department,
    Escalation,
    Merchant,
    Product,
    ProtocolRecord,
    Staff,
    Ticket,
)
from thirdring.usecases.context import Context
from thirdring.usecases.notice_templates import NoticeBook
from thirdring.usecases.post_holders import Holder


def report_values(
    ctx: Context, row: Escalation, ticket: Ticket, holder: Holder, book: NoticeBook
) -> dict[Slot, str]:
    """For somebody who is told upward. The customer's name is masked, and numbers in words are,
    where nobody has to call them back (J6).
    """
    clear = row.kind in NEEDS_CALLER
    values = _matter(ctx, ticket, book, clear=clear) | _asked(ctx, ticket)
    post = book.word("post", holder.post)
    name = ticket.name or ""
    sender = ctx.session.get(Staff, row.sent_by) if row.sent_by else None
    values |= {
        Slot.RECIPIENT: f"{post} {holder.name}".strip(),
        Slot.CALLER: book.words["caller"].get(row.kind.value, ""),
        Slot.CALLER_NAME: name if clear else mask_name(name),
        Slot.NUMBER: (ticket.phone or "") if clear else "",
        Slot.REASON: row.reason if clear else mask_text(row.reason, name),
        Slot.SENDER: sender.name if sender else ctx.center.company,
        Slot.ANSWER_DUE: _due(ctx, ticket.id, "D4"),
    }
    # What was asked is what the ticket raises, when it came in by another way than a call.
    values[Slot.QUESTIONS] = values.get(Slot.QUESTIONS) or values[Slot.RAISED]
    return values


def customer_values(
    ctx: Context, ticket: Ticket, book: NoticeBook, language: Language
) -> dict[Slot, str]:
    """For the customer: their own words, unmasked."""
    detail = _detail(ctx, ticket)
    at = detail.next_contact_at if detail else None
    remedy = detail.remedy.value if detail and detail.remedy else None
    return (
        _matter(ctx, ticket, book, clear=True)
        | _agent(ctx)
        | {
            Slot.CUSTOMER: addressed(ticket.name or "", ticket.title, language),
            Slot.DUE: _due(ctx, ticket.id, "D4") or _due(ctx, ticket.id, "D16"),
            Slot.PLAN: (detail.plan if detail else None) or "",
            Slot.NEXT_CONTACT: _time(ctx, at),
            Slot.RESULT: ticket.answer or "",
            Slot.REMEDY: book.word("remedy", remedy),
            Slot.ALTERNATIVES: (detail.alternatives if detail else None) or "",
        }
    )


def department_values(ctx: Context, ticket: Ticket, book: NoticeBook) -> dict[Slot, str]:
    """For the department that looks into it: no name, no number, none inside the words (J6)."""
    return (
        _matter(ctx, ticket, book, clear=False)
        | _agent(ctx)
        | {
            Slot.DEPARTMENT: _name(ctx, Department, ticket.department_id),
            Slot.DUE: _due(ctx, ticket.id, "D3"),
        }
    )


def written_slot(kind: NoticeKind) -> Slot | None:
    """The slot that takes what the agent wrote for this message; None when it takes nothing."""
    return {
        NoticeKind.PROGRESS: Slot.PROGRESS,
        NoticeKind.PLAN: Slot.PLAN,
        NoticeKind.RESULT: Slot.RESULT,
    }.get(kind)


def _matter(ctx: Context, ticket: Ticket, book: NoticeBook, *, clear: bool) -> dict[Slot, str]:
    detail = _detail(ctx, ticket)
    shown = (lambda text: text) if clear else _hidden(ticket)
    values = {
        Slot.COMPANY: ctx.center.company,
        Slot.TICKET: ticket.number,
        Slot.RECEIVED: ctx.center.time.text(ticket.received_at),
        Slot.RAISED: shown(ticket.raised),
        Slot.WANTS: shown(ticket.wants or ""),
        Slot.SEVERITY: book.word("severity", ticket.severity),
    }
    if detail is not None:
        values |= {
            Slot.NATURE: book.word("nature", detail.nature),
            Slot.PRODUCT: _name(ctx, Product, detail.product_id) or detail.product_text or "",
            Slot.MERCHANT: _name(ctx, Merchant, detail.merchant_id) or detail.merchant_text or "",
            Slot.ORDER_NO: detail.order_no or "",
        }
    return values


def _hidden(ticket: Ticket) -> Any:
    """The customer's words without their name and without numbers."""
    name = (ticket.name or "").strip()

    def hidden(text: str) -> str:
        return mask_text(text, name)

    return hidden


def _asked(ctx: Context, ticket: Ticket) -> dict[Slot, str]:
    """What press, association, lawyer or authority asked, by the call's form."""
    ctx.session.flush()
    form = ctx.session.scalars(
        select(ProtocolRecord)
        .join(Call, Call.id == ProtocolRecord.call_id)
        .where(Call.ticket_id == ticket.id)
        .order_by(Call.started_at.desc())
    ).first()
    slots = (
        Slot.OUTLET, Slot.QUESTIONS, Slot.ANSWER_HOPED_FOR, Slot.DEMANDS, Slot.HELP_EXPECTED,
    )  # fmt: skip
    return {slot: getattr(form, slot.value) or "" for slot in slots} if form else {}


def _agent(ctx: Context) -> dict[Slot, str]:
    me = ctx.session.execute(
        select(Staff.post, Staff.work_number).where(Staff.id == ctx.actor.id)
    ).one()
    return {
        Slot.AGENT: ctx.actor.name,
        Slot.POST: me.post or "",
        Slot.WORK_NUMBER: me.work_number or "",
    }


def _detail(ctx: Context, ticket: Ticket) -> ComplaintDetail | None:
    return ctx.session.get(ComplaintDetail, ticket.id)


def _due(ctx: Context, ticket_id: uuid.UUID, rule: str) -> str:
    """When the ticket's own clock of `rule` is due, as the center writes it; empty without one."""
    ctx.session.flush()
    due_at = ctx.session.scalars(
        select(ClockRow.due_at)
        .where(
            ClockRow.ticket_id == ticket_id,
            ClockRow.rule == rule,
            ClockRow.escalation_id.is_(None),
            ClockRow.met_at.is_(None),
            ClockRow.cancelled_at.is_(None),
        )
        .order_by(ClockRow.due_at)
    ).first()
    return _time(ctx, due_at)


def _time(ctx: Context, at: datetime | None) -> str:
    return ctx.center.time.text(at) if at else ""


def _name(ctx: Context, table: Any, row_id: uuid.UUID | None) -> str:
    if row_id is None:
        return ""
    found: str = ctx.session.scalars(select(table.name).where(table.id == row_id)).one()
    return found
