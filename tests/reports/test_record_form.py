"""H1: the forms of the house on paper, filled or blank, in both languages, to be searched."""

import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from tests.reports.paper import ink_of, page_texts
from thirdring.domain.enums import CallerType, Direction, HungUpBy, Language, Outcome, Title
from thirdring.domain.errors import Refusal, Unavailable
from thirdring.i18n import use_language
from thirdring.reports.form_file import write_form
from thirdring.reports.paper_forms import PaperForm
from thirdring.reports.record_form import Blank, blank_form, call_form
from thirdring.usecases.call_rows import CallRow
from thirdring.usecases.print_call import PrintedCallRecord

AT = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
ZONE = ZoneInfo("Asia/Shanghai")
# Characters that fonts draw like radicals of other blocks, figures beside letters, and mark-up.
SAID = "客户家在东门，金鱼缸<b>麦色</b>，长 90 cm、6 片玻璃，一人来电"
VALUES: dict[str, Any] = {
    "direction": Direction.INBOUND, "name": "王雅琴", "title": Title.MS, "number": "138****5678",
    "caller_type": CallerType.PRESS, "rings": 2, "started_at": AT, "answered_at": AT,
    "ended_at": None, "hung_up_by": HungUpBy.CUSTOMER, "category": "delivery", "raised": SAID,
    "answer": "明天上午送到\n先电话", "read_back": True, "callback": {"due_at": AT},
    "protocol": {"outlet": "晚报", "questions": "何时道歉"},
}  # fmt: skip


@pytest.fixture(params=list(Language))
def language(request: pytest.FixtureRequest) -> Iterator[Language]:
    use_language(request.param)
    yield request.param
    use_language(Language.EN)


def record(**values: Any) -> PrintedCallRecord:
    row = CallRow(
        id=uuid.UUID(int=1), version=1, agent_id=uuid.UUID(int=2), customer_id=None,
        ticket_id=None, ticket_number=None, outcome=Outcome.CALLBACK, created_at=AT,
        values=VALUES | values, clocks=(),
    )  # fmt: skip
    return PrintedCallRecord("三声家居广场", "赵立群", "林晓梅", row)


def printed(form: PaperForm, folder: Path) -> list[str]:
    file = folder / "form.pdf"
    assert write_form(form, file) == file.stat().st_size
    return page_texts(file)


@pytest.mark.usefixtures("language")
def test_h1_a_call_without_a_ticket_is_on_paper_and_every_word_of_it_is_found(
    tmp_path: Path,
) -> None:
    (text,) = printed(call_form(record(), AT, ZONE), tmp_path)
    together = "".join(text.split())
    for word in (SAID, "林晓梅", "138****5678", "2026-11-22 12:00", "晚报", "何时道歉"):
        assert "".join(word.split()) in together, word
    assert str(uuid.UUID(int=1)) in text
    assert len(ink_of(tmp_path / "form.pdf")) > 100


def test_h1_a_record_that_is_long_goes_on_over_numbered_pages(
    language: Language, tmp_path: Path
) -> None:
    pages = printed(call_form(record(raised=SAID * 120), AT, ZONE), tmp_path)
    assert len(pages) > 1
    counted = "第 {n} 页，共 {all} 页" if language is Language.ZH_CN else "Page {n} of {all}"
    by = "赵立群 打印于" if language is Language.ZH_CN else "by 赵立群"
    for n, text in enumerate(pages, 1):
        assert counted.format(n=n, all=len(pages)) in text
        assert by in text


@pytest.mark.parametrize("blank", list(Blank))
def test_h1_an_empty_form_is_one_page_with_lines_to_sign(
    language: Language, blank: Blank, tmp_path: Path
) -> None:
    (text,) = printed(blank_form(blank, "三声家居"), tmp_path)
    chosen = {Blank.HOTLINE: ("□ 客户", "□ Customer"), Blank.COMPLAINT: ("□ 微信", "□ WeChat")}
    assert chosen[blank][language is Language.EN] in text
    assert ("受理人" if language is Language.ZH_CN else "Received by") in text


def test_h1_a_form_is_a_pdf_written_whole_or_not_at_all(tmp_path: Path) -> None:
    form = blank_form(Blank.HOTLINE, "三声")
    with pytest.raises(Refusal):
        write_form(form, tmp_path / "form.txt")
    with pytest.raises(Unavailable):
        write_form(form, tmp_path / "nowhere" / "form.pdf")
    assert list(tmp_path.iterdir()) == []


def test_h1_what_the_windows_font_is_set_to_changes_no_word_on_paper(
    qapp: QApplication, tmp_path: Path
) -> None:
    before = qapp.font()
    changed = QFont(before)
    changed.setFeature(QFont.Tag("pwid"), 1)
    qapp.setFont(changed)
    try:
        (text,) = printed(call_form(record(), AT, ZONE), tmp_path)
    finally:
        qapp.setFont(before)
    assert "".join(SAID.split()) in "".join(text.split())
