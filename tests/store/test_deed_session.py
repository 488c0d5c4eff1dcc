"""Rows that are only added: sent with the next flush, after the mapped rows they refer to."""

import uuid
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError, IntegrityError

from tests.work import work_of
from thirdring.store.deed_session import DeedSession
from thirdring.store.engine import Store, open_store
from thirdring.store.tables import Call, Event, Hold, Staff

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)


@pytest.fixture
def store(migrated_url: str) -> Iterator[Store]:
    with open_store(migrated_url) as store:
        yield store


def add_event(session: DeedSession, verb: str, actor_id: uuid.UUID | None = None) -> None:
    session.add_row(
        Event, id=uuid.uuid4(), at=NOW, actor_id=actor_id, verb=verb, subject_kind="staff",
        subject_id=uuid.uuid4(), ticket_id=None, detail={},
    )  # fmt: skip


def somebody() -> Staff:
    return Staff(id=uuid.uuid4(), login="li", name="李", draft_key=bytes(32), created_at=NOW)


def verbs(session: DeedSession) -> list[str]:
    return list(session.scalars(select(Event.verb).order_by(Event.seq)))


def test_added_rows_are_seen_by_what_the_session_reads_next(store: Store) -> None:
    with store.begin_write() as session:
        add_event(session, "one")
        add_event(session, "two")
        assert verbs(session) == ["one", "two"]


def test_added_rows_are_kept_with_the_commit_in_their_order(store: Store) -> None:
    with store.begin_write() as session:
        for verb in ("one", "two", "three"):
            add_event(session, verb)
    with store.begin_read() as session:
        assert verbs(session) == ["one", "two", "three"]


def test_added_rows_go_in_one_statement_of_a_table_after_what_they_refer_to(store: Store) -> None:
    with work_of(store) as done, store.begin_write() as session:
        who = somebody()
        add_event(session, "one", who.id)
        session.add(who)
        add_event(session, "two", who.id)
    told = [s.split(" (")[0] for s in done.statements if s.startswith("INSERT")]
    assert told == ["INSERT INTO staff", "INSERT INTO events"]


def test_those_referred_to_go_first_however_they_were_added(store: Store) -> None:
    with store.begin_write() as session:
        who = somebody()
        session.add(who)
        call_id = uuid.uuid4()
        session.add_row(
            Hold, id=uuid.uuid4(), call_id=call_id, from_at=NOW, to_at=NOW, reason="other"
        )
        session.add_row(Call, id=call_id, direction="inbound", agent_id=who.id,
                        caller_type="customer", started_at=NOW, outcome="solved", created_at=NOW)  # fmt: skip
    with store.begin_read() as session:
        assert session.scalars(select(Hold.call_id)).one() == call_id


def test_a_savepoint_taken_back_takes_what_was_added_in_it_only(store: Store) -> None:
    with store.begin_write() as session:
        add_event(session, "before")
        point = session.begin_nested()
        add_event(session, "within")
        point.rollback()
        add_event(session, "after")
    with store.begin_read() as session:
        assert verbs(session) == ["before", "after"]


def test_what_is_added_while_only_reading_is_refused_not_lost(store: Store) -> None:
    with pytest.raises(DBAPIError, match=r"readonly|read-only"), store.begin_read() as session:
        add_event(session, "one")


def test_a_row_the_database_refuses_takes_the_commit_with_it_and_no_more(store: Store) -> None:
    def add(*actors: uuid.UUID | None) -> None:
        with store.begin_write() as session:
            for actor in actors:
                add_event(session, "refused", actor)

    nobody = uuid.uuid4()
    with pytest.raises(IntegrityError):
        add(None, nobody)
    with store.begin_write() as session:
        add_event(session, "three")
    with store.begin_read() as session:
        assert verbs(session) == ["three"]
