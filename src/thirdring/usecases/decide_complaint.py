"""Settling what keeps a complaint from being counted (D13, D15): whom it names, what it lacks."""

import uuid
from dataclasses import dataclass

from thirdring.domain.enums import AgainstKind, Channel, Nature, Severity, TicketKind
from thirdring.domain.errors import Refusal, say
from thirdring.domain.roles import Permission
from thirdring.domain.text_safety import TextKind, clean
from thirdring.domain.ticket_path import refuse_own_case
from thirdring.store.tables import Ticket
from thirdring.usecases.case_file import detail_of
from thirdring.usecases.change_against import name_certainly
from thirdring.usecases.context import Context
from thirdring.usecases.edit_ticket import TicketFields, edit_fields, fields_of
from thirdring.usecases.ticket_access import against_oneself, changed, keep_note, load_ticket
from thirdring.usecases.timeline import record_event


def decide_complaint(
    ctx: Context,
    which: uuid.UUID | str,
    *,
    reason: str = "",
    against_kind: AgainstKind | None = None,
    against: str | None = None,
    channel: Channel | None = None,
    nature: Nature | None = None,
    severity: Severity | None = None,
) -> TicketFields:
    """Decide what is given; the rest stays. Also of a closed ticket: the month waits for it.

    Raises:
        NotPermitted: no supervisor, or it is about oneself (G9).
        NotFound: no such ticket.
        Refusal: no complaint, nothing to decide, an employee who isn't one for certain, or named
            without a reason (G9).
    """
    ctx.require(Permission.REVIEW)
    ticket = load_ticket(ctx, which, lock=True)
    refuse_own_case(against_oneself=against_oneself(ctx, ticket))
    if ticket.kind not in {TicketKind.COMPLAINT, TicketKind.PRAISE}:
        raise Refusal(say("This ticket isn't counted in a month."), rule="G2", field="ticket")
    settled = Settled(against_kind, against, channel, nature, severity)
    complete(ctx, ticket, settled, clean(reason, TextKind.TEXT, field="reason").text)
    return fields_of(ctx, ticket)


@dataclass(frozen=True, slots=True)
class Settled:
    """What is decided of a complaint; None stays as it is."""

    against_kind: AgainstKind | None = None
    against: str | None = None
    channel: Channel | None = None
    nature: Nature | None = None
    severity: Severity | None = None


def complete(ctx: Context, ticket: Ticket, settled: Settled, reason: str) -> None:
    """Write down what is decided and say so in the story. The caller has checked who acts.

    Raises:
        Refusal: as `decide_complaint`.
    """
    one = settled
    if not (one.against_kind or one.channel or one.nature or one.severity):
        raise Refusal(say("Say what is decided."), rule="D15", field="against_kind")
    if one.against_kind is not None:
        name_certainly(ctx, ticket, one.against_kind, one.against, reason)
    _complete(ctx, ticket, one.channel, one.nature, one.severity, reason)
    changed(ctx, ticket)


def _complete(
    ctx: Context, ticket: Ticket, channel: Channel | None, nature: Nature | None,
    severity: Severity | None, reason: str,
) -> None:  # fmt: skip
    if severity is not None:
        edit_fields(ctx, ticket, {"severity": severity.value})
    detail = detail_of(ctx, ticket)
    new = {
        name: value
        for name, value in (("channel", channel), ("nature", nature))
        if value is not None and getattr(detail, name) is not value
    }
    for name, value in new.items():
        setattr(detail, name, value)
    if new:
        note_id = keep_note(ctx, ticket, reason) if reason else None
        record_event(
            ctx, "assessed", "ticket", ticket.id, ticket_id=ticket.id, fields=sorted(new),
            rule="D13", note_id=note_id and str(note_id), **{n: v.value for n, v in new.items()},
        )  # fmt: skip
