"""The case library (D11): what was learnt from complaints like this one, without anybody's name."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, or_, select, true

from thirdring.domain.case_values import Remedy
from thirdring.domain.enums import Nature, Severity, TicketKind, TicketState
from thirdring.domain.errors import Refusal, say
from thirdring.domain.likeness import likeness, wanted_features, weights
from thirdring.domain.masking import mask_text
from thirdring.domain.roles import Permission
from thirdring.domain.search_text import Needle, NeedleKind, SearchQuery, index_tokens
from thirdring.domain.ticket_path import refuse_own_case
from thirdring.store.planner import aside
from thirdring.store.search import CHUNK, hits
from thirdring.store.tables import ComplaintDetail, Ticket
from thirdring.usecases.context import Context
from thirdring.usecases.ticket_access import against_oneself, changed, load_ticket
from thirdring.usecases.timeline import record_event

# A pair of characters that more records have tells hardly anything; counting stops here.
COMMON = 400
# What is compared in any case: examples, and what was learnt last.
_LATEST = 300
_KINDS = (TicketKind.COMPLAINT, TicketKind.REQUEST)
# No index of states or kinds offers itself: it would have all of one state gone through.
_ENDED = (aside(Ticket.state) == TicketState.ARCHIVED, aside(Ticket.kind).in_(_KINDS))
_LEARNT = or_(
    ComplaintDetail.cause.is_not(None),
    ComplaintDetail.lesson.is_not(None),
    ComplaintDetail.example.is_(true()),
)
# What was learnt last is found by walking back from the newest ticket.
_LATEST_SEQS = (
    select(Ticket.seq)
    .where(
        *_ENDED,
        select(ComplaintDetail.ticket_id)
        .where(ComplaintDetail.ticket_id == Ticket.id, _LEARNT)
        .correlate(Ticket)
        .exists(),
    )
    .order_by(Ticket.seq.desc())
    .limit(_LATEST)
)


@dataclass(frozen=True, slots=True)
class Lesson:
    """A complaint that was summed up. Names and numbers in the words are hidden; `closed_at` is
    aware UTC; `likeness` 0 to 1 with the text that was asked for.
    """

    ticket_id: uuid.UUID
    number: str
    raised: str
    nature: Nature | None
    severity: Severity | None
    remedy: Remedy | None
    cause: str | None
    prevention: str | None
    lesson: str | None
    example: bool
    closed_at: datetime | None
    likeness: float


def find_lessons(
    ctx: Context, text: str, limit: int = 5, *, common: int = COMMON
) -> tuple[Lesson, ...]:
    """The archived complaints most like `text`, examples first, then the likest, then the newest.
    Without a text: the newest examples and lessons. A word that `common` records have finds none.

    Raises:
        NotPermitted: the role sees no tickets.
    """
    ctx.require(Permission.SEE_TICKETS)
    wanted = wanted_features(text)
    if text.strip() and not wanted:
        return ()
    counts, seqs = _looked_up(ctx, wanted, common)
    weighed = weights(counts, common)
    found = {
        one.seq: (
            not one.example,
            -likeness(weighed, frozenset(index_tokens(one.raised))),
            -one.seq,
        )
        for one in _candidates(ctx, seqs)
    }
    kept = sorted((order, seq) for seq, order in found.items() if order[1] < 0 or not wanted)
    return _lessons(ctx, {seq: -order[1] for order, seq in kept[:limit]})


def mark_example(ctx: Context, which: uuid.UUID | str, *, example: bool = True) -> bool:
    """Keep a hard case as an example to learn from, or no longer; whether that changed anything.

    Raises:
        NotPermitted: no reviewer, or it is about oneself (G9). NotFound: no such ticket.
        Refusal: not an archived complaint or request, or nothing was learnt from it yet.
    """
    ctx.require(Permission.REVIEW)
    ticket = load_ticket(ctx, which, lock=True)
    refuse_own_case(against_oneself=against_oneself(ctx, ticket))
    detail = ctx.session.get(ComplaintDetail, ticket.id)
    if ticket.kind not in _KINDS or ticket.state is not TicketState.ARCHIVED or detail is None:
        raise Refusal(say("Only an archived complaint becomes an example."), rule="D11")
    if example and not (detail.lesson or detail.cause):
        raise Refusal(say("An example has a cause or a lesson."), rule="D11", field="lesson")
    if detail.example == example:
        return False
    detail.example = example
    record_event(
        ctx, "example_marked" if example else "example_unmarked", "ticket", ticket.id,
        ticket_id=ticket.id, rule="D11",
    )  # fmt: skip
    changed(ctx, ticket)
    return True


def _looked_up(ctx: Context, wanted: Iterable[str], common: int) -> tuple[dict[str, int], set[int]]:
    """How many records have each feature, and the records of those that are not common."""
    counts: dict[str, int] = {}
    seqs: set[int] = set()
    for token in wanted:
        found = hits(ctx.session, _one_token(token), common)
        counts[token] = len(found)
        if len(found) < common:
            seqs.update(found)
    return counts, seqs


def _one_token(token: str) -> SearchQuery:
    return SearchQuery(
        needles=(Needle(NeedleKind.CJK, token),), tokens=(token,), prefixes=(), exact=True,
        blank=False, unsearchable=False,
    )  # fmt: skip


class _Candidate(NamedTuple):
    """What is compared of a lesson; the rest is read of those that are told."""

    seq: int
    raised: str
    example: bool


def _candidates(ctx: Context, seqs: set[int]) -> list[_Candidate]:
    newest = sorted(seqs, reverse=True)
    found: list[_Candidate] = []
    for at in range(0, len(newest), CHUNK):
        found += _learnt(ctx, Ticket.seq.in_(newest[at : at + CHUNK]), *_ENDED)
    # In two steps: joined at once, a planner would look through all that were ever received.
    examples = ctx.session.scalars(
        select(ComplaintDetail.ticket_id).where(ComplaintDetail.example.is_(true()))
    ).all()
    for at in range(0, len(examples), CHUNK):
        found += _learnt(ctx, Ticket.id.in_(examples[at : at + CHUNK]), *_ENDED)
    latest = ctx.session.scalars(_LATEST_SEQS).all()
    return found + _learnt(ctx, Ticket.seq.in_(latest))


def _learnt(ctx: Context, *where: ColumnElement[bool]) -> list[_Candidate]:
    rows = ctx.session.execute(
        select(Ticket.seq, Ticket.raised, ComplaintDetail.example)
        .join(ComplaintDetail, ComplaintDetail.ticket_id == Ticket.id)
        .where(_LEARNT, *where)
        .order_by(Ticket.seq.desc())
        .limit(max(_LATEST, CHUNK))
    )
    return [_Candidate(*row) for row in rows]


def _lessons(ctx: Context, shares: Mapping[int, float]) -> tuple[Lesson, ...]:
    """The tickets with these keys, in their order, each as like the text as it says."""
    rows = ctx.session.execute(
        select(Ticket, ComplaintDetail)
        .join(ComplaintDetail, ComplaintDetail.ticket_id == Ticket.id)
        .where(Ticket.seq.in_(shares))
    )
    by_seq = {ticket.seq: (ticket, detail) for ticket, detail in rows}
    return tuple(_lesson(*by_seq[seq], share) for seq, share in shares.items())


def _lesson(ticket: Ticket, detail: ComplaintDetail, share: float) -> Lesson:
    hidden: Mapping[str, str | None] = {
        name: _hidden(ticket, getattr(detail, name)) for name in ("cause", "prevention", "lesson")
    }
    return Lesson(
        ticket.id, ticket.number, _hidden(ticket, ticket.raised) or "", detail.nature,
        ticket.severity, detail.remedy, hidden["cause"], hidden["prevention"], hidden["lesson"],
        detail.example, ticket.closed_at, share,
    )  # fmt: skip


def _hidden(ticket: Ticket, text: str | None) -> str | None:
    return text and mask_text(text, ticket.name)
