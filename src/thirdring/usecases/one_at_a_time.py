"""Deeds that have to come one after the other where no row is there to be locked."""

from enum import IntEnum

from sqlalchemy import text

from thirdring.usecases.context import Context

_WAIT = text("SELECT pg_advisory_xact_lock(:what, :key)")
_TRY = text("SELECT pg_try_advisory_xact_lock(:what, hashtext(coalesce(current_schema(), '')))")


class Turn(IntEnum):
    """What is waited for, as the first half of an advisory lock; others: store/month_counts.py,
    store/presence.py.
    """

    LEFT_BY = 0x3355
    FIGURES = 0x3356
    ALARMS = 0x3357


def take_turn(ctx: Context, what: Turn, key: bytes) -> None:
    """Wait until nobody else is at it, and keep others waiting until the commit. Two keys may share
    a turn. A file has one writer anyway.
    """
    if ctx.connection.dialect.name == "postgresql":
        number = int.from_bytes(key[-4:], signed=True)
        ctx.session.execute(_WAIT, {"what": int(what), "key": number})


def take_free_turn(ctx: Context, what: Turn) -> bool:
    """Be the only one at it until the commit; False, at once, while somebody else is."""
    if ctx.connection.dialect.name != "postgresql":
        return True
    return bool(ctx.session.execute(_TRY, {"what": int(what)}).scalar_one())
