"""Mail is fetched from the window: the password asked for, progress shown, stopped when wanted."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from tests.imap_peer import Peer, certificate
from tests.ticket_world import World
from thirdring.ui.inbox.fetch_line import FetchLine
from thirdring.ui.runner import Runner
from thirdring.usecases.find_inbox import find_inbox
from thirdring.usecases.mailbox_settings import set_mailbox

pytest.importorskip("cryptography", reason="makes the peer's certificate")


class Fetching:
    """A line over a mailbox of forty messages, as the supervisor has it."""

    def __init__(self, world: World, peer: Peer, qtbot: Any) -> None:
        self.center, self.peer, self._qtbot = world.center("zhao"), peer, qtbot
        self.runner = Runner(self.center)
        self.said: list[str] = []
        self.line = FetchLine(self.runner)
        self.line.said.connect(self.said.append)
        qtbot.addWidget(self.line)
        self.line.begin()
        self.settle()

    def settle(self) -> None:
        self._qtbot.waitUntil(lambda: self.runner.idle, timeout=20_000)

    def answer(self, password: str) -> None:
        self._qtbot.keyClicks(self.line.password, password)
        self._qtbot.keyClick(self.line.password, Qt.Key.Key_Return)

    def mails(self) -> int:
        return len(self.center.read(find_inbox))


@pytest.fixture
def fetching(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: Any
) -> Iterator[Fetching]:
    pem = certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    peer = Peer(pem, {n: b"From: a@b.cn\r\nSubject: %d\r\n\r\nhello\r\n" % n for n in range(1, 41)})
    world.center("root").run(set_mailbox, "127.0.0.1", "service", port=peer.port)
    made = Fetching(world, peer, qtbot)
    yield made
    assert made.runner.shut_down()
    peer.close()


def test_without_a_known_password_it_is_asked_for_and_then_mail_comes_in(
    fetching: Fetching,
) -> None:
    line = fetching.line
    assert not line.password.isHidden()
    assert line.words.text() == "Password of service on 127.0.0.1"
    fetching.answer("secret")
    assert line.password.isHidden()
    fetching.settle()
    assert (fetching.mails(), fetching.said) == (40, ["40 new mails."])
    assert line.isHidden()
    assert line.password.text() == ""


def test_what_goes_wrong_stands_there_until_it_is_put_away(fetching: Fetching, qtbot: Any) -> None:
    fetching.answer("wrong")
    fetching.settle()
    line = fetching.line
    assert line.words.text() == "127.0.0.1 refuses the login service: check the password."
    assert not line.isHidden()
    qtbot.mouseClick(line.stop, Qt.MouseButton.LeftButton)
    assert line.isHidden()


def test_a_keyring_that_keeps_nothing_is_told_of(fetching: Fetching) -> None:
    fetching.line.keep.setChecked(True)
    fetching.answer("secret")
    fetching.settle()
    assert fetching.said == [
        "40 new mails. There is no keyring here: the password is asked for each time."
    ]


def test_stopped_it_keeps_what_came_and_goes_on_from_there(fetching: Fetching, qtbot: Any) -> None:
    fetching.answer("secret")
    qtbot.mouseClick(fetching.line.stop, Qt.MouseButton.LeftButton)
    fetching.settle()
    came = fetching.mails()
    assert came < 40
    assert fetching.line.words.text().startswith("Stopped.")
    fetching.line.begin()
    fetching.settle()
    fetching.answer("secret")
    fetching.settle()
    assert (fetching.mails(), fetching.said) == (40, [f"{40 - came} new mails."])


def test_a_server_that_goes_away_is_told_of_and_the_line_stays(fetching: Fetching) -> None:
    fetching.peer.close()
    fetching.answer("secret")
    fetching.settle()
    assert "127.0.0.1" in fetching.line.words.text()
    assert not fetching.line.isHidden()
