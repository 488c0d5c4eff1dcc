"""Telling the customer what a superior decided (C4): owed by who sent it up, within the policy."""

import uuid

from sqlalchemy import select

from thirdring.domain import clock_rules
from thirdring.domain.case_values import EscalationState
from thirdring.domain.errors import NotPermitted, Refusal, say
from thirdring.domain.policy import Key
from thirdring.domain.roles import Permission
from thirdring.domain.text_safety import TextKind, clean
from thirdring.domain.ticket_path import refuse_own_case
from thirdring.store.tables import Escalation, Ticket
from thirdring.usecases.clock_keeping import calendar_of, cancel_clocks, meet_clocks, start_clock
from thirdring.usecases.context import Context
from thirdring.usecases.owed_reports import teller, tellers
from thirdring.usecases.review_rows import ReviewLine, load_escalation, review_line
from thirdring.usecases.settle_escalations import of, settle
from thirdring.usecases.ticket_access import against_oneself, changed, keep_note
from thirdring.usecases.timeline import record_event
from thirdring.usecases.unowned import send_up_unowned

RULE = "C4"


def owe_report(ctx: Context, row: Escalation) -> None:
    """Back it goes to who sent it up, or has the matter where they aren't there: they tell the
    customer, by a clock of its own. Is nobody there who would, it needs another owner at once (C6).
    """
    started = clock_rules.start(
        RULE, ctx.now, ctx.policy, calendar_of(ctx), key=Key.REPORT_BACK_MINUTES
    )
    row.owner_id = teller(ctx, row, ticket_of(ctx, row))
    row.state, row.reported_at = EscalationState.RETURNED, None
    row.report_due_at = start_clock(ctx, started, of(row))
    send_up_unowned(ctx, row.owner_id)


def drop_report(ctx: Context, row: Escalation) -> None:
    """Something else was decided before the customer was told: that report is owed no more."""
    if row.state is EscalationState.RETURNED and row.reported_at is None:
        cancel_clocks(ctx, of(row), {RULE})
        row.report_due_at = None


def report_back(
    ctx: Context, escalation_id: uuid.UUID, note: str, *, version: int | None = None
) -> ReviewLine:
    """The customer was told what was decided; `note` says what. Settles the case, but for telling
    who is to be told at once (D9, E1).

    Raises:
        NotPermitted: neither tells it, nor sent it up, has the matter or decides reviews; or G9.
        NotFound: nothing of that id. Conflict: changed meanwhile; `theirs` is a `ReviewLine`.
        Refusal: nothing is to be reported, or nothing was written.
    """
    ctx.require(Permission.ESCALATE)
    row = load_escalation(ctx, escalation_id, lock=True)
    ticket = ticket_of(ctx, row)
    refuse_own_case(against_oneself=ticket is not None and against_oneself(ctx, ticket))
    if not ctx.actor.may(Permission.REVIEW) and ctx.actor.id not in tellers(ctx, row, ticket):
        raise NotPermitted(say("Whoever sent it up tells the customer."), rule=RULE)
    refuse_changed_line(ctx, row, version)
    if row.state is not EscalationState.RETURNED or row.reported_at is not None:
        raise Refusal(say("Nothing is to be told to the customer here."), rule=RULE, field="id")
    note = clean(note, TextKind.TEXT, field="note").text
    if not note:
        raise Refusal(say("Write what the customer was told."), rule="D5", field="note")
    note_id = keep_note(ctx, ticket, note, told_customer=True) if ticket is not None else None
    row.reported_at = ctx.now
    row.version += 1
    meet_clocks(ctx, of(row), {RULE})
    record_event(
        ctx, "reported_back", "escalation", row.id, ticket_id=row.ticket_id,
        note_id=note_id and str(note_id), rule=RULE,
    )  # fmt: skip
    settle(ctx, row)
    if ticket is not None:
        changed(ctx, ticket)
    ctx.touch("escalations")
    return review_line(ctx, row.id)


def refuse_changed_line(ctx: Context, row: Escalation, version: int | None) -> None:
    """`version` is the one the person saw; None skips the check.

    Raises:
        Conflict: somebody decided on it meanwhile; it carries the `ReviewLine` as it stands now.
    """
    from thirdring.domain.errors import Conflict

    if version is not None and row.version != version:
        raise Conflict(
            say("Somebody else decided on this meanwhile."), theirs=review_line(ctx, row.id)
        )


def ticket_of(ctx: Context, row: Escalation) -> Ticket | None:
    """The ticket it is about, locked until the commit."""
    if row.ticket_id is None:
        return None
    return ctx.session.scalars(
        select(Ticket).where(Ticket.id == row.ticket_id).with_for_update()
    ).one()
