"""H2, H3, J5: the reports as tables, and as files that say the same."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest

from tests.reports.paper import page_texts
from thirdring.domain.centertime import CenterTime
from thirdring.domain.enums import Language
from thirdring.domain.errors import Refusal
from thirdring.domain.indicators import Figure, Indicator
from thirdring.domain.periods import month_period
from thirdring.i18n import use_language
from thirdring.reports.figure_text import span_text, value_text
from thirdring.reports.report_file import write_report
from thirdring.reports.report_tables import month_table, report_document, side_table
from thirdring.reports.report_values import report_values
from thirdring.reports.tables import rows_of
from thirdring.usecases.export_report import Report
from thirdring.usecases.report_complaints import UNKNOWN, WRITTEN_ONCE, ComplaintReport, Side
from thirdring.usecases.report_enquiries import EnquiryReport
from thirdring.usecases.report_quality import QualityReport

TIME = CenterTime("Asia/Shanghai")
PERIOD = month_period(TIME, "2026-11")
AT = datetime(2026, 12, 1, tzinfo=UTC)
WEEK = tuple(tuple(3 if (day, hour) == (4, 17) else 0 for hour in range(24)) for day in range(7))
ABOUT = ("三声家居广场", PERIOD, AT, "何静")

QUALITY = QualityReport(
    *ABOUT,
    (
        Figure(Indicator.SERVICE_LEVEL, 8, 10, 80, 15),
        Figure(Indicator.HANDLE_TIME, 2030, 10, 200),
        Figure(Indicator.MAIL_ANSWERED, 0, 0, 95),
    ),
)
COMPLAINTS = ComplaintReport(
    *ABOUT, 9,
    {side: {} for side in Side} | {
        Side.CAUSE: {UNKNOWN: 40, WRITTEN_ONCE: 30, "漏装螺丝": 2, "=没有护角": 6},
        Side.NATURE: {"delivery": 6, UNKNOWN: 3},
        Side.MERCHANT: {UNKNOWN: 8, "云栖家具": 1},
    },
    WEEK,
    (("2026-10", "phone", "price", 2), ("2026-11", "phone", "price", 3), ("2026-11", "", "", 1),
     ("2026-11", "wechat", "delivery", 5)),
)  # fmt: skip
ENQUIRIES = EnquiryReport(*ABOUT, 4, {"delivery": 3, "": 1}, WEEK)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    use_language(Language.EN)
    yield
    use_language(Language.EN)


def test_j5_no_data_is_said_and_never_zero() -> None:
    document = report_document(QUALITY, TIME)
    rows = rows_of(document.tables[0], TIME.zone)
    assert [row[1:4] for row in rows] == [
        ["80.0 %", "≥ 80 %", "Yes"], ["3:23", "≤ 3:20", "No"], ["no data", "≥ 95 %", "–"],
    ]  # fmt: skip
    assert "15 seconds" in rows[0][8]
    assert [one["value"] for one in report_values(QUALITY)["measures"]] == [80.0, 203.0, None]
    assert value_text(Figure(Indicator.ABANDONED, 0, 7, 5)) == "0.0 %"


def test_j5_short_waits_are_seconds_and_long_ones_minutes() -> None:
    assert [span_text(n) for n in (0, 9.96, 59, 60, 3599.6)] == [
        "0 s", "10 s", "59 s", "1:00", "60:00",
    ]  # fmt: skip


def test_j4_causes_that_can_t_be_ranked_are_told_beside_the_vital_few() -> None:
    table = side_table(Side.CAUSE, COMPLAINTS.sides[Side.CAUSE])
    assert rows_of(table, TIME.zone) == [
        ["=没有护角", "6", "75.0 %", "75.0 %"],
        ["漏装螺丝", "2", "25.0 %", "100.0 %"],
        ["Together", "8", "100.0 %", "100.0 %"],
    ]
    assert "30" in table.note
    assert "40" in table.note
    merchants = side_table(Side.MERCHANT, COMPLAINTS.sides[Side.MERCHANT])
    assert [row[0] for row in merchants.rows] == ["云栖家具", "not taken down"]


def test_j4_months_stand_by_channel_in_the_order_of_the_list() -> None:
    table = month_table(COMPLAINTS)
    assert [column.title for column in table.columns] == [
        "Calendar month", "Phone", "WeChat", "not taken down", "Together",
    ]  # fmt: skip
    assert table.rows == [["2026-10", 2, 0, 0, 2], ["2026-11", 3, 5, 1, 9]]


@pytest.mark.parametrize("report", [QUALITY, COMPLAINTS, ENQUIRIES])
def test_h2_both_files_say_what_the_tables_say(report: Report, tmp_path: Path) -> None:
    document = report_document(report, TIME)
    for name in ("r.xlsx", "r.pdf"):
        assert write_report(report, TIME, tmp_path / name) == (tmp_path / name).stat().st_size
    text = "".join("".join(page_texts(tmp_path / "r.pdf")).split())
    book = openpyxl.load_workbook(tmp_path / "r.xlsx")
    assert len(book.worksheets) == len(document.tables) + 1
    for table, sheet in zip(document.tables, book.worksheets[1:], strict=True):
        cells = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
        for n, row in enumerate(table.rows):
            told = [pytest.approx(one) if isinstance(one, float) else one for one in row]
            assert cells[n][: len(row)] == told
            assert "".join(str(row[0]).split()) in text
    assert "何静" in text
    with pytest.raises(Refusal):
        write_report(report, TIME, tmp_path / "r.csv")
