"""The embedded file and a server's functions erase the same: on random small centers, class by class
and one person, what would go, what goes, what is left (J6).
"""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, create_engine, insert, select, text
from sqlalchemy.orm import Session

from tests.store.server.conftest import Attacked
from tests.usecases.conftest import found, open_store_at
from thirdring.domain.policy import Policy
from thirdring.domain.retention import RecordClass, cutoff
from thirdring.store import tables as t
from thirdring.store.engine import Store
from thirdring.store.erasing import Person, erase, erase_person, held_back, person_rows, preview

pytestmark = pytest.mark.postgres
NOW = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
CLOSED, OPEN = "2021-01", "2021-02"
WORDS = "琉璃瓦片"
_AGES = st.sampled_from((20, 100, 400, 800, 1_200))
_FEW = st.integers(0, 2)


@dataclass(frozen=True, slots=True)
class Case:
    """A ticket and what hangs on it. `into`: the place of the ticket it was merged into."""

    kind: str
    age: int
    open: bool
    month: str
    clock: bool
    callback: str | None
    appeal: str | None
    check: str | None
    customer: int
    into: int | None


@dataclass(frozen=True, slots=True)
class Small:
    """A center to be. `calls`: age, customer, whose ticket (None: none); `people`: age, merged into."""

    cases: tuple[Case, ...]
    calls: tuple[tuple[int, int, int | None], ...]
    people: tuple[tuple[int, bool], ...]
    mails: tuple[tuple[int, str], ...]
    looks: tuple[int, ...]


_CASES = st.builds(
    Case,
    kind=st.sampled_from(("complaint", "praise", "enquiry", "request")),
    age=_AGES, open=st.booleans(), month=st.sampled_from((CLOSED, OPEN)), clock=st.booleans(),
    callback=st.sampled_from((None, "done", "open")),
    appeal=st.sampled_from((None, "dismissed", "filed")),
    check=st.sampled_from((None, CLOSED, OPEN)), customer=_FEW, into=st.none() | _FEW,
)  # fmt: skip
SMALL = st.builds(
    Small,
    cases=st.lists(_CASES, max_size=4).map(tuple),
    calls=st.lists(st.tuples(_AGES, _FEW, st.none() | _FEW), max_size=4).map(tuple),
    people=st.lists(st.tuples(_AGES, st.booleans()), min_size=3, max_size=3).map(tuple),
    mails=st.lists(
        st.tuples(_AGES, st.sampled_from(("waiting", "set_aside"))), max_size=2
    ).map(tuple),
    looks=st.lists(_AGES, max_size=2).map(tuple),
)  # fmt: skip


def an_id(of: str, place: int) -> uuid.UUID:
    return uuid.uuid5(uuid.NAMESPACE_OID, f"{of} {place}")


def fill(connection: Connection, small: Small, staff: uuid.UUID, other: uuid.UUID) -> None:
    """The same rows on either engine."""

    def put(table: Any, **row: Any) -> None:
        connection.execute(insert(table), row)

    closing = an_id("closing", 0)
    put(t.MonthClosing, id=closing, month=CLOSED, number=1, closed_by=staff, closed_at=NOW,
        digest="0" * 64)  # fmt: skip
    for n, (age, merged) in enumerate(small.people):
        at = NOW - timedelta(days=age)
        into = an_id("customer", 0) if merged and n else None
        put(t.Customer, id=an_id("customer", n), name=f"{WORDS}{n}", created_at=at,
            merged_into_id=into)  # fmt: skip
        put(t.CustomerNumber, id=an_id("number", n), customer_id=an_id("customer", n),
            raw=f"138{n}", digits=f"138{n % 2}", created_at=at)  # fmt: skip
    for n, case in enumerate(small.cases):
        _ticket(put, n, case, staff, other)
    for n, (age, customer, ticket) in enumerate(small.calls):
        at = NOW - timedelta(days=age)
        of = an_id("ticket", ticket) if ticket is not None and ticket < len(small.cases) else None
        put(t.Call, id=an_id("call", n), direction="inbound", agent_id=staff, ticket_id=of,
            customer_id=an_id("customer", customer) if customer else None, digits=f"138{n % 2}",
            raised=WORDS, caller_type="customer", started_at=at, outcome="solved",
            created_at=at)  # fmt: skip
        put(t.CallRevision, id=an_id("revision", n), call_id=an_id("call", n), version=1,
            before={"raised": WORDS}, changed_by=staff, changed_at=at)  # fmt: skip
    for n, (age, state) in enumerate(small.mails):
        at = NOW - timedelta(days=age)
        put(t.InboxItem, id=an_id("mail", n), sha256=f"{n:064}", arrived_at=at, due_at=at, size=1,
            problems=[], subject=WORDS, state=state, received_by=staff, created_at=at)  # fmt: skip
        put(t.InboxRaw, inbox_id=an_id("mail", n), packed=b"x")
    for n, age in enumerate(small.looks):
        put(t.Access, id=an_id("look", n), at=NOW - timedelta(days=age), staff_id=staff,
            action="unmask", subject_kind="ticket")  # fmt: skip


def _ticket(put: Any, n: int, case: Case, staff: uuid.UUID, other: uuid.UUID) -> None:
    at, ticket = NOW - timedelta(days=case.age), an_id("ticket", n)
    into = an_id("ticket", case.into) if case.into is not None and case.into < n else None
    is_open = case.open and into is None
    put(t.Ticket, id=ticket, number=f"X{n}", kind=case.kind,
        state="merged" if into else "intake" if is_open else "archived", open=is_open,
        customer_id=an_id("customer", case.customer), name=f"{WORDS}{case.customer}", raised=WORDS,
        created_by=staff, received_at=at, sort_due=at, closed_at=None if is_open else at,
        merged_into_id=into, created_at=at, updated_at=at)  # fmt: skip
    put(t.ComplaintDetail, ticket_id=ticket, month=case.month, product_text="柜", cause=WORDS)
    put(t.TicketNote, id=an_id("note", n), ticket_id=ticket, text=WORDS, made_by=staff, made_at=at)
    put(t.Attachment, id=an_id("file", n), ticket_id=ticket, name=WORDS, media_type="x", size=1,
        sha256="0" * 64, added_by=staff, added_at=at)  # fmt: skip
    put(t.AttachmentContent, attachment_id=an_id("file", n), content=b"x")
    put(t.Measure, id=an_id("measure", n), ticket_id=ticket, what=f"给 {WORDS}{case.customer} 换货",
        owner_id=staff, due_on=at.date(), state="done", made_by=staff, made_at=at)  # fmt: skip
    if case.clock:
        put(t.ClockRow, id=an_id("clock", n), rule="D4", ticket_id=ticket, basis="wall",
            started_at=at, span_seconds=1, due_at=at)  # fmt: skip
    if case.callback:
        put(t.Callback, id=an_id("callback", n), kind="promise", state=case.callback,
            ticket_id=ticket, about=WORDS, told_at=at, due_at=at, owner_id=staff,
            created_at=at)  # fmt: skip
    if case.appeal:
        put(t.Appeal, id=an_id("appeal", n), month=case.month, staff_id=staff, ticket_id=ticket,
            state=case.appeal, filed_at=at)  # fmt: skip
        put(t.AppealStepRow, id=an_id("step", n), appeal_id=an_id("appeal", n), step="file",
            made_by=staff, made_at=at, reason=WORDS)  # fmt: skip
    if case.check:
        put(t.QualityCheck, id=an_id("check", n), month=case.check, staff_id=staff,
            ticket_id=ticket, score=90, grades={}, remark=WORDS, checked_by=other,
            checked_at=at)  # fmt: skip


_LEFT: tuple[tuple[Any, str], ...] = (
    (t.Ticket, "id number name raised customer_id version"),
    (t.ComplaintDetail, "ticket_id product_text cause"), (t.TicketNote, "id text"),
    (t.Attachment, "id name"), (t.Measure, "id what"), (t.Callback, "id about"),
    (t.AppealStepRow, "id reason"), (t.QualityCheck, "id remark score"),
    (t.Call, "id raised digits"), (t.CallRevision, "id"), (t.InboxItem, "id subject"),
    (t.InboxRaw, "inbox_id"), (t.Customer, "id name"), (t.CustomerNumber, "id digits"),
    (t.Access, "id"), (t.Erasure, "kind id"),
)  # fmt: skip


def left(connection: Connection, before: set[Any]) -> dict[str, set[Any]]:
    """What is there beyond what was there before."""
    found = {}
    for table, columns in _LEFT:
        named = [table.__table__.c[one] for one in columns.split()]
        rows = {tuple(map(str, row)) for row in connection.execute(select(*named))}
        found[table.__tablename__] = rows - before
    return found


def old_rows(connection: Connection) -> set[Any]:
    return set().union(*left(connection, set()).values())


def by_the_file(store: Store, small: Small, person: Person | None) -> Any:
    with store.begin_write() as session:
        staff = session.scalars(select(t.Staff.id)).one()
        before = old_rows(session.connection())
        other = uuid.uuid5(uuid.NAMESPACE_OID, "other")
        session.connection().execute(
            insert(t.Staff),
            {"id": other, "login": "other", "name": "o", "draft_key": b"k", "created_at": NOW},
        )
        fill(session.connection(), small, staff, other)
        told = _one(session, person) if person else _classes(session)
        result = told, left(session.connection(), before)
        session.rollback()
    return result


def _classes(session: Session) -> dict[str, Any]:
    told = {}
    for what in RecordClass:
        before = cutoff(Policy(), what, NOW)
        assert before is not None
        found = preview(session, what, NOW, before)
        run = an_id(what, 0)
        done = erase(session, what, run=run, at=NOW, before=before, previewed=found.records,
                     most=500, why="x")  # fmt: skip
        told[what.value] = (found.records, found.held, found.oldest, done)
    return told


def _one(session: Session, person: Person) -> Any:
    rows = person_rows(session, person)
    held = {(number, why.value) for number, why in held_back(session, person)}
    erase_person(session, person, run=an_id("run", 0), at=NOW, previewed=len(rows), why="x",
                 despite=True)  # fmt: skip
    return {(kind, str(one)) for kind, one in rows}, held


def by_the_server(attacked: Attacked, small: Small, person: Person | None) -> Any:
    engine = create_engine(attacked.server.url(attacked.logins.database))
    with engine.connect() as connection:
        before = old_rows(connection)
        ids = attacked.ids
        fill(connection, small, uuid.UUID(ids["lin"]), uuid.UUID(ids["zhao"]))
        connection.execute(text("SET SESSION AUTHORIZATION root"))
        told = _one_by_functions(connection, person) if person else _by_functions(connection)
        connection.execute(text("RESET SESSION AUTHORIZATION"))
        result = told, left(connection, before)
        connection.rollback()
    engine.dispose()
    return result


def _by_functions(connection: Connection) -> dict[str, Any]:
    told = {}
    for what in RecordClass:
        bound = {"what": what.value, "at": NOW}
        seen = connection.execute(
            text("SELECT * FROM thirdring_retention_preview(:what, :at)"), bound
        ).one()
        done = connection.scalar(
            text("SELECT thirdring_retention(:what, :at, :run, :seen, 500, 'x')"),
            {**bound, "run": an_id(what, 0), "seen": seen.records},
        )
        told[what.value] = (seen.records, seen.held, seen.oldest, done)
    return told


def _one_by_functions(connection: Connection, person: Person) -> Any:
    bound = {"customer": person.customer, "digits": person.digits}
    rows = connection.execute(
        text("SELECT kind, id FROM thirdring_person(CAST(:customer AS uuid), :digits)"), bound
    ).all()
    held = connection.execute(
        text("SELECT number, held FROM thirdring_person_held(CAST(:customer AS uuid), :digits)"),
        bound,
    ).all()
    done = connection.scalar(
        text(
            "SELECT thirdring_anonymise(CAST(:customer AS uuid), :digits, :run, :seen, 'x', true)"
        ),
        {**bound, "run": an_id("run", 0), "seen": len(rows)},
    )
    assert done == len(rows)
    return {(kind, str(one)) for kind, one in rows}, {tuple(row) for row in held}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    url = f"sqlite:///{tmp_path_factory.mktemp('alike') / Path('center.db')}"
    found(url)
    with open_store_at(url) as opened:
        yield opened


def test_j6_retention_is_the_same_on_both_engines(attacked: Attacked, store: Store) -> None:
    @settings(max_examples=settings.default.max_examples // 4 if settings.default else 15)
    @given(SMALL)
    def same(small: Small) -> None:
        file, server = by_the_file(store, small, None), by_the_server(attacked, small, None)
        assert file[0] == server[0]
        assert _kept(file[1]) == _kept(server[1])

    same()


def test_j6_one_person_is_the_same_on_both_engines(attacked: Attacked, store: Store) -> None:
    @settings(max_examples=settings.default.max_examples // 6 if settings.default else 10)
    @given(SMALL, st.sampled_from((Person(an_id("customer", 0)), Person(None, "1381"))))
    def same(small: Small, person: Person) -> None:
        file, server = by_the_file(store, small, person), by_the_server(attacked, small, person)
        assert file[0] == server[0]
        assert _kept(file[1]) == _kept(server[1])

    same()


def _kept(rows: dict[str, set[Any]]) -> dict[str, set[Any]]:
    """Without the entries that the server's functions write themselves; the file's deeds do it."""
    looks = {str(an_id("look", n)) for n in range(2)}
    return rows | {"access_log": {row for row in rows["access_log"] if row[0] in looks}}
