"""Importing complaints (D13): real files whole, whom they name, what is missing, never twice."""

import csv
import datetime as dt
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update

from tests.intake.old_sheets import page, write_old_book
from tests.usecases.conftest import House
from tests.usecases.imported_complaints import (
    FIRST,
    HEADINGS,
    SECOND,
    complaints,
    taken,
    written,
)
from tests.usecases.imports import count, mapped, notes, reasons
from thirdring.domain.enums import (
    AgainstKind,
    Channel,
    Nature,
    Role,
    Severity,
    TicketKind,
    TicketState,
)
from thirdring.domain.errors import NotPermitted, Refusal
from thirdring.store.tables import (
    ClockRow,
    ComplaintDetail,
    Customer,
    Escalation,
    Event,
    Staff,
    Ticket,
)
from thirdring.usecases.find_tickets import list_for_people
from thirdring.usecases.import_complaints import import_complaints

# --- real files --------------------------------------------------------------------------------


def plain(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def month_of(american: str) -> str:
    month, _, year = american.split(maxsplit=1)[0].split("/")
    return f"{year}-{int(month):02d}"


@pytest.mark.shared_data
def test_complaints_of_a_public_authority_go_in_whole_and_only_once(
    house: House, shared_data: Path
) -> None:
    file = shared_data / "complaints_cfpb" / "Consumer_Complaints.csv"
    rows = plain(file)
    report = import_complaints(house.owner, file)
    assert (report.read, report.added, report.known, report.refused) == (
        len(rows),
        len(rows),
        0,
        (),
    )
    found = complaints(house)
    ways = {"Web": Channel.WEBSITE, "Phone": Channel.PHONE, "Referral": Channel.REFERRAL,
            "Postal mail": Channel.LETTER}  # fmt: skip
    for ours, theirs in (
        ("month", [month_of(row["Date received"]) for row in rows]),
        ("channel", [ways[row["Submitted via"]] for row in rows]),
        ("product_text", [row["Product"] for row in rows]),
        ("against_text", [row["Company"] for row in rows]),
    ):
        assert Counter(getattr(one, ours) for one in found) == Counter(theirs)
    assert {one.against_kind for one in found} == {AgainstKind.MERCHANT}
    first = next(one for one in found if one.source_id == "2105601")
    assert first.raised == "Cont'd attempts collect debt not owed\nDebt was paid"
    assert (first.nature, first.severity, first.against_staff_id) == (None, None, None)
    again = import_complaints(house.owner, file)
    assert (again.added, again.known) == (0, len(rows))
    assert count(house, Ticket) == len(rows)


@pytest.mark.parametrize(
    "founded_url",
    ["sqlite", pytest.param("postgres", marks=[pytest.mark.postgres, pytest.mark.long])],
    indirect=True,
)
@pytest.mark.shared_data
def test_a_citys_complaints_count_by_month_and_agency_as_the_file_says(
    house: House, shared_data: Path
) -> None:
    file = shared_data / "nyc311" / "311_Animals_short.csv"
    rows = plain(file)
    report = import_complaints(house.owner, file)
    assert (report.added, report.refused) == (len(rows), ())
    found = complaints(house)
    assert Counter((one.month, one.against_text) for one in found) == Counter(
        (month_of(row["Created Date"]), row["Agency"]) for row in rows
    )
    assert {one.against_kind for one in found} == {AgainstKind.DEPARTMENT}
    assert Counter(one.open for one in found) == Counter(row["Status"] != "Closed" for row in rows)
    assert count(house, ClockRow) == 0


@pytest.mark.shared_data
def test_a_summary_of_complaints_is_no_list_of_them(house: House, shared_data: Path) -> None:
    with pytest.raises(Refusal, match="No column for received_at was found among “Company”"):
        import_complaints(house.owner, shared_data / "nyc311" / "Consumer Complaints.csv")
    with pytest.raises(Refusal, match=r"None of the columns .* says what happened"):
        import_complaints(house.owner, shared_data / "calls" / "Call-Center-Dataset.xlsx")


# --- what a row becomes ------------------------------------------------------------------------


def test_d13_a_row_becomes_a_complaint_with_its_number_and_is_found(
    house: House, tmp_path: Path
) -> None:
    anna = house.hire("anna", Role.AGENT)
    report = taken(house, tmp_path, FIRST, SECOND)
    assert (report.read, report.added, report.refused) == (2, 2, ())
    first, second = complaints(house)
    assert first.number.startswith("C261122-")
    assert (first.kind, first.state, first.open) == (TicketKind.COMPLAINT, TicketState.INTAKE, True)
    assert (first.channel, first.nature, first.severity) == (
        Channel.WECHAT, Nature.PRODUCT_QUALITY, Severity.ORDINARY,
    )  # fmt: skip
    assert (first.against_kind, first.against_staff_id) == (AgainstKind.EMPLOYEE, anna.staff_id)
    assert (first.name, first.digits, first.raised) == ("王女士", "13812345678", "沙发有异味")
    assert first.customer_id is not None
    assert (first.source, first.source_id) == ("import:complaints", "1")
    # J1: on the telephone the number was told; in a message it is still to be.
    assert second.state is TicketState.ACKNOWLEDGED
    hits = house.owner.read(list_for_people, search="异味")
    assert [row["number"] for row in hits] == [first.number]
    with house.store.begin_read() as session:
        told = session.execute(
            select(Event.verb, Event.detail).where(Event.ticket_id == first.id)
        ).all()
    assert [tuple(one) for one in told] == [
        ("opened", {"kind": "complaint", "source": "import:complaints"})
    ]


def test_g1_a_complaint_belongs_to_the_month_of_the_centers_clock(
    house: House, tmp_path: Path
) -> None:
    text = (
        '[columns]\nsource_id = "id"\nreceived_at = "at"\nraised = "what"\n'
        '[options]\ntimezone = "America/New_York"\n'
    )
    taken(
        house, tmp_path,
        "1,2026-10-31 11:59:59,x", "2,2026-10-31 12:00:00,x", "3,2026-10-31T15:59:59Z,x",
        "4,2026-10-31T16:00:00Z,x",
        headings="id,at,what", map_file=mapped(tmp_path, text),
    )  # fmt: skip
    assert {one.source_id: one.month for one in complaints(house)} == {
        "1": "2026-10", "2": "2026-11", "3": "2026-10", "4": "2026-11",
    }  # fmt: skip


def test_g2_whom_a_row_names_is_matched_only_where_there_is_no_doubt(
    house: House, tmp_path: Path
) -> None:
    anna = house.hire("anna", Role.AGENT, work_number="8021")
    house.hire("li1", Role.AGENT)
    house.hire("li2", Role.AGENT)
    with house.store.begin_write() as session:
        session.execute(update(Staff).where(Staff.login.in_(["li1", "li2"])).values(name="李娜"))
    lines = [f"2026-11-0{n} 10:00,x,{name}" for n, name in enumerate(
        ("Anna", "8021", "ANNA", "李娜", "小李", "9999", ""), start=1
    )]  # fmt: skip
    report = taken(house, tmp_path, *lines, headings="投诉时间,投诉内容,被投诉人")
    found = complaints(house)
    assert [one.against_staff_id for one in found] == [anna.staff_id] * 3 + [None] * 4
    assert [one.against_kind for one in found] == [AgainstKind.EMPLOYEE] * 6 + [None]
    assert [one.against_text for one in found][3:] == ["李娜", "小李", "9999", None]
    assert "To be decided, counted for nobody until then: “李娜”, “小李”, “9999”." in notes(report)


def test_d15_who_is_meant_is_found_out_where_the_file_does_not_say(
    house: House, tmp_path: Path
) -> None:
    anna = house.hire("anna", Role.AGENT, department="售后部")
    taken(
        house, tmp_path,
        "2026-11-01,x,anna,", "2026-11-02,x,售后部,", "2026-11-03,x,某商户,", "2026-11-04,x,某商户,商户",
        "2026-11-05,x,,不针对", "2026-11-06,x,,none",
        headings="投诉日期,投诉内容,投诉对象,投诉对象类型",
    )  # fmt: skip
    found = complaints(house)
    assert [one.against_kind for one in found] == [
        AgainstKind.EMPLOYEE, AgainstKind.DEPARTMENT, None, AgainstKind.MERCHANT, AgainstKind.NONE,
        AgainstKind.NONE,
    ]  # fmt: skip
    assert found[0].against_staff_id == anna.staff_id
    assert found[1].against_department_id is not None
    assert [one.against_text for one in found] == ["anna", "售后部", "某商户", "某商户", None, None]


def test_d13_what_is_missing_is_kept_as_missing(house: House, tmp_path: Path) -> None:
    report = taken(
        house, tmp_path, "2026-11-01,沙发,小红书,说不清", "2026-11-02,,抖音,质量问题",
        "2026-11-03,床,微博,服务态度", headings="日期,内容,渠道,性质",
    )  # fmt: skip
    found = complaints(house)
    assert [(one.raised, one.channel, one.nature) for one in found] == [
        ("沙发", Channel.OTHER, None),
        ("", Channel.OTHER, Nature.PRODUCT_QUALITY),
        ("床", Channel.WEIBO, Nature.SERVICE_ATTITUDE),
    ]
    assert report.map["values"]["nature"]["说不清"] == ""
    assert "3 complaints lack a channel, nature, severity" in notes(report)


def test_requests_praise_and_enquiries_stay_what_they_are(house: House, tmp_path: Path) -> None:
    taken(
        house, tmp_path, "2026-11-01,投诉,a", "2026-11-02,表扬,b", "2026-11-03,咨询,c", "2026-11-04,报修,d",
        headings="日期,类型,内容",
    )  # fmt: skip
    kinds = [one.kind.value for one in complaints(house)]
    assert kinds == ["complaint", "praise", "enquiry", "request"]
    assert [one.number[0] for one in complaints(house)] == ["C", "T", "E", "R"]
    assert count(house, ComplaintDetail) == 3


def test_states_flags_and_closings_of_other_systems(house: House, tmp_path: Path) -> None:
    taken(
        house, tmp_path,
        "2026-10-01 09:00,a,已办结,2026-10-03 10:00,,是,否", "2026-10-02 09:00,b,不属实,,3天2小时,否,Y",
        "2026-10-03 09:00,c,处理中,,,,", "2026-10-05 09:00,e,,2026-10-05 10:00,,,", "2026-10-04 09:00,d,已撤诉,,26:00:00,×,N",
        headings="受理时间,内容,处理状态,办结时间,处理时长,涉及安全,是否紧急",
    )  # fmt: skip
    found = complaints(house)
    assert [one.state.value for one in found] == [
        "archived", "unfounded", "investigation", "withdrawn", "archived",
    ]  # fmt: skip
    spans = [one.closed_at and one.closed_at - one.received_at for one in found]
    assert spans == [
        dt.timedelta(days=2, hours=1), dt.timedelta(days=3, hours=2), None, dt.timedelta(hours=26), dt.timedelta(hours=1),
    ]  # fmt: skip
    assert [one.safety for one in found] == [True, False, None, False, None]
    assert [one.immediate for one in found] == [False, True, None, False, None]
    assert [one.open for one in found] == [False, False, True, False, False]


# --- clocks ------------------------------------------------------------------------------------


def test_d4_history_starts_no_clocks_and_rings_no_alarms(house: House, tmp_path: Path) -> None:
    line = "{n},{at},微信,,,x,产品质量,重大,"
    report = taken(
        house, tmp_path,
        line.format(n=1, at="2026-11-21 11:59"), line.format(n=2, at="2026-11-22 11:00"),
        line.format(n=3, at="2020-01-01 00:00"),
    )  # fmt: skip
    old, late, fresh = complaints(house)
    assert (fresh.due_rule, fresh.open) == ("D9", True)
    assert (old.due_at, late.due_at) == (None, None)
    assert (old.open, late.open, late.escalation_level) == (True, True, 0)
    with house.store.begin_read() as session:
        clocks = session.execute(select(ClockRow.ticket_id, ClockRow.rule)).all()
        sent = session.scalars(select(Escalation.ticket_id)).all()
    assert {tuple(clock) for clock in clocks} == {(fresh.id, "D4"), (fresh.id, "D9")}
    assert sent == [fresh.id]
    assert "1 are open and due still" in notes(report)


# --- all or nothing, and never twice -----------------------------------------------------------

BAD = (
    "3,2026-11-31,微信,,,x,,,",
    "4,,微信,,,x,,,",
    "5,2026-11-23 12:01,微信,,,未来,,,",
    f"6,2026-11-01,微信,{'长' * 101},,x,,,",
    '7,2026-11-01,微信,,,"=1+1",,,',
)


def test_one_bad_row_keeps_every_row_out(house: House, tmp_path: Path) -> None:
    report = taken(house, tmp_path, FIRST, *BAD)
    assert (report.read, report.added) == (6, 0)
    assert reasons(report) == [
        (3, "received_at", "“2026-11-31” is not a date or a time that can be read."),
        (4, "received_at", "received_at is missing its day."),
        (5, "received_at", "received_at lies in the future: 2026-11-23 12:01."),
        (6, "name", "This is 101 characters long; at most 100 fit here."),
    ]
    assert (count(house, Ticket), count(house, ComplaintDetail), count(house, Event)) == (0, 0, 0)


def test_the_refused_rows_mended_go_in_alone_and_nothing_twice(
    house: House, tmp_path: Path
) -> None:
    refused = tmp_path / "refused.csv"
    report = taken(house, tmp_path, FIRST, SECOND, *BAD, skip_bad=True, refused_file=refused)
    assert (report.added, len(report.refused)) == (3, 4)
    text = refused.read_text(encoding="utf-8-sig")
    assert text.splitlines()[0] == "Row,Reason," + HEADINGS
    text = text.replace("2026-11-31", "2026-11-30").replace("长" * 101, "短")
    text = (
        text.replace("2026-11-23 12:01", "2026-11-21")
        .replace("\n5,", "\n5,")
        .replace(",4,,", ",4,2026-11-02,")
    )
    text = text.replace("2026-11-30", "2026-11-20")
    refused.write_text(text, encoding="utf-8-sig")
    again = import_complaints(house.owner, refused)
    assert (again.read, again.added, again.refused) == (4, 4, ())
    assert "Reason" not in str(again.map)
    whole = taken(house, tmp_path, FIRST, SECOND, skip_bad=True)
    assert (whole.added, whole.known) == (0, 2)
    raised = {one.source_id: one.raised for one in complaints(house)}
    assert raised == {"1": "沙发有异味", "2": "态度生硬", "3": "x", "4": "x", "5": "未来", "6": "x", "7": "=1+1"}  # fmt: skip


def test_formulas_among_refused_rows_come_back_as_they_were(house: House, tmp_path: Path) -> None:
    refused = tmp_path / "refused.csv"
    taken(house, tmp_path, '1,,微信,\'=x,,"=1+1",,,', refused_file=refused)
    cells = refused.read_text(encoding="utf-8-sig")
    assert ",''=x," in cells
    assert ",'=1+1," in cells
    refused.write_text(cells.replace(",1,,", ",1,2026-11-01,"), encoding="utf-8-sig")
    import_complaints(house.owner, refused)
    (one,) = complaints(house)
    assert (one.name, one.raised) == ("'=x", "=1+1")


def test_without_ids_equal_rows_are_complaints_of_their_own(house: House, tmp_path: Path) -> None:
    lines = ("2026-11-01,异味", "2026-11-01,异味", "2026-11-02,异味")
    assert taken(house, tmp_path, *lines, headings="日期,内容").added == 3
    again = taken(house, tmp_path, *lines, headings="日期,内容")
    assert (again.added, again.known) == (0, 3)


def test_an_id_that_is_here_for_another_day_is_another_system(house: House, tmp_path: Path) -> None:
    taken(house, tmp_path, FIRST)
    report = taken(house, tmp_path, FIRST.replace("11-01", "11-02"))
    assert "here already for a complaint of 2026-11-01 10:00" in reasons(report)[0][2]


def test_a_dry_run_and_a_cancelled_import_write_nothing(house: House, tmp_path: Path) -> None:
    report = taken(house, tmp_path, FIRST, SECOND, dry_run=True)
    assert (report.added, count(house, Ticket)) == (2, 0)
    file = written(tmp_path, *(f"{n},2026-11-01 10:00,微信,,,x,,,anna" for n in range(1200)))

    def stop(done: int, total: int) -> None:
        if total and done > 1900:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_complaints(house.owner, file, progress=stop)
    assert (count(house, Ticket), count(house, ComplaintDetail), count(house, Event)) == (0, 0, 0)
    assert taken(house, tmp_path, FIRST).added == 1
    assert complaints(house)[0].number.endswith("001")


def test_who_may_import_complaints(house: House, tmp_path: Path) -> None:
    file = written(tmp_path, FIRST)
    for role in (Role.AGENT, Role.HR):
        with pytest.raises(NotPermitted):
            import_complaints(house.hire(f"a-{role}", role), file)
    assert import_complaints(house.hire("chief", Role.SUPERVISOR), file).added == 1


# --- dates -------------------------------------------------------------------------------------


def test_a_date_order_that_cannot_be_known_is_asked_for_and_kept_with_the_map(
    house: House, tmp_path: Path
) -> None:
    lines = ("03/04/2026,a", "05/06/2026,b")
    with pytest.raises(Refusal, match="day/month or month/day"):
        taken(house, tmp_path, *lines, headings="date,complaint")
    assert count(house, Ticket) == 0
    taken(house, tmp_path, *lines, headings="date,complaint", date_order="dmy")
    assert [one.month for one in complaints(house)] == ["2026-04", "2026-06"]
    report = taken(house, tmp_path, "25/06/2026,c", headings="date,complaint")
    kept = mapped(tmp_path, report.map_toml)
    taken(house, tmp_path, "07/08/2026,d", headings="date,complaint", map_file=kept)
    assert [one.month for one in complaints(house)][-1] == "2026-08"


@pytest.mark.parametrize(
    ("lines", "months"),
    [
        (("25/03/2026,a", "01/02/2026,b"), {"2026-03", "2026-02"}),
        (("3/25/2026,a", "1/2/2026,b"), {"2026-03", "2026-01"}),
        (("2026-3-25,a", "2026-1-2,b"), {"2026-03", "2026-01"}),
        (("46106,a", "46024.5,b"), {"2026-03", "2026-01"}),
        (("2026年3月25日 下午3时,a", "2026年1月2日,b"), {"2026-03", "2026-01"}),
    ],
)
def test_dates_in_every_usual_form(
    house: House, tmp_path: Path, lines: tuple[str, ...], months: set[str]
) -> None:
    taken(house, tmp_path, *lines, headings="日期,内容")
    assert {one.month for one in complaints(house)} == months


# --- files of back ends ------------------------------------------------------------------------

WECHAT = [
    ["消息ID", "昵称", "消息时间", "消息类型", "消息内容", "是否紧急"],
    ["m-1", "小鹿🦌", "2026-11-02 08:15:00", "投诉", "公众号下单的床头柜缺件", "是"],
    ["m-2", "A&B", "2026-11-02 08:16:00", "表扬", "客服很耐心 <3", "否"],
]


def _as_page(path: Path) -> None:
    path.write_bytes(page(WECHAT, charset="gb18030", before="<h1>导出</h1>").encode("gb18030"))


def _as_old_book(path: Path) -> None:
    rows: list[list[Any]] = [list(row) for row in WECHAT]
    for row in rows[1:]:
        row[2] = dt.datetime.fromisoformat(str(row[2]))
    write_old_book(path, {"说明": [["微信公众平台"]], "消息": rows})


def _as_tabs(path: Path) -> None:
    path.write_text("\n".join("\t".join(row) for row in WECHAT), encoding="utf-16")


@pytest.mark.parametrize("write", [_as_page, _as_old_book, _as_tabs])
def test_exports_of_a_chat_service_named_xls(house: House, tmp_path: Path, write: Any) -> None:
    file = tmp_path / "微信消息.xls"
    write(file)
    report = import_complaints(house.owner, file)
    assert (report.added, report.refused) == (2, ())
    first, second = complaints(house)
    assert (first.name, first.raised, first.immediate) == ("小鹿🦌", "公众号下单的床头柜缺件", True)
    assert (second.name, second.kind, second.raised) == (
        "A&B",
        TicketKind.PRAISE,
        "客服很耐心 <3",
    )
    zone = house.owner.read(lambda ctx: ctx.center.time)
    assert zone.text(first.received_at, seconds=True) == "2026-11-02 08:15:00"
    assert import_complaints(house.owner, file).known == 2


def test_the_channel_of_a_whole_export_is_proposed_from_its_headings(
    house: House, tmp_path: Path
) -> None:
    report = taken(house, tmp_path, "a,2026-11-01,x", headings="微信昵称,消息时间,消息内容")
    assert report.map["constants"] == {"channel": "wechat"}
    assert complaints(house)[0].channel is Channel.WECHAT


def test_masked_numbers_stand_for_nobody(house: House, tmp_path: Path) -> None:
    taken(
        house, tmp_path, "2026-11-01,x,王,139****1234", "2026-11-02,y,李,1391234XXXX",
        headings="日期,内容,投诉人,联系电话",
    )  # fmt: skip
    found = complaints(house)
    assert [one.phone for one in found] == ["139****1234", "1391234XXXX"]
    assert [(one.digits, one.customer_id) for one in found] == [(None, None)] * 2
    assert count(house, Customer) == 0


# --- whatever comes in -------------------------------------------------------------------------

_CELL = st.text(max_size=30) | st.sampled_from(
    ["2026-11-01", "1/2/2026", "13/1/26", "45976", "anna", "是", "95%", "微信", "已办结", "none", "99:99", "\0", "=1"]
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(rows=st.lists(st.lists(_CELL, min_size=9, max_size=9), min_size=1, max_size=4))
def test_any_cells_are_imported_or_refused(
    house: House, tmp_path: Path, rows: list[list[str]]
) -> None:
    path = tmp_path / "any.csv"
    with path.open("w", encoding="utf-8", errors="replace", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(
            [
                "投诉时间",
                "投诉渠道",
                "状态",
                "办结时间",
                "投诉人",
                "电话",
                "内容",
                "被投诉人",
                "涉及安全",
            ]
        )
        writer.writerows(rows)
    text = (
        '[columns]\nreceived_at="投诉时间"\nchannel="投诉渠道"\nstate="状态"\nclosed_at="办结时间"\nname="投诉人"\n'
        'phone="电话"\nraised="内容"\nemployee="被投诉人"\nsafety="涉及安全"\n[options]\ndate_order="dmy"\n'
    )
    before = count(house, Ticket)
    report = import_complaints(house.owner, path, map_file=mapped(tmp_path, text), skip_bad=True)
    assert report.read == report.added + report.known + len(report.refused)
    assert count(house, Ticket) == before + report.added
