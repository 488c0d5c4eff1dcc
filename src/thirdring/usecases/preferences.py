"""What one person chose on screen and finds again at every desk: columns, sizes, sort."""

from typing import Any

from sqlalchemy import select

from thirdring.domain.errors import Refusal, say
from thirdring.store.tables import StaffPreference
from thirdring.usecases.context import Context

_LONGEST_KEY = 100


def read_preference(ctx: Context, key: str) -> Any:
    """The value (JSON) kept under `key`, None when nothing was chosen yet."""
    return ctx.session.scalars(
        select(StaffPreference.value).where(
            StaffPreference.staff_id == ctx.actor.id, StaffPreference.key == key
        )
    ).one_or_none()


def save_preference(ctx: Context, key: str, value: Any) -> None:
    """Keep `value` (JSON) under `key` for this person; the last choice stands.

    Raises:
        Refusal: the key is empty or longer than 100 characters.
    """
    if not 0 < len(key) <= _LONGEST_KEY:
        raise Refusal(say("This choice can't be kept under such a name."), field="key")
    ctx.session.merge(
        StaffPreference(staff_id=ctx.actor.id, key=key, value=value, updated_at=ctx.now)
    )
