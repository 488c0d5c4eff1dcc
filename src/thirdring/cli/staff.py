"""`staff list | add | import | deactivate | absent` and what belongs to accounts."""

import os
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from thirdring.cli.output import say_to_person, show
from thirdring.cli.session import Session
from thirdring.domain.enums import Role
from thirdring.domain.errors import Refusal, say
from thirdring.domain.roles import Permission
from thirdring.i18n import _

if TYPE_CHECKING:
    from thirdring.usecases.center import Center
    from thirdring.usecases.staff_accounts import StaffRow

app = typer.Typer(help="The people of the center.", no_args_is_help=True)
_COLUMNS = ("login", "name", "roles", "department", "active", "absent_until")
Login = Annotated[str, typer.Argument(metavar="LOGIN")]


def staff_json(row: "StaffRow") -> dict[str, Any]:
    """One account; `role` is the first of `roles`, for those who expect one."""
    return {**asdict(row), "role": row.roles[0] if row.roles else None}


def _print(session: Session, center: "Center", data: Any) -> None:
    show(data, session.format, columns=_COLUMNS, time=center.read(lambda ctx: ctx.center.time))


@app.command("list")
def list_all(context: typer.Context) -> None:
    """Everybody, by login."""
    from thirdring.usecases.manage_staff import list_staff

    session: Session = context.obj
    center = session.center()
    _print(session, center, [staff_json(row) for row in center.read(list_staff)])


@app.command("add")
def add(
    context: typer.Context,
    login: Annotated[str, typer.Option("--login")],
    name: Annotated[str, typer.Option("--name")],
    role: Annotated[list[Role], typer.Option("--role", help="May be given several times.")],
    department: Annotated[str | None, typer.Option("--department")] = None,
    post: Annotated[str | None, typer.Option("--post")] = None,
    work_number: Annotated[str | None, typer.Option("--work-number")] = None,
    password: Annotated[
        bool, typer.Option("--password", help="Ask for a first password on the terminal.")
    ] = False,
) -> None:
    """Add someone. Without --password they sign in without one until it is set."""
    from thirdring.usecases.manage_staff import NewStaff, add_staff

    session: Session = context.obj
    new = NewStaff(
        login=login,
        name=name,
        roles=frozenset(role),
        department=department,
        post=post,
        work_number=work_number,
    )
    if session.address.on_server:
        from thirdring.cli.server import add_person

        add_person(session, new)
        return
    center = session.center()
    new = replace(new, password=_asked() if password else None)
    _print(session, center, staff_json(center.run(add_staff, new)))


@app.command("deactivate")
def take_out_of_use(context: typer.Context, login: Login) -> None:
    """Take an account out of use; what it did stays."""
    from thirdring.usecases.manage_staff import deactivate

    session: Session = context.obj
    center = session.center()
    _print(session, center, staff_json(center.run(deactivate, login)))


@app.command("reactivate")
def take_into_use(context: typer.Context, login: Login) -> None:
    """Take an account into use again."""
    from thirdring.usecases.manage_staff import reactivate

    session: Session = context.obj
    center = session.center()
    row = center.run(reactivate, login)
    if session.address.on_server and not row.has_password:
        say_to_person(
            _(
                "The old password is gone; a new one is given with “thirdring server reset-password”."
            )
        )
    _print(session, center, staff_json(row))


@app.command("absent")
def absent(
    context: typer.Context,
    login: Login,
    until: Annotated[str | None, typer.Option("--until", help="A time of the center.")] = None,
    back: Annotated[bool, typer.Option("--back", help="They are back.")] = False,
) -> None:
    """Mark someone absent from now on, or back. What they owe is listed for who hands it over."""
    from thirdring.cli.callbacks import callback_json
    from thirdring.usecases.mark_absent import mark_absent, mark_present

    session: Session = context.obj
    center = session.center()
    if back:
        _print(session, center, staff_json(center.run(mark_present, login)))
        return
    owed = center.run(mark_absent, login, _until(center, until))
    lines = [line.masked() if session.masked else line for line in owed.callbacks]
    _print(
        session,
        center,
        {
            **staff_json(owed.person),
            "callbacks": [callback_json(line) for line in lines],
            "tickets": [asdict(ticket) for ticket in owed.tickets],
            "visits": [asdict(visit) for visit in owed.visits],
            "tasks": [asdict(task) for task in owed.tasks],
            "reports": [asdict(report) for report in owed.reports],
            "measures": [asdict(measure) for measure in owed.measures],
        },
    )


def _until(center: "Center", text: str | None) -> datetime | None:
    if text is None:
        return None
    time = center.read(lambda ctx: ctx.center.time)
    if len(text) <= 10:
        return time.day_bounds(time.parse_day(text, field="until"))[1]
    return time.parse(text, field="until")


@app.command("password")
def password(
    context: typer.Context,
    login: Login,
    owner: Annotated[
        bool,
        typer.Option("--owner", help="Without signing in, for who owns the database file."),
    ] = False,
) -> None:
    """Give someone a new password (asked for on the terminal); lifts a lock-out.

    With --owner an administrator who forgot theirs gets a new one, from THIRDRING_PASSWORD or the
    terminal. The database has to be a file of this user of the system; it is recorded.
    """
    from thirdring.usecases.manage_staff import reset_password

    session: Session = context.obj
    if owner:
        _regain(session, login)
        return
    if session.address.on_server:
        from thirdring.cli.server import renew_password_of

        renew_password_of(session, login)
        return
    center = session.center()
    center.read(lambda ctx: ctx.require(Permission.MANAGE_STAFF))  # before anybody types
    _print(session, center, staff_json(center.run(reset_password, login, _asked() or "")))


def _regain(session: Session, login: str) -> None:
    from thirdring.usecases.regain_account import refuse_strangers, regain_account

    path = session.address.file
    store = session.store()
    refuse_strangers(path)
    fresh = os.environ.get("THIRDRING_PASSWORD") or _asked() or ""
    regain_account(store, login, fresh, store.now())
    show({"login": login, "password_reset": True}, session.format)


@app.command("import")
def import_file(context: typer.Context, file: Annotated[Path, typer.Argument()]) -> None:
    """Add everybody in a CSV or XLSX file (login, name, role, department, post, work_number)."""
    from thirdring.cli.imports import report_json
    from thirdring.usecases.import_staff import import_staff

    session: Session = context.obj
    report = session.center().run(import_staff, file)
    show(report_json(report), session.format)
    if report.refused:
        raise typer.Exit(1)


def _asked() -> str | None:
    import getpass
    import sys

    from thirdring.i18n import _

    if not sys.stdin.isatty():
        raise Refusal(say("A password is typed on a terminal; there is none here."))

    return getpass.getpass(_("First password: ")) or None
