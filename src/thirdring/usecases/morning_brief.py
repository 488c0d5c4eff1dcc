"""The morning brief (F4): for the team and the shop staff, so without personal data.

It is made of closed lists, names of products, counts, ticket numbers and the center's own lines
and figures. What a customer or a colleague wrote about a customer never gets in.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import false, func, or_, select, true

from thirdring.domain.case_values import MeasureState, VisitState
from thirdring.domain.enums import Language, Nature, Severity, TicketState
from thirdring.domain.masking import mask_text
from thirdring.domain.policy import KEYS, Key, PolicyKind, format_value, parse_value
from thirdring.domain.roles import Permission
from thirdring.store.tables import (
    ComplaintDetail,
    Measure,
    Phrase,
    PhraseVersion,
    PolicyChange,
    ReturnVisit,
    Ticket,
)
from thirdring.usecases.brief_issues import Issue, frequent_issues
from thirdring.usecases.context import Context
from thirdring.usecases.day_due import campaigns_ahead

_MOST = 20
_HEAVY = (Severity.MAJOR, Severity.SERIOUS)


class LineChange(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class MajorCase:
    """A serious or major complaint: enough to be careful about, nothing about whom."""

    number: str
    nature: Nature | None
    severity: Severity
    state: TicketState
    open: bool


@dataclass(frozen=True, slots=True)
class BriefLine:
    """A line of the phrases that is new, changed or used no more; placeholders still in it."""

    key: str
    change: LineChange
    text: str


@dataclass(frozen=True, slots=True)
class BriefFigure:
    """A figure of the policy that changed. `old` and `new` are None for lists of people."""

    key: str
    rules: tuple[str, ...]
    text: str
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class BriefCampaign:
    """F5: a campaign ahead; its title is written to be read aloud."""

    title: str
    day: date


@dataclass(frozen=True, slots=True)
class BriefMeasure:
    """H7, J4: an improvement measure that is due; `number` the complaint it came from."""

    due_on: date
    number: str | None
    overdue: bool


@dataclass(frozen=True, slots=True)
class BriefVisits:
    """Return visits to make (D10), counted."""

    overdue: int
    today: int
    tomorrow: int


@dataclass(frozen=True, slots=True)
class Brief:
    """The brief of the center's `day`: what came up in the days [first, day), most often first."""

    company: str
    day: date
    first: date
    stretches: int
    issues: tuple[Issue, ...]
    major: tuple[MajorCase, ...]
    lines: tuple[BriefLine, ...]
    figures: tuple[BriefFigure, ...]
    visits: BriefVisits
    campaigns: tuple[BriefCampaign, ...]
    measures: tuple[BriefMeasure, ...]


def morning_brief(ctx: Context, day: date | None = None) -> Brief:
    """The brief for the morning of `day`, by default today.

    Raises:
        Refusal: the day lies outside what a calendar holds.
    """
    ctx.require(Permission.SEE_BRIEF)
    time = ctx.center.time
    day = day or time.day_of(ctx.now)
    start, end = time.day_bounds(day)
    days = ctx.policy.integer(Key.BRIEF_DAYS)
    stretches = ctx.policy.integer(Key.BRIEF_WEEKS_BEFORE)
    since = start - timedelta(days=days)
    return Brief(
        company=ctx.center.company,
        day=day,
        first=time.day_of(since),
        stretches=stretches,
        issues=frequent_issues(ctx, since, start, stretches),
        major=_major(ctx, since, end),
        lines=_lines(ctx, since, end),
        figures=_figures(ctx, since, end),
        visits=_visits(ctx, start, end),
        campaigns=tuple(
            BriefCampaign(mask_text(item.about or ""), time.day_of(item.due_at))
            for item in campaigns_ahead(ctx, end)
        ),
        measures=_measures(ctx, day),
    )


def _major(ctx: Context, since: datetime, end: datetime) -> tuple[MajorCase, ...]:
    rows = ctx.session.execute(
        select(Ticket.number, ComplaintDetail.nature, Ticket.severity, Ticket.state, Ticket.open)
        .join(ComplaintDetail, ComplaintDetail.ticket_id == Ticket.id)
        .where(
            Ticket.severity.in_(_HEAVY),
            Ticket.received_at < end,
            Ticket.state != TicketState.MERGED,
            or_(Ticket.open.is_(true()), Ticket.received_at >= since),
        )
        .order_by(Ticket.received_at.desc(), Ticket.seq.desc())
    )
    cases = [
        MajorCase(number, nature, severity, state, is_open)
        for number, nature, severity, state, is_open in rows
        if severity is not None
    ]
    cases.sort(key=lambda case: (not case.open, case.severity is not Severity.MAJOR))
    return tuple(cases[:_MOST])


def _lines(ctx: Context, since: datetime, end: datetime) -> tuple[BriefLine, ...]:
    """Lines of the center's language; what shipped with the program is no news."""
    last = (
        select(PhraseVersion.phrase_id, func.max(PhraseVersion.changed_at).label("at"))
        .group_by(PhraseVersion.phrase_id)
        .subquery()
    )
    rows = ctx.session.execute(
        select(Phrase, last.c.at)
        .outerjoin(last, last.c.phrase_id == Phrase.id)
        .where(
            Phrase.language == Language(ctx.center.language),
            or_(
                Phrase.shipped.is_(false()) & Phrase.created_at.between(since, end),
                last.c.at.between(since, end),
            ),
        )
        .order_by(Phrase.position, Phrase.key)
    )
    return tuple(BriefLine(row.key, _change(row, since), mask_text(row.text)) for row, _at in rows)[
        :_MOST
    ]


def _change(phrase: Phrase, since: datetime) -> LineChange:
    if phrase.retired:
        return LineChange.RETIRED
    fresh = not phrase.shipped and phrase.created_at >= since
    return LineChange.NEW if fresh else LineChange.CHANGED


def _figures(ctx: Context, since: datetime, end: datetime) -> tuple[BriefFigure, ...]:
    """Each figure once, from what it was before the first change to what it is after the last."""
    changed: dict[str, tuple[object, object]] = {}
    rows = ctx.session.execute(
        select(PolicyChange.key, PolicyChange.old_value, PolicyChange.new_value)
        .where(PolicyChange.changed_at >= since, PolicyChange.changed_at < end)
        .order_by(PolicyChange.changed_at, PolicyChange.id)
    )
    for key, old, new in rows:
        changed[key] = (changed[key][0] if key in changed else old, new)
    return tuple(
        _figure(Key(key), old, new)
        for key, (old, new) in changed.items()
        if key in set(Key) and old != new
    )


def _figure(key: Key, old: object, new: object) -> BriefFigure:
    entry = KEYS[key]
    if entry.kind is PolicyKind.NAMES:  # posts, but a center may have written a person's name
        return BriefFigure(key.value, entry.rules, entry.text, None, None)
    old_text, new_text = (format_value(key, parse_value(key, str(v))) for v in (old, new))
    return BriefFigure(key.value, entry.rules, entry.text, old_text, new_text)


def _visits(ctx: Context, start: datetime, end: datetime) -> BriefVisits:
    after = ctx.center.time.day_bounds(ctx.center.time.day_of(end))[1]
    due = func.coalesce(ReturnVisit.next_try_at, ReturnVisit.due_at)

    def count(*where: object) -> int:
        statement = select(func.count()).where(ReturnVisit.state == VisitState.OPEN, *where)  # type: ignore[arg-type]
        return ctx.session.scalar(statement) or 0

    return BriefVisits(
        overdue=count(due < start),
        today=count(due >= start, due < end),
        tomorrow=count(due >= end, due < after),
    )


def _measures(ctx: Context, day: date) -> tuple[BriefMeasure, ...]:
    ahead = day + ctx.policy.span(Key.BRIEF_DAYS)
    rows = ctx.session.execute(
        select(Measure.due_on, Ticket.number)
        .outerjoin(Ticket, Ticket.id == Measure.ticket_id)
        .where(Measure.state == MeasureState.OPEN, Measure.due_on <= ahead)
        .order_by(Measure.due_on, Measure.id)
        .limit(_MOST)
    )
    return tuple(BriefMeasure(due_on, number, due_on < day) for due_on, number in rows)
