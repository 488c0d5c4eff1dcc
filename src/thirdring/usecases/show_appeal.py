"""Appeals to read (G3): one with its story and evidence, and the lists of those one may see."""

import hashlib
import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from thirdring.domain.appeals import (
    BY_EMPLOYEE,
    OPEN,
    AppealState,
    AppealStep,
    next_state,
)
from thirdring.domain.errors import NotFound, Refusal, say
from thirdring.domain.month_sheet import AppealLine
from thirdring.domain.roles import Permission
from thirdring.store.tables import Appeal, AppealFile, AppealStepRow, Staff
from thirdring.usecases.appeal_access import (
    dispute_days,
    load_appeal,
    sees_all_appeals,
    standpoint,
)
from thirdring.usecases.appeal_rows import lines_where
from thirdring.usecases.context import Context
from thirdring.usecases.timeline import record_access


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step on the way; `at` aware UTC."""

    step: AppealStep
    by: str
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class FileLine:
    """One file of the employee's evidence; `size` in bytes."""

    id: uuid.UUID
    name: str
    media_type: str
    size: int
    added_at: datetime


@dataclass(frozen=True, slots=True)
class AppealDetail:
    """An appeal with its story, oldest first. `may`: the steps the person who looks can take now."""

    line: AppealLine
    version: int
    steps: tuple[StepLine, ...]
    files: tuple[FileLine, ...]
    may: frozenset[AppealStep]


def show_appeal(ctx: Context, appeal_id: uuid.UUID) -> AppealDetail:
    """One appeal: one's own, or any for who mediates or decides them.

    Raises:
        NotPermitted, NotFound: as `load_appeal`.
    """
    appeal = load_appeal(ctx, appeal_id)
    ctx.session.flush()
    steps = ctx.session.execute(
        select(AppealStepRow.step, Staff.name, AppealStepRow.made_at, AppealStepRow.reason)
        .join(Staff, Staff.id == AppealStepRow.made_by)
        .where(AppealStepRow.appeal_id == appeal_id)
        .order_by(AppealStepRow.made_at, AppealStepRow.id)
    )
    files = ctx.session.execute(
        select(
            AppealFile.id, AppealFile.name, AppealFile.media_type, AppealFile.size,
            AppealFile.added_at,
        )
        .where(AppealFile.appeal_id == appeal_id)
        .order_by(AppealFile.added_at, AppealFile.id)
    )  # fmt: skip
    (found,) = lines_where(ctx, [Appeal.id == appeal_id])
    return AppealDetail(
        found,
        appeal.version,
        tuple(StepLine(*row) for row in steps),
        tuple(FileLine(*row) for row in files),
        _may(ctx, appeal),
    )


def find_appeals(
    ctx: Context, *, month: str | None = None, own: bool = False, only_open: bool = False
) -> tuple[AppealLine, ...]:
    """Those the person may see, the newest first; `own`: only their own.

    Raises:
        NotPermitted: the role has nothing to do with appeals. Refusal: it is no month.
    """
    ctx.require(Permission.APPEAL)
    where = []
    if month is not None:
        ctx.center.time.month_bounds(month)
        where.append(Appeal.month == month)
    if own or not sees_all_appeals(ctx):
        where.append(Appeal.staff_id == ctx.actor.id)
    if only_open:
        where.append(Appeal.state.in_(sorted(OPEN)))
    return lines_where(ctx, where)


def read_appeal_file(ctx: Context, file_id: uuid.UUID) -> tuple[str, bytes]:
    """Name and bytes of one file of evidence; who read it is in the access log. A write.

    Raises:
        NotPermitted, NotFound: as `load_appeal`. Refusal: the bytes aren't those that were added.
    """
    ctx.require(Permission.APPEAL)
    found = ctx.session.scalars(select(AppealFile).where(AppealFile.id == file_id)).one_or_none()
    if found is None:
        raise NotFound(say("There is no such file."))
    load_appeal(ctx, found.appeal_id)
    if hashlib.sha256(found.content).hexdigest() != found.sha256:
        raise Refusal(
            say("This file is damaged: it isn't what was added. Ask for a backup."), rule="H6"
        )
    record_access(ctx, "read_evidence", "appeal", found.appeal_id)
    return found.name, found.content


def _may(ctx: Context, appeal: Appeal) -> frozenset[AppealStep]:
    at = standpoint(ctx, appeal)
    level = {
        AppealState.FILED: Permission.MEDIATE_APPEALS,
        AppealState.DISPUTED: Permission.DECIDE_APPEALS,
    }.get(appeal.state)
    decides = level is not None and ctx.actor.may(level)
    return frozenset(
        step for step in AppealStep if (step in BY_EMPLOYEE or decides) and _allowed(ctx, at, step)
    )


def _allowed(ctx: Context, at: object, step: AppealStep) -> bool:
    try:
        next_state(at, step, ctx.actor.id, ctx.now, dispute_days(ctx))  # type: ignore[arg-type]
    except Refusal:
        return False
    return True
