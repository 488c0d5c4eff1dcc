"""Rows that are only added: sent with the next flush, after the mapped rows they refer to."""

import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import bindparam, select, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from tests.work import work_of
from thirdring.domain.enums import HoldReason
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


def add_call(session: DeedSession, call_id: uuid.UUID, agent_id: uuid.UUID) -> None:
    session.add_row(
        Call, id=call_id, direction="inbound", agent_id=agent_id, caller_type="customer",
        started_at=NOW, outcome="solved", created_at=NOW,
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
        add_call(session, call_id, who.id)
    with store.begin_read() as session:
        assert session.scalars(select(Hold.call_id)).one() == call_id


def test_rows_that_a_mapped_one_refers_to_go_before_it(store: Store) -> None:
    with work_of(store) as done, store.begin_write() as session:
        staff_id, call_id = uuid.uuid4(), uuid.uuid4()
        session.add(
            Hold(id=uuid.uuid4(), call_id=call_id, from_at=NOW, to_at=NOW, reason=HoldReason.OTHER)
        )
        add_call(session, call_id, staff_id)
        add_event(session, "one", staff_id)
        session.add_row(
            Staff, id=staff_id, login="li", name="李", draft_key=bytes(32), created_at=NOW
        )
        session.flush_mapped()
        assert session.tables_waiting == {"events"}
    told = [s.split(" (")[0] for s in done.statements if s.startswith("INSERT")]
    assert told == [f"INSERT INTO {name}" for name in ("staff", "calls", "holds", "events")]


def test_a_row_that_no_waiting_one_names_goes_after_those_it_names(store: Store) -> None:
    """That some row of its table is named by a mapped one is no reason to send it before."""
    with store.begin_write() as session:
        call_id, who = uuid.uuid4(), somebody()
        session.add(who)
        add_call(session, call_id, who.id)
        session.add_row(
            Hold, id=uuid.uuid4(), call_id=call_id, from_at=NOW, to_at=NOW, reason="other"
        )
    with store.begin_write() as session:
        session.scalars(select(Hold)).one().to_at = NOW + timedelta(seconds=5)
        other = Staff(id=uuid.uuid4(), login="an", name="安", draft_key=bytes(32), created_at=NOW)
        session.add(other)
        add_call(session, uuid.uuid4(), other.id)
    with store.begin_read() as session:
        assert set(session.scalars(select(Call.agent_id))) == {who.id, other.id}


def test_only_what_is_asked_about_is_sent_before(store: Store) -> None:
    with store.begin_write() as session:
        who = somebody()
        session.add(who)
        add_event(session, "one")
        with session.about(Hold):
            assert session.scalars(select(Hold)).all() == []
        assert session.tables_waiting == {"events"}
        assert who in session.new
        with session.about(Staff):
            assert session.scalars(select(Staff)).all() == [who]
        assert session.tables_waiting == {"events"}
        with session.about(Event):
            assert session.scalars(select(Event.verb)).all() == ["one"]
        assert session.tables_waiting == set()


def test_rows_are_known_as_made_here_until_they_are_sent(store: Store) -> None:
    with store.begin_write() as session:
        assert session.rows_made(Event) == ()
        add_event(session, "one")
        made = session.rows_made(Event)
        assert made is not None
        assert [row["verb"] for row in made] == ["one"]
        session.flush()
        add_event(session, "two")
        assert session.rows_made(Event) is None
        with session.begin_nested():
            pass
        assert session.rows_made(Event) is None
    with store.begin_write() as session:
        assert session.rows_made(Event) == ()


def test_a_statement_sent_later_goes_after_the_rows_and_not_after_a_rollback(store: Store) -> None:
    rename = update(Staff).values(name=bindparam("as"))
    with store.begin_write() as session:
        session.send_later(rename, {"as": "林"})
        session.add(somebody())
    with store.begin_write() as session:
        session.send_later(rename, {"as": "王"})
        session.rollback()
    with store.begin_read() as session:
        assert session.scalars(select(Staff.name)).all() == ["林"]


def test_a_savepoint_taken_back_takes_what_was_added_in_it_only(store: Store) -> None:
    with store.begin_write() as session:
        add_event(session, "before")
        point = session.begin_nested()
        add_event(session, "within")
        point.rollback()
        add_event(session, "after")
    with store.begin_read() as session:
        assert verbs(session) == ["before", "after"]


@pytest.mark.parametrize("asks", [True, False])
def test_a_savepoint_takes_back_what_was_sent_in_it(store: Store, asks: bool) -> None:
    def fail(session: DeedSession) -> None:
        with session.begin_nested():
            if asks:
                session.scalars(select(Staff.id)).all()
            add_event(session, "within")
            session.flush()
            raise KeyError

    with store.begin_write() as session:
        add_event(session, "before")
        with pytest.raises(KeyError):
            fail(session)
        add_event(session, "after")
    with store.begin_read() as session:
        assert verbs(session) == ["before", "after"]


@pytest.mark.parametrize("later", [True, False])
def test_what_is_refused_in_a_savepoint_leaves_the_rest(store: Store, later: bool) -> None:
    """Also where it went in one exchange with something else."""

    def refused(session: DeedSession) -> None:
        with session.begin_nested():
            add_event(session, "within", uuid.uuid4())
            if later:
                rename = update(Staff).values(name=bindparam("as"))
                session.send_later(rename, {"as": "王"})

    with store.begin_write() as session:
        session.add(somebody())
        for _ in range(7):  # by then the driver has had the statement prepared
            add_event(session, "around")
            with pytest.raises(IntegrityError):
                refused(session)
    with store.begin_read() as session:
        assert verbs(session) == ["around"] * 7
        assert session.scalars(select(Staff.name)).all() == ["李"]


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
