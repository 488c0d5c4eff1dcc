"""`policy` on the command line: shown, set, sent out and taken in, with what it would do."""

import json
from pathlib import Path
from typing import Any

import pytest

from thirdring.cli.main import main


@pytest.fixture
def center(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("THIRDRING_PASSWORD", "")
    monkeypatch.setenv("THIRDRING_LANGUAGE", "en")
    assert main(["setup", "--company", "C", "--login", "boss", "--language", "en"]) == 0
    return tmp_path


def _said(capsys: pytest.CaptureFixture[str], *command: str) -> Any:
    capsys.readouterr()
    assert main(["--format", "json", "policy", *command]) == 0
    return json.loads(capsys.readouterr().out)


def test_a_figure_is_set_with_its_reason_and_its_history_is_told(
    center: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    row = _said(capsys, "set", "work_start", "08:30", "--reason", "winter")
    assert row == {"key": "work_start", "value": "08:30", "unit": "time_of_day", "moved": 0}
    [change] = _said(capsys, "history", "work_start")
    assert (change["old"], change["new"], change["by"], change["reason"]) == (
        540,
        510,
        "boss",
        "winter",
    )
    shown = {row["key"]: row for row in _said(capsys, "show")}
    assert shown["work_start"]["changed"]
    assert main(["policy", "set", "work_start", "09:00"]) == 2
    assert main(["policy", "set", "work_start", "25:00", "--reason", "x"]) == 1


def test_running_clocks_move_only_when_asked(
    center: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    complaint = center / "complaint.json"
    complaint.write_text(
        json.dumps({"number": "138 1234 5678", "name": "W", "address": "x", "title": "ms",
                    "direction": "inbound", "category": "price", "raised": "too dear",
                    "hung_up_by": "customer", "read_back": True, "outcome": "ticket", "withheld": [],
                    "complaint": {"nature": "price", "severity": "minor", "wants": "x"}}),
    )  # fmt: skip
    assert main(["calls", "log", str(complaint)]) == 0, capsys.readouterr().err
    effect = _said(capsys, "effect", "answer_hours", "1")
    assert (effect["running"], effect["moved"], effect["become_overdue"]) == (1, 1, {})
    assert main(["policy", "effect", "answer_hours", "1"]) == 0
    assert "1 running clock would move." in capsys.readouterr().err
    assert _said(capsys, "set", "answer_hours", "2", "--reason", "x")["moved"] == 0
    assert _said(capsys, "set", "answer_hours", "3", "--reason", "x", "--running")["moved"] == 1


def test_the_policy_goes_out_and_comes_in(center: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = center / "policy.yaml"
    assert _said(capsys, "export", str(file))["written"] > 60
    text = file.read_text("utf-8").replace("rings_limit: 3", "rings_limit: 4")
    file.write_text(text, "utf-8")
    assert main(["policy", "import", str(file)]) == 1
    assert "rings_limit" in capsys.readouterr().err
    dry = _said(capsys, "import", str(file), "--dry-run")
    assert [(c["key"], c["old"], c["new"]) for c in dry["changes"]] == [("rings_limit", "3", "4")]
    assert _said(capsys, "history") == []
    _said(capsys, "import", str(file), "--reason", "slow lines")
    assert [c["reason"] for c in _said(capsys, "history")] == ["slow lines"]
    assert main(["policy", "export", str(center / "policy.txt")]) == 1
