"""What the desk does for its database while nobody waits: checks, backups, tidying."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from thirdring.domain.errors import ThirdRingError
from thirdring.domain.policy import Key
from thirdring.domain.retention_of_backups import Retention
from thirdring.store.engine import Store
from thirdring.store.integrity import check, check_is_due
from thirdring.store.rolling_backups import back_up_if_due
from thirdring.store.upkeep import tidy
from thirdring.usecases.settings_of_center import read_center, read_policy

# 4 MB: what SQLite itself would let a log grow to before it is brought into the file.
_LOG_FRAMES = 1_000


@dataclass(frozen=True, slots=True)
class UpkeepReport:
    """What was found. `problems` is empty for a sound file; `good_backup` can be restored."""

    problems: tuple[str, ...] = ()
    good_backup: Path | None = None
    backed_up: bool = False
    # The server's database is of a newer version than this program, which may go on.
    ahead: bool = False


def keep_up(store: Store, now: datetime | None = None) -> UpkeepReport:
    """One round: the daily check (or the one after an unclean exit), the backup of the day, tidying.

    A server is its administrator's to keep, and is only asked whether it was upgraded. A damaged file is not backed up over good backups.

    Raises:
        Refusal: the server was upgraded to what this program can't go on with.
        Unavailable: disk full, locked; tried again next time.
    """
    now = now or store.now()
    if store.address.on_server:
        store.look_at_revision()
        return UpkeepReport(ahead=store.ahead)
    if store.read_only:
        return UpkeepReport()
    if check_is_due(store, now):
        report = check(store, now)
        if report.problems:
            return UpkeepReport(problems=tuple(report.problems), good_backup=report.offer)
    with store.begin_read() as session:
        policy, zone = read_policy(session), read_center(session).time.zone
    made = back_up_if_due(
        store,
        now,
        retention=Retention(
            daily=policy.integer(Key.BACKUP_DAILY),
            weekly=policy.integer(Key.BACKUP_WEEKLY),
            monthly=policy.integer(Key.BACKUP_MONTHLY),
        ),
        zone=zone,
    )
    tidy(store)
    return UpkeepReport(backed_up=made is not None)


def keep_log_short(store: Store) -> None:
    """Bring a file's write-ahead log into it once it has grown, beside whoever saves and reads, so
    that it is as long in the evening as in the morning. What stands in the way (somebody saves for
    long, a full disk) is left for the next time, and for `keep_up` to tell.
    """
    with suppress(ThirdRingError):
        store.checkpoint(beyond=_LOG_FRAMES)
