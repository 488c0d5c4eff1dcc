"""One record without a window: what is late, missing, promised, confirmed; what survives JSON."""

import json
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thirdring.domain.call_moment import stage_of
from thirdring.domain.centertime import CenterTime
from thirdring.domain.enums import (
    CATEGORIES,
    CallerType,
    HoldReason,
    Language,
    Outcome,
    Stage,
    Title,
)
from thirdring.domain.errors import Refusal, Refusals
from thirdring.domain.policy import Policy
from thirdring.ui.calls.call_record import CHOICES, TEXTS, CallRecord, HoldSpan
from thirdring.ui.calls.lint import utf16_offsets
from thirdring.ui.calls.moment import hold_line, instead_of, moment_of, values_of
from thirdring.ui.calls.presenter import AT_A_TIME, CallPresenter
from thirdring.ui.calls.steady_clock import SteadyClock
from thirdring.ui.calls.typed_time import typed_time
from thirdring.usecases.desk_facts import DeskFacts
from thirdring.usecases.find_callers import CallerHit

NOW = datetime(2026, 11, 22, 6, 32, 8, tzinfo=UTC)  # 14:32:08 in the center
SHANGHAI = CenterTime("Asia/Shanghai")
DESK = DeskFacts(
    company="三声家居", language=Language.ZH_CN, time=SHANGHAI, categories=CATEGORIES,
    policy=Policy(), agent="林晓梅", login="lin", post="客服专员", work_number="1023",
    wordings=(), internal_numbers=(),
    hold_lines=(("hold.over_callback", "抱歉让您久等了。我{time}前给您回电，好吗？"),),
)  # fmt: skip


@pytest.fixture
def clock() -> SimpleNamespace:
    return SimpleNamespace(at=NOW)


@pytest.fixture
def call(clock: SimpleNamespace) -> CallPresenter:
    return CallPresenter(CallRecord(), DESK, lambda: clock.at)


def fields(call: CallPresenter) -> list[str]:
    return [refusal.field for refusal in call.missing()]


def confirmed(call: CallPresenter) -> bool:
    return call.confirmed


def test_b11_a_blank_record_starts_with_the_first_letter(call: CallPresenter) -> None:
    assert not call.started
    call.set_text("raised", "x")
    assert call.record.started_at == call.record.answered_at == NOW


def test_b1_what_is_missing_comes_in_the_order_of_the_form(call: CallPresenter) -> None:
    call.begin()
    assert fields(call) == ["number", "name", "address", "raised", "category", "outcome"]
    for name in ("number", "name", "address", "raised"):
        call.set_withheld(name, on=True)
    assert fields(call) == ["category", "outcome"]
    call.set_caller(CallerType.STAFF)
    call.set_withheld("address", on=False)
    assert "address" not in fields(call)


def test_b1_a_withheld_field_is_not_sent_though_it_was_typed(call: CallPresenter) -> None:
    call.set_text("name", "王")
    call.set_withheld("name", on=True)
    call.choose("outcome", Outcome.MISDIAL.value)
    assert call.finish().name is None


@pytest.mark.parametrize(("seconds", "late", "rings"), [(15, False, 3), (15.1, True, 4)])
def test_a1_a2_the_fourth_ring_is_late(
    call: CallPresenter, clock: SimpleNamespace, seconds: float, late: bool, rings: int
) -> None:
    call.ring("13812345678")
    clock.at += timedelta(seconds=seconds)
    assert call.pick_up().rings == rings
    call.answer()
    assert call.pick_up().late is late


def test_a1_rings_counted_by_ear_agree_with_the_times(call: CallPresenter) -> None:
    call.begin()
    for rings in range(1, 12):
        call.set_rings(rings)
        found = call.pick_up()
        assert (found.rings, found.disagree, found.late) == (rings, False, rings > 3)


def test_c2_minutes_are_fixed_when_they_are_told(
    call: CallPresenter, clock: SimpleNamespace
) -> None:
    call.choose("outcome", Outcome.CALLBACK.value)
    due = call.record.callback_due_at
    assert due is not None
    assert SHANGHAI.clock_text(due, NOW) == "15:02"
    clock.at += timedelta(minutes=5)
    call.set_text("raised", "x")
    assert call.record.callback_due_at == due
    call.choose("callback.minutes", "15")
    assert SHANGHAI.clock_text(call.record.callback_due_at or NOW, NOW) == "14:52"


def test_c2_a_time_that_is_none_says_so(call: CallPresenter) -> None:
    call.choose("outcome", Outcome.CALLBACK.value)
    call.choose("callback.minutes", AT_A_TIME)
    assert "callback.due_at" in fields(call)
    call.set_text("callback.at", "25:99")
    (refusal,) = [one for one in call.missing() if one.field == "callback.due_at"]
    assert "25:99" in str(refusal)
    call.set_text("callback.at", "14:50")
    assert "callback.due_at" not in fields(call)


def test_b2_withdrawing_the_outcome_callback_keeps_the_confirmation_honest(
    call: CallPresenter,
) -> None:
    call.set_text("raised", "沙发未到")
    call.choose("outcome", Outcome.CALLBACK.value)
    call.set_confirmed(on=True)
    assert confirmed(call)
    assert "15:02" in call.read_back()
    call.choose("outcome", Outcome.SOLVED.value)
    assert not confirmed(call)
    assert call.confirmation_stale
    assert "read_back" in fields(call)
    call.choose("outcome", Outcome.CALLBACK.value)
    assert confirmed(call)


def test_b2_nobody_there_is_exempt_and_says_why(call: CallPresenter) -> None:
    call.choose("outcome", Outcome.NO_AUDIO.value)
    assert call.exempt() is not None
    assert fields(call) == []


def test_e1_a_special_caller_goes_to_the_supervisor(call: CallPresenter) -> None:
    call.set_text("answer", "我们认为……")
    call.choose("outcome", Outcome.SOLVED.value)
    call.set_caller(CallerType.PRESS)
    assert call.record.choice("outcome") == Outcome.ESCALATED.value
    assert {"protocol.outlet", "protocol.questions", "protocol.answer_hoped_for"} <= set(
        fields(call)
    )
    call.set_caller(CallerType.CUSTOMER)
    assert call.record.text("answer") == "我们认为……"


def test_d2_d15_a_complaint_wants_nature_severity_and_whom(call: CallPresenter) -> None:
    call.choose("outcome", Outcome.TICKET.value)
    call.choose("ticket_kind", "complaint")
    assert fields(call)[-3:] == [
        "complaint.nature", "complaint.severity", "complaint.against_kind",
    ]  # fmt: skip
    call.choose("complaint.against_kind", "employee")
    assert "complaint.against" in fields(call)
    call.choose("complaint.against_kind", "none")
    assert "complaint.against" not in fields(call)


def test_a_date_that_is_none_is_refused_with_its_field(call: CallPresenter) -> None:
    call.choose("outcome", Outcome.TICKET.value)
    for name in ("number", "name", "address", "raised"):
        call.set_withheld(name, on=True)
    for name, value in (
        ("category", "delivery"), ("ticket_kind", "complaint"), ("complaint.nature", "price"),
        ("complaint.severity", "minor"), ("complaint.against_kind", "none"),
        ("hung_up_by", "customer"),
    ):  # fmt: skip
        call.choose(name, value)
    call.set_confirmed(on=True)
    call.set_text("complaint.bought_on", "last week")
    with pytest.raises(Refusals) as refused:
        call.finish()
    assert "bought_on" in refused.value.field
    call.set_text("complaint.bought_on", "2026-11-02")
    assert call.finish().complaint is not None


def hit(name: str, **more: Any) -> CallerHit:
    given: dict[str, Any] = {
        "customer_id": CallRecord().id, "name": name, "title": Title.MS, "address": "文景路",
        "number": "13812345678", "digits": "13812345678", "exact": True, "last_call_at": None,
    }  # fmt: skip
    return CallerHit(**(given | more))


def test_a_recognised_customer_fills_only_what_is_empty(call: CallPresenter) -> None:
    call.set_text("address", "自己填的")
    call.recognise(hit("王雅琴"))
    assert (call.record.text("name"), call.record.text("address")) == ("王雅琴", "自己填的")
    assert call.record.choice("title") == "ms"
    call.recognise(hit("周敏", address="滨湖路"))
    assert (call.record.text("name"), call.record.text("address")) == ("周敏", "自己填的")
    call.set_text("name", "周敏敏")
    call.forget_customer()
    assert call.record.text("name") == "周敏敏"
    assert call.record.choice("title") is None


def test_b3_b4_the_hold_line_names_the_time(call: CallPresenter, clock: SimpleNamespace) -> None:
    call.hold(HoldReason.LOOK_UP)
    clock.at += timedelta(seconds=61)
    assert hold_line(call, clock.at) == "抱歉让您久等了。我15:03前给您回电，好吗？"
    assert stage_of(moment_of(call, clock.at)) is Stage.HOLD
    call.end_hold()
    assert call.apology_owed()
    assert moment_of(call, clock.at).resumed
    call.say("hold.resumed")
    assert not moment_of(call, clock.at).resumed


def test_the_values_of_placeholders_come_from_the_call(call: CallPresenter) -> None:
    call.set_text("name", "王雅琴")
    call.choose("title", "ms")
    values = values_of(call, NOW)
    assert (values["customer"], values["minutes"], values["time"]) == ("王女士", "30", "15:02")
    assert instead_of("正在为您核实，{time}前回复您", call, NOW) == "正在为您核实，15:02前回复您"


def test_a_call_across_midnight_keeps_its_order(
    call: CallPresenter, clock: SimpleNamespace
) -> None:
    clock.at = datetime(2026, 11, 22, 15, 59, 50, tzinfo=UTC)
    call.begin()
    clock.at += timedelta(seconds=30)
    call.choose("outcome", Outcome.MISDIAL.value)
    sent = call.finish()
    assert sent.started_at is not None
    assert sent.ended_at is not None
    assert sent.ended_at - sent.started_at == timedelta(seconds=30)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("15:30", "2026-11-22 15:30"),
        ("1530", "2026-11-22 15:30"),
        ("9:40", "2026-11-23 09:40"),
        ("9", "2026-11-23 09:00"),
        ("15点30分", "2026-11-22 15:30"),
        ("明天 9:40", "2026-11-23 09:40"),
        ("tomorrow 9:40", "2026-11-23 09:40"),
        ("12-03 9:40", "2026-12-03 09:40"),
        ("01-03 9:40", "2027-01-03 09:40"),
        ("2026-12-03 09:40", "2026-12-03 09:40"),
    ],
)
def test_c1_a_time_is_understood_as_people_type_it(typed: str, meant: str) -> None:
    assert SHANGHAI.text(typed_time(typed, NOW, SHANGHAI)) == meant


@pytest.mark.parametrize("typed", ["", "soon", "24:00", "12:60", "13-45 9:00", "15:30:10 x"])
def test_c1_what_is_no_time_is_refused(typed: str) -> None:
    with pytest.raises(Refusal):
        typed_time(typed, NOW, SHANGHAI)


TIMES = st.none() | st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))


@given(
    texts=st.dictionaries(st.sampled_from(TEXTS), st.text()),
    choices=st.dictionaries(st.sampled_from(CHOICES), st.text(min_size=1)),
    times=st.tuples(TIMES, TIMES, TIMES),
    spans=st.lists(st.tuples(TIMES.filter(bool), TIMES.filter(bool))),
    cursor=st.tuples(st.sampled_from(TEXTS), st.integers(0, 2**31)),
)
def test_h6_a_record_comes_back_from_json_as_it_was(
    texts: Any, choices: Any, times: Any, spans: Any, cursor: Any
) -> None:
    record = CallRecord(texts={k: v for k, v in texts.items() if v}, choices=choices, cursor=cursor)
    record.started_at, record.answered_at, record.hold_since = times
    record.holds = [HoldSpan(a, b, HoldReason.OTHER) for a, b in spans]
    stored = json.loads(json.dumps(record.to_json()))
    assert CallRecord.from_json(record.id, stored) == record
    assert CallRecord.from_json(record.id, {**stored, "from_a_newer_program": 1}) == record


@given(st.text(alphabet=st.sampled_from("a字😀\n𠮷")))
def test_lint_offsets_count_as_qt_does(text: str) -> None:
    offsets = utf16_offsets(text) if text else None
    for index in range(len(text) + 1):
        qt = len(text[:index].encode("utf-16-le")) // 2
        assert qt == (index if offsets is None else offsets[index])


def test_the_forms_clock_never_goes_back_and_follows_forward() -> None:
    wall, mono = SimpleNamespace(at=NOW), SimpleNamespace(at=100.0)
    clock = SteadyClock(lambda: wall.at, lambda: mono.at)
    assert clock.now() == NOW
    wall.at, mono.at = NOW - timedelta(hours=2), 105.0
    assert clock.now() == NOW + timedelta(seconds=5)
    wall.at = NOW + timedelta(hours=1)
    assert clock.now() == NOW + timedelta(hours=1)
    wall.at = NOW
    clock.settle()
    assert clock.now() == NOW
    clock.not_before(NOW + timedelta(days=1))
    mono.at += 1
    assert clock.now() == NOW + timedelta(days=1, seconds=1)
