"""Improvement measures (H7, J4): an owner and a date, followed up, closed with what came of it."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, select

from thirdring.domain.case_values import MeasureState
from thirdring.domain.errors import Conflict, NotFound, NotPermitted, Refusal, say
from thirdring.domain.ids import new_id
from thirdring.domain.indicators import Indicator
from thirdring.domain.roles import Permission
from thirdring.domain.text_safety import TextKind, clean
from thirdring.store.tables import Measure, MeasureNote, Staff, Ticket
from thirdring.usecases.callback_access import there
from thirdring.usecases.context import Context
from thirdring.usecases.manage_staff import by_login
from thirdring.usecases.ticket_access import load_ticket
from thirdring.usecases.timeline import record_event

RULE = "H7"


@dataclass(frozen=True, slots=True)
class NewMeasure:
    """What is done so that it doesn't happen again. `owner` is a login."""

    what: str
    owner: str
    due_on: date
    cause: str = ""
    indicator: Indicator | None = None
    ticket: uuid.UUID | str | None = None


@dataclass(frozen=True, slots=True)
class FollowUp:
    """How it was coming along; `at` aware UTC, `by` a name."""

    text: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """One measure with its follow-ups, oldest first; `number` the ticket's it came from."""

    id: uuid.UUID
    version: int
    what: str
    cause: str | None
    owner: str
    owner_login: str
    due_on: date
    overdue: bool
    state: MeasureState
    indicator: Indicator | None
    number: str | None
    result: str | None
    made_at: datetime
    closed_at: datetime | None
    notes: tuple[FollowUp, ...]


def add_measure(ctx: Context, new: NewMeasure) -> MeasureRow:
    """Decide on a measure.

    Raises:
        NotPermitted: only who decides reviews. NotFound: no such person or ticket.
        Refusal: nothing to do is said, it is due before today, or its owner is out of use.
    """
    ctx.require(Permission.REVIEW)
    owner = by_login(ctx, new.owner)
    ticket = load_ticket(ctx, new.ticket) if new.ticket is not None else None
    what = clean(new.what, TextKind.TEXT, field="what").text
    if not what:
        raise Refusal(say("Say what is done."), rule=RULE, field="what")
    if new.due_on < ctx.center.time.day_of(ctx.now):
        raise Refusal(say("A measure is due today or later."), rule=RULE, field="due_on")
    if not owner.active:
        raise Refusal(say("{name} is no longer here.", name=owner.name), rule=RULE, field="owner")
    row = Measure(
        id=new_id(),
        ticket_id=ticket.id if ticket else None,
        indicator=new.indicator.value if new.indicator else None,
        cause=clean(new.cause, TextKind.TEXT, field="cause").text or None,
        what=what,
        owner_id=owner.id,
        due_on=new.due_on,
        state=MeasureState.OPEN,
        made_by=ctx.actor.id,
        made_at=ctx.now,
    )
    ctx.session.add(row)
    ctx.session.flush()
    _tell(ctx, row, "measure_made")
    return _one(ctx, row.id)


def follow_up(
    ctx: Context, measure_id: uuid.UUID, text: str, *, version: int | None = None
) -> MeasureRow:
    """Write down how it is coming along.

    Raises:
        NotPermitted: neither its owner nor one who decides reviews. NotFound: no such measure.
        Conflict: changed meanwhile. Refusal: nothing was written, or it is closed.
    """
    row = _load(ctx, measure_id, version)
    text = clean(text, TextKind.TEXT, field="text").text
    if not text:
        raise Refusal(say("Write how it is coming along."), rule=RULE, field="text")
    note = MeasureNote(
        id=new_id(), measure_id=row.id, text=text, made_by=ctx.actor.id, made_at=ctx.now
    )
    ctx.session.add(note)
    row.version += 1
    _tell(ctx, row, "measure_followed")
    return _one(ctx, row.id)


def give_measure(ctx: Context, measure_id: uuid.UUID, to_login: str) -> MeasureRow:
    """Hand an open measure to somebody who is there (C6); its date stays.

    Raises:
        NotPermitted: only who decides reviews. NotFound: no such measure or person.
        Refusal: it is closed, or the person isn't there.
    """
    ctx.require(Permission.REVIEW)
    row, to = _load(ctx, measure_id, None), by_login(ctx, to_login)
    if not there(ctx, to):
        raise Refusal(
            say("{name} isn't there: choose somebody who is.", name=to.name), rule="C6", field="to"
        )
    before, row.owner_id = row.owner_id, to.id
    row.version += 1
    _tell(ctx, row, "measure_handed_over", before=str(before), after=str(to.id))
    return _one(ctx, row.id)


def close_measure(
    ctx: Context,
    measure_id: uuid.UUID,
    result: str,
    *,
    dropped: bool = False,
    version: int | None = None,
) -> MeasureRow:
    """It is done, or dropped; `result` says what came of it, or why not.

    Raises:
        As `follow_up`.
    """
    row = _load(ctx, measure_id, version)
    result = clean(result, TextKind.TEXT, field="result").text
    if not result:
        raise Refusal(say("Write what came of it."), rule=RULE, field="result")
    row.state = MeasureState.DROPPED if dropped else MeasureState.DONE
    row.result, row.closed_at = result, ctx.now
    row.version += 1
    _tell(ctx, row, "measure_closed")
    return _one(ctx, row.id)


def list_measures(
    ctx: Context, *, state: MeasureState | None = None, overdue: bool = False
) -> tuple[MeasureRow, ...]:
    """The measures by date; who sees no reports sees their own. `overdue`: open and past its day."""
    where: list[ColumnElement[bool]] = []
    if not ctx.actor.may(Permission.SEE_REPORTS):
        where.append(Measure.owner_id == ctx.actor.id)
    if state is not None:
        where.append(Measure.state == state)
    if overdue:
        today = ctx.center.time.day_of(ctx.now)
        where += [Measure.state == MeasureState.OPEN, Measure.due_on < today]
    return _rows(ctx, *where)


def _load(ctx: Context, measure_id: uuid.UUID, version: int | None) -> Measure:
    asked = select(Measure).where(Measure.id == measure_id)
    row = ctx.session.scalars(asked).one_or_none()
    if row is None:
        raise NotFound(say("There is no such measure."), field="id")
    if row.owner_id != ctx.actor.id and not ctx.actor.may(Permission.REVIEW):
        raise NotPermitted(say("Its owner or a supervisor follows a measure up."), rule=RULE)
    row = ctx.session.scalars(
        asked.with_for_update(), execution_options={"populate_existing": True}
    ).one()
    if version is not None and row.version != version:
        raise Conflict(
            say("This measure was changed by somebody else meanwhile."), theirs=_one(ctx, row.id)
        )
    if row.state is not MeasureState.OPEN:
        raise Refusal(say("This measure is closed."), rule=RULE, field="id")
    return row


def _tell(ctx: Context, row: Measure, verb: str, **people: str) -> None:
    record_event(ctx, verb, "measure", row.id, ticket_id=row.ticket_id, rule=RULE, **people)
    ctx.touch("measures")


def _one(ctx: Context, measure_id: uuid.UUID) -> MeasureRow:
    return _rows(ctx, Measure.id == measure_id)[0]


def _rows(ctx: Context, *where: ColumnElement[bool]) -> tuple[MeasureRow, ...]:
    ctx.session.flush()
    found = ctx.session.execute(
        select(Measure, Staff.name, Staff.login, Ticket.number)
        .join(Staff, Staff.id == Measure.owner_id)
        .outerjoin(Ticket, Ticket.id == Measure.ticket_id)
        .where(*where)
        .order_by(Measure.due_on, Measure.made_at, Measure.id)
    ).all()
    notes = _notes(ctx, *where)
    today = ctx.center.time.day_of(ctx.now)
    return tuple(
        MeasureRow(
            id=row.id, version=row.version, what=row.what, cause=row.cause, owner=name,
            owner_login=login, due_on=row.due_on,
            overdue=row.state is MeasureState.OPEN and row.due_on < today, state=row.state,
            indicator=Indicator(row.indicator) if row.indicator else None, number=number,
            result=row.result, made_at=row.made_at, closed_at=row.closed_at,
            notes=tuple(notes.get(row.id, ())),
        )
        for row, name, login, number in found
    )  # fmt: skip


def _notes(ctx: Context, *where: ColumnElement[bool]) -> dict[uuid.UUID, list[FollowUp]]:
    rows = ctx.session.execute(
        select(MeasureNote.measure_id, MeasureNote.text, Staff.name, MeasureNote.made_at)
        .join(Measure, Measure.id == MeasureNote.measure_id)
        .join(Staff, Staff.id == MeasureNote.made_by)
        .where(*where)
        .order_by(MeasureNote.made_at, MeasureNote.id)
    )
    notes: dict[uuid.UUID, list[FollowUp]] = {}
    for measure_id, text, name, at in rows:
        notes.setdefault(measure_id, []).append(FollowUp(text, name, at))
    return notes
