"""Databases in the states the store's tests start from."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.store.population import populate
from thirdring.store.engine import Store, open_store
from thirdring.store.upgrade import upgrade


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the embedded database file of the test is."""
    return tmp_path / "center.db"


@pytest.fixture
def made(path: Path) -> Path:
    """An embedded database with no rows yet."""
    upgrade(str(path))
    return path


@pytest.fixture
def filled(made: Path) -> Path:
    """An embedded database with rows in every table, closed."""
    with open_store(str(made)) as store, store.engine.begin() as connection:
        populate(connection)
    return made


@pytest.fixture
def store(migrated_url: str) -> Iterator[Store]:
    """An open, empty center on each engine."""
    with open_store(migrated_url) as opened:
        yield opened
