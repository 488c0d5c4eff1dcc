"""What was sent up, as rows: what the queue shows of each, masked by role."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ScalarSelect, Select, bindparam, func, select
from sqlalchemy.orm import aliased

from thirdring.domain import masking
from thirdring.domain.case_values import Decision, EscalationKind, EscalationState
from thirdring.domain.enums import TicketKind, Title
from thirdring.domain.errors import NotFound, say
from thirdring.domain.escalations import decisions
from thirdring.domain.review import Standing
from thirdring.domain.roles import Permission
from thirdring.store.search import CHUNK
from thirdring.store.tables import (
    Callback,
    ClockRow,
    ComplaintDetail,
    Customer,
    Escalation,
    ReturnVisit,
    Staff,
    Ticket,
)
from thirdring.usecases.context import Context
from thirdring.usecases.find_tickets import hides

NOBODY = frozenset[Decision]()


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """One case of the queue; times aware UTC, people by name.

    `due_at`: its nearest clock that runs. `report_due_at`: until when `owner` owes the customer what
    was decided (C4), None when nothing is owed; `i_tell`: it is who asks. `absent`: the login of who isn't
    there, where all that they leave needs an owner (C6). `against_me`: G9, somebody else
    decides. `may`: what can be decided on it now.
    """

    id: uuid.UUID
    version: int
    kind: EscalationKind
    rule: str
    level: int
    state: EscalationState
    ticket_id: uuid.UUID | None
    number: str | None
    callback_id: uuid.UUID | None
    coupon_id: uuid.UUID | None
    visit_id: uuid.UUID | None
    absent: str | None
    name: str | None
    title: Title | None
    about: str
    reason: str
    sent_by: str | None
    sent_by_login: str | None
    sent_at: datetime
    due_at: datetime | None
    overdue: bool
    owner: str | None
    owner_login: str | None
    live_to: str | None
    decision: Decision | None
    decided_by: str | None
    decided_at: datetime | None
    plan: str | None
    report_due_at: datetime | None
    against_me: bool
    may: frozenset[Decision]
    i_tell: bool = False


def nearest_due() -> ScalarSelect[datetime]:
    """The nearest running clock of the escalation of the enclosing statement."""
    return (
        select(func.min(ClockRow.due_at))
        .where(
            ClockRow.escalation_id == Escalation.id,
            # Both are NULL, said so that no index offers itself: each holds most clocks there are.
            func.coalesce(ClockRow.met_at, ClockRow.cancelled_at).is_(None),
        )
        .correlate(Escalation)
        .scalar_subquery()
    )


def standing_of(line: ReviewLine) -> Standing:
    """What the order of the queue looks at."""
    return Standing(line.kind, line.level, line.state, line.due_at, line.sent_at)


def load_escalation(ctx: Context, escalation_id: uuid.UUID, *, lock: bool = False) -> Escalation:
    """The row, locked until the commit when something is decided.

    Raises:
        NotFound: there is none.
    """
    asked = select(Escalation).where(Escalation.id == escalation_id)
    row = ctx.session.scalars(asked.with_for_update() if lock else asked).one_or_none()
    if row is None:
        raise NotFound(say("Nothing of that id was sent up."), field="id")
    return row


def review_lines(ctx: Context, ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, ReviewLine]:
    """The lines of these escalations, by id."""
    ctx.session.flush()
    lines: dict[uuid.UUID, ReviewLine] = {}
    for at in range(0, len(ids), CHUNK):
        lines |= _lines(ctx, ids[at : at + CHUNK])
    return lines


def _asked() -> Select[*tuple[Any, ...]]:
    sender, owner, live, decider, gone = (aliased(Staff) for _ in range(5))
    return (
        select(
            Escalation,
            nearest_due().label("due_at"),
            Ticket.number, Ticket.kind, Ticket.title, Ticket.raised,
            func.coalesce(Ticket.name, Customer.name, ReturnVisit.name).label("name"),
            func.coalesce(Callback.about, ReturnVisit.about).label("about"),
            ComplaintDetail.against_staff_id,
            sender.name.label("sent_by"), sender.login.label("sent_by_login"),
            owner.name.label("owner"), owner.login.label("owner_login"),
            live.name.label("live_to"), decider.name.label("decided_by"),
            gone.login.label("absent"),
        )
        .outerjoin(Ticket, Ticket.id == Escalation.ticket_id)
        .outerjoin(ComplaintDetail, ComplaintDetail.ticket_id == Escalation.ticket_id)
        .outerjoin(Callback, Callback.id == Escalation.callback_id)
        .outerjoin(Customer, Customer.id == Callback.customer_id)
        .outerjoin(ReturnVisit, ReturnVisit.id == Escalation.visit_id)
        .outerjoin(gone, gone.id == Escalation.staff_id)
        .outerjoin(sender, sender.id == Escalation.sent_by)
        .outerjoin(owner, owner.id == Escalation.owner_id)
        .outerjoin(live, live.id == Escalation.live_to)
        .outerjoin(decider, decider.id == Escalation.decided_by)
        .where(Escalation.id.in_(bindparam("ids", expanding=True)))
    )  # fmt: skip


# Built once: to put eleven tables together anew costs as much as to read a page of them.
_LINES = _asked()


def _lines(ctx: Context, ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, ReviewLine]:
    found = ctx.session.execute(_LINES, {"ids": ids})
    return {row.Escalation.id: _line(ctx, row) for row in found}


def review_line(ctx: Context, escalation_id: uuid.UUID) -> ReviewLine:
    """The line of one escalation as it stands."""
    return review_lines(ctx, [escalation_id])[escalation_id]


def _line(ctx: Context, row: Any) -> ReviewLine:
    sent: Escalation = row.Escalation
    against_me = row.kind is TicketKind.COMPLAINT and row.against_staff_id == ctx.actor.id
    hidden = against_me or hides(ctx, masked=False)
    about = (row.raised or row.about or sent.reason).split("\n", 1)[0]
    decides = ctx.actor.may(Permission.REVIEW) and not against_me
    owed = sent.state is EscalationState.RETURNED and sent.reported_at is None
    return ReviewLine(
        id=sent.id,
        version=sent.version,
        kind=sent.kind,
        rule=sent.rule,
        level=sent.level,
        state=sent.state,
        ticket_id=sent.ticket_id,
        number=row.number,
        callback_id=sent.callback_id,
        coupon_id=sent.coupon_id,
        visit_id=sent.visit_id,
        absent=row.absent,
        name=masking.mask_name(row.name) if hidden and row.name else row.name,
        title=row.title,
        about=masking.mask_text(about, row.name) if hidden else about,
        reason=masking.mask_text(sent.reason, row.name) if hidden else sent.reason,
        sent_by=row.sent_by,
        sent_by_login=row.sent_by_login,
        sent_at=sent.sent_at,
        due_at=row.due_at,
        overdue=row.due_at is not None and ctx.now > row.due_at,
        owner=row.owner,
        owner_login=row.owner_login,
        live_to=row.live_to,
        decision=sent.decision,
        decided_by=row.decided_by,
        decided_at=sent.decided_at,
        plan=masking.mask_text(sent.plan, row.name) if hidden and sent.plan else sent.plan,
        report_due_at=sent.report_due_at if owed else None,
        against_me=against_me,
        may=decisions(sent.kind, sent.level, sent.state, promised=sent.callback_id is not None)
        if decides
        else NOBODY,
        i_tell=owed and sent.owner_id == ctx.actor.id,
    )
