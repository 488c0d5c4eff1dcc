"""A month as one frozen object, which every screen and every export reads (G2, G4, G5).

Open months come from the counts kept with the complaints, closed ones from their closing, with what
came after in columns of its own.
"""

import uuid
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from thirdring.domain.month_sheet import (
    AdjustmentLine,
    EmployeeLine,
    EvidenceLine,
    MonthSheet,
    MonthState,
    SubjectLine,
)
from thirdring.domain.months import Cell, Figures, Subject, Tallied, difference
from thirdring.store.month_counts import kept_counts
from thirdring.store.tables import ComplaintStanding, MonthClosing, MonthlyComplaintCount
from thirdring.usecases.appeal_rows import appeal_lines
from thirdring.usecases.context import Context
from thirdring.usecases.month_adjustments import adjustment_lines
from thirdring.usecases.month_checks import month_checks
from thirdring.usecases.month_evidence import evidence_lines
from thirdring.usecases.month_names import names_of
from thirdring.usecases.month_parts import (
    cells_of,
    close_by,
    closing_in_force,
    closing_rows,
    evidence_tallied,
    is_over,
    sees_whole_month,
    standing_now,
    tallied_of,
    versions_of,
)
from thirdring.usecases.month_people import (
    counted_by_channel,
    effects,
    employee_lines,
    flags,
    sums,
)


def month_sheet(ctx: Context, month: str, *, evidence: bool = False) -> MonthSheet:
    """The month ("2026-11") as the person may see it: everybody's, or their own alone.

    `evidence`: with every complaint behind the numbers, which a large month takes a while for.

    Raises:
        NotPermitted: the role sees no month. Refusal: it is no month.
    """
    whole = sees_whole_month(ctx)
    only = None if whole else ctx.actor.id
    over = is_over(ctx, month)
    closing = closing_in_force(ctx, month)
    cells, frozen = _figures(ctx, month, closing, only)
    adjustments = adjustment_lines(ctx, month, only)
    people = [
        _with_adjustments(ctx, line, month, adjustments)
        for line in employee_lines(ctx, month, cells, frozen, only)
    ]
    names = _names(ctx, cells, closing)
    center = [(c, f) for c, f in cells.items() if c[1] == Subject.CENTER]
    return MonthSheet(
        month=month,
        company=ctx.center.company,
        state=MonthState.CLOSED if closing is not None else MonthState.OPEN,
        whole=whole,
        over=over,
        close_by=close_by(ctx, month),
        sums=sums(f for _, f in center),
        adjustments_total=sum(line.adjustments for line in people),
        employees=tuple(people),
        departments=_lines(cells, Subject.DEPARTMENT, names),
        merchants=_lines(cells, Subject.MERCHANT, names),
        products=_lines(cells, Subject.PRODUCT, names),
        channels=_channels(center),
        natures=_lines(cells, Subject.NATURE, names),
        severities=_lines(cells, Subject.SEVERITY, names),
        adjustments=adjustments,
        appeals=appeal_lines(ctx, month, only),
        checks=month_checks(ctx, month) if whole and closing is None else (),
        evidence=_evidence(ctx, month, closing, only) if evidence else (),
        versions=versions_of(ctx, month) if whole or closing is not None else (),
        digest=closing.digest if closing is not None else None,
    )


def _figures(
    ctx: Context, month: str, closing: MonthClosing | None, only: uuid.UUID | None
) -> tuple[dict[Cell, Figures], dict[str, Mapping[str, Any]] | None]:
    """The cells of the month, and what a closing keeps of each employee (by id)."""
    if closing is None:
        if only is None:
            return kept_counts(ctx.session, MonthlyComplaintCount.month == month), None
        return difference((None, t) for t in tallied_of(ctx, month, only)), None
    rows = closing_rows(ctx, closing.id, "cell", "employee")
    frozen = {row["id"]: row for row in rows if row["kind"] == "employee"}
    if only is None:
        return cells_of(rows, month), frozen
    own = [t for t in _frozen(ctx, closing).values() if t.staff == str(only)]
    mine = {one: row for one, row in frozen.items() if one == str(only)}
    return difference((None, t) for t in own), mine


def _frozen(ctx: Context, closing: MonthClosing) -> dict[uuid.UUID, Tallied]:
    rows = closing_rows(ctx, closing.id, "evidence")
    return {uuid.UUID(row["ticket_id"]): evidence_tallied(row) for row in rows}


def _evidence(
    ctx: Context, month: str, closing: MonthClosing | None, only: uuid.UUID | None
) -> tuple[EvidenceLine, ...]:
    if closing is not None:
        stands = _frozen(ctx, closing)
    else:
        stands = standing_now(ctx, ComplaintStanding.month == month)
    if only is not None:
        stands = {one: t for one, t in stands.items() if t.staff == str(only)}
    return evidence_lines(ctx, stands)


def _names(
    ctx: Context, cells: Mapping[Cell, Figures], closing: MonthClosing | None
) -> dict[tuple[str, str], str]:
    """As they were called when the month was closed, else as they are called now."""
    names = names_of(ctx, cells)
    if closing is not None:
        for row in closing_rows(ctx, closing.id, "cell"):
            names[row["subject"], row["key"]] = row["name"]
    return names


def _with_adjustments(
    ctx: Context,
    line: EmployeeLine,
    month: str,
    adjustments: tuple[AdjustmentLine, ...],
) -> EmployeeLine:
    """`carried` as it holds now, also in a closed month: an earlier month that was opened again has
    taken it into its own count, and it would be counted twice.
    """
    valid = [one for one in adjustments if not one.superseded]
    return replace(
        line,
        adjusted_here=effects([one for one in valid if one.month == month], line.login),
        carried=effects([one for one in valid if one.month != month], line.login),
        flags=flags(ctx, line.sums.counted, line.praise),
    )


def _lines(
    cells: Mapping[Cell, Figures], subject: Subject, names: Mapping[tuple[str, str], str]
) -> tuple[SubjectLine, ...]:
    """One line a key, the most counted first."""
    by_key: dict[str, list[tuple[Cell, Figures]]] = {}
    for cell, figures in cells.items():
        if cell[1] == subject:
            by_key.setdefault(cell[2], []).append((cell, figures))
    lines = [
        SubjectLine(key, names[subject, key], sums(f for _, f in own), counted_by_channel(own))
        for key, own in by_key.items()
    ]
    return tuple(sorted(lines, key=lambda one: (-one.sums.counted, one.name, one.key)))


def _channels(center: list[tuple[Cell, Figures]]) -> tuple[SubjectLine, ...]:
    lines = [
        SubjectLine(cell[3], cell[3], sums([figures]), {cell[3]: figures.get("counted", 0)})
        for cell, figures in center
    ]
    return tuple(sorted(lines, key=lambda one: (-one.sums.counted, one.key)))
