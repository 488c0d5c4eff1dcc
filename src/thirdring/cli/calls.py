"""`calls log | list | show`."""

import json
import sys
import uuid
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from thirdring.cli.output import show
from thirdring.cli.session import Session
from thirdring.domain.centertime import CenterTime
from thirdring.domain.errors import Refusal, Refusals, Unavailable, say

if TYPE_CHECKING:
    from thirdring.usecases.call_rows import CallRow
    from thirdring.usecases.context import Context

app = typer.Typer(help="Log calls and find them again.", no_args_is_help=True)
# In bytes: more calls than a center has in a day, in the widest writing.
_LARGEST = 64 * 1024 * 1024
_COLUMNS = (
    "started_at", "direction", "number", "name", "category", "outcome", "agent", "ticket", "id",
)  # fmt: skip


def call_json(row: "CallRow") -> dict[str, Any]:
    """The contract's keys (product.md, "A call") with `id`, `created_at`, `clocks`."""
    return {
        "id": row.id,
        **row.values,
        "created_at": row.created_at,
        "clocks": [
            {"rule": clock.rule, "due_at": clock.due_at, "state": clock.state}
            for clock in row.clocks
        ],
    }


def read_json(source: str) -> Any:
    """The JSON in the file `source`, or on stdin for “-”.

    Raises:
        Refusal: it is not JSON, with the line.
        Unavailable: the file can't be read.
    """
    try:
        raw = _read(source)
    except OSError as error:
        raise Unavailable(
            say("{file} can't be read: {reason}.", file=source, reason=error.strerror or str(error))
        ) from None
    if len(raw) > _LARGEST:
        raise Refusal(say("{file} has more than {n} MB.", file=source, n=_LARGEST // 1024 // 1024))
    try:
        return json.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise Refusal(say("{file} is not UTF-8 text.", file=source)) from None
    except (ValueError, RecursionError) as error:  # also a number of thousands of digits
        where = error.lineno if isinstance(error, json.JSONDecodeError) else 1
        raise Refusal(
            say("{file} is not JSON: see line {line}.", file=source, line=where)
        ) from None


def _read(source: str) -> bytes:
    if source == "-":
        return sys.stdin.buffer.read(_LARGEST + 1)
    with Path(source).open("rb") as file:
        return file.read(_LARGEST + 1)


@app.command("log")
def log(
    context: typer.Context,
    file: Annotated[str, typer.Argument(help="A JSON file: an object or an array; - is stdin.")],
) -> None:
    """Log one call or several; all of them or none."""
    from thirdring.usecases.log_call import log_call
    from thirdring.usecases.records import CallInput, checked

    session: Session = context.obj
    data = read_json(file)
    many = isinstance(data, list)
    records = []
    refusals: list[Refusal] = []
    for i, item in enumerate(data if many else [data]):
        try:
            records.append(checked(CallInput, item))
        except Refusals as error:
            refusals += [_numbered(one, i) if many else one for one in error.all]
    if refusals:
        raise Refusals(refusals)

    def log_all(ctx: "Context") -> "list[CallRow]":
        rows = []
        for i, record in enumerate(records):
            try:
                rows.append(log_call(ctx, record))
            except Refusals as error:
                raise (
                    Refusals([_numbered(one, i) for one in error.all]) if many else error
                ) from None
        return rows

    center = session.center()
    rows = center.run(log_all)
    time = center.read(lambda ctx: ctx.center.time)
    answers = [call_json(row.masked() if session.masked else row) for row in rows]
    show(answers if many else answers[0], session.format, columns=_COLUMNS, time=time)


def _numbered(refusal: Refusal, index: int) -> Refusal:
    return Refusal(
        say("Call {n}: {sentence}", n=index + 1, sentence=refusal.message),
        rule=refusal.rule,
        field=refusal.field,
    )


@app.command("list")
def list_calls(
    context: typer.Context,
    since: Annotated[str | None, typer.Option("--from", help="First day, YYYY-MM-DD.")] = None,
    until: Annotated[str | None, typer.Option("--to", help="Last day, YYYY-MM-DD.")] = None,
    agent: Annotated[str | None, typer.Option("--agent", help="A login.")] = None,
    search: Annotated[str, typer.Option("--search")] = "",
    limit: Annotated[int, typer.Option("--limit")] = 100,
) -> None:
    """Calls, newest first."""
    from thirdring.usecases.find_calls import CallQuery, find_calls

    session: Session = context.obj
    center = session.center()
    time = center.read(lambda ctx: ctx.center.time)
    query = CallQuery(
        since=_edge(time, since, "from", last=False),
        until=_edge(time, until, "to", last=True),
        agent=agent,
        search=search,
        limit=limit,
        masked=session.masked,
    )
    rows = center.read(find_calls, query)
    show([call_json(row) for row in rows], session.format, columns=_COLUMNS, time=time)


def _edge(time: CenterTime, text: str | None, field: str, *, last: bool) -> Any:
    """A day's first instant, or with `last` the one after it; a full time is taken as it is."""
    if text is None:
        return None
    if len(text) > 10:
        return time.parse(text, field=field)
    return time.day_bounds(time.parse_day(text, field=field))[1 if last else 0]


@app.command("show")
def show_one(context: typer.Context, call_id: Annotated[str, typer.Argument(metavar="ID")]) -> None:
    """One call with everything that belongs to it."""
    from thirdring.usecases.find_calls import show_call

    session: Session = context.obj
    center = session.center()  # first: it sets the language the refusal is said in
    try:
        wanted = uuid.UUID(call_id)
    except ValueError:
        raise Refusal(say("“{text}” is not the id of a call.", text=call_id[:60])) from None
    row = center.read(show_call, wanted, masked=session.masked)
    show(call_json(row), session.format, time=center.read(lambda ctx: ctx.center.time))
