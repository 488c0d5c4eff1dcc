"""One case of the queue on one page: the facts, what was promised, who is to be told, what helps."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import aliased

from thirdring import labels
from thirdring.domain import masking
from thirdring.domain.case_values import Decision, Way
from thirdring.domain.clocks import Clock
from thirdring.domain.enums import Severity, TicketKind, TicketState
from thirdring.domain.escalations import tellings
from thirdring.domain.protocol import ProtocolAnswers
from thirdring.domain.roles import Permission
from thirdring.store.tables import (
    Call,
    ComplaintDetail,
    Contact,
    Escalation,
    Event,
    Notice,
    ProtocolRecord,
    Staff,
    Ticket,
)
from thirdring.usecases.clock_keeping import ticket_clocks
from thirdring.usecases.context import Context
from thirdring.usecases.coupon_rows import CouponRow, one_coupon
from thirdring.usecases.find_coupons import CouponHistory, coupons_before, ticket_coupons
from thirdring.usecases.review_rows import ReviewLine, load_escalation, review_line
from thirdring.usecases.show_ticket import TicketDetail, show_ticket
from thirdring.usecases.statements import StatementRow, list_statements

_EARLIER = 20


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody to be told at once (D9, E1 to E6): a post of the policy, `label` its source text.

    `name`: who holds it, where that is known. `notice_id` None: no message was composed yet. Told
    when `told_at` is there.
    """

    post: str
    label: str
    rule: str
    name: str | None
    notice_id: uuid.UUID | None
    due_at: datetime | None
    told_at: datetime | None
    told_by: str | None
    told_way: Way | None


@dataclass(frozen=True, slots=True)
class EarlierTicket:
    """Another ticket of the same customer; `about` is its first line."""

    id: uuid.UUID
    number: str
    kind: TicketKind
    state: TicketState
    severity: Severity | None
    about: str
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan that was given: what a superior decided, or what the customer was offered."""

    text: str
    by: str | None
    at: datetime | None
    decision: Decision | None = None


@dataclass(frozen=True, slots=True)
class Assessment:
    """J2: what was judged first; None where nobody has."""

    safety: bool | None
    complexity: str | None
    impact: str | None
    immediate: bool | None


@dataclass(frozen=True, slots=True)
class ReviewDetail:
    """Everything the page shows. `ticket` brings the texts, calls, callbacks and the timeline."""

    line: ReviewLine
    ticket: TicketDetail | None
    assessment: Assessment | None
    protocol: ProtocolAnswers | None
    clocks: tuple[Clock, ...]
    plans: tuple[Plan, ...]
    recipients: tuple[Recipient, ...]
    earlier: tuple[EarlierTicket, ...]
    coupon: CouponRow | None
    coupons: CouponHistory | None
    coupons_before: CouponHistory | None
    statements: tuple[StatementRow, ...]


def review_detail(ctx: Context, escalation_id: uuid.UUID) -> ReviewDetail:
    """The case on one page; what stands against who asks comes without the complainant (G9).

    Raises:
        NotPermitted: only who decides reviews. NotFound: nothing of that id.
    """
    ctx.require(Permission.REVIEW)
    row = load_escalation(ctx, escalation_id)
    line = review_line(ctx, escalation_id)
    ticket_id = row.ticket_id
    shown = ticket_id is not None and not line.against_me
    return ReviewDetail(
        line=line,
        ticket=show_ticket(ctx, ticket_id, masked=line.against_me) if ticket_id else None,
        assessment=_assessment(ctx, ticket_id),
        protocol=_protocol(ctx, ticket_id) if shown else None,
        clocks=ticket_clocks(ctx, ticket_id) if ticket_id else (),
        plans=_plans(ctx, row),
        recipients=recipients_of(ctx, row),
        earlier=_earlier(ctx, ticket_id) if shown else (),
        coupon=one_coupon(ctx, row.coupon_id) if row.coupon_id else None,
        coupons=ticket_coupons(ctx, ticket_id) if ticket_id else None,
        coupons_before=coupons_before(ctx, ticket_id) if ticket_id and shown else None,
        statements=list_statements(ctx) if ctx.actor.may(Permission.USE_STATEMENTS) else (),
    )


def recipients_of(ctx: Context, row: Escalation) -> tuple[Recipient, ...]:
    """Who is to be told at once, as the policy names them, and what was told them already."""
    named: dict[str, str] = {}
    for telling in tellings(row.kind, row.level):
        for post in ctx.policy.names(telling.recipients):
            named.setdefault(post, telling.rule)
    holder, teller = aliased(Staff), aliased(Staff)
    rows = ctx.session.execute(
        select(
            Notice.id, Notice.post, Notice.rule, Notice.due_at, Notice.told_at, Notice.told_way,
            teller.name.label("told_by"), func.coalesce(Contact.name, holder.name).label("name"),
        )
        .outerjoin(teller, teller.id == Notice.told_by)
        .outerjoin(holder, holder.id == Notice.staff_id)
        .outerjoin(Contact, Contact.id == Notice.contact_id)
        .where(Notice.escalation_id == row.id, Notice.post.is_not(None))
        .order_by(Notice.made_at, Notice.id)
    ).all()  # fmt: skip
    posts = [*named, *(found.post for found in rows)]
    made: dict[str, list[Recipient]] = {}
    for found in rows:
        one = Recipient(
            found.post, labels.post(found.post), found.rule, found.name, found.id, found.due_at,
            found.told_at, found.told_by, found.told_way,
        )  # fmt: skip
        made.setdefault(found.post, []).append(one)
    nobody = (None, None, row.due_at, None, None, None)
    return tuple(
        one
        for post in dict.fromkeys(posts)
        for one in made.get(post) or [Recipient(post, labels.post(post), named[post], *nobody)]
    )


def _assessment(ctx: Context, ticket_id: uuid.UUID | None) -> Assessment | None:
    found = ctx.session.get(ComplaintDetail, ticket_id) if ticket_id else None
    if found is None:
        return None
    return Assessment(found.safety, found.complexity, found.impact, found.immediate)


def _protocol(ctx: Context, ticket_id: uuid.UUID | None) -> ProtocolAnswers | None:
    """What the special caller asked in the ticket's last call of that kind (E1 to E3)."""
    found = ctx.session.execute(
        select(
            ProtocolRecord.outlet, ProtocolRecord.questions, ProtocolRecord.answer_hoped_for,
            ProtocolRecord.demands, ProtocolRecord.help_expected,
        )
        .join(Call, Call.id == ProtocolRecord.call_id)
        .where(Call.ticket_id == ticket_id)
        .order_by(Call.started_at.desc())
        .limit(1)
    ).one_or_none()  # fmt: skip
    return ProtocolAnswers(*found) if found else None


def _plans(ctx: Context, row: Escalation) -> tuple[Plan, ...]:
    """Newest first; the one offered to the customer now stands on top."""
    own = Escalation.id == row.id
    if row.ticket_id is not None:
        own = or_(own, Escalation.ticket_id == row.ticket_id)
    decided = ctx.session.execute(
        select(Escalation.plan, Staff.name, Escalation.decided_at, Escalation.decision)
        .outerjoin(Staff, Staff.id == Escalation.decided_by)
        .where(own, Escalation.plan.is_not(None))
        .order_by(Escalation.decided_at.desc())
    )
    plans = [Plan(text or "", by, at, decision) for text, by, at, decision in decided]
    detail = ctx.session.get(ComplaintDetail, row.ticket_id) if row.ticket_id else None
    if detail is not None and detail.plan:
        plans.insert(0, Plan(detail.plan, None, _offered_at(ctx, detail.ticket_id)))
    return tuple(plans)


def _offered_at(ctx: Context, ticket_id: uuid.UUID) -> datetime | None:
    moves = ctx.session.execute(
        select(Event.at, Event.detail)
        .where(Event.ticket_id == ticket_id, Event.verb == "moved")
        .order_by(Event.at.desc())
    ).all()
    offered = TicketState.PLAN_OFFERED.value
    return next((at for at, detail in moves if detail.get("after") == offered), None)


def _earlier(ctx: Context, ticket_id: uuid.UUID | None) -> tuple[EarlierTicket, ...]:
    """The customer's other tickets, by person or by number, newest first."""
    ticket = ctx.session.scalars(select(Ticket).where(Ticket.id == ticket_id)).one()
    same = [
        column == value
        for column, value in (
            (Ticket.customer_id, ticket.customer_id),
            (Ticket.digits, ticket.digits),
        )
        if value
    ]
    if not same:
        return ()
    rows = ctx.session.execute(
        select(
            Ticket.id, Ticket.number, Ticket.kind, Ticket.state, Ticket.severity, Ticket.raised,
            Ticket.received_at, Ticket.name,
        )
        .where(or_(*same), Ticket.id != ticket.id)
        .order_by(Ticket.received_at.desc())
        .limit(_EARLIER)
    )  # fmt: skip
    return tuple(
        EarlierTicket(
            row.id, row.number, row.kind, row.state, row.severity,
            masking.mask_text(row.raised.split("\n", 1)[0], row.name), row.received_at,
        )
        for row in rows
    )  # fmt: skip
