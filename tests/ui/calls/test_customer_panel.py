"""The panel beside the form: masked, unmasked with a trace, edited, merged, corrected."""

from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QInputDialog, QWidget
from sqlalchemy import select

from tests.ui.calls.kit import NOON, Bench
from thirdring.domain.roles import permissions_of
from thirdring.store.tables import Access, Call
from thirdring.ui.actions import Actions
from thirdring.ui.calls.desk_page import DeskPage, build_desk_page
from thirdring.ui.runner import Runner
from thirdring.ui.ticker import Ticker
from thirdring.usecases.correct_call import correct_call
from thirdring.usecases.edit_customer import edit_customer
from thirdring.usecases.log_call import log_call
from thirdring.usecases.records import CallInput, checked

CALL: dict[str, Any] = {
    "number": "13812345678", "name": "王雅琴", "title": "ms", "address": "文景路 88 号", "rings": 2,
    "hung_up_by": "customer", "category": "delivery", "raised": "沙发未到", "answer": "明天到",
    "read_back": True, "outcome": "solved",
    "started_at": "2026-11-22T14:00:00+08:00", "answered_at": "2026-11-22T14:00:08+08:00",
    "ended_at": "2026-11-22T14:04:00+08:00", "wrapped_up_at": "2026-11-22T14:05:00+08:00",
}  # fmt: skip


def whole(pieces: Generator[None, None, DeskPage]) -> DeskPage:
    """All pieces at once."""
    while True:
        try:
            next(pieces)
        except StopIteration as end:
            page: DeskPage = end.value
            return page


class Desk(QWidget):
    """The whole desk page with room below for a list."""

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self.runner = Runner(bench.center)
        actions = Actions(self)
        actions.set_granted(permissions_of(bench.person.roles))
        actions.set_screen("desk")
        self.list = QWidget()
        self.page: DeskPage = whole(
            build_desk_page(
                bench.facts, self.runner, actions, Ticker(bench.wall), bench.box, self.list
            )
        )
        self.page.setParent(self)
        self.notices: list[str] = []
        self.page.noticed.connect(self.notices.append)


@pytest.fixture
def desk(qtbot: Any, bench: Bench) -> Iterator[Desk]:
    for name, more in (
        ("王雅琴", {}),
        ("周敏", {}),
        ("王雅琴", {"outcome": "callback", "callback": {"due_at": NOON.replace(minute=41),
                                                   "about": "送货时间", "reason": "客户同意"}}),
    ):  # fmt: skip
        bench.center.run(log_call, checked(CallInput, {**CALL, "name": name, **more}))
    made = Desk(bench)
    qtbot.addWidget(made)
    made.resize(1002, 720)
    made.page.resize(1002, 720)
    with qtbot.waitSignal(made.page.desk.ready, timeout=10_000):
        made.show()
        made.page.desk.start()
    qtbot.waitActive(made)
    made.page.entered()
    yield made
    assert made.page.close_down()
    assert made.runner.shut_down()
    bench.center.store.close()


def settle(qtbot: Any, desk: Desk) -> None:
    qtbot.waitUntil(lambda: desk.runner.idle, timeout=10_000)


def call_in(qtbot: Any, desk: Desk) -> None:
    """王雅琴 is on the line: her number is shared, so she is chosen from the list."""
    number = desk.page.calls.form.identity.number
    number.setFocus()
    QTest.keyClicks(number, "13812345678")
    settle(qtbot, desk)
    assert desk.page.calls.form.callers.isVisible()
    while desk.page.calls.form.callers.accessibleName()[:2] not in {"Ms", "王雅"}:
        qtbot.keyClick(number, Qt.Key.Key_Down)
    while "王雅琴" not in desk.page.calls.form.callers.accessibleName():
        qtbot.keyClick(number, Qt.Key.Key_Down)
    assert QApplication.focusWidget() is number
    qtbot.keyClick(number, Qt.Key.Key_Return)
    settle(qtbot, desk)


def test_two_who_share_a_number_are_chosen_by_the_arrow_keys(qtbot: Any, desk: Desk) -> None:
    call_in(qtbot, desk)
    form = desk.page.calls.form
    assert form.identity.name.text() == "王雅琴"
    assert form.identity.address.text() == "文景路 88 号"
    assert QApplication.focusWidget() is form.matter.raised
    shown = "\n".join(desk.page.customer.card.texts())
    assert "Ms 王雅琴" in shown
    assert "138****5678" in shown
    assert "13812345678" not in shown
    assert "Calls 2" in shown


def test_c2_the_callback_owed_is_shown_with_its_clock(qtbot: Any, desk: Desk) -> None:
    call_in(qtbot, desk)
    owed = desk.page.customer.card._owed
    assert owed.isVisible()
    assert owed._clock.text() == "13:00"
    assert "送货时间" in owed._about.text()


def test_h5_the_eye_asks_for_a_reason_shows_the_number_and_leaves_a_trace(
    qtbot: Any, desk: Desk, bench: Bench
) -> None:
    call_in(qtbot, desk)
    eye = desk.page.customer.card._eye
    eye.setFocus()
    qtbot.keyClick(eye, Qt.Key.Key_Return)
    qtbot.waitUntil(eye.menu.isVisible)
    qtbot.keyClick(eye.menu, Qt.Key.Key_2)
    settle(qtbot, desk)
    assert "138 1234 5678" in desk.page.customer.card._where.text()
    with bench.center.store.begin_read() as session:
        (access,) = session.scalars(select(Access))
        assert (access.action, access.reason) == ("unmask", "To check it with the customer")


def test_h5_a_reason_that_is_none_of_them_is_written_and_an_empty_one_refused(
    qtbot: Any, desk: Desk, bench: Bench
) -> None:
    call_in(qtbot, desk)
    card = desk.page.customer.card
    for words in (" ", "For the courier"):
        card._eye._fill()
        card._eye.menu.actions()[-1].trigger()
        dialog = card._eye.findChild(QInputDialog)
        assert dialog is not None
        dialog.setTextValue(words)
        dialog.accept()
        settle(qtbot, desk)
        assert ("138 1234 5678" in card._where.text()) == bool(words.strip())
    with bench.center.store.begin_read() as session:
        assert [one.reason for one in session.scalars(select(Access))] == ["For the courier"]


def test_a_customer_is_edited_beside_the_form(qtbot: Any, desk: Desk) -> None:
    call_in(qtbot, desk)
    qtbot.mouseClick(desk.page.customer.card._edit, Qt.MouseButton.LeftButton)
    editor = desk.page.customer.editor
    note = editor._controls["note"]
    note.setFocus()
    QTest.keyClicks(note, "after 18:00")
    editor._controls["number"].setFocus()
    QTest.keyClicks(editor._controls["number"], "no number")
    qtbot.keyClick(editor, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, desk)
    assert "not a telephone number" in editor._fields["number"].note.problem
    editor._controls["number"].clear()  # type: ignore[union-attr]
    qtbot.keyClick(editor, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, desk)
    assert "Note: after 18:00" in desk.page.customer.card.texts()


def test_h4_a_customer_two_people_edit_is_chosen_field_by_field(
    qtbot: Any, desk: Desk, bench: Bench
) -> None:
    call_in(qtbot, desk)
    panel = desk.page.customer
    qtbot.mouseClick(panel.card._edit, Qt.MouseButton.LeftButton)
    editor, card = panel.editor, panel.card.card
    assert card is not None
    assert card.customer_id is not None
    address, note = editor._controls["address"], editor._controls["note"]
    note.setFocus()
    QTest.keyClicks(note, "after 18:00")
    bench.center.run(
        edit_customer, card.customer_id, card.version, name="王雅琴", title=None,
        address="文景路 90 号", note="before 9:00",
    )  # fmt: skip
    panel.refresh()  # the card shows the newer record while the form goes on from the older one
    settle(qtbot, desk)
    qtbot.keyClick(editor, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, desk)
    assert "Changed meanwhile to: before 9:00" in editor.both.choices["note"]._told.text()
    assert address.value() == "文景路 90 号"
    assert note.value() == "after 18:00"
    qtbot.keyClick(editor, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, desk)
    assert panel.card.card is not None
    assert (panel.card.card.address, panel.card.card.note) == ("文景路 90 号", "after 18:00")


def test_duplicates_are_merged_and_taken_apart_with_one_press(qtbot: Any, desk: Desk) -> None:
    call_in(qtbot, desk)
    card = desk.page.customer.card
    (other,) = card._records
    other.pressed.emit(other._id)  # type: ignore[attr-defined]
    settle(qtbot, desk)
    assert card.card is not None
    assert card.card.calls == 3
    assert [one.name for one in card.card.merged] == ["周敏"]
    (merged,) = card._records
    merged.pressed.emit(merged._id)  # type: ignore[attr-defined]
    settle(qtbot, desk)
    assert card.card.calls == 2
    assert [one.name for one in card.card.same_number] == ["周敏"]


def test_h4_a_finished_call_is_corrected_and_the_earlier_text_kept(qtbot: Any, desk: Desk) -> None:
    call_in(qtbot, desk)
    desk.page.customer.card._calls[0].click()
    settle(qtbot, desk)
    corrector = desk.page.customer.corrector
    assert corrector.isVisible()
    raised = corrector._controls["raised"]
    raised.setFocus()
    QTest.keyClicks(raised, "Correction: ")
    qtbot.keyClick(corrector, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, desk)
    qtbot.waitUntil(lambda: bool(desk.notices), timeout=5_000)
    settle(qtbot, desk)
    assert any("Correction: " in text for text in desk.page.customer.card.texts())
    assert not corrector.isVisible()


def test_h4_a_call_two_people_correct_is_chosen_field_by_field(
    qtbot: Any, desk: Desk, bench: Bench
) -> None:
    call_in(qtbot, desk)
    panel = desk.page.customer
    panel.card._calls[0].click()
    settle(qtbot, desk)
    row = panel._corrected
    assert row is not None
    raised = panel.corrector._controls["raised"]
    raised.setFocus()
    QTest.keyClicks(raised, "Mine: ")
    bench.center.run(correct_call, row.id, row.version, {"raised": "沙发到了", "wants": "退款"})
    qtbot.keyClick(panel.corrector, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, desk)
    choice = panel.corrector.both.choices["raised"]
    assert "Changed meanwhile to: 沙发到了" in choice._told.text()
    assert raised.value() == "Mine: 沙发未到"
    qtbot.keyClick(choice.pick._segment_of("mine"), Qt.Key.Key_Right)
    assert raised.value() == "沙发到了"
    qtbot.keyClick(panel.corrector, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, desk)
    with bench.center.store.begin_read() as session:
        call = session.scalars(select(Call).where(Call.id == row.id)).one()
        assert (call.raised, call.wants) == ("沙发到了", "退款")


def test_a_new_customer_is_said_at_the_last_digit(qtbot: Any, desk: Desk) -> None:
    number = desk.page.calls.form.identity.number
    number.setFocus()
    QTest.keyClicks(number, "1390000777")
    settle(qtbot, desk)
    assert desk.page.calls.form.identity._known.text() == ""
    QTest.keyClicks(number, "0")
    settle(qtbot, desk)
    assert desk.page.calls.form.identity._known.text() == "New customer"


def test_narrow_the_customer_is_one_line(qtbot: Any, desk: Desk) -> None:
    desk.page.set_narrow(True)
    call_in(qtbot, desk)
    assert not desk.page.customer.isVisible()
    line = desk.page._line
    assert line.isVisible()
    assert line._name.text() == "Ms 王雅琴"
    assert line._clock.text() == "13:00"
    qtbot.mouseClick(line._more, Qt.MouseButton.LeftButton)
    assert desk.page.customer.isVisible()


def test_h1_a_finished_call_is_saved_as_a_pdf_from_where_it_is_shown(
    desk: Desk, bench: Bench, qtbot: Any, tmp_path: Path
) -> None:
    call_in(qtbot, desk)
    panel = desk.page.customer
    with bench.center.store.begin_read() as session:
        call_id = session.scalars(select(Call.id).order_by(Call.seq)).first()
    assert call_id is not None
    panel.correct(call_id)
    settle(qtbot, desk)
    file = tmp_path / "record.pdf"
    panel.paper.ask_pdf = lambda *_asked: str(file)
    panel.print_menu.actions()[1].trigger()
    settle(qtbot, desk)
    assert file.read_bytes().startswith(b"%PDF")
    assert desk.notices[-1] == "Saved: record.pdf"
    with bench.center.store.begin_read() as session:
        traces = session.execute(select(Access.action, Access.subject_kind)).all()
    assert ("print", "call") in traces
