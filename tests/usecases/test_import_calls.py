"""Importing calls: a real workbook whole, all rows or none, never twice, and every kind of bad row."""

import csv
import datetime as dt
from collections import Counter
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy import select

from tests.usecases.conftest import House
from tests.usecases.imports import (
    GOOD,
    HEADINGS,
    calls,
    count,
    mapped,
    notes,
    reasons,
    timed,
    written,
)
from thirdring.domain.enums import Outcome
from thirdring.domain.errors import Refusal
from thirdring.store.tables import Call, Customer, CustomerNumber, Event, Staff
from thirdring.usecases.import_calls import import_calls

# --- a real file -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "founded_url",
    ["sqlite", pytest.param("postgres", marks=[pytest.mark.postgres, pytest.mark.long])],
    indirect=True,
)
@pytest.mark.shared_data
def test_the_real_workbook_goes_in_whole_and_only_once(house: House, shared_data: Path) -> None:
    file = shared_data / "calls" / "Call-Center-Dataset.xlsx"
    sheet = openpyxl.load_workbook(file, read_only=True).worksheets[0]
    _, *rows = sheet.iter_rows(values_only=True)
    steps: list[tuple[int, int]] = []
    report = import_calls(
        house.owner, file, progress=lambda done, total: steps.append((done, total))
    )
    assert (report.read, report.added, report.known, report.refused) == (
        len(rows),
        len(rows),
        0,
        (),
    )
    assert steps[-1] == (2 * len(rows), 2 * len(rows))
    taken = calls(house)
    zone = house.owner.read(lambda ctx: ctx.center.time)
    assert Counter((zone.month_of(c.started_at), c.login) for c in taken) == Counter(
        (str(row[2])[:7], str(row[1]).casefold()) for row in rows
    )
    assert Counter(c.category for c in taken) == Counter(row[4] for row in rows)
    assert sum(c.outcome is Outcome.ABANDONED for c in taken) == sum(row[5] == "N" for row in rows)
    assert sum(c.outcome is Outcome.SOLVED for c in taken) == sum(row[6] == "Y" for row in rows)
    first = next(c for c in taken if c.source_id == "ID0001")
    assert zone.text(first.started_at, seconds=True) == "2021-01-01 09:12:58"
    assert first.answered_at - first.started_at == dt.timedelta(seconds=109)
    assert first.ended_at - first.answered_at == dt.timedelta(minutes=2, seconds=23)
    assert (first.satisfaction, first.rings, first.source) == (3, 22, "import:calls")
    again = import_calls(house.owner, file)
    assert (again.added, again.known) == (0, len(rows))
    assert count(house, Call) == len(rows)


# --- all or nothing, and never twice -----------------------------------------------------------

BAD = (
    "4,anna,2026-11-31 10:00,solved",
    "5,,2026-11-01 10:00,solved",
    "6,anna,2026-11-01 10:00,nonsense",
)


def test_one_bad_row_keeps_every_row_out(house: House, tmp_path: Path) -> None:
    file = written(tmp_path, *GOOD, *BAD)
    report = import_calls(house.owner, file, refused_file=tmp_path / "refused.csv")
    assert (report.read, report.added, report.known) == (6, 0, 0)
    assert reasons(report) == [
        (5, "started_at", "“2026-11-31 10:00” is not a date or a time that can be read."),
        (6, "agent", "agent is missing."),
        (7, "outcome", "“nonsense” is none of solved, callback, ticket, escalated, transferred, no_audio, "
         "cut_off, misdial, abandoned; give its meaning in the map’s [values.outcome]."),
    ]  # fmt: skip
    assert (count(house, Call), count(house, Staff)) == (0, 1)
    with (tmp_path / "refused.csv").open(encoding="utf-8-sig", newline="") as kept:
        rows = list(csv.reader(kept))
    assert rows[0] == ["Row", "Reason", "Call ID", "Agent", "Start Time", "Result"]
    assert rows[2][:5] == ["6", "agent is missing.", "5", "", "2026-11-01 10:00"]


def test_skip_bad_takes_the_good_rows(house: House, tmp_path: Path) -> None:
    report = import_calls(house.owner, written(tmp_path, *GOOD, *BAD), skip_bad=True)
    assert (report.read, report.added, len(report.refused)) == (6, 3, 3)
    assert [(c.login, c.outcome) for c in calls(house)] == [
        ("anna", Outcome.SOLVED), ("bo", Outcome.ABANDONED), ("anna", Outcome.CALLBACK),
    ]  # fmt: skip
    assert "Accounts added, out of use and without a password: anna, bo." in notes(report)


def test_the_refused_rows_mended_go_in_and_nothing_twice(house: House, tmp_path: Path) -> None:
    import_calls(house.owner, written(tmp_path, *GOOD, *BAD), skip_bad=True)
    mended = (
        BAD[0].replace("11-31", "11-30"),
        BAD[1].replace(",,", ",bo,"),
        BAD[2].replace("nonsense", "solved"),
    )
    report = import_calls(house.owner, written(tmp_path, *GOOD, *mended), skip_bad=True)
    assert len(report.refused) == 1  # the 30th is more than a day ahead
    assert (report.added, report.known) == (2, 3)


def test_a_dry_run_writes_nothing_and_says_what_it_would(house: House, tmp_path: Path) -> None:
    file = written(tmp_path, *GOOD)
    report = import_calls(house.owner, file, dry_run=True)
    assert (report.added, report.dry_run, count(house, Call), count(house, Staff)) == (
        3,
        True,
        0,
        1,
    )
    assert "anna, bo" in notes(report)
    import_calls(house.owner, file)
    report = import_calls(house.owner, file, dry_run=True)
    assert (report.added, report.known) == (0, 3)


def test_an_exception_from_progress_stops_it_and_nothing_is_written(
    house: House, tmp_path: Path
) -> None:
    file = written(tmp_path, *(f"{n},anna,2026-11-01 10:00,solved" for n in range(1200)))

    def stop(done: int, total: int) -> None:
        if total and done > 1900:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_calls(house.owner, file, progress=stop)
    assert (count(house, Call), count(house, Staff)) == (0, 1)


def test_a_file_that_changes_meanwhile_is_not_imported(house: House, tmp_path: Path) -> None:
    file = written(tmp_path, *GOOD)

    def meddle(done: int, total: int) -> None:
        if total and done <= total // 2:
            written(tmp_path, *GOOD, "9,anna,2026-11-01 10:00,solved")

    with pytest.raises(Refusal, match="changed while it was being read"):
        import_calls(house.owner, file, progress=meddle)
    assert count(house, Call) == 0


def test_without_ids_equal_rows_are_calls_of_their_own(house: House, tmp_path: Path) -> None:
    line = "anna,2026-11-01 10:00,solved"
    file = written(
        tmp_path, line, line, "bo,2026-11-01 10:00,solved", headings="Agent,Start Time,Result"
    )
    assert import_calls(house.owner, file).added == 3
    again = import_calls(house.owner, file)
    assert (again.added, again.known) == (0, 3)
    more = written(tmp_path, line, line, line, headings="Agent,Start Time,Result")
    assert import_calls(house.owner, more).added == 1


def test_ids_that_repeat(house: House, tmp_path: Path) -> None:
    text = '[columns]\nsource_id = "Call ID"\nagent = "Agent"\nstarted_at = "Start Time"\noutcome = "Result"\n'
    file = written(tmp_path, GOOD[0], GOOD[0], "1,bo,2026-11-01 10:00,solved")
    report = import_calls(house.owner, file, map_file=mapped(tmp_path, text), skip_bad=True)
    assert (report.added, report.known) == (1, 1)
    assert reasons(report) == [(4, "source_id", "Row 2 has the same id 1 and says something else.")]


def test_ids_of_two_systems_are_kept_apart(house: House, tmp_path: Path) -> None:
    import_calls(house.owner, written(tmp_path, *GOOD))
    other = written(tmp_path, "1,anna,2026-10-01 08:00,solved")
    report = import_calls(house.owner, other)
    assert (report.added, len(report.refused)) == (0, 1)
    assert "here already for a call at 2026-11-01 10:00" in reasons(report)[0][2]
    text = report.map_toml + '\n[options]\nsource = "switchboard"\n'
    assert import_calls(house.owner, other, map_file=mapped(tmp_path, text)).added == 1


# --- beside the calls ---


def test_numbers_find_customers_and_names_on_them_make_new_ones(
    house: House, tmp_path: Path
) -> None:
    file = written(
        tmp_path,
        "1,owner,2026-11-01 10:00,solved,13812345678,王女士",
        "2,owner,2026-11-01 11:00,solved,+86 138 1234 5678,王女士",
        "3,owner,2026-11-01 12:00,solved,138-1234-5678,",
        "4,owner,2026-11-01 13:00,solved,13812345678,李先生",
        "5,owner,2026-11-01 14:00,solved,13812345678,",
        "6,owner,2026-11-01 15:00,solved,,无号码",
        "7,owner,2026-11-01 16:00,missed,匿名,",
        headings=HEADINGS + ",Phone,Customer",
    )
    import_calls(house.owner, file)
    found = calls(house)
    wang, li = found[0].customer_id, found[3].customer_id
    assert [c.customer_id for c in found] == [wang, wang, wang, li, None, None, None]
    assert None not in {wang, li}
    assert wang != li
    assert [c.digits for c in found] == ["13812345678"] * 5 + [None, None]
    assert found[6].withheld == ["number"]
    assert (count(house, Customer), count(house, CustomerNumber)) == (2, 2)


def test_an_import_leaves_one_line_in_the_timeline(house: House, tmp_path: Path) -> None:
    import_calls(house.owner, written(tmp_path, *GOOD))
    with house.store.begin_read() as session:
        events = session.execute(
            select(Event.verb, Event.detail).where(Event.subject_kind == "calls")
        ).all()
    assert [tuple(event) for event in events] == [("imported", {"read": 3, "added": 3})]


def test_hostile_texts_go_through_the_gate(house: House, tmp_path: Path) -> None:
    bad = '<img src="x">\u202e王\u200b\0👩‍👩‍👧'
    timed(house, tmp_path, '2026-11-01 10:00,"' + bad.replace('"', '""') + '"', "Start Time,Note")
    assert calls(house)[0].raised == '<img src="x">王👩‍👩‍👧'
