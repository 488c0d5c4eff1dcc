"""Long work in pieces: the event loop turns in between, and it ends with its parent."""

from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import QObject, QTimer

from thirdring.ui.slices import Slices


class Turns(QObject):
    """Counts what else the event loop did."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0
        self.timer = QTimer(self)
        self.timer.setInterval(0)
        self.timer.timeout.connect(self._on_turn)
        self.timer.start()

    def _on_turn(self) -> None:
        self.count += 1


def test_others_have_their_turn_between_two_pieces(qtbot: Any) -> None:
    turns, seen = Turns(), []

    def pieces() -> Iterator[None]:
        for _ in range(3):
            seen.append(turns.count)
            yield
        seen.append(turns.count)

    slices = Slices(pieces(), turns)
    assert seen == []
    with qtbot.waitSignal(slices.done, timeout=10_000):
        pass
    assert len(seen) == 4
    assert seen == sorted(set(seen))


def test_nothing_goes_on_when_the_parent_is_gone(qtbot: Any) -> None:
    parent, turns = QObject(), Turns()
    done: list[int] = []

    def pieces() -> Iterator[None]:
        done.append(1)
        parent.deleteLater()
        yield
        done.append(2)

    Slices(pieces(), parent)
    with qtbot.waitSignal(parent.destroyed, timeout=10_000):
        pass
    before = turns.count
    qtbot.waitUntil(lambda: turns.count > before + 3, timeout=10_000)
    assert done == [1]
