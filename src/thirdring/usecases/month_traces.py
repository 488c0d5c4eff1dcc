"""What the timeline says of a month's closings, held against them (G1): each left its trace there.

A closing's digest covers what it froze. Who closed, opened again and adjusted, and whether one of
these is gone or was put there by hand, shows where the timeline and the tables part.
"""

import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import select

from thirdring.domain.errors import Message, say
from thirdring.domain.month_sheet import Difference
from thirdring.store.tables import Event, MonthAdjustment, MonthClosing, MonthReopening, Ticket
from thirdring.usecases.context import Context

_CLOSED, _REOPENED, _ADJUSTED = "month_closed", "month_reopened", "month_adjusted"
# The center may have moved to another time zone since.
_ZONES = timedelta(days=2)


class _Trace(NamedTuple):
    """What was done to which closing or adjustment, by whom, when; `said`: what else holds it."""

    verb: str
    subject: uuid.UUID
    by: uuid.UUID | None
    at: datetime
    said: str


def traces_apart(ctx: Context, month: str) -> list[Difference]:
    """Each closing, reopening and adjustment of the month that the timeline doesn't know as it is,
    and what it tells of them that isn't there.
    """
    kept = {*_closings(ctx, month), *_adjustments(ctx, month)}
    apart = kept ^ set(_told(ctx, month))
    numbers = {one.subject: one.said.split()[0] for one in apart if one.verb == _ADJUSTED}
    found = sorted({(one.verb, one.subject) for one in apart}, key=str)
    return [
        Difference("traces", _sentence(verb, numbers.get(subject, ""), month))
        for verb, subject in found
    ]


def _sentence(verb: str, number: str, month: str) -> Message:
    if verb == _ADJUSTED:
        return say(
            "The adjustment of {number} in {month} is not what the timeline tells of it.",
            number=number, month=month,
        )  # fmt: skip
    if verb == _REOPENED:
        return say(
            "The timeline tells otherwise whether and by whom {month} was opened again.",
            month=month,
        )
    return say("The timeline tells otherwise how and by whom {month} was closed.", month=month)


def _closings(ctx: Context, month: str) -> Iterator[_Trace]:
    rows = ctx.session.execute(
        select(MonthClosing, MonthReopening)
        .outerjoin(MonthReopening, MonthReopening.closing_id == MonthClosing.id)
        .where(MonthClosing.month == month)
    )
    for closing, opened in rows:
        yield _Trace(_CLOSED, closing.id, closing.closed_by, closing.closed_at.astimezone(UTC),
                     f"{closing.number} {closing.digest}")  # fmt: skip
        if opened is not None:
            yield _Trace(_REOPENED, closing.id, opened.reopened_by,
                         opened.reopened_at.astimezone(UTC), "")  # fmt: skip


def _adjustments(ctx: Context, month: str) -> Iterator[_Trace]:
    rows = ctx.session.execute(
        select(MonthAdjustment, Ticket.number)
        .join(Ticket, Ticket.id == MonthAdjustment.ticket_id)
        .where(MonthAdjustment.month == month)
    )
    for row, number in rows:
        yield _Trace(_ADJUSTED, row.id, row.decided_by, row.decided_at.astimezone(UTC),
                     f"{number} {row.decided_month}")  # fmt: skip


def _told(ctx: Context, month: str) -> Iterator[_Trace]:
    """A month's are written after it is over, so that the rest of the timeline is left alone."""
    rows = ctx.session.execute(
        select(Event.verb, Event.subject_id, Event.actor_id, Event.at, Event.detail, Ticket.number)
        .outerjoin(Ticket, Ticket.id == Event.ticket_id)
        .where(
            Event.at >= ctx.center.time.month_bounds(month)[1] - _ZONES,
            Event.verb.in_((_CLOSED, _REOPENED, _ADJUSTED)),
        )
    )
    for verb, subject, by, at, detail, number in rows:
        if detail["month"] != month:
            continue
        said = {
            _CLOSED: f"{detail.get('number')} {detail.get('digest')}", _REOPENED: "",
            _ADJUSTED: f"{number} {detail.get('decided')}",
        }[verb]  # fmt: skip
        yield _Trace(verb, subject, by, at.astimezone(UTC), said)
