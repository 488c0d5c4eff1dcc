"""Maps as TOML, and maps proposed from headings."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thirdring.domain.errors import NotFound, Refusal
from thirdring.intake.call_fields import CALL_FIELDS
from thirdring.intake.cells import Row
from thirdring.intake.dates import DateOrder
from thirdring.intake.heading_match import likeness
from thirdring.intake.maps import Map, map_from, read_map, refuse_missing
from thirdring.intake.options import Options
from thirdring.intake.propose import propose, with_words
from thirdring.intake.staff_fields import STAFF_FIELDS


def proposed(headings: str, *rows: list[Any]) -> Map:
    names = tuple(headings.split("|"))
    return propose(names, [Row(i, tuple(r)) for i, r in enumerate(rows, 2)], CALL_FIELDS, Options())


def columns(headings: str, *rows: list[Any]) -> dict[str, Any]:
    found: dict[str, Any] = proposed(headings, *rows).as_dict().get("columns", {})
    return found


def test_a_map_comes_back_from_its_toml(tmp_path: Path) -> None:
    tables = {
        "columns": {"started_at": ["Date", 'Time "x" \\ 日期'], "agent": "Agent", "outcome": "End"},
        "values": {"outcome": {"Y Y": "solved", "未接=1": "abandoned"}, "agent": {"老王": "wang"}},
        "constants": {"direction": "inbound"},
        "options": {"date_order": "dmy", "minutes": ["talk_time"], "delimiter": ";", "heading_row": 3,
                    "timezone": "Asia/Tokyo", "sheet": "数据", "encoding": "gbk", "source": "pbx"},
    }  # fmt: skip
    first = map_from(tables, CALL_FIELDS)
    (tmp_path / "m.toml").write_text(first.as_toml(), encoding="utf-8-sig")
    assert read_map(tmp_path / "m.toml", CALL_FIELDS) == first
    assert first.options.date_order is DateOrder.DMY


@pytest.mark.parametrize(
    ("tables", "said"),
    [
        ({}, r"no \[columns\]"),
        ({"colums": {}}, "“colums” is none of them"),
        ({"columns": {"agnet": "A"}}, "names the field “agnet”, which calls don’t have"),
        ({"columns": {"agent": 5}}, "must be a heading or a list"),
        ({"columns": {"agent": []}}, "must be a heading or a list"),
        ({"columns": {"agent": "A"}, "values": {"outcome": "x"}}, "must hold lines"),
        ({"columns": {"agent": "A"}, "values": {"outcome": {"Y": "done"}}}, "makes outcome “done”; it must be one of solved"),
        ({"columns": {"agent": "A"}, "constants": {"outcome": [1]}}, "can’t be"),
        ({"columns": {"agent": "A"}, "options": {"colour": 1}}, r"\[options\] has no “colour”"),
        ({"columns": {"agent": "A"}, "options": {"date_order": "xyz"}}, "dmy, mdy or ymd"),
        ({"columns": {"agent": "A"}, "options": {"delimiter": ";;"}}, "can’t be"),
        ({"columns": {"agent": "A"}, "options": {"new_agents": "perhaps"}}, "can’t be"),
        ({"columns": {"agent": "A"}, "options": {"heading_row": 0}}, "can’t be"),
    ],
)  # fmt: skip
def test_a_wrong_map_is_refused_in_one_sentence(tables: dict[str, Any], said: str) -> None:
    with pytest.raises(Refusal, match=said):
        map_from(tables, CALL_FIELDS)


def test_a_map_that_is_no_toml_or_not_there(tmp_path: Path) -> None:
    (tmp_path / "m.toml").write_bytes(b"[columns\nagent = ")
    with pytest.raises(Refusal, match="is not TOML"):
        read_map(tmp_path / "m.toml", CALL_FIELDS)
    (tmp_path / "m.toml").write_bytes(b"\xff\xfe" + b"a = " + b"[" * 5000)
    with pytest.raises(Refusal, match="is not TOML"):
        read_map(tmp_path / "m.toml", CALL_FIELDS)
    with pytest.raises(NotFound, match="no map"):
        read_map(tmp_path / "n.toml", CALL_FIELDS)


def test_headings_that_are_not_there_are_named_with_those_that_are() -> None:
    mapping = map_from({"columns": {"agent": "Agnet"}}, CALL_FIELDS)
    with pytest.raises(
        Refusal, match="takes agent from “Agnet”, which is not among the headings “Agent”, “Date”"
    ):
        refuse_missing(mapping, ("Agent", "Date"), CALL_FIELDS)
    mapping = map_from({"columns": {"agent": "name"}}, CALL_FIELDS)
    with pytest.raises(Refusal, match="stands more than once"):
        refuse_missing(mapping, ("Name (1)", "Name (2)"), CALL_FIELDS)
    mapping = map_from({"columns": {"agent": " ＡＧＥＮＴ "}}, CALL_FIELDS)
    with pytest.raises(Refusal, match="no column for started_at"):
        refuse_missing(mapping, ("Agent", "Date"), CALL_FIELDS)


def test_proposes_day_and_time_and_the_two_flags() -> None:
    assert columns(
        "Call Id|Agent|Date|Time|Topic|Answered (Y/N)|Resolved|Speed of answer in seconds|AvgTalkDuration|Satisfaction rating",
        ["1", "A", "2021-01-01", dt.time(9), "x", "Y", "N", 5, dt.time(0, 1), 3],
        ["2", "A", "2021-01-01", dt.time(9), "x", "N", "N", None, None, None],
    ) == {
        "source_id": "Call Id", "agent": "Agent", "started_at": ["Date", "Time"], "category": "Topic",
        "outcome": ["Answered (Y/N)", "Resolved"], "answered_after": "Speed of answer in seconds",
        "talk_time": "AvgTalkDuration", "satisfaction": "Satisfaction rating",
    }  # fmt: skip


def test_proposes_from_chinese_headings() -> None:
    assert columns(
        "流水号|坐席姓名|主叫号码|来电时间|挂断时间|通话时长（秒）|客户姓名|性别|问题类型|来电内容|处理结果|满意度|呼叫方向",
        ["a1", "林小美", "13812345678", "2026-11-01 10:00", "2026-11-01 10:05", 280, "王女士", "女", "售后", "沙发异响", "已解决", 5, "呼入"],
        ["a2", "林小美", "匿名", "2026-11-01 10:20", "2026-11-01 10:21", "", "", "", "售后", "", "未接", "", "呼入"],
    ) == {
        "source_id": "流水号", "agent": "坐席姓名", "number": "主叫号码", "started_at": "来电时间", "ended_at": "挂断时间",
        "talk_time": "通话时长（秒）", "name": "客户姓名", "title": "性别", "category": "问题类型", "raised": "来电内容",
        "outcome": "处理结果", "satisfaction": "满意度", "direction": "呼叫方向",
    }  # fmt: skip


def test_a_column_whose_cells_do_not_fit_its_heading_is_left() -> None:
    found = columns(
        "agent|start time|status|duration|rating|id",
        ["A", "2026-01-01 10:00", "solved", "below SLA", 9, "7"],
        ["A", "2026-01-01 10:00", "solved", "within SLA", 8, "7"],
    )
    assert found == {"agent": "agent", "started_at": "start time", "outcome": "status"}


def test_minutes_are_seen_in_the_heading() -> None:
    found = proposed(
        "Agent|Date|Call Duration In Minutes|Status", ["A", "2026-01-01", 12, "solved"]
    )
    assert found.options.minutes == ("call_time",)
    assert found.columns["started_at"] == ("Date",)


def test_words_that_mean_nothing_here_are_left_out() -> None:
    mapping = proposed(
        "agent|date|status|gender",
        ["A", "2026-01-01", "已解决", "女"],
        ["A", "2026-01-01", "solved", "女"],
    )
    worded = with_words(
        mapping, {"outcome": ["已解决", "solved", "嗯"], "title": ["女", "公司"]}, CALL_FIELDS
    )
    assert worded.values == {"outcome": {"已解决": "solved"}}
    assert "title" not in worded.columns


def test_one_flag_alone_does_not_say_how_a_call_ended() -> None:
    mapping = proposed("agent|date|answered", ["A", "2026-01-01", "Y"], ["A", "2026-01-01", "N"])
    assert mapping.columns["outcome"] == ("answered",)
    assert with_words(mapping, {"outcome": ["Y", "N"]}, CALL_FIELDS).values == {}


def test_a_status_of_answered_and_missed_joins_the_flag_of_resolved() -> None:
    mapping = proposed(
        "agent|date|call status|resolved",
        ["A", "2026-01-01", "Answered", "Yes"],
        ["A", "2026-01-01", "Missed", "No"],
    )
    assert mapping.columns["outcome"] == ("call status", "resolved")
    found = {"outcome": ["Answered Yes", "Answered No", "Missed No", "Answered"]}
    assert with_words(mapping, found, CALL_FIELDS).values == {
        "outcome": {"Answered Yes": "solved", "Answered No": "ticket", "Missed No": "abandoned"}
    }


def test_a_time_beside_a_day_is_found_under_any_of_their_names() -> None:
    assert columns("agent|通话时间|日期|结果", ["A", "9:30", "2026-01-01", "已解决"])[
        "started_at"
    ] == ["日期", "通话时间"]
    assert columns("agent|time|status", ["A", "2026-01-01 9:30", "solved"])["started_at"] == "time"
    assert columns("agent|start date|start time|status", ["A", "1/2/2026", "9:30", "solved"])[
        "started_at"
    ] == ["start date", "start time"]
    assert "started_at" not in columns("agent|time|status", ["A", "9:30", "solved"])


def test_misspelt_and_decorated_headings() -> None:
    agent = CALL_FIELDS.fields["agent"].headings
    assert likeness("AGENT_NAME", agent) > 0.98
    assert likeness("Operater", agent) > 0
    assert likeness("Elephant", agent) == 0
    assert likeness("***", agent) == 0


def test_no_heading_belongs_to_two_fields() -> None:
    for fields in (CALL_FIELDS, STAFF_FIELDS):
        names = [name for one in fields.fields.values() for name in one.headings]
        assert sorted({name for name in names if names.count(name) > 1}) == []


@given(headings=st.lists(st.text(max_size=12), min_size=1, max_size=6), cell=st.text(max_size=8))
def test_any_headings_get_a_map_that_reads_back(
    tmp_path_factory: pytest.TempPathFactory, headings: list[str], cell: str
) -> None:
    mapping = propose(tuple(headings), [Row(2, (cell,) * len(headings))], CALL_FIELDS, Options())
    if mapping.columns:
        path = tmp_path_factory.mktemp("t") / "m.toml"
        path.write_text(mapping.as_toml(), encoding="utf-8")
        assert read_map(path, CALL_FIELDS) == mapping
