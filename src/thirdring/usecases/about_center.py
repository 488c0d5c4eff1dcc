"""The facts of the center and its file, to read; and a backup made when somebody asks for one."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from thirdring.domain.errors import NotPermitted, say
from thirdring.domain.ids import new_id
from thirdring.domain.roles import Permission
from thirdring.store.address import EngineKind
from thirdring.store.backup import backup
from thirdring.store.engine import Store
from thirdring.store.info import info
from thirdring.store.rolling_backups import backups_folder, backups_of
from thirdring.usecases.context import Context
from thirdring.usecases.timeline import record_event


@dataclass(frozen=True, slots=True)
class AboutCenter:
    """`backups` are the times (UTC) of the rolling backups, newest first; none on a server.

    `rows` counts the rows of each table. `address` never shows a password.
    """

    company: str
    timezone: str
    address: str
    engine: str
    engine_version: str
    on_server: bool
    encrypted: bool
    revision: str
    rows: tuple[tuple[str, int], ...]
    backups: tuple[datetime, ...]
    folder: str


def about_center(ctx: Context, store: Store) -> AboutCenter:
    """What `store` is and holds; counting large tables takes a moment.

    Raises:
        NotPermitted: neither backups nor the center are this person's matter.
    """
    if not (ctx.actor.may(Permission.BACKUP) or ctx.actor.may(Permission.MANAGE_CENTER)):
        raise NotPermitted(
            say("Your role does not allow this: {deed}.", deed=Permission.MANAGE_CENTER.value)
        )
    found = info(store)
    on_server = store.address.kind is not EngineKind.SQLITE
    path = store.address.path
    made = () if on_server or path is None else tuple(b.time for b in backups_of(path))
    return AboutCenter(
        company=ctx.center.company,
        timezone=ctx.center.time.zone.key,
        address=found.url,
        engine=found.engine,
        engine_version=found.engine_version,
        on_server=on_server,
        encrypted=found.encrypted,
        revision=found.revision or "",
        rows=tuple(found.tables.items()),
        backups=made,
        folder="" if on_server or path is None else str(backups_folder(path)),
    )


def back_up_to(ctx: Context, file: Path, store: Store) -> Path:
    """Copy the center to `file`, which must not exist yet; encrypted as its source is.

    A read, so that nobody's saving waits for the copy; `note_backup` writes down that it was made.

    Raises:
        NotPermitted. Refusal: the file exists, or the center is on a server. Unavailable: no room.
    """
    ctx.require(Permission.BACKUP)
    backup(store, file)
    return file


def note_backup(ctx: Context, file: Path) -> Path:
    """Add to the timeline that a copy of everything was taken out, and under which name (H5, H6)."""
    ctx.require(Permission.BACKUP)
    record_event(ctx, "backed_up", "center", new_id(), file=file.name)
    return file
