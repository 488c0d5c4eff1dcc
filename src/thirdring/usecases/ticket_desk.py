"""What the ticket screen asks for besides pages: facts of the person and center, whole refreshes,
what is copied, printed or exported.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy import select

from thirdring.domain.enums import Role, TicketKind
from thirdring.domain.errors import Refusal, say
from thirdring.domain.policy import Key as PolicyKey
from thirdring.domain.roles import Permission
from thirdring.store.tables import Staff, StaffRole
from thirdring.store.ticket_few import lines_by_key
from thirdring.store.ticket_lines import Anchors, Key, Page, TicketLine
from thirdring.usecases.context import Context
from thirdring.usecases.find_tickets import (
    EVERY,
    TicketQuery,
    anchors,
    page,
    shown_lines,
)
from thirdring.usecases.timeline import record_access

# More lines than this do not leave the list at once.
MOST_LINES = 100_000
MOST_CHOSEN = 5_000


class Outlet(StrEnum):
    """How lines leave the list; the word in the access log."""

    COPY = "copy"
    PRINT = "print"
    EXPORT = "export"


@dataclass(frozen=True, slots=True)
class ListFacts:
    """Who looks at the list, and by which clock and figures it is drawn."""

    login: str
    zone: ZoneInfo
    soon_callback: timedelta
    soon_clock: timedelta
    categories: tuple[str, ...]
    permissions: frozenset[Permission]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Anchors and some pages of one moment; pages by their number from 0."""

    anchors: Anchors
    pages: dict[int, Page]


@dataclass(frozen=True, slots=True)
class Colleague:
    login: str
    name: str


def list_facts(ctx: Context) -> ListFacts:
    """The facts a list is drawn by."""
    return ListFacts(
        login=ctx.actor.login,
        zone=ctx.center.time.zone,
        soon_callback=ctx.policy.span(PolicyKey.SOON_CALLBACK_MINUTES),
        soon_clock=ctx.policy.span(PolicyKey.SOON_CLOCK_MINUTES),
        categories=ctx.center.categories,
        permissions=frozenset(p for p in Permission if ctx.actor.may(p)),
    )


def colleagues(ctx: Context) -> tuple[Colleague, ...]:
    """Who may own a ticket, by name.

    Raises:
        NotPermitted: the role does not work on tickets.
    """
    ctx.require(Permission.WORK_TICKETS)
    rows = ctx.session.execute(
        select(Staff.login, Staff.name, Staff.active)
        .join(StaffRole, StaffRole.staff_id == Staff.id)
        .where(StaffRole.role.in_([Role.AGENT, Role.SUPERVISOR]))
        .order_by(Staff.name, Staff.login)
        .distinct()
    )
    return tuple(Colleague(row.login, row.name) for row in rows if row.active)


def snapshot(ctx: Context, query: TicketQuery, pages: Sequence[int]) -> Snapshot:
    """The count and anchors as they stand, and the pages with these numbers, of one moment.

    Raises:
        NotPermitted: the role sees no tickets.
    """
    found = anchors(ctx, query, EVERY)
    last = (found.count - 1) // EVERY if found.count else -1
    return Snapshot(
        found, {n: page(ctx, query, _before(found, n), EVERY) for n in pages if n <= last}
    )


def _before(found: Anchors, number: int) -> Key | None:
    return found.keys[number - 1] if number else None


def all_keys(ctx: Context, query: TicketQuery) -> tuple[int, ...]:
    """The keys of every ticket the list holds, in its order.

    Raises:
        NotPermitted: the role sees no tickets.
        Refusal: more than 5,000.
    """
    lines = page(ctx, query, None, MOST_CHOSEN + 1).lines
    if len(lines) > MOST_CHOSEN:
        raise Refusal(
            say("At most {most} can be chosen at once: narrow the list first.", most=MOST_CHOSEN)
        )
    return tuple(line.seq for line in lines)


def lines_out(
    ctx: Context,
    outlet: Outlet,
    query: TicketQuery,
    seqs: Sequence[int] | None = None,
) -> tuple[TicketLine, ...]:
    """The lines that are copied, printed or exported: those with the keys `seqs`, else all of
    `query` in its order. The access log says who took how many, and how (H5).

    Raises:
        NotPermitted: the role sees no tickets, or may not export.
        Refusal: more than 100,000 lines.
    """
    ctx.require(Permission.SEE_TICKETS)
    if outlet is Outlet.EXPORT:
        ctx.require(Permission.EXPORT_LISTS)
    if seqs is None:
        found = page(ctx, query, None, MOST_LINES + 1).lines
        if len(found) > MOST_LINES:
            raise Refusal(
                say("At most {most} lines at once: narrow the list first.", most=MOST_LINES)
            )
    else:
        by_seq = lines_by_key(ctx.connection, ctx.actor.id, seqs)
        found = tuple(by_seq[seq] for seq in seqs if seq in by_seq)
        if not ctx.actor.may(Permission.SEE_ALL_TICKETS):
            found = tuple(line for line in found if line.kind is TicketKind.COMPLAINT)
        found = shown_lines(ctx, found, masked=query.masked)
    record_access(ctx, outlet.value, "tickets", records=len(found))
    return found
