"""What must not be lost: text, clocks and cursor over restarts, rings, failures and input methods."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from tests.ui.calls.kit import Bench, WallClock, Window
from thirdring.domain.enums import HoldReason, HungUpBy, Outcome
from thirdring.ui.calls.pile import Entry
from thirdring.usecases.drafts import Draft, DraftState
from thirdring.usecases.find_calls import CallQuery, find_calls

CTRL = Qt.KeyboardModifier.ControlModifier
Opener = Callable[[], Window]


def compose(widget: Any, preedit: str, commit: str = "") -> None:
    event = QInputMethodEvent(preedit, [])
    event.setCommitString(commit)
    QApplication.sendEvent(widget, event)


def settle(qtbot: Any, window: Window) -> None:
    qtbot.waitUntil(lambda: window.runner.idle, timeout=10_000)


def press(qtbot: Any, window: Window, key: Qt.Key, modifier: Any = None) -> None:
    target = QApplication.focusWidget() or window
    qtbot.keyClick(target, key, modifier or Qt.KeyboardModifier.NoModifier)
    settle(qtbot, window)


def type_into(window: Window, name: str, text: str) -> None:
    assert window.page.form.focus_field(name)
    field = window.page.form.field(name)
    if text.isascii() and "\n" not in text:
        QTest.keyClicks(field, text)
    else:  # what no keyboard has keys for comes from an input method
        compose(field, "", text)


def state_of(entry: Entry) -> DraftState:
    return entry.state


def solved(window: Window, raised: str = "No sofa") -> None:
    """A record that only wants to be finished."""
    type_into(window, "number", "13812345678")
    type_into(window, "name", "Wang")
    type_into(window, "address", "88 Wenjing Road")
    type_into(window, "raised", raised)
    type_into(window, "answer", "Tomorrow")
    call = window.desk.current.call
    call.choose("category", "delivery")
    call.choose("outcome", Outcome.SOLVED.value)
    call.end_talk(HungUpBy.CUSTOMER)
    call.set_confirmed(on=True)
    assert call.missing() == ()


def test_a_restart_brings_back_text_clocks_and_the_cursors_field(
    qtbot: Any, open_window: Opener, wall: WallClock
) -> None:
    window = open_window()
    press(qtbot, window, Qt.Key.Key_N, CTRL)
    began = wall()
    type_into(window, "number", "13812345678")
    type_into(window, "raised", "No sofa yet\nand nobody called 😀")
    wall.later(seconds=20)
    window.desk.current.call.hold(HoldReason.ASK_COLLEAGUE)
    window.desk.current.call.say("hold.one_moment")
    window.page.form.field("raised").moveCursor(  # type: ignore[attr-defined]
        window.page.form.matter.raised.textCursor().MoveOperation.Start
    )
    window.end()
    window.hide()
    wall.later(seconds=300)
    again = open_window()
    record = again.desk.current.call.record
    assert record.text("raised") == "No sofa yet\nand nobody called 😀"
    assert again.page.form.matter.raised.toPlainText() == "No sofa yet\nand nobody called 😀"
    assert again.page.form.identity.number.text() == "13812345678"
    assert record.answered_at == began
    assert record.hold_since == began.replace(second=8, minute=29)
    assert record.hold_reason is HoldReason.ASK_COLLEAGUE
    assert record.said == ["hold.one_moment"]
    clock = again.desk.current.call.hold_clock()
    assert clock is not None
    assert clock.seconds_left == -240
    assert QApplication.focusWidget() is again.page.form.matter.raised
    assert again.page.form.matter.raised.textCursor().position() == 0


def test_what_is_typed_is_durable_within_a_second(qtbot: Any, window: Window, bench: Bench) -> None:
    saved: list[Any] = []
    window.desk.saved.connect(saved.append)
    type_into(window, "raised", "one")
    qtbot.waitUntil(lambda: bool(saved), timeout=1_000)
    type_into(window, "raised", " two")
    saved.clear()
    qtbot.waitUntil(lambda: bool(saved), timeout=1_000)
    assert "Draft saved 14:28:48" in window.page.footer.saved_text
    window.end()
    box = bench.box()
    (draft,) = box.all()
    box.close()
    assert draft.content["texts"]["raised"] == "one two"


def test_a_new_ring_opens_a_record_and_leaves_the_other_alone(qtbot: Any, window: Window) -> None:
    press(qtbot, window, Qt.Key.Key_N, CTRL)
    type_into(window, "raised", "first")
    first = window.desk.current
    window.desk.ring("13900001111")
    settle(qtbot, window)
    assert window.desk.current is first
    assert QApplication.focusWidget() is window.page.form.matter.raised
    assert window.page.strip.isVisible()
    assert window.page.strip.texts() == ["New call", "13900001111: ringing"]
    press(qtbot, window, Qt.Key.Key_F4)
    second = window.desk.current
    assert second is not first
    assert second.call.record.answered_at is not None
    assert window.page.form.matter.raised.toPlainText() == ""
    press(qtbot, window, Qt.Key.Key_P, CTRL)
    assert window.desk.current is first
    assert window.page.form.matter.raised.toPlainText() == "first"
    assert QApplication.focusWidget() is window.page.form.matter.raised


def test_two_unfinished_records_keep_their_own_undo(qtbot: Any, window: Window) -> None:
    press(qtbot, window, Qt.Key.Key_N, CTRL)
    type_into(window, "raised", "first")
    press(qtbot, window, Qt.Key.Key_N, CTRL)
    type_into(window, "raised", "second")
    press(qtbot, window, Qt.Key.Key_P, CTRL)
    press(qtbot, window, Qt.Key.Key_Z, CTRL)
    assert window.page.form.matter.raised.toPlainText() == ""
    assert window.desk.current.call.record.text("raised") == ""
    press(qtbot, window, Qt.Key.Key_Z, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert window.page.form.matter.raised.toPlainText() == "first"
    press(qtbot, window, Qt.Key.Key_P, CTRL)
    assert window.page.form.matter.raised.toPlainText() == "second"


@pytest.mark.parametrize("name", ["number", "name", "address", "wants", "answer", "unmet_need"])
def test_every_field_can_be_undone(qtbot: Any, window: Window, name: str) -> None:
    type_into(window, name, "abc")
    press(qtbot, window, Qt.Key.Key_Z, CTRL)
    assert window.desk.current.call.record.texts[name] == ""
    press(qtbot, window, Qt.Key.Key_Z, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert window.desk.current.call.record.texts[name] == "abc"


def test_what_a_recognised_customer_filled_in_can_be_undone(qtbot: Any, window: Window) -> None:
    solved(window)
    press(qtbot, window, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: not list(window.desk.pile.unfinished()), timeout=5_000)
    settle(qtbot, window)
    type_into(window, "number", "13812345678")
    settle(qtbot, window)
    name = window.page.form.identity.name
    assert window.desk.current.call.recognised
    assert name.text() == "Wang"
    name.setFocus()
    press(qtbot, window, Qt.Key.Key_Z, CTRL)
    assert name.text() == ""


def test_an_input_method_is_never_disturbed(qtbot: Any, window: Window) -> None:
    press(qtbot, window, Qt.Key.Key_N, CTRL)
    area = window.page.form.matter.raised
    area.setFocus()
    type_into(window, "raised", "不知道")
    compose(area, "sha")
    compose(area, "sha fa")
    # Shortcuts of the form rest while the input method composes.
    press(qtbot, window, Qt.Key.Key_F8)
    assert window.desk.current.call.record.hold_since is None
    assert area.toPlainText() == "不知道"
    window.desk.current.call.choose("category", "delivery")
    window.page.form.refresh()
    assert area.textCursor().block().layout().preeditAreaText() == "sha fa"
    compose(area, "", "沙发")
    assert area.toPlainText() == "不知道沙发"
    assert window.desk.current.call.record.text("raised") == "不知道沙发"
    press(qtbot, window, Qt.Key.Key_F8)
    assert window.desk.current.call.record.hold_since is not None


def test_composing_in_the_number_is_left_alone_by_the_list_of_callers(
    qtbot: Any, window: Window
) -> None:
    number = window.page.form.identity.number
    number.setFocus()
    compose(number, "yao")
    settle(qtbot, window)
    assert QApplication.focusWidget() is number
    compose(number, "", "138")
    settle(qtbot, window)
    assert number.text() == "138"


def test_after_finish_the_form_is_free_at_once_and_a_refusal_brings_the_record_back(
    qtbot: Any, window: Window
) -> None:
    solved(window)
    entry = window.desk.current
    # The center's own gates are stricter than the form knew: the list of categories was changed.
    entry.call.record.choices["category"] = "delivery"
    window.runner.run(_forget_categories, owner=window)
    settle(qtbot, window)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, CTRL)
    assert window.desk.current is not entry
    assert window.page.form.identity.number.text() == ""
    assert state_of(entry) is DraftState.SENDING
    qtbot.waitUntil(lambda: state_of(entry) is DraftState.FAILED, timeout=5_000)
    settle(qtbot, window)
    assert window.desk.current is entry
    assert "delivery" in window.page.footer.missing.text()
    assert window.page.form.matter.raised.toPlainText() == "No sofa"


def _forget_categories(ctx: Any) -> None:
    from thirdring.usecases.settings_of_center import write_setting

    write_setting(ctx.session, "categories", ["other"], ctx.now)


def test_a_record_that_was_being_sent_at_a_crash_is_sent_again_once(
    qtbot: Any, open_window: Opener, bench: Bench
) -> None:
    window = open_window()
    solved(window)
    entry = window.desk.current
    data = entry.call.finish()
    window.end()
    window.hide()
    from thirdring.usecases.log_call import log_call

    # Killed after the center had it and before the draft was forgotten.
    bench.center.run(log_call, data, entry.id)
    box = bench.box()
    box.put(Draft(entry.id, entry.call.record.to_json(), bench.wall(), DraftState.SENDING))
    # And another one, killed before the center had it.
    other = uuid.uuid4()
    box.put(Draft(other, entry.call.record.to_json(), bench.wall(), DraftState.SENDING))
    box.close()
    again = open_window()
    qtbot.waitUntil(lambda: not list(again.desk.pile.unfinished()), timeout=5_000)
    qtbot.waitUntil(
        lambda: not any(e.state is DraftState.SENDING for e in again.desk.pile), timeout=5_000
    )
    settle(qtbot, again)
    rows = bench.center.read(find_calls, CallQuery(limit=50))
    assert sorted(row.id for row in rows) == sorted([entry.id, other])
    again.end()
    box = bench.box()
    assert box.all() == ()
    box.close()


def test_a_drafts_file_that_can_not_be_read_is_said_and_typing_goes_on(
    qtbot: Any, open_window: Opener, bench: Bench
) -> None:
    bench.folder.joinpath("drafts").mkdir()
    bench.folder.joinpath("drafts", f"{bench.person.id}.db").write_bytes(b"no database" * 500)
    window = open_window()
    type_into(window, "raised", "goes on")
    saved: list[Any] = []
    window.desk.saved.connect(saved.append)
    qtbot.waitUntil(lambda: bool(saved), timeout=2_000)
    assert len(list(bench.folder.joinpath("drafts").glob("*unreadable*"))) == 1


def test_a_full_disk_is_said_and_kept_in_memory_until_it_can_be_saved(
    qtbot: Any, open_window: Opener
) -> None:
    window = open_window()
    type_into(window, "raised", "x")
    saved: list[Any] = []
    window.desk.saved.connect(saved.append)
    qtbot.waitUntil(lambda: bool(saved), timeout=2_000)
    box = window.desk._keeper._box
    assert box is not None
    connection = box.file._connection
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages}")
    saved.clear()
    window.page.form.matter.raised.setPlainText("y" * 39_000)
    qtbot.waitUntil(lambda: "full" in window.page.footer.saved_text, timeout=5_000)
    assert saved == []
    connection.execute("PRAGMA max_page_count = 100000")
    qtbot.waitUntil(lambda: bool(saved), timeout=10_000)  # it tries again every two seconds
    assert "full" not in window.page.footer.saved_text


def test_a_clock_set_back_during_a_call_does_not_hurt(
    qtbot: Any, window: Window, wall: WallClock, bench: Bench
) -> None:
    press(qtbot, window, Qt.Key.Key_N, CTRL)
    wall.later(seconds=30)
    window.desk.current.call.hold()
    window.desk.current.call.end_hold()
    wall.set_back(hours=2)
    solved(window)
    press(qtbot, window, Qt.Key.Key_Return, CTRL)
    settle(qtbot, window)
    qtbot.waitUntil(lambda: bool(bench.center.read(find_calls, CallQuery(limit=5))), timeout=5_000)
    (row,) = bench.center.read(find_calls, CallQuery(limit=5))
    values = row.values
    assert values["started_at"] <= values["answered_at"] <= values["ended_at"]
    assert values["ended_at"] <= values["wrapped_up_at"]


def test_hostile_names_are_shown_as_they_are(qtbot: Any, window: Window) -> None:
    window.desk.ring("13812345678", name='<img src=x>"\u202e\u200b')
    settle(qtbot, window)
    name = window.page.form.identity.name
    assert isinstance(name, QLineEdit)
    assert name.text() == '<img src=x>"'


def test_32768_characters_are_kept_whole(qtbot: Any, window: Window, bench: Bench) -> None:
    text = "字" * 32_768
    QApplication.clipboard().setText(text)
    window.page.form.matter.raised.setFocus()
    window.page.form.matter.raised.paste()
    window.end()
    box = bench.box()
    (draft,) = box.all()
    box.close()
    assert draft.content["texts"]["raised"] == text


def test_the_next_form_is_built_in_pieces_none_of_which_is_most_of_it(
    qtbot: Any, open_window: Opener
) -> None:
    page = open_window().page
    page._spare.clear()
    page._preparing = False
    grown, before = [], len(QApplication.allWidgets())
    for _ in page.prepare():
        now = len(QApplication.allWidgets())
        grown.append(now - before)
        before = now
    (spare,) = page._spare
    assert spare.field("number").isEnabled()
    assert 0 < max(grown) <= sum(grown) // 2


def test_a_form_that_could_not_be_built_is_tried_again(open_window: Opener) -> None:
    page = open_window().page
    page._spare.clear()
    page._preparing = False
    pieces = page.prepare()
    next(pieces)
    with pytest.raises(MemoryError):
        pieces.throw(MemoryError)
    for _ in page.prepare():
        pass
    assert len(page._spare) == 1
