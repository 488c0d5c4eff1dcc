"""G5: the month in four formats, each read back: the same numbers, the digest, who and when."""

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.reports.months import CLOSED, DIGEST, HOSTILE, SHEET, export
from tests.reports.paper import ink_of, page_texts
from thirdring.domain.enums import Language
from thirdring.domain.errors import Refusal, Unavailable
from thirdring.domain.month_sheet import MonthSheet
from thirdring.i18n import _, use_language
from thirdring.reports.month_file import ENDINGS, lay_month

Found = dict[str, list[int]]
# What of each employee every format tells, in this order.
WANTED: Found = {
    line.name: [
        line.sums.received, line.sums.counted, line.sums.unfounded, line.sums.merged,
        line.sums.withdrawn, line.sums.undecided, line.adjustments, line.praise,
        line.promises_due, line.promises_kept,
    ]
    for line in SHEET.employees
}  # fmt: skip


@pytest.fixture(autouse=True, params=list(Language))
def language(request: pytest.FixtureRequest) -> Iterator[Language]:
    use_language(request.param)
    yield request.param
    use_language(Language.EN)


def written(folder: Path, ending: str, sheet: MonthSheet = CLOSED) -> Path:
    file = folder / f"month{ending}"
    assert lay_month(export(sheet), file).give_name() == file.stat().st_size
    assert [one.name for one in folder.iterdir()] == [file.name]
    return file


def csv_rows(file: Path) -> list[list[str]]:
    content = file.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_g5_csv_has_every_count_and_no_formula(tmp_path: Path) -> None:
    rows = csv_rows(written(tmp_path, ".csv"))
    assert all(not cell.startswith(("=", "+", "@")) for row in rows for cell in row)
    found = {row[2].lstrip("'"): [int(cell) for cell in row[3:13]] for row in rows[2:4]}
    assert found == WANTED
    center = rows[1]
    assert [int(cell) for cell in center[3:10]] == [13, 9, 2, 1, 1, 0, -1]
    assert center[-2:] == ["7", "2"]
    # G8: a score, or the words; the center and what isn't an employee has neither.
    quality = rows[0].index(_("Quality"))
    assert [row[quality] for row in rows[1:5]] == ["", _("no data"), "88", ""]
    told = {row[0]: row[1] for row in rows if len(row) == 2}
    assert {DIGEST, "何静", "2026-12-01 10:00:00"} <= set(told.values())


def test_g5_the_workbook_has_typed_cells_views_and_nothing_that_runs(tmp_path: Path) -> None:
    file = written(tmp_path, ".xlsx")
    book = openpyxl.load_workbook(file)
    sheets = book.worksheets
    people = sheets[1]
    found = {
        str(row[1].value): [row[at].value for at in range(2, 12)]
        for row in people.iter_rows(min_row=2, max_row=3)
    }
    assert found == WANTED
    sums = [cell.value for cell in people[5]]
    assert sums[2:4] == [sum(one[0] for one in WANTED.values()), 7]
    assert not sums[12]  # a quality score is no sum
    assert [people.cell(row, 13).value for row in (2, 3)] == [_("no data"), 88]
    (checks,) = (one for one in sheets if one.title == _("Quality checks"))
    told = [cell.value for cell in checks[2]]
    assert told[1:5] == [HOSTILE, _("Call"), datetime(2026, 11, 30, 23, 59, 59), 88]
    assert told[5:8] == [_("Partly"), _("Met"), "=没有复述"]
    for sheet in sheets:
        assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
        assert sheet.page_setup.paperSize == 9
        assert DIGEST[:30] in margin(sheet.oddFooter)
    for sheet in sheets[1:]:
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref.startswith("A1:")
        assert sheet.print_title_rows == "$1:$1"
    evidence = sheets[-1]
    row = [cell.value for cell in evidence[2]]
    assert row[0] == "C261130-K0007"
    assert row[2] == datetime(2026, 11, 30, 23, 59, 59)
    assert {"王**", "138****5678", HOSTILE, "-沙发未到"} <= set(row)
    assert (book.properties.creator, book.properties.description) == ("何静", facts_of(book))
    assert "系统停机" in str([cell.value for cell in sheets[0]["B"]])


def facts_of(book: Any) -> str:
    """The stamp of the file, out of its own cover and foot."""
    return margin(book.worksheets[1].oddFooter)


def margin(part: Any) -> str:
    """What stands at the left of a head or foot."""
    return str(part.left.text)


def test_g5_the_workbook_draws_its_counts(tmp_path: Path) -> None:
    with zipfile.ZipFile(written(tmp_path, ".xlsx")) as parts:
        charts = [name for name in parts.namelist() if name.startswith("xl/charts/chart")]
        drawn = "".join(parts.read(name).decode() for name in charts)
        names = parts.namelist()
    assert len(charts) == 8
    assert "$D$2:$D$3" in drawn  # counted, of both employees and no sums among them
    assert not [name for name in names if "vba" in name or "external" in name]


def test_g5_the_pdf_can_be_searched_and_has_lines_to_sign(
    language: Language, tmp_path: Path
) -> None:
    file = written(tmp_path, ".pdf")
    pages = page_texts(file)
    whole = "\n".join(pages)
    lines = [line.split() for line in whole.splitlines()]
    for name, counts in WANTED.items():
        row = [str(n) for n in counts]
        assert any(
            line[-len(row) - 2 :][: len(row)] == row or row == line[2 : 2 + len(row)]
            for line in lines
        ), name
    assert all(DIGEST[:40] in text and "何静" in text for text in pages)
    assert "".join(HOSTILE.split()) in "".join(whole.split())
    assert ("人事" if language is Language.ZH_CN else "Human resources") in pages[-1]
    assert all(len(ink_of(file, n)) > 20 for n in range(len(pages)))


def test_g5_json_has_the_keys_of_month_show_and_who_exported(tmp_path: Path) -> None:
    data = json.loads(written(tmp_path, ".json").read_text("utf-8"))
    assert (data["received"], data["counted"], data["digest"]) == (13, 9, DIGEST)
    assert (data["exported_by"], data["exported_at"]) == ("何静", "2026-12-01T10:00:00+08:00")
    found = {
        one["name"]: [
            one["received"], one["counted"],
            *(one["excluded"][key] for key in ("unfounded", "merged", "withdrawn", "undecided")),
            one["adjustments"], one["praise"], one["promises_due"], one["promises_kept"],
        ]
        for one in data["employees"]
    }  # fmt: skip
    assert found == WANTED
    assert [one["number"] for one in data["evidence"]] == ["C261130-K0007"]
    assert [(one["quality"], one["quality_checks"]) for one in data["employees"]] == [
        (None, 0), (88, 1),
    ]  # fmt: skip
    assert [(one["score"], one["remark"]) for one in data["quality_checks"]] == [(88, "=没有复述")]


def test_g1_an_open_month_says_so_on_every_page(language: Language, tmp_path: Path) -> None:
    warning = "2026-11 未结账" if language is Language.ZH_CN else "2026-11 is not closed"
    pdf = tmp_path / "pdf"
    pdf.mkdir()
    assert all(warning in text for text in page_texts(written(pdf, ".pdf", SHEET)))
    (tmp_path / "xlsx").mkdir()
    book = openpyxl.load_workbook(written(tmp_path / "xlsx", ".xlsx", SHEET))
    assert all(warning in margin(sheet.oddHeader) for sheet in book.worksheets)
    closed = tmp_path / "closed"
    closed.mkdir()
    assert not any(warning in text for text in page_texts(written(closed, ".pdf")))


@pytest.mark.parametrize("ending", ENDINGS)
def test_g5_a_file_is_written_whole_or_not_at_all(tmp_path: Path, ending: str) -> None:
    with pytest.raises(Unavailable):
        lay_month(export(), tmp_path / "nowhere" / f"month{ending}")
    with pytest.raises(Refusal):
        lay_month(export(), tmp_path / f"month{ending}.doc")
    assert list(tmp_path.iterdir()) == []
