"""The employees of a month: what counts, praise and promises side by side, never summed (G6, G8)."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Integer, cast, func, select, true

from thirdring.domain.enums import Role
from thirdring.domain.month_sheet import AdjustmentLine, EmployeeLine, Flag, Sums
from thirdring.domain.months import Cell, Figures, Subject
from thirdring.domain.policy import Key
from thirdring.store.tables import Callback, ClockRow, Staff, StaffRole
from thirdring.usecases.context import Context
from thirdring.usecases.month_names import people_named
from thirdring.usecases.quality_rows import quality_of

_PROMISE = "C2"


def sums(figures: Iterable[Figures]) -> Sums:
    """Several figures as one."""
    total: dict[str, int] = {}
    for one in figures:
        for name, value in one.items():
            total[name] = total.get(name, 0) + value
    return Sums(**total)


def counted_by_channel(cells: Iterable[tuple[Cell, Figures]]) -> dict[str, int]:
    """What is counted, by channel, the most first; "" where a complaint has none yet."""
    found = {cell[3]: figures["counted"] for cell, figures in cells if figures.get("counted")}
    return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))


def employee_lines(
    ctx: Context,
    month: str,
    cells: Mapping[Cell, Figures],
    frozen: Mapping[str, Mapping[str, Any]] | None,
    only: uuid.UUID | None,
) -> list[EmployeeLine]:
    """Everybody who takes calls or stands in the month; `only`: that person. `frozen`: what a
    closing keeps of each, by id.
    """
    mine: dict[str, list[tuple[Cell, Figures]]] = {}
    praise: dict[str, int] = {}
    for cell, figures in cells.items():
        if cell[1] == Subject.EMPLOYEE:
            mine.setdefault(cell[2], []).append((cell, figures))
        elif cell[1] == Subject.PRAISE and cell[2]:
            praise[cell[2]] = praise.get(cell[2], 0) + figures.get("counted", 0)
    kept = frozen if frozen is not None else _beside(ctx, month, only)
    ids = {*mine, *praise, *kept}
    if frozen is None:
        ids |= {str(only)} if only else _who_takes_calls(ctx)
    elif only:
        ids &= {str(only)}
    names = people_named(ctx, ids)
    lines = []
    for one in ids:
        beside = kept.get(one, {})
        login, name = names[one]
        own = mine.get(one, [])
        lines.append(
            EmployeeLine(
                id=uuid.UUID(one), login=beside.get("login", login), name=beside.get("name", name),
                sums=sums(f for _, f in own), by_channel=counted_by_channel(own),
                praise=praise.get(one, 0), promises_due=beside.get("promises_due", 0),
                promises_kept=beside.get("promises_kept", 0), quality=beside.get("quality"),
                quality_checks=beside.get("quality_checks", 0),
            )
        )  # fmt: skip
    return sorted(lines, key=lambda line: (-line.sums.counted, line.name, line.login))


def flags(ctx: Context, counted: int, praise: int) -> tuple[Flag, ...]:
    """G6: what the policy's thresholds point out; people decide."""
    found = []
    if praise >= ctx.policy.integer(Key.COMMENDATION_PRAISE):
        found.append(Flag.COMMENDATION)
    if counted >= ctx.policy.integer(Key.SANCTION_COMPLAINTS):
        found.append(Flag.SANCTION)
    return tuple(found)


def effects(adjustments: Iterable[AdjustmentLine], login: str) -> int:
    """What adjustments move for one employee."""
    return sum(one.effects.get(login, 0) for one in adjustments)


def _who_takes_calls(ctx: Context) -> set[str]:
    rows = ctx.session.scalars(
        select(Staff.id)
        .join(StaffRole, StaffRole.staff_id == Staff.id)
        .where(Staff.active.is_(true()), StaffRole.role == Role.AGENT)
    )
    return {str(one) for one in rows}


def _beside(ctx: Context, month: str, only: uuid.UUID | None) -> dict[str, Mapping[str, Any]]:
    """What stands beside the counts, by employee (G8): promises kept, and the score of checks."""
    found = {one: dict(kept) for one, kept in _promises(ctx, month, only).items()}
    for one, quality in quality_of(ctx, month, only).items():
        found.setdefault(one, {}).update(quality=quality.score, quality_checks=quality.checks)
    return dict(found)


def _promises(ctx: Context, month: str, only: uuid.UUID | None) -> dict[str, Mapping[str, Any]]:
    """Callbacks promised that were due in the month, and those of them kept in time (C2)."""
    begin, end = ctx.center.time.month_bounds(month)
    in_time = func.sum(
        cast((ClockRow.met_at.is_not(None)) & (ClockRow.met_at <= ClockRow.due_at), Integer)
    )
    asked = (
        select(Callback.owner_id, func.count().label("due"), in_time.label("kept"))
        .join(ClockRow, ClockRow.callback_id == Callback.id)
        .where(
            ClockRow.rule == _PROMISE, ClockRow.cancelled_at.is_(None),
            ClockRow.due_at >= begin, ClockRow.due_at < min(end, ctx.now),
        )
        .group_by(Callback.owner_id)
    )  # fmt: skip
    if only is not None:
        asked = asked.where(Callback.owner_id == only)
    return {
        str(row.owner_id): {"promises_due": row.due, "promises_kept": int(row.kept or 0)}
        for row in ctx.session.execute(asked)
    }
