"""Deeds off the window's thread: order, newest wins, dead owners, deadlines, bugs, closing."""

import gc
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from thirdring.domain.errors import Refusal, ThirdRingError, Unavailable
from thirdring.ui.runner import Runner

from .conftest import PlainCenter


class Desk(QObject):
    """Somebody who waits for answers."""

    def __init__(self) -> None:
        super().__init__()
        self.answers: list[Any] = []
        self.errors: list[ThirdRingError] = []
        self.threads: list[int] = []

    def on_answer(self, value: Any) -> None:
        self.threads.append(threading.get_ident())
        self.answers.append(value)

    def on_error(self, error: ThirdRingError) -> None:
        self.errors.append(error)


class Gate:
    """A deed that waits until it is let through."""

    def __init__(self) -> None:
        self.begun, self.open = threading.Event(), threading.Event()

    def __call__(self, _ctx: object, value: object = None) -> object:
        self.begun.set()
        assert self.open.wait(20)
        return value


@pytest.fixture
def runner() -> Iterator[Runner]:
    made = Runner(PlainCenter())
    yield made
    assert made.shut_down()


def _give(_ctx: object, value: object) -> object:
    return value


def _where(_ctx: object) -> int:
    return threading.get_ident()


def _refuse(_ctx: object) -> None:
    raise Refusal("No.", rule="B2")


def _break(_ctx: object) -> None:
    raise KeyError("a bug")


def test_answers_come_on_the_window_thread(qtbot: Any, runner: Runner) -> None:
    desk = Desk()
    runner.run(_where, owner=desk, then=desk.on_answer)
    runner.read(_where, owner=desk, then=desk.on_answer)
    qtbot.waitUntil(lambda: runner.idle)
    assert threading.get_ident() not in desk.answers
    assert set(desk.threads) == {threading.get_ident()}


def test_writes_keep_their_order(qtbot: Any, runner: Runner) -> None:
    desk = Desk()
    for number in range(200):
        runner.run(_give, number, owner=desk, then=desk.on_answer)
    qtbot.waitUntil(lambda: runner.idle)
    assert desk.answers == list(range(200))


def test_a_slow_read_delays_no_write(qtbot: Any, runner: Runner) -> None:
    desk, gates = Desk(), [Gate(), Gate()]
    for gate in gates:
        runner.read(gate, owner=desk)
    assert all(gate.begun.wait(20) for gate in gates)
    runner.run(_give, "saved", owner=desk, then=desk.on_answer)
    qtbot.waitUntil(lambda: desk.answers == ["saved"])
    for gate in gates:
        gate.open.set()


def test_only_the_newest_read_of_a_key_is_answered(qtbot: Any, runner: Runner) -> None:
    desk, gates = Desk(), [Gate(), Gate()]
    for number, gate in enumerate(gates):
        runner.read(gate, number, owner=desk, then=desk.on_answer, key="search")
    runner.read(_give, "newest", owner=desk, then=desk.on_answer, key="search")
    runner.read(_give, "other", owner=desk, then=desk.on_answer, key="elsewhere")
    for gate in gates:
        gate.open.set()
    qtbot.waitUntil(lambda: runner.idle and len(desk.answers) >= 2)
    qtbot.waitUntil(lambda: set(desk.answers) == {"newest", "other"})


def test_a_superseded_read_that_has_not_begun_is_never_run(qtbot: Any, runner: Runner) -> None:
    desk, gates, ran = Desk(), [Gate(), Gate()], []

    def note(_ctx: object, name: str) -> None:
        ran.append(name)

    for gate in gates:
        runner.read(gate, owner=desk)
        assert gate.begun.wait(20)
    for name in ("first", "second", "third"):
        runner.read(note, name, owner=desk, key="list")
    for gate in gates:
        gate.open.set()
    qtbot.waitUntil(lambda: runner.idle)
    qtbot.waitUntil(lambda: ran == ["third"])


def test_a_dead_owner_is_not_called(qtbot: Any, runner: Runner) -> None:
    desk, heir, gate = Desk(), Desk(), Gate()
    runner.run(gate, "late", owner=desk, then=heir.on_answer)
    assert gate.begun.wait(20)
    shiboken6.delete(desk)
    gate.open.set()
    qtbot.waitUntil(lambda: runner.idle)
    assert heir.answers == []


def test_a_waiting_call_keeps_no_owner_alive(qtbot: Any, runner: Runner) -> None:
    gate, gone = Gate(), []
    desk = Desk()
    desk.destroyed.connect(lambda: gone.append(True))
    runner.run(gate, owner=desk, then=desk.on_answer, failed=desk.on_error)
    del desk
    gc.collect()
    assert gone == [True]
    gate.open.set()


def test_a_refusal_goes_to_who_asked_or_to_the_window(qtbot: Any, runner: Runner) -> None:
    desk = Desk()
    told: list[object] = []
    runner.refused.connect(told.append)
    runner.run(_refuse, owner=desk, failed=desk.on_error)
    runner.run(_refuse, owner=desk)
    qtbot.waitUntil(lambda: runner.idle)
    assert [e.rule for e in desk.errors if isinstance(e, Refusal)] == ["B2"]
    assert len(told) == 1


def test_a_bug_goes_to_the_crash_screen_even_without_an_owner(qtbot: Any, runner: Runner) -> None:
    desk = Desk()
    crashes: list[object] = []
    runner.crashed.connect(crashes.append)
    runner.run(_break, owner=desk, failed=desk.on_error)
    shiboken6.delete(desk)
    qtbot.waitUntil(lambda: len(crashes) == 1)
    assert isinstance(crashes[0], KeyError)


def test_no_answer_in_time_is_unavailable_and_the_late_one_is_dropped(
    qtbot: Any, runner: Runner
) -> None:
    desk, gate = Desk(), Gate()
    runner.read(gate, "late", owner=desk, then=desk.on_answer, failed=desk.on_error, deadline=0.01)
    qtbot.waitUntil(lambda: len(desk.errors) == 1)
    assert isinstance(desk.errors[0], Unavailable)
    gate.open.set()
    runner.read(_give, "next", owner=desk, then=desk.on_answer)
    qtbot.waitUntil(lambda: desk.answers == ["next"])
    assert len(desk.errors) == 1


def test_cancelling_drops_the_answer(qtbot: Any, runner: Runner) -> None:
    desk, gate = Desk(), Gate()
    call = runner.run(gate, owner=desk, then=desk.on_answer)
    call.cancel()
    gate.open.set()
    runner.run(_give, "after", owner=desk, then=desk.on_answer)
    qtbot.waitUntil(lambda: desk.answers == ["after"])


def test_closing_finishes_what_was_asked_for_and_takes_nothing_new(qtbot: Any) -> None:
    runner, desk, done = Runner(PlainCenter()), Desk(), []

    def save(_ctx: object, number: int) -> None:
        done.append(number)

    for number in range(50):
        runner.run(save, number, owner=desk)
    assert runner.shut_down()
    assert done == list(range(50))
    runner.run(save, 51, owner=desk, failed=desk.on_error)
    qtbot.waitUntil(lambda: len(desk.errors) == 1)
    assert done == list(range(50))


def test_closing_hardly_waits_for_code_nobody_will_show(
    qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "import threading\nHELD = threading.Event()\nHELD.wait(20)\n"
    (tmp_path / "code_that_takes_long.py").write_text(text, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    runner, desk = Runner(PlainCenter()), Desk()
    runner.load("code_that_takes_long", owner=desk, then=desk.on_answer)
    qtbot.waitUntil(lambda: hasattr(sys.modules.get("code_that_takes_long"), "HELD"))
    assert not runner.shut_down(timeout=60)
    sys.modules["code_that_takes_long"].HELD.set()
    assert runner.shut_down()
    del sys.modules["code_that_takes_long"]


def test_closing_gives_up_on_a_deed_that_never_ends(qtbot: Any) -> None:
    runner, desk, gate = Runner(PlainCenter()), Desk(), Gate()
    runner.run(gate, owner=desk)
    assert gate.begun.wait(20)
    assert not runner.shut_down(timeout=0.05)
    gate.open.set()
    assert runner.shut_down()


def test_an_answer_after_closing_is_told_to_nobody(qapp: QApplication) -> None:
    """The thread was given up: by then the window may be gone."""
    runner, desk, gate = Runner(PlainCenter()), Desk(), Gate()
    came: list[object] = []
    runner._answered.connect(came.append)
    runner.run(gate, owner=desk)
    assert gate.begun.wait(20)
    assert not runner.shut_down(timeout=0.05)
    gate.open.set()
    assert runner.shut_down()
    qapp.processEvents()
    assert not came
