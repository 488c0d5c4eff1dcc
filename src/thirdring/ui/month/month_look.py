"""What the screen of the month shows, read in one go on a database thread."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from thirdring.domain.appeals import AppealState
from thirdring.domain.centertime import CenterTime
from thirdring.domain.month_sheet import AppealLine, EmployeeLine, EvidenceLine, MonthSheet
from thirdring.domain.months import Subject
from thirdring.domain.quality import Criterion
from thirdring.domain.roles import Permission
from thirdring.usecases.find_quality_checks import criteria_weights, find_quality_checks
from thirdring.usecases.manage_staff import list_staff
from thirdring.usecases.month_evidence import Behind, month_complaints
from thirdring.usecases.month_sheet import month_sheet
from thirdring.usecases.month_trends import Cause, MonthPoint, month_causes, month_trends
from thirdring.usecases.quality_rows import CheckedWork
from thirdring.usecases.show_appeal import find_appeals

WAITING = frozenset({AppealState.FILED.value, AppealState.DISPUTED.value})


@dataclass(frozen=True, slots=True)
class MonthLook:
    """`me`: who looks, `last`: the month that runs, `own`: the complaints of the month against them,
    `appeals`: those they may see, the waiting ones of every month first. `trend` ends with `month`.
    `checks`: the month's quality checks that they may see, `criteria` what a new one looks at.
    """

    me: uuid.UUID
    my_login: str
    month: str
    last: str
    now: datetime
    time: CenterTime
    sheet: MonthSheet
    trend: tuple[MonthPoint, ...]
    causes: tuple[Cause, ...]
    own: tuple[EvidenceLine, ...]
    appeals: tuple[AppealLine, ...]
    people: tuple[tuple[str, str], ...]
    checks: tuple[CheckedWork, ...] = ()
    criteria: tuple[tuple[Criterion, int], ...] = ()

    @property
    def mine(self) -> EmployeeLine | None:
        """One's own line of the month."""
        return next((one for one in self.sheet.employees if one.id == self.me), None)

    @property
    def contested(self) -> dict[uuid.UUID, AppealLine]:
        """One's own appeals by the complaint they are about; a taken back one may be made anew."""
        mine = [one for one in self.appeals if one.login == self.my_login]
        back = AppealState.TAKEN_BACK.value
        return {one.ticket_id: one for one in mine if one.state != back}

    def appeals_of(self, login: str) -> list[AppealLine]:
        """The appeals of one employee about this month."""
        return [one for one in self.sheet.appeals if one.login == login]


def read_month(ctx: Any, month: str | None) -> MonthLook:
    """Everything about `month`, or the one that runs, that the person may see."""
    last = ctx.center.time.month_of(ctx.now)
    month = month or last
    me = ctx.actor.id
    whole = ctx.actor.may(Permission.SEE_TALLIES)
    settles = ctx.actor.may(Permission.REVIEW) or ctx.actor.may(Permission.CLOSE_MONTH)
    people = list_staff(ctx, inactive=False) if settles else []
    return MonthLook(
        me=me, my_login=ctx.actor.login, month=month, last=last, now=ctx.now, time=ctx.center.time,
        sheet=month_sheet(ctx, month),
        trend=month_trends(ctx, month),
        causes=month_causes(ctx, month) if whole else (),
        own=month_complaints(ctx, month, Behind(Subject.EMPLOYEE, str(me))),
        appeals=_appeals(ctx, month),
        people=tuple((one.login, one.name) for one in people),
        checks=tuple(find_quality_checks(ctx, month)),
        criteria=criteria_weights(ctx),
    )  # fmt: skip


def _appeals(ctx: Any, month: str) -> tuple[AppealLine, ...]:
    """What waits, the most urgent first, whatever its month; then what was decided of this one."""
    waiting = find_appeals(ctx, only_open=True)
    of_month = [one for one in find_appeals(ctx, month=month) if one.state not in WAITING]
    return (*sorted(waiting, key=lambda one: (one.due_at or ctx.now, one.number)), *of_month)
