"""Checking the quality of somebody's call or ticket (G8): a supervisor's, never of one's own (G9)."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from thirdring.domain.errors import NotPermitted, Refusal, say
from thirdring.domain.ids import new_id
from thirdring.domain.quality import Criterion, Grade, graded, score
from thirdring.domain.roles import Permission
from thirdring.domain.text_safety import TextKind, clean
from thirdring.domain.ticket_path import refuse_own_case
from thirdring.store.month_counts import hold_months
from thirdring.store.tables import Call, QualityCheck
from thirdring.usecases.context import Context
from thirdring.usecases.month_parts import closing_in_force
from thirdring.usecases.quality_rows import CheckedWork, check_row
from thirdring.usecases.ticket_access import against_oneself, load_ticket
from thirdring.usecases.timeline import record_event


@dataclass(frozen=True, slots=True)
class _Work:
    """What is checked, and whose it is."""

    staff_id: uuid.UUID
    call_id: uuid.UUID | None = None
    ticket_id: uuid.UUID | None = None


def check_quality(
    ctx: Context, which: uuid.UUID | str, grades: Mapping[Criterion, Grade], remark: str = ""
) -> CheckedWork:
    """Grade a call (by id) of its agent, or a ticket (by number or id) of its owner. What didn't
    come up has no grade. It counts in the month in which it is made.

    Raises:
        NotPermitted: no supervisor, or one's own work (G9). NotFound: neither call nor ticket.
        Refusal: nothing is graded, something missed without a remark, nobody's ticket, or checked
            by the same person already.
    """
    ctx.require(Permission.CHECK_QUALITY)
    work = _work(ctx, which)
    if work.staff_id == ctx.actor.id:
        raise NotPermitted(say("Nobody checks the quality of their own work."), rule="G9")
    parts = graded(grades, ctx.policy)
    points = score(parts)
    if points is None:
        raise Refusal(say("Grade at least one of the criteria."), rule="G8", field="grades")
    remark = clean(remark, TextKind.TEXT, field="remark").text
    if not remark and any(one.grade is Grade.MISSED for one in parts):
        raise Refusal(say("Say what was missed."), rule="G4", field="remark")
    _refuse_again(ctx, work)
    check = QualityCheck(
        id=new_id(), month=_open_month(ctx), staff_id=work.staff_id, call_id=work.call_id,
        ticket_id=work.ticket_id, score=points, remark=remark or None,
        grades={p.criterion.value: {"grade": p.grade.value, "weight": p.weight} for p in parts},
        checked_by=ctx.actor.id, checked_at=ctx.now,
    )  # fmt: skip
    ctx.session.add(check)
    ctx.session.flush()
    # Not in the ticket's story: every colleague reads that one.
    record_event(
        ctx, "quality_checked", "quality_check", check.id, month=check.month, score=points,
        staff_id=str(work.staff_id), rule="G8",
    )  # fmt: skip
    ctx.touch("quality_checks")
    return check_row(ctx, check.id)


def _work(ctx: Context, which: uuid.UUID | str) -> _Work:
    call_id = _as_id(which)
    if call_id is not None:
        agent = ctx.session.scalars(select(Call.agent_id).where(Call.id == call_id)).one_or_none()
        if agent is not None:
            return _Work(agent, call_id=call_id)
    ticket = load_ticket(ctx, which)
    refuse_own_case(against_oneself=against_oneself(ctx, ticket))
    if ticket.owner_id is None:
        raise Refusal(
            say("{number} is nobody's yet: there is no work to check.", number=ticket.number),
            rule="G8", field="ticket",
        )  # fmt: skip
    return _Work(ticket.owner_id, ticket_id=ticket.id)


def _as_id(which: uuid.UUID | str) -> uuid.UUID | None:
    if isinstance(which, uuid.UUID):
        return which
    try:
        return uuid.UUID(which.strip())
    except ValueError:
        return None


def _refuse_again(ctx: Context, work: _Work) -> None:
    same = (
        QualityCheck.call_id == work.call_id
        if work.call_id is not None
        else QualityCheck.ticket_id == work.ticket_id
    )
    found = ctx.session.scalars(
        select(QualityCheck.id).where(
            same, QualityCheck.staff_id == work.staff_id,
            QualityCheck.checked_by == ctx.actor.id, QualityCheck.withdrawn_at.is_(None),
        )
    ).first()  # fmt: skip
    if found is not None:
        raise Refusal(
            say("You checked this already: withdraw that check first."), rule="G8", field="ticket"
        )


def _open_month(ctx: Context) -> str:
    """The center's month that runs, held against a closing."""
    month = ctx.center.time.month_of(ctx.now)
    hold_months(ctx.connection, [month])
    if closing_in_force(ctx, month) is not None:
        raise Refusal(say("{month} is closed already.", month=month), rule="G1", field="month")
    return month
