"""Receiving a complaint in the windows, by keyboard, over a real database (H1, D1, D13, D14, D17)."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.ui.complaints.conftest import Desk, Opener, Wall
from thirdring.domain.case_values import Way
from thirdring.domain.enums import Channel, ClockState, Severity, TicketKind, TicketState
from thirdring.ui.complaints.filed_page import FiledPage
from thirdring.usecases.attach_file import list_attachments
from thirdring.usecases.clock_keeping import ticket_clocks
from thirdring.usecases.show_ticket import TicketDetail, show_ticket

_CTRL = Qt.KeyboardModifier.ControlModifier


def fill(qtbot: Any, desk: Desk, **texts: str) -> None:
    """Type into the fields with these names."""
    for name, text in texts.items():
        assert desk.screen_.form.focus_field(name), name
        qtbot.keyClicks(QApplication.focusWidget(), text)


def choose(desk: Desk, **choices: str) -> None:
    for name, value in choices.items():
        desk.screen_.desk.current.choose(name, value)


def a_letter(qtbot: Any, desk: Desk) -> None:
    """Everything a complaint by letter needs."""
    choose(desk, channel="letter", nature="delivery", severity="ordinary", against_kind="none")
    fill(qtbot, desk, phone="13800001111", name="Wang", raised="Late sofa", wants="A date")


def press_file(qtbot: Any, desk: Desk) -> None:
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, _CTRL)
    qtbot.waitUntil(lambda: desk.runner.idle, timeout=10_000)


def filed(desk: Desk) -> TicketDetail:
    return desk.center.read(show_ticket, desk.screen_.filed.number.text())


def test_d13_files_a_letter_by_keyboard(qtbot: Any, desk: Desk) -> None:
    a_letter(qtbot, desk)
    press_file(qtbot, desk)
    ticket = filed(desk)
    assert (ticket.kind, ticket.fields.state) == (TicketKind.COMPLAINT, TicketState.INTAKE)
    assert ticket.complaint is not None
    assert ticket.complaint.channel is Channel.LETTER
    assert (ticket.fields.raised, ticket.fields.wants) == ("Late sofa", "A date")
    assert ticket.fields.severity is Severity.ORDINARY


def test_d1_goes_to_what_is_missing(qtbot: Any, desk: Desk) -> None:
    choose(desk, channel="letter")
    fill(qtbot, desk, phone="13800001111", name="Wang")
    press_file(qtbot, desk)
    assert desk.screen_.filed.number.text() == ""
    assert QApplication.focusWidget() is desk.screen_.form.rows.raised
    assert "what happened" in desk.screen_.footer.missing.accessibleName().lower()


def test_b1_withheld_is_marked_with_a_key(qtbot: Any, desk: Desk) -> None:
    choose(desk, channel="letter", nature="price", severity="minor", against_kind="none")
    fill(qtbot, desk, raised="Too dear", wants="A refund")
    for name in ("phone", "name"):
        desk.screen_.form.focus_field(name)
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_W, Qt.KeyboardModifier.AltModifier)
    press_file(qtbot, desk)
    ticket = filed(desk)
    assert (ticket.name, ticket.phone) == (None, None)


def test_d1_received_in_the_past(qtbot: Any, desk: Desk, wall: Wall) -> None:
    a_letter(qtbot, desk)
    fill(qtbot, desk, received_at="11-20 9:40")
    press_file(qtbot, desk)
    at = desk.screen_.desk.desk.time.to_local(filed(desk).received_at)
    assert f"{at:%Y-%m-%d %H:%M}" == "2026-11-20 09:40"


def test_j1_mark_as_told(qtbot: Any, desk: Desk) -> None:
    a_letter(qtbot, desk)
    press_file(qtbot, desk)
    assert desk.screen_.filed.way.value() is Way.LETTER
    assert desk.screen_.filed.number.text() in desk.screen_.filed.text.value()
    press_file(qtbot, desk)
    assert filed(desk).fields.state is TicketState.ACKNOWLEDGED
    assert not desk.screen_.filed.mark.isVisible()


def test_d14_d17_the_counters_clocks_are_kept(qtbot: Any, desk: Desk, wall: Wall) -> None:
    a_letter(qtbot, desk)
    choose(desk, channel="in_person")
    wall.later(minutes=2)
    qtbot.keyClick(desk, Qt.Key.Key_F8)
    wall.later(minutes=9)
    qtbot.keyClick(desk, Qt.Key.Key_F8)
    choose(desk, handling="reception_room", guide="sun")
    press_file(qtbot, desk)
    ticket = filed(desk)
    clocks = desk.center.read(ticket_clocks, ticket.fields.id)
    states = {clock.rule: clock.state for clock in clocks}
    assert states["D17"] is ClockState.LATE
    assert states["D14"] is ClockState.LATE
    assert states["D4"] is ClockState.RUNNING
    assert ticket.fields.state is TicketState.ACKNOWLEDGED


def test_d6_d14_d17_files_and_moments_survive_a_crash_and_are_filed_together(
    qtbot: Any, open_desk: Opener, wall: Wall, tmp_path: Path
) -> None:
    photo, gone = tmp_path / "坐垫.txt", tmp_path / "gone.txt"
    photo.write_text("塌陷")
    gone.write_text("x")
    first = open_desk()
    a_letter(qtbot, first)
    choose(first, channel="in_person")
    arrived = wall()
    wall.later(minutes=1)
    qtbot.keyClick(first, Qt.Key.Key_F8)
    first.screen_.form.rows.files.chosen.emit([str(photo), str(gone)])
    first.screen_.desk.flush()
    qtbot.waitUntil(lambda: first.screen_.footer.saved_text != "", timeout=10_000)
    first.end()
    first.close()
    wall.later(minutes=9)
    second = open_desk()
    rows = second.screen_.form.rows
    assert [button.text() for button in rows.files.names] == ["gone.txt", "坐垫.txt"]
    gone.unlink()
    qtbot.keyClick(second, Qt.Key.Key_F8)
    choose(second, handling="reception_room", guide="sun")
    press_file(qtbot, second)
    assert second.screen_.filed.number.text() == ""
    rows.files.names[0].click()
    press_file(qtbot, second)
    ticket = filed(second)
    (kept,) = second.center.read(list_attachments, ticket.fields.id)
    assert kept.name == "坐垫.txt"
    due = {
        clock.rule: clock.due_at for clock in second.center.read(ticket_clocks, ticket.fields.id)
    }
    assert due["D17"] == arrived + timedelta(minutes=3)
    assert due["D14"] == arrived + timedelta(minutes=9)


def test_d17_offers_the_reception_room_after_three_minutes(
    qtbot: Any, desk: Desk, wall: Wall
) -> None:
    choose(desk, channel="in_person")
    wall.later(minutes=3, seconds=5)
    desk.screen_.counter.tick(wall())
    assert desk.screen_.counter.clock.text() == "00:05"
    desk.screen_.counter.room.click()
    assert desk.screen_.desk.current.record.choice("handling") == "reception_room"
    assert QApplication.focusWidget() is desk.screen_.form.rows.guide


def test_a_crash_loses_nothing_typed(qtbot: Any, open_desk: Opener, wall: Wall) -> None:
    first = open_desk()
    choose(first, channel="weibo")
    fill(qtbot, first, raised="The bed creaks")
    first.screen_.desk.flush()
    qtbot.waitUntil(lambda: first.screen_.footer.saved_text != "", timeout=10_000)
    first.end()
    first.close()
    second = open_desk()
    record = second.screen_.desk.current.record
    assert (record.text("raised"), record.choice("channel")) == ("The bed creaks", "weibo")
    assert second.screen_.form.rows.raised.toPlainText() == "The bed creaks"


def test_another_one_waits_and_can_be_gone_on_with(qtbot: Any, desk: Desk) -> None:
    choose(desk, channel="letter")
    fill(qtbot, desk, raised="first")
    desk.screen_.new()
    assert desk.screen_.form.rows.raised.toPlainText() == ""
    choose(desk, channel="fax")
    desk.screen_.desk.show_next()
    assert desk.screen_.form.rows.raised.toPlainText() == "first"


def test_discarding_can_be_undone(qtbot: Any, desk: Desk) -> None:
    choose(desk, channel="letter")
    fill(qtbot, desk, raised="kept")
    gone = desk.screen_.desk.discard()
    assert desk.screen_.form.rows.raised.toPlainText() == ""
    desk.screen_.desk.bring_back(gone)
    assert desk.screen_.form.rows.raised.toPlainText() == "kept"


def test_praise_asks_for_less(qtbot: Any, desk: Desk) -> None:
    choose(desk, kind="praise", channel="wechat", against_kind="employee")
    fill(qtbot, desk, against="lin", raised="So patient")
    missing = {one.field for one in desk.screen_.desk.current.missing()}
    assert missing == set()
    press_file(qtbot, desk)
    assert filed(desk).kind is TicketKind.PRAISE


def test_filing_twice_files_once(qtbot: Any, desk: Desk, wall: Wall) -> None:
    a_letter(qtbot, desk)
    desk.screen_.file()
    desk.screen_.file()
    qtbot.waitUntil(lambda: desk.runner.idle, timeout=10_000)
    assert wall() - filed(desk).received_at < timedelta(minutes=1)
    assert filed(desk).fields.number.endswith("001")


def test_h6_without_the_server_a_number_is_told_and_nothing_is_offered_that_needs_it(
    qtbot: Any,
) -> None:
    page, pressed = FiledPage(), []
    qtbot.addWidget(page)
    page.next_asked.connect(lambda: pressed.append("next"))
    page.told.connect(lambda _way: pressed.append("told"))
    page.show()
    page.show_filed("C261122-A3001", TicketKind.COMPLAINT, told=False, way=Way.PHONE)
    assert page.text.isVisible()
    page.set_later(on=True)
    assert page.number.isVisible()
    assert not any(part.isVisible() for part in (page.text, page.mark, page.copy, page.way))
    page.press()
    assert pressed == ["next"]
    page.show_filed("", TicketKind.COMPLAINT, told=False, way=Way.PHONE)
    assert not page.copy_number.isVisible()
    page.press()
    assert pressed == ["next", "told"]
