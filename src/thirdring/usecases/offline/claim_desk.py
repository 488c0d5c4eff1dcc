"""A code of its own for a desk of a server, so that it gives ticket numbers also without it (J1)."""

from datetime import datetime

from sqlalchemy import select, text

from thirdring.domain import ticket_numbers
from thirdring.domain.centertime import CenterTime
from thirdring.domain.enums import TicketKind
from thirdring.domain.errors import Unavailable
from thirdring.domain.ids import new_id
from thirdring.domain.roles import Permission
from thirdring.store.desk_numbers import DeskNumbers
from thirdring.store.tables import Desk
from thirdring.usecases.context import Context

_LOCK = 0x3D35C0DE


def claim_desk(ctx: Context, name: str | None = None) -> str:
    """The first code no desk has yet, for the computer `name`. It is given once and never again, so
    a computer that lost its own begins with a new one.

    Raises:
        NotPermitted: the role takes nothing down. NoDeskCodeLeft: all codes are given out.
    """
    ctx.require(Permission.LOG_CALL)
    if ctx.connection.dialect.name == "postgresql":
        ctx.session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    code = ticket_numbers.free_desk_code(ctx.session.scalars(select(Desk.code)).all())
    ctx.session.add(
        Desk(id=new_id(), code=code, name=(name or "")[:100] or None, created_at=ctx.now)
    )
    ctx.session.flush()
    return code


class NumberGiver:
    """This desk's own next ticket number; None while it has no code, or its disk takes nothing."""

    def __init__(self, numbers: DeskNumbers, time: CenterTime) -> None:
        self._numbers, self._time = numbers, time

    def number(self, kind: TicketKind, now: datetime) -> str | None:
        """The number of a ticket of `kind` opened at `now` (aware)."""
        try:
            given = self._numbers.next(self._time.day_of(now))
        except (Unavailable, TimeoutError):
            return None
        if given is None:
            return None
        return ticket_numbers.make(kind, given.day, given.code, given.running)
