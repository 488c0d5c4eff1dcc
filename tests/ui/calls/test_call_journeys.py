"""Whole calls by keystrokes: what an agent types, and what the center has afterwards."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.calls.kit import Bench, WallClock, Window
from thirdring.domain.enums import Direction, HungUpBy, Outcome
from thirdring.ui.calls.form import CallForm
from thirdring.usecases.call_rows import CallRow
from thirdring.usecases.caller_history import caller_history
from thirdring.usecases.drafts import DraftState
from thirdring.usecases.find_calls import CallQuery, find_calls

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
Key = Qt.Key


class Agent:
    """Someone who only has a keyboard."""

    def __init__(self, qtbot: Any, window: Window, bench: Bench) -> None:
        self.qtbot, self.window, self.bench = qtbot, window, bench

    @property
    def form(self) -> CallForm:
        return self.window.page.form

    def press(self, key: Key, modifier: Any = Qt.KeyboardModifier.NoModifier) -> None:
        self.qtbot.keyClick(QApplication.focusWidget() or self.window, key, modifier)
        self.settle()

    def type(self, text: str) -> None:
        widget = QApplication.focusWidget()
        assert widget is not None
        QTest.keyClicks(widget, text)
        self.settle()

    def tab_to(self, widget: QWidget) -> None:
        for _ in range(60):
            focused = QApplication.focusWidget()
            if focused is widget or (focused is not None and widget.isAncestorOf(focused)):
                return
            self.press(Key.Key_Tab)
        pytest.fail(f"Tab does not lead to {widget.objectName()}")

    def fill(self, name: str, text: str) -> None:
        self.tab_to(self.form.field(name))
        self.type(text)

    def choose(self, name: str, steps: int) -> None:
        """Arrow keys in segments or a closed list."""
        self.tab_to(self.form.field(name))
        for _ in range(steps):
            self.press(Key.Key_Right if name != "category" else Key.Key_Down)

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: self.window.runner.idle, timeout=10_000)

    def calls(self) -> list[CallRow]:
        self.qtbot.waitUntil(
            lambda: (
                self.window.runner.idle
                and not any(e.state is DraftState.SENDING for e in self.window.desk.pile)
            ),
            timeout=10_000,
        )
        return self.bench.center.read(find_calls, CallQuery(limit=50))

    def who_and_what(self) -> None:
        """The fields every talk has."""
        self.type("138 1234 5678")
        self.fill("name", "Wang Yaqin")
        self.choose("title", 2)
        self.fill("address", "88 Wenjing Road")
        self.fill("raised", "Sofa due on the 20th has not come")
        self.choose("category", 3)


@pytest.fixture
def agent(qtbot: Any, window: Window, bench: Bench) -> Agent:
    return Agent(qtbot, window, bench)


def test_a_call_from_ring_to_record_without_the_mouse(agent: Agent, wall: WallClock) -> None:
    agent.window.desk.ring("13812345678")
    wall.later(seconds=9)
    agent.press(Key.Key_F4)
    agent.fill("name", "Wang Yaqin")
    agent.choose("title", 2)
    agent.fill("address", "88 Wenjing Road")
    agent.fill("raised", "Sofa due on the 20th has not come")
    agent.fill("answer", "It comes tomorrow morning")
    agent.choose("category", 3)
    agent.fill("wants", "a date")
    agent.choose("outcome", 1)
    wall.later(minutes=3)
    agent.press(Key.Key_B, CTRL)
    agent.press(Key.Key_F7)
    wall.later(seconds=40)
    agent.press(Key.Key_Return, CTRL)
    (row,) = agent.calls()
    assert row.outcome is Outcome.SOLVED
    values = row.values
    assert (values["name"], values["title"], values["number"]) == (
        "Wang Yaqin", "ms", "13812345678",
    )  # fmt: skip
    assert values["category"] == "delivery"
    assert (values["wants"], values["answer"]) == ("a date", "It comes tomorrow morning")
    assert values["rings"] == 2
    assert (values["answered_at"] - values["started_at"]).total_seconds() == pytest.approx(9, abs=1)
    assert (values["wrapped_up_at"] - values["ended_at"]).total_seconds() == pytest.approx(
        40, abs=1
    )
    assert values["read_back"]
    assert values["hung_up_by"] is HungUpBy.CUSTOMER
    assert agent.window.desk.current.blank
    assert agent.form.identity.number.text() == ""


def test_a2_late_pick_up_is_said_and_kept(agent: Agent, wall: WallClock) -> None:
    agent.window.desk.ring("13812345678")
    wall.later(seconds=18)
    agent.press(Key.Key_F4)
    assert agent.window.desk.current.call.pick_up().late
    assert agent.form.identity._late.isVisible()
    assert agent.form.identity._late.text() == "1 ring late"


def test_b2_finishing_leads_to_the_read_back_and_then_saves(agent: Agent) -> None:
    agent.press(Key.Key_N, CTRL)
    agent.who_and_what()
    agent.fill("answer", "Tomorrow")
    agent.choose("outcome", 1)
    agent.press(Key.Key_F7)
    agent.press(Key.Key_Return, CTRL)
    assert QApplication.focusWidget() is agent.form.field("read_back")
    assert "read-back" in agent.window.page.footer.missing.text()
    agent.press(Key.Key_Space)
    agent.press(Key.Key_Return, CTRL)
    (row,) = agent.calls()
    assert row.values["read_back"]


def test_b2_editing_a_key_point_asks_again(agent: Agent) -> None:
    agent.press(Key.Key_N, CTRL)
    agent.who_and_what()
    agent.choose("outcome", 1)
    agent.press(Key.Key_B, CTRL)
    assert agent.window.desk.current.call.confirmed
    agent.fill("wants", "money back")
    call = agent.window.desk.current.call
    assert not call.confirmed
    assert call.confirmation_stale
    assert not agent.form.read_back.confirmed.isChecked()
    assert "again" in agent.form.read_back._sentence.text()


def test_c1_c2_a_callback_has_the_time_that_was_told(
    agent: Agent, wall: WallClock, bench: Bench
) -> None:
    agent.press(Key.Key_N, CTRL)
    agent.who_and_what()
    agent.choose("outcome", 2)
    told = wall()
    wall.later(minutes=4)
    agent.press(Key.Key_B, CTRL)
    agent.press(Key.Key_F7)
    agent.press(Key.Key_Return, CTRL)
    (row,) = agent.calls()
    due = row.values["callback"]["due_at"]
    assert 0 <= (due - told).total_seconds() - 29 * 60 <= 60
    card = bench.center.read(caller_history, row.customer_id)
    assert [owed.due_at for owed in card.callbacks] == [due]


def test_c2_a_later_time_wants_its_reason(agent: Agent) -> None:
    agent.press(Key.Key_N, CTRL)
    agent.who_and_what()
    agent.choose("outcome", 2)
    agent.choose("callback.minutes", 1)
    agent.press(Key.Key_B, CTRL)
    agent.press(Key.Key_F7)
    agent.press(Key.Key_Return, CTRL)
    assert QApplication.focusWidget() is agent.form.field("callback.reason")
    agent.type("they are out until three")
    agent.press(Key.Key_Return, CTRL)
    (row,) = agent.calls()
    assert row.values["callback"]["reason"] == "they are out until three"


def test_b3_b4_a_hold_counts_down_and_turns_into_a_callback(agent: Agent, wall: WallClock) -> None:
    agent.press(Key.Key_N, CTRL)
    agent.type("13812345678")
    agent.press(Key.Key_F8)
    bar = agent.window.page.hold_bar
    assert bar.isVisible()
    wall.later(seconds=59)
    agent.window.ticker.tick.emit(wall())
    assert "apology" in bar.line
    wall.later(seconds=1)
    agent.window.ticker.tick.emit(wall())
    assert "抱歉让您久等了" in bar.line
    assert "14:59" in bar.line
    agent.press(Key.Key_P, ALT)
    agent.press(Key.Key_F8)
    record = agent.window.desk.current.call.record
    assert record.choices["outcome"] == "callback"
    assert [round((h.to_at - h.from_at).total_seconds()) for h in record.holds] == [60]
    assert not bar.isVisible()


def test_b5_asking_somebody_says_to_tell_the_customer_first(agent: Agent) -> None:
    agent.press(Key.Key_N, CTRL)
    agent.press(Key.Key_F8)
    bar = agent.window.page.hold_bar
    bar._reason.setFocus()
    agent.press(Key.Key_Down)
    assert "mute" in bar.line


@pytest.mark.parametrize(
    ("key", "outcome"),
    [
        (Key.Key_F9, Outcome.NO_AUDIO),
        (Key.Key_F10, Outcome.MISDIAL),
        (Key.Key_F11, Outcome.ABANDONED),
    ],
)
def test_b11_one_key_records_a_call_without_a_talk(
    agent: Agent, key: Key, outcome: Outcome
) -> None:
    agent.press(Key.Key_N, CTRL)
    agent.press(key)
    (row,) = agent.calls()
    assert row.outcome is outcome


def test_b11_a_caller_who_gave_up_while_it_rang_was_never_answered(
    agent: Agent, wall: WallClock
) -> None:
    agent.window.desk.ring("13812345678")
    agent.window.desk.ring("13812345678")
    wall.later(seconds=21)
    agent.press(Key.Key_F11)
    (row,) = agent.calls()
    assert row.outcome is Outcome.ABANDONED
    assert row.values["answered_at"] is None
    assert (row.values["ended_at"] - row.values["started_at"]).total_seconds() == 21


def test_b8_a_call_cut_off_owes_a_redial(agent: Agent, bench: Bench) -> None:
    agent.press(Key.Key_N, CTRL)
    agent.type("13812345678")
    agent.fill("name", "Wang Yaqin")
    agent.press(Key.Key_F12)
    (row,) = agent.calls()
    card = bench.center.read(caller_history, row.customer_id)
    assert [owed.kind.value for owed in card.callbacks] == ["redial"]


def test_b13_a_transfer_says_to_whom_and_whether_taken(agent: Agent) -> None:
    agent.press(Key.Key_N, CTRL)
    agent.who_and_what()
    call = agent.window.desk.current.call
    call.choose("outcome", Outcome.TRANSFERRED.value)
    agent.press(Key.Key_B, CTRL)
    agent.press(Key.Key_F7)
    agent.press(Key.Key_Return, CTRL)
    assert QApplication.focusWidget() is agent.form.field("transferred_to")
    agent.type("Warehouse")
    agent.press(Key.Key_Tab)
    agent.press(Key.Key_Space)
    agent.press(Key.Key_Return, CTRL)
    (row,) = agent.calls()
    assert (row.values["transferred_to"], row.values["transfer_taken"]) == ("Warehouse", True)


def test_b1_what_a_caller_withholds_is_marked_not_blank(agent: Agent) -> None:
    agent.press(Key.Key_N, CTRL)
    for name in ("number", "name", "address"):
        agent.tab_to(agent.form.field(name))
        agent.press(Key.Key_W, ALT)
    agent.fill("raised", "The hotline is always engaged")
    agent.fill("answer", "Thank you, this is looked into")
    agent.choose("category", 6)
    agent.choose("outcome", 1)
    agent.press(Key.Key_B, CTRL)
    agent.press(Key.Key_F7)
    agent.press(Key.Key_Return, CTRL)
    (row,) = agent.calls()
    assert row.values["withheld"] == ["address", "name", "number"]
    assert row.values["name"] is None


def test_e1_the_press_gets_the_protocol_form_and_no_answer(agent: Agent) -> None:
    agent.press(Key.Key_N, CTRL)
    agent.type("13900007702")
    agent.fill("name", "Zheng")
    agent.choose("caller_type", 1)
    assert not agent.form.matter.isVisible()
    agent.fill("protocol.outlet", "City Evening News")
    agent.fill("protocol.questions", "How are refunds worked out?")
    agent.fill("protocol.answer_hoped_for", "The rule in writing")
    agent.window.page.insert_answer("We admit it")
    agent.press(Key.Key_B, CTRL)
    agent.press(Key.Key_F7)
    agent.press(Key.Key_Return, CTRL)
    (row,) = agent.calls()
    assert row.outcome is Outcome.ESCALATED
    assert row.values["protocol"]["outlet"] == "City Evening News"
    assert row.values["answer"] is None
    assert row.ticket_number is not None
    assert row.ticket_number.startswith("P")


def test_a_complaint_ticket_carries_everything_over(agent: Agent) -> None:
    agent.press(Key.Key_N, CTRL)
    agent.who_and_what()
    agent.choose("outcome", 3)
    agent.tab_to(agent.form.field("ticket_kind"))
    agent.press(Key.Key_Left)
    agent.press(Key.Key_Left)
    agent.press(Key.Key_B, CTRL)
    agent.press(Key.Key_F7)
    agent.press(Key.Key_Return, CTRL)
    assert QApplication.focusWidget() is agent.form.field("complaint.nature")
    agent.press(Key.Key_Down)
    agent.choose("complaint.severity", 2)
    agent.choose("complaint.against_kind", 3)
    agent.fill("complaint.against", "Sofa house")
    agent.fill("complaint.order_no", "A-77")
    agent.press(Key.Key_Return, CTRL)
    (row,) = agent.calls()
    assert row.ticket_number is not None
    assert row.ticket_number.startswith("C")


def test_c8_an_outbound_call_waits_for_the_person_to_be_confirmed(agent: Agent) -> None:
    agent.press(Key.Key_N, CTRL | Qt.KeyboardModifier.ShiftModifier)
    record = agent.window.desk.current.call.record
    assert record.direction is Direction.OUTBOUND
    moments: list[Any] = []
    agent.window.page.moment_changed.connect(moments.append)
    agent.tab_to(agent.form.identity._person)
    agent.press(Key.Key_Space)
    assert record.person_confirmed
    assert moments[-1].personal_data_shown
