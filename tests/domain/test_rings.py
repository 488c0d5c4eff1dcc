"""A1, A2: answered within three rings, or with an apology."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thirdring.domain.enums import Direction
from thirdring.domain.policy import Key, Policy
from thirdring.domain.rings import PickUp, pick_up, rings_in

POLICY = Policy()
RANG = dt.datetime(2026, 11, 22, 1, 0, tzinfo=dt.UTC)
IN, OUT = Direction.INBOUND, Direction.OUTBOUND


def _after(seconds: float) -> dt.datetime:
    return RANG + dt.timedelta(seconds=seconds)


def _picked(seconds: float, rings: int | None = None, policy: Policy = POLICY) -> PickUp:
    return pick_up(policy, direction=IN, rings=rings, started_at=RANG, answered_at=_after(seconds))


@pytest.mark.parametrize(
    ("seconds", "rings", "late"),
    [(0, 1, False), (4.9, 1, False), (5, 1, False), (5.000001, 2, False), (15, 3, False),
     (15.000001, 4, True), (20, 4, True), (61, 13, True)],
)  # fmt: skip
def test_a1_three_rings_are_fifteen_seconds(seconds: float, rings: int, late: bool) -> None:
    picked = _picked(seconds)
    assert (picked.rings, picked.late, picked.disagree) == (rings, late, False)
    assert picked.waited == dt.timedelta(seconds=seconds)


@pytest.mark.parametrize(("rings", "late"), [(0, False), (3, False), (4, True), (None, False)])
def test_a2_late_pick_up_apologises(rings: int | None, late: bool) -> None:
    picked = pick_up(POLICY, direction=IN, rings=rings)
    assert picked == PickUp(rings, None, late, disagree=False)


def test_a1_the_figures_are_the_policys() -> None:
    policy = Policy({Key.RINGS_LIMIT: 2, Key.RING_SECONDS: 6})
    assert not _picked(12, policy=policy).late
    assert _picked(12.1, policy=policy).late
    assert rings_in(dt.timedelta(seconds=12.1), policy) == 3


@pytest.mark.parametrize(
    ("seconds", "counted", "kept", "late", "disagree"),
    [
        (12, 3, 3, False, False),
        (12, 2, 2, False, False),  # two were over, the third was broken off
        (3, 0, 0, False, False),
        (12, 4, 3, False, True),
        (12, 1, 3, False, True),
        (20, 2, 4, True, True),
        (16, 4, 4, True, False),
        (16, 3, 4, True, True),  # one of the two would be in time, so they do disagree
        (10, 5, 2, False, True),
    ],
)
def test_where_rings_and_times_disagree_times_count_and_the_record_says_so(
    seconds: float, counted: int, kept: int, late: bool, disagree: bool
) -> None:
    picked = _picked(seconds, counted)
    assert (picked.rings, picked.late, picked.disagree) == (kept, late, disagree)


def test_a_call_we_make_is_never_answered_late() -> None:
    picked = pick_up(POLICY, direction=OUT, started_at=RANG, answered_at=_after(60))
    assert (picked.rings, picked.late) == (12, False)
    assert not pick_up(POLICY, direction=OUT, rings=9).late


@pytest.mark.parametrize("answered", [None, _after(-1)])
def test_without_usable_times_the_rings_count(answered: dt.datetime | None) -> None:
    picked = pick_up(POLICY, direction=IN, rings=5, started_at=RANG, answered_at=answered)
    assert picked == PickUp(5, None, late=True, disagree=False)
    picked = pick_up(POLICY, direction=IN, rings=5, answered_at=_after(1))
    assert picked == PickUp(5, None, late=True, disagree=False)


@given(
    st.timedeltas(dt.timedelta(0), dt.timedelta(minutes=10)),
    st.none() | st.integers(0, 50),
    st.integers(1, 20),
    st.integers(1, 20),
)
def test_a2_lateness_is_the_times_and_what_is_kept_agrees_with_it(
    waited: dt.timedelta, counted: int | None, limit: int, seconds: int
) -> None:
    policy = Policy({Key.RINGS_LIMIT: limit, Key.RING_SECONDS: seconds})
    picked = pick_up(
        policy, direction=IN, rings=counted, started_at=RANG, answered_at=RANG + waited
    )
    assert picked.late == (waited > dt.timedelta(seconds=limit * seconds))
    assert picked.rings is not None
    assert (picked.rings > limit) == picked.late
    assert picked.disagree == (counted is not None and counted != picked.rings)
