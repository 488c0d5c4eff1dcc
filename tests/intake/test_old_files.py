"""What back ends name .xls: the old workbook, pages, workbooks in XML, and plain text."""

import contextlib
import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.intake.old_sheets import page, write_old_book
from thirdring.domain.errors import Refusal
from thirdring.intake.cells import Fault
from thirdring.intake.options import Options, read_options
from thirdring.intake.tables import Table, open_table

ROWS = [["编号", "留言时间", "内容"], ["1", "2026-11-01 10:00", "沙发有异味"]]


def table(path: Path, **options: object) -> Table:
    return open_table(path, read_options(dict(options)))


def cells(found: Table) -> list[tuple[object, ...]]:
    return [row.cells for row in found.rows()]


def written(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


# --- binary workbooks --------------------------------------------------------------------------


def test_an_old_workbook_is_read_with_its_dates_numbers_flags_and_gaps(tmp_path: Path) -> None:
    moment = dt.datetime(2026, 11, 1, 13, 5, 59)
    file = write_old_book(
        tmp_path / "a.xls",
        {
            "说明": [["导出说明"]],
            "投诉": [
                ["编号", "时间", "时长", "解决", "空", "号码"],
                [1, moment, dt.time(0, 2, 23), True, None, 13812345678],
                ["x", 0.5, "", False, None, 1.25],
            ],
        },
    )
    found = table(file)
    assert (found.sheet, found.sheets) == ("投诉", ("说明", "投诉"))
    assert found.headings == ("编号", "时间", "时长", "解决", "空", "号码")
    assert cells(found) == [
        (1, moment, dt.time(0, 2, 23), True, None, 13812345678),
        ("x", 0.5, "", False, None, 1.25),
    ]
    assert cells(found) == cells(found)


def test_a_sheet_of_an_old_workbook_is_chosen_by_its_name(tmp_path: Path) -> None:
    file = write_old_book(tmp_path / "a.xls", {"A": [["x"], [1]], "B": [["y"], [2]]})
    assert table(file, sheet="b").headings == ("y",)
    with pytest.raises(Refusal, match=r"no sheet “C”.*“A”, “B”"):
        table(file, sheet="C")


@given(at=st.integers(0, 6000), byte=st.binary(min_size=1, max_size=4))
def test_an_old_workbook_with_changed_bytes_is_a_table_or_refused(
    tmp_path_factory: pytest.TempPathFactory, at: int, byte: bytes
) -> None:
    folder = tmp_path_factory.mktemp("t")
    whole = bytearray(write_old_book(folder / "a.xls", {"S": [["a", "b"], [1, "x"]]}).read_bytes())
    at %= len(whole)
    whole[at : at + len(byte)] = byte
    (folder / "b.xls").write_bytes(whole)
    with contextlib.suppress(Refusal):
        assert len(cells(table(folder / "b.xls"))) <= 3


def test_an_old_workbook_cut_short_is_refused(tmp_path: Path) -> None:
    whole = write_old_book(tmp_path / "a.xls", {"S": [["a"], *[[n] for n in range(900)]]})
    for size in range(8, 4000, 241):
        short = tmp_path / "b.xls"
        short.write_bytes(whole.read_bytes()[:size])
        with pytest.raises(Refusal):
            table(short)


# --- pages -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("charset", "encoding"), [("gb2312", "gb18030"), ("utf-8", "utf-8"), ("big5", "big5")])  # fmt: skip
def test_a_page_named_xls_is_read_in_the_encoding_it_names(
    tmp_path: Path, charset: str, encoding: str
) -> None:
    rows = [["編號", "時間"], ["1", "沙發有異味"]]
    found = table(written(tmp_path / "消息.xls", page(rows, charset=charset), encoding))
    assert found.headings == ("編號", "時間")
    assert cells(found) == [("1", "沙發有異味")]
    assert str(found.origin.params["encoding"]).lower() == encoding


def test_a_page_that_is_wrong_about_its_encoding_is_read_all_the_same(tmp_path: Path) -> None:
    file = written(tmp_path / "a.xls", page(ROWS, charset="utf-8"), "gb18030")
    assert table(file).headings == ("编号", "留言时间", "内容")
    with pytest.raises(Refusal, match="not written in utf-8-sig throughout"):
        table(file, encoding="utf-8")


def test_cells_over_several_rows_and_columns_line_breaks_and_signs(tmp_path: Path) -> None:
    text = (
        "<table><caption>留言</caption><thead><tr><th>日期<th>谁<th>内容<th>答</thead>"
        "<tr><td rowspan=2>2026-11-01</td><td>A &amp; B</td><td>一<br>二&nbsp;&lt;三&gt;</td><td>x"
        "<tr><td colspan=2>C</td><td>y</td></tr>"
        "<tr><td>2026-11-02<td><b>D</b> <script>alert(1)</script><td><img src='http://x/y.png'><td>z"
        "</table>"
    )
    found = table(written(tmp_path / "a.xls", text))
    assert (found.sheet, found.headings) == ("留言", ("日期", "谁", "内容", "答"))
    assert cells(found) == [
        ("2026-11-01", "A & B", "一\n二 <三>", "x"),
        ("2026-11-01", "C", None, "y"),
        ("2026-11-02", "D", None, "z"),
    ]


def test_of_several_tables_the_one_that_fits_is_taken(tmp_path: Path) -> None:
    outer = "<table><tr><td>标题<td>导出</tr><tr><td colspan=2>" + page(ROWS) + "</td></tr></table>"
    found = open_table(
        written(tmp_path / "a.html", outer), Options(), lambda names: "留言时间" in names
    )
    assert cells(found) == [("1", "2026-11-01 10:00", "沙发有异味")]
    assert len(found.sheets) == 2


def test_a_long_page_is_read_in_pieces_as_a_short_one_is(tmp_path: Path) -> None:
    rows = [["编号", "内容"], *[[str(n), "沙发有异味" * 60] for n in range(5_000)]]
    text = page(rows).replace("<table>", "<table><caption>长</caption>")
    assert len(text) > 1_500_000
    found = table(written(tmp_path / "a.xls", text))
    assert found.sheet == "长"
    assert cells(found) == [tuple(row) for row in rows[1:]]
    assert [row.number for row in found.rows()] == list(range(2, 5_002))


@given(html=st.text(alphabet=" <>/=tabledhrcowspn\"'0123&;é一", max_size=150))
def test_any_page_is_a_table_or_refused(
    tmp_path_factory: pytest.TempPathFactory, html: str
) -> None:
    file = written(tmp_path_factory.mktemp("t") / "a.xls", "<table>" + html)
    with contextlib.suppress(Refusal):
        cells(table(file))


# --- XML and text ------------------------------------------------------------------------------

_XML = """<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="微博私信"><Table>
<Row><Cell><Data ss:Type="String">时间</Data></Cell><Cell><Data ss:Type="String">次数</Data></Cell>
<Cell><Data ss:Type="String">内容</Data></Cell></Row>
<Row ss:Index="4"><Cell><Data ss:Type="DateTime">2026-11-01T10:00:00.000</Data></Cell>
<Cell ss:Index="3"><Data ss:Type="String">粗 <b>体</b></Data></Cell></Row>
<Row><Cell><Data ss:Type="DateTime">1899-12-31T00:02:23.000</Data></Cell>
<Cell><Data ss:Type="Number">3</Data></Cell><Cell><Data ss:Type="Error">#N/A</Data></Cell></Row>
</Table></Worksheet></Workbook>"""


def test_a_workbook_in_xml_is_read(tmp_path: Path) -> None:
    found = table(written(tmp_path / "a.xls", _XML))
    assert (found.sheet, found.headings) == ("微博私信", ("时间", "次数", "内容"))
    first, second = found.rows()
    assert (first.number, first.cells) == (4, (dt.datetime(2026, 11, 1, 10), None, "粗 体"))
    assert second.cells[:2] == (dt.time(0, 2, 23), 3)
    assert isinstance(second.cells[2], Fault)


@pytest.mark.parametrize(
    "broken",
    [
        _XML[:-40],
        _XML.replace('Index="4"', 'Index="0"'),
        _XML.replace("<?mso", '<!DOCTYPE a [<!ENTITY b "cc">]><?mso'),
        _XML.replace("2026-11-01T", "2026-13-01T"),
    ],
)
def test_a_broken_workbook_in_xml_is_refused(tmp_path: Path, broken: str) -> None:
    with pytest.raises(Refusal, match="damaged or is not a workbook"):
        table(written(tmp_path / "a.xls", broken))


def test_text_with_tabs_named_xls_is_read(tmp_path: Path) -> None:
    file = written(tmp_path / "a.xls", "\n".join("\t".join(row) for row in ROWS), "gb18030")
    assert cells(table(file)) == [("1", "2026-11-01 10:00", "沙发有异味")]
