"""Row by row: whose call it is, what it is about, its times, and what can be wrong with each."""

import contextlib
import csv
import datetime as dt
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests.intake.sheets import write_book
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
from thirdring.domain.enums import Direction, Role
from thirdring.domain.errors import NotPermitted, Refusal, Unavailable
from thirdring.store.tables import Call, Staff
from thirdring.usecases.import_calls import import_calls

# Nothing here depends on the engine.
pytestmark = pytest.mark.parametrize("founded_url", ["sqlite"], indirect=True)


# --- whose, whom, what -------------------------------------------------------------------------


def test_people_are_found_by_login_name_and_work_number(house: House, tmp_path: Path) -> None:
    house.hire("lin.xiaomei", Role.AGENT, work_number="8021")
    house.owner.run(lambda ctx: _rename(ctx, "lin.xiaomei", "林小美"))
    file = written(
        tmp_path,
        *(
            f"{n},{who},2026-11-01 10:00,solved"
            for n, who in enumerate(["LIN.XiaoMei", "林小美", "8021", "王 芳"])
        ),
    )
    import_calls(house.owner, file)
    assert Counter(c.login for c in calls(house)) == {"lin.xiaomei": 3, "王.芳": 1}
    with house.store.begin_read() as session:
        new = session.execute(
            select(Staff.active, Staff.password_hash, Staff.name).where(Staff.login == "王.芳")
        ).one()
    assert tuple(new) == (False, None, "王 芳")


def _rename(ctx: Any, login: str, name: str) -> None:
    ctx.session.scalars(select(Staff).where(Staff.login == login)).one().name = name


def test_who_may_import_and_who_may_add_people(house: House, tmp_path: Path) -> None:
    supervisor = house.hire("boss", Role.SUPERVISOR)
    agent = house.hire("anna", Role.AGENT)
    with pytest.raises(NotPermitted):
        import_calls(agent, written(tmp_path, GOOD[0]))
    with pytest.raises(NotPermitted, match="nobody called “bo”, “李”"):
        import_calls(supervisor, written(tmp_path, *GOOD, "8,李,2026-11-01 10:00,solved"))
    assert import_calls(supervisor, written(tmp_path, GOOD[0])).added == 1
    text = import_calls(supervisor, written(tmp_path, GOOD[0])).map_toml
    map_file = mapped(tmp_path, text + '[options]\nnew_agents = "refuse"\n')
    with pytest.raises(NotPermitted, match="nobody called “bo”"):
        import_calls(house.owner, written(tmp_path, *GOOD), map_file=map_file)


def test_two_people_of_one_name_are_not_guessed(house: House, tmp_path: Path) -> None:
    for login in ("wang1", "wang2"):
        house.hire(login, Role.AGENT)
        house.owner.run(_rename, login, "王伟")
    with pytest.raises(Refusal, match="More than one person is called 王伟"):
        import_calls(house.owner, written(tmp_path, "1,王伟,2026-11-01 10:00,solved"))


def test_a_column_that_is_no_agent_is_noticed(house: House, tmp_path: Path) -> None:
    lines = [f"{n},customer{n},2026-11-01 10:00,solved" for n in range(1100)]
    with pytest.raises(Refusal, match="more than a thousand different names"):
        import_calls(house.owner, written(tmp_path, *lines))


def test_numbers_from_a_workbook_keep_their_digits(house: House, tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Agent", "Date", "Result", "Phone", "Duration"],
        ["owner", dt.date(2026, 11, 1), "solved", 1.3812345678e10, dt.time(0, 1)],
    ]
    report = import_calls(house.owner, write_book(tmp_path / "a.xlsx", {"S": rows}))
    (call,) = calls(house)
    assert (call.digits, call.number) == ("13812345678", "13812345678")
    assert call.ended_at - call.started_at == dt.timedelta(minutes=1)
    assert "1 rows have a day and no time of day" in notes(report)


def test_a_new_category_is_added_when_the_map_says_so(house: House, tmp_path: Path) -> None:
    file = written(
        tmp_path,
        GOOD[0] + ",Streaming",
        GOOD[1] + ",售后",
        GOOD[2] + ",streaming",
        headings=HEADINGS + ",Topic",
    )
    text = '[columns]\nagent = "Agent"\nstarted_at = "Start Time"\noutcome = "Result"\ncategory = "Topic"\n[values.outcome]\nmissed = "abandoned"\n'
    report = import_calls(house.owner, file, map_file=mapped(tmp_path, text))
    assert [(row, field) for row, field, _ in reasons(report)] == [
        (2, "category"),
        (3, "category"),
        (4, "category"),
    ]
    assert "product, after_sales" in reasons(report)[0][2]
    report = import_calls(house.owner, file)
    assert [c.category for c in calls(house)] == ["Streaming", "after_sales", "Streaming"]
    assert house.owner.read(lambda ctx: ctx.center.categories)[-1] == "Streaming"
    assert "Categories added: Streaming." in notes(report)


def test_what_ended_how_must_be_said(house: House, tmp_path: Path) -> None:
    file = written(
        tmp_path,
        "anna,2026-11-01 10:00,Y",
        "anna,2026-11-01 10:05,N",
        headings="Agent,Start Time,Answered",
    )
    with pytest.raises(
        Refusal, match="Nothing says what outcome is when “Answered” holds “Y”, “N”"
    ):
        import_calls(house.owner, file)
    text = '[columns]\nagent="Agent"\nstarted_at="Start Time"\noutcome="Answered"\n[values.outcome]\nY="solved"\nN="abandoned"\n'
    assert import_calls(house.owner, file, map_file=mapped(tmp_path, text)).added == 2


def test_dates_that_cannot_be_read_are_told_as_such_and_not_as_a_missing_column(
    house: House, tmp_path: Path
) -> None:
    rows = ("anna,2026-11-01 10:00,solved", "anna,about noon,solved", "anna,later,solved")
    file = written(tmp_path, *rows, headings="Agent,Start Time,Outcome")
    with pytest.raises(Refusal, match=r"“Start Time” looks like started_at.* such as “about noon”"):
        import_calls(house.owner, file)


def test_a_subject_and_the_text_below_it_stay_two_lines(house: House, tmp_path: Path) -> None:
    row = "owner,2026-11-01 10:00,solved,Leaking tap,Drips since Monday"
    file = written(tmp_path, row, headings="Agent,Start Time,Outcome,Subject,Text")
    text = '[columns]\nagent="Agent"\nstarted_at="Start Time"\noutcome="Outcome"\nraised=["Subject","Text"]\n'
    import_calls(house.owner, file, map_file=mapped(tmp_path, text))
    assert [one.raised for one in calls(house)] == ["Leaking tap\nDrips since Monday"]


def test_constants_stand_for_columns_that_are_missing(house: House, tmp_path: Path) -> None:
    file = written(tmp_path, "2026-11-01 10:00,x", headings="When,What")
    with pytest.raises(Refusal, match="No column for agent was found among “When”, “What”"):
        import_calls(house.owner, file)
    text = '[columns]\nstarted_at="When"\nraised="What"\n[constants]\nagent="owner"\noutcome="solved"\ndirection="outbound"\n'
    import_calls(house.owner, file, map_file=mapped(tmp_path, text))
    (call,) = calls(house)
    assert (call.login, call.direction, call.raised, call.rings) == (
        "owner",
        Direction.OUTBOUND,
        "x",
        None,
    )


# --- times -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "headings", "field", "reason"),
    [
        ("2026-11-01 10:00,-5", "Start Time,Wait Time", "answered_after", "The length of time -5 is negative."),
        ("2026-11-01 10:00,90000", "Start Time,Duration", "call_time", "longer than a day"),
        ("2026-11-01 10:00,2026-11-01 09:59", "Start Time,End Time", "ended_at", "lies before what came earlier"),
        ("2026-11-01 10:00,2026-11-01 09:00", "Start Time,Answer Time", "answered_at", "lies before"),
        ("2026-11-01 10:00,60,2026-11-01 10:00:30", "Start Time,Wait Time,End Time", "ended_at", "ended before it was answered"),
        ("2026-11-24 12:01,", "Start Time,Note", "started_at", "lies in the future"),
        ("1969-12-31 10:00,", "Start Time,Note", "started_at", "before 1970"),
        ("2026-11-01 10:00,6", "Start Time,CSAT", "satisfaction", "not a whole number from 1 to 5"),
        ("2026-11-01 10:00,no digits", "Start Time,Phone", "number", "is not a telephone number"),
        ("2026-11-01 10:00," + "x" * 40_001, "Start Time,Note", "raised", "at most 40000 fit here"),
        ("10:00,", "Start Time,Note", "started_at", "missing its day"),
    ],
)  # fmt: skip
def test_each_bad_row_has_its_reason(
    house: House, tmp_path: Path, line: str, headings: str, field: str, reason: str
) -> None:
    fields = {"Wait Time": "answered_after", "Duration": "call_time", "End Time": "ended_at", "Answer Time": "answered_at",
              "Note": "raised", "CSAT": "satisfaction", "Phone": "number", "Start Time": "started_at"}  # fmt: skip
    text = '[columns]\nagent="Agent"\noutcome="Result"\n' + "".join(
        f'{fields[h]}="{h}"\n' for h in headings.split(",")
    )
    report = timed(house, tmp_path, line, headings, map_file=mapped(tmp_path, text))
    ((row, about, said),) = reasons(report)
    assert (row, about, count(house, Call)) == (2, field, 0)
    assert reason in said


def test_a_call_across_midnight_and_one_that_rang_in_vain(house: House, tmp_path: Path) -> None:
    headings = "Agent,Start Time,End Time,Wait Time,Result"
    import_calls(
        house.owner,
        written(
            tmp_path,
            "owner,2026-11-01 23:58,00:04,10,solved",
            "owner,2026-11-02 10:00,,25,missed",
            headings=headings,
        ),
    )
    night, vain = calls(house)
    assert night.ended_at - night.started_at == dt.timedelta(minutes=6)
    assert (vain.answered_at, vain.ended_at - vain.started_at) == (None, dt.timedelta(seconds=25))


def test_the_clock_of_the_file_may_be_another(house: House, tmp_path: Path) -> None:
    text = '[columns]\nagent="Agent"\noutcome="Result"\nstarted_at="Start Time"\n[options]\ntimezone="Europe/Berlin"\n'
    report = timed(
        house, tmp_path, "2026-03-29 02:30", "Start Time", map_file=mapped(tmp_path, text)
    )
    assert "the clock skips it that day" in reasons(report)[0][2]
    timed(house, tmp_path, "2026-07-01 12:00", "Start Time", map_file=mapped(tmp_path, text))
    timed(house, tmp_path, "2026-07-01T12:00:00-04:00", "Start Time")
    assert [c.started_at.hour for c in calls(house)] == [10, 16]


def test_a_date_order_that_cannot_be_known_is_asked_for(house: House, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="say which with --date-order"):
        timed(house, tmp_path, "03/04/2026 10:00", "Start Time")
    timed(house, tmp_path, "03/04/2026 10:00", "Start Time", date_order="mdy")
    assert calls(house)[0].started_at == dt.datetime(2026, 3, 4, 2, tzinfo=dt.UTC)
    report = timed(house, tmp_path, "14/04/2026 10:00", "Start Time", date_order="mdy")
    assert reasons(report)[0][1] == "started_at"
    with pytest.raises(Refusal, match="dmy, mdy or ymd"):
        timed(house, tmp_path, "14/04/2026 10:00", "Start Time", date_order="day first")


def test_dates_of_two_orders_in_one_column_are_asked_about(house: House, tmp_path: Path) -> None:
    file = written(
        tmp_path,
        "owner,solved,13/04/2026 10:00",
        "owner,solved,04/13/2026 10:00",
        headings="Agent,Result,Start Time",
    )
    with pytest.raises(
        Refusal, match="“13/04/2026 10:00” and “04/13/2026 10:00” have different orders"
    ):
        import_calls(house.owner, file)
    report = import_calls(house.owner, file, date_order="dmy", skip_bad=True)
    assert (report.added, [one.row for one in report.refused]) == (1, [3])


def test_the_sheet_with_calls_is_found_among_others(house: House, tmp_path: Path) -> None:
    cover: list[list[Any]] = [["Report", "of"], ["March", "2026"]]
    data: list[list[Any]] = [["Agent", "Date", "Result"], ["owner", "2026-11-01", "solved"]]
    file = write_book(tmp_path / "a.xlsx", {"Cover": cover, "Data": data})
    assert import_calls(house.owner, file, dry_run=True).added == 1
    text = '[columns]\nagent="Agent"\nstarted_at="Date"\noutcome="Result"\n'
    assert import_calls(house.owner, file, map_file=mapped(tmp_path, text)).added == 1
    map_file = mapped(tmp_path, text + '[options]\nsheet="Cover"\n')
    with pytest.raises(
        Refusal, match="takes agent from “Agent”, which is not among the headings “Report”, “of”"
    ):
        import_calls(house.owner, file, map_file=map_file)


def test_too_many_new_categories_are_no_categories(house: House, tmp_path: Path) -> None:
    file = written(
        tmp_path,
        *(f"owner,2026-11-01 10:00,solved,topic {n}" for n in range(201)),
        headings="Agent,Start Time,Result,Topic",
    )
    text = '[columns]\nagent="Agent"\nstarted_at="Start Time"\noutcome="Result"\ncategory="Topic"\n[options]\nnew_categories="add"\n'
    with pytest.raises(Refusal, match="more than 200 new categories"):
        import_calls(house.owner, file, map_file=mapped(tmp_path, text))
    assert import_calls(house.owner, file).added == 201  # nothing proposes them as categories
    assert {c.category for c in calls(house)} == {None}


def test_long_names_that_make_one_login_are_told_apart(house: House, tmp_path: Path) -> None:
    file = written(
        tmp_path,
        *(f"{'x' * 60}{who},2026-11-01 10:00,solved" for who in "ab"),
        headings="Agent,Start Time,Result",
    )
    import_calls(house.owner, file)
    assert {c.login for c in calls(house)} == {"x" * 60, "x" * 60 + "-2"}


def test_a_report_lists_ten_thousand_refused_rows_and_counts_the_rest(
    house: House, tmp_path: Path
) -> None:
    lines = ["owner,never,solved"] * 10_004
    text = '[columns]\nagent="Agent"\nstarted_at="Start Time"\noutcome="Result"\n'
    file = written(tmp_path, *lines, headings="Agent,Start Time,Result")
    report = import_calls(
        house.owner, file, map_file=mapped(tmp_path, text), refused_file=tmp_path / "r.csv"
    )
    assert (report.read, report.added, len(report.refused)) == (10_004, 0, 10_000)
    assert "4 more rows were refused." in notes(report)
    assert len((tmp_path / "r.csv").read_text(encoding="utf-8-sig").splitlines()) == 10_005


# --- what else can be wrong --------------------------------------------------------------------


def test_formulas_are_disarmed_in_the_refused_rows(house: House, tmp_path: Path) -> None:
    file = written(tmp_path, "=1+1,anna,never,solved")
    text = (
        '[columns]\nsource_id="Call ID"\nagent="Agent"\nstarted_at="Start Time"\noutcome="Result"\n'
    )
    import_calls(
        house.owner, file, map_file=mapped(tmp_path, text), refused_file=tmp_path / "r.csv"
    )
    assert b",'=1+1," in (tmp_path / "r.csv").read_bytes()
    with pytest.raises(Refusal, match="written over the file itself"):
        import_calls(house.owner, file, map_file=tmp_path / "map.toml", refused_file=file)
    with pytest.raises(Unavailable, match="can’t be written"):
        import_calls(house.owner, file, map_file=tmp_path / "map.toml", refused_file=tmp_path)


def test_headings_alone_import_nothing(house: House, tmp_path: Path) -> None:
    assert import_calls(house.owner, written(tmp_path)).read == 0


def test_long_waits_stay_within_the_rings_a_record_holds(house: House, tmp_path: Path) -> None:
    timed(house, tmp_path, "2026-11-01 10:00,3:00:00", "Start Time,Wait Time")
    assert calls(house)[0].rings == 1000


_CELL = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        [
            "2026-11-01 10:00",
            "31/12/2025",
            "anna",
            "solved",
            "138 1234 5678",
            "-3",
            "99:99",
            "1e9",
            "NaN",
            "\0",
            "=1",
        ]
    ),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(rows=st.lists(st.lists(_CELL, min_size=7, max_size=7), min_size=1, max_size=5))
def test_any_cells_are_imported_or_refused(
    house: House, tmp_path: Path, rows: list[list[str]]
) -> None:
    path = tmp_path / "any.csv"
    with path.open("w", encoding="utf-8", errors="replace", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["Agent", "Start Time", "End Time", "Result", "Phone", "Wait Time", "Note"])
        writer.writerows(rows)
    text = (
        '[columns]\nagent="Agent"\nstarted_at="Start Time"\nended_at="End Time"\noutcome="Result"\nnumber="Phone"\n'
        'answered_after="Wait Time"\nraised="Note"\n'
    )
    before = count(house, Call)
    with contextlib.suppress(Refusal):
        report = import_calls(
            house.owner, path, map_file=mapped(tmp_path, text), skip_bad=True, date_order="dmy"
        )
        assert report.read == report.added + report.known + len(report.refused)
        assert count(house, Call) == before + report.added


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(content=st.binary(max_size=300))
def test_any_bytes_are_imported_or_refused(house: House, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "any"
    path.write_bytes(b"agent,date,result\n" + content)
    with contextlib.suppress(Refusal):
        before = count(house, Call)
        report = import_calls(house.owner, path)
        assert count(house, Call) == before + report.added
