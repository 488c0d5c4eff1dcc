"""Indicators against their targets, judged without rounding."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from thirdring.domain.indicators import DEFINITIONS, Figure, Indicator, figure
from thirdring.domain.policy import Key, Policy


def test_h7_every_indicator_has_a_definition_and_a_target_of_the_policy() -> None:
    policy = Policy({Key.TARGET_SATISFACTION: 70})
    targets = {one: figure(one, 0, 0, policy).target for one in Indicator}
    assert targets == {
        Indicator.CALLBACKS_KEPT: 95, Indicator.ANSWERED_IN_TIME: 95,
        Indicator.SATISFACTION: 70, Indicator.FIRST_CONTACT: 75,
    }  # fmt: skip
    assert len({DEFINITIONS[one].meaning.msgid for one in Indicator}) == len(Indicator)


def test_j5_what_people_wrote_down_is_labelled_so() -> None:
    manual = {one for one in Indicator if DEFINITIONS[one].manual}
    assert manual == {Indicator.SATISFACTION, Indicator.FIRST_CONTACT}


def test_h7_nothing_counted_is_no_share() -> None:
    none = figure(Indicator.FIRST_CONTACT, 0, 0, Policy())
    assert (none.percent, none.reached) == (None, None)


@given(st.integers(1, 10**6), st.integers(1, 100), st.data())
def test_h7_a_target_is_reached_exactly_at_its_share(
    total: int, target: int, data: st.DataObject
) -> None:
    good = data.draw(st.integers(0, total))
    found = Figure(Indicator.SATISFACTION, good, total, target)
    assert found.reached == (Decimal(good) / total * 100 >= target)
    assert found.percent is not None
    assert 0 <= found.percent <= 100
