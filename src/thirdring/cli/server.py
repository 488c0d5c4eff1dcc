"""`server init | add-user | remove-user | reset-password | check`: a center on a PostgreSQL server."""

import os
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from thirdring.cli.new_password import first_password
from thirdring.cli.output import Format, say_to_person, show
from thirdring.cli.session import Session
from thirdring.domain.enums import Language, Role
from thirdring.domain.errors import NotPermitted, Refusal, say
from thirdring.domain.roles import Permission
from thirdring.i18n import _, render, use_language

if TYPE_CHECKING:
    from thirdring.usecases.center import Center

app = typer.Typer(help="A center on a PostgreSQL server.", no_args_is_help=True)
Login = Annotated[str, typer.Argument(metavar="LOGIN")]


@app.command("init")
def init(
    context: typer.Context,
    company: Annotated[str, typer.Option("--company", help="The center's name.")] = "",
    login: Annotated[str, typer.Option("--login", help="The first account's.")] = "",
    name: Annotated[str, typer.Option("--name", help="That person's name.")] = "",
    language: Annotated[Language, typer.Option("--language")] = Language.ZH_CN,
    timezone: Annotated[str, typer.Option("--timezone")] = "Asia/Shanghai",
) -> None:
    """Make a center on a server, or bring one to this version; as the database's administrator.

    Makes the database when there is none of that name, its roles, tables and rights, and the first
    account, which holds every role. Done again, it repairs what is missing.
    """
    set_up_server(context.obj, company, login, name, language, timezone)


def set_up_server(
    session: Session, company: str, login: str, name: str, language: Language, timezone: str
) -> None:
    """What `server init` does; `setup` comes here for a server."""
    from thirdring.store.engine import open_store
    from thirdring.store.server.prepare import prepare
    from thirdring.usecases.server_accounts import as_owner, has_center

    use_language(Language(os.environ.get("THIRDRING_LANGUAGE", language)))
    address = session.server_address()
    done = session.with_password(
        address, lambda known: prepare(known, lambda told: say_to_person(render(told))), spare=True
    )
    answer: dict[str, Any] = {"db": str(address), **asdict(done)}
    with open_store(session.known or address) as store:
        with as_owner(store) as transaction:
            there = has_center(transaction)
        if not there:
            answer |= _found(session, store, company, login, name, language, timezone)
    show(answer, session.format)


def ready_for_sample(session: Session) -> Any:
    """The open database for the sample center, set up; as the database's administrator."""
    from thirdring.store.server.prepare import prepare

    session.with_password(session.server_address(), prepare)
    return session.store()


def _found(
    session: Session, store: Any, company: str, login: str, name: str, language: Language, zone: str
) -> dict[str, Any]:
    from thirdring.usecases.server_accounts import as_owner, found_on_server
    from thirdring.usecases.set_up import FirstStart
    from thirdring.usecases.staff_accounts import new_login

    missing = [
        option for option, given in (("--company", company), ("--login", login)) if not given
    ]
    if missing:
        raise Refusal(
            say(
                "The database is ready and holds no center yet: say {options} to make one.",
                options=", ".join(missing),
            )
        )
    login = new_login(login)
    password, made = first_password(login, also=session.spare_password)
    first = FirstStart(company, login, name, password, language, zone)
    with as_owner(store) as transaction:
        account = found_on_server(transaction, first, datetime.now(UTC), chosen=not made)
    return {
        "company": company, "login": login, "id": account, **({"password": password} if made else {})
    }  # fmt: skip


@app.command("add-user")
def add_user(
    context: typer.Context,
    login: Annotated[str, typer.Option("--login")],
    name: Annotated[str, typer.Option("--name")],
    role: Annotated[list[Role], typer.Option("--role", help="May be given several times.")],
    department: Annotated[str | None, typer.Option("--department")] = None,
    post: Annotated[str | None, typer.Option("--post")] = None,
    work_number: Annotated[str | None, typer.Option("--work-number")] = None,
) -> None:
    """Add someone to the center, with a login of the server. They change the password at once."""
    from thirdring.usecases.manage_staff import NewStaff

    new = NewStaff(
        login=login, name=name, roles=frozenset(role), department=department, post=post,
        work_number=work_number,
    )  # fmt: skip
    add_person(context.obj, new)


def add_person(session: Session, new: Any) -> None:
    """What `server add-user` does; `staff add` comes here for a server."""
    from dataclasses import replace

    from thirdring.usecases.manage_staff import add_staff
    from thirdring.usecases.server_accounts import hire

    _server_only(session)
    center = session.center_or_administrator()
    password, made = first_password(new.login)
    new = replace(new, password=password)
    _tell(
        session,
        _kept(session, center, lambda c: c.run(add_staff, new), hire, new),
        password if made else None,
    )


@app.command("remove-user")
def remove_user(context: typer.Context, login: Login) -> None:
    """Take someone's account and login out of use and end their sessions; what they did stays."""
    from thirdring.usecases.manage_staff import deactivate
    from thirdring.usecases.server_accounts import dismiss

    session: Session = context.obj
    _server_only(session)
    center = session.center_or_administrator()
    _tell(session, _kept(session, center, lambda c: c.run(deactivate, login), dismiss, login))


@app.command("reset-password")
def reset_user_password(context: typer.Context, login: Login) -> None:
    """Give someone a new password, to be changed at the next sign-in; makes a login that is missing."""
    renew_password_of(context.obj, login)


def renew_password_of(session: Session, login: str) -> None:
    """What `server reset-password` does; `staff password` comes here for a server."""
    from thirdring.usecases.manage_staff import reset_password
    from thirdring.usecases.server_accounts import renew_password

    _server_only(session)
    center = session.center_or_administrator()
    password, made = first_password(login)
    _tell(
        session,
        _kept(
            session, center, lambda c: c.run(reset_password, login, password),
            renew_password, login, password,
        ),
        password if made else None,
    )  # fmt: skip


@app.command("check")
def check(context: typer.Context) -> None:
    """Look whether the server is set up as it should be; exit code 1 if something is wrong."""
    from thirdring.usecases.check_server import check_server

    session: Session = context.obj
    _server_only(session)
    center = session.center_or_administrator()
    if center is not None:
        center.read(lambda ctx: ctx.require(Permission.MANAGE_CENTER))
    found = check_server(session.store())
    rows = [{**asdict(one), "advice": render(one.advice) if one.advice else None} for one in found]
    wrong = [one for one in found if one.state == "wrong"]
    if session.format is Format.JSON:
        show({"ok": not wrong, "checks": rows}, session.format)
    else:
        show(rows, session.format, columns=("check", "state", "found", "advice"))
    if wrong:
        names = ", ".join(one.check for one in wrong)
        raise Refusal(say("The server is not as it should be: {names}.", names=names))


def _kept(
    session: Session, center: "Center | None", deed: Callable[["Center"], Any],
    other: Callable[..., Any], *arguments: Any,
) -> dict[str, Any]:  # fmt: skip
    """Run `deed` for an administrator of the center, or `other` for one of the database."""
    from thirdring.usecases.server_accounts import as_owner

    if center is not None:
        row = deed(center)
        return {"login": row.login, "name": row.name, "roles": row.roles, "active": row.active}
    with as_owner(session.store()) as transaction:
        staff = other(transaction, *arguments, datetime.now(UTC))
        return {"login": staff.login, "name": staff.name, "active": staff.active}


def _tell(session: Session, answer: dict[str, Any], password: str | None = None) -> None:
    if password is not None:
        say_to_person(_("The password is shown this once; it is changed at the first sign-in."))
        answer = {**answer, "password": password}
    show(answer, session.format)


def _server_only(session: Session) -> None:
    if not session.address.on_server:
        raise NotPermitted(
            say(
                "{address} is a file, not a server: its people are kept with “thirdring staff”.",
                address=str(session.address.path),
            )
        )
