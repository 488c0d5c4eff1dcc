"""What each result does to a promise; played at random, no told time is ever lost."""

import datetime as dt
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thirdring.domain.callbacks import FARTHEST, CallbackPlan
from thirdring.domain.case_values import EscalationKind
from thirdring.domain.clocks import clock
from thirdring.domain.enums import CallbackKind, CallbackResult, ClockState
from thirdring.domain.errors import Refusals
from thirdring.domain.keeping import Kept, keep, next_try
from thirdring.domain.policy import Key, Policy
from thirdring.domain.presence import is_present

POLICY = Policy()
NOON = dt.datetime(2026, 11, 22, 4, 0, tzinfo=dt.UTC)
DONE, PROGRESS, NOT_REACHED, ESCALATED = CallbackResult


def minutes(count: float) -> dt.timedelta:
    return dt.timedelta(minutes=count)


def refused(result: CallbackResult, **facts: object) -> list[tuple[str, str]]:
    with pytest.raises(Refusals) as found:
        keep(result, NOON, POLICY, due_at=NOON, **facts)  # type: ignore[arg-type]
    return [(one.rule, one.field) for one in found.value.all]


def test_c2_done_meets_and_closes() -> None:
    assert keep(DONE, NOON, POLICY, due_at=NOON) == Kept(met=True, closes=True)


def test_c3_progress_is_a_promise_told_now() -> None:
    kept = keep(PROGRESS, NOON, POLICY, due_at=NOON, minutes=30)
    assert (kept.met, kept.closes, kept.goes_up) == (True, False, None)
    assert kept.promise is not None
    assert (kept.promise.told_at, kept.promise.due_at) == (NOON, NOON + minutes(30))
    assert refused(PROGRESS) == [("C3", "next_at")]
    assert refused(PROGRESS, next_at=NOON) == [("C2", "next_at")]
    assert refused(PROGRESS, next_at=NOON + minutes(30.1)) == [("C2", "reason")]
    assert refused(PROGRESS, next_at=NOON + minutes(9), minutes=9) == [("C2", "next_at")]


def test_c3_the_next_try_is_proposed_and_may_be_another() -> None:
    assert keep(NOT_REACHED, NOON, POLICY, due_at=NOON).try_at == NOON + minutes(30)
    assert next_try(NOON, Policy({Key.RETRY_MINUTES: 7})) == NOON + minutes(7)
    kept = keep(NOT_REACHED, NOON, POLICY, due_at=NOON, next_at=NOON + minutes(3))
    assert kept.try_at == NOON + minutes(3)
    kept = keep(NOT_REACHED, NOON, POLICY, due_at=NOON, minutes=4)
    assert kept.try_at == NOON + minutes(4)
    assert refused(NOT_REACHED, next_at=NOON) == [("C3", "next_at")]


@pytest.mark.parametrize(("tries", "goes_up"), [(0, False), (1, False), (2, True), (3, True)])
def test_c3_the_last_try_of_the_policy_goes_up(tries: int, goes_up: bool) -> None:
    in_time = keep(NOT_REACHED, NOON, POLICY, due_at=NOON, tries=tries)
    assert in_time.goes_up is (EscalationKind.DIFFICULT if goes_up else None)
    late = keep(NOT_REACHED, NOON + minutes(1), POLICY, due_at=NOON, tries=tries)
    assert late.goes_up is (EscalationKind.OVERDUE if goes_up else None)


def test_c4_passed_up_needs_its_reason_and_meets_nothing() -> None:
    assert refused(ESCALATED) == [("C4", "note")]
    assert keep(ESCALATED, NOON, POLICY, due_at=NOON, note="要求经理") == Kept(
        goes_up=EscalationKind.DIFFICULT
    )


@pytest.mark.parametrize(
    ("result", "facts", "said"),
    [
        (ESCALATED, {"note": "  "}, ("C4", "note", "Say why it is passed up.")),
        (PROGRESS, {}, ("C3", "next_at", "Tell the customer when they will hear from us next.")),
        (PROGRESS, {"minutes": 0}, ("C2", "next_at", "The callback must lie ahead.")),
        (PROGRESS, {"minutes": 31}, (
            "C2", "reason", "Later than 30 minutes only when the customer agreed: say why.",
        )),
        *((NOT_REACHED, facts, ("C3", "next_at", "The next try must lie ahead."))
          for facts in ({"next_at": NOON}, {"next_at": NOON - minutes(1)}, {"minutes": 0},
                        {"minutes": -(10**30)})),
        *((NOT_REACHED, facts, ("C3", "next_at", "The next try lies more than a year ahead."))
          for facts in ({"next_at": NOON + FARTHEST + dt.timedelta(microseconds=1)},
                        {"minutes": 366 * 24 * 60 + 1}, {"minutes": 10**30})),
    ],
)  # fmt: skip
def test_c2_c3_c4_what_is_refused_is_said_beside_its_field(
    result: CallbackResult, facts: dict[str, object], said: tuple[str, str, str]
) -> None:
    with pytest.raises(Refusals) as found:
        keep(result, NOON, POLICY, due_at=NOON, **facts)  # type: ignore[arg-type]
    assert [(one.rule, one.field, str(one)) for one in found.value.all] == [said]


def test_c3_the_next_try_lies_between_the_next_instant_and_a_year_ahead() -> None:
    for ahead in (dt.timedelta(microseconds=1), FARTHEST):
        assert keep(NOT_REACHED, NOON, POLICY, due_at=NOON, next_at=NOON + ahead) == Kept(
            try_at=NOON + ahead
        )
    for count in (1, 366 * 24 * 60):
        kept = keep(NOT_REACHED, NOON, POLICY, due_at=NOON, minutes=count)
        assert kept == Kept(try_at=NOON + minutes(count))


def test_c3_tried_in_time_on_the_very_instant() -> None:
    for at, goes_up in (
        (NOON, EscalationKind.DIFFICULT),
        (NOON + dt.timedelta(microseconds=1), EscalationKind.OVERDUE),
    ):
        kept = keep(NOT_REACHED, at, POLICY, due_at=NOON, tries=2)
        assert kept == Kept(try_at=at + minutes(30), goes_up=goes_up)


def test_c3_the_first_try_is_the_first() -> None:
    twice = Policy({Key.CALL_TRIES: 2})
    assert keep(NOT_REACHED, NOON, twice, due_at=NOON).goes_up is None
    assert keep(NOT_REACHED, NOON, twice, due_at=NOON, tries=1).goes_up is EscalationKind.DIFFICULT


def test_c3_a_promise_carries_why_the_customer_agreed_to_later() -> None:
    kept = keep(PROGRESS, NOON, POLICY, due_at=NOON, next_at=NOON + minutes(90), reason="在开会")
    assert kept == Kept(
        met=True,
        promise=CallbackPlan(CallbackKind.PROMISE, NOON, NOON + minutes(90), "在开会"),
    )


@dataclass
class Told:
    """A time told to the customer, as `clocks` keeps it."""

    due_at: dt.datetime
    met_at: dt.datetime | None = None


@dataclass
class Promise:
    told: list[Told] = field(default_factory=list)
    tries: int = 0
    closed: bool = False


@given(
    st.integers(1, 600),
    st.lists(st.tuples(st.sampled_from(list(CallbackResult)), st.integers(-60, 600),
                       st.integers(1, 600)), max_size=40),
)  # fmt: skip
def test_every_told_time_is_met_late_or_still_open_and_none_vanishes(
    first: int, deeds: list[tuple[CallbackResult, int, int]]
) -> None:
    now, promise = NOON, Promise([Told(NOON + minutes(first))])
    reached = 0
    for result, passed, ahead in deeds:
        now += minutes(passed)  # the machine's clock may be set back
        if promise.closed:
            break
        kept = keep(
            result, now, POLICY, due_at=promise.told[-1].due_at, tries=promise.tries,
            minutes=ahead, reason="客户同意", note="说明",
        )  # fmt: skip
        if kept.met:
            promise.told[-1].met_at = now
            reached += 1
        if kept.promise is not None:
            promise.told.append(Told(kept.promise.due_at))
            promise.tries = 0
        promise.tries += result is NOT_REACHED
        promise.closed = kept.closes
        open_times = [t for t in promise.told if t.met_at is None]
        assert len(open_times) == (0 if promise.closed else 1)
        assert kept.met or not (kept.closes or kept.promise)
        assert kept.goes_up is not None or result is not ESCALATED
    assert len(promise.told) == reached + (0 if promise.closed else 1)
    for told in promise.told:
        state = clock("C2", told.due_at, now, met_at=told.met_at).state
        assert state in {ClockState.MET, ClockState.LATE, ClockState.RUNNING}


def test_c6_absent_from_the_first_instant_and_back_on_the_last() -> None:
    hour = dt.timedelta(hours=1)

    def there(now: dt.datetime, until: dt.datetime | None, *, active: bool = True) -> bool:
        return is_present(active=active, absent_from=NOON, absent_until=until, now=now)

    assert there(NOON - minutes(1), NOON + hour)
    assert not there(NOON, NOON + hour)
    assert there(NOON + hour, NOON + hour)
    assert not there(NOON + 900 * hour, None)
    assert not there(NOON + hour, NOON + hour, active=False)
    assert is_present(active=True, absent_from=None, absent_until=None, now=NOON)
