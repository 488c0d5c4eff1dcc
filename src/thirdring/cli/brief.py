"""`brief [--date D] [--out FILE]`: the morning brief, to be read aloud."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from thirdring.cli.output import Format, lines, show
from thirdring.cli.session import Session

if TYPE_CHECKING:
    from thirdring.usecases.morning_brief import Brief


def brief(
    context: typer.Context,
    date: Annotated[
        str | None, typer.Option("--date", help="The day it is for, as 2026-11-22.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", help="Write it to a .pdf, .html or .txt file.")
    ] = None,
) -> None:
    """What came up most of late, cautions and news, without personal data (F4)."""
    from thirdring.usecases.morning_brief import morning_brief

    session: Session = context.obj
    center = session.center()
    time = center.read(lambda ctx: ctx.center.time)
    day = time.parse_day(date, field="date") if date is not None else None
    found = center.read(morning_brief, day)
    if out is not None:
        from thirdring.reports.brief_document import write_brief

        show({"file": str(out), "bytes": write_brief(found, out)}, session.format)
    elif session.format is Format.TABLE:
        from thirdring.reports.brief_text import plain_text

        lines([plain_text(found).rstrip()])
    elif session.format is Format.CSV:
        show(_rows(found), session.format, columns=("part", "what", "count", "before", "note"))
    else:
        show(_json(found), session.format)


def _json(found: "Brief") -> dict[str, Any]:
    data = asdict(found)
    for issue, row in zip(found.issues, data["issues"], strict=True):
        row["change"] = issue.change
    return data


def _rows(found: "Brief") -> list[dict[str, Any]]:
    """Everything of the brief as rows of one table."""
    rows = [
        {"part": issue.kind.value, "what": issue.key, "count": issue.count, "before": issue.before,
         "note": ""}
        for issue in found.issues
    ]  # fmt: skip

    def add(part: str, what: str, note: str = "", count: int | None = None) -> None:
        rows.append({"part": part, "what": what, "count": count, "before": None, "note": note})  # type: ignore[dict-item]

    for case in found.major:
        nature = case.nature.value if case.nature else ""
        add("major", case.number, f"{case.severity.value} {nature} {case.state.value}")
    for line in found.lines:
        add("line", line.text, line.change.value)
    for figure in found.figures:
        add("figure", figure.key, f"{figure.old or ''} → {figure.new or ''}")
    for name, count in asdict(found.visits).items():
        add("visits", name, count=count)
    for campaign in found.campaigns:
        add("campaign", campaign.title, campaign.day.isoformat())
    for measure in found.measures:
        add("measure", measure.number or "", measure.due_on.isoformat())
    return rows
