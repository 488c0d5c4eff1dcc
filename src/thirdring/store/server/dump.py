"""Backups of a center on a server: pg_dump's custom format, and beside it what it holds.

The programs read as the backup role, past row security. The rights of roles are left out: they are
made anew by `prepare` where the backup is restored, maybe on another server, under other names.
"""

import json
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, text

from thirdring.domain.errors import NotPermitted, Refusal, Unavailable, say
from thirdring.store.address import Address
from thirdring.store.digests import RowProgress, TableDigest, center_tables, digests
from thirdring.store.revision import revision_of
from thirdring.store.safe_files import explained_os_error, taking_place_of
from thirdring.store.server.login_functions import SCHEMA
from thirdring.store.server.prepare import ensure_database, prepare
from thirdring.store.server.programs import Program, conninfo, program, run
from thirdring.store.server.quiet_log import keep_values_out_of_the_log
from thirdring.store.server.whole import become_owner, everything, reading_role
from thirdring.store.upgrade import explained, server_transaction

_SNAPSHOT = text("SELECT pg_export_snapshot()")
_VERSION = text("SELECT current_setting('server_version_num')::integer / 10000")
_ANYTHING = text(
    "SELECT EXISTS (SELECT FROM pg_class WHERE relnamespace = 'public'::regnamespace "
    "AND relkind IN ('r', 'p', 'v', 'm', 'S')) OR to_regnamespace(:logins) IS NOT NULL"
)
# All rows of a backup are there, its rights aren't yet: the steps of `bring_back`.
_ROWS_ONLY = text(
    "SELECT to_regclass('public.alembic_version') IS NOT NULL AND to_regnamespace(:logins) IS NULL"
)
# Since this version the programs say a setting that older servers don't know.
_SETS_TIMEOUT = 17
# Lines of an archive's list that are rights or what hangs on them; `prepare` makes them anew.
_RIGHTS = re.compile(
    r"^\d+; \d+ \d+ (?:POLICY|ROW SECURITY|ACL|DEFAULT ACL|FUNCTION public thirdring_\S*"
    r"|TRIGGER public \S+ thirdring_\S+) "
)


@dataclass(frozen=True, slots=True)
class Dumped:
    """What a backup holds: the revision, and count and digest of each table."""

    revision: str
    tables: dict[str, TableDigest]


@dataclass(frozen=True, slots=True)
class Brought:
    """What is in the database now. `compared`: the backup's counts and digests were beside it, and
    are these. `before` is the backup's revision.
    """

    before: str
    after: str
    compared: bool
    tables: dict[str, TableDigest]


def beside(file: Path) -> Path:
    """Where the counts and digests of a backup are."""
    return file.with_name(file.name + ".digests.json")


def dump(
    address: Address, file: Path, progress: RowProgress = lambda _done, _total: None
) -> Dumped:
    """Write the center at `address` to `file`, as it stands at one moment, while others work on.

    `progress` counts tables. The file takes its name only when it has been written and read again.

    Raises:
        NotPermitted: who is connected may not read everything.
        Refusal: `file` exists.
        Unavailable: no fitting pg_dump, no room, server gone.
    """
    file = file.expanduser().absolute()
    if file.exists():
        raise Refusal(say("{file} exists already: choose another name.", file=str(file)))
    with everything(address) as connection:
        found = program("pg_dump", int(connection.scalar(_VERSION) or 0))
        reader = program("pg_restore", found.version)
        role = reading_role(connection)
        snapshot = str(connection.scalar(_SNAPSHOT))
        with taking_place_of(file) as part:
            _dump(found, address, part, role or "", snapshot, progress)
            # Reads every byte of it, as a restore would.
            run(reader, ["--file", os.devnull, part])
            told = Dumped(str(revision_of(connection)), digests(connection))
            _keep_beside(file, told)
        return told


def _dump(
    found: Program, address: Address, part: Path, role: str, snapshot: str, progress: RowProgress
) -> None:
    run(
        found,
        [
            "--format=custom", "--verbose", "--no-password", f"--file={part}", f"--role={role}",
            f"--snapshot={snapshot}", f"--exclude-schema={SCHEMA}", "--no-owner",
            "--no-privileges", f"--dbname={conninfo(address, found)}",
        ],
        address,
        _counting("dumping contents of table", progress),
    )  # fmt: skip


def _counting(words: str, progress: RowProgress) -> Any:
    # Beside the center's tables: the search index, the revision.
    done, total = 0, len(center_tables()) + 2

    def told(line: str) -> None:
        nonlocal done
        if words in line:
            done += 1
            progress(done, total)

    return told


def _keep_beside(file: Path, told: Dumped) -> None:
    with taking_place_of(beside(file)) as part:
        part.write_text(json.dumps(asdict(told), indent=1), encoding="utf-8")


def bring_back(
    file: Path, address: Address, progress: RowProgress = lambda _done, _total: None
) -> Brought:
    """Restore a backup into an empty database of a server, which is made when it is not there; then
    bring it to this revision, make roles and rights anew, and compare every table.

    Raises:
        NotPermitted: who is connected is no database administrator.
        Refusal: no such file, no backup of ours, or the database is not empty.
        Unavailable: no fitting pg_restore; the backup is damaged; what arrived differs.
    """
    file = file.expanduser().absolute()
    if not file.is_file():
        raise Refusal(say("There is no file {file}.", file=str(file)))
    kept = _kept_beside(file)
    ensure_database(address, lambda _: None)
    with explained(address, None), server_transaction(address) as connection:
        _refuse_full(connection, address)
        keep_values_out_of_the_log(connection)
        server = int(connection.scalar(_VERSION) or 0)
    found = program("pg_restore", server)
    _refuse_too_new(found, server)
    _restore(found, address, file, progress)
    done = prepare(address)
    with everything(address) as connection:
        there = digests(connection)
    same_revision = kept is not None and kept.revision == done.after
    if kept is not None and same_revision and kept.tables != there:
        wrong = ", ".join(name for name in there if kept.tables.get(name) != there[name])
        raise Unavailable(
            say("What was restored differs from the backup in {tables}: don't work with it.",
                tables=wrong)
        )  # fmt: skip
    with explained(address, None), server_transaction(address) as connection:
        become_owner(connection)
        # A backup doesn't bring along what a server knew of its tables.
        connection.exec_driver_sql("ANALYZE")
    return Brought(done.before or done.after, done.after, same_revision, there)


def _restore(found: Program, address: Address, file: Path, progress: RowProgress) -> None:
    with _list_without_rights(found, file) as chosen:
        run(
            found,
            [
                "--single-transaction", "--exit-on-error", "--verbose", "--no-owner",
                "--no-privileges", "--no-password", f"--use-list={chosen}",
                f"--dbname={conninfo(address, found)}", file,
            ],
            address,
            _counting("processing data for table", progress),
        )  # fmt: skip


@contextmanager
def _list_without_rights(found: Program, file: Path) -> Iterator[Path]:
    """A file with what of the archive is restored, for `--use-list`."""
    with tempfile.TemporaryDirectory(prefix="thirdring-") as folder:
        chosen = Path(folder) / "list"
        run(found, ["--list", f"--file={chosen}", file])
        with explained_os_error(chosen):
            lines = chosen.read_text(encoding="utf-8", errors="replace").splitlines()
            if not any(" TABLE public alembic_version " in line for line in lines):
                raise Refusal(say("{file} is not a backup of a center.", file=str(file)))
            kept = [line for line in lines if not _RIGHTS.match(line)]
            chosen.write_text("\n".join(kept) + "\n", encoding="utf-8")
        yield chosen


def _refuse_full(connection: Connection, address: Address) -> None:
    if not connection.scalar(text("SELECT rolsuper OR rolcreaterole FROM pg_roles "
                                  "WHERE rolname = current_user")):  # fmt: skip
        raise NotPermitted(
            say("Only the database's administrator can restore a backup."), rule="H5"
        )
    if connection.scalar(_ROWS_ONLY, {"logins": SCHEMA}):
        raise Refusal(
            say(
                "{address} holds a center without rights, as a restore leaves it that was stopped "
                "half-way: `thirdring server init` completes it.",
                address=str(address),
            )
        )
    if connection.scalar(_ANYTHING, {"logins": SCHEMA}):
        raise Refusal(
            say(
                "{address} is not empty: a backup is restored into a new database, which then takes "
                "this one's place. Name one that is not there yet.",
                address=str(address),
            )
        )


def _refuse_too_new(found: Program, server: int) -> None:
    if found.version >= _SETS_TIMEOUT > server:
        raise Unavailable(
            say(
                "pg_restore of version {found} speaks to servers from 17 on, this one is of version "
                "{server}: install PostgreSQL's client programs of version {server}.",
                found=found.version, server=server,
            )
        )  # fmt: skip


def _kept_beside(file: Path) -> Dumped | None:
    """What the backup held when it was made; None when that isn't beside it."""
    try:
        told = json.loads(beside(file).read_text(encoding="utf-8"))
        tables = {name: TableDigest(**found) for name, found in told["tables"].items()}
        return Dumped(str(told["revision"]), tables)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
