"""`privacy` as an outsider uses it: counted first, done with the number that was counted, one clear line."""

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from thirdring.cli.main import main

CALL = {
    "direction": "inbound", "number": "138 1234 5678", "name": "秦慕雪", "title": "ms",
    "address": "柳浪巷", "rings": 2, "started_at": "2021-11-22T12:50:00", "answered_at": "2021-11-22T12:50:08",
    "ended_at": "2021-11-22T12:55:00", "wrapped_up_at": "2021-11-22T12:56:00",
    "hung_up_by": "customer", "category": "delivery", "raised": "抽屉滑轨卡住", "answer": "已说明",
    "read_back": True, "outcome": "solved",
}  # fmt: skip


@pytest.fixture
def run(
    qapp: QApplication,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Any:
    """`run(*arguments)`: exit code, what stdout held as JSON, what stderr said. A PDF is drawn in
    the application the windows of later tests need.
    """
    monkeypatch.setenv("THIRDRING_HOME", str(tmp_path))
    monkeypatch.setenv("THIRDRING_PASSWORD", "")
    monkeypatch.setenv("THIRDRING_LANGUAGE", "en")

    def command(*arguments: str) -> tuple[int, Any, str]:
        capsys.readouterr()
        code = main(["--format", "json", *arguments])
        said = capsys.readouterr()
        return code, json.loads(said.out) if said.out else None, said.err

    assert main(["setup", "--company", "C", "--login", "boss", "--language", "en"]) == 0
    file = tmp_path / "calls.json"
    file.write_text(json.dumps([CALL, CALL | {"number": "139 0000 1111", "name": "李"}]), "utf-8")
    assert command("calls", "log", str(file))[0] == 0
    return command


def test_j6_retention_is_counted_then_run_with_that_count(run: Any) -> None:
    code, seen, said = run("privacy", "retention")
    assert code == 0
    assert seen["records"] == 2
    assert {one["class"]: (one["days"], one["records"], one["held"]) for one in seen["classes"]}[
        "calls"
    ] == (365, 2, 0)
    assert "Backups made before keep what they hold" in said
    code, _, said = run("privacy", "retention", "--run", "--reason", "expired")
    assert (code, said.strip().splitlines()[-1]) == (
        1, "2 records would be erased for good: say so with --records 2. (J6)",
    )  # fmt: skip
    code, done, _ = run("privacy", "retention", "--run", "--records", "2", "--reason", "expired")
    assert (code, done) == (0, {"erased": {"calls": 2}, "scrubbed": True})
    assert run("privacy", "retention")[1]["records"] == 0


def test_j6_one_person_is_exported_and_then_anonymised(run: Any, tmp_path: Path) -> None:
    out = tmp_path / "copy.zip"
    code, saved, _ = run(
        "privacy", "export", "138 1234 5678", "--out", str(out), "--reason", "asked"
    )
    assert (code, saved["records"]) == (0, 2)
    with zipfile.ZipFile(out) as archive:
        assert json.loads(archive.read("person.json"))["customer"][0]["name"] == "秦慕雪"
    code, seen, _ = run("privacy", "anonymise", "138 1234 5678")
    assert (seen["name"], seen["records"], seen["held"]) == ("秦慕雪", 2, [])
    assert run("--masked", "privacy", "anonymise", seen["customer"])[1]["name"] == "秦**"
    code, _, said = run("privacy", "anonymise", "138 1234 5678", "--records", "1", "--reason", "x")
    assert code == 1
    assert "look at the preview again" in said
    code, done, _ = run(
        "privacy", "anonymise", "13812345678", "--records", "2", "--reason", "asked"
    )
    assert (code, done["records"], done["scrubbed"]) == (0, 2, True)
    code, _, said = run("privacy", "export", "138 1234 5678", "--out", str(out), "--reason", "x")
    assert (code, out.exists()) == (1, True)
    assert run("privacy", "anonymise", "139 0000 1111")[1]["records"] == 2
