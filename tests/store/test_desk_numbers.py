"""Ticket numbers a desk gives by itself: never twice, also after a crash or a clock set back."""

from datetime import date
from pathlib import Path

from thirdring.store.desk_numbers import DeskNumbers, Given

TODAY = date(2026, 11, 22)


def test_without_a_code_there_are_no_numbers(tmp_path: Path) -> None:
    assert DeskNumbers("center", tmp_path).next(TODAY) is None


def test_j1_numbers_go_on_over_restarts_and_begin_anew_each_day(tmp_path: Path) -> None:
    DeskNumbers("center", tmp_path).set_code("B3")
    given = [DeskNumbers("center", tmp_path).next(TODAY) for _start in range(3)]
    assert given == [Given("B3", TODAY, n) for n in (1, 2, 3)]
    tomorrow = date(2026, 11, 23)
    assert DeskNumbers("center", tmp_path).next(tomorrow) == Given("B3", tomorrow, 1)


def test_a_clock_set_back_goes_on_with_the_later_day(tmp_path: Path) -> None:
    numbers = DeskNumbers("center", tmp_path)
    numbers.set_code("B3")
    numbers.next(TODAY)
    assert numbers.next(date(2026, 11, 20)) == Given("B3", TODAY, 2)


def test_centers_on_one_computer_count_apart(tmp_path: Path) -> None:
    for center in ("one", "two"):
        DeskNumbers(center, tmp_path).set_code("B3")
    DeskNumbers("one", tmp_path).next(TODAY)
    assert DeskNumbers("two", tmp_path).next(TODAY) == Given("B3", TODAY, 1)


def test_a_file_that_was_cut_off_gives_no_numbers_rather_than_old_ones(tmp_path: Path) -> None:
    numbers = DeskNumbers("center", tmp_path)
    numbers.set_code("B3")
    (tmp_path / "center.json").write_text('{"code": "B', encoding="utf-8")
    assert numbers.next(TODAY) is None
