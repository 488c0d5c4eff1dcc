"""`import complaints`: the answer's keys, exit codes, maps kept and used, and a kill in its midst."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2

from tests.usecases.imported_complaints import FIRST, SECOND, written
from thirdring.cli.main import main

BAD = "3,2026-02-31,微信,,,x,,,"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    monkeypatch.setenv("THIRDRING_HOME", str(tmp_path))
    monkeypatch.setenv("THIRDRING_PASSWORD", "")
    monkeypatch.setenv("THIRDRING_LANGUAGE", "en")
    assert main(["setup", "--company", "C", "--login", "boss", "--language", "en"]) == 0
    capsys.readouterr()

    def ran(*arguments: str) -> tuple[int, Any, list[str]]:
        code = main(["--format", "json", *arguments])
        said = capsys.readouterr()
        return code, json.loads(said.out) if said.out else None, said.err.splitlines()

    return ran


def test_the_answer_has_its_keys_and_the_exit_code_says_how_it_went(
    run: Any, tmp_path: Path
) -> None:
    file = str(written(tmp_path, FIRST, SECOND, BAD))
    code, answer, said = run("import", "complaints", file)
    assert (code, answer["read"], answer["added"], answer["known"]) == (1, 3, 0, 0)
    assert [line for line in said if line.startswith("Nothing was taken in: 1 of 3 rows")]
    (refused,) = answer["refused"]
    assert (refused["row"], refused["field"]) == (4, "received_at")
    assert answer["map"]["columns"]["received_at"] == "投诉时间"
    refused_file, kept = tmp_path / "refused.csv", tmp_path / "map.toml"
    code, answer, _ = run(
        "import", "complaints", file, "--skip-bad", "--refused", str(refused_file),
        "--save-map", str(kept),
    )  # fmt: skip
    assert (code, answer["added"]) == (0, 2)
    mended = refused_file.read_text(encoding="utf-8-sig").replace("02-31", "02-28")
    refused_file.write_text(mended, encoding="utf-8")
    code, answer, _ = run("import", "complaints", str(refused_file), "--map", str(kept))
    assert (code, answer["added"]) == (0, 1)
    code, answer, _ = run("import", "complaints", file, "--skip-bad", "--dry-run")
    assert (code, answer["added"], answer["known"]) == (0, 0, 2)


def test_a_file_nobody_can_date_or_find_is_refused_in_one_line(run: Any, tmp_path: Path) -> None:
    file = str(written(tmp_path, "03/04/2026,a", headings="date,complaint"))
    code, answer, said = run("import", "complaints", file)
    assert (code, answer, len(said)) == (1, None, 1)
    assert "--date-order" in said[0]
    assert run("import", "complaints", file, "--date-order", "dmy")[0] == 0
    assert run("import", "complaints", file, "--date-order", "ydm")[0] == 2
    code, _, said = run("import", "complaints", str(tmp_path / "nowhere.csv"))
    assert (code, len(said)) == (1, 1)


@pytest.mark.long
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_a_killed_import_leaves_nothing(run: Any, tmp_path: Path, how: signal.Signals) -> None:
    lines = [f"{n},2026-11-01 10:00,微信,,,沙发有异味，要求退货{n},,," for n in range(8_000)]
    file = written(tmp_path, *lines)
    database = next(tmp_path.rglob("center.db"))
    with subprocess.Popen(
        [sys.executable, "-m", "thirdring", "import", "complaints", str(file)],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    ) as process:  # fmt: skip
        while process.poll() is None and not all(_being_written(database) for _ in range(50)):
            os.sched_yield()
        assert process.poll() is None, "it was written before anybody could stop it"
        process.send_signal(how)
    assert process.returncode != 0
    assert run("tickets", "list")[1] == []
    assert run("import", "complaints", str(written(tmp_path, FIRST)))[1]["added"] == 1


def _being_written(database: Path) -> bool:
    """Whether another process holds the lock of who writes."""
    connection = dbapi2.connect(str(database), timeout=0, isolation_level=None)
    try:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("ROLLBACK")
    except dbapi2.OperationalError:
        return True
    finally:
        connection.close()
    return False
