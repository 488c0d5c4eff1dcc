"""What a spreadsheet makes of an exported list: text, never a formula."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thirdring.domain.errors import Unavailable
from thirdring.reports.ticket_csv import BOM, ticket_csv, ticket_lines, write_ticket_csv

HOSTILE = ["=1+1", "+86 138", "-2+3", "@SUM(A1)", "\tx", "\rx", '=HYPERLINK("x")', "＝1"]


@pytest.mark.parametrize("cell", HOSTILE)
def test_no_cell_begins_a_formula(cell: str) -> None:
    (row,) = csv.reader(io.StringIO(ticket_csv([cell], []).removeprefix(BOM), newline=""))
    assert row == ["'" + cell]
    assert ticket_lines([[cell.strip()]])[0] in "'x"


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"])), min_size=1, max_size=5))
def test_texts_come_back_as_they_were(cells: list[str]) -> None:
    (row,) = csv.reader(io.StringIO(ticket_csv(cells, []).removeprefix(BOM), newline=""))
    for cell, back in zip(cells, row, strict=True):
        assert back in {cell, "'" + cell}


def test_the_file_is_utf8_with_a_mark_and_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "工单.csv"
    size = write_ticket_csv(path, ["单号", "事由"], [["C261122-K7001", "送货\n延期"]])
    content = path.read_bytes()
    assert len(content) == size
    assert content == '\ufeff单号,事由\r\nC261122-K7001,"送货\n延期"\r\n'.encode()
    with pytest.raises(Unavailable):
        write_ticket_csv(tmp_path / "none" / "x.csv", ["a"], [])
    assert [p.name for p in tmp_path.iterdir()] == ["工单.csv"]


def test_cells_of_the_clipboard_keep_to_themselves() -> None:
    assert ticket_lines([["a\tb", "c\nd"], ["e", ""]]) == "a b\tc d\ne\t"
