"""Which database a text names, and that no message ever shows its password."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thirdring.domain.errors import Refusal
from thirdring.store.address import EngineKind, parse_address, without_password


def test_nothing_named_is_the_users_own_file(home: Path) -> None:
    for text in (None, "", "  "):
        address = parse_address(text)
        assert address.kind is EngineKind.SQLITE
        assert address.path == home / "center.db"


def test_the_systems_data_folder_without_a_home_of_our_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("THIRDRING_HOME")
    path = parse_address(None).file
    assert path.name == "center.db"
    assert path.parent.name == "thirdring"
    assert path.is_absolute()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("/data/center.db", "/data/center.db"),
        ("sqlite:////data/center.db", "/data/center.db"),
        ("sqlite:////data/a%20b.db", "/data/a b.db"),
        ("/data/../data/中心 1.db", "/data/中心 1.db"),
    ],
)
def test_a_file_by_path_or_url(text: str, expected: str) -> None:
    assert parse_address(text).path == Path(expected)


def test_relative_paths_are_taken_from_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert parse_address("a.db").path == tmp_path / "a.db"
    assert parse_address("sqlite:///a.db").path == tmp_path / "a.db"


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="is a folder"):
        parse_address(str(tmp_path))


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg", "PostgreSQL"])
def test_a_server_by_any_of_its_schemes(scheme: str) -> None:
    address = parse_address(f"{scheme}://lan:secret@host:5432/center?sslmode=require")
    assert address.kind is EngineKind.POSTGRESQL
    assert address.conninfo == "postgresql://lan:secret@host:5432/center?sslmode=require"
    assert address.shown == "postgresql://lan:***@host:5432/center?sslmode=require"
    with pytest.raises(Refusal, match="is a server, not a file"):
        _ = address.file


@pytest.mark.parametrize(
    "text",
    [
        "mysql://u:hush@h/d", "sqlite://", "sqlite:///", "sqlite:///:memory:", ":memory:",
        "sqlite:///a.db?mode=ro", "sqlite:a.db", "file:///a.db", "a\0b.db",
        "postgresql+asyncpg://u:hush@h/d", "mysql://u:hu/hush@h/d",
    ],
)  # fmt: skip
def test_anything_else_is_refused_without_its_password(text: str) -> None:
    with pytest.raises(Refusal, match="not understood") as refused:
        parse_address(text)
    assert "hush" not in str(refused.value)
    assert "\0" not in str(refused.value)


PASSWORDS = st.text(
    st.characters(codec="utf-8", exclude_characters="@:/?#&", exclude_categories=["Cc", "Cs"]),
    min_size=4,
).filter(lambda p: p == p.strip() and p not in "postgresql://lan:***@host/center?password=***")


@given(PASSWORDS)
def test_no_password_is_ever_shown(password: str) -> None:
    for url in (
        f"postgresql://lan:{password}@host/center",
        f"postgresql://lan@host/center?password={password}",
        f"postgresql://host/center?user=lan&PASSWORD={password}&sslmode=require",
    ):
        address = parse_address(url)
        assert address.conninfo == url
        assert password not in address.shown
        assert password not in repr(address)
        assert password not in str(address)


def test_a_password_that_breaks_the_address_is_not_shown_either() -> None:
    assert without_password("postgresql://lan:a/b?c#d@e@host/center") == (
        "postgresql://lan:***@host/center"
    )


def test_a_text_without_a_password_stays_as_it_is() -> None:
    for text in ("postgresql://lan@host/center", "/data/a:b@c.db", "postgresql:///center"):
        assert without_password(text) == text
