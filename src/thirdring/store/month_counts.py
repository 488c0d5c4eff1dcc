"""Keeps the month's counts with their complaints: the one place that applies a difference (G2).

Triggers note in `standings_due` which complaints a transaction touched, by whatever way it did.
Before the commit `settle_counts` looks at each: where it stands now (domain/months.py decides),
against where it stood (`complaint_standings`). The difference goes to the counts, or, when the
month is closed, into a dated adjustment as well, which nothing can forget either.
"""

import json
import uuid
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    bindparam,
    delete,
    exists,
    func,
    insert,
    select,
    text,
    update,
)
from sqlalchemy.orm import Session

from thirdring.domain.appeals import AppealState, Correction
from thirdring.domain.centertime import CenterTime
from thirdring.domain.enums import AgainstKind
from thirdring.domain.ids import new_id
from thirdring.domain.months import (
    Cell,
    Facts,
    Figures,
    Standing,
    Subject,
    Tallied,
    as_json,
    difference,
    tally,
)
from thirdring.store.announce import tables_written, touched
from thirdring.store.deed_session import DeedSession
from thirdring.store.secured import is_secured
from thirdring.store.tables import (
    Appeal,
    ComplaintDetail,
    ComplaintStanding,
    Event,
    MonthAdjustment,
    MonthClosing,
    MonthlyComplaintCount,
    MonthReopening,
    Setting,
    StandingDue,
    Ticket,
    TicketNote,
)
from thirdring.store.tables.beside import TALLIED

# So many complaints are looked at together; an import may touch a million in one transaction.
_TOGETHER = 500
_FIGURES = ("received", *(one.value for one in Standing))
# The counts' advisory lock on PostgreSQL, beside the month as a number: 202611.
_LOCK = 0x3352


@dataclass(slots=True)
class Acting:
    """Who acts in a transaction, and when (UTC); what an adjustment names as its author.

    `appeals`: the appeal whose decision changes a complaint, by ticket.
    """

    staff_id: uuid.UUID | None = None
    at: datetime | None = None
    appeals: dict[uuid.UUID, uuid.UUID] = field(default_factory=dict)


def act_as(session: Session, staff_id: uuid.UUID, at: datetime) -> None:
    """Say who acts in this session's transaction."""
    session.info["acting"] = Acting(staff_id, at)


def acting(session: Session) -> Acting:
    """Who acts; nobody in particular in a transaction without a person."""
    found = session.info.setdefault("acting", Acting())
    assert isinstance(found, Acting)  # noqa: S101 - nothing else is put there
    return found


_CLEARED = exists().where(
    Appeal.ticket_id == ComplaintDetail.ticket_id,
    Appeal.staff_id == ComplaintDetail.against_staff_id,
    Appeal.state == AppealState.CORRECTED,
    Appeal.correction == Correction.UNFOUNDED,
)
_D = ComplaintDetail
_FACTS: Select[*tuple[Any, ...]] = select(
    Ticket.id, Ticket.kind, Ticket.state, Ticket.severity,
    _D.month, _D.channel, _D.nature, _D.against_kind, _D.against_text, _D.against_staff_id,
    _D.against_department_id, _D.against_merchant_id, _D.against_product_id, _D.product_id,
    _D.product_text, _D.merchant_id, _D.merchant_text, _CLEARED.label("cleared"),
).join(_D, _D.ticket_id == Ticket.id)  # fmt: skip
_OF_TICKETS = _FACTS.where(Ticket.id.in_(bindparam("ids", expanding=True)))
_LOCKED = (
    select(Ticket.id)
    .where(Ticket.id.in_(bindparam("ids", expanding=True)))
    .order_by(Ticket.id)
    .with_for_update()
)
_STOOD = select(ComplaintStanding.__table__).where(
    ComplaintStanding.ticket_id.in_(bindparam("ids", expanding=True))
)
_DROP = delete(ComplaintStanding).where(
    ComplaintStanding.ticket_id.in_(bindparam("ids", expanding=True))
)
# Each transaction asks it and most touch no complaint: as it is, it costs a third.
_CLAIM = "DELETE FROM standings_due RETURNING ticket_id"
# The rows first, at nothing: a difference may be negative, and a CHECK looks at what is inserted.
_ROW = text(
    "INSERT INTO monthly_complaint_counts (month, subject_kind, subject_key, channel)"
    " VALUES (:m, :s, :k, :c) ON CONFLICT DO NOTHING"
)
_BY_SERVER = text(
    "SELECT thirdring_settle_counts(CAST(:acting AS uuid), :moment, CAST(:appealed AS jsonb))"
)
_COUNT = MonthlyComplaintCount.__table__
_ADD = (
    update(MonthlyComplaintCount.__table__)  # type: ignore[arg-type]
    .where(
        _COUNT.c.month == bindparam("m"),
        _COUNT.c.subject_kind == bindparam("s"),
        _COUNT.c.subject_key == bindparam("k"),
        _COUNT.c.channel == bindparam("c"),
    )
    .values({name: _COUNT.c[name] + bindparam(f"d_{name}") for name in _FIGURES})
)


def settle_counts(session: DeedSession, *, with_commit: bool = False) -> None:
    """Bring the counts after every complaint this transaction touched; `with_commit`: nobody asks
    for them before, a server may be told of it together with the rest.
    """
    session.flush_mapped()
    connection = session.connection()
    if is_secured(session):
        _have_the_server_settle(session)
        if not with_commit:
            session.flush()
        return
    if not TALLIED.keys().isdisjoint(session.tables_waiting):
        session.flush()
    due = _claimed(connection)
    if due:
        session.flush()  # a note says why
    for at in range(0, len(due), _TOGETHER):
        _settle(session, connection, due[at : at + _TOGETHER])


def _claimed(connection: Connection) -> list[uuid.UUID]:
    """The complaints that were touched, each once; nobody else looks at them any more."""
    kind, dialect = StandingDue.ticket_id.type, connection.dialect
    noted = {row[0] for row in connection.exec_driver_sql(_CLAIM)}
    return sorted(kind.process_result_value(one, dialect) for one in noted)


def _have_the_server_settle(session: DeedSession) -> None:
    """There no desk may write a tally: a function does the same (store/server/counts_sql.py), after
    what still waits, as a note says why. Of what it isn't asked about, as most calls touch no
    complaint, a trigger looks after it anyway.
    """
    written = session.tables_waiting | tables_written(session) | touched(session)
    if TALLIED.keys().isdisjoint(written):
        return
    who = acting(session)
    appealed = {str(ticket): str(appeal) for ticket, appeal in who.appeals.items()}
    bound = {
        "acting": who.staff_id, "moment": who.at or datetime.now(UTC),
        "appealed": json.dumps(appealed),
    }  # fmt: skip
    session.send_later(_BY_SERVER, bound)


def _settle(session: Session, connection: Connection, ids: Sequence[uuid.UUID]) -> None:
    # Somebody else's transaction may be at one of them: theirs first, then ours on top of it.
    connection.execute(_LOCKED, {"ids": ids}).all()
    stood = {row.ticket_id: _stood(row) for row in connection.execute(_STOOD, {"ids": ids})}
    stands = {row.id: tally(facts_of(row)) for row in connection.execute(_OF_TICKETS, {"ids": ids})}
    changes = {
        one: (stood.get(one), stands.get(one)) for one in ids if stood.get(one) != stands.get(one)
    }
    if not changes:
        return
    months = {t.month for pair in changes.values() for t in pair if t is not None}
    hold_months(connection, months)
    _keep_standings(connection, {one: after for one, (_, after) in changes.items()})
    _add(connection, difference(changes.values()))
    _adjust(session, connection, changes, months)


def _keep_standings(connection: Connection, stands: dict[uuid.UUID, Tallied | None]) -> None:
    connection.execute(_DROP, {"ids": list(stands)})
    rows = [
        {
            "ticket_id": one, "kind": t.kind, "month": t.month, "standing": t.standing,
            "channel": t.channel, "staff_key": t.staff, "department_key": t.department,
            "merchant_key": t.merchant, "product_key": t.product, "nature": t.nature,
            "severity": t.severity,
        }
        for one, t in stands.items() if t is not None
    ]  # fmt: skip
    if rows:
        connection.execute(insert(ComplaintStanding), rows)


def _add(connection: Connection, moved: dict[Cell, Figures]) -> None:
    """In one order for everybody, so that two transactions never wait for each other."""
    cells = sorted(moved)
    if not cells:
        return
    keys = [dict(zip("mskc", cell, strict=True)) for cell in cells]
    connection.execute(_ROW, keys)
    figures = [{f"d_{name}": moved[cell].get(name, 0) for name in _FIGURES} for cell in cells]
    connection.execute(_ADD, [key | one for key, one in zip(keys, figures, strict=True)])


def hold_months(connection: Connection, months: Iterable[str], *, alone: bool = False) -> None:
    """Keep a closing out while counts change, and changes out while a month is closed (`alone`).

    On SQLite there is one writer at a time anyway.
    """
    if connection.dialect.name != "postgresql":
        return
    lock = "pg_advisory_xact_lock" if alone else "pg_advisory_xact_lock_shared"
    for month in sorted(months):
        connection.execute(
            text(f"SELECT {lock}(:lock, :month)"),
            {"lock": _LOCK, "month": int(month.replace("-", ""))},
        )


def closing_of(connection: Connection, months: Iterable[str]) -> dict[str, uuid.UUID]:
    """The closing in force of each of `months` that is closed."""
    latest = (
        select(MonthClosing.month, MonthClosing.id, MonthReopening.closing_id.label("reopened"))
        .outerjoin(MonthReopening, MonthReopening.closing_id == MonthClosing.id)
        .where(MonthClosing.month.in_(sorted(months)))
        .order_by(MonthClosing.month, MonthClosing.number)
    )
    found = {row.month: row for row in connection.execute(latest)}
    return {month: row.id for month, row in found.items() if row.reopened is None}


def _adjust(
    session: Session,
    connection: Connection,
    changes: dict[uuid.UUID, tuple[Tallied | None, Tallied | None]],
    months: set[str],
) -> None:
    """What changed of closed months, as dated adjustments with their author."""
    closed = closing_of(connection, months)
    if not closed:
        return
    who = acting(session)
    at = who.at or datetime.now(UTC)
    zone = connection.execute(select(Setting.value).where(Setting.key == "timezone")).scalar_one()
    decided = CenterTime(str(zone)).month_of(at)
    for ticket_id, month, before, after in _by_month(changes):
        if month not in closed:
            continue
        adjustment = MonthAdjustment(
            id=new_id(), closing_id=closed[month], month=month, decided_month=decided,
            ticket_id=ticket_id, before=as_json(before), after=as_json(after),
            decided_by=who.staff_id, decided_at=at, appeal_id=who.appeals.get(ticket_id),
            note_id=_note_of(session, ticket_id, at),
        )  # fmt: skip
        session.add(adjustment)
        session.add(
            Event(
                id=new_id(), at=at, actor_id=who.staff_id, verb="month_adjusted",
                subject_kind="month_adjustment", subject_id=adjustment.id, ticket_id=ticket_id,
                detail={"month": month, "decided": decided, "rule": "G3"},
            )
        )  # fmt: skip
    session.flush()


def _by_month(
    changes: dict[uuid.UUID, tuple[Tallied | None, Tallied | None]],
) -> Iterator[tuple[uuid.UUID, str, Tallied | None, Tallied | None]]:
    """Each change as each month it concerns sees it."""
    for ticket_id, (before, after) in sorted(changes.items()):
        for month in sorted({t.month for t in (before, after) if t is not None}):
            yield (
                ticket_id, month,
                before if before and before.month == month else None,
                after if after and after.month == month else None,
            )  # fmt: skip


def _note_of(session: Session, ticket_id: uuid.UUID, at: datetime) -> uuid.UUID | None:
    """The note in which the same deed said why."""
    return session.scalars(
        select(TicketNote.id)
        .where(TicketNote.ticket_id == ticket_id, TicketNote.made_at == at)
        .order_by(TicketNote.id.desc())
        .limit(1)
    ).first()


def facts_of(row: object) -> Facts:
    """What `tally` needs, of a row of tickets with their details."""
    kind: AgainstKind | None = row.against_kind  # type: ignore[attr-defined]

    def get(name: str) -> str:
        value = getattr(row, name)
        return "" if value is None else str(value)

    def party(of: AgainstKind, matched: str) -> str:
        return _key(get(matched), get("against_text")) if kind is of else ""

    return Facts(
        kind=row.kind,  # type: ignore[attr-defined]
        state=row.state,  # type: ignore[attr-defined]
        month=get("month"),
        channel=get("channel"),
        against_kind=kind,
        named=bool(get("against_text")),
        staff=get("against_staff_id"),
        department=party(AgainstKind.DEPARTMENT, "against_department_id"),
        merchant=party(AgainstKind.MERCHANT, "against_merchant_id")
        or _key(get("merchant_id"), get("merchant_text")),
        product=party(AgainstKind.PRODUCT, "against_product_id")
        or _key(get("product_id"), get("product_text")),
        nature=get("nature"),
        severity=get("severity"),
        cleared=bool(row.cleared),  # type: ignore[attr-defined]
    )


def _key(matched: str, said: str) -> str:
    return matched or (f"={said}" if said else "")


def _stood(row: object) -> Tallied:
    def get(name: str) -> str:
        return str(getattr(row, name))

    return Tallied(
        get("kind"), get("month"), get("standing"), get("channel"), get("staff_key"),
        get("department_key"), get("merchant_key"), get("product_key"), get("nature"),
        get("severity"),
    )  # fmt: skip


def facts_asked(*more: Any) -> Select[*tuple[Any, ...]]:
    """Rows for `facts_of`, with the columns of `more` beside."""
    return _FACTS.add_columns(*more)


def recount(session: Session, *where: ColumnElement[bool]) -> dict[Cell, Figures]:
    """The counts anew, from the complaints alone."""
    rows = session.execute(_FACTS.where(and_(True, *where)).execution_options(yield_per=1_000))
    return difference((None, tally(facts_of(row))) for row in rows)


@dataclass(frozen=True, slots=True)
class Recounted:
    """`counts` of a month anew, from its complaints alone. `apart`: numbers of what isn't kept where
    it stands in that month, or is kept there and stands elsewhere.
    """

    counts: dict[Cell, Figures]
    apart: tuple[str, ...]


def recount_month(session: Session, month: str) -> Recounted:
    """The counts of `month` anew, and each of its complaints against where it is kept to stand: they
    are read once for both.
    """
    asked = select(ComplaintStanding.__table__).where(ComplaintStanding.month == month)
    stood = {row.ticket_id: _stood(row) for row in session.connection().execute(asked)}
    apart: list[str] = []

    def stands() -> Iterator[tuple[None, Tallied | None]]:
        facts = facts_asked(Ticket.number).where(ComplaintDetail.month == month)
        read = facts.execution_options(yield_per=1_000)
        for row in session.connection().execute(read):
            found = tally(facts_of(row))
            if stood.pop(row.id, None) != found:
                apart.append(row.number)
            yield None, found

    counts = difference(stands())
    elsewhere = list(stood)
    for at in range(0, len(elsewhere), _TOGETHER):
        numbers = select(Ticket.number).where(Ticket.id.in_(elsewhere[at : at + _TOGETHER]))
        apart += session.scalars(numbers.order_by(Ticket.seq))
    return Recounted(counts, tuple(apart))


_CELL = ("month", "subject_kind", "subject_key", "channel")


def kept_counts(session: Session, *where: ColumnElement[bool]) -> dict[Cell, Figures]:
    """The counts as they are kept; cells at nothing left out."""
    asked = select(*(_COUNT.c[name] for name in (*_CELL, *_FIGURES))).where(and_(True, *where))
    found: dict[Cell, Figures] = {}
    # Not the session's own `execute`: it treats plain columns as entities, three times dearer.
    for month, kind, key, channel, *values in session.connection().execute(asked).all():
        figures = {name: value for name, value in zip(_FIGURES, values, strict=True) if value}
        if figures:
            found[month, kind, key, channel] = figures
    return found


def counted_by_key(
    session: Session, months: Collection[str], subjects: Collection[Subject]
) -> dict[str, dict[tuple[str, str], int]]:
    """What is counted in each of `months`, by subject and key, all channels together."""
    cell = (_COUNT.c.month, _COUNT.c.subject_kind, _COUNT.c.subject_key)
    asked = (
        select(*cell, func.sum(_COUNT.c.counted))
        .where(_COUNT.c.month.in_(months), _COUNT.c.subject_kind.in_([*subjects]))
        .group_by(*cell)
    )
    found: dict[str, dict[tuple[str, str], int]] = {month: {} for month in months}
    for month, kind, key, count in session.connection().execute(asked).all():
        found[month][kind, key] = int(count)
    return found
