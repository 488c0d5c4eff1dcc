"""Taking the next case that was sent up, each by one superior only (C4)."""

import uuid

from sqlalchemy import select

from thirdring.domain.case_values import Decision, EscalationState
from thirdring.domain.escalations import decisions
from thirdring.domain.roles import Permission
from thirdring.store.tables import Escalation
from thirdring.usecases.context import Context
from thirdring.usecases.decide_review import decide_review
from thirdring.usecases.find_review import order_of_queue
from thirdring.usecases.report_back import ticket_of
from thirdring.usecases.review_rows import ReviewLine
from thirdring.usecases.ticket_access import against_oneself


def take_next_review(ctx: Context) -> ReviewLine | None:
    """Take over the most urgent case nobody has taken yet; None when none waits.

    Passed over: what another is just taking, what is about oneself (G9), and coupons, which are
    approved or refused and not taken over (D7).

    Raises:
        NotPermitted: the role decides no reviews.
    """
    ctx.require(Permission.REVIEW)
    for escalation_id in order_of_queue(ctx, Escalation.state == EscalationState.OPEN):
        if _free(ctx, escalation_id):
            return decide_review(ctx, escalation_id, Decision.TAKE_OVER)
    return None


def _free(ctx: Context, escalation_id: uuid.UUID) -> bool:
    """Whether it can be taken; from then on nobody else can, until the commit."""
    row = ctx.session.scalars(
        select(Escalation)
        .where(Escalation.id == escalation_id, Escalation.state == EscalationState.OPEN)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if row is None or Decision.TAKE_OVER not in decisions(row.kind, row.level, row.state):
        return False
    ticket = ticket_of(ctx, row)
    return ticket is None or not against_oneself(ctx, ticket)
