"""The ticket list: a page, its anchors, the counts of the views; for windows and command line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from thirdring.domain import masking, search_text
from thirdring.domain.enums import TicketKind, TicketState
from thirdring.domain.errors import Refusal, say
from thirdring.domain.roles import Permission
from thirdring.domain.ticket_views import SORTS, SortBy, Status, TicketFilter, View
from thirdring.store import ticket_list
from thirdring.store.tables import Staff
from thirdring.store.ticket_lines import Anchors, Key, ListPlan, Page, TicketLine
from thirdring.store.ticket_list import COUNT_CAP
from thirdring.usecases.context import Context
from thirdring.usecases.ticket_rows import rows_of

__all__ = [
    "COUNT_CAP", "EVERY", "Anchors", "Key", "Page", "TicketLine", "TicketQuery", "anchors",
    "count_tickets", "list_for_people", "masked_line", "page", "view_counts",
]  # fmt: skip

MOST = 100_000
EVERY = 128
# Stands where a name, number or address was (G9).


@dataclass(frozen=True, slots=True)
class TicketQuery:
    """What a list shows. A sort the view does not offer falls back to what is due first."""

    view: View = View.OPEN
    search: str = ""
    filter: TicketFilter = field(default_factory=TicketFilter)
    sort: SortBy = SortBy.DUE
    descending: bool = False
    masked: bool = False


def page(ctx: Context, query: TicketQuery, after: Key | None = None, limit: int = EVERY) -> Page:
    """The next `limit` lines behind `after`; names and numbers as the role may see them (H5).

    Raises:
        NotPermitted: the role sees no tickets.
    """
    found = ticket_list.read_page(ctx.session, plan_of(ctx, query), after, limit)
    return Page(shown_lines(ctx, found.lines, masked=query.masked), found.last)


def anchors(ctx: Context, query: TicketQuery, every: int = EVERY) -> Anchors:
    """The exact count, and where to jump to; one walk through the index, off the window's thread.

    Raises:
        NotPermitted: the role sees no tickets.
    """
    return ticket_list.read_anchors(ctx.session, plan_of(ctx, query), every)


def count_tickets(ctx: Context, query: TicketQuery, cap: int = COUNT_CAP) -> int:
    """How many, counted to `cap` + 1 and no further.

    Raises:
        NotPermitted: the role sees no tickets.
    """
    return ticket_list.count_up_to(ctx.session, plan_of(ctx, query), cap)


def view_counts(
    ctx: Context, more: Mapping[Any, TicketQuery] | None = None, cap: int = COUNT_CAP
) -> dict[Any, int]:
    """Counts by view, and by the key of each query in `more` (saved views), capped.

    Raises:
        NotPermitted: the role sees no tickets.
    """
    queries: dict[Any, TicketQuery] = {view: TicketQuery(view) for view in View}
    queries |= more or {}
    found = ticket_list.counts_up_to(
        ctx.session, [plan_of(ctx, query) for query in queries.values()], cap
    )
    return dict(zip(queries, found, strict=True))


def plan_of(ctx: Context, query: TicketQuery) -> ListPlan:
    """The list made definite for this person and moment.

    Raises:
        NotPermitted: the role sees no tickets.
    """
    ctx.require(Permission.SEE_TICKETS)
    sort = query.sort if query.sort in SORTS[query.view] else SortBy.DUE
    narrowed = query.filter
    if not ctx.actor.may(Permission.SEE_ALL_TICKETS):
        # What the month's tally counts, and nothing else (H5).
        if narrowed.kind not in {None, TicketKind.COMPLAINT}:
            raise Refusal(say("Your role sees complaints only."), rule="H5", field="kind")
        narrowed = replace(narrowed, kind=TicketKind.COMPLAINT)
    today = ctx.center.time.day_of(ctx.now)
    return ListPlan(
        view=query.view,
        sort=sort,
        descending=query.descending,
        filter=narrowed,
        actor_id=ctx.actor.id,
        now=ctx.now,
        day_end=ctx.center.time.day_bounds(today)[1],
        search=search_text.query(query.search) if query.search.strip() else None,
        personal=ctx.actor.may(Permission.SEE_NUMBERS),
        staff=_staff(ctx) if sort is SortBy.OWNER else (),
    )


def hides(ctx: Context, *, masked: bool) -> bool:
    """Whether names and numbers are hidden from this person, or on demand."""
    return masked or not ctx.actor.may(Permission.SEE_NUMBERS)


def shown_lines(
    ctx: Context, lines: Sequence[TicketLine], *, masked: bool
) -> tuple[TicketLine, ...]:
    """The lines as this person may see them (H5); of complaints against them, nobody's name (G9)."""
    lines = [nameless_line(line) if line.raw_against_me else line for line in lines]
    if hides(ctx, masked=masked):
        lines = [masked_line(line) for line in lines]
    return tuple(lines)


def nameless_line(line: TicketLine) -> TicketLine:
    """The facts without who complains (G9)."""
    raised = masking.hide_whole(line.raised, line.name, line.phone)
    return line._replace(name=None, raw_title=None, phone=None, raised=masking.mask_text(raised))


def masked_line(line: TicketLine) -> TicketLine:
    """The line with name and number hidden, in its text too (H5)."""
    return line._replace(
        name=line.name and masking.mask_name(line.name),
        phone=line.phone and masking.mask_phone(line.phone),
        raised=masking.mask_text(line.raised, line.name),
    )


def _staff(ctx: Context) -> tuple[Any, ...]:
    """Owners in the order they are listed: oneself first, then by name."""
    rows = ctx.session.execute(select(Staff.id, Staff.name).order_by(Staff.name, Staff.id)).all()
    others = tuple(staff_id for staff_id, _name in rows if staff_id != ctx.actor.id)
    return (ctx.actor.id, *others)


def list_for_people(
    ctx: Context,
    *,
    view: str = "all",
    search: str = "",
    status: str | None = None,
    kind: str | None = None,
    limit: int = 100,
    masked: bool = False,
) -> list[dict[str, Any]]:
    """Tickets as the command line gives them back, what is due first; searched: newest first.

    `view` is a view's name or the name of one of one's own; `status` a state, open or closed.

    Raises:
        NotPermitted: the role sees no tickets.
        Refusal: a view, state, kind or limit that is none.
    """
    ctx.require(Permission.SEE_TICKETS)
    if not 1 <= limit <= MOST:
        raise Refusal(say("A limit is a number from 1 to {most}.", most=MOST), field="limit")
    query = _query_named(ctx, view)
    narrowed = query.filter
    if kind is not None:
        narrowed = replace(narrowed, kind=_one_of(TicketKind, kind, "kind"))
    if status in {Status.OPEN, Status.CLOSED}:
        narrowed = replace(narrowed, status=Status(status))
    elif status is not None:
        narrowed = replace(narrowed, state=_one_of(TicketState, status, "status"))
    query = replace(query, filter=narrowed, masked=masked, search=search or query.search)
    if search.strip() and SortBy.RECEIVED in SORTS[query.view]:
        query = replace(query, sort=SortBy.RECEIVED, descending=True)
    lines = page(ctx, query, None, limit).lines
    nameless = frozenset(line.seq for line in lines if line.against_me)
    return rows_of(ctx, lines, masked=hides(ctx, masked=masked), nameless=nameless)


def _query_named(ctx: Context, name: str) -> TicketQuery:
    from thirdring.usecases.saved_views import find_saved_view

    wanted = name.strip()
    if wanted in set(View):
        return TicketQuery(View(wanted))
    saved = find_saved_view(ctx, wanted)
    if saved is None:
        known = ", ".join(view.value for view in View)
        raise Refusal(
            say("There is no view “{view}”; there are {known} and your own.",
                view=wanted[:60], known=known),
            field="view",
        )  # fmt: skip
    return saved.query


def _one_of(kind: type[Any], value: str, name: str) -> Any:
    try:
        return kind(value.strip().lower())
    except ValueError:
        known = ", ".join(member.value for member in kind)
        raise Refusal(
            say("{field} is {given}; it must be one of {expected}.",
                field=name, given=value[:60], expected=known),
            field=name,
        ) from None  # fmt: skip


def days_back(ctx: Context, days: int) -> TicketFilter:
    """Received within the last `days` days of the center, today included."""
    first = ctx.center.time.day_of(ctx.now) - timedelta(days=days - 1)
    return TicketFilter(received_from=ctx.center.time.day_bounds(first)[0])
