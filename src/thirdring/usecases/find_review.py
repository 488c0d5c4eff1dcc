"""The supervisors' queue (C4): what was sent up, by urgency; what one sent up oneself; counts."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select

from thirdring.domain import masking
from thirdring.domain.case_values import EscalationKind, EscalationState
from thirdring.domain.review import Standing, in_order, overdue
from thirdring.domain.roles import Permission
from thirdring.store.tables import Escalation
from thirdring.usecases.context import Context
from thirdring.usecases.owed_reports import owed_by
from thirdring.usecases.review_rows import ReviewLine, nearest_due, review_lines

# By name, so that an index finds the few that are open among all that ever were.
_OPEN = Escalation.state.in_([one for one in EscalationState if one is not EscalationState.CLOSED])
LIMIT = 200


@dataclass(frozen=True, slots=True)
class ReviewCounts:
    """`waiting`: nobody has looked yet. `mine`: taken over by who asks. `decided_today`: by who
    asks, on this day of the center.
    """

    waiting: int
    taken: int
    returned: int
    overdue: int
    emergencies: int
    mine: int
    decided_today: int


def review_queue(
    ctx: Context, *, limit: int = LIMIT, after: uuid.UUID | None = None
) -> tuple[ReviewLine, ...]:
    """What was sent up and isn't settled, the most urgent first: at most `limit` after the case
    `after`. Where that was settled meanwhile, from the start.

    Raises:
        NotPermitted: only who decides reviews sees the queue.
    """
    ctx.require(Permission.REVIEW)
    standing = _standing(ctx, _OPEN)
    ids = in_order(standing, ctx.now)
    start = ids.index(after) + 1 if after is not None and after in standing else 0
    page = ids[start : start + max(limit, 0)]
    lines = review_lines(ctx, page)
    return tuple(lines[one] for one in page)


def sent_up_by_me(ctx: Context) -> tuple[ReviewLine, ...]:
    """What the person sent up and still tracks (C4), or tells the customer for who did; what is to
    be told first.

    Raises:
        NotPermitted: the role sends nothing up.
    """
    ctx.require(Permission.ESCALATE)
    ids = ctx.session.scalars(
        select(Escalation.id).where(
            _OPEN, or_(Escalation.sent_by == ctx.actor.id, and_(*owed_by(ctx.actor.id)))
        )
    ).all()
    lines = review_lines(ctx, ids).values()
    return tuple(
        sorted(lines, key=lambda one: (one.report_due_at is None, one.report_due_at or one.sent_at))
    )


def review_counts(ctx: Context) -> ReviewCounts:
    """How many cases wait, by what is done with them.

    Raises:
        NotPermitted: as `review_queue`.
    """
    ctx.require(Permission.REVIEW)
    standing = _standing(ctx, _OPEN).values()
    states = [one.state for one in standing]
    begin, end = ctx.center.time.day_bounds(ctx.center.time.day_of(ctx.now))
    decided = (
        Escalation.decided_by == ctx.actor.id,
        Escalation.decided_at >= begin,
        Escalation.decided_at < end,
    )
    return ReviewCounts(
        waiting=states.count(EscalationState.OPEN),
        taken=states.count(EscalationState.TAKEN),
        returned=states.count(EscalationState.RETURNED),
        overdue=sum(overdue(one, ctx.now) for one in standing),
        emergencies=sum(one.kind is EscalationKind.EMERGENCY for one in standing),
        mine=_count(
            ctx, Escalation.owner_id == ctx.actor.id, Escalation.state == EscalationState.TAKEN
        ),
        decided_today=_count(ctx, *decided),
    )


def order_of_queue(ctx: Context, *where: ColumnElement[bool]) -> list[uuid.UUID]:
    """The ids of what was sent up and answers to `where`, the most urgent first."""
    return in_order(_standing(ctx, *where), ctx.now)


def queue_for_people(ctx: Context, *, masked: bool = False) -> list[dict[str, Any]]:
    """The queue as the command line gives it back.

    Raises:
        NotPermitted: as `review_queue`.
    """
    return [line_keys(line, masked=masked) for line in review_queue(ctx, limit=100_000)]


def line_keys(line: ReviewLine, *, masked: bool = False) -> dict[str, Any]:
    """One case by the names the command line uses."""
    if masked:
        line = replace(
            line,
            name=line.name and masking.mask_name(line.name),
            about=masking.mask_text(line.about, line.name),
            reason=masking.mask_text(line.reason, line.name),
            plan=line.plan and masking.mask_text(line.plan, line.name),
        )
    return {
        "id": line.id,
        "kind": line.kind,
        "rule": line.rule,
        "level": line.level,
        "state": line.state,
        "ticket": line.number,
        "callback": line.callback_id,
        "visit": line.visit_id,
        "absent": line.absent,
        "name": line.name,
        "title": line.title,
        "about": line.about,
        "reason": line.reason,
        "sent_by": line.sent_by_login,
        "sent_at": line.sent_at,
        "due_at": line.due_at,
        "overdue": line.overdue,
        "owner": line.owner_login,
        "decision": line.decision,
        "decided_by": line.decided_by,
        "decided_at": line.decided_at,
        "plan": line.plan,
        "report_due_at": line.report_due_at,
        "may": sorted(one.value for one in line.may),
    }


def _standing(ctx: Context, *where: ColumnElement[bool]) -> Mapping[uuid.UUID, Standing]:
    ctx.session.flush()
    rows = ctx.session.execute(
        select(
            Escalation.id, Escalation.kind, Escalation.level, Escalation.state,
            nearest_due().label("due_at"), Escalation.sent_at,
        ).where(*where)
    )  # fmt: skip
    return {
        row.id: Standing(row.kind, row.level, row.state, row.due_at, row.sent_at) for row in rows
    }


def _count(ctx: Context, *where: ColumnElement[bool]) -> int:
    return ctx.session.scalar(select(func.count()).select_from(Escalation).where(*where)) or 0
