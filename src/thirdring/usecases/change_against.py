"""Changing whom a complaint is against, or praise is for (D15): a supervisor, with a reason (G9)."""

import uuid

from thirdring.domain.enums import AgainstKind, TicketKind
from thirdring.domain.errors import Refusal, say
from thirdring.domain.roles import Permission
from thirdring.domain.text_safety import TextKind, clean
from thirdring.domain.ticket_path import refuse_own_case
from thirdring.store.tables import Escalation, Ticket
from thirdring.usecases.case_file import detail_of
from thirdring.usecases.context import Context
from thirdring.usecases.edit_ticket import TicketFields, fields_of
from thirdring.usecases.named_parties import match_party
from thirdring.usecases.open_ticket import give_away
from thirdring.usecases.owed_reports import give_reports_of
from thirdring.usecases.ticket_access import (
    against_oneself,
    changed,
    keep_note,
    load_ticket,
    refuse_changed,
)
from thirdring.usecases.timeline import record_event

_NAMED = frozenset({TicketKind.COMPLAINT, TicketKind.PRAISE, TicketKind.REQUEST})


def change_against(
    ctx: Context,
    which: uuid.UUID | str,
    kind: AgainstKind,
    against: str | None,
    *,
    reason: str,
    version: int | None = None,
) -> TicketFields:
    """Name another employee, department, merchant, product, or nobody. Whom it is against from now
    on owns it no more.

    Raises:
        NotPermitted: no supervisor, or it is against oneself (G9).
        NotFound: no such ticket. Conflict: changed meanwhile.
        Refusal: no reason (G9), nobody named (D15), or against whoever changes it.
    """
    ctx.require(Permission.REVIEW)
    ticket = load_ticket(ctx, which, lock=True)
    refuse_own_case(against_oneself=against_oneself(ctx, ticket))
    refuse_changed(ticket, version, fields_of(ctx, ticket))
    name_other(ctx, ticket, kind, against, clean(reason, TextKind.TEXT, field="reason").text)
    changed(ctx, ticket)
    return fields_of(ctx, ticket)


def name_other(
    ctx: Context, ticket: Ticket, kind: AgainstKind, against: str | None, reason: str
) -> None:
    """Write it down and say so in the story. The caller has checked who acts, and counts the change.

    Raises:
        Refusal: as `change_against`.
    """
    if ticket.kind not in _NAMED:
        raise Refusal(say("This ticket is about nobody."), rule="D15", field="against_kind")
    if not reason:
        raise Refusal(say("Say why."), rule="G9", field="reason")
    said = clean(against or "", TextKind.LINE, field="against").text or None
    if kind is not AgainstKind.NONE and said is None:
        raise Refusal(say("Name whom it is about."), rule="D15", field="against")
    party = match_party(ctx.session, kind, said)
    detail = detail_of(ctx, ticket)
    before = detail.against_kind
    note_id = keep_note(ctx, ticket, reason)
    detail.against_kind = kind
    detail.against_staff_id = party.staff_id
    detail.against_department_id = party.department_id
    detail.against_merchant_id = party.merchant_id
    detail.against_product_id = party.product_id
    detail.against_text = party.text
    record_event(
        ctx, "against_changed", "ticket", ticket.id, ticket_id=ticket.id, rule="G9",
        before=before.value if before else None, after=kind.value, note_id=str(note_id),
    )  # fmt: skip
    ctx.session.flush()
    if ticket.kind is TicketKind.COMPLAINT and ticket.open:
        give_away(ctx, ticket, detail)
        give_reports_of(
            ctx, Escalation.ticket_id == ticket.id, detail.against_staff_id, ctx.actor.id
        )


def name_certainly(
    ctx: Context, ticket: Ticket, kind: AgainstKind, against: str | None, reason: str
) -> None:
    """The same where it is to be decided for good: an employee is exactly one (D15).

    Raises:
        Refusal: as `change_against`, and for a name that is nobody's, or two people's.
    """
    name_other(ctx, ticket, kind, against, reason)
    if kind is AgainstKind.EMPLOYEE and detail_of(ctx, ticket).against_staff_id is None:
        raise Refusal(
            say("“{name}” isn't one employee for certain: give the login.", name=against or ""),
            rule="D15", field="against",
        )  # fmt: skip
