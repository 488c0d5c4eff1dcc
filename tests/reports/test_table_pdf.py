"""Tables on paper: heads on every page, rows that stay whole, and nothing that is lost (H1, G4)."""

from collections import Counter
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QSizeF
from PySide6.QtGui import QGuiApplication, QPdfWriter

from tests.reports.paper import page_texts
from thirdring.reports.grids import Cell, Grid, LaidGrid, Ruler, Style
from thirdring.reports.table_pdf import pdf_of
from thirdring.reports.tables import Column, Document, Kind, Table, Value


def pages_of(folder: Path, *tables: Table) -> list[str]:
    document = Document(
        title="月报", company="三声", author="何静", zone=ZoneInfo("Asia/Shanghai"),
        facts=[("公司", "三声")], tables=tables, signatures=("签字",),
    )  # fmt: skip
    file = folder / "table.pdf"
    file.write_bytes(pdf_of(document))
    return page_texts(file)


@pytest.fixture
def writer(tmp_path: Path, qapp: QGuiApplication) -> QPdfWriter:
    """A device to measure on, to which nothing is drawn."""
    return QPdfWriter(str(tmp_path / "measured.pdf"))


def letters_of(page: str) -> str:
    """Whatever stands between them: the reader of PDFs breaks short Chinese words into lines."""
    return "".join(page.split())


@pytest.mark.usefixtures("qapp")
def test_each_page_of_a_long_table_has_its_heads_and_each_row_is_there_once(tmp_path: Path) -> None:
    rows: list[list[Value]] = [[f"L{n:04d}", n, "柜门关不上"] for n in range(400)]
    columns = [Column("编号"), Column("次数", Kind.COUNT), Column("说明")]
    pages = pages_of(tmp_path, Table("投诉", columns, rows, ["合计", 400, ""]))
    assert len(pages) > 5
    assert all("投诉编号次数说明" in letters_of(page) for page in pages)
    read = [word for page in pages for word in page.split() if word.startswith("L")]
    assert read == [str(row[0]) for row in rows]
    assert "合计400" in letters_of(pages[-1])
    assert "签字:" in letters_of(pages[-1])


@pytest.mark.usefixtures("qapp")
def test_a_row_higher_than_a_page_goes_on_over_pages_and_loses_nothing(tmp_path: Path) -> None:
    said = "柜门关不上" * 1_200 + "尾"
    pages = pages_of(tmp_path, Table("意见", [Column("编号"), Column("内容")], [["L1", said]]))
    read = Counter(char for page in pages for char in page)
    assert {char: read[char] for char in set(said)} == Counter(said)
    assert len(pages) > 2


@pytest.mark.parametrize(("part", "times"), [("😀柜门", 2_000), ("𠮷柜门", 2_000), ("一行\n", 300)])
def test_each_part_of_a_row_higher_than_a_page_is_on_its_paper(
    tmp_path: Path, writer: QPdfWriter, part: str, times: int
) -> None:
    said = part * times
    pages = pages_of(tmp_path, Table("意见", [Column("编号"), Column("内容")], [["L1", said]]))
    read = Counter(char for page in pages for char in page)
    assert read[part[1]] == times
    row = [Cell("L1", Style(8)), Cell(said, Style(8, below="#000000"))]
    room = QSizeF(writer.width() / 2, writer.height() / 3)
    laid = LaidGrid(Grid([row], padding=3), Ruler(writer), room)
    assert len(laid.rows) > 2
    assert all(height <= room.height() for _row, height in laid.rows)
    assert "".join(cells[1].text.replace("\u2028", "") for cells, _ in laid.rows) == "".join(
        said.split()
    )


@pytest.mark.usefixtures("qapp")
def test_words_stay_whole_beside_one_that_is_wider_than_the_page(tmp_path: Path) -> None:
    endless = "x" * 300
    columns = [Column("Department"), Column("意见"), *(Column(f"Counted {n}") for n in range(8))]
    rows: list[list[Value]] = [["A", endless, *("12345678901234567890" for _ in range(8))]]
    (page,) = pages_of(tmp_path, Table("意见", columns, rows))
    assert "Department" in page
    assert page.count("x") == 300
    assert page.count("0") == 16 + 1  # two of each number, and one of "Counted 0"


@pytest.mark.usefixtures("qapp")
def test_names_stay_whole_beside_a_word_without_end(tmp_path: Path) -> None:
    table = Table("意见", [Column("姓名"), Column("意见")], [["欧阳晓梅", "x" * 300]])
    (page,) = pages_of(tmp_path, table)
    assert "欧阳晓梅" in page


@pytest.mark.usefixtures("qapp")
def test_a_table_of_nothing_has_its_heads(tmp_path: Path) -> None:
    (page,) = pages_of(tmp_path, Table("投诉", [Column("编号"), Column("次数", Kind.COUNT)], []))
    assert "投诉编号次数签字:" in letters_of(page)


def test_a_text_that_fits_but_for_what_is_rounded_is_on_one_line(writer: QPdfWriter) -> None:
    ruler, cell = Ruler(writer), Cell("柜门关不上", Style(8))
    laid = LaidGrid(Grid([[cell]], padding=3), ruler, QSizeF(writer.width(), writer.height()))
    width = ruler.of(cell).natural + 2 * ruler.dots(3)
    assert laid.is_one_line(cell, width - 0.25)
    assert not laid.is_one_line(cell, width - 1)


@pytest.mark.usefixtures("qapp")
def test_a_text_with_lines_of_its_own_keeps_them(tmp_path: Path) -> None:
    (page,) = pages_of(tmp_path, Table("意见", [Column("说明")], [["first line\nsecond"]]))
    assert "line\r\nsecond" in page
