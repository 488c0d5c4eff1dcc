"""H5: whatever goes wrong, logs, crash reports and traces hold nothing of a customer.

Real deeds with values found nowhere else, on both engines; then all that was written is searched for
them: the folder of local files, stderr of desk and commands, the server's own log.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlcipher3 import dbapi2

from tests.conftest import ROOT
from tests.postgres import Server
from tests.server_center import OWNER_PASSWORD, found_center
from tests.usecases.conftest import COMPLETE
from tests.usecases.imported_complaints import written
from thirdring.cli.main import main

OWNER = "hanlu"
NAME, NUMBER, ADDRESS, RAISED = "欧阳霁月", "13975318642", "栖霞里417号", "紫檀屏风裂了一道缝"
MAIL = "jiyue.ouyang@dongting.example"
RECORD: dict[str, Any] = COMPLETE | {
    "number": NUMBER, "name": NAME, "address": ADDRESS, "raised": RAISED, "outcome": "callback",
    "callback": {"minutes": 20, "about": RAISED},
}  # fmt: skip
# As people, files, JSON and Python write them.
_PIECES = (NAME, NAME[2:], NUMBER, NUMBER[3:], "139 7531 8642", "栖霞里", "紫檀", MAIL)
TRACES = tuple(
    dict.fromkeys(
        form
        for piece in _PIECES
        for form in (
            piece.encode(),
            piece.encode("unicode_escape"),
            piece.encode("gb18030"),
            repr(piece.encode())[2:-1].encode(),
        )
    )
)


@dataclass(frozen=True)
class Place:
    """A center and how it is come into. `refuse_calls` has its database refuse every call; `log`
    is what the server wrote since, of so many refused calls."""

    url: str
    login: str
    password: str
    refuse_calls: Callable[[], None]
    log: Callable[[], bytes]
    calls_refused: int = 0


def _file_center(tmp_path: Path) -> Place:
    file = tmp_path / "elsewhere" / "center.db"
    setup = ["--db", str(file), "setup", "--company", "三声", "--login", OWNER, "--language", "en"]
    assert main(setup) == 0

    def refuse() -> None:
        with dbapi2.connect(file) as connection:
            connection.execute(
                "CREATE TRIGGER broken BEFORE INSERT ON calls "
                "BEGIN SELECT RAISE(ABORT, 'broken by ' || NEW.number || NEW.raised); END"
            )

    return Place(str(file), OWNER, "", refuse, bytes)


def _server_center(server: Server) -> Iterator[Place]:
    center = found_center(server, "logged", lambda: datetime.now(UTC), OWNER)
    # A house that writes down all it can.
    center.run("ALTER DATABASE logged SET log_statement = 'all'")
    center.run("ALTER DATABASE logged SET log_min_duration_statement = 0")
    begins = (server.folder / "log").stat().st_size

    def refuse() -> None:
        center.run("ALTER TABLE calls ADD CONSTRAINT broken CHECK (raised IS NULL) NOT VALID")
        # Of who reads past row security the server writes down the whole row.
        with (
            psycopg.connect(center.address.conninfo) as admin,
            pytest.raises(psycopg.Error) as said,
        ):
            admin.execute("UPDATE calls SET title = title WHERE number = %s", [NUMBER])
        assert RAISED in str(said.value)

    def log() -> bytes:
        return (server.folder / "log").read_bytes()[begins:]

    url = f"postgresql://127.0.0.1:{server.port}/logged"
    yield Place(url, OWNER, OWNER_PASSWORD, refuse, log, calls_refused=3)
    center.owner.close()
    server.drop("logged")


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def place(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Place]:
    monkeypatch.setenv("THIRDRING_PASSWORD", "")
    monkeypatch.setenv("THIRDRING_LANGUAGE", "en")
    if request.param == "sqlite":
        yield _file_center(tmp_path)
    else:
        yield from _server_center(request.getfixturevalue("postgres_server"))


def traces_in(written: bytes) -> list[str]:
    """The lines that hold something of the customer."""
    return [
        line.decode(errors="replace")[:300]
        for line in written.splitlines()
        if any(trace in line for trace in TRACES)
    ]


def all_files(folder: Path) -> bytes:
    return b"\n".join(one.read_bytes() for one in sorted(folder.rglob("*")) if one.is_file())


def files_of(tmp_path: Path) -> list[list[str]]:
    """Commands with the customer in them: one that is refused, one that is saved, and others."""
    good, bad = tmp_path / "good.json", tmp_path / "bad.json"
    good.write_text(json.dumps(RECORD, ensure_ascii=False), encoding="utf-8")
    wrong = RECORD | {"title": RAISED, "category": NAME, "rings": NUMBER, "answered_at": ADDRESS}
    bad.write_text(json.dumps(wrong, ensure_ascii=False), encoding="utf-8")
    mails = tmp_path / "mails"
    mails.mkdir()
    mail = f"From: {NAME} <{MAIL}>\nSubject: {RAISED}\n\n{NUMBER}\n".encode()
    (mails / "1.eml").write_bytes(mail)
    (mails / "2.eml").write_bytes(mail.replace(b"\n\n", b"\nContent-Type: x/y; z=\x00\n\n"))
    row = f"1,2026-02-31,微信,{NAME},{NUMBER},{RAISED},{ADDRESS},一般,{NAME}"
    rows = str(written(tmp_path, row))
    return [
        ["calls", "log", str(bad)],
        ["calls", "log", str(good)],
        ["import", "complaints", rows, "--dry-run"],
        ["import", "mail", str(mails)],
        ["tickets", "list", "--search", RAISED],
    ]


@pytest.mark.expected_log
def test_h5_no_file_no_log_and_no_trace_holds_a_customer(
    place: Place,
    home: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("THIRDRING_PASSWORD", place.password)

    def run(command: list[str]) -> int:
        return main(["--db", place.url, "--as", place.login, *command])

    refused, logged, *others = files_of(tmp_path)
    assert run(refused) == 1
    assert RAISED in capfd.readouterr().err  # who asked is told what is wrong with what they wrote
    assert [run(one) for one in (logged, *others)] == [0, 1, 0, 0]
    said = capfd.readouterr()
    assert NAME in said.out  # the ticket that was found: an answer, not a log
    assert traces_in(said.err.encode()) == []
    place.refuse_calls()
    assert run(logged) == 1
    assert traces_in(capfd.readouterr().err.encode()) == []
    assert "IntegrityError" in (home / "error.txt").read_text(encoding="utf-8")

    desk = subprocess.run(
        [sys.executable, "-P", "-m", "tests.journeys.failing_desk", place.url, place.login,
         json.dumps(RECORD)],
        cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, check=False,
    )  # fmt: skip
    assert desk.returncode == 0, desk.stderr
    assert desk.stdout.decode().count("Error") == 3, desk.stderr
    for word in (
        b"ValidationError",
        b"RuntimeError",
        b"LookupError",
        b"UserWarning",
        b"not sent",
        b"KeptHere",
    ):
        assert word in desk.stderr
    assert traces_in(desk.stderr) == []
    assert len(list(home.glob("crash-*.txt"))) == 3
    assert len(list((home / "desk" / "outbox").glob("*.db"))) == 1
    assert traces_in(all_files(home)) == []
    assert place.log().count(b"broken") >= place.calls_refused
    assert traces_in(place.log()) == []
