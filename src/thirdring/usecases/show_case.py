"""What stands beside an open ticket: clocks, what was sent up, coupons, evidence, notices, likeness."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import aliased

from thirdring.domain import masking
from thirdring.domain.case_values import EscalationKind, EscalationState
from thirdring.domain.clocks import Clock
from thirdring.domain.complaint_path import LONG_PATH
from thirdring.domain.enums import ClockState, TicketKind, TicketState
from thirdring.domain.escalations import RULES
from thirdring.domain.quality import Criterion
from thirdring.domain.roles import Permission
from thirdring.store.tables import ClockRow, Escalation, Staff, Ticket
from thirdring.usecases.attach_file import AttachmentRow, list_attachments
from thirdring.usecases.clock_keeping import standing_clocks
from thirdring.usecases.context import Context
from thirdring.usecases.coupon_rows import CouponRow
from thirdring.usecases.find_coupons import coupons_before, ticket_coupons
from thirdring.usecases.find_quality_checks import criteria_weights
from thirdring.usecases.find_tickets import hides
from thirdring.usecases.lacking_facts import lacking
from thirdring.usecases.merge_tickets import Likely, likely_duplicates
from thirdring.usecases.notice_rows import NoticeRow
from thirdring.usecases.tell_notice import ticket_notices
from thirdring.usecases.ticket_access import Which, against_oneself, load_ticket


class CaseDeed(StrEnum):
    """What may be done beside the path."""

    ESCALATE = "escalate"  # C4
    COUPON = "coupon"  # D7
    ATTACH = "attach"
    NOTICE = "notice"
    MERGE = "merge"
    UNMERGE = "unmerge"
    AGAINST = "against"  # D15, a supervisor's
    ROUTE = "route"  # D3, to another department
    WAIT = "wait"  # D3, until the customer answers
    ANSWERED = "answered"
    EXAMPLE = "example"  # D11
    QUALITY = "quality"  # G8, a supervisor's
    COMPLETE = "complete"  # D13, what it lacks


@dataclass(frozen=True, slots=True)
class SentUp:
    """Something that was sent up, as whoever works on the ticket sees it; `at` aware UTC."""

    kind: EscalationKind
    rule: str
    level: int
    state: EscalationState
    reason: str
    plan: str | None
    by: str | None
    owner: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class CaseView:
    """`own`: it stands against who looks, who sees facts and does nothing (G9). Clocks: those that
    run first, the nearest on top; `unmet` says which are still owed, by rule and due time, late
    ones included. `before`: what the customer had on other tickets. `criteria`: what
    a quality check looks at, with its weight.
    """

    ticket_id: uuid.UUID
    own: bool
    clocks: tuple[Clock, ...]
    unmet: frozenset[tuple[str, datetime]]
    sent_up: tuple[SentUp, ...]
    coupons: tuple[CouponRow, ...]
    before: tuple[CouponRow, ...]
    files: tuple[AttachmentRow, ...]
    notices: tuple[NoticeRow, ...]
    likely: tuple[Likely, ...]
    may: frozenset[CaseDeed]
    criteria: tuple[tuple[Criterion, int], ...] = ()


def show_case(ctx: Context, which: Which) -> CaseView:
    """Everything beside the facts, of one moment.

    Raises:
        NotPermitted: the role sees no tickets. NotFound: none this role may see.
    """
    ticket = load_ticket(ctx, which)
    own = against_oneself(ctx, ticket)
    works = ctx.actor.may(Permission.WORK_TICKETS) and not own
    clocks, unmet = _clocks(ctx, ticket)
    return CaseView(
        ticket.id,
        own,
        clocks,
        unmet,
        () if own else _sent_up(ctx, ticket),
        ticket_coupons(ctx, ticket).coupons if works else (),
        coupons_before(ctx, ticket).coupons if works else (),
        list_attachments(ctx, ticket) if works else (),
        ticket_notices(ctx, ticket) if works else (),
        likely_duplicates(ctx, ticket) if works and ticket.open else (),
        (_may(ctx, ticket, clocks) | _beside(ctx, ticket)) if works else frozenset(),
        criteria_weights(ctx),
    )


def _clocks(
    ctx: Context, ticket: Ticket
) -> tuple[tuple[Clock, ...], frozenset[tuple[str, datetime]]]:
    """Every clock, those that run first; and which are still owed."""
    order = (ClockState.RUNNING, ClockState.PAUSED, ClockState.LATE)
    rows = list(standing_clocks(ctx.session, ctx.now, ClockRow.ticket_id == ticket.id))
    clocks = sorted(
        (clock for _, clock in rows),
        key=lambda c: (order.index(c.state) if c.state in order else len(order), c.due_at),
    )
    owed = (row for row, _ in rows if row.met_at is None and row.cancelled_at is None)
    return tuple(clocks), frozenset((row.rule, row.due_at) for row in owed)


def _beside(ctx: Context, ticket: Ticket) -> frozenset[CaseDeed]:
    """What may be done also when it is closed: somebody else's work checked (G8), and what the
    month waits for settled (D13).
    """
    found = set()
    others = ticket.owner_id not in {None, ctx.actor.id}
    if others and ctx.actor.may(Permission.CHECK_QUALITY):
        found.add(CaseDeed.QUALITY)
    if ctx.actor.may(Permission.REVIEW) and lacking(ctx, ticket):
        found.add(CaseDeed.COMPLETE)
    return frozenset(found)


def _may(ctx: Context, ticket: Ticket, clocks: Iterable[Clock]) -> frozenset[CaseDeed]:
    reviews = ctx.actor.may(Permission.REVIEW)
    if ticket.state is TicketState.MERGED:
        return frozenset({CaseDeed.UNMERGE})
    long = ticket.kind in LONG_PATH
    if not ticket.open:
        kept = reviews and long and ticket.state is TicketState.ARCHIVED
        return frozenset({CaseDeed.EXAMPLE}) if kept else frozenset()
    found = {CaseDeed.COUPON, CaseDeed.ATTACH, CaseDeed.NOTICE, CaseDeed.MERGE}
    if ctx.actor.may(Permission.ESCALATE):
        found.add(CaseDeed.ESCALATE)
    if reviews and ticket.kind in {TicketKind.COMPLAINT, TicketKind.PRAISE}:
        found.add(CaseDeed.AGAINST)
    if long:
        found.add(CaseDeed.ROUTE)
    state = next((clock.state for clock in clocks if clock.rule == "D3"), None)
    if state is ClockState.PAUSED:
        found.add(CaseDeed.ANSWERED)
    elif state is ClockState.RUNNING:
        found.add(CaseDeed.WAIT)
    return frozenset(found)


# Built once: an alias made anew for each reading costs more than its rows.
_SENDER, _OWNER = aliased(Staff), aliased(Staff)
_SENT_UP = (
    select(Escalation, _SENDER.name, _OWNER.name)
    .outerjoin(_SENDER, _SENDER.id == Escalation.sent_by)
    .outerjoin(_OWNER, _OWNER.id == Escalation.owner_id)
    .order_by(Escalation.sent_at.desc(), Escalation.id.desc())
)


def _sent_up(ctx: Context, ticket: Ticket) -> tuple[SentUp, ...]:
    rows = ctx.session.execute(_SENT_UP.where(Escalation.ticket_id == ticket.id))
    hidden = hides(ctx, masked=False)

    def words(text: str) -> str:
        return masking.mask_text(text, ticket.name) if hidden else text

    return tuple(
        SentUp(
            e.kind, RULES[e.kind].rule, e.level, e.state, words(e.reason),
            e.plan and words(e.plan), by, owned, e.sent_at,
        )
        for e, by, owned in rows
    )  # fmt: skip
