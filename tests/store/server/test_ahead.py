"""Desks that are still running, or still started, when the server has been upgraded."""

from collections.abc import Iterator

import pytest
from sqlalchemy import insert, select, text

from thirdring.domain.errors import Refusal
from thirdring.domain.ids import new_id
from thirdring.store.address import parse_address
from thirdring.store.engine import Store, open_store
from thirdring.store.revision import GOES_ON_FROM, head, revisions
from thirdring.store.server.whole import everything
from thirdring.store.tables import Desk, StandingDue
from thirdring.store.upgrade import upgrade
from thirdring.usecases.upkeep import keep_up

pytestmark = pytest.mark.postgres


@pytest.fixture
def store(migrated_postgres_url: str) -> Iterator[Store]:
    with open_store(migrated_postgres_url) as opened:
        yield opened


def _upgraded(store: Store, works_since: str) -> None:
    """The center's administrator has brought it to a version this program has never heard of."""
    with store.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9000'"))
        connection.execute(text(f"COMMENT ON TABLE alembic_version IS 'works since {works_since}'"))


def test_the_word_left_for_older_desks_names_revisions() -> None:
    assert GOES_ON_FROM.keys() | set(GOES_ON_FROM.values()) <= set(revisions())
    assert all(since <= made for made, since in GOES_ON_FROM.items())


def test_a_desk_goes_on_when_the_newer_version_lets_it(
    store: Store, migrated_postgres_url: str
) -> None:
    assert not keep_up(store).ahead
    _upgraded(store, head())
    assert keep_up(store).ahead
    with store.begin_write() as session:
        session.execute(insert(StandingDue).values(ticket_id=new_id()))
        session.rollback()
    with open_store(migrated_postgres_url) as started_later:
        assert started_later.ahead
    for deed in (upgrade, _read_everything):
        with pytest.raises(Refusal, match="newer version"):
            deed(migrated_postgres_url)


def _read_everything(url: str) -> None:
    with everything(parse_address(url)):
        pass


def test_a_desk_that_can_not_go_on_is_told_and_writes_nothing(
    store: Store, migrated_postgres_url: str
) -> None:
    _upgraded(store, "9000")
    with pytest.raises(Refusal, match="newer version"):
        keep_up(store)
    with pytest.raises(Refusal, match="newer version"), store.begin_write():
        pytest.fail("was let in")
    with pytest.raises(Refusal, match="newer version"):
        open_store(migrated_postgres_url)


def test_a_deed_that_meets_other_tables_says_why(store: Store) -> None:
    _upgraded(store, "9000")
    with store.engine.begin() as connection:
        connection.execute(text("ALTER TABLE desks RENAME COLUMN code TO sign"))
    with pytest.raises(Refusal, match="newer version"), store.begin_read() as session:
        session.execute(select(Desk.code))
