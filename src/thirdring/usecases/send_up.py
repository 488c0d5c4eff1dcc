"""Sending a case up (C4, D8, D9, E1 to E6): an owner is sought, a clock runs, nobody forgets it.

What other deeds share: `escalate_ticket` is the deed of a person, a logged call, a refused plan
and a clock that ran out come here too.
"""

import uuid
from dataclasses import dataclass

from sqlalchemy import select

from thirdring.domain import clock_rules
from thirdring.domain.case_values import EscalationKind, EscalationState
from thirdring.domain.escalations import RULES
from thirdring.domain.ids import new_id
from thirdring.store.tables import Escalation, Ticket
from thirdring.usecases.announce import announce
from thirdring.usecases.clock_keeping import Of, add_clock, calendar_of
from thirdring.usecases.context import Context
from thirdring.usecases.owe_notices import owe_notices
from thirdring.usecases.settle_escalations import OF_TICKET_ONLY
from thirdring.usecases.timeline import record_event


@dataclass(frozen=True, slots=True)
class About:
    """What is sent up: a callback, coupon or visit together with its ticket, if it has one; or what
    somebody who isn't there leaves.
    """

    ticket: Ticket | None = None
    callback_id: uuid.UUID | None = None
    coupon_id: uuid.UUID | None = None
    visit_id: uuid.UUID | None = None
    staff_id: uuid.UUID | None = None


def send_up(
    ctx: Context,
    kind: EscalationKind,
    about: About,
    reason: str,
    *,
    level: int | None = None,
    by_program: bool = False,
) -> Escalation:
    """Put it into the supervisors' queue; the same thing waiting for the same cause stays one.

    `level` when it isn't the kind's own. The ticket shows the highest level it is waiting at; the
    caller calls `changed` on it. Returns the flushed row.
    """
    known = _waiting(ctx, kind, about)
    if known is not None:
        return known
    rule = RULES[kind]
    started = clock_rules.start(rule.rule, ctx.now, ctx.policy, calendar_of(ctx), key=rule.key)
    row = Escalation(
        id=new_id(),
        kind=kind,
        rule=rule.rule,
        level=level or rule.level,
        state=EscalationState.OPEN,
        ticket_id=about.ticket.id if about.ticket else None,
        callback_id=about.callback_id,
        coupon_id=about.coupon_id,
        visit_id=about.visit_id,
        staff_id=about.staff_id,
        reason=reason,
        sent_by=None if by_program else ctx.actor.id,
        sent_at=ctx.now,
        due_at=started.due_at,
    )
    ctx.session.add(row)
    ctx.session.flush()
    add_clock(ctx, started, Of(ticket_id=row.ticket_id, escalation_id=row.id))
    owe_notices(ctx, row)
    if about.ticket is not None:
        about.ticket.escalation_level = max(about.ticket.escalation_level, row.level)
    record_event(
        ctx, "sent_up", "escalation", row.id, ticket_id=row.ticket_id,
        kind=kind.value, level=row.level, rule=rule.rule, by_program=by_program,
    )  # fmt: skip
    if kind is EscalationKind.EMERGENCY:
        announce(ctx, about.ticket)
    ctx.touch("escalations", "tickets")
    return row


def _waiting(ctx: Context, kind: EscalationKind, about: About) -> Escalation | None:
    statement = select(Escalation).where(
        Escalation.kind == kind, Escalation.state != EscalationState.CLOSED
    )
    for column, value in (
        (Escalation.coupon_id, about.coupon_id),
        (Escalation.callback_id, about.callback_id),
        (Escalation.visit_id, about.visit_id),
        (Escalation.staff_id, about.staff_id),
    ):
        if value is not None:
            return ctx.session.scalars(statement.where(column == value)).first()
    if about.ticket is not None:
        # What was sent up of one of its callbacks or coupons is settled with that, not with this.
        statement = statement.where(Escalation.ticket_id == about.ticket.id, *OF_TICKET_ONLY)
    return ctx.session.scalars(statement).first()
