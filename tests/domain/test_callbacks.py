"""C1, C2, B8: what was told to a customer, by when."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thirdring.domain.callbacks import FARTHEST, needs_reason, plan_callback, redial
from thirdring.domain.enums import CallbackKind, ClockState
from thirdring.domain.errors import Refusals
from thirdring.domain.policy import Key, Policy

POLICY = Policy()
TOLD = dt.datetime(2026, 11, 22, 1, 0, tzinfo=dt.UTC)


def _in(minutes: float) -> dt.datetime:
    return TOLD + dt.timedelta(minutes=minutes)


def _refused(**asked: object) -> list[tuple[str, str]]:
    with pytest.raises(Refusals) as refused:
        plan_callback(TOLD, POLICY, **asked)  # type: ignore[arg-type]
    return [(r.rule, r.field) for r in refused.value.all]


def test_c2_a_callback_without_a_time_is_due_in_half_an_hour() -> None:
    plan = plan_callback(TOLD, POLICY)
    assert (plan.kind, plan.told_at, plan.due_at) == (CallbackKind.PROMISE, TOLD, _in(30))
    assert plan.later_reason is None


def test_c2_the_default_is_the_policys() -> None:
    assert plan_callback(TOLD, Policy({Key.CALLBACK_DEFAULT_MINUTES: 10})).due_at == _in(10)


@pytest.mark.parametrize("minutes", [1, 15, 30])
def test_c2_minutes_and_a_time_mean_the_same(minutes: int) -> None:
    by_minutes = plan_callback(TOLD, POLICY, minutes=minutes)
    assert by_minutes == plan_callback(TOLD, POLICY, due_at=_in(minutes))
    assert by_minutes.due_at == _in(minutes)


@pytest.mark.parametrize(
    "asked", [{"minutes": 31}, {"due_at": _in(30) + dt.timedelta(microseconds=1)}]
)
def test_c2_later_than_half_an_hour_needs_the_customers_consent(asked: dict[str, object]) -> None:
    for reason in (None, "", "  "):
        assert _refused(**asked, reason=reason) == [("C2", "callback.reason")]
    plan = plan_callback(TOLD, POLICY, **asked, reason=" at work until six ")  # type: ignore[arg-type]
    assert plan.later_reason == "at work until six"
    assert needs_reason(TOLD, plan.due_at, POLICY)
    assert not needs_reason(TOLD, _in(30), POLICY)


def test_c2_the_refusal_names_the_minutes() -> None:
    with pytest.raises(Refusals, match="Later than 20 minutes"):
        plan_callback(TOLD, Policy({Key.CALLBACK_MAX_MINUTES: 20}), minutes=21)


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"minutes": 0}, "callback.minutes"),
        ({"minutes": -5}, "callback.minutes"),
        ({"minutes": 10**30}, "callback.minutes"),
        ({"minutes": -(10**30)}, "callback.minutes"),
        ({"due_at": TOLD}, "callback.due_at"),
        ({"due_at": _in(-1)}, "callback.due_at"),
        ({"due_at": _in(60 * 24 * 367)}, "callback.due_at"),
        ({"due_at": _in(5), "minutes": 5}, "callback.due_at"),
    ],
)
def test_c1_a_callback_lies_ahead_and_not_beyond_a_year(
    asked: dict[str, object], field: str
) -> None:
    assert _refused(**asked, reason="agreed") == [("C2", field)]


def test_c1_a_callback_needs_a_number() -> None:
    assert _refused(has_number=False) == [("C1", "number")]
    assert _refused(has_number=False, minutes=45) == [("C1", "number"), ("C2", "callback.reason")]


def test_b8_a_cut_off_call_is_redialled_at_once() -> None:
    plan = redial(TOLD)
    assert (plan.kind, plan.told_at, plan.due_at) == (CallbackKind.REDIAL, TOLD, TOLD)
    assert plan.clock(_in(0)).rule == "B8"
    assert plan.clock(_in(1)).state is ClockState.LATE


@given(st.integers(1, 30), st.integers(-60, 60), st.none() | st.integers(-60, 60))
def test_c2_kept_in_time_is_met_later_is_late(minutes: int, passed: int, met: int | None) -> None:
    plan = plan_callback(TOLD, POLICY, minutes=minutes)
    clock = plan.clock(_in(passed), None if met is None else _in(met))
    assert (clock.rule, clock.due_at) == ("C2", _in(minutes))
    if met is not None:
        assert clock.state is (ClockState.MET if met <= minutes else ClockState.LATE)
    else:
        assert clock.state is (ClockState.RUNNING if passed <= minutes else ClockState.LATE)


def test_c1_c2_the_refusals_speak_in_these_words() -> None:
    def said(**asked: object) -> list[str]:
        with pytest.raises(Refusals) as refused:
            plan_callback(TOLD, POLICY, **asked)  # type: ignore[arg-type]
        return [str(r) for r in refused.value.all]

    assert said(has_number=False) == ["A callback needs a number to call."]
    assert said(minutes=5, due_at=_in(5)) == ["Give minutes or a time, not both."]
    assert said(minutes=0) == ["The callback must lie ahead."]
    assert said(minutes=10**9) == ["The callback lies more than a year ahead."]
    assert said(minutes=31) == ["Later than 30 minutes only when the customer agreed: say why."]


def test_c2_a_year_ahead_is_the_farthest() -> None:
    assert (
        plan_callback(TOLD, POLICY, due_at=TOLD + FARTHEST, reason="moves").due_at
        == TOLD + FARTHEST
    )
