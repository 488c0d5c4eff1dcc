"""`db backup` and `db restore` of a server."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from thirdring.cli.output import say_to_person, show
from thirdring.cli.progress import progress_bar
from thirdring.cli.session import Session
from thirdring.i18n import _

if TYPE_CHECKING:
    from thirdring.store.digests import TableDigest


def back_up_server(session: Session, file: Path) -> None:
    """Write the server's center to `file`; beside it, what it holds."""
    from thirdring.store.server.dump import beside, dump

    with progress_bar(_("Backing up")) as progress:
        made = session.with_password(session.server_address(), lambda at: dump(at, file, progress))
    show(
        {
            "file": str(file), "beside": str(beside(file)), "revision": made.revision,
            **_counted(made.tables),
        },
        session.format,
    )  # fmt: skip


def restore_server(session: Session, file: Path) -> None:
    """Bring a backup into a new database of the server."""
    from thirdring.store.server.dump import bring_back

    with progress_bar(_("Restoring")) as progress:
        done = session.with_password(
            session.server_address(), lambda at: bring_back(file, at, progress)
        )
    show(
        {
            "file": str(file), "replaced": None, "revision": done.after, "before": done.before,
            "compared": done.compared, **_counted(done.tables),
        },
        session.format,
    )  # fmt: skip
    if done.compared:
        say_to_person(_("Restored: every table has the rows and the digest of the backup."))
    elif done.before != done.after:
        say_to_person(_("Restored and upgraded; digests can't be compared across revisions."))
    else:
        say_to_person(
            _("Restored. The backup's digests are not beside it, so nothing could be compared.")
        )


def _counted(tables: "Mapping[str, TableDigest]") -> dict[str, Any]:
    return {
        "tables": {name: found.rows for name, found in tables.items()},
        "digests": {name: found.digest for name, found in tables.items()},
    }
