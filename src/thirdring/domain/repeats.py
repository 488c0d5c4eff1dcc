"""When a repeating task comes again (F5): weekly, monthly, yearly, by the center's calendar."""

import calendar
import datetime as dt

from thirdring.domain.case_values import Repeat
from thirdring.domain.centertime import CenterTime

_WEEK = dt.timedelta(days=7)


def anchor(due_at: dt.datetime, repeat: Repeat, time: CenterTime) -> int | None:
    """The day of the month that a monthly or yearly task keeps to, 1 to 31.

    Kept with the task: what was due on the 31st is due on the 28th in February and on the 31st
    again in March.
    """
    if repeat in {Repeat.MONTHLY, Repeat.YEARLY}:
        return time.day_of(due_at).day
    return None


def next_due(
    due_at: dt.datetime,
    repeat: Repeat,
    anchor_day: int | None,
    after: dt.datetime,
    time: CenterTime,
) -> dt.datetime | None:
    """The first time after both `due_at` and `after` (aware UTC), at the same time of day.

    What was done late doesn't leave a pile of missed ones behind. None for what comes once. A
    month without the day has it on its last; 29 February is the 28th in other years.
    """
    if repeat is Repeat.NEVER:
        return None
    local = time.to_local(due_at)
    day, clock = local.date(), local.time()
    found = due_at
    while found <= max(due_at, after):
        day = _following(day, repeat, anchor_day or day.day)
        wall = dt.datetime.combine(day, clock)
        # An hour the clock skips reads with the offset before the change.
        found = wall.replace(tzinfo=time.zone, fold=0).astimezone(dt.UTC)
    return found


def _following(day: dt.date, repeat: Repeat, anchor_day: int) -> dt.date:
    if repeat is Repeat.WEEKLY:
        return day + _WEEK
    if repeat is Repeat.MONTHLY:
        year, month = day.year + day.month // 12, day.month % 12 + 1
    else:
        year, month = day.year + 1, day.month
    return dt.date(year, month, min(anchor_day, calendar.monthrange(year, month)[1]))
