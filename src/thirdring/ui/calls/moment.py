"""What the phrase sidebar follows: where the call stands, and what fills its placeholders. Pure."""

from datetime import datetime

from thirdring.domain.call_moment import CallMoment, LineState, Purpose
from thirdring.domain.enums import Outcome, Title
from thirdring.domain.festivals import time_of_day
from thirdring.domain.filling import Placeholder, fill
from thirdring.domain.names import addressed
from thirdring.domain.policy import Key
from thirdring.ui.calls import call_facts
from thirdring.ui.calls.presenter import AT_A_TIME, CallPresenter


def moment_of(call: CallPresenter, now: datetime) -> CallMoment:
    """The call at `now`. Festivals are added by the sidebar, which looks them up off the UI thread."""
    record, hold = call.record, call.hold_clock()
    began, ended = record.answered_at, record.ended_at
    talk = max(0.0, ((ended or now) - began).total_seconds()) if began else 0.0
    held = max(0.0, (now - hold.since).total_seconds()) if hold else None
    last = record.hold_reason if hold or record.holds else None
    outcome = call_facts.outcome_of(record)
    return CallMoment(
        direction=record.direction,
        caller_type=record.caller_type,
        late=call.pick_up().late,
        talk_seconds=talk,
        named=bool(_customer(call)),
        confirmed=record.person_confirmed,
        line=LineState.SILENT if outcome is Outcome.NO_AUDIO else LineState.GOOD,
        hold_seconds=held,
        hold_limit=call.desk.policy.span(Key.HOLD_SECONDS).total_seconds(),
        hold_reason=last,
        resumed=call.resumed and hold is None,
        raised=bool(call_facts.key_points(record).raised),
        answered=bool(record.text("answer")) and not call_facts.is_protocol(record),
        outcome=outcome,
        read_back=call.confirmed,
        complaint=call_facts.is_complaint(record),
        emergency=record.emergency,
        purpose=Purpose(record.purpose) if record.purpose else None,
        time_of_day=time_of_day(call.desk.time.to_local(now).time()),
        said=frozenset(record.said),
    )


def values_of(call: CallPresenter, now: datetime) -> dict[str, str]:
    """What stands for the placeholders of phrases and of wordings to use instead."""
    desk, record = call.desk, call.record
    chosen = record.choice("callback.minutes")
    minutes = desk.policy.integer(Key.CALLBACK_DEFAULT_MINUTES)
    if chosen and chosen != AT_A_TIME:
        minutes = int(chosen)
    due = record.callback_due_at or now + desk.policy.span(Key.CALLBACK_DEFAULT_MINUTES)
    return {
        Placeholder.COMPANY.value: desk.company,
        Placeholder.AGENT.value: desk.agent,
        Placeholder.POST.value: desk.post,
        Placeholder.CUSTOMER.value: _customer(call),
        Placeholder.MINUTES.value: str(minutes),
        Placeholder.TIME.value: desk.time.clock_text(due, now),
        Placeholder.WORK_NUMBER.value: desk.work_number,
        Placeholder.SUMMARY.value: call_facts.key_points(record).raised or "",
    }


def hold_line(call: CallPresenter, now: datetime) -> str:
    """The line for a hold that took longer than a minute, filled in (B3, B4)."""
    lines = dict(call.desk.hold_lines)
    for key in ("hold.over_callback", "hold.over_minutes", *lines):
        if key in lines:
            return fill(lines[key], values_of(call, now), call.desk.language)
    return ""


def instead_of(text: str, call: CallPresenter, now: datetime) -> str:
    """What to write instead of a wording, with the call's own name and time in it."""
    return fill(text, values_of(call, now), call.desk.language) if text else ""


def _customer(call: CallPresenter) -> str:
    record = call.record
    title = record.choice("title")
    return addressed(record.given("name"), Title(title) if title else None, call.desk.language)
