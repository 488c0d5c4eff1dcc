"""What `db info` tells, with exactly its keys."""

from dataclasses import asdict
from pathlib import Path

from tests.store.population import ROWS, populate
from thirdring.store import encryption
from thirdring.store.engine import Store, open_store
from thirdring.store.info import info
from thirdring.store.revision import head
from thirdring.store.tables import Base
from thirdring.store.upkeep import tidy

KEYS = [
    "url", "engine", "engine_version", "driver", "revision", "encrypted", "journal_mode",
    "synchronous", "tables",
]  # fmt: skip


def test_both_engines_tell_the_same_keys(store: Store) -> None:
    with store.engine.begin() as connection:
        populate(connection)
    found = asdict(info(store))
    assert list(found) == KEYS
    assert found["engine"] == store.address.kind.value
    assert found["revision"] == head()
    assert found["tables"] == {t.name: ROWS for t in Base.metadata.sorted_tables}
    assert found["encrypted"] is False


def test_of_a_file(filled: Path) -> None:
    key = encryption.turn_on(str(filled))
    with open_store(str(filled), key) as store:
        found = info(store)
    assert found.url == f"sqlite:///{filled}"
    assert (found.journal_mode, found.synchronous, found.encrypted) == ("wal", "full", True)
    assert found.driver.startswith("sqlcipher3 ")
    assert tuple(map(int, found.engine_version.split("."))) >= (3, 51, 3)


def test_of_a_server_without_its_password(postgres_url: str) -> None:
    from thirdring.store.upgrade import upgrade

    upgrade(postgres_url)
    with open_store(postgres_url) as store:
        found = info(store)
    assert ":***@" in found.url
    assert found.driver.startswith("psycopg 3")
    assert int(found.engine_version.split(".")[0]) >= 14
    assert found.journal_mode in {"minimal", "replica", "logical"}


def test_tidying_finishes_and_changes_no_answer(store: Store) -> None:
    with store.engine.begin() as connection:
        populate(connection)
    rounds = 1
    while tidy(store):
        rounds += 1
        assert rounds < 50
    tables = info(store).tables
    tables.pop("standings_due")  # what triggers noted of complaints is settled with any write
    assert tables == {t.name: ROWS for t in Base.metadata.sorted_tables if t.name in tables}
