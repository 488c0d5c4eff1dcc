"""`callbacks list | show | next | keep | hand-over`."""

import uuid
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from thirdring.cli.output import show
from thirdring.cli.session import Session
from thirdring.domain.callbacks import VIEWS
from thirdring.domain.centertime import CenterTime
from thirdring.domain.enums import CallbackResult
from thirdring.domain.errors import Refusal, say

if TYPE_CHECKING:
    from thirdring.usecases.callback_rows import CallbackLine
    from thirdring.usecases.center import Center

app = typer.Typer(help="Promises to call, and what comes of them.", no_args_is_help=True)
# The words --view takes; another word is wrong usage (exit code 2).
_View = StrEnum("_View", {view: view for view in VIEWS})  # type: ignore[misc]
_COLUMNS = ("due_at", "kind", "name", "number", "about", "owner", "tries", "ticket", "id")
CallbackId = Annotated[str, typer.Argument(metavar="ID")]


def callback_json(line: "CallbackLine") -> dict[str, Any]:
    """One callback: `number` is the one to call, `ticket` its ticket's, `reason` C2's."""
    return {
        "id": line.id,
        "kind": line.kind,
        "state": line.state,
        "number": line.number,
        "name": line.name,
        "title": line.title,
        "about": line.about,
        "told_at": line.told_at,
        "due_at": line.due_at,
        "reason": line.later_reason,
        "owner": line.owner,
        "owner_absent": line.owner_absent,
        "tries": line.tries,
        "last_result": line.last_result,
        "next_at": line.next_at,
        "ticket": line.ticket_number,
        "call": line.call_id,
        "closed_at": line.closed_at,
        "created_at": line.created_at,
        "version": line.version,
        "clocks": [
            {"rule": clock.rule, "due_at": clock.due_at, "state": clock.state}
            for clock in line.clocks
        ],
    }


@app.command("list")
def list_callbacks(
    context: typer.Context,
    overdue: Annotated[
        bool, typer.Option("--overdue", help="Only those whose time has passed.")
    ] = False,
    view: Annotated[_View | None, typer.Option("--view", help="Whose; all by default.")] = None,
    kept: Annotated[bool, typer.Option("--kept", help="Those settled today instead.")] = False,
    limit: Annotated[int, typer.Option("--limit")] = 200,
) -> None:
    """Open callbacks: redials on top, then by time left."""
    from thirdring.usecases.find_callbacks import find_callbacks

    session: Session = context.obj
    center = session.center()
    wanted: Any = "overdue" if overdue else view.value if view else "all"
    lines = center.read(find_callbacks, wanted, kept_today=kept, limit=limit)
    show(
        [callback_json(line.masked() if session.masked else line) for line in lines],
        session.format, columns=_COLUMNS, time=_time(center),
    )  # fmt: skip


@app.command("next")
def take_next(context: typer.Context) -> None:
    """Take over the next callback whose owner isn't there; empty when none waits."""
    from thirdring.usecases.take_next_callback import take_next_callback

    session: Session = context.obj
    center = session.center()
    line = center.run(take_next_callback)
    rows = [] if line is None else [callback_json(line.masked() if session.masked else line)]
    show(rows, session.format, columns=_COLUMNS, time=_time(center))


@app.command("show")
def show_one(context: typer.Context, callback: CallbackId) -> None:
    """One callback with its tries."""
    from thirdring.usecases.find_callbacks import show_callback

    session: Session = context.obj
    center = session.center()
    detail = center.read(show_callback, _id(callback), masked=session.masked)
    attempts = [
        {
            "id": tried.id, "result": tried.result, "at": tried.at, "by": tried.by,
            "note": tried.note, "next_at": tried.next_at, "reason": tried.later_reason, "call": tried.call_id,
        }
        for tried in detail.attempts
    ]  # fmt: skip
    show({**callback_json(detail.line), "attempts": attempts}, session.format, time=_time(center))


@app.command("keep")
def keep(
    context: typer.Context,
    callback: CallbackId,
    result: Annotated[CallbackResult, typer.Option("--result", help="What came of it.")],
    next_time: Annotated[
        str | None,
        typer.Option("--next", help="The next time told; after not_reached, the next try."),
    ] = None,
    note: Annotated[str, typer.Option("--note", help="What was said; why it is passed up.")] = "",
    reason: Annotated[
        str | None, typer.Option("--reason", help="Why the next time is later than C2 allows.")
    ] = None,
    call: Annotated[
        str | None, typer.Option("--call", help="The id of the call it was kept in.")
    ] = None,
) -> None:
    """Write down what came of calling back."""
    from thirdring.usecases.keep_callback import keep_callback

    session: Session = context.obj
    center = session.center()
    time = _time(center)
    line = center.run(
        keep_callback,
        _id(callback),
        result,
        next_at=_next(time, next_time),
        reason=reason,
        note=note,
        call_id=_id(call, "call") if call else None,
    )
    show(callback_json(line.masked() if session.masked else line), session.format, time=time)


@app.command("hand-over")
def hand_over(
    context: typer.Context,
    giver: Annotated[str, typer.Option("--from", help="Whose callbacks: a login.")],
    taker: Annotated[str, typer.Option("--to", help="Who keeps them now: a login.")],
    reason: Annotated[str, typer.Option("--reason")],
    ids: Annotated[
        list[str] | None, typer.Option("--id", help="Only this one; may be given several times.")
    ] = None,
    tickets: Annotated[
        bool, typer.Option("--with-tickets", help="The tickets they are owed for go along.")
    ] = False,
    everything: Annotated[
        bool, typer.Option("--all", help="All else they owe goes along.")
    ] = False,
) -> None:
    """Hand somebody's callbacks over to somebody who is there."""
    from thirdring.usecases.hand_over_callbacks import hand_over_callbacks

    session: Session = context.obj
    center = session.center()
    moved = center.run(
        hand_over_callbacks,
        giver,
        taker,
        reason,
        ids=[_id(one) for one in ids] if ids else None,
        with_tickets=tickets,
        everything=everything,
    )
    show(
        {
            "from": giver,
            "to": taker,
            "count": moved.count,
            "callbacks": moved.callbacks,
            "tickets": moved.tickets,
            "left": moved.left,
            "visits": moved.visits,
            "tasks": moved.tasks,
            "reports": moved.reports,
            "measures": moved.measures,
            "left_tickets": moved.left_tickets,
        },
        session.format,
    )


def _time(center: "Center") -> CenterTime:
    return center.read(lambda ctx: ctx.center.time)


def _next(time: CenterTime, text: str | None) -> datetime | None:
    return None if text is None else time.parse(text, field="next")


def _id(text: str, field: str = "id") -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        raise Refusal(say("“{text}” is not an id.", text=text[:60]), field=field) from None
