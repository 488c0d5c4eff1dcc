"""`brief` on the command line: read aloud as text, as JSON and CSV, and as a file without a screen."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from thirdring.cli.main import main


@pytest.fixture
def center(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("THIRDRING_PASSWORD", "")
    monkeypatch.setenv("THIRDRING_LANGUAGE", "en")
    assert main(["setup", "--company", "C", "--login", "boss", "--language", "en"]) == 0
    assert main(["policy", "set", "rings_limit", "4", "--reason", "x"]) == 0
    return tmp_path


def test_f4_the_brief_is_printed_to_be_read_aloud(
    center: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert main(["brief"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("Morning brief of C, ")
    assert "(A1 A2): 3 → 4" in said


def test_f4_the_brief_as_data(center: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["brief", "--date", "2026-11-23", "--format", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["day"] == "2026-11-23"
    assert set(data) == {"company", "day", "first", "stretches", "issues", "major", "lines",
                         "figures", "visits", "campaigns", "measures"}  # fmt: skip
    assert main(["brief", "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert {"visits", "figure"} <= {row["part"] for row in rows}
    assert main(["brief", "--date", "tomorrow"]) == 1


@pytest.mark.parametrize("name", ["brief.pdf", "brief.html", "brief.txt"])
def test_f4_the_brief_is_written_without_a_screen(center: Path, name: str) -> None:
    file = center / name
    environment = {k: v for k, v in os.environ.items() if k not in {"QT_QPA_PLATFORM", "DISPLAY"}}
    done = subprocess.run(
        [sys.executable, "-m", "thirdring", "brief", "--out", str(file), "--format", "json"],
        env=environment, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["bytes"] == file.stat().st_size > 200
