"""`complaints file | advance | escalate | merge | unmerge`."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from thirdring.cli.calls import read_json
from thirdring.cli.output import show
from thirdring.cli.session import Session
from thirdring.domain.case_values import Degree, Fault, Remedy, Way
from thirdring.domain.centertime import CenterTime
from thirdring.domain.enums import Nature, Severity, TicketState
from thirdring.domain.errors import Refusal, Refusals, say

if TYPE_CHECKING:
    from thirdring.usecases.center import Center

app = typer.Typer(help="File complaints and see them through.", no_args_is_help=True)
_COLUMNS = ("number", "state", "received_at", "name", "raised", "severity", "owner", "due_at")
_Number = Annotated[str, typer.Argument(metavar="NUMBER", help="The ticket's number or id.")]


@app.command("file")
def file(
    context: typer.Context,
    source: Annotated[
        str,
        typer.Argument(metavar="FILE|-", help="A JSON file: an object or an array; - is stdin."),
    ],
) -> None:
    """File one complaint, request or praise, or several; all of them or none."""
    from thirdring.usecases.context import Context
    from thirdring.usecases.file_complaint import file_complaint
    from thirdring.usecases.records import ReceptionInput, checked
    from thirdring.usecases.show_ticket import show_for_people

    session: Session = context.obj
    data = read_json(source)
    many = isinstance(data, list)
    records = []
    refusals: list[Refusal] = []
    for i, item in enumerate(data if many else [data]):
        try:
            records.append(checked(ReceptionInput, item))
        except Refusals as error:
            refusals += [_numbered(one, i) if many else one for one in error.all]
    if refusals:
        raise Refusals(refusals)

    def file_all(ctx: Context) -> list[dict[str, Any]]:
        rows = []
        for i, record in enumerate(records):
            try:
                filed = file_complaint(ctx, record)
            except Refusals as error:
                raise (
                    Refusals([_numbered(one, i) for one in error.all]) if many else error
                ) from None
            except Refusal as error:
                raise (_numbered(error, i) if many else error) from None
            rows.append(show_for_people(ctx, str(filed.id), masked=session.masked))
        return rows

    center = session.center()
    rows = center.run(file_all)
    time = center.read(lambda ctx: ctx.center.time)
    show(rows if many else rows[0], session.format, columns=_COLUMNS, time=time)


def _numbered(refusal: Refusal, index: int) -> Refusal:
    return type(refusal)(
        say("Complaint {n}: {sentence}", n=index + 1, sentence=refusal.message),
        rule=refusal.rule,
        field=refusal.field,
    )


@app.command("advance")
def advance(
    context: typer.Context,
    number: _Number,
    to: Annotated[TicketState, typer.Option("--to", help="The state it goes to.")],
    note: Annotated[
        str, typer.Option("--note", help="What was done or found; the reason, where one is asked.")
    ] = "",
    told: Annotated[Way, typer.Option("--told", help="How the customer was told.")] = Way.PHONE,
    nature: Annotated[Nature | None, typer.Option("--nature")] = None,
    severity: Annotated[Severity | None, typer.Option("--severity")] = None,
    wants: Annotated[
        str | None, typer.Option("--wants", help="What the customer asks for.")
    ] = None,
    safety: Annotated[
        bool | None, typer.Option("--safety/--no-safety", help="Is anybody's safety at stake?")
    ] = None,
    complexity: Annotated[Degree | None, typer.Option("--complexity")] = None,
    impact: Annotated[Degree | None, typer.Option("--impact")] = None,
    immediate: Annotated[
        bool | None,
        typer.Option("--immediate/--not-immediate", help="Must something be done at once?"),
    ] = None,
    product: Annotated[str | None, typer.Option("--product", help="What was bought.")] = None,
    merchant: Annotated[str | None, typer.Option("--merchant", help="From whom.")] = None,
    bought_on: Annotated[str | None, typer.Option("--bought-on", help="YYYY-MM-DD.")] = None,
    warranty_until: Annotated[
        str | None, typer.Option("--warranty-until", help="YYYY-MM-DD.")
    ] = None,
    fault: Annotated[
        Fault | None, typer.Option("--fault", help="What the appraisal found.")
    ] = None,
    plan: Annotated[
        str | None, typer.Option("--plan", help="What the customer is offered.")
    ] = None,
    next_contact: Annotated[
        str | None, typer.Option("--next-contact", help="When the customer hears from us next.")
    ] = None,
    accepted: Annotated[bool | None, typer.Option("--accepted/--not-accepted")] = None,
    alternatives: Annotated[
        str | None, typer.Option("--alternatives", help="What else was offered, also outside.")
    ] = None,
    remedy: Annotated[
        Remedy | None, typer.Option("--remedy", help="What settles the case.")
    ] = None,
    completed_at: Annotated[
        str | None, typer.Option("--completed-at", help="When what was agreed was done.")
    ] = None,
    cause: Annotated[str | None, typer.Option("--cause")] = None,
    prevention: Annotated[str | None, typer.Option("--prevention")] = None,
    lesson: Annotated[str | None, typer.Option("--lesson")] = None,
    satisfaction: Annotated[
        int | None, typer.Option("--satisfaction", help="1 to 5, from the return visit.")
    ] = None,
    opinion: Annotated[str | None, typer.Option("--opinion")] = None,
    no_visit: Annotated[
        str | None, typer.Option("--no-visit", help="Why the visit is left out (supervisors).")
    ] = None,
) -> None:
    """Take a ticket to another state with what the step brings; to its own state: write it down."""
    from thirdring.usecases.advance_ticket import advance_ticket
    from thirdring.usecases.step_facts import Assessment, StepFacts

    session: Session = context.obj
    center = session.center()
    time = center.read(lambda ctx: ctx.center.time)
    assessment = Assessment(
        nature=nature, severity=severity, wants=wants, safety=safety, complexity=complexity,
        impact=impact, immediate=immediate, product=product, merchant=merchant,
        bought_on=_day(time, bought_on, "bought_on"),
        warranty_until=_day(time, warranty_until, "warranty_until"),
    )  # fmt: skip
    facts = StepFacts(
        assessment=None if assessment == Assessment() else assessment,
        told_way=told, fault=fault, plan=plan,
        next_contact_at=_moment(time, next_contact, "next_contact"),
        accepted=accepted, alternatives=alternatives, remedy=remedy,
        completed_at=_moment(time, completed_at, "completed_at"),
        cause=cause, prevention=prevention, lesson=lesson, satisfaction=satisfaction,
        opinion=opinion, no_visit=no_visit,
    )  # fmt: skip
    center.run(advance_ticket, number, to, reason=note, facts=facts)
    _answer(session, center, number)


@app.command("escalate")
def escalate(
    context: typer.Context,
    number: _Number,
    level: Annotated[int, typer.Option("--level", help="1 supervisor, 2 in charge, 3 leadership.")],
    reason: Annotated[str, typer.Option("--reason")],
) -> None:
    """Send a ticket up."""
    from thirdring.usecases.escalate_ticket import escalate_ticket

    session: Session = context.obj
    center = session.center()
    center.run(escalate_ticket, number, level, reason)
    _answer(session, center, number)


def _answer(session: Session, center: "Center", number: str) -> None:
    """The ticket as it stands now, with its clocks."""
    from thirdring.usecases.show_ticket import show_for_people

    row = center.read(show_for_people, number, masked=session.masked)
    show(row, session.format, time=center.read(lambda ctx: ctx.center.time))


def _day(time: CenterTime, text: str | None, field: str) -> date | None:
    return None if text is None else time.parse_day(text, field=field)


def _moment(time: CenterTime, text: str | None, field: str) -> datetime | None:
    return None if text is None else time.parse(text, field=field)
