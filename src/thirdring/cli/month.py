"""`month show | verify`: the month as it is counted, and whether it still adds up."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from thirdring.cli.output import Format, say_to_person, show
from thirdring.cli.session import Session

if TYPE_CHECKING:
    from thirdring.domain.month_sheet import MonthSheet

app = typer.Typer(help="Count, close and check the month.", no_args_is_help=True)
_Month = Annotated[str, typer.Argument(metavar="YYYY-MM", help="The month, as 2026-11.")]
_COLUMNS = (
    "login", "name", "counted", "unfounded", "merged", "withdrawn", "undecided", "adjustments",
    "praise", "by_channel",
)  # fmt: skip


@app.command("show")
def show_month(context: typer.Context, month: _Month) -> None:
    """Everybody's month, or one's own: as it grows, or as it was closed."""
    from thirdring.usecases.month_sheet import month_sheet
    from thirdring.usecases.month_values import sheet_values

    session: Session = context.obj
    center = session.center()
    sheet = center.read(month_sheet, month)
    time = center.read(lambda ctx: ctx.center.time)
    if session.format is Format.JSON:
        show(sheet_values(sheet), session.format, time=time)
        return
    _head(sheet)
    rows: list[dict[str, Any]] = [row | row["excluded"] for row in sheet_values(sheet)["employees"]]
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
