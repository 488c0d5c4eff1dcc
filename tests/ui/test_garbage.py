"""Widgets in reference cycles are destroyed on the window's thread, whoever allocates."""

import gc
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QObject
from shiboken6 import delete

from thirdring.ui.garbage import MainThreadGarbage


class _Knot:
    """A cycle that notes where it was taken apart."""

    def __init__(self, ends: list[int]) -> None:
        self.me, self.ends = self, ends

    def __del__(self) -> None:
        self.ends.append(threading.get_ident())


@pytest.fixture
def keeper(qapp: Any) -> Iterator[MainThreadGarbage]:
    parent = QObject()
    yield MainThreadGarbage(parent)
    delete(parent)
    gc.disable()  # as it is during tests


def test_a_cycle_waits_for_the_windows_thread(keeper: MainThreadGarbage) -> None:
    ends: list[int] = []
    gc.collect()
    _Knot(ends)

    def allocate() -> None:
        kept: list[list[int]] = [[] for _ in range(20 * gc.get_threshold()[0])]
        assert kept

    worker = threading.Thread(target=allocate)
    worker.start()
    worker.join()
    assert ends == []

    kept: list[list[int]] = [[] for _ in range(2 * gc.get_threshold()[0])]
    keeper.collect()
    assert ends == [threading.get_ident()]
    assert kept
