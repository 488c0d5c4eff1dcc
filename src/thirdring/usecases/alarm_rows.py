"""Alarms as the window, the tray and the supervisor see them."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import aliased

from thirdring.domain import masking
from thirdring.domain.alarms import STAGES
from thirdring.domain.appeals import AppealState
from thirdring.domain.case_values import AlarmStage
from thirdring.domain.enums import Title
from thirdring.domain.roles import Permission
from thirdring.store.tables import (
    Alarm,
    Appeal,
    Callback,
    ClockPause,
    ClockRow,
    ComplaintDetail,
    Escalation,
    ReturnVisit,
    Staff,
    Ticket,
)
from thirdring.usecases.callback_rows import absent
from thirdring.usecases.context import Context


@dataclass(frozen=True, slots=True)
class AlarmRow:
    """What is told of one clock. Times aware UTC.

    `owner` is the name of whose thing it is, None while nobody has it. `name` is the customer's,
    masked where the role may not see it or the complaint is against the person who looks (G9); of
    an appeal (G3) it is who appealed, and no ticket is named.
    """

    clock_id: uuid.UUID
    stage: AlarmStage
    rule: str
    due_at: datetime
    raised_at: datetime
    callback_id: uuid.UUID | None
    escalation_id: uuid.UUID | None
    visit_id: uuid.UUID | None
    ticket_id: uuid.UUID | None
    ticket_number: str | None
    name: str | None
    title: Title | None
    about: str | None
    owner: str | None
    mine: bool
    appeal_id: uuid.UUID | None = None


RUNNING = (
    ClockRow.met_at.is_(None),
    ClockRow.cancelled_at.is_(None),
)
PAUSED = (
    select(ClockPause.id)
    .where(ClockPause.clock_id == ClockRow.id, ClockPause.to_at.is_(None))
    .exists()
)
# Whose thing a clock is about: the closest one named, as `clock_keeping.Of` has it.
_OWNER = case(
    (ClockRow.callback_id.is_not(None), Callback.owner_id),
    (ClockRow.visit_id.is_not(None), ReturnVisit.owner_id),
    (ClockRow.escalation_id.is_not(None), Escalation.owner_id),
    else_=Ticket.owner_id,
)
_APPELLANT = aliased(Staff)
# Asked for once, here: an alias that two threads ask for the first time at once warns of itself.
_APPELLANT_NAME = _APPELLANT.name.label("appellant")
_ORDER = case({stage.value: at for at, stage in enumerate(STAGES)}, value=Alarm.stage)


def alarm_rows(ctx: Context, *where: ColumnElement[bool]) -> tuple[AlarmRow, ...]:
    """The alarms that `where` finds, what is due first on top."""
    rows = ctx.session.execute(
        select(
            Alarm.stage, Alarm.raised_at,
            ClockRow.id, ClockRow.rule, ClockRow.due_at, ClockRow.callback_id,
            ClockRow.escalation_id, ClockRow.visit_id, ClockRow.ticket_id, ClockRow.appeal_id,
            Ticket.number,
            func.coalesce(Ticket.name, ReturnVisit.name).label("name"), Ticket.title,
            func.coalesce(Callback.about, ReturnVisit.about, Ticket.raised).label("about"),
            Staff.id.label("owner_id"), Staff.name.label("owner"),
            ComplaintDetail.against_staff_id, _APPELLANT_NAME,
        )
        .join(ClockRow, ClockRow.id == Alarm.clock_id)
        .outerjoin(Callback, Callback.id == ClockRow.callback_id)
        .outerjoin(ReturnVisit, ReturnVisit.id == ClockRow.visit_id)
        .outerjoin(Escalation, Escalation.id == ClockRow.escalation_id)
        .outerjoin(Ticket, Ticket.id == ClockRow.ticket_id)
        .outerjoin(ComplaintDetail, ComplaintDetail.ticket_id == ClockRow.ticket_id)
        .outerjoin(Staff, Staff.id == _OWNER)
        .outerjoin(Appeal, Appeal.id == ClockRow.appeal_id)
        .outerjoin(_APPELLANT, _APPELLANT.id == Appeal.staff_id)
        .where(*where)
        .order_by(ClockRow.due_at, ClockRow.id, _ORDER)
    )  # fmt: skip
    return tuple(_row(ctx, row) for row in rows)


def owners_of(ctx: Context, clock_ids: Collection[uuid.UUID]) -> frozenset[uuid.UUID]:
    """Whose things these clocks are about; of what nobody has, nobody."""
    found = ctx.session.scalars(
        select(_OWNER)
        .select_from(ClockRow)
        .outerjoin(Callback, Callback.id == ClockRow.callback_id)
        .outerjoin(ReturnVisit, ReturnVisit.id == ClockRow.visit_id)
        .outerjoin(Escalation, Escalation.id == ClockRow.escalation_id)
        .outerjoin(Ticket, Ticket.id == ClockRow.ticket_id)
        .where(ClockRow.id.in_(clock_ids))
    )
    return frozenset(one for one in found if one is not None)


def for_me(ctx: Context) -> ColumnElement[bool]:
    """Warnings and dues go to whose thing it is; what went up, and what nobody present has, to
    those who decide. An appeal that was taken to HR is HR's (G3), until nobody there decides it.
    """
    mine = [and_(Staff.id == ctx.actor.id, Alarm.stage != AlarmStage.WENT_UP)]
    at_hr = and_(Appeal.id.is_not(None), Appeal.state == AppealState.DISPUTED)
    if ctx.actor.may(Permission.DECIDE_APPEALS):
        mine.append(at_hr)
    if ctx.actor.may(Permission.REVIEW):
        unowned = and_(Staff.id.is_(None), or_(Appeal.id.is_(None), ~at_hr))
        mine += [Alarm.stage == AlarmStage.WENT_UP, unowned, absent(ctx.now)]
    return or_(*mine)


def _row(ctx: Context, row: Any) -> AlarmRow:
    own_case = row.against_staff_id == ctx.actor.id
    hidden = own_case or not ctx.actor.may(Permission.SEE_NUMBERS)
    name, about = row.name, row.about
    if hidden:
        about = about and masking.mask_text(about, name)
        name = name and masking.mask_name(name)
    name = name or row.appellant
    return AlarmRow(
        clock_id=row.id,
        stage=row.stage,
        rule=row.rule,
        due_at=row.due_at,
        raised_at=row.raised_at,
        callback_id=row.callback_id,
        escalation_id=row.escalation_id,
        visit_id=row.visit_id,
        ticket_id=row.ticket_id,
        ticket_number=row.number,
        name=name,
        title=row.title,
        about=about,
        owner=row.owner,
        mine=row.owner_id == ctx.actor.id,
        appeal_id=row.appeal_id,
    )
