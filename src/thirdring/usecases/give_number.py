"""Ticket numbers: kind letter, the center's day, desk code, running number."""

from collections.abc import Sequence

from sqlalchemy import select

from thirdring.domain import ticket_numbers
from thirdring.domain.enums import TicketKind
from thirdring.store.tables import Desk, Ticket
from thirdring.usecases.context import Context


def give_number(ctx: Context, kind: TicketKind) -> str:
    """The next number of this desk; its running number starts at 1 on each of the center's days.

    The desk's row is locked until the commit, so that two processes on one file never give the
    same number.
    """
    return give_numbers(ctx, [kind])[0]


def number_of(ctx: Context, kind: TicketKind, given: str | None) -> str:
    """The number a desk has `given` the ticket already. A new one where it gave none, or where
    another ticket has it: the folder of a desk was copied, and its counter with it.
    """
    if given is None:
        return give_number(ctx, kind)
    taken = ctx.session.scalar(select(Ticket.id).where(Ticket.number == given))
    return given if taken is None else give_number(ctx, kind)


def give_numbers(ctx: Context, kinds: Sequence[TicketKind]) -> list[str]:
    """The next numbers, one for each ticket to be."""
    day = ctx.center.time.day_of(ctx.now)
    desk = ctx.session.scalars(
        select(Desk).where(Desk.code == ctx.center.desk_code).with_for_update()
    ).one()
    # A machine clock set back a day must not give yesterday's numbers twice: the counter goes on.
    if desk.counter_day is None or desk.counter_day < day.isoformat():
        desk.counter_day, desk.counter = day.isoformat(), 0
    first, desk.counter = desk.counter + 1, desk.counter + len(kinds)
    counted_on = type(day).fromisoformat(desk.counter_day)
    ctx.session.flush()
    return [
        ticket_numbers.make(kind, counted_on, desk.code, running)
        for running, kind in enumerate(kinds, start=first)
    ]
