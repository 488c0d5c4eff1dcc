"""Which rolling backups stay: the newest of each of the last days, weeks and months (H6)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

from thirdring.domain.policy import Key, Policy

_DEFAULT = Policy()


@dataclass(frozen=True, slots=True)
class Retention:
    """How many days, ISO weeks and months that have a backup keep one; default: the policy's."""

    daily: int = _DEFAULT.integer(Key.BACKUP_DAILY)
    weekly: int = _DEFAULT.integer(Key.BACKUP_WEEKLY)
    monthly: int = _DEFAULT.integer(Key.BACKUP_MONTHLY)


def keep(
    times: Iterable[datetime],
    now: datetime,
    policy: Retention = Retention(),
    zone: tzinfo = UTC,
) -> frozenset[datetime]:
    """The times (aware) of those backups that stay; the others may go.

    Days without a backup don't count, so a center that was shut for a season keeps its last ones.
    What is dated after `now` stays: a clock was wrong, and which one can't be known. `zone` is
    the center's, where its days begin.
    """
    newest_first = sorted(set(times), reverse=True)
    past = [t for t in newest_first if t <= now]
    kept = {t for t in newest_first if t > now} | set(past[:1])
    for count, period in (
        (policy.daily, _day),
        (policy.weekly, _week),
        (policy.monthly, _month),
    ):
        newest: dict[tuple[int, ...], datetime] = {}
        for time in past:
            newest.setdefault(period(time.astimezone(zone)), time)
        kept.update(list(newest.values())[:count])
    return frozenset(kept)


def _day(time: datetime) -> tuple[int, ...]:
    return time.year, time.month, time.day


def _week(time: datetime) -> tuple[int, ...]:
    return tuple(time.isocalendar())[:2]


def _month(time: datetime) -> tuple[int, ...]:
    return time.year, time.month
