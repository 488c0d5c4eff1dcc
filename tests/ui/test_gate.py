"""The gate between a thread and an object of the window's: what passes, and that nothing does later."""

import threading

from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from thirdring.ui.gate import Gate

PATIENCE = 20


class Window(QObject):
    """`told`: what came through."""

    said = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.told: list[object] = []
        self.said.connect(self.told.append)


def test_what_a_thread_tells_comes_through(qtbot: QtBot) -> None:
    gate, window = Gate(), Window()
    teller = threading.Thread(target=gate.tell, args=(window.said.emit, "news"))
    teller.start()
    qtbot.waitUntil(lambda: window.told == ["news"])
    teller.join(PATIENCE)


def test_nothing_passes_a_gate_that_is_shut() -> None:
    gate = Gate()
    told: list[object] = []
    gate.shut()
    gate.tell(told.append, "late")
    assert not told


def test_who_shuts_waits_for_what_is_passing() -> None:
    gate, passing, go_on = Gate(), threading.Event(), threading.Event()
    order: list[str] = []

    def tell() -> None:
        passing.set()
        assert go_on.wait(PATIENCE)
        order.append("told")

    def shut() -> None:
        gate.shut()
        order.append("shut")

    teller = threading.Thread(target=gate.tell, args=(tell,))
    teller.start()
    assert passing.wait(PATIENCE)
    shutter = threading.Thread(target=shut)
    shutter.start()
    shutter.join(0.1)
    assert shutter.is_alive()
    go_on.set()
    for thread in (teller, shutter):
        thread.join(PATIENCE)
    assert order == ["told", "shut"]
