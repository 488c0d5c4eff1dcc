"""Puts a backup in the database's place; what stood there is kept beside."""

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from thirdring.domain.errors import Refusal, say
from thirdring.store.address import Address, parse_address
from thirdring.store.backup import Contents, PageProgress, copy_file, verified
from thirdring.store.locking import alone
from thirdring.store.network_share import refuse_network_share
from thirdring.store.safe_files import explained_os_error, make_durable, taking_place_of
from thirdring.store.sqlite_connection import Dbapi, connect, shm_of, wal_of


@dataclass(frozen=True, slots=True)
class Restored:
    """What is in place now, and where the replaced file went (None: there was none)."""

    contents: Contents
    replaced: Path | None


def restore(
    file: Path,
    address: Address | str | None,
    key: str | None = None,
    *,
    current_key: str | None = None,
    progress: PageProgress | None = None,
) -> Restored:
    """Verify the backup `file`, then swap it in.

    `key` opens the backup, and the database from then on; `current_key` opens what stands there
    now (default: the same). An older revision is fine: the next start upgrades it.

    Raises:
        Refusal: no such file, not ours, newer than the program, wrong key, or the database is open
            in another window or process.
        Unavailable: the backup is damaged, or there is no room. The database is as it was.
    """
    address = address if isinstance(address, Address) else parse_address(address)
    path, file = address.file, file.expanduser().absolute()
    if not file.is_file():
        raise Refusal(say("There is no file {file}.", file=str(file)))
    if path.exists() and file.samefile(path):
        raise Refusal(say("{file} is the database itself.", file=str(file)))
    refuse_network_share(path)
    verified(file, key)
    with explained_os_error(path):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with alone(path, current_key or key):
        replaced: Path | None = None
        with taking_place_of(path) as part:
            contents = copy_file(file, key, part, progress)
            if path.exists():
                replaced = _keep_beside(path, current_key or key)
        return Restored(contents, replaced)


def _keep_beside(path: Path, key: str | None) -> Path:
    """Give the present file a second name, so that at no moment the first one is missing."""
    moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")
    kept = path.with_name(f"{path.stem}.replaced-{moment}{path.suffix}")
    _bring_in_wal(path, key)
    with explained_os_error(path):
        # A -wal that could not be brought in must never meet the restored file.
        for beside, kept_beside in ((wal_of(path), wal_of(kept)), (shm_of(path), shm_of(kept))):
            if beside.exists():
                beside.replace(kept_beside)
        try:
            os.link(path, kept)
        except OSError:  # a file system without hard links
            path.replace(kept)
        make_durable(path.parent)
    return kept


def _bring_in_wal(path: Path, key: str | None) -> None:
    try:
        connection = connect(path, key)
        connection.execute("PRAGMA journal_mode = DELETE").fetchone()
        connection.close()
    except Dbapi.Error:
        return  # damaged, or of another key: kept as it is, with its -wal
