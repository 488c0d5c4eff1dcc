"""Quality checks as they are read (G8): what was looked at, how it was graded, what it comes to."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased

from thirdring.domain.masking import hide_whole, mask_text
from thirdring.domain.quality import Criterion, Grade, Graded, rounded
from thirdring.store.tables import Call, QualityCheck, Staff, Ticket
from thirdring.usecases.context import Context


@dataclass(frozen=True, slots=True)
class CheckedWork:
    """One check. `number` is the ticket's, None for a call; `at` when the call began or the ticket
    came in. The remark comes without the customer in it (H5). Times are aware UTC.
    """

    id: uuid.UUID
    month: str
    staff_id: uuid.UUID
    login: str
    name: str
    number: str | None
    subject_id: uuid.UUID
    at: datetime
    score: int
    grades: tuple[Graded, ...]
    remark: str | None
    checked_by: str
    checked_at: datetime
    withdrawn_by: str | None
    withdrawn_at: datetime | None
    withdrawn_reason: str | None

    @property
    def counts(self) -> bool:
        """Whether it is part of the month's score."""
        return self.withdrawn_at is None


class QualityOfMonth(NamedTuple):
    """The mean of `checks` checks, a whole number."""

    score: int
    checks: int


def quality_of(
    ctx: Context, month: str, only: uuid.UUID | None = None
) -> dict[str, QualityOfMonth]:
    """By employee (id as text), for whom there is any: the mean of the checks made in the month."""
    asked = (
        select(QualityCheck.staff_id, func.sum(QualityCheck.score), func.count())
        .where(QualityCheck.month == month, QualityCheck.withdrawn_at.is_(None))
        .group_by(QualityCheck.staff_id)
    )
    if only is not None:
        asked = asked.where(QualityCheck.staff_id == only)
    return {
        str(staff_id): QualityOfMonth(rounded(int(total), checks) or 0, checks)
        for staff_id, total, checks in ctx.session.execute(asked)
    }


def check_rows(ctx: Context, month: str, only: uuid.UUID | None = None) -> list[CheckedWork]:
    """Every check of the month, withdrawn ones too, the newest first; `only`: of one employee."""
    asked = _ASKED.where(QualityCheck.month == month)
    if only is not None:
        asked = asked.where(QualityCheck.staff_id == only)
    order = QualityCheck.checked_at.desc(), QualityCheck.id.desc()
    return [_row(row) for row in ctx.session.execute(asked.order_by(*order))]


def check_row(ctx: Context, check_id: uuid.UUID) -> CheckedWork:
    """One check, which is there."""
    return _row(ctx.session.execute(_ASKED.where(QualityCheck.id == check_id)).one())


def _asked() -> Select[*tuple[Any, ...]]:
    checker, withdrawer = aliased(Staff), aliased(Staff)
    return (
        select(
            QualityCheck, Staff.login, Staff.name, checker.name.label("checker"),
            withdrawer.name.label("withdrawer"), Call.started_at, Call.name.label("caller"),
            Call.number.label("caller_number"), Ticket.number, Ticket.received_at,
            Ticket.name.label("customer"), Ticket.phone,
        )
        .join(Staff, Staff.id == QualityCheck.staff_id)
        .join(checker, checker.id == QualityCheck.checked_by)
        .outerjoin(withdrawer, withdrawer.id == QualityCheck.withdrawn_by)
        .outerjoin(Call, Call.id == QualityCheck.call_id)
        .outerjoin(Ticket, Ticket.id == QualityCheck.ticket_id)
    )  # fmt: skip


_ASKED = _asked()


def _row(row: Any) -> CheckedWork:
    check: QualityCheck = row[0]
    customer, number = row.caller or row.customer, row.caller_number or row.phone

    def words(text: str | None) -> str | None:
        return text and mask_text(hide_whole(text, customer, number))

    return CheckedWork(
        id=check.id,
        month=check.month,
        staff_id=check.staff_id,
        login=row.login,
        name=row.name,
        number=row.number,
        subject_id=check.call_id or check.ticket_id,  # type: ignore[arg-type] # a CHECK: one of them
        at=row.started_at or row.received_at,
        score=check.score,
        grades=grades_of(check.grades),
        remark=words(check.remark),
        checked_by=row.checker,
        checked_at=check.checked_at,
        withdrawn_by=row.withdrawer,
        withdrawn_at=check.withdrawn_at,
        withdrawn_reason=words(check.withdrawn_reason),
    )


def grades_of(kept: Mapping[str, Any]) -> tuple[Graded, ...]:
    """Grades as the table keeps them, in the order of a call."""
    return tuple(
        Graded(one, Grade(kept[one.value]["grade"]), kept[one.value]["weight"])
        for one in Criterion
        if one.value in kept
    )
