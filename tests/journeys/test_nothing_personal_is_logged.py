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
from functools import partial
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlcipher3 import dbapi2

from tests.conftest import ROOT
from tests.imap_peer import Peer, certificate
from tests.postgres import Server
from tests.server_center import OWNER_PASSWORD, found_center
from tests.usecases.conftest import COMPLETE
from tests.usecases.imported_complaints import written
from thirdring.cli.main import main

OWNER = "hanlu"
NAME, NUMBER, ADDRESS, RAISED = "欧阳霁月", "13975318642", "栖霞里417号", "紫檀屏风裂了一道缝"
MAIL = "jiyue.ouyang@dongting.example"
MAILBOX_PASSWORD = "mooring-7351-lantern"
RECORD: dict[str, Any] = COMPLETE | {
    "number": NUMBER, "name": NAME, "address": ADDRESS, "raised": RAISED, "outcome": "callback",
    "callback": {"minutes": 20, "about": RAISED},
}  # fmt: skip
# As people, files, JSON and Python write them.
_PIECES = (
    NAME,
    NAME[2:],
    NUMBER,
    NUMBER[3:],
    "139 7531 8642",
    "栖霞里",
    "紫檀",
    MAIL,
    MAILBOX_PASSWORD,
)
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
    """A center and how it is come into. `refuse_calls` has its database refuse every call,
    `refuse_mail` every mail; `log` is what the server wrote since, of so many refused calls."""

    url: str
    login: str
    password: str
    refuse_calls: Callable[[], None]
    refuse_mail: Callable[[], None]
    log: Callable[[], bytes]
    calls_refused: int = 0


def _file_center(tmp_path: Path) -> Place:
    file = tmp_path / "elsewhere" / "center.db"
    setup = ["--db", str(file), "setup", "--company", "三声", "--login", OWNER, "--language", "en"]
    assert main(setup) == 0

    def refuse(table: str, told: str) -> None:
        with dbapi2.connect(file) as connection:
            connection.execute(
                f"CREATE TRIGGER broken BEFORE INSERT ON {table} "
                f"BEGIN SELECT RAISE(ABORT, 'broken by ' || {told}); END"
            )

    return Place(
        str(file), OWNER, "", partial(refuse, "calls", "NEW.number || NEW.raised"),
        partial(refuse, "inbox_items", "NEW.from_name || NEW.subject"), bytes,
    )  # fmt: skip


def _server_center(server: Server) -> Iterator[Place]:
    center = found_center(server, "logged", lambda: datetime.now(UTC), OWNER)
    # A house that writes down all it can.
    center.run("ALTER DATABASE logged SET log_statement = 'all'")
    center.run("ALTER DATABASE logged SET log_min_duration_statement = 0")
    begins = (server.folder / "log").stat().st_size

    def refuse_calls() -> None:
        center.run("ALTER TABLE calls ADD CONSTRAINT broken CHECK (raised IS NULL) NOT VALID")
        # Of who reads past row security the server writes down the whole row.
        with (
            psycopg.connect(center.address.conninfo) as admin,
            pytest.raises(psycopg.Error) as said,
        ):
            admin.execute("UPDATE calls SET title = title WHERE number = %s", [NUMBER])
        assert RAISED in str(said.value)

    def refuse_mail() -> None:
        center.run(
            "ALTER TABLE inbox_items ADD CONSTRAINT broken CHECK (subject IS NULL) NOT VALID"
        )

    def log() -> bytes:
        return (server.folder / "log").read_bytes()[begins:]

    url = f"postgresql://127.0.0.1:{server.port}/logged"
    yield Place(url, OWNER, OWNER_PASSWORD, refuse_calls, refuse_mail, log, calls_refused=3)
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


# What a mail server does, and how many messages come in by it: None, the command ends with 1.
TROUBLE: tuple[tuple[dict[str, Any], int | None], ...] = (
    ({"password": "another"}, None),
    ({"refuses": "BODY.PEEK"}, None),
    ({"cut": 60}, None),  # inside the message
    ({"announces": 12}, None),  # the rest of the message stands where an answer is expected
    ({}, 2),
)


@pytest.fixture
def peer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Peer]:
    """The center's mailbox, with the customer's mail in it, and one with a header that is none."""
    pytest.importorskip("cryptography", reason="makes the peer's certificate")
    pem = certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    monkeypatch.setenv("THIRDRING_MAIL_PASSWORD", MAILBOX_PASSWORD)
    mail = f"From: {NAME} <{MAIL}>\r\nSubject: {RAISED}\r\n\r\n{NUMBER} {ADDRESS}\r\n".encode()
    odd = f"From: <{MAIL}\r\nDate: {NAME}\r\nContent-Type: {RAISED}\r\n\r\n{NUMBER}\r\n".encode()
    server = Peer(pem, {3: mail, 5: odd})
    yield server
    server.close()


def test_h5_reading_the_mailbox_writes_nothing_of_its_mail_down(
    place: Place, peer: Peer, home: Path, monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.setenv("THIRDRING_PASSWORD", place.password)

    def run(*command: str) -> int:
        return main(["--db", place.url, "--as", place.login, "--format", "json", *command])

    port = str(peer.port)
    assert run("inbox", "mailbox", "--host", "127.0.0.1", "--login", "desk", "--port", port) == 0
    usual = {"password": MAILBOX_PASSWORD, "refuses": "", "cut": None, "announces": None}
    for trouble, comes_in in TROUBLE:
        for name, value in (usual | trouble).items():
            setattr(peer, name, value)
        capfd.readouterr()
        assert run("import", "mailbox") == (0 if comes_in else 1), trouble
        said = capfd.readouterr()
        assert traces_in(said.err.encode()) == [], trouble
        assert not comes_in or json.loads(said.out)["added"] == comes_in
    place.refuse_mail()
    peer.messages[8] = peer.messages[3].replace(b"\r\n\r\n", b"\r\nMessage-ID: <8@x>\r\n\r\n")
    assert run("import", "mailbox") == 1
    assert traces_in(capfd.readouterr().err.encode()) == []
    assert "IntegrityError" in (home / "error.txt").read_text(encoding="utf-8")
    assert traces_in(all_files(home)) == []
    assert traces_in(place.log()) == []
