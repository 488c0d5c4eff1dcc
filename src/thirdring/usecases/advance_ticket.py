"""Moving a ticket along its path (D6), closing it, opening it again: the one way there is.

A step brings its facts with it (`StepFacts`); the gates of the state it goes to are judged over
the case as it then stands (`domain/complaint_path.py`).
"""

import uuid

from thirdring.domain.case_values import EscalationKind
from thirdring.domain.clock_rules import met_by, start
from thirdring.domain.complaint_path import LONG_PATH, check_gates
from thirdring.domain.enums import CLOSED_STATES, TicketKind, TicketState
from thirdring.domain.errors import Refusal, say
from thirdring.domain.roles import Permission
from thirdring.domain.text_safety import TextKind, clean
from thirdring.domain.ticket_path import PATH, Step, check_step, refuse_own_case
from thirdring.store.tables import Ticket
from thirdring.usecases.carry_step import Brought, bring, place, start_over
from thirdring.usecases.case_file import case_facts, detail_of, unlooked
from thirdring.usecases.clock_keeping import (
    Of,
    calendar_of,
    cancel_clocks,
    meet_clocks,
    start_clock,
)
from thirdring.usecases.context import Context
from thirdring.usecases.edit_ticket import TicketFields, fields_of
from thirdring.usecases.send_up import About, send_up
from thirdring.usecases.settle_escalations import settle_with_ticket
from thirdring.usecases.step_facts import NO_FACTS, StepFacts
from thirdring.usecases.ticket_access import (
    against_oneself,
    changed,
    keep_note,
    load_ticket,
    refuse_changed,
)
from thirdring.usecases.timeline import record_event
from thirdring.usecases.visit_keeping import drop_visits

__all__ = ["NO_FACTS", "StepFacts", "advance_ticket", "move_on"]


def advance_ticket(
    ctx: Context,
    which: uuid.UUID | str,
    to: TicketState,
    *,
    reason: str = "",
    facts: StepFacts = NO_FACTS,
    version: int | None = None,
) -> TicketFields:
    """Take the ticket to state `to` with what the step brings. `version` is the one the person saw.

    To the state it is in: what the facts hold is written down there (a plan that was accepted or
    not, another plan); without facts nothing changes, so that a step may be sent twice.

    Raises:
        NotPermitted: the role may not, it is about oneself (G9), or a supervisor's to close (E1).
        NotFound: no such ticket. Conflict: changed meanwhile.
        Refusal: not a step from here, or its reason is missing (D6).
        Refusals: what the state asks for and isn't there, each with rule and field.
    """
    ctx.require(Permission.WORK_TICKETS)
    ticket = load_ticket(ctx, which, lock=True)
    refuse_own_case(against_oneself=against_oneself(ctx, ticket))
    refuse_changed(ticket, version, fields_of(ctx, ticket))
    reason = clean(reason, TextKind.TEXT, field="reason").text
    if to is ticket.state:
        if facts == NO_FACTS and not reason:
            return fields_of(ctx, ticket)
        _refuse_closed(ticket)
        step = None
    else:
        step = check_step(
            ticket.kind, ticket.state, to, reason, reviews=ctx.actor.may(Permission.REVIEW)
        )
    move_on(ctx, ticket, to, facts, reason=reason, step=step)
    return fields_of(ctx, ticket)


def move_on(
    ctx: Context,
    ticket: Ticket,
    to: TicketState,
    facts: StepFacts,
    *,
    reason: str = "",
    step: Step | None = None,
) -> None:
    """Do it: note, facts, gates, state, clocks, story. Who acts has been checked by the caller.

    Raises:
        Refusal, Refusals: as `advance_ticket`.
    """
    before, brought = ticket.state, Brought()
    note_id = keep_note(ctx, ticket, reason) if reason else None
    if ticket.kind in LONG_PATH and to in PATH:
        detail = detail_of(ctx, ticket)
        if before in CLOSED_STATES or place(to) < place(before):
            start_over(ctx, ticket, detail, to)
        brought = bring(ctx, ticket, detail, to, facts)
        check_gates(to, case_facts(ctx, ticket, detail, new_plan=brought.new_plan))
    elif facts not in {NO_FACTS, StepFacts(told_way=facts.told_way)}:
        raise Refusal(say("This ticket has no such step."), rule="D6", field="state")
    elif to in CLOSED_STATES and unlooked(ctx, ticket.id):
        raise Refusal(say("It was sent up and nobody has decided yet."), rule="C4", field="state")
    _set_state(ctx, ticket, to)
    if to is not before or brought.new_plan:
        settle_with_ticket(ctx, ticket)
    if brought.refused_plan is not None:
        # After what the plan settled: it is this one that was not accepted.
        send_up(ctx, EscalationKind.NOT_SATISFIED, About(ticket), brought.refused_plan)
    _tell(ctx, ticket, before, to, facts, step, note_id)
    changed(ctx, ticket)


def _tell(
    ctx: Context, ticket: Ticket, before: TicketState, to: TicketState, facts: StepFacts,
    step: Step | None, note_id: uuid.UUID | None,
) -> None:  # fmt: skip
    if to is before:
        if note_id is not None:
            record_event(
                ctx, "noted", "ticket", ticket.id, ticket_id=ticket.id, note_id=str(note_id)
            )
        return
    told = to in {TicketState.ACKNOWLEDGED, TicketState.PLAN_OFFERED, TicketState.RESULT_TOLD}
    record_event(
        ctx, "moved", "ticket", ticket.id, ticket_id=ticket.id, before=before.value, after=to.value,
        skipped=[state.value for state in step.skipped] if step else [],
        note_id=note_id and str(note_id), rule=step.rule if step else "",
        told_way=facts.told_way.value if told else None,
    )  # fmt: skip


def _refuse_closed(ticket: Ticket) -> None:
    if not ticket.open:
        raise Refusal(say("This ticket is closed: open it again first."), rule="H4", field="state")


def _set_state(ctx: Context, ticket: Ticket, to: TicketState) -> None:
    was_open, ticket.state = ticket.open, to
    ticket.open = to not in CLOSED_STATES
    of = Of(ticket_id=ticket.id)
    meet_clocks(ctx, of, met_by(to))
    if to is TicketState.PLAN_OFFERED:
        meet_clocks(ctx, of, {"D16"})  # a plan told to the writer is an answer to the mail
    if not ticket.open:
        ticket.closed_at = ctx.now
        end_all(ctx, ticket)
    elif not was_open:
        ticket.closed_at = None
        if ticket.kind is TicketKind.COMPLAINT:
            # Opened again it is owed an answer as on the first day.
            start_clock(ctx, start("D4", ctx.now, ctx.policy, calendar_of(ctx)), of)


def end_all(ctx: Context, ticket: Ticket) -> None:
    """A closed ticket owes nothing: its clocks stop, with those of its visits and of what was
    sent up, but for telling who is to be told at once (D9, E1 to E6).
    """
    cancel_clocks(ctx, Of(ticket_id=ticket.id))
    drop_visits(ctx, ticket.id)
