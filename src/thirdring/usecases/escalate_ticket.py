"""Sending a ticket up by hand (C4, D8, E5, E6): to a level, with a reason; it only goes up."""

import uuid

from sqlalchemy import select

from thirdring.domain.case_values import EscalationKind, EscalationState
from thirdring.domain.errors import Refusal, say
from thirdring.domain.escalations import RULES
from thirdring.domain.review import level_to_send
from thirdring.domain.roles import Permission
from thirdring.domain.text_safety import TextKind, clean
from thirdring.domain.ticket_path import refuse_own_case
from thirdring.store.tables import Escalation, Ticket
from thirdring.usecases.context import Context
from thirdring.usecases.edit_ticket import TicketFields, fields_of
from thirdring.usecases.raise_level import raise_level
from thirdring.usecases.send_up import About, send_up
from thirdring.usecases.ticket_access import (
    against_oneself,
    changed,
    load_ticket,
    refuse_changed,
)

_K = EscalationKind
# What a person may send up; the rest comes of a call, a coupon, a clock or an absence.
BY_HAND = frozenset({_K.DIFFICULT, _K.NOT_SATISFIED, _K.PRESS_NOT_CONTENT, _K.EMERGENCY, _K.MAJOR})


def escalate_ticket(
    ctx: Context,
    which: uuid.UUID | str,
    level: int,
    reason: str,
    *,
    kind: EscalationKind = EscalationKind.DIFFICULT,
    version: int | None = None,
) -> TicketFields:
    """Send the ticket up to `level` (1 to 3), at least the level of its kind. The owner stays: who
    sent it up keeps tracking it (C4). One of the same kind that waits lower is raised.

    Raises:
        NotPermitted: the role may not, or it is about oneself (G9).
        NotFound: no such ticket. Conflict: changed meanwhile; `theirs` is a `TicketFields`.
        Refusal: no reason, the ticket is closed, it would not go up, or it isn't from the press.
    """
    ctx.require(Permission.ESCALATE)
    ticket = load_ticket(ctx, which, lock=True)
    refuse_own_case(against_oneself=against_oneself(ctx, ticket))
    refuse_changed(ticket, version, fields_of(ctx, ticket))
    rule = RULES[kind].rule
    reason = clean(reason, TextKind.TEXT, field="reason").text
    if not reason:
        raise Refusal(say("Say why it goes up."), rule=rule, field="reason")
    if not ticket.open:
        raise Refusal(say("This ticket is closed; open it again first."), rule=rule, field="ticket")
    if kind not in BY_HAND:
        raise Refusal(say("This does not go up by hand."), rule=rule, field="kind")
    level = level_to_send(kind, level, ticket.escalation_level)
    _put(ctx, ticket, kind, level, reason)
    changed(ctx, ticket)
    return fields_of(ctx, ticket)


def _put(ctx: Context, ticket: Ticket, kind: EscalationKind, level: int, reason: str) -> None:
    waiting = _waiting(ctx, ticket, kind)
    if kind is _K.PRESS_NOT_CONTENT:
        press = _waiting(ctx, ticket, _K.PRESS) or _waiting(ctx, ticket, _K.PRESS, closed=True)
        if press is None:
            raise Refusal(
                say("Only what the press asks goes up this way."), rule="E5", field="kind"
            )
        if waiting is None and press.state is not EscalationState.CLOSED:
            waiting = press
    if waiting is None:
        send_up(ctx, kind, About(ticket), reason, level=level)
        return
    if level <= waiting.level:
        raise Refusal(
            say("It is at level {level} already; a level only goes up.", level=waiting.level),
            rule=RULES[kind].rule,
            field="level",
        )
    waiting.reason = clean(f"{waiting.reason}\n{reason}", TextKind.TEXT, field="reason").text
    raise_level(ctx, waiting, kind, level)


def _waiting(
    ctx: Context, ticket: Ticket, kind: EscalationKind, *, closed: bool = False
) -> Escalation | None:
    is_closed = Escalation.state == EscalationState.CLOSED
    return ctx.session.scalars(
        select(Escalation).where(
            Escalation.ticket_id == ticket.id,
            Escalation.kind == kind,
            is_closed if closed else ~is_closed,
        )
    ).first()
