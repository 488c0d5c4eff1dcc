"""Conditions as data: exact both ways, refused with a reason."""

import json
from enum import StrEnum
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.phrase_samples import moments, sheet
from thirdring.domain.call_moment import CallMoment, HoldState, LineState, Purpose
from thirdring.domain.conditions import When, conditions
from thirdring.domain.enums import CallerType, Direction, HoldReason, Outcome
from thirdring.domain.errors import Refusal
from thirdring.domain.festivals import Festival, TimeOfDay

Kind = TypeVar("Kind", bound=StrEnum)


def sets(kind: type[Kind]) -> st.SearchStrategy[frozenset[Kind]]:
    return st.frozensets(st.sampled_from(kind), max_size=3)


flags = st.none() | st.booleans()
whens = st.builds(
    When,
    direction=st.none() | st.sampled_from(Direction),
    late=flags,
    named=flags,
    confirmed=flags,
    complaint=flags,
    emergency=flags,
    callers=sets(CallerType),
    times=sets(TimeOfDay),
    festivals=sets(Festival),
    hold=sets(HoldState),
    hold_reasons=sets(HoldReason),
    line=sets(LineState),
    outcomes=sets(Outcome),
    purposes=sets(Purpose),
    step=st.none() | st.integers(1, 6),
)


@given(whens)
def test_conditions_are_kept_exactly(when: When) -> None:
    assert conditions(json.loads(json.dumps(when.to_json()))) == when


@given(whens, moments)
def test_what_holds_now_belongs_to_the_call(when: When, moment: CallMoment) -> None:
    if when.holds(moment):
        assert when.lasting(moment)


@pytest.mark.parametrize(
    ("when", "fits", "other"),
    [
        (When(callers=frozenset({CallerType.PRESS})), {"caller_type": CallerType.PRESS}, {}),
        (When(times=frozenset({TimeOfDay.EVENING})), {"time_of_day": TimeOfDay.EVENING}, {}),
        (When(festivals=frozenset({Festival.LANTERN})), {"festivals": (Festival.LANTERN,)}, {}),
        (When(hold=frozenset({HoldState.RESUMED})), {"resumed": True}, {}),
        (
            When(hold_reasons=frozenset({HoldReason.TRANSFER})),
            {"hold_reason": HoldReason.TRANSFER},
            {"hold_reason": HoldReason.LOOK_UP},
        ),
        (When(line=frozenset({LineState.BAD})), {"line": LineState.BAD}, {}),
        (When(outcomes=frozenset({Outcome.TICKET})), {"outcome": Outcome.TICKET}, {}),
        (
            When(purposes=frozenset({Purpose.CALLBACK})),
            {"purpose": Purpose.CALLBACK},
            {"purpose": Purpose.PROGRESS},
        ),
    ],
)
def test_each_condition_holds_alone_and_only_when_it_is_so(
    when: When, fits: dict[str, object], other: dict[str, object]
) -> None:
    assert when.holds(CallMoment(**fits))  # type: ignore[arg-type]
    assert not when.holds(CallMoment(**other))  # type: ignore[arg-type]


def test_as_long_as_nobody_said_why_we_call_every_reason_is_listed() -> None:
    when = When(purposes=frozenset({Purpose.CALLBACK}))
    assert when.lasting(CallMoment())
    assert not when.holds(CallMoment())
    assert when.lasting(CallMoment(purpose=Purpose.CALLBACK))
    assert not when.lasting(CallMoment(purpose=Purpose.PROGRESS))


@given(moments)
def test_nothing_set_always_holds(moment: CallMoment) -> None:
    assert When().holds(moment)


@pytest.mark.parametrize(
    ("stored", "said"),
    [
        ({"weather": "fine"}, "not a condition"),
        ({"direction": "sideways"}, "inbound, outbound"),
        ({"callers": ["customer", "nobody"]}, "nobody"),
        ({"late": "perhaps"}, "neither true nor false"),
        ({"step": 0}, "from 1 to 6"),
        ({"step": "7"}, "from 1 to 6"),
        ({"step": "x"}, "from 1 to 6"),
        ({"step": "1000"}, "from 1 to 6"),
    ],
)
def test_an_unknown_condition_is_refused(stored: dict[str, object], said: str) -> None:
    with pytest.raises(Refusal, match=said) as refused:
        conditions(stored)
    assert refused.value.field == "when"


ALL = (
    "direction, late, named, confirmed, complaint, emergency, callers, times, festivals, hold, "
    "hold_reasons, line, outcomes, purposes, step"
)
LONG = "x" * 60


@pytest.mark.parametrize(
    ("stored", "sentence", "rule"),
    [
        ({LONG: 1}, f"“{LONG[:40]}” is not a condition; known are {ALL}.", ""),
        ({"direction": LONG}, f"direction: “{LONG[:40]}” is not one of inbound, outbound.", ""),
        ({"line": LONG}, f"line: “{LONG[:40]}” is not one of good, bad, silent.", ""),
        ({"late": LONG}, f"late: “{LONG[:40]}” is neither true nor false.", ""),
        ({"step": LONG}, "The step of an outbound call is a number from 1 to 6.", "C8"),
    ],
)
def test_the_refusal_of_a_condition_speaks_in_these_words(
    stored: dict[str, object], sentence: str, rule: str
) -> None:
    with pytest.raises(Refusal) as refused:
        conditions(stored)
    assert (str(refused.value), refused.value.rule) == (sentence, rule)


@pytest.mark.parametrize("step", range(1, 7))
def test_c8_has_six_steps(step: int) -> None:
    assert conditions({"step": step}) == conditions({"step": f" {step} "}) == When(step=step)


def test_one_value_stands_for_a_list_and_words_for_flags() -> None:
    when = conditions({"callers": "press", "late": "No", "named": "true", "step": "3"})
    assert when == When(callers=frozenset({CallerType.PRESS}), late=False, named=True, step=3)


@pytest.mark.parametrize(
    ("word", "flag"),
    [("true", True), ("YES", True), ("1", True), ("false", False), (" no ", False), ("0", False)],
)
def test_flags_as_people_write_them(word: str, flag: bool) -> None:
    assert conditions({"late": word}) == When(late=flag)


def test_every_shipped_condition_comes_true_in_some_call() -> None:
    for phrase in sheet().phrases:
        when = phrase.when
        moment = CallMoment(
            direction=when.direction or Direction.INBOUND,
            late=bool(when.late),
            named=bool(when.named),
            confirmed=when.confirmed is not False and when.confirmed is not None,
            complaint=bool(when.complaint),
            emergency=bool(when.emergency),
            caller_type=min(when.callers, default=CallerType.CUSTOMER),
            time_of_day=min(when.times, default=None),
            festivals=tuple(when.festivals),
            hold_seconds={HoldState.RUNNING: 1.0, HoldState.OVER: 61.0}.get(
                min(when.hold, default=HoldState.RESUMED)
            ),
            resumed=HoldState.RESUMED in when.hold,
            hold_reason=min(when.hold_reasons, default=None),
            line=min(when.line, default=LineState.GOOD),
            outcome=min(when.outcomes, default=None),
            purpose=min(when.purposes, default=None),
        )
        assert when.holds(moment), phrase.key
