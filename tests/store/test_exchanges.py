"""How often a deed waits for a server: each time costs a way there and back, on a line of a house as
much as the deed itself.
"""

import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from urllib.parse import urlsplit

import pytest
from sqlalchemy import literal, select
from sqlalchemy.exc import DataError, IntegrityError

from tests.tcp_proxy import TcpProxy
from thirdring.store.engine import Store, open_store
from thirdring.store.tables import Event, Setting

pytestmark = pytest.mark.postgres
NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)


class Line:
    """A store, and what goes to its server: `sent`, each a piece that is waited for."""

    def __init__(self, store: Store, sent: list[bytes]) -> None:
        self.store, self.sent = store, sent

    def save(self, actor_id: uuid.UUID | None = None) -> None:
        """Look something up, then leave an event."""
        with self.store.begin_write() as session:
            session.connection().execute(select(Setting.value).where(Setting.key == "company"))
            session.add_row(
                Event, id=uuid.uuid4(), at=NOW, actor_id=actor_id, verb="said",
                subject_kind="staff", subject_id=uuid.uuid4(), ticket_id=None, detail={},
            )  # fmt: skip
            session.info["touched"] = {"staff"}

    def events(self) -> int:
        with self.store.begin_read() as session:
            return len(session.scalars(select(Event.id)).all())


@pytest.fixture
def line(migrated_postgres_url: str) -> Iterator[Line]:
    sent: list[bytes] = []
    there = urlsplit(migrated_postgres_url)
    with (
        TcpProxy((there.hostname or "", there.port or 0), when=sent.append) as proxy,
        open_store(proxy.url(migrated_postgres_url)) as store,
    ):
        yield Line(store, sent)


def test_the_begin_goes_with_the_first_statement_and_the_rows_with_the_commit(line: Line) -> None:
    for _ in range(6):  # by then the driver has had its statements prepared
        line.save()
    line.sent.clear()
    line.save()
    asked, settled, rest = line.sent
    assert b"BEGIN" in asked
    assert b"COMMIT" not in settled  # what was touched of the month's counts; nothing was
    assert b"said" in rest
    assert b"COMMIT" in rest
    assert line.events() == 7


def test_what_a_server_refuses_of_it_is_raised_and_the_next_deed_goes_on(line: Line) -> None:
    nobody = uuid.uuid4()
    with pytest.raises(IntegrityError):
        line.save(nobody)
    line.save()
    assert line.events() == 1


def test_a_first_statement_that_is_refused_leaves_nothing_behind(line: Line) -> None:
    def divide() -> None:
        with line.store.begin_write() as session:
            session.connection().execute(select(literal(1) / literal(0)))

    with pytest.raises(DataError):
        divide()
    line.save()
    assert line.events() == 1
