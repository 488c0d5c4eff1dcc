"""Who tells the customer what a superior decided (C4), and how that passes to somebody else (C6).

While it is owed, the escalation's `owner_id` says by whom.
"""

import uuid
from collections.abc import Sequence

from sqlalchemy import ColumnElement, select

from thirdring.domain.case_values import EscalationState
from thirdring.store.tables import Callback, Escalation, ReturnVisit, Staff, Ticket
from thirdring.usecases.callback_rows import absent
from thirdring.usecases.context import Context
from thirdring.usecases.ticket_access import stands_against
from thirdring.usecases.timeline import record_event

OWED = (
    Escalation.state == EscalationState.RETURNED,
    Escalation.report_due_at.is_not(None),
    Escalation.reported_at.is_(None),
)


def tellers(ctx: Context, row: Escalation, ticket: Ticket | None) -> Sequence[uuid.UUID]:
    """Whose matter it is: who tells now, who sent it up, who has the callback, visit or ticket."""
    callback = ctx.session.get(Callback, row.callback_id) if row.callback_id else None
    visit = ctx.session.get(ReturnVisit, row.visit_id) if row.visit_id else None
    told_by = row.owner_id if row.state is EscalationState.RETURNED else None
    of_matter = (part.owner_id for part in (callback, visit, ticket) if part is not None)
    return tuple(
        dict.fromkeys(one for one in (told_by, row.sent_by, *of_matter) if one is not None)
    )


def teller(ctx: Context, row: Escalation, ticket: Ticket | None) -> uuid.UUID:
    """Who owes the customer the answer: who sent it up, else who has the matter; the first of them
    who is there, never whom it is against (G9). Of a matter nobody has, whoever decided.
    """
    able = [
        one
        for one in tellers(ctx, row, ticket)
        if ticket is None or not stands_against(ctx, ticket, one)
    ]
    here = set(ctx.session.scalars(select(Staff.id).where(Staff.id.in_(able), ~absent(ctx.now))))
    return next((one for one in able if one in here), able[0] if able else ctx.actor.id)


def owed_by(staff_id: uuid.UUID) -> tuple[ColumnElement[bool], ...]:
    """What one person has to tell customers."""
    return (*OWED, Escalation.owner_id == staff_id)


def reports_of(ctx: Context, staff_id: uuid.UUID) -> Sequence[Escalation]:
    """The same as rows, what is due first on top."""
    ctx.session.flush()
    return ctx.session.scalars(
        select(Escalation)
        .where(*owed_by(staff_id))
        .order_by(Escalation.report_due_at, Escalation.id)
    ).all()


def give_report(ctx: Context, row: Escalation, to: uuid.UUID, rule: str) -> None:
    """Make it `to`'s to tell the customer; until when stays."""
    before, row.owner_id = row.owner_id, to
    row.version += 1
    record_event(
        ctx, "report_handed_over", "escalation", row.id, ticket_id=row.ticket_id,
        before=before and str(before), after=str(to), rule=rule,
    )  # fmt: skip
    ctx.touch("escalations")


def give_reports_of(
    ctx: Context, about: ColumnElement[bool], before: uuid.UUID | None, to: uuid.UUID
) -> None:
    """A matter that changes hands takes the answers along that were the same person's (C10)."""
    if before is None or before == to:
        return
    ctx.session.flush()
    for row in ctx.session.scalars(select(Escalation).where(about, *owed_by(before))).all():
        give_report(ctx, row, to, "C10")
