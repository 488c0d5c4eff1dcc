"""The sample's cases that went beyond one agent: sent up, decided, told, settled with a coupon."""

import datetime as dt
import uuid
from decimal import Decimal

from sqlalchemy import func, select, true

from thirdring.demo.deed_words import SpecialCall
from thirdring.demo.picture import photograph
from thirdring.domain.case_values import (
    CouponState,
    Decision,
    EscalationKind,
    EscalationState,
    VisitReason,
    Way,
)
from thirdring.domain.enums import CallbackKind, CallbackResult, CallbackState, TicketState
from thirdring.store.tables import Callback, Escalation, Staff, Ticket
from thirdring.usecases.ask_coupon import ask_coupon
from thirdring.usecases.attach_file import attach_file
from thirdring.usecases.coupon_rows import CouponRow
from thirdring.usecases.decide_review import decide_review
from thirdring.usecases.escalate_ticket import escalate_ticket
from thirdring.usecases.file_complaint import file_complaint
from thirdring.usecases.issue_coupon import cancel_coupon, issue_coupon
from thirdring.usecases.keep_callback import keep_callback
from thirdring.usecases.log_call import log_call
from thirdring.usecases.mark_absent import mark_absent
from thirdring.usecases.records import CallInput, ReceptionInput, checked
from thirdring.usecases.report_back import report_back
from thirdring.usecases.return_visits import VisitResult, plan_visit, record_visit
from thirdring.usecases.stage import Stage
from thirdring.usecases.tell_notice import owed_notices, tell_notice

_S = TicketState
_EARLY = (_S.ACKNOWLEDGED, _S.INVESTIGATION, _S.APPRAISAL)
_SETTLED = (_S.PLAN_OFFERED, _S.REMEDY, _S.RESULT_TOLD, _S.RETURN_VISIT)
_MAY_BE_AWAY = ("tang", "luo", "qiu", "ma")
_MINUTE = dt.timedelta(minutes=1)


def play_cases(stage: Stage, *, matters: bool) -> None:
    """`matters`: also file the grave complaints and log the calls of press and lawyer."""
    if matters:
        _majors(stage)
        _special(stage)
    _difficult(stage)
    _coupons(stage)
    _callbacks(stage)
    _visits(stage)
    _pictures(stage)


def _majors(stage: Stage) -> None:
    """D9: one told to everybody and taken over, one that came in minutes ago."""
    waiting, taken = stage.deeds.majors
    at = stage.ago(hours=5)
    number = stage.do("qiu", at, file_complaint, checked(ReceptionInput, dict(taken.record))).id
    sent = _sent_up(stage, number)
    _tell_all(stage, "gu", at + 6 * _MINUTE, sent.id)
    stage.do("gu", at + 9 * _MINUTE, decide_review, sent.id, Decision.TAKE_OVER,
             reason=stage.deeds.took_over)  # fmt: skip
    stage.do("sun", stage.ago(minutes=11), file_complaint,
             checked(ReceptionInput, dict(waiting.record)))  # fmt: skip


def _special(stage: Stage) -> None:
    """E1, E2: the lawyer of yesterday was called back, the press waits since twenty minutes."""
    lawyer = _call(stage, "luo", stage.ago(hours=26), stage.deeds.lawyer)
    sent = _sent_up(stage, lawyer)
    _tell_all(stage, "zhao", stage.ago(hours=25, minutes=50), sent.id)
    stage.do("gu", stage.ago(hours=25), decide_review, sent.id, Decision.CALLED_BACK,
             plan=stage.deeds.told)  # fmt: skip
    press = _sent_up(stage, _call(stage, "ma", stage.ago(minutes=21), stage.deeds.press))
    with stage.acting("zhao", stage.now) as ctx:
        owed = owed_notices(ctx, press.id)
    for notice in owed[:2]:
        stage.do("zhao", stage.ago(minutes=12), tell_notice, notice.id, Way.PHONE)


def _call(stage: Stage, login: str, at: dt.datetime, said: SpecialCall) -> uuid.UUID:
    press = said.outlet if said.caller_type == "press" else None
    record = {
        "direction": "inbound", "number": said.number, "name": said.name,
        "caller_type": said.caller_type, "rings": 2,
        "started_at": at.isoformat(), "answered_at": (at + _MINUTE / 8).isoformat(),
        "ended_at": (at + 4 * _MINUTE).isoformat(), "wrapped_up_at": (at + 5 * _MINUTE).isoformat(),
        "hung_up_by": "customer", "outcome": "escalated", "read_back": True,
        "protocol": {
            "outlet": said.outlet, "questions": said.questions, "demands": said.demands,
            "answer_hoped_for": said.hoped_for if press else None,
            "help_expected": None if press else said.hoped_for,
        },
    }  # fmt: skip
    row = stage.do(login, at + 5 * _MINUTE, log_call, checked(CallInput, record))
    if row.ticket_id is None:
        raise AssertionError(row.id)
    return row.ticket_id


def _sent_up(stage: Stage, ticket_id: uuid.UUID) -> Escalation:
    return stage.session.scalars(
        select(Escalation)
        .where(Escalation.ticket_id == ticket_id, Escalation.state == EscalationState.OPEN)
        .order_by(Escalation.level.desc(), Escalation.id)
    ).first() or _missing(ticket_id)


def _missing(ticket_id: uuid.UUID) -> Escalation:
    raise AssertionError(ticket_id)


def _tell_all(stage: Stage, login: str, at: dt.datetime, escalation_id: uuid.UUID) -> None:
    with stage.acting(login, at) as ctx:
        owed = owed_notices(ctx, escalation_id)
    for place, notice in enumerate(owed):
        stage.do(login, at + place * _MINUTE / 2, tell_notice, notice.id, Way.PHONE)


def _difficult(stage: Stage) -> None:
    """C4, D8: one reported back, one that is owed to the customer, two that wait."""
    deeds = stage.deeds
    for at, reason in zip((2900, 300, 34), deeds.difficult, strict=True):
        row = _up(stage, at, EscalationKind.DIFFICULT, 1, reason)
        if row is None or at < 60:
            continue
        decided = row.sent_at + 12 * _MINUTE
        stage.try_to("zhao", decided, decide_review, row.id, Decision.RETURN_PLAN, plan=deeds.plan)
        if at > 1000 and row.state is EscalationState.RETURNED:
            stage.try_to("zhao", decided + 25 * _MINUTE, report_back, row.id, deeds.told)
    _up(stage, 95, EscalationKind.NOT_SATISFIED, 2, deeds.not_satisfied)


def _up(
    stage: Stage, minutes: float, kind: EscalationKind, level: int, reason: str
) -> Escalation | None:
    states = _EARLY if kind is EscalationKind.DIFFICULT else (_S.PLAN_OFFERED,)
    for ticket, owner, ready in stage.cases(*states):
        at = max(ready, stage.ago(minutes=minutes))
        if at + 40 * _MINUTE > stage.now and minutes > 60 and ready > stage.ago(minutes=minutes):
            continue
        if stage.try_to(owner, at, escalate_ticket, ticket.id, level, reason, kind=kind):
            stage.used.add(ticket.id)
            return _sent_up(stage, ticket.id)
    return None


def _coupons(stage: Stage) -> None:
    """D7: within the limit, above it and approved, refused, still to be decided, taken back."""
    needs = iter(stage.deeds.coupon_needs)
    _asked(stage, 300, Decimal(300), next(needs))
    _decide(stage, _asked(stage, 1500, Decimal(260), next(needs)), Decision.APPROVE)
    issued = _asked(stage, 3100, Decimal(188), next(needs))
    _decide(stage, issued, Decision.APPROVE)
    _issue(stage, issued, "SS-C-20418", dt.timedelta(minutes=70))
    _decide(stage, _asked(stage, 2000, Decimal(480), next(needs)), Decision.REFUSE)
    _issue(stage, _asked(stage, 900, Decimal(60), next(needs)), "SS-C-20431", 4 * _MINUTE)
    dropped = _asked(stage, 700, Decimal(50), next(needs))
    if dropped is not None:
        at = dropped.asked_at + 9 * _MINUTE
        stage.try_to(_login(stage, dropped), at, cancel_coupon, dropped.id, stage.deeds.cancelled)


def _asked(stage: Stage, minutes: float, amount: Decimal, need: str) -> CouponRow | None:
    """Asked for on a case with a plan, so long ago or when the case allowed it."""
    for ticket, owner, ready in stage.cases(*_SETTLED):
        at = max(ready, stage.ago(minutes=minutes))
        if at + 90 * _MINUTE > stage.now:
            continue
        found = stage.try_to(owner, at, ask_coupon, ticket.id, amount, need)
        if found is not None:
            stage.used.add(ticket.id)
            return found
    return None


def _login(stage: Stage, coupon: CouponRow) -> str:
    return next(login for login, found in stage.staff.items() if found == coupon.asked_by_id)


def _decide(stage: Stage, coupon: CouponRow | None, decision: Decision) -> None:
    """By a supervisor, who is never the one who asked."""
    if coupon is None or coupon.state is not CouponState.REQUESTED:
        return
    sent = stage.session.scalars(select(Escalation).where(Escalation.coupon_id == coupon.id)).one()
    by = "gu" if _login(stage, coupon) == "zhao" else "zhao"
    reason = stage.deeds.refused if decision is Decision.REFUSE else ""
    at = coupon.asked_at + 17 * _MINUTE
    if stage.try_to(by, at, decide_review, sent.id, decision, reason=reason) is None:
        return
    if decision is Decision.REFUSE:
        told = at + 20 * _MINUTE
        stage.try_to(_login(stage, coupon), told, report_back, sent.id, stage.deeds.told)


def _issue(stage: Stage, coupon: CouponRow | None, code: str, after: dt.timedelta) -> None:
    if coupon is not None:
        at = coupon.asked_at + after
        stage.try_to(_login(stage, coupon), at, issue_coupon, coupon.id, code)


def _callbacks(stage: Stage) -> None:
    """C6, C4: a colleague is away and their callbacks wait for an owner; one was passed up."""
    promised = (Callback.state == CallbackState.OPEN, Callback.kind == CallbackKind.PROMISE)
    owed = stage.session.execute(
        select(Callback.id, Staff.login)
        .join(Staff, Staff.id == Callback.owner_id)
        .where(*promised, Callback.told_at < stage.ago(minutes=30))
        .order_by(Callback.due_at, Callback.id)
    ).all()
    owners = [row.login for row in owed]
    away = max(_MAY_BE_AWAY, key=owners.count)
    for row in owed:
        if row.login == away:
            continue
        passed = stage.try_to(row.login, stage.ago(minutes=14), keep_callback, row.id,
                              CallbackResult.ESCALATED, note=stage.deeds.passed_up)  # fmt: skip
        if passed is not None:
            break
    with stage.acting("zhao", stage.now) as ctx:
        tomorrow = ctx.center.time.day_of(stage.now) + dt.timedelta(days=1)
        until = ctx.center.time.to_utc(dt.datetime.combine(tomorrow, dt.time(9)))
    latest = stage.session.scalar(
        select(func.max(Ticket.received_at))
        .join(Staff, Staff.id == Ticket.owner_id)
        .where(Staff.login == away, Ticket.open.is_(true()))
    )
    at = max(stage.ago(minutes=42), latest or stage.ago(minutes=42))
    stage.do("zhao", at, mark_absent, away, until)


def _visits(stage: Stage) -> None:
    """D10: customers who asked for a call, or bought what needs one; some weren't reached yet."""
    for place, (reason, name, about, number) in enumerate(stage.deeds.visits_asked):
        since = stage.ago(days=(14.6, 3, 9, 1)[place])
        planned = stage.try_to("wen", since, plan_visit, VisitReason(reason),
                               name=name, number=number, about=about)  # fmt: skip
        if planned is not None and place in {0, 2}:
            stage.try_to(
                "sun", stage.ago(hours=20 - place), record_visit, planned.id, VisitResult()
            )


def _pictures(stage: Stage) -> None:
    """D6: evidence as customers and shops send it."""
    names = iter(stage.deeds.pictures)
    name = next(names)
    for ticket, owner, ready in stage.cases(*_EARLY, *_SETTLED):
        at = min(max(ready, stage.ago(hours=6)), stage.now)
        content = photograph(stage.random)
        if stage.try_to(owner, at, attach_file, ticket.id, name, content) is None:
            continue
        stage.used.add(ticket.id)
        if (following := next(names, None)) is None:
            return
        name = following
