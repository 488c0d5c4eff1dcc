"""Mail servers as they may be: each ends with one sentence, and none is told more than it should."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.imap_peer import Peer, certificate
from thirdring.domain.errors import Refusal, ThirdRingError, Unavailable
from thirdring.i18n import render
from thirdring.intake.mail_account import MailAccount
from thirdring.intake.mail_boxes import NoMail
from thirdring.intake.mail_server import MailServer

pytest.importorskip("cryptography", reason="makes the peer's certificate")
QUIET = 0.3
SECRET = "secret"
Listen = Callable[..., Peer]


@pytest.fixture(scope="module")
def pem(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return certificate(tmp_path_factory.mktemp("tls"))


@pytest.fixture
def listen(pem: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Listen]:
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    peers: list[Peer] = []

    def start(own: Path = pem, **traits: Any) -> Peer:
        peers.append(Peer(own, {3: b"From: a@b.cn\r\n\r\nhello\r\n"}, **traits))
        return peers[-1]

    yield start
    for peer in peers:
        peer.close()


def read(peer: Peer, password: str = SECRET, **account: Any) -> list[Any]:
    whole = MailAccount("127.0.0.1", account.pop("login", "desk"), peer.port, **account)
    with MailServer(whole, password, quiet=QUIET, call=2 * QUIET) as server:
        return [found for _position, found in server.new_since(None)]


@pytest.mark.parametrize(
    ("traits", "kind", "sentence"),
    [
        ({"plain": True}, Unavailable, "doesn’t speak TLS on port"),
        ({"greeting": b"* BYE too many\r\n"}, Unavailable, "turns us away (too many)"),
        ({"greeting": b"HTTP/1.1 400 Bad Request\r\n\r\n"}, Unavailable, "no mail server"),
        ({"greeting": bytes(range(128, 256)) + b"\r\n"}, Unavailable, "no mail server"),
        ({"greeting": b"* OK " + b"x" * 200_000}, Unavailable, "doesn’t answer"),
        ({"cut": 30}, Unavailable, "broke off"),
        ({"announces": 10**15}, Unavailable, "broke off"),
        ({"announces": 2**70}, Unavailable, "broke off"),
        ({"announces": 4_000}, Unavailable, "doesn’t answer"),
        ({"refuses": "BODY.PEEK"}, Unavailable, "doesn’t give message 3"),
        ({"refuses": "LOGIN"}, Refusal, "check the password"),
    ],
)
def test_each_ends_with_a_sentence(
    listen: Listen, traits: dict[str, Any], kind: type[ThirdRingError], sentence: str
) -> None:
    with pytest.raises(kind) as refused:
        read(listen(**traits))
    said = render(refused.value)
    assert sentence in said
    assert "\n" not in said
    assert "b'" not in said


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.2"])
def test_neither_a_strange_certificate_nor_somebody_elses_is_trusted(
    listen: Listen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, host: str
) -> None:
    other = certificate(tmp_path, host)
    if host != "127.0.0.1":  # trusted, but another server's
        monkeypatch.setenv("SSL_CERT_FILE", str(other))
    peer = listen(other)
    with pytest.raises(Refusal, match="isn’t trusted"):
        read(peer)
    assert peer.told == []


@pytest.mark.parametrize("password", ["密码", "grün", 'a "quoted" one', "back\\slash"])
def test_any_letters_may_be_in_a_password(listen: Listen, password: str) -> None:
    said = password.replace("\\", "\\\\").replace('"', '\\"') if password.isascii() else password
    peer = listen(password=said)
    assert len(read(peer, password)) == 1
    with pytest.raises(Refusal, match="check the password"):
        read(peer, password + "é")


@pytest.mark.parametrize(
    ("login", "password"), [("desk", 'secret"\r\nA9 DELETE INBOX'), ("desk\nA9 NOOP", "secret")]
)
def test_a_line_break_in_login_or_password_never_reaches_the_server(
    listen: Listen, login: str, password: str
) -> None:
    peer = listen()
    with pytest.raises(Refusal, match="one line"):
        read(peer, password, login=login)
    assert peer.told == []


def test_a_folder_of_any_name_is_opened_as_the_wire_has_it(listen: Listen) -> None:
    peer = listen(folders=("&W6JiN2dlT+E-",))
    assert len(read(peer, folder="客户来信")) == 1
    for folder in ("&bad-&&", 'a"b', "a\r\nA1 DELETE INBOX"):
        with pytest.raises(Refusal, match="no folder"):
            read(listen(folders=("nothing like it",)), folder=folder)
    assert not [line for one in (peer,) for line in one.told if line.startswith("DELETE")]


def test_thousands_are_read_each_once_and_a_huge_one_is_left_and_named(listen: Listen) -> None:
    peer = listen(sizes={7: 2**60})
    peer.messages |= {uid: b"From: a@b.cn\r\n\r\n%d" % uid for uid in range(4, 1_004)}
    found = read(peer)
    left = [one for one in found if isinstance(one, NoMail)]
    assert (len(found), [one.where for one in left]) == (1_001, ["INBOX#7"])
    raws = {one.raw for one in found if not isinstance(one, NoMail)}
    assert len(raws) == 1_000
