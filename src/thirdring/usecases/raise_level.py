"""Taking an escalation one level up, or to a level (C4, E5): seen anew there, by a clock anew."""

from thirdring.domain import clock_rules
from thirdring.domain.case_values import EscalationKind, EscalationState
from thirdring.domain.escalations import RULES
from thirdring.store.tables import Escalation
from thirdring.usecases.clock_keeping import calendar_of, meet_clocks, start_clock
from thirdring.usecases.context import Context
from thirdring.usecases.owe_notices import owe_notices
from thirdring.usecases.settle_escalations import of, refresh_level
from thirdring.usecases.timeline import record_event


def raise_level(
    ctx: Context, row: Escalation, kind: EscalationKind, level: int, *, note_id: str | None = None
) -> None:
    """It waits for somebody at `level` now; whoever had taken it has it no more.

    Whom its old kind told at once is still to be told (E1); the new kind's come on top, and at
    level 3 leadership does, whatever it is about (E5).
    """
    before, old = row.level, RULES[row.kind]
    if old.recipients is None:
        meet_clocks(ctx, of(row), {old.rule})
    rule = RULES[kind]
    row.kind, row.rule, row.level = kind, rule.rule, level
    row.state, row.owner_id, row.taken_at = EscalationState.OPEN, None, None
    started = clock_rules.start(rule.rule, ctx.now, ctx.policy, calendar_of(ctx), key=rule.key)
    row.due_at = start_clock(ctx, started, of(row))
    row.version += 1
    ctx.session.flush()
    owe_notices(ctx, row)
    refresh_level(ctx, row.ticket_id)
    record_event(
        ctx, "raised", "escalation", row.id, ticket_id=row.ticket_id, before=before, level=level,
        kind=kind.value, rule=rule.rule, note_id=note_id,
    )  # fmt: skip
    ctx.touch("escalations", "tickets")
