"""`month show | complaints | decide | close | reopen | verify`: the month, counted and closed."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from thirdring.cli.output import Format, say_to_person, show
from thirdring.cli.session import Session
from thirdring.domain.enums import AgainstKind, Channel, Nature, Severity
from thirdring.domain.months import Standing, Subject

if TYPE_CHECKING:
    from thirdring.domain.month_sheet import MonthSheet
    from thirdring.usecases.center import Center

app = typer.Typer(help="Count, close and check the month.", no_args_is_help=True)
_Month = Annotated[str, typer.Argument(metavar="YYYY-MM", help="The month, as 2026-11.")]
_COLUMNS = (
    "login", "name", "counted", "unfounded", "merged", "withdrawn", "undecided", "adjustments",
    "praise", "by_channel",
)  # fmt: skip
_LISTED = (
    "number", "received_at", "channel", "nature", "severity", "standing", "against", "customer",
    "subject",
)  # fmt: skip


@app.command("show")
def show_month(context: typer.Context, month: _Month) -> None:
    """Everybody's month, or one's own: as it grows, or as it was closed."""
    from thirdring.usecases.month_sheet import month_sheet

    session: Session = context.obj
    center = session.center()
    _show(session, center, center.read(month_sheet, month))


def _show(session: Session, center: "Center", sheet: "MonthSheet") -> None:
    from thirdring.usecases.month_values import sheet_values

    values = sheet_values(sheet)
    time = center.read(lambda ctx: ctx.center.time)
    if session.format is Format.JSON:
        show(values, session.format, time=time)
        return
    _head(sheet)
    rows: list[dict[str, Any]] = [row | row["excluded"] for row in values["employees"]]
    show(rows, session.format, columns=_COLUMNS, time=time)


def _head(sheet: "MonthSheet") -> None:
    """The center's figures side by side, for people."""
    from thirdring.i18n import _, render
    from thirdring.labels import label

    sums = sheet.sums
    say_to_person(
        _(
            "{month} ({state}): received {received} = counted {counted} + unfounded {unfounded}"
            " + merged {merged} + withdrawn {withdrawn} + undecided {undecided}"
        ).format(
            month=sheet.month, state=_(label(sheet.state)), received=sums.received,
            counted=sums.counted, **sums.excluded,
        )
    )  # fmt: skip
    for check in sheet.checks:
        say_to_person(f"{render(check.sentence)}  ({check.settled_by})")


@app.command("complaints")
def complaints(
    context: typer.Context,
    month: _Month,
    of: Annotated[Subject, typer.Option("--of", help="Which number: of what.")] = Subject.CENTER,
    key: Annotated[
        str, typer.Option("--key", help="An employee's login, or a name as month show has it.")
    ] = "",
    standing: Annotated[Standing | None, typer.Option("--standing")] = None,
    channel: Annotated[Channel | None, typer.Option("--channel")] = None,
) -> None:
    """The complaints behind a number of the month, customers masked."""
    from dataclasses import asdict

    from thirdring.usecases.month_evidence import Behind, month_complaints
    from thirdring.usecases.month_keys import key_named

    session: Session = context.obj
    center = session.center()
    found_key = center.read(key_named, month, of, key)
    behind = Behind(of, found_key, standing, channel.value if channel else None)
    rows = [asdict(line) for line in center.read(month_complaints, month, behind)]
    show(rows, session.format, columns=_LISTED, time=center.read(lambda ctx: ctx.center.time))


@app.command("decide")
def decide(
    context: typer.Context,
    number: Annotated[str, typer.Argument(metavar="NUMBER", help="The ticket's number or id.")],
    kind: Annotated[
        AgainstKind | None, typer.Option("--kind", help="Whom or what it is against.")
    ] = None,
    against: Annotated[str | None, typer.Option("--against", help="A login or a name.")] = None,
    channel: Annotated[Channel | None, typer.Option("--channel")] = None,
    nature: Annotated[Nature | None, typer.Option("--nature")] = None,
    severity: Annotated[Severity | None, typer.Option("--severity")] = None,
    reason: Annotated[str, typer.Option("--reason")] = "",
) -> None:
    """Settle what keeps a complaint from being counted: a supervisor's, never about oneself."""
    from thirdring.usecases.decide_complaint import decide_complaint
    from thirdring.usecases.show_ticket import show_for_people

    session: Session = context.obj
    center = session.center()
    center.run(
        decide_complaint, number, reason=reason, against_kind=kind, against=against,
        channel=channel, nature=nature, severity=severity,
    )  # fmt: skip
    row = center.read(show_for_people, number, masked=session.masked)
    show(row, session.format, time=center.read(lambda ctx: ctx.center.time))


@app.command("settle")
def settle(
    context: typer.Context,
    number: Annotated[str, typer.Argument(metavar="NUMBER", help="The ticket's number or id.")],
    reason: Annotated[str, typer.Option("--reason", help="Why.")],
    kind: Annotated[
        AgainstKind | None, typer.Option("--kind", help="Whom or what it is against.")
    ] = None,
    against: Annotated[str | None, typer.Option("--against", help="A login or a name.")] = None,
    channel: Annotated[Channel | None, typer.Option("--channel")] = None,
    nature: Annotated[Nature | None, typer.Option("--nature")] = None,
    severity: Annotated[Severity | None, typer.Option("--severity")] = None,
) -> None:
    """Settle an undecided complaint before the closing: HR's, or a supervisor's; never about oneself."""
    from thirdring.usecases.settle_undecided import settle_undecided

    session: Session = context.obj
    found = session.center().run(
        settle_undecided, number, reason=reason, against_kind=kind, against=against,
        channel=channel, nature=nature, severity=severity,
    )  # fmt: skip
    show({"number": found.number, "month": found.month, "standing": found.standing}, session.format)


@app.command("close")
def close(
    context: typer.Context,
    month: _Month,
    reason: Annotated[
        str, typer.Option("--reason", help="Why it comes late, or with something left open.")
    ] = "",
    leave_open: Annotated[
        bool, typer.Option("--leave-open", help="Close it although something is undecided.")
    ] = False,
) -> None:
    """Close a month that is over: checked, frozen, with a digest."""
    from thirdring.usecases.close_month import close_month

    session: Session = context.obj
    center = session.center()
    _show(session, center, center.run(close_month, month, reason, leave_open=leave_open))


@app.command("reopen")
def reopen(
    context: typer.Context,
    month: _Month,
    reason: Annotated[str, typer.Option("--reason", help="Why it is opened again.")],
) -> None:
    """Open a closed month again; its closing stays beside the next one."""
    from thirdring.usecases.reopen_month import reopen_month

    session: Session = context.obj
    center = session.center()
    _show(session, center, center.run(reopen_month, month, reason))


@app.command("verify")
def verify(context: typer.Context, month: _Month) -> None:
    """Recount the month from its complaints; of a closed one also its digest. Exit 1 if not equal."""
    from thirdring.i18n import render
    from thirdring.usecases.verify_month import verify_month

    session: Session = context.obj
    found = session.center().read(verify_month, month)
    show(
        {
            "month": found.month, "ok": found.ok, "state": found.state, "digest": found.digest,
            "recounted": found.recounted,
            "differences": [
                {"what": one.what, "sentence": render(one.sentence)} for one in found.differences
            ],
        },
        session.format,
    )  # fmt: skip
    for one in found.differences:
        say_to_person(render(one.sentence))
    if not found.ok:
        raise typer.Exit(1)
