"""The stall meter: what it calls a stall, what it says of it, and what it leaves alone."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from thirdring.ui.stall_meter import Place, Stall, StallFile, StallMeter, reads_data


def busy_for(seconds: float) -> None:
    """Keep the window's thread from everything else, as a long computation does."""
    until = time.perf_counter() + seconds
    while time.perf_counter() < until:
        pass


def doing(stall: Stall, name: str) -> bool:
    return any(place.name == name for stack in stall.stacks for place in stack)


@pytest.fixture
def meter(qapp: QApplication) -> Iterator[StallMeter]:
    made = StallMeter(limit_ms=40)
    yield made
    made.close()
    made.deleteLater()


def test_a_long_stretch_is_told_with_what_it_was_doing(
    meter: StallMeter, qtbot: QtBot, tmp_path: Path
) -> None:
    file = StallFile(tmp_path / "stalls.txt", meter)
    QTimer.singleShot(0, meter, lambda: busy_for(0.3))
    qtbot.waitUntil(lambda: any(doing(stall, "busy_for") for stall in meter.stalls))
    stall = next(stall for stall in meter.stalls if doing(stall, "busy_for"))
    assert stall.milliseconds > 40
    assert 0 < stall.worked <= stall.milliseconds
    assert meter.longest_ms >= stall.milliseconds
    assert not stall.reads_data
    assert "busy_for" in (tmp_path / "stalls.txt").read_text(encoding="utf-8")
    file.deleteLater()


def test_a_loop_that_waits_answers(meter: StallMeter, qtbot: QtBot) -> None:
    """Nobody is kept from anything while the loop waits, however long."""
    qtbot.waitUntil(lambda: meter.longest_ms > 0)
    assert not [stall for stall in meter.stalls if doing(stall, "busy_for")]


@pytest.mark.parametrize(
    ("files", "waits"),
    [
        (["tests/x.py", "src/thirdring/ui/calls/form.py", "lib/sqlalchemy/engine/base.py"], True),
        (["src\\thirdring\\app\\start.py", "lib\\psycopg\\connection.py"], True),
        (["tests/x.py", "lib/sqlalchemy/engine/base.py", "src/thirdring/store/engine.py"], False),
        (["lib/sqlalchemy/engine/base.py", "src/thirdring/ui/calls/form.py"], False),
        (["src/thirdring/ui/runner.py", "src/thirdring/store/server_watch.py"], False),
    ],
)
def test_it_tells_the_windows_own_reading_from_a_tests(files: list[str], waits: bool) -> None:
    stack = tuple(Place(name, "1", "f") for name in files)
    assert reads_data(stack) is waits
