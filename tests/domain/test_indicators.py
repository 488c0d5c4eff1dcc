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
        Indicator.SERVICE_LEVEL: 80, Indicator.SPEED_OF_ANSWER: 15, Indicator.ABANDONED: 5,
        Indicator.HANDLE_TIME: 360, Indicator.FIRST_CONTACT: 75, Indicator.CALLBACKS_KEPT: 95,
        Indicator.ANSWERED_IN_TIME: 95, Indicator.MAIL_ANSWERED: 95, Indicator.VISITS_IN_TIME: 95,
        Indicator.SATISFACTION: 70, Indicator.QUALITY: 85,
    }  # fmt: skip
    assert len({DEFINITIONS[one].meaning.msgid for one in Indicator}) == len(Indicator)


def test_j5_what_people_wrote_down_is_labelled_so() -> None:
    manual = {one for one in Indicator if DEFINITIONS[one].manual}
    assert set(Indicator) - manual == {
        Indicator.CALLBACKS_KEPT, Indicator.ANSWERED_IN_TIME, Indicator.MAIL_ANSWERED,
        Indicator.VISITS_IN_TIME,
    }  # fmt: skip


def test_j5_every_definition_quotes_the_policys_figure_and_reads_whole() -> None:
    policy = Policy({Key.SERVICE_LEVEL_SECONDS: 20, Key.FIRST_CONTACT_DAYS: 9})
    for one in Indicator:
        made, about = figure(one, 0, 0, policy), DEFINITIONS[one]
        for part in (about.name, about.meaning, about.numerator, about.denominator):
            assert "{" not in made.sentence(part).english()
    unquoted = DEFINITIONS[Indicator.SATISFACTION].meaning
    assert figure(Indicator.SATISFACTION, 0, 0, policy).sentence(unquoted) == unquoted
    level = figure(Indicator.SERVICE_LEVEL, 0, 0, policy)
    assert "20 seconds" in level.sentence(DEFINITIONS[level.indicator].meaning).english()


def test_j5_a_mean_is_reached_from_below_to_its_second() -> None:
    assert Figure(Indicator.SPEED_OF_ANSWER, 30, 2, 15).reached
    assert not Figure(Indicator.SPEED_OF_ANSWER, 31, 2, 15).reached
    assert Figure(Indicator.SPEED_OF_ANSWER, 31, 2, 15).value == 15.5
    assert Figure(Indicator.ABANDONED, 1, 20, 5).reached
    assert not Figure(Indicator.ABANDONED, 2, 20, 5).reached


def test_h7_nothing_counted_is_no_share() -> None:
    none = figure(Indicator.FIRST_CONTACT, 0, 0, Policy())
    assert (none.value, none.reached) == (None, None)


@given(st.integers(1, 10**6), st.integers(1, 100), st.data())
def test_h7_a_target_is_reached_exactly_at_its_share(
    total: int, target: int, data: st.DataObject
) -> None:
    good = data.draw(st.integers(0, total))
    found = Figure(Indicator.SATISFACTION, good, total, target)
    assert found.reached == (Decimal(good) / total * 100 >= target)
    assert found.value is not None
    assert 0 <= found.value <= 100
    assert found.value == 100 * good / total


def test_h7_a_figure_is_told_with_what_it_was_counted_from() -> None:
    found = figure(Indicator.FIRST_CONTACT, 3, 4, Policy({Key.TARGET_FIRST_CONTACT: 75}))
    assert found == Figure(Indicator.FIRST_CONTACT, 3, 4, 75, found.quoted)
    assert (found.value, found.reached, found.is_share) == (75.0, True, True)
    mean = figure(Indicator.SPEED_OF_ANSWER, 31, 2, Policy())
    assert (mean.value, mean.reached, mean.is_share) == (15.5, False, False)
    assert figure(Indicator.FIRST_CONTACT, 0, 1, Policy()).reached is False
    assert Figure(Indicator.SATISFACTION, 1, 1, 100).reached is True
