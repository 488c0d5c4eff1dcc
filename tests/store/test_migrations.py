"""From nothing to this program's tables and back, on both engines, on empty and on full tables."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, NullPool, create_engine, func, inspect, select, text
from sqlcipher3 import dbapi2

from tests.store.population import ROWS, populate
from tests.store.schema import schema
from thirdring.domain.errors import Message, Refusal, Unavailable
from thirdring.resources import migrations
from thirdring.store.address import parse_address
from thirdring.store.engine import open_store
from thirdring.store.revision import head, revisions
from thirdring.store.tables import Base
from thirdring.store.upgrade import downgrade, upgrade


@pytest.fixture
def plain_engine(database_url: str) -> Iterator[Engine]:
    """An engine made by SQLAlchemy alone, to look at what our own code left."""
    address = parse_address(database_url)
    if address.path is not None:
        path = address.path
        engine = create_engine(
            "sqlite://", module=dbapi2, creator=lambda: dbapi2.connect(path), poolclass=NullPool
        )
    else:
        engine = create_engine(database_url, poolclass=NullPool)
    yield engine
    engine.dispose()


def _start_anew(engine: Engine, url: str) -> None:
    path = parse_address(url).path
    if path is not None:
        path.unlink(missing_ok=True)
        return
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))


def test_migrated_tables_are_the_declared_ones(database_url: str, plain_engine: Engine) -> None:
    Base.metadata.create_all(plain_engine)
    with plain_engine.connect() as connection:
        declared = schema(connection)
    _start_anew(plain_engine, database_url)

    upgrade(database_url)

    with plain_engine.connect() as connection:
        assert schema(connection) == declared


def test_autogenerate_finds_no_difference(database_url: str, plain_engine: Engine) -> None:
    upgrade(database_url)
    with plain_engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "compare_server_default": True,
                "include_object": lambda _t, name, kind, *_: (
                    not (kind == "table" and name.startswith("ticket_search"))
                ),
            },
        )
        assert compare_metadata(context, Base.metadata) == []


def test_up_and_down_leave_nothing(database_url: str, plain_engine: Engine) -> None:
    upgrade(database_url)
    downgrade(database_url)
    with plain_engine.connect() as connection:
        assert set(inspect(connection).get_table_names()) <= {"alembic_version"}
        left = schema(connection)
    assert not any(left.values())


def test_up_and_down_and_up_on_full_tables(database_url: str, plain_engine: Engine) -> None:
    upgrade(database_url)
    with open_store(database_url) as store, store.engine.begin() as connection:
        expected = populate(connection)
    assert upgrade(database_url).changed is False
    with plain_engine.connect() as connection:
        for table in Base.metadata.sorted_tables:
            count = connection.execute(select(func.count()).select_from(table)).scalar_one()
            assert count == expected[table.name] == ROWS

    downgrade(database_url)
    assert upgrade(database_url).before is None

    with open_store(database_url) as store, store.engine.begin() as connection:
        assert populate(connection) == expected


def test_each_revision_goes_down_from_full_tables(database_url: str) -> None:
    upgrade(database_url)
    with open_store(database_url) as store, store.engine.begin() as connection:
        populate(connection)
    for revision in [*reversed(revisions()[:-1]), "base"]:
        downgrade(database_url, revision)
    assert upgrade(database_url).after == head()


def test_the_head_read_from_file_names_is_alembics() -> None:
    config = Config()
    config.set_main_option("script_location", str(migrations()))
    scripts = ScriptDirectory.from_config(config)
    assert scripts.get_heads() == [head()]
    assert sorted(s.revision for s in scripts.walk_revisions()) == list(revisions())


def test_a_newer_database_is_refused(database_url: str, plain_engine: Engine) -> None:
    upgrade(database_url)
    with plain_engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        if connection.dialect.name == "postgresql":  # what this program said of its own tables
            connection.execute(text("COMMENT ON TABLE alembic_version IS 'works since 9999'"))
    for deed in (upgrade, open_store):
        with pytest.raises(Refusal, match="newer version of Third Ring"):
            deed(database_url)


def test_a_revision_that_starts_with_a_known_one_is_newer_too(
    database_url: str, plain_engine: Engine
) -> None:
    upgrade(database_url)
    with plain_engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0001_x'"))
    with pytest.raises(Refusal, match="newer version"):
        upgrade(database_url)


def test_another_programs_database_is_refused(database_url: str, plain_engine: Engine) -> None:
    with plain_engine.begin() as connection:
        connection.execute(text("CREATE TABLE recipes (title TEXT)"))
    for deed in (upgrade, open_store):
        with pytest.raises(Refusal, match="another program's data"):
            deed(database_url)
    with plain_engine.connect() as connection:
        assert inspect(connection).get_table_names() == ["recipes"]


def test_an_empty_database_is_not_opened(postgres_url: str) -> None:
    with pytest.raises(Unavailable, match="thirdring server init"):
        open_store(postgres_url)


def test_a_new_file_is_for_its_owner_alone(path: Path) -> None:
    upgrade(str(path))
    assert path.stat().st_mode & 0o077 == 0


def test_what_is_done_is_told(path: Path) -> None:
    told: list[Message] = []
    done = upgrade(str(path), progress=told.append)
    assert (done.before, done.after, done.backup) == (None, head(), None)
    assert [str(m) for m in told] == [f"Creating sqlite:///{path}."]
    assert upgrade(str(path), progress=told.append).changed is False
    assert len(told) == 1
