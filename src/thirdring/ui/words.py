"""How times, spans and names are written on screen. Pure: `now` and the zone are given.

All times are aware; `zone` is the center's.
"""

from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from thirdring import i18n
from thirdring.domain.enums import Language, Title
from thirdring.domain.errors import N_
from thirdring.i18n import _

_MINUTE = timedelta(minutes=1)
_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)
SOON = timedelta(minutes=15)
SOON_OF_A_DAY = timedelta(minutes=60)

_WEEKDAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class Urgency(StrEnum):
    FINE = "fine"
    SOON = "soon"
    OVER = "over"


def urgency(due_at: datetime, now: datetime, *, soon: timedelta = SOON) -> Urgency:
    """`soon` is 15 minutes for a promise, 60 for a 24-hour clock (policy)."""
    left = due_at - now
    if left < timedelta():
        return Urgency.OVER
    return Urgency.SOON if left <= soon else Urgency.FINE


def due_text(due_at: datetime, now: datetime, zone: ZoneInfo) -> str:
    """What is left: `12:40`, `26 min`, `Today 17:30`, `Tue 11:00`, `3 Dec`, or `18 min over`."""
    left = due_at - now
    if left < timedelta():
        return _("{span} over").format(span=span_text(-left))
    if left <= SOON:
        return clock_text(left)
    if left <= _HOUR:
        return span_text(left)
    return day_and_time(due_at, now, zone)


def clock_text(span: timedelta) -> str:
    """`12:40`, or `1:12:40` from an hour on; never negative."""
    seconds = max(0, int(span.total_seconds()))
    hours, rest = divmod(seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes:02}:{seconds:02}"


def span_text(span: timedelta) -> str:
    """`18 min`, `1 h 12 min`, `2 h`, `3 d`; a started minute counts."""
    minutes = max(1, -(-int(span.total_seconds()) // 60))
    if minutes < 60:
        return _("{n} min").format(n=minutes)
    hours, rest = divmod(minutes, 60)
    if hours >= 48:
        return _("{n} d").format(n=hours // 24)
    if rest and hours < 12:
        return _("{hours} h {minutes} min").format(hours=hours, minutes=rest)
    return _("{n} h").format(n=hours)


def off_text(span: timedelta) -> str:
    """How far a clock is off: `40 s`, from a minute on as `span_text`."""
    seconds = int(span.total_seconds())
    return _("{n} s").format(n=seconds) if seconds < 60 else span_text(span)


def day_and_time(at: datetime, now: datetime, zone: ZoneInfo) -> str:
    """`Today 17:30`, `Tomorrow 09:40`, `Yesterday 17:10`, `Tue 11:00` within a week, else a date."""
    local, today = at.astimezone(zone), now.astimezone(zone).date()
    time, days = time_text(at, zone), (local.date() - today).days
    if days == 0:
        return _("Today {time}").format(time=time)
    if days == 1:
        return _("Tomorrow {time}").format(time=time)
    if days == -1:
        return _("Yesterday {time}").format(time=time)
    if 0 < days < 7:
        day = _(_WEEKDAYS[local.weekday()])
        return _("{day} {time}").format(day=day, time=time)
    return date_text(at, now, zone)


def date_text(at: datetime, now: datetime, zone: ZoneInfo) -> str:
    """`12-03` or `3 Dec`; with the year when it isn't this one."""
    local, this_year = at.astimezone(zone), now.astimezone(zone).year
    if i18n.language() is Language.ZH_CN:
        # Put together by hand: lists do it for each row, and strftime is several times as slow.
        day = f"{local.month:02}-{local.day:02}"
        return day if local.year == this_year else f"{local.year}-{day}"
    short = f"{local.day} {_MONTHS[local.month - 1]}"
    return short if local.year == this_year else f"{short} {local.year}"


def month_text(month: int) -> str:
    """`11 月` or `Nov`."""
    return f"{month} 月" if i18n.language() is Language.ZH_CN else _MONTHS[month - 1]


def time_text(at: datetime, zone: ZoneInfo) -> str:
    """`15:02`."""
    local = at.astimezone(zone)
    return f"{local.hour:02}:{local.minute:02}"


def exact_text(at: datetime, zone: ZoneInfo) -> str:
    """`2026-11-22 14:45:08`, for tooltips and files people read."""
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M:%S}"


def named(name: str, title: Title | None) -> str:
    """`王雅琴 女士`, `Ms Wang Yaqin`; the bare name where no title is known."""
    if not name or title is None or title is Title.OTHER:
        return name
    form = _("Mr {name}") if title is Title.MR else _("Ms {name}")
    return form.format(name=name)


def number_text(count: int | None) -> str:
    """`1,286`; a count that isn't known is –, never 0."""
    return "–" if count is None else f"{count:,}"


def count_text(count: int | None, most: int | None) -> str:
    """`number_text`; more than `most`, from where on nothing is counted, are `9,999+`."""
    if count is None or most is None or count <= most:
        return number_text(count)
    return f"{number_text(most)}+"
