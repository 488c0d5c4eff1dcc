"""F4: the brief for print and as a file, in either language."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from thirdring.domain.enums import Language, Nature, Severity, TicketState
from thirdring.domain.errors import Refusal, Unavailable
from thirdring.i18n import use_language
from thirdring.reports.brief_document import as_html, document, write_brief
from thirdring.reports.brief_text import plain_text, sections
from thirdring.usecases.brief_issues import Issue, IssueKind
from thirdring.usecases.morning_brief import (
    Brief,
    BriefCampaign,
    BriefFigure,
    BriefLine,
    BriefMeasure,
    BriefVisits,
    LineChange,
    MajorCase,
)

BRIEF = Brief(
    company="三声家居 <i>",
    day=date(2026, 11, 23),
    first=date(2026, 11, 16),
    stretches=4,
    issues=(
        Issue(IssueKind.CATEGORY, "delivery", 3, 3.5),
        Issue(IssueKind.NATURE, "price", 1, 1.0),
        Issue(IssueKind.PRODUCT, "北欧沙发", 2, 0.0),
    ),
    major=(MajorCase("C261122-K7001", Nature.PRICE, Severity.MAJOR, TicketState.INTAKE, True),),
    lines=(BriefLine("own.1", LineChange.RETIRED, "<b>您好</b>"),),
    figures=(BriefFigure("holidays", ("D3",), "Days without work", None, None),),
    visits=BriefVisits(0, 1, 2),
    campaigns=(BriefCampaign("会员月", date(2026, 12, 1)),),
    measures=(BriefMeasure(date(2026, 11, 22), None, True),),
)
EMPTY = Brief(
    "C", date(2026, 11, 23), date(2026, 11, 16), 4, (), (), (), (), BriefVisits(0, 0, 0), (), ()
)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    use_language(Language.EN)
    yield
    use_language(Language.EN)


def test_f4_it_reads_aloud() -> None:
    text = plain_text(BRIEF)
    assert text.startswith("Morning brief of 三声家居 <i>, 2026-11-23\n")
    for line in (
        "Delivery: 3 times, before on average 3.5 (-0.5)",
        "Price: 1 time, before on average 1 (0)",
        "北欧沙发: 2 times, not once before",
        "C261122-K7001: Major, Price, Intake",
        "Used no more: <b>您好</b>",
        "Days without work (D3): changed; see the policy",
        "Overdue: 0; today: 1; tomorrow: 2",
        "2026-12-01  会员月",
        "2026-11-22 (overdue)",
    ):
        assert f"  {line}\n" in text
    assert [s.lines for s in sections(EMPTY)].count(("Nothing.",)) == len(sections(EMPTY)) - 1


def test_f4_in_chinese_nothing_stays_english() -> None:
    use_language(Language.ZH_CN)
    text = plain_text(BRIEF).replace("Days without work", "")
    assert "送货" in text or "配送" in text
    words = "".join(c if c.isascii() and c.isalpha() else " " for c in text).split()
    assert set(words) <= {"i", "b", "C", "K", "D"}


def test_what_is_told_is_no_markup(qapp: QGuiApplication) -> None:
    page = as_html(BRIEF)
    assert "<b>您好" not in page
    assert "&lt;b&gt;您好&lt;/b&gt;" in page
    assert "三声家居 <i>" in document(BRIEF).toPlainText()


@pytest.mark.parametrize("name", ["brief.html", "brief.txt", "brief.pdf", "晨会 简报.PDF"])
def test_f4_it_is_written_as_a_file(qapp: QGuiApplication, tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    assert write_brief(BRIEF, file) == file.stat().st_size
    content = file.read_bytes()
    if name.lower().endswith(".pdf"):
        assert content.startswith(b"%PDF-")
        assert content.rstrip().endswith(b"%%EOF")
    else:
        assert "会员月" in content.decode("utf-8-sig")


def test_another_ending_and_a_place_that_is_none_are_refused(
    qapp: QGuiApplication, tmp_path: Path
) -> None:
    with pytest.raises(Refusal):
        write_brief(BRIEF, tmp_path / "brief.docx")
    with pytest.raises(Unavailable):
        write_brief(BRIEF, tmp_path / "none" / "brief.txt")
