"""Taking one's own decision back, seconds later: what was decided stays in the story (C4)."""

import uuid
from datetime import datetime

from sqlalchemy import select

from thirdring.domain.case_values import Decision, EscalationState
from thirdring.domain.errors import NotPermitted, Refusal, say
from thirdring.domain.review import UNDO_WITHIN, undoable
from thirdring.domain.roles import Permission
from thirdring.domain.ticket_path import refuse_own_case
from thirdring.store.tables import Escalation, Event
from thirdring.usecases.clock_keeping import cancel_clocks, reopen_clocks
from thirdring.usecases.context import Context
from thirdring.usecases.report_back import RULE, refuse_changed_line, ticket_of
from thirdring.usecases.review_rows import ReviewLine, load_escalation, review_line
from thirdring.usecases.settle_escalations import of
from thirdring.usecases.ticket_access import against_oneself, changed
from thirdring.usecases.timeline import record_event


def undo_decision(
    ctx: Context, escalation_id: uuid.UUID, *, version: int | None = None
) -> ReviewLine:
    """It waits again as it did before: its clock runs on from where it began, and nothing is owed
    for the decision any more. `version` is the one the decision left.

    Raises:
        NotPermitted: no reviewer, somebody else decided, or against oneself (G9).
        NotFound: nothing of that id. Conflict: something happened since.
        Refusal: too late, or a decision that was acted on at once.
    """
    ctx.require(Permission.REVIEW)
    row = load_escalation(ctx, escalation_id, lock=True)
    ticket = ticket_of(ctx, row)
    refuse_own_case(against_oneself=ticket is not None and against_oneself(ctx, ticket))
    refuse_changed_line(ctx, row, version)
    decided_at, event = _last(ctx, row)
    before = EscalationState(event.detail["before"])
    if row.decided_by != ctx.actor.id:
        raise NotPermitted(say("Whoever decided takes it back."), rule=row.rule)
    if row.decision is None or not undoable(
        row.decision, before, planned=bool(event.detail["planned"])
    ):
        raise Refusal(say("This decision can't be taken back."), rule=row.rule, field="decision")
    if ctx.now - decided_at > UNDO_WITHIN:
        raise Refusal(say("It is too late to take this back."), rule=row.rule, field="decision")
    _restore(ctx, row, before, event, decided_at)
    if ticket is not None:
        changed(ctx, ticket)
    ctx.touch("escalations", "tickets")
    return review_line(ctx, row.id)


def _last(ctx: Context, row: Escalation) -> tuple[datetime, Event]:
    """When it was decided last, and what was kept of how it stood before."""
    event = ctx.session.scalars(
        select(Event)
        .where(Event.subject_id == row.id, Event.verb == "decided", Event.at == row.decided_at)
        .order_by(Event.id.desc())
    ).first()
    if row.decided_at is None or event is None or "before" not in event.detail:
        raise Refusal(say("This decision can't be taken back."), rule=row.rule, field="decision")
    return row.decided_at, event


def _restore(
    ctx: Context, row: Escalation, before: EscalationState, event: Event, decided_at: datetime
) -> None:
    taken_back, detail = row.decision, event.detail
    if row.report_due_at is not None:
        cancel_clocks(ctx, of(row), {RULE})
        row.report_due_at = None
    reopen_clocks(ctx, of(row), {row.rule}, decided_at)
    row.state, row.plan = before, None
    row.owner_id = uuid.UUID(detail["owner_before"]) if detail.get("owner_before") else None
    if before is EscalationState.OPEN:
        row.taken_at = None
    row.decision = Decision(detail["decision_before"]) if detail["decision_before"] else None
    row.decided_by = uuid.UUID(detail["by_before"]) if detail["by_before"] else None
    at = detail["at_before"]
    row.decided_at = datetime.fromisoformat(at) if at else None
    row.version += 1
    ctx.session.flush()
    record_event(
        ctx, "decision_undone", "escalation", row.id, ticket_id=row.ticket_id, rule=row.rule,
        decision=taken_back.value if taken_back else "",
    )  # fmt: skip
