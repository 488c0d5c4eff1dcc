"""`quality check | list | withdraw`: what supervisors find in calls and tickets (G8)."""

import uuid
from typing import TYPE_CHECKING, Annotated, Any

import typer

from thirdring.cli.output import show
from thirdring.cli.session import Session
from thirdring.domain.errors import NotFound, Refusal, say
from thirdring.domain.quality import Criterion, Grade

if TYPE_CHECKING:
    from thirdring.usecases.center import Center
    from thirdring.usecases.quality_rows import CheckedWork

app = typer.Typer(help="Check the quality of calls and tickets.", no_args_is_help=True)
_COLUMNS = (
    "id", "month", "login", "what", "at", "score", "remark", "checked_by", "checked_at",
    "withdrawn_at",
)  # fmt: skip


@app.command("check")
def check(
    context: typer.Context,
    which: Annotated[
        str, typer.Argument(metavar="CALL|TICKET", help="A call's id, or a ticket's number or id.")
    ],
    grades: Annotated[
        list[str],
        typer.Option(
            "--grade", metavar="CRITERION=GRADE", help="As opening=met; may be given again."
        ),
    ] = [],  # noqa: B006 - typer reads it
    remark: Annotated[str, typer.Option("--remark", help="What was good, what was missed.")] = "",
) -> None:
    """Grade a call of its agent, or a ticket of its owner; never one's own."""
    from thirdring.usecases.check_quality import check_quality

    session: Session = context.obj
    center = session.center()
    found = center.run(check_quality, which, _grades(grades), remark)
    _show(session, center, check_values(found))


@app.command("list")
def list_checks(
    context: typer.Context,
    month: Annotated[
        str | None, typer.Option("--month", metavar="YYYY-MM", help="The month that runs, if none.")
    ] = None,
    employee: Annotated[
        str | None, typer.Option("--employee", metavar="LOGIN", help="Only this employee's.")
    ] = None,
) -> None:
    """The checks made in a month, withdrawn ones too: one's own; everybody's for who sees them."""
    from thirdring.usecases.find_quality_checks import find_quality_checks

    session: Session = context.obj
    center = session.center()
    asked = month or center.read(lambda ctx: ctx.center.time.month_of(ctx.now))
    rows = center.read(find_quality_checks, asked, employee)
    _show(session, center, [check_values(row) for row in rows])


@app.command("withdraw")
def withdraw(
    context: typer.Context,
    check_id: Annotated[str, typer.Argument(metavar="ID", help="The check's id, as listed.")],
    reason: Annotated[str, typer.Option("--reason", help="Why.")],
) -> None:
    """Take a check out of the score; it stays to be seen."""
    from thirdring.usecases.withdraw_quality_check import withdraw_quality_check

    session: Session = context.obj
    center = session.center()
    try:
        one = uuid.UUID(check_id.strip())
    except ValueError:
        raise NotFound(say("There is no quality check {id}.", id=check_id[:60])) from None
    found = center.run(withdraw_quality_check, one, reason)
    _show(session, center, check_values(found))


def check_values(row: "CheckedWork") -> dict[str, Any]:
    """One check with its keys."""
    return {
        "id": row.id, "month": row.month, "login": row.login, "name": row.name,
        "what": "ticket" if row.number else "call", "number": row.number,
        "subject_id": row.subject_id, "at": row.at, "score": row.score,
        "grades": {one.criterion.value: one.grade.value for one in row.grades},
        "weights": {one.criterion.value: one.weight for one in row.grades},
        "remark": row.remark, "checked_by": row.checked_by, "checked_at": row.checked_at,
        "withdrawn_by": row.withdrawn_by, "withdrawn_at": row.withdrawn_at,
        "withdrawn_reason": row.withdrawn_reason,
    }  # fmt: skip


def _show(session: Session, center: "Center", data: Any) -> None:
    time = center.read(lambda ctx: ctx.center.time)
    columns = _COLUMNS if isinstance(data, list) else ()
    show(data, session.format, columns=columns, time=time)


def _grades(given: list[str]) -> dict[Criterion, Grade]:
    found = {}
    for one in given:
        criterion, _, grade = one.partition("=")
        try:
            found[Criterion(criterion.strip())] = Grade(grade.strip())
        except ValueError:
            raise Refusal(
                say("“{given}” is no grade: write one of {criteria}, then = and one of {grades}.",
                    given=one[:60], criteria=", ".join(Criterion), grades=", ".join(Grade)),
                rule="G8", field="grade",
            ) from None  # fmt: skip
    return found
