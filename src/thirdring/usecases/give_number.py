"""Ticket numbers: kind letter, the center's day, desk code, running number."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Integer, bindparam, case, or_, select, update

from thirdring.domain import ticket_numbers
from thirdring.domain.enums import TicketKind
from thirdring.store.tables import Desk, Ticket
from thirdring.usecases.context import Context

# A machine clock set back a day must not give yesterday's numbers twice: the counter goes on.
_NEW_DAY = or_(Desk.counter_day.is_(None), Desk.counter_day < bindparam("day"))
_COUNT_ON = (
    update(Desk.__table__)  # type: ignore[arg-type]
    .where(Desk.code == bindparam("desk"))
    .values(
        counter_day=case((_NEW_DAY, bindparam("day")), else_=Desk.counter_day),
        counter=case((_NEW_DAY, 0), else_=Desk.counter) + bindparam("more", type_=Integer),
    )
    .returning(Desk.counter_day, Desk.counter)
)

_TAKEN = select(Ticket.seq).where(Ticket.number == bindparam("number"))


def give_number(ctx: Context, kind: TicketKind) -> str:
    """The next number of this desk; its running number starts at 1 on each of the center's days.

    The desk's row is locked until the commit, so that two processes on one file never give the
    same number.
    """
    return give_numbers(ctx, [kind])[0]


def free_number(ctx: Context, given: str | None) -> str | None:
    """The number a desk has `given` a ticket already; None where another ticket has it: the folder
    of a desk was copied, and its counter with it.
    """
    if given is None or ctx.connection.scalar(_TAKEN, {"number": given}) is not None:
        return None
    return given


def give_numbers(ctx: Context, kinds: Sequence[TicketKind]) -> list[str]:
    """The next numbers, one for each ticket to be."""
    day = ctx.center.time.day_of(ctx.now)
    code = ctx.center.desk_code
    counted_on, last = ctx.connection.execute(
        _COUNT_ON, {"desk": code, "day": day.isoformat(), "more": len(kinds)}
    ).one()
    counted_day = date.fromisoformat(str(counted_on))
    return [
        ticket_numbers.make(kind, counted_day, code, running)
        for running, kind in enumerate(kinds, start=last - len(kinds) + 1)
    ]
