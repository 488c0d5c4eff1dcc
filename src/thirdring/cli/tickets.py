"""`tickets list | show`."""

from enum import StrEnum
from typing import Annotated

import typer

from thirdring.cli.output import show
from thirdring.cli.session import Session
from thirdring.domain.enums import TicketKind, TicketState
from thirdring.domain.errors import Refusal, say
from thirdring.domain.ticket_views import Status

app = typer.Typer(help="Find tickets.", no_args_is_help=True)
# The words --status takes; a word of none of them is wrong usage (exit code 2).
_Status = StrEnum("_Status", {s.name: s.value for s in (*Status, *TicketState)})  # type: ignore[misc]
_COLUMNS = ("number", "state", "due_at", "name", "about", "severity", "owner")


@app.command("list")
def list_tickets(
    context: typer.Context,
    view: Annotated[
        str, typer.Option("--view", help="mine, open, overdue, … or your own.")
    ] = "all",
    search: Annotated[str, typer.Option("--search")] = "",
    status: Annotated[
        _Status | None, typer.Option("--status", help="A state, open or closed.")
    ] = None,
    kind: Annotated[TicketKind | None, typer.Option("--kind")] = None,
    limit: Annotated[int, typer.Option("--limit")] = 100,
) -> None:
    """Tickets, by what is due first."""
    from thirdring.usecases.find_tickets import list_for_people

    session: Session = context.obj
    center = session.center()
    rows = center.read(
        list_for_people,
        view=view,
        search=search,
        status=status,
        kind=kind,
        limit=limit,
        masked=session.masked,
    )
    show(rows, session.format, columns=_COLUMNS, time=center.read(lambda ctx: ctx.center.time))


@app.command("show")
def show_one(
    context: typer.Context,
    number: Annotated[str, typer.Argument(metavar="NUMBER-or-ID")],
) -> None:
    """One ticket with its timeline, calls and callbacks."""
    from thirdring.usecases.show_ticket import show_for_people

    session: Session = context.obj
    if not number.strip():
        raise Refusal(say("Say which ticket: its number or its id."), field="number")
    center = session.center()
    row = center.read(show_for_people, number, masked=session.masked)
    show(row, session.format, time=center.read(lambda ctx: ctx.center.time))
