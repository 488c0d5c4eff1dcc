"""The month in the window: counted, opened, contested on two levels, settled, closed, exported."""

import json
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from sqlalchemy import select

from tests.ticket_world import PEOPLE, World
from tests.ui.month.seen import CUSTOMER, MONTH, Seen, complain
from thirdring.domain.appeals import AppealStep
from thirdring.domain.enums import AgainstKind
from thirdring.domain.errors import Unavailable
from thirdring.store.tables import Access
from thirdring.ui.month.grids import TOTAL
from thirdring.ui.month.numbers_page import Part
from thirdring.usecases.close_month import close_month
from thirdring.usecases.file_appeal import dispute_appeal, file_appeal
from thirdring.usecases.settle_undecided import settle_undecided

As = Callable[[str], Seen]


def test_g4_every_number_of_ones_own_month_opens_and_can_be_contested(
    world: World, as_: As
) -> None:
    world_said = complain(world, channel="phone", received_at="2026-10-02T09:00:00")
    number = complain(world)
    complain(world, kind="praise", received_at="2026-10-03T09:00:00")
    complain(world, against="sun")
    seen = as_("lin")
    assert [row[:3] for row in seen.rows()] == [
        ["Phone", "1", "1"], ["WeChat", "1", "1"], ["All", "2", "2"],
    ]  # fmt: skip
    beside = seen.screen.numbers.beside
    assert (beside.counts.text(), beside.praise.label()) == ("2 count against you", "Praise 1")
    assert seen.behind() == [world_said]
    seen.press(seen.screen.table, Qt.Key.Key_Down)
    assert seen.behind() == [number]
    seen.press(seen.screen.table, Qt.Key.Key_Return)  # to the complaint, and to the appeal
    seen.press(seen.screen.evidence.table, Qt.Key.Key_Return)
    form = seen.screen.side.filing
    QTest.keyClick(seen.host, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    seen.settle()
    assert form.fields["reason"].note.problem == "Say why."
    seen.attached = [seen.folder / "record.txt"]
    seen.attached[0].write_text("the line dropped", encoding="utf-8")
    seen.press(form.attach, Qt.Key.Key_Return)
    assert form.names.text() == "record.txt"
    seen.write(form.reason, "The line dropped")
    QTest.keyClick(form.reason, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    seen.settle()
    seen.again()
    assert seen.appeals() == [[number, "Mediating", "5 d left"]]
    assert seen.behind() == [number]  # what was looked at stays
    assert seen.screen.evidence.appeal.label() == "See the appeal"
    assert not [one for one in seen.host.findChildren(QLabel) if CUSTOMER in one.text()]


@pytest.mark.parametrize("login", ["lin", "zhao", "he"])
def test_g3_an_alarm_leads_to_the_appeal_in_its_own_month(
    world: World, as_: As, login: str
) -> None:
    number = complain(world)
    appeal = world.center("lin").run(file_appeal, number, "不是我接的").line.id
    seen = as_(login)
    seen.screen.show_month("2026-09")
    seen.settle()
    seen.screen.show_appeal(appeal)
    seen.settle()
    assert seen.screen.look is not None
    assert seen.screen.look.month == MONTH
    assert seen.screen.side.form is seen.screen.side.appeal
    assert seen.failed == []


def test_g3_the_supervisor_mediates_and_hr_decides_by_key_with_reasons(
    world: World, as_: As
) -> None:
    number = complain(world)
    filed = world.center("lin").run(file_appeal, number, "Not me").line.id
    lead = as_("zhao")
    overview = lead.screen.side.overview
    overview.appeals.choose(filed)
    lead.press(overview.appeals, Qt.Key.Key_Return)
    form = lead.screen.side.appeal
    assert set(form.look.detail.may) == {AppealStep.UPHOLD, AppealStep.CORRECT}  # type: ignore[union-attr]
    lead.press(form.reason, Qt.Key.Key_F8)
    assert form.fields["reason"].note.problem == "Say why."
    lead.write(form.reason, "The recording is clear")
    lead.press(form.reason, Qt.Key.Key_F8)
    assert form.state.text() == "Upheld by the supervisor"
    world.center("lin").run(dispute_appeal, filed, "Look at the log")

    hr = as_("he")
    assert hr.rows()[0][:3] == ["林晓梅", "1", "1"]
    hr.screen.side.show_appeal(hr.screen.look.appeals[0])  # type: ignore[union-attr]
    hr.settle()
    form = hr.screen.side.appeal
    assert not form.customer.isVisible()
    hr.write(form.reason, "Who called")
    hr.press(form.steps[AppealStep.OPEN_EVIDENCE], Qt.Key.Key_Return)
    assert CUSTOMER in form.customer.text()
    with world.store.begin_read() as session:
        opened = select(Access.reason).where(Access.action == "open_evidence")
        assert session.scalars(opened).all() == ["Who called"]
    hr.write(form.reason, "The log shows it")
    hr.press(form.reason, Qt.Key.Key_F9)
    assert form.state.text() == "Corrected"
    hr.press(form, Qt.Key.Key_Escape)
    hr.again()
    assert hr.screen.numbers.identity.buttons[None].label() == "All received 1"
    assert hr.screen.look.sheet.sums.unfounded == 1  # type: ignore[union-attr]


@pytest.mark.parametrize("login", ["zhao", "he"])
def test_d15_whom_nobody_knows_for_sure_is_settled_from_the_list(
    world: World, as_: As, login: str
) -> None:
    number = complain(world, against="小林")
    seen = as_(login)
    checks = seen.screen.side.overview.checks
    assert [row.cells[0].text for row in checks.rows.rows] == [f"{number}  Undecided"]
    checks.choose(checks.rows.rows[0].key)
    seen.press(checks, Qt.Key.Key_Return)
    form = seen.screen.side.settling
    assert form.person.hasFocus()
    while form.person.value() != "sun":
        before = form.person.value()
        QTest.keyClick(form.person, Qt.Key.Key_Down)
        assert form.person.value() != before
    seen.write(form.reason, "She was at the desk")
    QTest.keyClick(form.reason, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    seen.settle()
    assert seen.said == [f"{number} is settled."]
    seen.again()
    assert checks.rows.rowCount() == 0
    assert seen.rows()[0][:3] == ["孙巧", "1", "1"]


def test_g1_g7_a_month_is_closed_verified_exported_and_opened_again(world: World, as_: As) -> None:
    complain(world)
    complain(world, against="小林")
    seen = as_("he")
    foot, overview = seen.screen.foot, seen.screen.side.overview
    seen.press(foot.seal, Qt.Key.Key_Return)
    assert foot.note.text() == "There is something to settle first: see “Before the closing”."
    QTest.keyClick(foot.leave_open, Qt.Key.Key_Space)
    seen.press(foot.seal, Qt.Key.Key_Return)
    assert foot.reason.hasFocus()  # G7
    seen.write(foot.reason, "Nobody knows her")
    seen.press(foot.reason, Qt.Key.Key_Return)
    assert seen.said == [f"{MONTH} is closed."]
    digest = seen.screen.look.sheet.digest  # type: ignore[union-attr]
    seen.press(overview.copy, Qt.Key.Key_Return)
    assert QGuiApplication.clipboard().text() == digest
    QTest.keyClick(seen.host, Qt.Key.Key_F7)
    seen.settle()
    assert overview.verdict.text().endswith("digest and recount agree, 2 complaints.")
    for ending, button in overview.exports.items():
        seen.press(button, Qt.Key.Key_Return)
        assert seen.said[-1] == f"Saved: month-{MONTH}{ending}"
        assert f"month-{MONTH}{ending}" in overview.exported.text()
    written = json.loads((seen.folder / f"month-{MONTH}.json").read_text(encoding="utf-8"))
    assert written["digest"] == digest
    assert CUSTOMER not in json.dumps(written, ensure_ascii=False)
    seen.press(foot.reopen, Qt.Key.Key_Return)
    seen.write(foot.reason, "She is known now")
    seen.press(foot.reopen, Qt.Key.Key_Return)
    assert seen.said[-1] == f"{MONTH} is open again."
    assert foot.note.text() == "Opened again by 何静: She is known now"


def test_g1_g7_what_was_refused_stays_said_until_the_month_is_another(
    world: World, as_: As
) -> None:
    vague = complain(world, against="小林")
    seen = as_("he")
    foot = seen.screen.foot
    seen.press(foot.seal, Qt.Key.Key_Return)
    refused = foot.note.text()
    assert refused == "There is something to settle first: see “Before the closing”."
    seen.again()  # a commit anywhere has it read again
    assert foot.note.text() == refused
    world.center("he").run(
        settle_undecided,
        vague,
        reason="At the desk",
        against_kind=AgainstKind.EMPLOYEE,
        against="sun",
    )
    seen.again()
    assert foot.note.text() == "Closing 1; who closes it and when is written down."
    seen.press(foot.seal, Qt.Key.Key_Return)
    refused = foot.note.text()
    assert "say why it is late" in refused
    seen.again()
    assert foot.note.text() == refused
    seen.screen.show_month("2026-09")
    seen.settle()
    assert "say why" not in foot.note.text()


def test_g1_what_holds_no_more_is_no_longer_said(world: World, as_: As) -> None:
    vague = complain(world, against="小林")
    seen = as_("he")
    foot = seen.screen.foot
    calm = foot.note.text()
    foot.show_error(Unavailable("The server is away.", gone=True))
    assert foot.note.text() == "The server is away."
    seen.again()  # it answers
    assert foot.note.text() == calm
    seen.press(foot.seal, Qt.Key.Key_Return)
    assert foot.note.text() != calm
    world.center("he").run(
        settle_undecided,
        vague,
        reason="At the desk",
        against_kind=AgainstKind.EMPLOYEE,
        against="sun",
    )
    complain(world, against="小孙")  # as many as before, but another
    seen.again()
    assert foot.note.text() == calm


def test_g3_g4_what_came_after_the_closing_and_the_sums_open_too(world: World, as_: As) -> None:
    first = complain(world)
    other = complain(world, against="sun", received_at="2026-10-21T17:30:00")
    world.center("he").run(close_month, MONTH, reason="Two appeals had to be decided")
    late = complain(world, received_at="2026-10-30T09:00:00")
    before = complain(world, against="sun", received_at="2026-09-12T09:00:00")
    seen = as_("he")
    table, numbers = seen.screen.table, seen.screen.numbers
    headings = [one.text for one in numbers._grid.headings]
    lin = next(row.key for row in table.rows.rows if row.cells[0].text == PEOPLE["lin"][0])
    for key in (lin, TOTAL):
        table.choose_cell(key, headings.index("Adjusted"))
        table.cell_chosen.emit(key, headings.index("Adjusted"))
        seen.settle()
        (row,) = [[c.text for c in row.cells] for row in numbers.evidence.table.rows.rows]
        assert (row[0], row[2], row[3]) == (late, "+1", f"Concerns {MONTH}")
        assert row[5] == "It came in after the month was closed."
    table.cell_chosen.emit(TOTAL, headings.index("Counts"))
    seen.settle()
    assert seen.behind() == [other, first]
    # The month before, for everybody and for one who had none.
    for key, there in ((TOTAL, [before]), (lin, [])):
        table.cell_chosen.emit(key, headings.index("Month before"))
        seen.settle()
        assert seen.behind() == there
    own = as_("lin")
    own.press(own.screen.numbers.beside.adjusted, Qt.Key.Key_Space)
    assert own.behind() == [late]
    own.is_whole()


def test_g2_nothing_is_cut_off_wherever_one_looks(world: World, as_: As, look: float) -> None:
    assert look
    number = complain(world)
    complain(world, against="小林", channel="mailbox")
    filed = world.center("lin").run(file_appeal, number, "The line dropped in the middle").line
    seen = as_("zhao")
    for part in Part:
        seen.screen.show_part(part)
        seen.is_whole()
    seen.screen.show_part(Part.TEAM)
    seen.settle()
    line, found = seen.screen.evidence.current(), seen.screen.look
    assert line is not None
    assert found is not None
    side = seen.screen.side
    side.show_appeal(filed)
    seen.is_whole()
    side.show_check(found.sheet.checks[0])
    seen.is_whole()
    side.begin_appeal(line)
    seen.is_whole()
