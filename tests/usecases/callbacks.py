"""Promises to play with: a customer called, and is to be called back."""

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from thirdring.store.tables import (
    Callback,
    CallbackAttempt,
    ClockRow,
    Escalation,
    Event,
    TicketNote,
)
from thirdring.usecases.log_call import log_call
from thirdring.usecases.records import CallInput, checked

TOLD = {
    "number": "138 1234 5678",
    "name": "王雅琴",
    "title": "ms",
    "address": "东湖区文景路 88 号",
    "hung_up_by": "customer",
    "category": "delivery",
    "raised": "沙发原定 20 日送货，至今未到",
    "read_back": True,
    "outcome": "callback",
}
CUT_OFF = {"number": "138 1234 5678", "outcome": "cut_off", "hung_up_by": "line"}


def promise(house: Any, who: Any, minutes: int = 20, **changes: Any) -> uuid.UUID:
    """A callback told now by `who`, due in `minutes`; its id."""
    asked = {"minutes": minutes, "about": "送货时间"}
    if minutes > 30:
        asked["reason"] = "客户下午开会"
    record = TOLD | {"callback": asked} | changes
    return logged(house, who, record)


def cut_off(house: Any, who: Any, **changes: Any) -> uuid.UUID:
    """A call the line ended now; the redial's id."""
    return logged(house, who, CUT_OFF | changes)


def logged(house: Any, who: Any, record: dict[str, Any]) -> uuid.UUID:
    start, end = house.now - timedelta(minutes=3), house.now
    times = {"started_at": start.isoformat(), "answered_at": start.isoformat(),
             "ended_at": end.isoformat()}  # fmt: skip
    call = who.run(log_call, checked(CallInput, times | record))
    with house.store.begin_read() as session:
        found: uuid.UUID = session.scalars(
            select(Callback.id).where(Callback.call_id == call.id)
        ).one()
    return found


def row(house: Any, callback_id: uuid.UUID) -> Callback:
    with house.store.begin_read() as session:
        found: Callback = session.get_one(Callback, callback_id)
        session.expunge(found)
    return found


def all_of(house: Any, table: Any, *where: Any) -> list[Any]:
    with house.store.begin_read() as session:
        rows = session.scalars(
            select(table).where(*where).order_by(*table.__table__.primary_key)
        ).all()
        session.expunge_all()
        return list(rows)


def attempts(house: Any, callback_id: uuid.UUID) -> list[CallbackAttempt]:
    return all_of(house, CallbackAttempt, CallbackAttempt.callback_id == callback_id)


def told_times(
    house: Any, callback_id: uuid.UUID
) -> list[tuple[str, datetime, datetime | None, datetime | None]]:
    """Rule, due, met, cancelled of every time that was told, the first one first."""
    rows = all_of(house, ClockRow, ClockRow.callback_id == callback_id)
    rows.sort(key=lambda clock: clock.started_at)
    return [(c.rule, c.due_at, c.met_at, c.cancelled_at) for c in rows]


def sent_up(house: Any, *states: str) -> list[Escalation]:
    where = [Escalation.state.in_(states)] if states else []
    return all_of(house, Escalation, *where)


def events(house: Any, *verbs: str) -> list[Event]:
    return all_of(house, Event, Event.verb.in_(verbs))


def notes(house: Any) -> Sequence[TicketNote]:
    return all_of(house, TicketNote)
