"""Erases personal values and free texts of records, previewed and counted (J6).

On a secured server functions do it, made from the same texts (server/retention_sql.py): there
nobody may delete. Everywhere else the texts run here. Whoever calls writes down that it was done.
"""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import String, bindparam, select, text
from sqlalchemy.orm import Session

from thirdring.domain.retention import Found, Held, RecordClass
from thirdring.store.erasing_rows import PERSON, TICKET_HELD, rows_of
from thirdring.store.erasing_steps import CLEARED, ERASED, ERASED_TICKETS, JOINED, Step
from thirdring.store.search import CHUNK, index_new_tickets, ticket_texts
from thirdring.store.secured import is_secured
from thirdring.store.tables import Ticket
from thirdring.store.types import SeqType, UtcDateTime, UuidType

_TYPES: dict[str, Any] = {
    "run": UuidType(), "customer": UuidType(), "appeal": UuidType(), "at": UtcDateTime(),
    "before": UtcDateTime(), "digits": String(),
}  # fmt: skip
PICK = (
    "INSERT INTO erasures (run_id, kind, id, erased_at) "
    "SELECT :run, r.kind, r.id, :at FROM ({rows}) AS r WHERE true {order}"
    "ON CONFLICT (kind, id) DO UPDATE SET run_id = excluded.run_id, "
    "erased_at = excluded.erased_at"
)
OLDEST_FIRST = "ORDER BY r.at, r.id LIMIT :most "
COUNT = "SELECT count(*) AS records, min(r.at) AS oldest FROM ({rows}) AS r"
_PREVIEW = text("SELECT * FROM thirdring_retention_preview(:what, :at)").columns(
    oldest=UtcDateTime()
)
_RETENTION = text("SELECT thirdring_retention(:what, :at, :run, :previewed, :most, :why)")
_PERSON = text("SELECT kind, id FROM thirdring_person(CAST(:customer AS uuid), :digits)")
_ANONYMISE = text(
    "SELECT thirdring_anonymise(CAST(:customer AS uuid), :digits, :run, :previewed, :why, :despite)"
)
_HELD = text("SELECT number, held FROM thirdring_person_held(CAST(:customer AS uuid), :digits)")
_SEQS = text(ERASED_TICKETS).columns(seq=SeqType)
_SEQS_BY_SERVER = (
    select(Ticket.seq)
    .where(Ticket.id.in_(text("SELECT id FROM erasures WHERE run_id = :run AND kind = 'ticket'")))
)  # fmt: skip

_TRIGGERS = text(
    "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = :table "
    "AND name LIKE :refuses"
)


@dataclass(frozen=True, slots=True)
class Person:
    """Whom an erasure or a copy is about: a customer's record, or a number that belongs to none.

    `digits` is empty when there is a record.
    """

    customer: uuid.UUID | None
    digits: str = ""

    @property
    def bound(self) -> dict[str, Any]:
        return {"customer": self.customer, "digits": self.digits}


class NotAsPreviewed(Exception):
    """More would go than was previewed."""


def preview(session: Session, what: RecordClass, at: datetime, before: datetime) -> Found:
    """What of a class would go at `at`, and what is held back; nothing is written."""
    if is_secured(session):
        row = session.execute(_PREVIEW, {"what": what.value, "at": at}).one()
        return Found(row.records, row.held, row.oldest)
    goes = _run(session, COUNT.format(rows=rows_of(what)), before=before).one()
    old = _run(session, COUNT.format(rows=rows_of(what, with_held=True)), before=before).one()
    oldest = UtcDateTime().process_result_value(goes.oldest, session.connection().dialect)
    return Found(goes.records, old.records - goes.records, oldest)


def erase(
    session: Session,
    what: RecordClass,
    *,
    run: uuid.UUID,
    at: datetime,
    before: datetime,
    previewed: int,
    most: int,
    why: str,
) -> int:
    """Erase the oldest `most` records of a class that ended before `before`; how many it were.

    Raises:
        NotAsPreviewed: more than `previewed` would go by now.
    """
    if is_secured(session):
        bound = {"what": what.value, "at": at, "run": run, "previewed": previewed, "most": most,
                 "why": why}  # fmt: skip
        done = int(session.scalar(_RETENTION, bound))
        if done < 0:
            raise NotAsPreviewed
        _index_what_stays(session, run, secured=True)
        return done
    if preview(session, what, at, before).records > previewed:
        raise NotAsPreviewed
    order = OLDEST_FIRST.replace(":most", str(int(most)))
    pick = PICK.format(rows=rows_of(what), order=order)
    picked = _run(session, pick, run=run, at=at, before=before).rowcount
    _erase(session, run, at)
    return int(picked)


def person_rows(session: Session, person: Person) -> list[tuple[str, uuid.UUID]]:
    """Kind and id of every record that is about one person, and of no other."""
    if is_secured(session):
        return [(row.kind, row.id) for row in session.execute(_PERSON, person.bound)]
    uuids = UuidType()
    dialect = session.connection().dialect
    found = _run(session, PERSON, **person.bound)
    return [(row.kind, uuids.process_result_value(row.id, dialect)) for row in found]


def held_back(session: Session, person: Person) -> list[tuple[str, Held]]:
    """Numbers of the person's tickets that aren't over, each with the first reason."""
    if is_secured(session):
        rows = session.execute(_HELD, person.bound).all()
    else:
        rows = list(_run(session, PERSON_HELD, **person.bound))
    return [(row.number, Held(row.held)) for row in rows]


def erase_person(
    session: Session,
    person: Person,
    *,
    run: uuid.UUID,
    at: datetime,
    previewed: int,
    why: str,
    despite: bool,
) -> None:
    """Erase everything that is about one person.

    Raises:
        NotAsPreviewed: it isn't the number of records that was previewed.
    """
    if is_secured(session):
        bound = {**person.bound, "run": run, "previewed": previewed, "why": why, "despite": despite}
        if int(session.scalar(_ANONYMISE, bound)) < 0:
            raise NotAsPreviewed
        _index_what_stays(session, run, secured=True)
        return
    pick = PICK.format(rows=PERSON, order="")
    if _run(session, pick, run=run, at=at, **person.bound).rowcount != previewed:
        raise NotAsPreviewed
    _erase(session, run, at)


def _first_held() -> str:
    cases = " ".join(f"WHEN {sql} THEN '{held.value}'" for held, sql in TICKET_HELD.items())
    return (
        f"SELECT g.number, g.held FROM (SELECT t.number, CASE {cases} END AS held "
        f"FROM tickets AS t JOIN ({PERSON}) AS p ON p.kind = 'ticket' AND p.id = t.id) AS g "
        "WHERE g.held IS NOT NULL ORDER BY g.number"
    )


PERSON_HELD = _first_held()


def _erase(session: Session, run: uuid.UUID, at: datetime) -> None:
    if session.connection().dialect.name == "sqlite":
        session.connection().exec_driver_sql("PRAGMA secure_delete = ON")
    for step in JOINED:
        _do(session, step, run, at)
    seqs = [row.seq for row in _run(session, ERASED_TICKETS, run=run)]
    for step in ERASED:
        _do(session, step, run, at)
    index = "seq" if session.connection().dialect.name == "postgresql" else "rowid"
    _run(session, f"DELETE FROM ticket_search WHERE {index} IN ({ERASED_TICKETS})", run=run)
    session.expire_all()
    _index(session, seqs)
    _do(session, CLEARED, run, at)


def _index_what_stays(session: Session, run: uuid.UUID, *, secured: bool) -> None:
    assert secured  # noqa: S101 - elsewhere the keys are known before
    session.expire_all()
    _index(session, list(session.scalars(_SEQS_BY_SERVER, {"run": run})))


def _index(session: Session, seqs: list[int]) -> None:
    """A ticket is still found by its number, its category and the names it is counted for."""
    for at in range(0, len(seqs), CHUNK):
        index_new_tickets(session, ticket_texts(session, seqs[at : at + CHUNK]))


def _do(session: Session, step: Step, run: uuid.UUID, at: datetime) -> None:
    if not step.door:
        _run(session, step.sql, run=run, at=at)
    elif _run(session, f"{step.needed} LIMIT 1", run=run).first() is not None:
        with _door(session, step.door):
            _run(session, step.sql, run=run, at=at)


@contextmanager
def _door(session: Session, table: str) -> Iterator[None]:
    """The append-only table's own trigger stands aside, in this transaction alone."""
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"ALTER TABLE {table} DISABLE TRIGGER {table}_append_only")
        yield
        connection.exec_driver_sql(f"ALTER TABLE {table} ENABLE TRIGGER {table}_append_only")
        return
    kept = connection.execute(_TRIGGERS, {"table": table, "refuses": f"{table}_refuse_%"}).all()
    for name, _ in kept:
        connection.exec_driver_sql(f"DROP TRIGGER {name}")
    yield
    for _, statement in kept:
        connection.exec_driver_sql(statement)


def _run(session: Session, sql: str, **bound: Any) -> Any:
    """One of our texts, with those of `bound` that it names."""
    named = [name for name in bound if f":{name}" in sql]
    statement = text(sql).bindparams(*(bindparam(name, type_=_TYPES[name]) for name in named))
    return session.connection().execute(statement, {name: bound[name] for name in named})
