"""Which connections may be made at all (H5)."""

from pathlib import Path
from typing import Any

import pytest

from thirdring.domain.errors import Refusal
from thirdring.store.address import parse_address
from thirdring.store.server.transport import is_local, secured


@pytest.fixture(autouse=True)
def nothing_of_ones_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """libpq's own settings of whoever runs the tests."""
    for name in ("PGSSLMODE", "PGSSLROOTCERT", "PGHOST", "PGHOSTADDR", "PGSERVICE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))


@pytest.mark.parametrize(
    "given",
    [
        {}, {"host": "localhost"}, {"host": "127.0.0.1"}, {"host": "127.8.9.1"}, {"host": "::1"},
        {"host": "/var/run/postgresql"}, {"host": "@thirdring"}, {"host": "localhost,127.0.0.1"},
        {"host": "localhost", "hostaddr": "::1"}, {"hostaddr": "127.0.0.1"},
        {"host": "localhost", "hostaddr": "127.0.0.1", "service": "center"},
    ],
)  # fmt: skip
def test_h5_what_stays_on_this_machine_may_be_plain(given: dict[str, Any]) -> None:
    assert is_local(given)
    assert "sslmode" not in secured(given, allow_plain=False)
    assert secured({**given, "sslmode": "disable"}, allow_plain=False)["sslmode"] == "disable"


@pytest.mark.parametrize(
    "given",
    [
        {"host": "db.example.com"}, {"host": "192.168.1.20"}, {"host": "localhost,192.168.1.20"},
        {"host": "localhost.example.com"}, {"hostaddr": "10.0.0.1"}, {"host": "fe80::1"},
        {"service": "center"}, {"host": "localhost", "service": "center"},
        {"hostaddr": "127.0.0.1", "service": "center"},
        {"host": "db.example.com", "hostaddr": "127.0.0.1"},
        {"host": "localhost,db.example.com", "hostaddr": "127.0.0.1,127.0.0.1"},
        {"host": "localhost", "hostaddr": "10.0.0.1"},
    ],
)  # fmt: skip
def test_h5_another_machine_is_checked_by_its_certificate(given: dict[str, Any]) -> None:
    assert not is_local(given)
    made = secured(given, allow_plain=False)
    assert made["sslmode"] == "verify-full"
    assert made["sslrootcert"] == "system" or Path(made["sslrootcert"]).is_file()
    for mode in ("disable", "allow", "prefer"):
        with pytest.raises(Refusal, match="--allow-plain") as refused:
            secured({**given, "sslmode": mode}, allow_plain=False)
        assert refused.value.rule == "H5"
        assert secured({**given, "sslmode": mode}, allow_plain=True)["sslmode"] == mode


def test_h5_a_host_of_the_environment_is_judged_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGHOST", "db.example.com")
    assert not is_local({})
    monkeypatch.setenv("PGSSLMODE", "prefer")
    with pytest.raises(Refusal):
        secured({}, allow_plain=False)
    monkeypatch.setenv("PGHOST", "localhost")
    assert is_local({})
    assert not is_local({"service": "center"})  # what its file says goes before the environment
    monkeypatch.setenv("PGHOSTADDR", "10.0.0.1")
    assert not is_local({})


def test_ones_own_authority_is_kept() -> None:
    made = secured({"host": "db", "sslrootcert": "/ours.pem"}, allow_plain=False)
    assert (made["sslmode"], made["sslrootcert"]) == ("verify-full", "/ours.pem")
    assert "sslrootcert" not in secured({"host": "db", "sslmode": "require"}, allow_plain=False)


def test_h5_no_server_may_ask_for_the_password_itself() -> None:
    assert secured({}, allow_plain=True)["require_auth"] == "!password,!md5"
    assert secured({"require_auth": "scram-sha-256"}, allow_plain=True)["require_auth"] == (
        "scram-sha-256"
    )


def test_plain_is_allowed_by_name_in_the_address_or_the_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    by_name = parse_address("postgresql://db/center?allow_plain=1&sslmode=prefer")
    assert by_name.allow_plain
    assert by_name.conninfo == "postgresql://db/center?sslmode=prefer"
    assert not parse_address("postgresql://db/center?sslmode=prefer").allow_plain
    monkeypatch.setenv("THIRDRING_ALLOW_PLAIN", "1")
    assert parse_address("postgresql://db/center").allow_plain


def test_an_address_for_another_login_keeps_the_rest() -> None:
    address = parse_address("postgresql://lan:hush@h1:5433,h2/my%20db?sslmode=require")
    other = address.as_login("李娜@x", "a:b/c")
    assert other.conninfo == (
        "postgresql://%E6%9D%8E%E5%A8%9C%40x@h1:5433,h2/my%20db?sslmode=require"
    )
    assert (other.login, other.password, other.database) == ("李娜@x", "a:b/c", "my db")
    assert "a:b/c" not in repr(other)
    assert address.in_database("postgres").conninfo == (
        "postgresql://lan@h1:5433,h2/postgres?sslmode=require"
    )
    assert address.in_database("postgres").password == "hush"
