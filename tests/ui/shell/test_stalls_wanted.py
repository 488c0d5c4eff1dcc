"""THIRDRING_STALLS: off unless it names a file, which must be one that can be written."""

from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from thirdring.app.start import watch_stalls
from thirdring.domain.errors import Refusal
from thirdring.ui.stall_meter import StallMeter


def test_nothing_is_watched_unless_asked_for(qapp: QApplication) -> None:
    watch_stalls(qapp)
    assert qapp.findChild(StallMeter) is None


def test_what_kept_the_window_goes_to_the_file(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "stalls.txt"
    monkeypatch.setenv("THIRDRING_STALLS", str(file))
    watch_stalls(qapp)
    meter = qapp.findChild(StallMeter)
    assert meter is not None
    # Again and again: on a busy machine the meter may not be looking just then.
    again = QTimer(meter)
    again.timeout.connect(lambda: sum(1 for _ in range(3_000_000)))
    again.start(200)
    try:
        qtbot.waitUntil(lambda: bool(file.read_text(encoding="utf-8")), timeout=30_000)
    finally:
        again.stop()
        meter.close()
        meter.deleteLater()


def test_a_file_that_cannot_be_written_is_said(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("THIRDRING_STALLS", str(tmp_path / "missing" / "stalls.txt"))
    with pytest.raises(Refusal, match="can't be written"):
        watch_stalls(qapp)
    assert qapp.findChild(StallMeter) is None
