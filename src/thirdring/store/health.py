"""What is remembered of a file's integrity, beside it: readable also when the file is not."""

import contextlib
import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

CHECK_EVERY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Health:
    """The last check (aware UTC; None: never) and what it found. `due`: check at the next chance,
    because the file was left by a kill or a power cut.
    """

    checked_at: datetime | None = None
    problems: tuple[str, ...] = ()
    due: bool = False

    def wants_check(self, now: datetime) -> bool:
        """Whether a check is due at `now`: daily, after an unclean exit, or after a bad one."""
        if self.due or self.problems or self.checked_at is None:
            return True
        return not timedelta(0) <= now - self.checked_at < CHECK_EVERY


def health_of(path: Path) -> Health:
    """What is remembered of the database file `path`; nothing when that can't be read."""
    try:
        kept = json.loads(_file(path).read_text(encoding="utf-8"))
        at = kept["checked_at"]
        return Health(
            datetime.fromisoformat(at).astimezone(UTC) if at else None,
            tuple(map(str, kept["problems"])),
            bool(kept["due"]),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return Health(due=_file(path).exists())


def remember(path: Path, health: Health) -> None:
    """Keep `health` beside `path`. A full disk is let pass: the check is then due again."""
    kept = {
        "checked_at": health.checked_at.isoformat() if health.checked_at else None,
        "problems": health.problems,
        "due": health.due,
    }
    part = _file(path).with_suffix(".part")
    with contextlib.suppress(OSError):
        part.write_text(json.dumps(kept), encoding="utf-8")
        part.replace(_file(path))


def note_unclean(path: Path) -> None:
    """Remember that the file was left by a kill or a power cut."""
    remember(path, replace(health_of(path), due=True))


def _file(path: Path) -> Path:
    return path.with_name(path.name + ".health")
