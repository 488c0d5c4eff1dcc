"""Picking up in time (A1, A2): how often it rang, and whether an apology opens the call."""

import datetime as dt
import math
from dataclasses import dataclass

from thirdring.domain.enums import Direction
from thirdring.domain.policy import Key, Policy


@dataclass(frozen=True, slots=True)
class PickUp:
    """`rings` as the record keeps it (None: unknown); `waited` from the first ring to the answer.

    `late`: the opening line apologises (A2). `disagree`: rings and times told different stories,
    and the times were taken.
    """

    rings: int | None
    waited: dt.timedelta | None
    late: bool
    disagree: bool


def rings_in(waited: dt.timedelta, policy: Policy) -> int:
    """The ring during which `waited` ended, counted from 1: three rings are 0 to 15 seconds."""
    ring = policy.span(Key.RING_SECONDS)
    return max(1, math.ceil(waited / ring))


def pick_up(
    policy: Policy,
    *,
    direction: Direction,
    rings: int | None = None,
    started_at: dt.datetime | None = None,
    answered_at: dt.datetime | None = None,
) -> PickUp:
    """Judge the pick-up by the times where both are known, else by the rings counted.

    A call that we made, or that nobody answered, is never answered late. Somebody may count the
    rings that were over or the one that was broken off, so both counts agree with the times,
    unless only one of them is in time.
    """
    limit = policy.integer(Key.RINGS_LIMIT)
    inbound = direction is Direction.INBOUND
    if started_at is None or answered_at is None or answered_at < started_at:
        late = inbound and rings is not None and rings > limit
        return PickUp(rings, None, late, disagree=False)
    waited = answered_at - started_at
    by_time = rings_in(waited, policy)
    late = by_time > limit
    over = waited // policy.span(Key.RING_SECONDS)
    agree = rings is None or (rings in {over, by_time} and (rings > limit) == late)
    kept = rings if rings is not None and agree else by_time
    return PickUp(kept, waited, late=inbound and late, disagree=not agree)
