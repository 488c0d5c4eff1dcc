"""`review list | show | next | decide | report-back`."""

import uuid
from dataclasses import asdict
from typing import Annotated, Any

import typer

from thirdring.cli.output import show
from thirdring.cli.session import Session
from thirdring.domain.case_values import Decision
from thirdring.domain.errors import Refusal, say

app = typer.Typer(help="Decide what was sent up.", no_args_is_help=True)
_COLUMNS = ("id", "kind", "rule", "level", "state", "ticket", "due_at", "about", "owner")
_REPORT = ("id", "done", "why", "rule")


def _id(text: str, field: str = "id") -> uuid.UUID:
    try:
        return uuid.UUID(text.strip())
    except ValueError:
        raise Refusal(say("“{text}” is not an id.", text=text[:60]), field=field) from None


@app.command("list")
def list_all(context: typer.Context) -> None:
    """What was sent up and isn't settled, the most urgent first."""
    from thirdring.usecases.find_review import queue_for_people

    session: Session = context.obj
    center = session.center()
    rows = center.read(queue_for_people, masked=session.masked)
    show(rows, session.format, columns=_COLUMNS, time=center.read(lambda ctx: ctx.center.time))


@app.command("show")
def show_one(context: typer.Context, case: Annotated[str, typer.Argument(metavar="ID")]) -> None:
    """One case: who is to be told at once, plans, clocks, statements in force."""
    from thirdring.usecases.review_detail import review_detail

    session: Session = context.obj
    center = session.center()
    detail = center.read(review_detail, _id(case))
    row = _keys(session, detail.line) | {
        "recipients": [asdict(one) for one in detail.recipients],
        "plans": [asdict(one) for one in detail.plans] if not session.masked else [],
        "clocks": [asdict(one) for one in detail.clocks],
        "earlier": [one.number for one in detail.earlier],
        "statements": [asdict(one) for one in detail.statements],
    }
    show(row, session.format, time=center.read(lambda ctx: ctx.center.time))


@app.command("next")
def take_next(context: typer.Context) -> None:
    """Take over the most urgent case nobody has taken; empty when none waits."""
    from thirdring.usecases.take_next_review import take_next_review

    session: Session = context.obj
    center = session.center()
    line = center.run(take_next_review)
    rows = [] if line is None else [_keys(session, line)]
    show(rows, session.format, columns=_COLUMNS, time=center.read(lambda ctx: ctx.center.time))


@app.command("decide")
def decide(
    context: typer.Context,
    cases: Annotated[list[str], typer.Argument(metavar="ID")],
    decision: Annotated[Decision, typer.Option("--decision")],
    plan: Annotated[str, typer.Option("--plan", help="What the agent is to do.")] = "",
    to: Annotated[str | None, typer.Option("--to", help="Who takes it on: a login.")] = None,
    reason: Annotated[str, typer.Option("--reason")] = "",
    statement: Annotated[
        str | None, typer.Option("--statement", help="The id of a statement in force.")
    ] = None,
) -> None:
    """Decide one case, or several alike: then each is reported for itself."""
    from thirdring.usecases.decide_review import decide_review
    from thirdring.usecases.decide_reviews import decide_reviews

    session: Session = context.obj
    center = session.center()  # first: a refusal is told in the center's language
    ids = [_id(case) for case in cases]
    words: dict[str, Any] = {
        "plan": plan,
        "to": to,
        "reason": reason,
        "statement_id": _id(statement, "statement") if statement else None,
    }
    time = center.read(lambda ctx: ctx.center.time)
    if len(ids) == 1:
        line = center.run(decide_review, ids[0], decision, **words)
        show(_keys(session, line), session.format, time=time)
        return
    rows = center.run(decide_reviews, ids, decision, **words)
    show([_report(session, row) for row in rows], session.format, columns=_REPORT, time=time)
    if not all(row.done for row in rows):
        raise typer.Exit(1)


@app.command("report-back")
def report(
    context: typer.Context,
    case: Annotated[str, typer.Argument(metavar="ID")],
    note: Annotated[str, typer.Option("--note", help="What the customer was told.")],
) -> None:
    """The customer was told what was decided."""
    from thirdring.usecases.report_back import report_back

    session: Session = context.obj
    center = session.center()
    line = center.run(report_back, _id(case), note)
    time = center.read(lambda ctx: ctx.center.time)
    show(_keys(session, line), session.format, time=time)


def _keys(session: Session, line: Any) -> dict[str, Any]:
    from thirdring.usecases.find_review import line_keys

    return line_keys(line, masked=session.masked)


def _report(session: Session, row: Any) -> dict[str, Any]:
    from thirdring.i18n import render

    decided = _keys(session, row.line) if row.line is not None else {}
    why = render(row.why) if row.why is not None else None
    return {"id": row.id, "done": row.done, "why": why, "rule": row.rule or None} | {
        name: decided.get(name) for name in ("ticket", "state", "decision", "owner")
    }
