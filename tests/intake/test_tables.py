"""Reading tables: encodings, delimiters, broken rows, workbooks and what only looks like one."""

import contextlib
import datetime as dt
import tracemalloc
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.intake.sheets import Xml, sheet_xml, write_book
from thirdring.domain.errors import NotFound, Refusal
from thirdring.intake.cells import Fault, Row, text_of
from thirdring.intake.options import Options, read_options
from thirdring.intake.tables import Table, open_table
from thirdring.intake.workbook_numbers import NumberKind, kind_of_format, understood

HEADINGS = "坐席,日期,来电内容\n"


def table(path: Path, **options: object) -> Table:
    return open_table(path, read_options(dict(options)))


def written(path: Path, content: str | bytes, encoding: str = "utf-8") -> Path:
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return path


def cells(found: Table) -> list[tuple[object, ...]]:
    return [row.cells for row in found.rows()]


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8"), ("utf-16", "UTF-16"), ("utf-16-le", "UTF-16-LE"),
        ("gb18030", "GB18030"), ("gbk", "GB18030"),
    ],
)  # fmt: skip
def test_says_which_encoding_was_taken(tmp_path: Path, encoding: str, said: str) -> None:
    text = (
        HEADINGS
        + "林小美,2026-11-01,顾客反映沙发有异味，要求退货并说明原因\n"
        + "Anna,2026-11-02,price\n" * 30
    )
    found = table(written(tmp_path / "calls.csv", text, encoding))
    assert found.headings == ("坐席", "日期", "来电内容")
    assert cells(found)[0][2] == "顾客反映沙发有异味，要求退货并说明原因"
    assert found.origin.params["encoding"] == said


def test_traditional_text_in_big5_is_not_taken_for_gb18030(tmp_path: Path) -> None:
    text = "客服,日期,內容\n林小美,2026-11-01,顧客反映沙發有異味，要求退貨並說明原因，請儘快處理\n"
    found = table(written(tmp_path / "calls.csv", text, "big5"))
    assert found.headings == ("客服", "日期", "內容")
    assert found.origin.params["encoding"] == "BIG5"


@pytest.mark.shared_data
@pytest.mark.parametrize(
    ("raw", "twin"),
    [("gb2312", "gb2312"), ("gbk", "gbk"), ("gb18030", "gb18030"), ("big5", "big5")],
)
def test_reads_real_chinese_files_as_their_utf8_twins(
    shared_data: Path, tmp_path: Path, raw: str, twin: str
) -> None:
    folder = shared_data / "cjkencodings"
    text = (folder / f"{twin}-utf8.txt").read_text(encoding="utf-8")
    path = written(tmp_path / "a.csv", b"one|two\n" + (folder / f"{raw}.txt").read_bytes())
    lines = [str(row.cells[0]) for row in table(path, delimiter="|").rows()]
    wanted = [line.strip("\n") for line in text.splitlines() if line.strip()]
    assert [line.split("|")[0] for line in wanted] == lines


def test_an_encoding_nobody_knows_is_asked_for(tmp_path: Path) -> None:
    path = written(tmp_path / "calls.csv", "agent,note\nZoë,na\xefve\n", "cp1252")
    with pytest.raises(Refusal, match="name its encoding"):
        table(path)
    assert cells(table(path, encoding="cp1252")) == [("Zoë", "naïve")]
    with pytest.raises(Refusal, match="is not an encoding"):
        table(path, encoding="rot13")
    with pytest.raises(Refusal, match="not written in"):
        list(
            table(
                written(tmp_path / "b.csv", b"a,b\n" + b"x,y\n" * 9000 + b"\xff\xfe\xfd,1\n"),
                encoding="utf-8",
            ).rows()
        )


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_sniffs_the_delimiter(tmp_path: Path, delimiter: str) -> None:
    rows = [["Agent", "Date", "Note"], ["Anna", "01.02.2026", "a, b; c"], ["Bo", "02.02.2026", "x"]]
    text = "\r\n".join(delimiter.join(f'"{c}"' for c in row) for row in rows)
    assert cells(table(written(tmp_path / "a.csv", text)))[0] == ("Anna", "01.02.2026", "a, b; c")


def test_a_sep_line_names_the_delimiter_and_is_no_row(tmp_path: Path) -> None:
    found = table(written(tmp_path / "a.csv", "sep=;\na;b\n1,5;2\n"))
    assert (found.headings, cells(found)) == (("a", "b"), [("1,5", "2")])


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_quoted_cells_keep_delimiters_marks_and_line_ends(tmp_path: Path, end: str) -> None:
    text = end.join(["a,b", '"x,""y""","line one\nline two"', "z,"])
    found = list(table(written(tmp_path / "a.csv", text)).rows())
    assert [row.cells for row in found] == [('x,"y"', "line one\nline two"), ("z", "")]
    assert [row.number for row in found] == [2, 3]


def test_a_broken_row_is_one_refused_row_and_the_rest_is_read(tmp_path: Path) -> None:
    text = 'a,b\n1,"open\n2,x\n3,"un"quoted\n4,y\n5,z,surplus\n6\n\n7,w\n'
    rows = list(table(written(tmp_path / "a.csv", text)).rows())
    assert [(row.number, row.fault is None) for row in rows] == [
        (2, False), (3, True), (4, False), (5, True), (6, False), (7, True), (9, True),
    ]  # fmt: skip
    assert rows[0].cells == ('1,"open',)
    assert rows[5].cells == ("6", None)
    assert rows[4].fault is not None
    assert rows[4].fault.english() == "This row has 3 cells under 2 headings."


def test_a_mark_that_is_never_closed_ends_the_reading(tmp_path: Path) -> None:
    text = "a,b\n" + '1,"open\n' + "2,x\n" * 2000
    with pytest.raises(Refusal, match="From row 2 on a quotation mark is never closed"):
        list(table(written(tmp_path / "a.csv", text)).rows())


def test_an_endless_line_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="longer than 1000000 characters"):
        table(written(tmp_path / "a.csv", "a,b\n" + "x" * 3_000_000))


def test_headings_are_found_below_a_title_and_made_unique(tmp_path: Path) -> None:
    found = table(written(tmp_path / "a.csv", "Calls of March,,,\n\nName,Name,,Date\nA,B,C,D\n"))
    assert found.headings == ("Name (1)", "Name (2)", "(C)", "Date")
    assert cells(found) == [("A", "B", "C", "D")]
    below = table(written(tmp_path / "b.csv", "x,y\na,b\n1,2\n"), heading_row=2)
    assert (below.headings, cells(below)) == (("a", "b"), [("1", "2")])


@pytest.mark.parametrize("content", [b"", b" \r\n\r\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_said_to_be_empty(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(Refusal, match=r"a\.csv is empty"):
        table(written(tmp_path / "a.csv", content))


def test_headings_alone_are_a_table_without_rows(tmp_path: Path) -> None:
    assert cells(table(written(tmp_path / "a.csv", "agent,date\n"))) == []


def test_nul_bytes_pass_through_to_the_gate_of_texts(tmp_path: Path) -> None:
    assert cells(table(written(tmp_path / "a.csv", b"a,b\nx\0y,2\n"))) == [("x\0y", "2")]


def test_what_is_no_table_is_refused_in_a_sentence(tmp_path: Path) -> None:
    ole = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)
    for content, said in [
        (ole, "damaged or is not a workbook"),
        (ole + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
        (b"<html><table>", "web page without a table"),
        (b"<?xml version='1.0'?><a/>", "XML without a table"),
        (b"%PDF-1.7", "not a spreadsheet"),
        (b"PK\x03\x04 nothing more", "damaged"),
    ]:
        with pytest.raises(Refusal, match=said):
            table(written(tmp_path / "a.xlsx", content))
    with pytest.raises(NotFound, match="There is no file"):
        table(tmp_path / "nowhere.csv")
    with pytest.raises(Refusal, match="is a folder"):
        table(tmp_path)


def test_other_zips_are_named(tmp_path: Path) -> None:
    for name, content, said in [
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet", "is ODS"),
        ("xl/workbook.bin", "x", "is XLSB"),
        ("readme.txt", "x", "damaged or is not an XLSX"),
    ]:
        with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as book:
            book.writestr(name, content)
        with pytest.raises(Refusal, match=said):
            table(tmp_path / "a.xlsx")


# --- workbooks ---------------------------------------------------------------------------------


def test_dates_times_durations_numbers_and_flags_of_a_workbook(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["text", "date", "time", "both", "elapsed", "own code", "number", "float", "flag"],
        ["O’Hara & <Co>", dt.date(2026, 3, 1), dt.time(9, 12, 58), dt.datetime(2026, 3, 1, 23, 59, 59),
         Xml('<c r="{at}" s="4"><v>1.5</v></c>'), Xml('<c r="{at}" s="5"><v>44197</v></c>'),
         13812345678, 1.3812345678e10, True],
    ]  # fmt: skip
    (found,) = cells(table(write_book(tmp_path / "a.xlsx", {"S": rows})))
    assert found == (
        "O’Hara & <Co>", dt.datetime(2026, 3, 1), dt.time(9, 12, 58), dt.datetime(2026, 3, 1, 23, 59, 59),
        dt.timedelta(hours=36), dt.datetime(2021, 1, 1), 13812345678, 13812345678.0, True,
    )  # fmt: skip
    assert text_of(found[7]) == "13812345678"


def test_a_workbook_of_1904_has_its_own_first_day(tmp_path: Path) -> None:
    book: dict[str, list[list[Any]]] = {"S": [["d"], [Xml('<c r="{at}" s="1"><v>42735</v></c>')]]}
    assert cells(table(write_book(tmp_path / "a.xlsx", book, date1904=True))) == [
        (dt.datetime(2021, 1, 1),)
    ]


def test_formulas_without_a_value_and_errors_are_faults_not_blanks(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["a", "b", "c"],
        [Xml('<c r="{at}"><f>1+1</f></c>'), Xml('<c r="{at}" t="e"><v>#N/A</v></c>'),
         Xml('<c r="{at}" t="str"><f>"x"</f><v>x</v></c>')],
    ]  # fmt: skip
    (found,) = cells(table(write_book(tmp_path / "a.xlsx", {"S": rows})))
    assert isinstance(found[0], Fault)
    assert "without a stored value" in found[0].why.english()
    assert isinstance(found[1], Fault)
    assert "#N/A" in found[1].why.english()
    assert found[2] == "x"


def test_reads_what_openpyxl_writes_as_openpyxl_reads_it(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["姓名", "when", "at", "n", "long", "flag", "blank"])
    sheet.append(
        ["王<b>", dt.datetime(2026, 1, 2, 3, 4, 5), dt.time(1, 2, 3), 5, 0.25, False, None]
    )
    sheet["A4"] = "_x0041_ \n two lines"
    book.save(tmp_path / "a.xlsx")
    rows = list(table(tmp_path / "a.xlsx").rows())
    assert rows[0] == Row(
        2, ("王<b>", dt.datetime(2026, 1, 2, 3, 4, 5), dt.time(1, 2, 3), 5, 0.25, False, None)
    )
    assert rows[1].number == 4
    assert str(rows[1].cells[0]).endswith(" \n two lines")


def test_the_sheet_asked_for_or_the_first_with_data_that_fits(tmp_path: Path) -> None:
    path = write_book(
        tmp_path / "a.xlsx",
        {
            "Cover": [["Report", "of"], ["March", "2026"]],
            "Empty": [],
            "Data": [["agent", "date"], ["Anna", "1"]],
        },
    )
    assert table(path).sheet == "Cover"
    assert open_table(path, Options(), lambda headings: "agent" in headings).sheet == "Data"
    assert cells(table(path, sheet="data ")) == [("Anna", "1")]
    with pytest.raises(
        Refusal, match=r"no sheet “Daten” in a\.xlsx; it has “Cover”, “Empty”, “Data”"
    ):
        table(path, sheet="Daten")
    with pytest.raises(Refusal, match="The sheet “Empty” is empty"):
        table(path, sheet="Empty")
    with pytest.raises(Refusal, match="has no sheets"):
        table(written(tmp_path / "a.csv", "a,b\n"), sheet="Data")


def test_one_cell_at_the_far_corner_costs_no_memory(tmp_path: Path) -> None:
    path = write_book(tmp_path / "a.xlsx", {"S": [["a"], [1]]})
    corner = sheet_xml([["a"]]).replace(
        "</row>", '</row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    )
    _replace_part(path, "xl/worksheets/sheet1.xml", corner.encode())
    tracemalloc.start()
    rows = list(table(path).rows())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [row.number for row in rows] == [1048576]
    assert peak < 20_000_000


def test_bombs_of_every_kind_are_refused(tmp_path: Path) -> None:
    path = write_book(tmp_path / "a.xlsx", {"S": [["a"], [1]]})
    _replace_part(path, "xl/worksheets/sheet1.xml", b" " * (60 << 20))
    with pytest.raises(Refusal, match="would unpack to 60 MB"):
        table(path)
    laughs = (
        b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + sheet_xml([["&b;"]]).encode()
    )
    _replace_part(path, "xl/worksheets/sheet1.xml", laughs)
    with pytest.raises(Refusal, match="damaged"):
        table(path)


def test_a_workbook_cut_short_is_damaged(tmp_path: Path) -> None:
    whole = write_book(
        tmp_path / "a.xlsx", {"S": [["a"], *[[n] for n in range(5000)]]}
    ).read_bytes()
    for size in range(4, len(whole), 97):
        with pytest.raises(Refusal):
            list(table(written(tmp_path / "b.xlsx", whole[:size])).rows())


def _replace_part(path: Path, name: str, content: bytes) -> None:
    with zipfile.ZipFile(path) as book:
        parts = {part: book.read(part) for part in book.namelist()}
    parts[name] = content
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for part, data in parts.items():
            book.writestr(part, data)


# --- whatever comes in -------------------------------------------------------------------------


@given(content=st.binary(max_size=400))
def test_any_bytes_are_a_table_or_refused(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = written(tmp_path_factory.mktemp("t") / "x", content)
    with contextlib.suppress(Refusal):
        rows = list(table(path).rows())
        assert all(row.number > 1 for row in rows)


@given(at=st.integers(0, 3000), byte=st.binary(min_size=1, max_size=3))
def test_a_workbook_with_changed_bytes_is_a_table_or_refused(
    tmp_path_factory: pytest.TempPathFactory, at: int, byte: bytes
) -> None:
    folder = tmp_path_factory.mktemp("t")
    whole = bytearray(
        write_book(
            folder / "a.xlsx", {"S": [["a", "b"], [1, "x"], [None, dt.time(1)]]}
        ).read_bytes()
    )
    at %= len(whole)
    whole[at : at + len(byte)] = byte
    with contextlib.suppress(Refusal):
        assert len(list(table(written(folder / "b.xlsx", bytes(whole))).rows())) <= 3


@given(xml=st.text(alphabet=' <>/="rcvtsif0123ABX_-.e&;', max_size=120))
def test_any_xml_in_a_sheet_is_a_table_or_refused(
    tmp_path_factory: pytest.TempPathFactory, xml: str
) -> None:
    folder = tmp_path_factory.mktemp("t")
    path = write_book(folder / "a.xlsx", {"S": [["a", "b"]]})
    sheet = sheet_xml([["a", "b"]]).replace("</sheetData>", xml + "</sheetData>")
    _replace_part(path, "xl/worksheets/sheet1.xml", sheet.encode())
    with contextlib.suppress(Refusal):
        list(table(path).rows())


@pytest.mark.slow
def test_a_large_file_is_read_in_bounded_memory(tmp_path: Path) -> None:
    path = tmp_path / "big.csv"
    line = "Anna,2026-11-01 10:00,说明" + "x" * 200 + "\n"
    with path.open("w", encoding="gb18030") as file:
        file.write("agent,date,note\n")
        for _ in range(200):
            file.write(line * 500)
    tracemalloc.start()
    rows = sum(1 for _ in table(path).rows())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert rows == 100_000
    assert peak < 8_000_000


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("yyyy-mm-dd", NumberKind.DATE), ('d"日"', NumberKind.DATE), ("mmm", NumberKind.DATE), ("[$-804]m/d", NumberKind.DATE),
        ("h:mm", NumberKind.TIME), ("上午/下午h:mm", NumberKind.TIME), ("[mm]:ss", NumberKind.ELAPSED), ("[红色]0.00", NumberKind.PLAIN),
        ("0.00E+00", NumberKind.PLAIN), ("General", NumberKind.PLAIN), ("@", NumberKind.PLAIN), ('0"h"', NumberKind.PLAIN),
    ],
)  # fmt: skip
def test_a_number_format_says_what_a_number_is(code: str, kind: NumberKind) -> None:
    assert kind_of_format(164, code) is kind
    assert kind_of_format(22, None) is NumberKind.DATE


@pytest.mark.parametrize("number", [-1, 3_000_000])
def test_a_date_that_is_none_is_a_fault(number: int) -> None:
    assert isinstance(understood(number, NumberKind.DATE, from_1904=False), Fault)
    assert isinstance(
        understood(number, NumberKind.ELAPSED, from_1904=False),
        Fault if number > 0 else dt.timedelta,
    )
    assert understood(59, NumberKind.DATE, from_1904=False) == dt.datetime(1900, 2, 28)


def test_cells_without_places_prefixes_and_readings_beside_the_text(tmp_path: Path) -> None:
    path = write_book(tmp_path / "a.xlsx", {"S": []})
    sheet = (
        '<x:worksheet xmlns:x="m"><x:sheetData><x:row><x:c t="inlineStr"><x:is><x:r><x:t>北</x:t></x:r><x:rPh><x:t>bei</x:t></x:rPh>'
        '<x:r><x:t>京</x:t></x:r></x:is></x:c><x:c t="d"><x:v>2026-01-02</x:v></x:c></x:row>'
        '<x:row><x:c t="s"><x:v>99</x:v></x:c><x:c><x:v>nan</x:v></x:c></x:row>'
        '<x:row><x:c s="77"><x:v>-5</x:v></x:c><x:c t="str"><x:v>_xD800__x4E2D_</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    )
    _replace_part(path, "xl/worksheets/sheet1.xml", sheet.encode())
    found = table(path)
    assert found.headings == ("北京", "2026-01-02")
    assert [row.cells for row in found.rows()] == [(-5, "\ufffd中")]
