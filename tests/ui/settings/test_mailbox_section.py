"""The center's mailbox is set and tried by an administrator (D13); its password is in no database."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtTest import QTest

from tests.imap_peer import Peer, certificate
from tests.ticket_world import World
from tests.ui.clipping import cut_off
from thirdring.intake.mail_account import MailAccount
from thirdring.usecases.mailbox_settings import show_mailbox

pytest.importorskip("cryptography", reason="makes the peer's certificate")
Open = Callable[[str], Any]


@pytest.fixture
def peer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Peer]:
    pem = certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    made = Peer(pem, {3: b"From: a@b.cn\r\n\r\nhello\r\n"})
    yield made
    made.close()


def fill(section: Any, peer: Peer, password: str) -> None:
    for line, text in (
        (section.host, "127.0.0.1"), (section.port, str(peer.port)), (section.login, "service"),
        (section.password, password),
    ):  # fmt: skip
        line.selectAll()
        QTest.keyClicks(line, text)


def test_it_is_tried_before_it_is_saved(open_settings: Open, world: World, peer: Peer) -> None:
    seen = open_settings("root")
    section = seen.section("mailbox")
    fill(section, peer, "secret")
    section.test.click()
    seen.settle()
    assert section.note.text() == "It works: 1 message is in the folder."
    assert world.center("root").read(show_mailbox) is None
    section.save.click()
    seen.settle()
    assert world.center("root").read(show_mailbox) == MailAccount("127.0.0.1", "service", peer.port)
    assert seen.said == ["Saved. There is no keyring here: the password is asked for each time."]
    assert section.password.text() == ""


def test_what_is_wrong_stands_beside_its_field(open_settings: Open, peer: Peer) -> None:
    seen = open_settings("root")
    section = seen.section("mailbox")
    section.save.click()
    assert section.fields["host"].note.problem == "Name the mail server, such as imap.example.com."
    fill(section, peer, "wrong")
    section.test.click()
    seen.settle()
    assert "check the password" in section.fields["login"].note.problem
    section.port.setText("99x")
    section.test.click()
    assert section.fields["port"].note.problem == "A port is a number from 1 to 65535."


def test_who_does_not_manage_the_center_finds_no_such_section(open_settings: Open) -> None:
    assert "mailbox" not in open_settings("zhao").screen.sections


def test_words_follow_the_language_and_nothing_is_cut(look: float, open_settings: Open) -> None:
    seen = open_settings("root")
    seen.section("mailbox")
    assert cut_off(seen.screen) == []
