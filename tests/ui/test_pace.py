"""When screens read again: the first change at once, many as one, one's own before others'."""

from typing import Any

import pytest

from thirdring.domain.changes import EVERYTHING, Change
from thirdring.ui.pace import Pace
from thirdring.ui.runner import Runner

TICKETS, CALLS = Change(frozenset({"tickets"})), Change(frozenset({"calls"}))


@pytest.fixture
def told(plain_runner: Runner) -> tuple[Pace, list[Change]]:
    pace = Pace(plain_runner)
    changes: list[Change] = []
    pace.due.connect(changes.append)
    return pace, changes


def test_a_change_goes_through_and_what_comes_meanwhile_is_told_as_one(
    told: tuple[Pace, list[Change]], qtbot: Any
) -> None:
    pace, changes = told
    pace.add(TICKETS)
    assert pace.waiting
    qtbot.waitUntil(lambda: changes == [TICKETS], timeout=5_000)
    for change in (TICKETS, CALLS, TICKETS):
        pace.add(change)
    qtbot.waitUntil(lambda: not pace.waiting, timeout=5_000)
    assert changes == [TICKETS, TICKETS.and_then(CALLS)]


def test_who_reads_slowly_reads_less_often_but_its_own_changes_at_once(
    told: tuple[Pace, list[Change]], plain_runner: Runner, qtbot: Any
) -> None:
    pace, changes = told
    pace.add(TICKETS)
    qtbot.waitUntil(lambda: len(changes) == 1, timeout=5_000)
    pace._rhythm._reading_since -= 0.2  # type: ignore[operator]  # reading took two tenths of a second
    with qtbot.waitSignal(plain_runner.settled, timeout=5_000):
        plain_runner.read(lambda _ctx: None, owner=pace)
    pace.add(CALLS)
    slow = pace._timer.remainingTime()
    pace.add(Change(frozenset({"tasks"}), own=True))
    assert slow > 1_500
    assert pace._timer.remainingTime() <= 150
    qtbot.waitUntil(lambda: len(changes) == 2, timeout=5_000)
    assert changes[1] == Change(frozenset({"calls", "tasks"}))


def test_after_the_server_was_away_everything_is_read(
    told: tuple[Pace, list[Change]], qtbot: Any
) -> None:
    pace, changes = told
    pace.add(TICKETS)
    pace.add(EVERYTHING)
    qtbot.waitUntil(lambda: changes == [EVERYTHING], timeout=5_000)


def test_h5_a_storm_of_notices_has_screens_read_at_their_pace(
    told: tuple[Pace, list[Change]], qtbot: Any
) -> None:
    """Whoever may sign in may send thousands; they come as one, and wait like any other."""
    pace, changes = told
    pace.add(TICKETS)
    qtbot.waitUntil(lambda: changes == [TICKETS], timeout=5_000)
    for _ in range(2_000):
        pace.add(EVERYTHING)
    assert pace._timer.remainingTime() <= 150  # as long as reading is cheap
    assert changes == [TICKETS]
    qtbot.waitUntil(lambda: not pace.waiting, timeout=5_000)
    assert changes == [TICKETS, EVERYTHING]
