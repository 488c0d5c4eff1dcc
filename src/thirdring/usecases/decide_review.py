"""Deciding what was sent up (C4, C10, D7, D8, E4, E5): one deed for each key of the reviewer."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from thirdring.domain.case_values import Decision, EscalationState, VisitState
from thirdring.domain.enums import CallbackResult
from thirdring.domain.errors import NotPermitted, Refusal, say
from thirdring.domain.escalations import check_decision
from thirdring.domain.review import Words, check_words, meets_review, raised
from thirdring.domain.roles import Permission
from thirdring.domain.text_safety import TextKind, clean
from thirdring.domain.ticket_path import refuse_own_case
from thirdring.store.tables import Callback, Escalation, ReturnVisit, Ticket
from thirdring.usecases.callback_access import give_callback, is_open, load_callback, person_of
from thirdring.usecases.clock_keeping import meet_clocks
from thirdring.usecases.context import Context
from thirdring.usecases.decide_coupon import decide_coupon
from thirdring.usecases.hand_over_callbacks import hand_over_callbacks, refuse_taker
from thirdring.usecases.keep_callback import keep_callback
from thirdring.usecases.manage_staff import by_login
from thirdring.usecases.raise_level import raise_level
from thirdring.usecases.reassign_ticket import reassign_ticket
from thirdring.usecases.report_back import (
    drop_report,
    owe_report,
    refuse_changed_line,
    ticket_of,
)
from thirdring.usecases.review_rows import ReviewLine, load_escalation, review_line
from thirdring.usecases.settle_escalations import of, settle
from thirdring.usecases.statements import use_statement
from thirdring.usecases.ticket_access import against_oneself, changed, keep_note, stands_against
from thirdring.usecases.timeline import record_event
from thirdring.usecases.visit_keeping import give_visit


@dataclass(frozen=True, slots=True)
class _Case:
    """What is decided on, and the words given with the decision."""

    row: Escalation
    ticket: Ticket | None
    words: Words
    statement_id: uuid.UUID | None


def decide_review(
    ctx: Context,
    escalation_id: uuid.UUID,
    decision: Decision,
    *,
    plan: str = "",
    to: str | None = None,
    reason: str = "",
    statement_id: uuid.UUID | None = None,
    version: int | None = None,
) -> ReviewLine:
    """Decide it. `version` is the one the person saw.

    take_over: the reviewer handles it; the ticket's owner keeps tracking it. return: with `plan`,
    and who sent it up tells the customer. approve, refuse (`reason`): a coupon, never one's own.
    reassign: `to` with `reason`. statement: the published one of `statement_id`. raise: one level
    up with `reason`. called_back: the reviewer called the customer; `plan` or `reason` says what
    was said, and the agent sees it (D5).

    Raises:
        NotPermitted: no reviewer, one's own coupon (D7), or against oneself (G9).
        NotFound: nothing of that id. Conflict: changed meanwhile; `theirs` is a `ReviewLine`.
        Refusal: settled already, not decided on this kind, or something is missing.
    """
    ctx.require(Permission.REVIEW)
    row = load_escalation(ctx, escalation_id, lock=True)
    ticket = ticket_of(ctx, row)
    refuse_own_case(against_oneself=ticket is not None and against_oneself(ctx, ticket))
    refuse_changed_line(ctx, row, version)
    promised = row.callback_id is not None
    check_decision(row.kind, row.level, row.state, decision, promised=promised)
    words = Words(
        clean(plan, TextKind.TEXT, field="plan").text,
        clean(reason, TextKind.TEXT, field="reason").text,
        (to or "").strip(),
        statement=statement_id is not None,
    )
    check_words(row.kind, decision, words)
    _DEEDS[decision](ctx, _Case(row, ticket, words, statement_id))
    settle(ctx, row)
    if ticket is not None:
        changed(ctx, ticket)
    ctx.touch("escalations", "tickets")
    return review_line(ctx, row.id)


def _decided(
    ctx: Context, case: _Case, decision: Decision, words: str = "", *, told: bool = False,
    **detail: str,
) -> None:  # fmt: skip
    """What every decision leaves: who, when, which, its words in the ticket's story."""
    row = case.row
    before = {
        "before": row.state.value,
        "planned": row.plan is not None,
        "owner_before": row.owner_id and str(row.owner_id),
        "decision_before": row.decision and row.decision.value,
        "by_before": row.decided_by and str(row.decided_by),
        "at_before": row.decided_at and row.decided_at.isoformat(),
    }
    drop_report(ctx, row)
    plan = case.words.plan
    if meets_review(row.kind, decision, plan):
        meet_clocks(ctx, of(row), {row.rule})
    row.decision, row.decided_by, row.decided_at = decision, ctx.actor.id, ctx.now
    row.plan = plan or row.plan
    row.version += 1
    note_id = None
    if words and case.ticket is not None:
        note_id = keep_note(ctx, case.ticket, words, told_customer=told)
    record_event(
        ctx, "decided", "escalation", row.id, ticket_id=row.ticket_id, kind=row.kind.value,
        decision=decision.value, level=row.level, rule=row.rule,
        note_id=note_id and str(note_id), **before, **detail,
    )  # fmt: skip


def _take(ctx: Context, row: Escalation) -> None:
    row.state, row.owner_id, row.taken_at = EscalationState.TAKEN, ctx.actor.id, ctx.now


def _take_over(ctx: Context, case: _Case) -> None:
    _decided(ctx, case, Decision.TAKE_OVER, case.words.reason)
    _take(ctx, case.row)


def _return_plan(ctx: Context, case: _Case) -> None:
    _decided(ctx, case, Decision.RETURN_PLAN, case.words.plan)
    owe_report(ctx, case.row)


def _coupon(ctx: Context, case: _Case, *, approve: bool) -> None:
    """The ledger's own deed decides, records and gives the answer back to who asked (D7)."""
    coupon_id = case.row.coupon_id
    if coupon_id is None:
        raise Refusal(say("This can't be decided here."), rule="D7", field="decision")
    drop_report(ctx, case.row)
    decide_coupon(ctx, coupon_id, approve=approve, reason=case.words.reason)
    owe_report(ctx, case.row)


def _approve(ctx: Context, case: _Case) -> None:
    _coupon(ctx, case, approve=True)


def _refuse(ctx: Context, case: _Case) -> None:
    _coupon(ctx, case, approve=False)


def _reassign(ctx: Context, case: _Case) -> None:
    """C10: the ticket, and the callback, or the visit it is about, or all that an absent person
    leaves, go to somebody who is there.
    """
    row, ticket = case.row, case.ticket
    person = by_login(ctx, case.words.to)
    refuse_taker(ctx, person)
    if row.staff_id is not None:
        _decided(ctx, case, Decision.REASSIGN)
        giver = person_of(ctx, row.staff_id)
        hand_over_callbacks(ctx, giver.login, person.login, case.words.reason, everything=True)
        return
    if ticket is not None and stands_against(ctx, ticket, person.id):
        raise NotPermitted(
            say("This complaint is about {name}: somebody else takes it on.", name=person.name),
            rule="G9", field="to",
        )  # fmt: skip
    callback = load_callback(ctx, row.callback_id) if row.callback_id else None
    moves = callback is not None and is_open(callback) and callback.owner_id != person.id
    part = moves or row.visit_id is not None
    _decided(ctx, case, Decision.REASSIGN)
    _take(ctx, row)
    if ticket is not None and not (part and ticket.owner_id == person.id):
        reassign_ticket(ctx, ticket.id, person.login, reason=case.words.reason)
    if callback is not None and moves:
        give_callback(ctx, callback, person.id, case.words.reason, "C10")
    visit = ctx.session.get(ReturnVisit, row.visit_id) if row.visit_id else None
    if visit is not None and visit.state is VisitState.OPEN and visit.owner_id != person.id:
        give_visit(ctx, visit, person.id, "C10")


def _statement(ctx: Context, case: _Case) -> None:
    """E4: a published one, by the superior only, while it is valid; the library's deed keeps it."""
    if case.ticket is None or case.statement_id is None:
        raise Refusal(say("Choose a published statement."), rule="E4", field="statement")
    used = use_statement(ctx, case.statement_id, case.ticket.id, case.words.reason)
    _decided(ctx, case, Decision.STATEMENT, statement_id=str(used.id))
    _take(ctx, case.row)


def _raise(ctx: Context, case: _Case) -> None:
    """The decision stays on the row: who raised it, and why, stand in the ticket's story."""
    row = case.row
    kind, level = raised(row.kind, row.level)
    _decided(ctx, case, Decision.RAISE_LEVEL, case.words.reason)
    raise_level(ctx, row, kind, level)


def _called_back(ctx: Context, case: _Case) -> None:
    """D5: the reviewer called the customer; the agent sees that it was done."""
    row, words = case.row, case.words
    said = words.plan or words.reason
    _decided(ctx, case, Decision.CALLED_BACK, said, told=True)
    _take(ctx, row)
    if row.callback_id is not None:
        callback: Callback = load_callback(ctx, row.callback_id)
        if is_open(callback):
            keep_callback(ctx, callback.id, CallbackResult.DONE, note=said)


_DEEDS: Mapping[Decision, Callable[[Context, _Case], None]] = MappingProxyType(
    {
        Decision.TAKE_OVER: _take_over,
        Decision.RETURN_PLAN: _return_plan,
        Decision.APPROVE: _approve,
        Decision.REFUSE: _refuse,
        Decision.REASSIGN: _reassign,
        Decision.STATEMENT: _statement,
        Decision.RAISE_LEVEL: _raise,
        Decision.CALLED_BACK: _called_back,
    }
)
