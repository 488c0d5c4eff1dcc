"""`setup` and `demo`: a center to work in, and one to look around in."""

import os
import sys
from datetime import UTC, datetime
from typing import Annotated

import typer

from thirdring.cli.output import say_to_person, show
from thirdring.cli.session import Session
from thirdring.domain.enums import Language
from thirdring.i18n import _, use_language


def setup(
    context: typer.Context,
    company: Annotated[str, typer.Option("--company", help="The center's name.")],
    login: Annotated[str, typer.Option("--login", help="Your login; it gets every role.")],
    name: Annotated[str, typer.Option("--name", help="Your name.")] = "",
    language: Annotated[Language, typer.Option("--language")] = Language.ZH_CN,
    timezone: Annotated[str, typer.Option("--timezone")] = "Asia/Shanghai",
) -> None:
    """Make a center: its name, its language and time zone, and the first account.

    The password comes from THIRDRING_PASSWORD or is asked for; without either the account has
    none, and anyone who can open the file can use it.
    """
    from thirdring.usecases.set_up import FirstStart, set_up
    from thirdring.usecases.staff_accounts import new_login

    session: Session = context.obj
    if session.address.on_server:
        from thirdring.cli.server import set_up_server

        set_up_server(session, company, login, name, language, timezone)
        return
    use_language(language)
    login = new_login(login)
    password = _new_password(login)
    store = session.store(create=True)
    with store.begin_write() as transaction:
        account = set_up(
            transaction,
            FirstStart(company, login, name, password, language, timezone),
            datetime.now(UTC),
        )
    if password is None:
        say_to_person(
            _("No password was set: anyone who can open this file is {login}.").format(login=login)
        )
    show(
        {"company": company, "login": login, "id": account, "db": str(session.address)},
        session.format,
    )


def _new_password(login: str) -> str | None:
    given = os.environ.get("THIRDRING_PASSWORD")
    if given is not None:
        return given or None
    if not sys.stdin.isatty():
        return None
    import getpass

    while True:
        first = getpass.getpass(
            _("Choose a password for {login} (empty: none): ").format(login=login)
        )
        if not first or first == getpass.getpass(_("Once more: ")):
            return first or None
        say_to_person(_("The two were not the same."))


def demo(
    context: typer.Context,
    tickets: Annotated[int, typer.Option("--tickets", min=0, max=2_000_000)] = 400,
    calls: Annotated[int, typer.Option("--calls", min=0, max=6_000_000)] = 1500,
    seed: Annotated[int, typer.Option("--seed")] = 3,
    language: Annotated[Language, typer.Option("--language")] = Language.ZH_CN,
) -> None:
    """Fill an empty database with a believable center and print its logins."""
    from thirdring.cli.progress import progress_bar
    from thirdring.usecases.fill_demo import fill_demo

    session: Session = context.obj
    use_language(language)
    if session.address.on_server:
        from thirdring.cli.server import ready_for_sample

        store = ready_for_sample(session)
    else:
        store = session.store(create=True)
    with progress_bar(_("Filling the sample center")) as progress:
        logins = fill_demo(
            store, tickets=tickets, calls=calls, seed=seed, language=language, progress=progress
        )
    if session.address.on_server:
        from thirdring.usecases.server_accounts import open_sample_logins

        open_sample_logins(store, logins)
    show(logins, session.format)
