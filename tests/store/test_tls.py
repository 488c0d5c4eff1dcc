"""Over TLS to a PostgreSQL of the system's, which is an older one too (H5).

The one out of a wheel has no TLS. `scripts/test.py --system-postgres` installs one on Debian.
"""

import json
import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.imap_peer import certificate
from tests.postgres import Server, installed
from thirdring.cli.main import main
from thirdring.domain.errors import Refusal, Unavailable
from thirdring.store.engine import open_store
from thirdring.store.upgrade import upgrade

pytest.importorskip("cryptography", reason="makes the server's certificate")
pytestmark = pytest.mark.postgres
NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)


def _own_address() -> str:
    """An address of this machine that isn't loopback; nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        try:
            asked.connect(("192.0.2.1", 9))
        except OSError:
            return "127.0.0.1"
        return str(asked.getsockname()[0])


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    binaries, host = installed(), _own_address()
    if binaries is None:
        pytest.skip("no PostgreSQL of the system's (scripts/test.py --system-postgres)")
    if host.startswith("127."):
        pytest.skip("this machine has no address but its own loopback")
    made = Server(
        binaries=binaries, certificate=certificate(tmp_path_factory.mktemp("tls"), host), host=host
    )
    made.start()
    yield made
    made.remove()


def _url(server: Server, host: str, database: str = "center", **parameters: str) -> str:
    question = "&".join(f"{name}={value}" for name, value in parameters.items())
    return (
        f"postgresql://postgres:{server.password}@{host}:{server.port}/{database}"
        + (f"?{question}" if question else "")
    )  # fmt: skip


def test_h5_a_server_is_trusted_by_its_certificate_only(server: Server) -> None:
    assert server.certificate is not None
    upgrade(_url(server, server.host, "postgres", sslrootcert=str(server.certificate)))
    url = _url(server, server.host, "postgres", sslrootcert=str(server.certificate))
    with open_store(url) as store, store.engine.connect() as connection:
        assert connection.connection.driver_connection.pgconn.ssl_in_use  # type: ignore[union-attr]
        assert not store.plain
    with pytest.raises(Unavailable, match="can't prove who it is"):
        open_store(_url(server, server.host, "postgres"))
    with pytest.raises(Unavailable, match="certificate can't be read"):
        open_store(_url(server, server.host, "postgres", sslrootcert="/nowhere.pem"))


def test_h5_through_a_relay_on_this_machine_a_server_proves_its_name_as_well(
    server: Server, tmp_path: Path
) -> None:
    """It listens on loopback too, as the end of a tunnel would."""
    own, other = str(server.certificate), str(certificate(tmp_path, "127.0.0.1"))
    relayed = {"hostaddr": "127.0.0.1", "sslrootcert": own}
    with open_store(_url(server, server.host, "postgres", **relayed)) as store:
        assert not store.plain
        with store.engine.connect() as connection:
            raw = connection.connection.driver_connection
            assert raw.pgconn.ssl_in_use  # type: ignore[union-attr]
    with pytest.raises(Unavailable, match="can't prove who it is"):
        open_store(_url(server, server.host, "postgres", **relayed | {"sslrootcert": other}))
    with pytest.raises(Refusal, match="--allow-plain"):
        open_store(_url(server, server.host, "postgres", **relayed, sslmode="prefer"))


def test_h5_another_servers_certificate_is_not_taken(server: Server, tmp_path: Path) -> None:
    other = certificate(tmp_path, "127.0.0.1")
    with pytest.raises(Unavailable, match="can't prove who it is"):
        open_store(_url(server, server.host, "postgres", sslrootcert=str(other)))
    own = str(server.certificate)
    with pytest.raises(Unavailable, match="can't prove who it is"):
        open_store(_url(server, "127.0.0.1", "postgres", sslmode="verify-full", sslrootcert=own))


def test_h5_a_certificate_that_has_run_out_is_not_taken(server: Server, tmp_path: Path) -> None:
    assert server.certificate is not None
    good, old = server.certificate.read_bytes(), certificate(tmp_path, server.host, days=-1)
    server.stop()
    server.certificate.write_bytes(old.read_bytes())
    server.run()
    try:
        with pytest.raises(Unavailable, match="can't prove who it is"):
            open_store(_url(server, server.host, "postgres", sslrootcert=str(old)))
    finally:
        server.stop()
        server.certificate.write_bytes(good)
        server.run()


def test_h5_plain_connections_are_made_when_allowed_and_warned_of(
    server: Server, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("THIRDRING_LANGUAGE", "en")
    plain = _url(server, server.host, "plain", sslmode="disable")
    with pytest.raises(Refusal, match="--allow-plain"):
        open_store(plain)
    assert main(["--db", plain, "server", "check"]) == 1
    assert main(["--db", plain, "--allow-plain", "server", "init", "--company", "C", "--login",
                 "wen", "--language", "en", "--format", "json"]) == 0  # fmt: skip
    made = json.loads(capsys.readouterr().out)
    with open_store(plain + "&allow_plain=1") as store:
        assert store.plain
    monkeypatch.setenv("THIRDRING_PASSWORD", made["password"])
    assert main(["--db", plain, "--allow-plain", "--as", "wen", "staff", "list"]) == 0
    assert "is not encrypted" in capsys.readouterr().err
    with open_store(plain.replace(server.host, "127.0.0.1")) as store:
        assert not store.plain  # it never leaves this machine


def test_a_center_on_an_older_server(
    server: Server, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The oldest version there is, with its own ways of giving memberships."""
    monkeypatch.setenv("THIRDRING_LANGUAGE", "en")
    url = _url(server, server.host, sslrootcert=str(server.certificate))

    def told(*command: str, login: str = "") -> Any:
        capsys.readouterr()
        who = ["--as", login] if login else []
        code = main(["--db", url, *who, "--format", "json", *command])
        said = capsys.readouterr()
        assert code == 0, said.err
        return json.loads(said.out)

    first = told("server", "init", "--company", "C", "--login", "han")
    report = told("server", "check")
    assert report["ok"], report
    assert next(one for one in report["checks"] if one["check"] == "tls")["state"] == "good"
    monkeypatch.setenv("THIRDRING_PASSWORD", first["password"])
    added = told(
        "server", "add-user", "--login", "lin", "--name", "L", "--role", "agent", login="han"
    )
    monkeypatch.setenv("THIRDRING_PASSWORD", added["password"])
    assert [one["login"] for one in told("staff", "list", login="lin")] == ["han", "lin"]
    monkeypatch.setenv("THIRDRING_PASSWORD", first["password"])
    assert not told("server", "remove-user", "lin", login="han")["active"]
    assert told("server", "init")["roles_made"] == []
