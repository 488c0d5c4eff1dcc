"""Files that are none, never end, or belong to another program: one sentence, exit code 1."""

import json
import os
import sqlite3
from pathlib import Path

import pytest

from thirdring.cli.main import main
from thirdring.store.file_keys import needs_key

HEAD = "Agent,Date,Time,Answered (Y/N),Resolved,Phone,Notes\n"
GOOD = "boss,2021-03-13,10:00:00,Y,Y,13800138000,late\n"


@pytest.fixture
def center(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("THIRDRING_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("THIRDRING_PASSWORD", "")
    monkeypatch.setenv("THIRDRING_LANGUAGE", "en")
    monkeypatch.chdir(tmp_path)
    assert main(["setup", "--company", "C", "--login", "boss", "--language", "en"]) == 0
    return tmp_path


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
@pytest.mark.parametrize(
    "command", [["import", "calls"], ["staff", "import"], ["phrases", "import"]]
)
def test_a_pipe_is_refused_and_never_waited_for(
    center: Path, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    os.mkfifo(center / "pipe.csv")
    capsys.readouterr()
    assert main([*command, "pipe.csv"]) == 1
    assert capsys.readouterr().err == "pipe.csv is not a file that can be read twice.\n"


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no endless file here")
def test_an_endless_file_is_given_up(center: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["calls", "log", "/dev/zero"]) == 1
    assert capsys.readouterr().err == "/dev/zero has more than 64 MB.\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full disk here")
def test_refused_rows_on_a_full_disk(center: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (center / "calls.csv").write_text(HEAD + GOOD * 8 + GOOD.replace("10:00:00", "25:99"))
    capsys.readouterr()
    assert main(["import", "calls", "calls.csv", "--refused", "/dev/full"]) == 1
    said = capsys.readouterr()
    assert not said.out
    assert said.err.startswith("/dev/full can’t be written")


def test_a_long_cell_is_refused_for_its_length(
    center: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    row = GOOD.replace("late", "退" * 200_000)
    (center / "calls.csv").write_text(HEAD + row, encoding="utf-8")
    capsys.readouterr()
    assert main(["import", "calls", "calls.csv", "--format", "json"]) == 1
    (refused,) = json.loads(capsys.readouterr().out)["refused"]
    assert (refused["row"], refused["field"]) == (2, "raised")


def test_headings_alone_are_said(center: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (center / "calls.csv").write_text(HEAD)
    capsys.readouterr()
    assert main(["import", "calls", "calls.csv", "--format", "json"]) == 0
    assert "There are no rows below the headings." in json.loads(capsys.readouterr().out)["notes"]


def test_h6_another_programs_database_is_not_called_sound(
    center: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    connection = sqlite3.connect("other.db")
    connection.execute("CREATE TABLE theirs (a)")
    connection.commit()
    connection.close()
    capsys.readouterr()
    assert main(["--db", "other.db", "db", "check"]) == 1
    assert "holds another program's data" in capsys.readouterr().err


def test_h6_a_damaged_source_is_named_and_leaves_no_copy(
    center: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["db", "backup", "whole.db"]) == 0
    broken = bytearray(Path("whole.db").read_bytes())
    middle = len(broken) // 2
    for i in range(middle, middle + 16_384):
        broken[i] ^= 0xFF
    Path("broken.db").write_bytes(broken)
    capsys.readouterr()
    assert main(["--db", "broken.db", "db", "backup", "copy.db"]) == 1
    said = capsys.readouterr().err
    assert "broken.db" in said
    assert ".part" not in said
    assert not [path for path in center.iterdir() if path.name.startswith("copy.db")]


def test_a_file_named_from_here_is_asked_for_its_key(center: Path) -> None:
    assert main(["db", "backup", "copy.db"]) == 0
    assert needs_key(Path("copy.db")) is False


def test_h5_nobody_types_a_password_for_nothing(
    center: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["staff", "add", "--login", "he", "--name", "He", "--role", "hr"]) == 0
    capsys.readouterr()
    assert main(["--as", "he", "staff", "password", "boss"]) == 1
    assert capsys.readouterr().err == "Your role does not allow this: manage staff.\n"
