"""The tour is the program's own proof: a whole day in the real windows, in both languages."""

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from thirdring.domain.enums import Language

STEPS = (
    "sign-in", "desk", "ringing", "late-pick-up", "listening", "hold", "hold-over", "promise",
    "read-back", "finished", "press", "tickets", "search", "ticket", "palette", "phrases", "settings",
    "callbacks", "calling-back", "callback-result", "callback-kept", "absent", "handing-over",
    "handed-over", "reception", "filed", "complaint", "appraisal", "plan", "remedy", "result",
    "visits", "visit", "archived", "review", "review-press",
    "emergency", "emergency-sent-up", "review-emergency", "review-coupon", "coupon-approved",
    "day-sheet", "tasks", "brief",
    "reports", "report-months", "report-causes", "report-hours", "report-enquiries",
    "import", "import-file", "import-columns", "import-problems", "import-result",
    "month-own", "month-appeal", "month-appealed", "month-team", "month-mediating",
    "month-mediated", "month-settling", "month-check-quality", "month-quality", "month-checks", "month-second-level", "month-evidence",
    "month-decided", "month-closed", "month-verified", "month-exported", "month-plots",
)  # fmt: skip


def walk(out: Path, *options: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    return subprocess.run(
        [sys.executable, "-m", "thirdring", "tour", "--out", str(out), *options],
        env=environment, capture_output=True, text=True, timeout=280, check=False,
    )  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "word"),
    [
        (Language.ZH_CN, "状态"),
        pytest.param(Language.EN, "State", marks=pytest.mark.long),  # more than a minute each
    ],
)
def test_a_day_is_walked_in_either_language_and_leaves_its_pictures(
    tmp_path: Path, language: Language, word: str
) -> None:
    done = walk(tmp_path, "--language", language.value)
    # Qt's offscreen platform has a word or two to say of its own.
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert "QBasicTimer" not in done.stderr  # paper is laid out beside the window's thread
    pictures = sorted(tmp_path.glob(f"{language.value}-*.png"))
    assert {picture.stem.split("-", 2)[2] for picture in pictures} >= set(STEPS)
    for picture in pictures:
        image = QImage(str(picture))
        assert (image.width(), image.height()) == (1366, 768)
    with (tmp_path / f"{language.value}-tickets.csv").open(encoding="utf-8-sig") as file:
        rows = list(csv.reader(file))
    assert len(rows) > 3
    assert rows[0][0] == word
    for name in ("quality.pdf", "complaints.xlsx", "month.csv", "month.xlsx", "month.pdf",
                 "month.json", "month-closed.csv", "month-closed.xlsx", "month-closed.pdf",
                 "month-closed.json"):  # fmt: skip
        assert (tmp_path / f"{language.value}-{name}").stat().st_size > 1000
    # One row of the file is beyond reading; it leaves as a file of its own.
    with (tmp_path / f"{language.value}-refused.csv").open(encoding="utf-8-sig") as file:
        assert len(list(csv.reader(file))) == 2
    # Contested, mediated and decided, the month was really closed.
    closed = (tmp_path / f"{language.value}-month-closed.json").read_text(encoding="utf-8")
    assert json.loads(closed)["state"] == "closed"


def test_a_theme_there_is_none_of_is_refused_in_one_line(tmp_path: Path) -> None:
    done = walk(tmp_path / "out", "--theme", "pink")
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1
    assert not (tmp_path / "out").exists()
