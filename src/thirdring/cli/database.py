"""`db upgrade | check | info | backup | restore | copy | encrypt`: the database itself."""

from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from thirdring.cli.database_copy import copy_database
from thirdring.cli.database_server import back_up_server, restore_server
from thirdring.cli.output import say_to_person, show
from thirdring.cli.session import Session
from thirdring.domain.errors import NotFound, Refusal, Unavailable, say
from thirdring.domain.roles import Permission
from thirdring.i18n import _, render

app = typer.Typer(help="The database itself.", no_args_is_help=True)
app.command("copy")(copy_database)
File = Annotated[Path, typer.Argument(metavar="FILE")]


@app.command("upgrade")
def upgrade_database(context: typer.Context) -> None:
    """Bring the database to this program's revision; a file is backed up first. On a server it is the
    work of its administrator, and all `server init` does for a center that is there.
    """
    from thirdring.store.upgrade import upgrade

    session: Session = context.obj
    if session.address.on_server:
        from thirdring.store.server.prepare import prepare

        known = session.server_address()
        made = session.with_password(
            known, lambda at: prepare(at, lambda message: say_to_person(render(message)))
        )
        show({"before": made.before, "after": made.after, "backup": None}, session.format)
        return
    _must_exist(session)
    done = upgrade(session.address, session.key(), lambda message: say_to_person(render(message)))
    show({"before": done.before, "after": done.after, "backup": done.backup}, session.format)


@app.command("info")
def info_of_database(context: typer.Context) -> None:
    """What the database is: engine, revision, safety settings, rows per table."""
    from thirdring.store.info import info

    session: Session = context.obj
    show(asdict(info(session.store())), session.format)


@app.command("check")
def check_database(context: typer.Context) -> None:
    """Read everything and check that it holds together; on a server also that the month's counts
    and the rights are what they should be.
    """
    from thirdring.store.integrity import check

    session: Session = context.obj
    on_server = session.address.on_server
    _must_exist(session)
    if on_server:
        report = session.with_password(
            session.server_address(), lambda at: check(at, datetime.now(UTC))
        )
    else:
        report = check(session.address, datetime.now(UTC), session.key())
    if not report.problems and not on_server:
        _refuse_other_programs(session)
    found = {
        "ok": not report.problems,
        "problems": list(report.problems),
        "good_backup": report.offer,
        "loss_accepted": report.loss_accepted,
    }
    show(found, session.format)
    if report.problems and on_server:
        raise Refusal(
            say(
                "The database is not as it should be. Rights are put right by `thirdring server "
                "init`, records by restoring a backup into a new database."
            )
        )
    if report.problems:
        raise Refusal(say("The database is damaged. Restore a backup: thirdring db restore FILE."))


@app.command("backup")
def backup_database(context: typer.Context, file: File) -> None:
    """Write a verified copy of the database to FILE, while others work in it. Of a server it is
    made by pg_dump, as its administrator or a login in its backup role.
    """
    from thirdring.store.backup import backup

    session: Session = context.obj
    if session.address.on_server:
        back_up_server(session, file)
        return
    _must_exist(session)
    session.center().read(lambda ctx: ctx.require(Permission.BACKUP))
    contents = backup(session.store(), file)
    show({"file": str(file), **asdict(contents)}, session.format)


@app.command("restore")
def restore_database(context: typer.Context, file: File) -> None:
    """Put a backup in the database's place; what it replaces is kept beside it. On a server it
    goes into a new database, by pg_restore, as the server's administrator.
    """
    from thirdring.store.restore import restore

    session: Session = context.obj
    file = file.expanduser().absolute()
    if not file.is_file():
        raise NotFound(say("There is no file {file}.", file=str(file)))
    if session.address.on_server:
        restore_server(session, file)
        return
    _may_restore(session)
    done = restore(file, session.address, session.key(file), current_key=session.key())
    show({"file": str(file), "replaced": done.replaced, **asdict(done.contents)}, session.format)


@app.command("encrypt")
def encrypt_database(
    context: typer.Context,
    off: Annotated[bool, typer.Option("--off", help="Make it a plain file again.")] = False,
    new_key: Annotated[bool, typer.Option("--new-key", help="Change the key.")] = False,
) -> None:
    """Encrypt the file; its recovery key is shown once, on stdout."""
    from thirdring.domain.recovery_key import recovery_key
    from thirdring.store import encryption
    from thirdring.store.file_keys import keep_key

    session: Session = context.obj
    _must_exist(session)
    session.center().read(lambda ctx: ctx.require(Permission.MANAGE_CENTER))
    session.close()
    key = session.key()
    if off:
        encryption.turn_off(session.address, key or "")
        show({"encrypted": False}, session.format)
        return
    fresh = (
        encryption.change_key(session.address, key or "")
        if new_key
        else encryption.turn_on(session.address)
    )
    kept = keep_key(session.address.file, fresh)
    if not kept:
        say_to_person(
            _("There is no system keyring here: keep the recovery key, it is asked for each time.")
        )
    show(
        {"encrypted": True, "recovery_key": recovery_key(bytes.fromhex(fresh)), "keyring": kept},
        session.format,
    )


def _refuse_other_programs(session: Session) -> None:
    """A sound file may still be none of ours."""
    from thirdring.store.engine import open_store

    try:
        open_store(session.address, session.key(), read_only=True).close()
    except Unavailable:
        return  # an older one of ours, which an upgrade helps


def _may_restore(session: Session) -> None:
    """Whoever names an account needs its permission, as far as the database can still tell.
    Without `--as` it is the matter of who owns the file: it may be too damaged to sign in to.
    """
    from thirdring.domain.errors import NotPermitted, ThirdRingError
    from thirdring.usecases.regain_account import refuse_strangers

    path = session.address.path
    if path is None or not path.exists():
        return
    if session.login is None:
        refuse_strangers(path)
        return
    try:
        session.center().read(lambda ctx: ctx.require(Permission.BACKUP))
    except NotPermitted:
        raise
    except ThirdRingError:
        return  # nobody can sign in to a damaged file, or to one of a newer program
    finally:
        session.close()


def _must_exist(session: Session) -> None:
    path = session.address.path
    if path is not None and not path.exists():
        raise NotFound(
            say("There is no database at {path}. Run “thirdring setup” to make one.",
                path=str(path))
        )  # fmt: skip
