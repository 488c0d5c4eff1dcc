"""Backups that make themselves, daily, and thin themselves out by weeks and months (H6)."""

import contextlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path

from thirdring.domain.errors import ThirdRingError
from thirdring.domain.retention_of_backups import Retention, keep
from thirdring.store.address import EngineKind
from thirdring.store.backup import PageProgress, copy_file, verified
from thirdring.store.engine import Store
from thirdring.store.safe_files import explained_os_error

EVERY = timedelta(days=1)
_FORM = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True, slots=True)
class RollingBackup:
    """One file of the backups folder, by the time in its name (aware UTC)."""

    time: datetime
    path: Path


def backups_folder(path: Path) -> Path:
    """Where the rolling backups of the database file `path` are."""
    return path.parent / "backups"


def backup_name(path: Path, time: datetime) -> str:
    """What the rolling backup of `path` made at `time` (aware) is called."""
    return f"{path.stem}-{time.astimezone(UTC).strftime(_FORM)}{path.suffix}"


def backups_of(path: Path, folder: Path | None = None) -> list[RollingBackup]:
    """The rolling backups of `path`, newest first."""
    found = []
    for file in (folder or backups_folder(path)).glob(f"{path.stem}-*{path.suffix}"):
        with contextlib.suppress(ValueError):
            stamp = file.stem.removeprefix(f"{path.stem}-")
            found.append(RollingBackup(datetime.strptime(stamp, _FORM).replace(tzinfo=UTC), file))
    return sorted(found, key=lambda b: b.time, reverse=True)


def back_up_if_due(
    store: Store,
    now: datetime,
    *,
    folder: Path | None = None,
    retention: Retention = Retention(),  # noqa: B008 - frozen
    zone: tzinfo = UTC,
    progress: PageProgress | None = None,
) -> Path | None:
    """Back up when the newest backup is a day old, then remove what retention does not keep.

    `folder` may lie on another disk. None when nothing was due, or on a server.

    Raises:
        Unavailable: no room or the source is damaged; no older backup was removed.
    """
    if store.address.kind is not EngineKind.SQLITE or store.read_only:
        return None
    path = store.address.file
    folder = folder or backups_folder(path)
    present = backups_of(path, folder)
    if any(now - EVERY < backup.time <= now for backup in present):
        return None
    with explained_os_error(folder):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    target = folder / backup_name(path, now)
    copy_file(path, store.key, target, progress)
    present = backups_of(path, folder)
    stay = keep((b.time for b in present), now, retention, zone)
    for backup in present:
        if backup.time not in stay and backup.path != target:
            with explained_os_error(backup.path):
                backup.path.unlink(missing_ok=True)
    return target


def newest_good(
    path: Path, keys: tuple[str | None, ...], folder: Path | None = None
) -> Path | None:
    """The newest backup of `path` that can be read whole with one of `keys`; rolling ones and
    those made before an upgrade.
    """
    files = [(b.time.timestamp(), b.path) for b in backups_of(path, folder)]
    before = path.parent.glob(f"{path.stem}.before-upgrade-*{path.suffix}")
    files += [(file.stat().st_mtime, file) for file in before]
    for _, file in sorted(files, reverse=True):
        for key in keys:
            with contextlib.suppress(ThirdRingError):
                verified(file, key)
                return file
    return None
