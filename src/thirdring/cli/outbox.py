"""`outbox list | take-over`: what people who left have left on this computer (C6, H6)."""

from dataclasses import asdict
from typing import Annotated

import typer

from thirdring.cli.output import show
from thirdring.cli.session import Session

app = typer.Typer(help="Records a desk kept while its server was away.", no_args_is_help=True)


@app.command("list")
def list_left(context: typer.Context) -> None:
    """Outboxes on this computer of people whose account is out of use."""
    from thirdring.usecases.offline.left_behind import left_outboxes

    session: Session = context.obj
    rows = [asdict(row) for row in session.center().read(left_outboxes)]
    show(rows, session.format, columns=("login", "name", "records"))


@app.command("take-over")
def take_over(
    context: typer.Context,
    login: Annotated[str, typer.Argument(metavar="LOGIN")],
    reason: Annotated[str, typer.Option("--reason")] = "",
) -> None:
    """Bring them to the center: calls in their agent's name; the rest says who wrote it."""
    from thirdring.usecases.offline.left_behind import forget_taken, take_over_outbox

    session: Session = context.obj
    done = session.center().run(take_over_outbox, login, reason)
    forget_taken(done)
    rows = [
        {"id": str(record.id), "deed": record.deed, "made_at": record.made_at, "result": result}
        for record, result in (*((one, "taken") for one in done.taken), *done.left)
    ]
    show(rows, session.format, columns=("made_at", "deed", "result"))
