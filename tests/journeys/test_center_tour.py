"""The tour of a center on a server: three desks, one of them unplugged, and nothing lost or doubled."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import psycopg
import pytest
from PySide6.QtGui import QImage

from tests.postgres import Server
from thirdring.app.center_tour.center import TourCenter
from thirdring.app.center_tour.tour import ended_by_signals
from thirdring.app.tour_step import Step, Walk
from thirdring.store.address import parse_address
from thirdring.store.engine import open_server_later
from thirdring.store.server.throw_away import PREFIX

pytestmark = pytest.mark.postgres
MOMENTS = (
    "at-work", "sent-up", "same-ticket", "editing", "two-versions", "one-version", "decided",
    "next-promise", "plug-pulled", "call-kept", "not-on-the-server", "ticket-readable", "alarm",
    "restarted", "sent", "compared", "all-there",
)  # fmt: skip
WRITTEN = ["log_call", "log_call", "receive_matter", "edit_ticket"]


def begin(server: Server, out: Path, home: Path) -> "subprocess.Popen[str]":
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "THIRDRING_HOME": str(home)}
    return subprocess.Popen(
        [sys.executable, "-m", "thirdring", "--db", server.admin_dsn, "tour", "--center",
         "--out", str(out), "--language", "zh_CN"],
        env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def left_on(server: Server) -> list[str]:
    """What there is of throw-away centers."""
    with psycopg.connect(server.admin_dsn) as connection:
        found = connection.execute(
            "SELECT datname FROM pg_database WHERE starts_with(datname, %(p)s) "
            "UNION SELECT rolname FROM pg_roles WHERE starts_with(rolname, %(p)s) "
            "UNION SELECT rolname FROM pg_roles WHERE rolname IN ('ma', 'luo', 'gu')",
            {"p": PREFIX},
        )
        return [str(row[0]) for row in found]


@pytest.mark.parametrize("allowed", ["", "&allow_plain=1"])
def test_h5_a_desk_at_the_plug_asks_for_the_servers_own_certificate(allowed: str) -> None:
    """Its cable ends on this computer, the server's name stays; and what was allowed, stays so."""
    store = open_server_later(
        parse_address(f"postgresql://root@db.example.com/tour?sslmode=prefer{allowed}")
    )
    center = TourCenter(store, ())
    at = "postgresql://db.example.com:{port}/tour?sslmode=prefer{relay}{allowed}"
    assert center.address() == at.format(port=5432, relay="", allowed=allowed)
    relay = "&hostaddr=127.0.0.1"
    assert center.address(7777) == at.format(port=7777, relay=relay, allowed=allowed)
    store.close()


@pytest.mark.slow
@pytest.mark.long
def test_h6_three_desks_are_walked_and_what_was_written_without_the_server_is_there_once(
    tmp_path: Path, postgres_server: Server
) -> None:
    before = left_on(postgres_server)
    walk = begin(postgres_server, tmp_path / "out", tmp_path / "home")
    _said, trouble = walk.communicate(timeout=280)
    assert walk.returncode == 0, trouble
    assert "Traceback" not in trouble
    pictures = [picture.stem.split("-", 2)[2] for picture in (tmp_path / "out").glob("*.png")]
    wanted = [f"{name}{desk}" for name in MOMENTS for desk in ("", "-a", "-b", "-s")]
    assert sorted(pictures) == sorted(wanted)
    for picture in (tmp_path / "out").glob("*-[abs].png"):
        image = QImage(str(picture))
        assert (image.width(), image.height()) == (1366, 768)
    told = json.loads((tmp_path / "out" / "zh_CN-center.json").read_text(encoding="utf-8"))
    assert told["once"] is True
    assert [(one["deed"], one["on_server"]) for one in told["records"]] == [
        (deed, 1) for deed in WRITTEN
    ]
    assert told["calls"] == {"written": 2, "on_server": 2}
    page = (tmp_path / "out" / "zh_CN-center.txt").read_text(encoding="utf-8")
    assert "每条记录都在" in page
    assert left_on(postgres_server) == before


class Standing(Walk):
    """A walk on which nothing ever has to be waited for, and which never gets anywhere."""

    def settled(self) -> bool:
        return True

    def crashed(self) -> bool:
        return False


def test_a_signal_ends_a_walk_at_its_next_beat_with_its_code(qtbot: Any, qapp: Any) -> None:
    """Also when it came before the first one, or in the middle of a step."""
    handler = signal.getsignal(signal.SIGTERM)
    with ended_by_signals() as ending:
        walk = Standing(qapp, calm_beats=1, asked=lambda: ending.code)
        ending.heed()
        walk.begin([Step("", lambda: signal.raise_signal(signal.SIGTERM)), *[Step("", int)] * 99])
        qtbot.waitUntil(lambda: walk.code == 128 + signal.SIGTERM)
        with pytest.raises(SystemExit) as heeded:
            ending.heed()
        assert heeded.value.code == 128 + signal.SIGTERM
        with pytest.raises(SystemExit):  # who asks twice won't wait
            signal.raise_signal(signal.SIGTERM)
    assert signal.getsignal(signal.SIGTERM) is handler
    walk.deleteLater()


@pytest.mark.skipif(os.name == "nt", reason="no such signal")
@pytest.mark.long
def test_a_tour_that_is_interrupted_leaves_nothing_on_the_server(
    qtbot: Any, tmp_path: Path, postgres_server: Server
) -> None:
    before = left_on(postgres_server)
    walk = begin(postgres_server, tmp_path / "out", tmp_path / "home")

    qtbot.waitUntil(lambda: left_on(postgres_server) != before, timeout=60_000)
    walk.send_signal(signal.SIGTERM)
    walk.communicate(timeout=60)
    assert walk.returncode == 128 + signal.SIGTERM
    assert left_on(postgres_server) == before
