"""What a commit tells of the rows it wrote: their tables, and what they are about."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from queue import SimpleQueue
from typing import Any

import pytest
from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from tests.ticket_world import World, add_tickets, make_world, ticket_row
from thirdring.domain.changes import Change, about
from thirdring.domain.ids import new_id
from thirdring.store.announce import NOBODY, touched
from thirdring.store.change_feed import ChangeFeed
from thirdring.store.engine import Store, open_store
from thirdring.store.tables import Customer, CustomerNumber, Ticket

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
PATIENCE = 20.0
Told = SimpleQueue[Change]


def customer(name: str = "王雅琴") -> Customer:
    return Customer(id=new_id(), name=name, created_at=NOW)


@contextmanager
def told_of(store: Store) -> Iterator[Told]:
    told: Told = SimpleQueue()
    feed = ChangeFeed(store, told.put, every_seconds=0.5)
    feed.start()
    yield told
    feed.stop()


def topics(told: Told) -> frozenset[str] | None:
    return told.get(timeout=PATIENCE).topics


@pytest.fixture
def store(migrated_postgres_url: str) -> Iterator[Store]:
    with open_store(migrated_postgres_url) as made:
        yield made


@pytest.fixture
def world(store: Store) -> World:
    made = make_world(store)
    with store.begin_write() as session:
        add_tickets(session, [ticket_row(made, 1, owner_id=made.staff["zhao"])])
    return made


def test_rows_of_the_session_are_told_with_what_they_are_about(store: Store) -> None:
    one = customer()
    with told_of(store) as told:
        with store.begin_write() as session:
            session.add(one)
        assert topics(told) == frozenset({about("customers", one.id)})
        with store.begin_write() as session:
            session.get_one(Customer, one.id).name = "王小琴"
        assert topics(told) == frozenset({about("customers", one.id)})
        with store.begin_write() as session:
            session.delete(session.get_one(Customer, one.id))
        assert topics(told) == frozenset({about("customers", one.id)})


def test_a_ticket_that_changes_hands_is_about_both(store: Store, world: World) -> None:
    zhao, lin = world.staff["zhao"], world.staff["lin"]
    with told_of(store) as told:
        with store.begin_write() as session:
            ticket = session.scalars(select(Ticket)).one()
            ticket.owner_id = lin
        found = topics(told)
    assert found is not None
    assert {about("tickets", one) for one in (ticket.id, zhao, lin)} <= found
    assert "tickets" not in found


def test_rows_inserted_at_once_are_told_each(store: Store) -> None:
    one, other = customer(), customer()
    rows: list[dict[str, Any]] = [
        {"id": row.id, "name": row.name, "created_at": NOW} for row in (one, other)
    ]
    with told_of(store) as told:
        with store.begin_write() as session:
            session.connection().execute(insert(Customer), rows)
        assert topics(told) == frozenset({about("customers", one.id), about("customers", other.id)})


def test_what_is_about_nobody_is_told_as_that(store: Store, world: World) -> None:
    with told_of(store) as told:
        with store.begin_write() as session:
            session.scalars(select(Ticket)).one().owner_id = None
        found = topics(told)
    assert found is not None
    assert about("tickets", NOBODY) in found
    assert about("tickets", world.staff["zhao"]) in found


def test_rows_changed_by_a_statement_may_be_anybodys(store: Store, world: World) -> None:
    with told_of(store) as told:
        with store.begin_write() as session:
            session.execute(update(Ticket).values(wants="退款"))
        found = topics(told)
    assert found is not None
    assert "tickets" in found
    assert Change(found).concerns(frozenset({"tickets"}), (new_id(),))


def test_a_statement_after_a_failed_flush_is_anybodys_as_well(store: Store) -> None:
    stranger = uuid.uuid4()
    number = CustomerNumber(id=new_id(), customer_id=stranger, raw="1", digits="1", created_at=NOW)
    with told_of(store) as told:
        with store.begin_write() as session:
            before = session.begin_nested()
            session.add(number)
            with pytest.raises(IntegrityError):
                session.flush()
            before.rollback()
            session.execute(update(Customer).values(name="x"))
        found = topics(told)
    assert found is not None
    assert "customers" in found


def test_what_a_deed_names_adds_what_it_did_not_write_itself(store: Store) -> None:
    one = customer()
    with told_of(store) as told:
        with store.begin_write() as session:
            session.add(one)
            touched(session).update({"customers", "calls"})
        assert topics(told) == frozenset({about("customers", one.id), "calls"})
