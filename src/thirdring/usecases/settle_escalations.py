"""Closing what was sent up once nothing of it is owed; the ticket shows the highest that waits."""

import uuid
from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, exists, select

from thirdring.domain.case_values import EscalationKind, EscalationState
from thirdring.domain.enums import TicketState
from thirdring.domain.escalations import ENDS_WITH_MATTER
from thirdring.domain.review import finishes, highest
from thirdring.store.tables import ClockRow, Escalation, Ticket
from thirdring.usecases.clock_keeping import Of, cancel_clocks, meet_clocks
from thirdring.usecases.context import Context
from thirdring.usecases.timeline import record_event

_OPEN = Escalation.state != EscalationState.CLOSED
# Sent up of a ticket itself, not of something that is part of it.
OF_TICKET_ONLY = (
    Escalation.callback_id.is_(None),
    Escalation.coupon_id.is_(None),
    Escalation.visit_id.is_(None),
    Escalation.staff_id.is_(None),
)
# D8: the customer has the plan of the person in charge, whoever wrote it down.
_PLAN_GIVEN = frozenset({TicketState.PLAN_OFFERED, TicketState.REMEDY, TicketState.RESULT_TOLD})


def of(row: Escalation) -> Of:
    """What the clocks of an escalation are about."""
    return Of(ticket_id=row.ticket_id, escalation_id=row.id)


def settle(ctx: Context, row: Escalation) -> bool:
    """Close it when it is decided and none of its clocks runs: who is to be told at once is told
    first (D9, E1). Whether it is closed now. The caller counts the change of the ticket.
    """
    if row.state is EscalationState.CLOSED or not _decided(ctx, row) or _clock_runs(ctx, row):
        return row.state is EscalationState.CLOSED
    close(ctx, row)
    return True


def close(ctx: Context, row: Escalation) -> None:
    """Nothing of it is owed any more; what still ran of its clocks stops."""
    cancel_clocks(ctx, of(row))
    row.state, row.closed_at = EscalationState.CLOSED, ctx.now
    row.version += 1
    ctx.session.flush()
    refresh_level(ctx, row.ticket_id)
    record_event(
        ctx, "settled", "escalation", row.id, ticket_id=row.ticket_id, kind=row.kind.value,
        rule=row.rule,
    )  # fmt: skip
    ctx.touch("escalations", "tickets")


def settle_with_ticket(ctx: Context, ticket: Ticket) -> None:
    """After the ticket reached a state: closed, what was sent up of it is settled, but for who is
    still to be told at once; a plan offered is the one D8 waits for.
    """
    for row in _open_of(ctx, Escalation.ticket_id == ticket.id):
        if ticket.state in _PLAN_GIVEN:
            meet_clocks(ctx, of(row), {"D8"})
        if not ticket.open:
            cancel_clocks(ctx, of(row), ENDS_WITH_MATTER)
        settle(ctx, row)


def settle_waiting(
    ctx: Context, where: ColumnElement[bool], kinds: Collection[EscalationKind] | None = None
) -> None:
    """After something was done, called off or given to somebody present: what was sent up of it
    (`where` is over escalations; of all kinds where none are named) waits no more.
    """
    for row in _open_of(ctx, where):
        if kinds is None or row.kind in kinds:
            meet_clocks(ctx, of(row), {row.rule})
            close(ctx, row)


def settle_after_telling(ctx: Context, escalation_id: uuid.UUID) -> None:
    """After the last recipient was told (D9, E1 to E6): decided already, it closes."""
    row = ctx.session.get(Escalation, escalation_id)
    if row is not None:
        settle(ctx, row)


def refresh_level(ctx: Context, ticket_id: uuid.UUID | None) -> None:
    """The ticket's level: the highest of what still waits, 0 when nothing does."""
    if ticket_id is None:
        return
    ticket = ctx.session.scalars(select(Ticket).where(Ticket.id == ticket_id)).one()
    levels = ctx.session.scalars(
        select(Escalation.level).where(Escalation.ticket_id == ticket_id, _OPEN)
    )
    ticket.escalation_level = highest(levels)


def _open_of(ctx: Context, where: ColumnElement[bool]) -> Sequence[Escalation]:
    with ctx.session.about(Escalation):
        return ctx.session.scalars(select(Escalation).where(where, _OPEN)).all()


def _decided(ctx: Context, row: Escalation) -> bool:
    if row.decision is not None and finishes(row.decision):
        return True
    if row.state is EscalationState.RETURNED and row.reported_at is not None:
        return True
    if row.ticket_id is None:
        return False
    still = select(Ticket.open).where(Ticket.id == row.ticket_id)
    return not ctx.session.scalars(still).one()


def _clock_runs(ctx: Context, row: Escalation) -> bool:
    ctx.session.flush()
    running = exists().where(
        ClockRow.escalation_id == row.id,
        ClockRow.met_at.is_(None),
        ClockRow.cancelled_at.is_(None),
    )
    return bool(ctx.session.scalar(select(running)))
