"""How soon a desk reads again; all times are literals."""

from hypothesis import given
from hypothesis import strategies as st

from thirdring.domain.changes import Change
from thirdring.domain.rhythm import LEAST_SECONDS, MOST_SECONDS, SHARE, Rhythm

TICKETS = Change(frozenset({"tickets"}))
CALLS = Change(frozenset({"calls"}))
OWN = Change(frozenset({"tasks"}), own=True)


def test_the_first_change_after_a_quiet_moment_goes_through_at_once() -> None:
    rhythm = Rhythm()
    assert rhythm.add(TICKETS, 100.0) == 0
    assert rhythm.take(100.0) == TICKETS
    assert rhythm.take(100.0) is None


def test_what_comes_meanwhile_is_told_as_one() -> None:
    rhythm = Rhythm()
    rhythm.add(TICKETS, 100.0)
    rhythm.take(100.0)
    assert rhythm.add(CALLS, 100.05) > 0
    rhythm.add(TICKETS, 100.06)
    assert rhythm.take(100.2) == CALLS.and_then(TICKETS)


def test_reading_takes_a_tenth_of_the_time_and_own_changes_wait_for_nobodys() -> None:
    rhythm = Rhythm()
    rhythm.add(TICKETS, 100.0)
    rhythm.take(100.0)
    rhythm.read(100.1)
    assert abs(rhythm.add(CALLS, 100.1) - (0.1 * SHARE - 0.1)) < 0.001
    assert rhythm.add(OWN, 100.1) <= LEAST_SECONDS


def test_what_nobody_looks_at_is_read_every_few_seconds() -> None:
    rhythm = Rhythm(least=5.0, most=15.0)
    rhythm.add(TICKETS, 100.0)
    rhythm.take(100.0)
    rhythm.read(100.01)
    assert rhythm.add(CALLS, 101.0) == 4.0


def test_each_desk_reads_what_others_did_at_a_moment_of_its_own() -> None:
    rhythm = Rhythm(least=5.0, most=15.0, moment=0.5)
    assert rhythm.add(TICKETS, 101.0) == 1.5
    rhythm.take(102.625)  # a little late, as timers are
    rhythm.read(102.75)
    assert rhythm.add(CALLS, 103.0) == 4.5
    assert rhythm.add(OWN, 103.0) == 0
    rhythm.take(103.0)
    rhythm.read(104.0)  # slowly: a tenth of the time
    assert rhythm.add(CALLS, 104.0) == 8.5


@given(st.floats(0.0, 1.0), st.floats(0.0, 1e6), st.floats(0.0, 20.0))
def test_the_moment_comes_once_in_so_many_seconds(moment: float, told: float, pause: float) -> None:
    rhythm = Rhythm(least=5.0, most=15.0, moment=moment)
    rhythm.add(TICKETS, told)
    rhythm.take(told)
    now = told + pause
    wait = rhythm.add(CALLS, now)
    assert 0 <= wait <= 5.0
    beside = (now + wait - moment * 5.0) % 5.0
    assert min(beside, 5.0 - beside) < 1e-6


def test_an_answer_to_nothing_that_was_told_changes_no_pace() -> None:
    """Screens also read by themselves; the runner says each time that all is there."""
    rhythm = Rhythm()
    rhythm.add(TICKETS, 100.0)
    rhythm.take(100.0)
    rhythm.read(100.1)
    rhythm.read(900.0)
    rhythm.add(CALLS, 1000.0)
    rhythm.take(1000.0)
    assert abs(rhythm.add(CALLS, 1000.0) - 0.1 * SHARE) < 0.001


@given(st.lists(st.tuples(st.floats(0.0, 5.0), st.floats(0.0, 2.0)), max_size=30))
def test_no_change_is_lost_and_none_waits_longer_than_the_most(
    steps: list[tuple[float, float]],
) -> None:
    """`steps`: seconds until the next commit, seconds reading it took."""
    rhythm, now, told = Rhythm(), 0.0, set[str]()
    for number, (pause, took) in enumerate(steps):
        now += pause
        wait = rhythm.add(Change(frozenset({f"t_{'x' * (number + 1)}"})), now)
        assert 0 <= wait <= MOST_SECONDS
        now += wait
        change = rhythm.take(now)
        assert change is not None
        told |= change.topics or set()
        now += took
        rhythm.read(now)
    assert len(told) == len(steps)
