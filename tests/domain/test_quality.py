"""G8: the score of a quality check, from grades and the policy's weights."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thirdring.domain.policy import Key, Policy
from thirdring.domain.quality import Criterion, Grade, graded, rounded, score, weights

_GRADES = st.dictionaries(st.sampled_from(Criterion), st.sampled_from(Grade))


@given(_GRADES)
def test_g8_a_score_lies_between_0_and_100_and_only_nothing_has_none(
    grades: dict[Criterion, Grade],
) -> None:
    found = score(graded(grades, Policy()))
    assert (found is None) == (not grades)
    if found is not None:
        assert 0 <= found <= 100
        assert (found == 100) == (set(grades.values()) == {Grade.MET})
        assert (found == 0) == (set(grades.values()) == {Grade.MISSED})


def test_g8_the_shipped_weights_make_100_and_0_leaves_one_out() -> None:
    assert sum(weights(Policy()).values()) == 100
    without = Policy({Key.QUALITY_CLOSING: 0})
    assert Criterion.CLOSING not in weights(without)
    assert graded({Criterion.CLOSING: Grade.MET}, without) == ()


@pytest.mark.parametrize(
    ("total", "of", "whole"), [(0, 0, None), (0, 3, 0), (1, 2, 1), (199, 2, 100), (200, 3, 67)]
)
def test_g8_halves_go_up(total: int, of: int, whole: int | None) -> None:
    assert rounded(total, of) == whole


def test_g8_what_was_met_partly_counts_half_by_its_weight() -> None:
    grades = {
        Criterion.CLOSING: Grade.MISSED,  # 10
        Criterion.OPENING: Grade.PARTLY,  # 10
        Criterion.ANSWER: Grade.MET,  # 25
    }
    parts = graded(grades, Policy())
    assert [(one.criterion, one.grade, one.weight) for one in parts] == [
        (Criterion.OPENING, Grade.PARTLY, 10),
        (Criterion.ANSWER, Grade.MET, 25),
        (Criterion.CLOSING, Grade.MISSED, 10),
    ]
    assert score(parts) == 67  # 60 of 90 halves
