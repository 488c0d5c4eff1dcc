"""Writing down what a step brings (D4, D8, D10, D11, D12, D18, J3), before its gates are judged."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any

from thirdring.domain.case_values import Decision, EscalationState, VisitReason
from thirdring.domain.clock_rules import told
from thirdring.domain.enums import TicketState
from thirdring.domain.errors import NotPermitted, Refusal, say
from thirdring.domain.roles import Permission
from thirdring.domain.text_safety import TextKind, clean
from thirdring.domain.ticket_path import PATH
from thirdring.store.tables import ComplaintDetail, Ticket
from thirdring.usecases.assess_complaint import assess
from thirdring.usecases.case_file import unsatisfied, visit_of
from thirdring.usecases.clock_keeping import Of, meet_clocks, start_clock
from thirdring.usecases.context import Context
from thirdring.usecases.step_facts import StepFacts
from thirdring.usecases.ticket_access import keep_note
from thirdring.usecases.timeline import record_event
from thirdring.usecases.visit_keeping import drop_visits, finish_visit, visit_after, waive_visit

_S = TicketState
_TEXTS = ("plan", "alternatives", "cause", "prevention", "lesson")
# From which state on a fact can be known at all, and the rule that says so.
_FROM = {
    "fault": (_S.APPRAISAL, "D12"),
    "plan": (_S.PLAN_OFFERED, "D6"),
    "next_contact_at": (_S.ACKNOWLEDGED, "D18"),
    "accepted": (_S.PLAN_OFFERED, "D6"),
    "alternatives": (_S.PLAN_OFFERED, "J3"),
    "remedy": (_S.PLAN_OFFERED, "D6"),
    "completed_at": (_S.RESULT_TOLD, "D10"),
    "satisfaction": (_S.RETURN_VISIT, "D10"),
    "opinion": (_S.RETURN_VISIT, "D10"),
    "no_visit": (_S.RETURN_VISIT, "D10"),
}
# Clocks of machines differ by so much without anything being wrong.
_SKEW = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Brought:
    """What a step did to the plan: a new one in the place of a refused one; the one that was not
    accepted now, which is still to be sent up (D8).
    """

    new_plan: bool = False
    refused_plan: str | None = None


def place(state: TicketState) -> int:
    """How far along the path."""
    return PATH.index(state)


def bring(
    ctx: Context, ticket: Ticket, detail: ComplaintDetail, to: TicketState, facts: StepFacts
) -> Brought:
    """Set what `facts` hold; what is to be sent up is left to the caller.

    Raises:
        Refusal: something that can't be known yet, or can't be so.
        NotPermitted: a visit left out without being a supervisor.
    """
    _refuse_too_early(to, facts)
    if facts.assessment is not None:
        assess(ctx, ticket, facts.assessment)
    new_plan = _plan(ctx, ticket, detail, facts)
    for name in _TEXTS:
        _text(ctx, ticket, detail, name, getattr(facts, name))
    for name in ("fault", "remedy", "example"):
        _value(ctx, ticket, detail, name, getattr(facts, name))
    refused = _accept(ctx, ticket, detail, facts)
    _next_contact(ctx, ticket, detail, facts)
    if place(to) >= place(_S.RESULT_TOLD):
        _complete(ctx, ticket, detail, facts)
        _visit(ctx, detail, facts)
    return Brought(new_plan, detail.plan if refused else None)


def start_over(ctx: Context, ticket: Ticket, detail: ComplaintDetail, to: TicketState) -> None:
    """Going back, or opening again: what comes behind `to` is to be done anew. What was found,
    planned and said stays written down.
    """
    if place(to) < place(_S.RESULT_TOLD) and detail.completed_at is not None:
        detail.completed_at = None
        drop_visits(ctx, ticket.id, VisitReason.COMPLAINT)
    if place(to) < place(_S.PLAN_OFFERED):
        detail.accepted = None
        detail.next_contact_at = None
        detail.remedy = None


def _refuse_too_early(to: TicketState, facts: StepFacts) -> None:
    for name, (first, rule) in _FROM.items():
        if getattr(facts, name) is not None and place(to) < place(first):
            why = say("This can't be known yet at that step.")
            if name == "fault":
                why = say("No fault is named before the facts are known.")
            raise Refusal(why, rule=rule, field=name)


def _plan(ctx: Context, ticket: Ticket, detail: ComplaintDetail, facts: StepFacts) -> bool:
    if facts.plan is None:
        return False
    refused = detail.accepted is False
    if clean(facts.plan, TextKind.TEXT, field="plan").text != (detail.plan or ""):
        detail.accepted = None
    record_event(
        ctx, "offered", "ticket", ticket.id, ticket_id=ticket.id,
        told_way=facts.told_way.value, rule="D8" if refused else "D4",
    )  # fmt: skip
    if refused:
        _answer_d8(ctx, ticket, facts.plan)
    return refused


def _answer_d8(ctx: Context, ticket: Ticket, plan: str) -> None:
    """D8: the plan of the person in charge reached the customer, told by them or by who sent it
    up (C4).
    """
    for sent in unsatisfied(ctx, ticket.id):
        if sent.state is EscalationState.CLOSED:
            continue
        if sent.state is EscalationState.RETURNED:
            sent.reported_at = ctx.now
            meet_clocks(ctx, Of(ticket_id=ticket.id, escalation_id=sent.id), {"C4", "D8"})
        elif ctx.actor.may(Permission.REVIEW):
            sent.plan = clean(plan, TextKind.TEXT, field="plan").text
            sent.decision = Decision.CALLED_BACK
            sent.decided_by, sent.decided_at = ctx.actor.id, ctx.now
        sent.version += 1
        ctx.touch("escalations")


def _text(
    ctx: Context, ticket: Ticket, detail: ComplaintDetail, name: str, given: str | None
) -> None:
    if given is None:
        return
    text = clean(given, TextKind.TEXT, field=name).text
    earlier: str | None = getattr(detail, name)
    if not text or text == earlier:
        return
    setattr(detail, name, text)
    note_id = keep_note(ctx, ticket, earlier) if earlier else None
    if name != "plan" or earlier:
        record_event(
            ctx, "wrote", "ticket", ticket.id, ticket_id=ticket.id, field=name,
            note_id=note_id and str(note_id),
        )  # fmt: skip


def _value(ctx: Context, ticket: Ticket, detail: ComplaintDetail, name: str, given: Any) -> None:
    earlier = getattr(detail, name)
    if given is None or given == earlier:
        return
    setattr(detail, name, given)
    record_event(
        ctx, "settled_fact", "ticket", ticket.id, ticket_id=ticket.id, field=name,
        before=_plain(earlier), after=_plain(given),
    )  # fmt: skip


def _plain(value: Any) -> Any:
    return value.value if isinstance(value, StrEnum) else value


def _accept(ctx: Context, ticket: Ticket, detail: ComplaintDetail, facts: StepFacts) -> bool:
    """What the customer said to the plan; whether it is a new no."""
    if facts.accepted is None or facts.accepted == detail.accepted:
        return False
    if not detail.plan:
        raise Refusal(say("There is no plan to accept yet."), rule="D6", field="accepted")
    detail.accepted = facts.accepted
    record_event(
        ctx, "accepted" if facts.accepted else "not_accepted", "ticket", ticket.id,
        ticket_id=ticket.id, rule="" if facts.accepted else "D8",
    )  # fmt: skip
    return not facts.accepted


def _next_contact(ctx: Context, ticket: Ticket, detail: ComplaintDetail, facts: StepFacts) -> None:
    """D18: the customer knows when they hear from us next."""
    at = facts.next_contact_at
    if at is None or at == detail.next_contact_at:
        return
    if at <= ctx.now:
        raise Refusal(say("The next contact lies ahead."), rule="D18", field="next_contact_at")
    of = Of(ticket_id=ticket.id)
    meet_clocks(ctx, of, {"D18"})  # told now of the new time: that contact took place
    detail.next_contact_at = at
    start_clock(ctx, told("D18", ctx.now, at), of)
    record_event(ctx, "told_next", "ticket", ticket.id, ticket_id=ticket.id, rule="D18")


def _complete(ctx: Context, ticket: Ticket, detail: ComplaintDetail, facts: StepFacts) -> None:
    """D10: the visit is owed from completion on."""
    if detail.completed_at is not None:
        return
    at = facts.completed_at or ctx.now
    if at > ctx.now + _SKEW or at < ticket.received_at:
        raise Refusal(
            say("It was completed between its intake and now."), rule="D10", field="completed_at"
        )
    detail.completed_at = min(at, ctx.now)
    visit_after(ctx, ticket, detail.completed_at)


def _visit(ctx: Context, detail: ComplaintDetail, facts: StepFacts) -> None:
    visit = visit_of(ctx, detail)
    if visit is None:
        return
    if facts.no_visit is not None:
        if not ctx.actor.may(Permission.REVIEW):
            raise NotPermitted(
                say("A supervisor decides that a visit is left out."), rule="D10", field="no_visit"
            )
        waive_visit(ctx, visit, facts.no_visit)
    elif facts.satisfaction is not None or facts.opinion is not None:
        finish_visit(ctx, visit, facts.satisfaction, facts.opinion)
