"""Which appeals a person sees, and one appeal as a step finds it (G3): an agent never another's."""

import uuid
from datetime import datetime, timedelta

from sqlalchemy import select

from thirdring.domain.appeals import AppealState, AppealStep, Standpoint, next_state
from thirdring.domain.clock_rules import start
from thirdring.domain.errors import Conflict, NotFound, Refusal, say
from thirdring.domain.ids import new_id
from thirdring.domain.policy import Key
from thirdring.domain.roles import Permission
from thirdring.domain.text_safety import TextKind, clean
from thirdring.store.tables import Appeal, AppealStepRow, ClockRow
from thirdring.usecases.clock_keeping import (
    Of,
    calendar_of,
    cancel_clocks,
    meet_clocks,
    start_clock,
)
from thirdring.usecases.context import Context
from thirdring.usecases.timeline import record_event

RULE = "G3"


def sees_all_appeals(ctx: Context) -> bool:
    """Supervisors mediate them, HR decides them; everybody else sees their own."""
    return ctx.actor.may(Permission.MEDIATE_APPEALS) or ctx.actor.may(Permission.DECIDE_APPEALS)


def load_appeal(ctx: Context, appeal_id: uuid.UUID, *, lock: bool = False) -> Appeal:
    """The appeal, if the person may see it; locked until the commit.

    Raises:
        NotPermitted: the role has nothing to do with appeals. NotFound: none that one may see.
    """
    ctx.require(Permission.APPEAL)
    asked = select(Appeal).where(Appeal.id == appeal_id)
    found = ctx.session.scalars(asked.with_for_update() if lock else asked).one_or_none()
    if found is None or not (found.staff_id == ctx.actor.id or sees_all_appeals(ctx)):
        raise NotFound(say("There is no such appeal that you may see."), field="appeal")
    return found


def refuse_changed_appeal(appeal: Appeal, version: int | None) -> None:
    """`version` is the one the person saw; None skips the check.

    Raises:
        Conflict: somebody was faster; it carries the state it is in now.
    """
    if version is not None and appeal.version != version:
        raise Conflict(
            say("This appeal was changed by somebody else meanwhile."), theirs=appeal.state
        )


def standpoint(ctx: Context, appeal: Appeal) -> Standpoint:
    """As a step finds it."""
    return Standpoint(
        appeal.state, appeal.staff_id, appeal.mediated_by, appeal.mediated_at, _due(ctx, appeal.id)
    )


def dispute_days(ctx: Context) -> timedelta:
    """So long after the mediation the employee may go on to HR."""
    return ctx.policy.span(Key.DISPUTE_DAYS)


def step(ctx: Context, appeal: Appeal, what: AppealStep, reason: str) -> AppealState:
    """Take one step: checked, its clock met, written down; the state it leads to.

    Raises:
        NotPermitted: one's own (G9), another's, or who mediated decides.
        Refusal: no such step from here, too late, or no reason (G3).
    """
    found = next_state(standpoint(ctx, appeal), what, ctx.actor.id, ctx.now, dispute_days(ctx))
    write_step(ctx, appeal, what, reason)
    if found is not appeal.state:
        of = Of(appeal_id=appeal.id)
        if found is AppealState.TAKEN_BACK:
            cancel_clocks(ctx, of)
        else:
            meet_clocks(ctx, of, {RULE})
        appeal.state = found
    appeal.version += 1
    return found


def write_step(ctx: Context, appeal: Appeal, what: AppealStep, reason: str) -> None:
    """The appeal's own story, with the words; the timeline of the whole knows that it happened.

    Raises:
        Refusal: no reason.
    """
    reason = clean(reason, TextKind.TEXT, field="reason").text
    if not reason:
        raise Refusal(say("Say why."), rule=RULE, field="reason")
    ctx.session.add(
        AppealStepRow(
            id=new_id(), appeal_id=appeal.id, step=what, made_by=ctx.actor.id, made_at=ctx.now,
            reason=reason,
        )
    )  # fmt: skip
    # Not with the ticket's: whoever sees that must not see another's appeal.
    record_event(ctx, f"appeal_{what.value}", "appeal", appeal.id, month=appeal.month, rule=RULE)
    ctx.touch("appeals")


def start_appeal_clock(ctx: Context, appeal_id: uuid.UUID, key: Key) -> datetime:
    """Until when whoever has it decides; what was told to the employee stays, whatever the policy
    says later.
    """
    started = start(RULE, ctx.now, ctx.policy, calendar_of(ctx), key=key)
    return start_clock(ctx, started, Of(appeal_id=appeal_id))


def _due(ctx: Context, appeal_id: uuid.UUID) -> datetime | None:
    return ctx.session.scalars(
        select(ClockRow.due_at).where(
            ClockRow.appeal_id == appeal_id, ClockRow.met_at.is_(None),
            ClockRow.cancelled_at.is_(None),
        )
    ).first()  # fmt: skip
