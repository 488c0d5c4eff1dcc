"""The center's mailbox by IMAP: over real TLS, from where it was left, and never changed."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from tests.imap_peer import Peer, certificate
from tests.usecases.conftest import NOON, House
from thirdring.domain.enums import Role
from thirdring.domain.errors import NotPermitted, Refusal, Unavailable, say
from thirdring.intake.mail_account import MailAccount
from thirdring.intake.mail_server import MailServer
from thirdring.usecases.center import Center
from thirdring.usecases.fetch_mail import fetch_mail, try_mailbox
from thirdring.usecases.find_inbox import find_inbox
from thirdring.usecases.import_mail import MailReport
from thirdring.usecases.mailbox_settings import set_mailbox, show_mailbox

pytest.importorskip("cryptography", reason="makes the peer's certificate")


def message(subject: str) -> bytes:
    return f"From: a@b.cn\r\nSubject: {subject}\r\n\r\nhello\r\n".encode()


@pytest.fixture(scope="module")
def pem(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return certificate(tmp_path_factory.mktemp("tls"))


@pytest.fixture
def peer(pem: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Peer]:
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    server = Peer(pem, {3: message("three"), 5: message("five")})
    yield server
    server.close()


Fetch = Callable[..., MailReport]


@pytest.fixture
def fetch(house: House, peer: Peer) -> Fetch:
    house.owner.run(set_mailbox, "127.0.0.1", "desk", port=peer.port)
    return partial(fetch_mail, house.owner, lambda _account: "secret")


def subjects(center: Center) -> list[str]:
    return sorted(line.subject for line in center.read(find_inbox))


def test_what_is_new_comes_in_once_and_the_next_time_only_what_came_since(
    house: House, peer: Peer, fetch: Fetch
) -> None:
    assert fetch().added == 2
    (line, _) = house.owner.read(find_inbox)
    assert line.arrived_at < NOON  # the server's own date: the message has none
    peer.messages[8] = message("eight")
    again = fetch()
    assert (again.read, again.added) == (1, 1)
    assert subjects(house.owner) == ["eight", "five", "three"]
    nothing = fetch()
    assert (nothing.read, nothing.added) == (0, 0)


def test_nothing_is_changed_on_the_server(peer: Peer, fetch: Fetch) -> None:
    fetch()
    said = " ".join(peer.told)
    assert "EXAMINE" in said
    assert "BODY.PEEK[]" in said
    for verb in ("SELECT", "STORE", "EXPUNGE", "APPEND", "COPY", "MOVE", "DELETE", "BODY[]"):
        assert verb not in said


def test_when_the_server_counts_anew_everything_is_read_and_what_is_known_is_known(
    peer: Peer, fetch: Fetch
) -> None:
    fetch()
    peer.validity = 8
    again = fetch()
    assert (again.read, again.added, again.known) == (2, 0, 2)


def test_a_dry_run_reads_and_remembers_nothing(house: House, fetch: Fetch) -> None:
    assert fetch(dry_run=True).added == 2
    assert subjects(house.owner) == []
    assert fetch().added == 2


def test_what_is_too_large_is_named_and_the_rest_comes_in(peer: Peer, fetch: Fetch) -> None:
    peer.sizes[3] = 200 * 1024 * 1024
    report = fetch()
    assert (report.read, report.added) == (2, 1)
    assert [one.row for one in report.refused] == ["INBOX#3"]


def test_a_certificate_nobody_trusts_ends_it_before_the_password_is_sent(
    peer: Peer, fetch: Fetch, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "none.pem"))
    with pytest.raises(Refusal, match="isn’t trusted"):
        fetch()
    assert peer.told == []


def test_a_wrong_password_and_a_missing_folder_are_refused_in_a_sentence(
    house: House, peer: Peer, fetch: Fetch
) -> None:
    with pytest.raises(Refusal, match="check the password"):
        fetch_mail(house.owner, lambda _: "wrong")
    house.owner.run(set_mailbox, "127.0.0.1", "desk", port=peer.port, folder="Gone")
    with pytest.raises(Refusal, match="no folder Gone"):
        fetch()


@pytest.mark.parametrize("mute", ["LOGIN", "EXAMINE", "SEARCH", "RFC822.SIZE", "BODY.PEEK"])
def test_a_server_that_stops_answering_is_given_up_and_read_on_the_next_time(
    house: House, peer: Peer, fetch: Fetch, mute: str
) -> None:
    peer.mute = mute
    with pytest.raises(Unavailable):
        fetch(connect=partial(MailServer, quiet=0.2, call=0.3))
    peer.mute = ""
    assert fetch().added == 2


def test_a_line_that_breaks_inside_a_message_loses_none_and_brings_none_twice(
    house: House, peer: Peer, fetch: Fetch
) -> None:
    peer.cut = 30
    with pytest.raises(Unavailable, match="broke off"):
        fetch()
    assert subjects(house.owner) == []
    assert fetch().added == 2
    assert subjects(house.owner) == ["five", "three"]


def test_a_message_the_server_withholds_is_asked_for_again_the_next_time(
    house: House, peer: Peer, fetch: Fetch
) -> None:
    peer.refuses = "FETCH 5 (BODY"
    with pytest.raises(Unavailable, match="doesn’t give message 5"):
        fetch()
    assert subjects(house.owner) == ["three"]
    peer.refuses = ""
    assert (fetch().added, subjects(house.owner)) == (1, ["five", "three"])


def test_given_up_half_way_what_had_come_stays_and_the_rest_comes_later(
    house: House, peer: Peer, fetch: Fetch
) -> None:
    peer.messages |= {uid: message(f"more {uid}") for uid in range(10, 60)}
    steps: list[tuple[int, int]] = []

    def give_up(done: int, total: int) -> None:
        steps.append((done, total))
        if done == 40:
            raise Refusal(say("Enough."))

    with pytest.raises(Refusal, match="Enough"):
        fetch(progress=give_up)
    assert steps[-1] == (40, 52)
    assert len(subjects(house.owner)) == 39
    again = fetch()
    # Read on from the last one that was taken in, so none was asked for twice.
    assert (again.read, again.added, again.known) == (13, 13, 0)


def test_only_an_administrator_tries_a_mailbox_and_nothing_is_read(
    house: House, peer: Peer, fetch: Fetch
) -> None:
    account = MailAccount("127.0.0.1", "desk", peer.port)
    assert try_mailbox(house.owner, account, "secret") == 2
    assert "FETCH" not in " ".join(peer.told)
    told = list(peer.told)
    with pytest.raises(NotPermitted):
        try_mailbox(house.hire("boss", Role.SUPERVISOR), account, "secret")
    assert peer.told == told


def test_nobody_listens_there(house: House, peer: Peer, fetch: Fetch) -> None:
    peer.close()
    with pytest.raises(Unavailable, match=r"can’t be read"):
        fetch()


def test_only_an_administrator_says_which_mailbox_it_is(house: House) -> None:
    boss = house.hire("boss", Role.SUPERVISOR)
    with pytest.raises(NotPermitted):
        boss.run(set_mailbox, "imap.example.cn", "desk")
    with pytest.raises(Refusal, match="reads no mailbox yet"):
        fetch_mail(boss, lambda _: "")
    root = house.hire("root", Role.ADMIN)
    account = root.run(set_mailbox, "imap.example.cn", "desk")
    assert boss.read(show_mailbox) == account == MailAccount("imap.example.cn", "desk")


@pytest.mark.parametrize(
    ("host", "login", "port", "field"),
    [
        ("", "desk", 993, "host"), ("imap://x", "desk", 993, "host"), ("x", "", 993, "login"),
        ("x", "desk", 0, "port"),
    ],
)  # fmt: skip
def test_what_can_be_no_mailbox_is_refused(
    house: House, host: str, login: str, port: int, field: str
) -> None:
    with pytest.raises(Refusal) as refused:
        house.owner.run(set_mailbox, host, login, port=port)
    assert refused.value.field == field
