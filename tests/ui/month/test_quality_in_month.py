"""G8 in the window: a supervisor checks work, whose it is reads it, HR sees it beside the counts."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from tests.ticket_world import World
from tests.ui.month.seen import CUSTOMER, Seen, complain
from thirdring.domain.quality import Criterion, Grade
from thirdring.ui.month.numbers_page import Part
from thirdring.usecases.check_quality import check_quality
from thirdring.usecases.reassign_ticket import reassign_ticket

As = Callable[[str], Seen]


def work_of_lin(world: World) -> str:
    """A ticket that is hers; its number."""
    number = complain(
        world, against_kind="merchant", against="云栖家具", received_at="2026-11-20T09:00:00"
    )
    world.center("zhao").run(reassign_ticket, number, "lin", reason="由她跟进")
    return number


def this_month(seen: Seen) -> None:
    """Checks count in the month they are made in."""
    seen.screen.show_month(seen.screen.look.last)  # type: ignore[union-attr]
    seen.settle()


def test_g8_a_supervisor_checks_and_withdraws_by_key(world: World, as_: As) -> None:
    number = work_of_lin(world)
    seen = as_("zhao")
    this_month(seen)
    seen.screen.show_part(Part.QUALITY)
    seen.settle()
    page, form = seen.screen.quality, seen.screen.side.check
    assert page.mean.text() == "Quality: no data"
    QTest.keyClick(seen.host, Qt.Key.Key_F4)
    assert form.person.hasFocus()
    assert "zhao" not in [form.person.itemText(n) for n in range(form.person.count())]
    while form.person.value() != "lin":
        before = form.person.value()
        QTest.keyClick(form.person, Qt.Key.Key_Down)
        assert form.person.value() != before
    seen.settle()
    names = [form.work.itemText(n) for n in range(form.work.count())]
    at = next(n for n, name in enumerate(names) if name.startswith(number))
    assert CUSTOMER not in names[at]
    form.work.setFocus()
    for _ in range(at + 1):
        QTest.keyClick(form.work, Qt.Key.Key_Down)
    QTest.keyClick(seen.host, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    seen.settle()
    assert form.fields["grades"].note.problem == "Grade at least one of the criteria."
    form.grades.boxes[Criterion.ANSWER].step(-3)
    form.grades.boxes[Criterion.RECORD].step(-1)
    assert form.grades.score.text() == "Score 63 of 100"  # 25 of 25 and none of 15
    QTest.keyClick(seen.host, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    seen.settle()
    assert form.fields["remark"].note.problem == "Say what was missed."
    seen.write(form.remark, "Nothing was read back")
    QTest.keyClick(form.remark, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    seen.settle()
    assert seen.said[-1] == "The check of 林晓梅 is recorded: 63."
    seen.again()
    assert page.mean.text() == "Quality 63  1 check"
    seen.screen.show_part(Part.TEAM)
    seen.settle()
    headings = [one.text for one in seen.screen.table.rows.headings]
    scores = {row[0]: row[headings.index("Quality")] for row in seen.rows()}
    assert (scores["林晓梅"], scores["孙巧"], scores["All"]) == ("63", "no data", "")
    (lin,) = (row for row in seen.screen.table.rows.rows if row.cells[0].text == "林晓梅")
    seen.screen.table.choose_cell(lin.key, headings.index("Quality"))
    seen.press(seen.screen.table, Qt.Key.Key_Return)
    assert seen.screen.part is Part.QUALITY
    assert page.remark.text() == "Nothing was read back"
    seen.press(page.withdraw, Qt.Key.Key_Return)
    seen.write(seen.screen.side.withdraw.reason, "It was read back after all")
    QTest.keyClick(seen.host, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    seen.settle()
    seen.again()
    assert page.mean.text() == "Quality: no data"
    assert page.gone.text().endswith("It was read back after all")
    assert not page.withdraw.isVisible()


@pytest.mark.parametrize("login", ["lin", "he"])
def test_g4_g8_whose_it_is_and_hr_read_it_and_change_nothing(
    world: World, as_: As, login: str
) -> None:
    number = work_of_lin(world)
    grades = {Criterion.ANSWER: Grade.MET, Criterion.WORDING: Grade.PARTLY}
    world.center("zhao").run(check_quality, number, grades, f"{CUSTOMER}没有听懂")
    seen = as_(login)
    this_month(seen)
    if login == "lin":
        beside = seen.screen.numbers.beside
        assert beside.quality.label() == "Quality 78"
        seen.press(beside.quality, Qt.Key.Key_Return)
    else:
        seen.screen.show_part(Part.QUALITY)
        seen.settle()
    page = seen.screen.quality
    assert [row.cells[1].text for row in page.criteria.rows.rows] == ["Partly", "Met"]
    assert page.remark.text() == "＊＊＊没有听懂"
    assert not page.check.isVisible()
    assert not page.withdraw.isVisible()
    QTest.keyClick(seen.host, Qt.Key.Key_F4)
    assert seen.screen.side.form is None
    assert not [one for one in seen.host.findChildren(QLabel) if CUSTOMER in one.text()]


def test_g8_nothing_is_cut_off_in_a_check(world: World, as_: As, look: float) -> None:
    assert look
    number = work_of_lin(world)
    world.center("zhao").run(
        check_quality, number, dict.fromkeys(Criterion, Grade.PARTLY), "语速快"
    )
    seen = as_("zhao")
    this_month(seen)
    seen.screen.show_part(Part.QUALITY)
    seen.is_whole()
    seen.screen.side.begin_check()
    seen.is_whole()
    # Whatever stands over it, what is pressed at the end is in sight.
    seen.host.resize(seen.host.width(), 600)
    form = seen.screen.side.check
    seen.settle()
    assert form.send.visibleRegion().boundingRect().size() == form.send.size()
