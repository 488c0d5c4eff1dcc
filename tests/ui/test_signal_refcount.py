"""PySide6 6.12.0 on Python 3.11 dropped a reference to True with each emit, and died of it."""

import sys

from PySide6.QtCore import QObject, Signal, Slot


class _Bell(QObject):
    rang = Signal(bool)
    plain = Signal()


def test_emitting_keeps_the_references_to_true(qtbot: object) -> None:
    bell, heard = _Bell(), []

    class _Ear(QObject):
        @Slot(bool)
        def hear(self, loud: bool) -> None:
            heard.append(loud)

    ear = _Ear()
    bell.rang.connect(ear.hear)
    before = sys.getrefcount(True)
    for _ in range(5_000):
        bell.rang.emit(True)
        bell.plain.emit()
    # Each entry of the list holds a reference of its own, unless the interpreter counts none.
    kept = len(heard) if before < 2**30 else 0
    assert abs(sys.getrefcount(True) - before - kept) < 100
    assert heard == [True] * 5_000
