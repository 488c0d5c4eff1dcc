"""Finding the ticket a deed is about, seeing that one may, and that it hasn't changed meanwhile."""

import uuid

from sqlalchemy import ColumnElement, Select, exists, select

from thirdring.domain import ticket_numbers
from thirdring.domain.enums import TicketKind
from thirdring.domain.errors import Conflict, NotFound, Refusal, say
from thirdring.domain.roles import Permission
from thirdring.store.search import reindex_ticket
from thirdring.store.tables import ComplaintDetail, Ticket
from thirdring.usecases.clock_keeping import refresh_due
from thirdring.usecases.context import Context

# Sorts after every due time there can be; what has no clock stands last.
from thirdring.usecases.open_ticket import NO_DUE

# How a deed is told which ticket: by id, by number as people type it, by id as text; or the row
# itself, which another deed of the same transaction has loaded.
Which = uuid.UUID | str | Ticket


def load_ticket(ctx: Context, which: Which, *, lock: bool = False) -> Ticket:
    """The ticket; with `lock` held until the commit.

    Raises:
        NotPermitted: the role sees no tickets.
        NotFound: there is none, or none that this role may see.
    """
    ctx.require(Permission.SEE_TICKETS)
    if isinstance(which, Ticket):
        return which
    asked = select(Ticket).where(is_ticket(which))
    found = ctx.session.scalars(asked.with_for_update() if lock else asked).one_or_none()
    hidden = (
        found is not None
        and not ctx.actor.may(Permission.SEE_ALL_TICKETS)
        and found.kind is not TicketKind.COMPLAINT
    )
    if found is None or hidden:
        raise NotFound(say("There is no ticket {number} that you may see.", number=str(which)[:60]))
    return found


def is_ticket(which: uuid.UUID | str) -> ColumnElement[bool]:
    """The ticket by id, by number as people type it, or by id as text."""
    if isinstance(which, uuid.UUID):
        return Ticket.id == which
    try:
        return Ticket.id == uuid.UUID(which.strip())
    except ValueError:
        pass
    try:
        return Ticket.number == str(ticket_numbers.parse(which))
    except Refusal:
        return Ticket.number == which.strip()


def against_oneself(ctx: Context, ticket: Ticket) -> bool:
    """Whether the ticket is a complaint against the person who acts (G9)."""
    return stands_against(ctx, ticket, ctx.actor.id)


def stands_against(ctx: Context, ticket: Ticket, staff_id: uuid.UUID) -> bool:
    """Whether it is a complaint against that person, or took one in when it was merged (G9)."""
    if ticket.kind is not TicketKind.COMPLAINT:
        return False
    ctx.session.flush()
    about = exists().where(
        ComplaintDetail.ticket_id.in_(with_merged(ticket.id)),
        ComplaintDetail.against_staff_id == staff_id,
    )
    return bool(ctx.session.scalar(select(about)))


def with_merged(ticket_id: uuid.UUID) -> Select[uuid.UUID]:
    """The ids of a ticket and of every ticket that was merged into it, whole chains."""
    found = select(Ticket.id).where(Ticket.id == ticket_id).cte("with_merged", recursive=True)
    found = found.union(select(Ticket.id).join(found, Ticket.merged_into_id == found.c.id))
    return select(found.c.id)


def survivor_of(ctx: Context, ticket_id: uuid.UUID) -> uuid.UUID:
    """The ticket that goes on for a merged one; itself when it isn't merged."""
    while True:
        into = ctx.session.scalars(
            select(Ticket.merged_into_id).where(Ticket.id == ticket_id)
        ).one()
        if into is None:
            return ticket_id
        ticket_id = into


def refuse_changed(ticket: Ticket, version: int | None, theirs: object) -> None:
    """`version` is the one the person saw; None skips the check.

    Raises:
        Conflict: somebody changed the ticket meanwhile; it carries how it stands now.
    """
    if version is not None and ticket.version != version:
        raise Conflict(
            say("{number} was changed by somebody else meanwhile.", number=ticket.number),
            theirs=theirs,
        )


def changed(ctx: Context, ticket: Ticket, *, words: bool = True) -> None:
    """Count the change, keep the list's keys and the search index true, refresh the screens.
    `words`: what it is found by may have changed.
    """
    refresh_due(ctx, ticket)
    ticket.sort_due = ticket.due_at or NO_DUE
    ticket.version += 1
    ticket.updated_at = ctx.now
    if words:
        reindex_ticket(ctx.session, ticket.seq)
    ctx.touch("tickets")


def keep_note(
    ctx: Context,
    ticket: Ticket,
    text: str,
    *,
    told_customer: bool = False,
    note_id: uuid.UUID | None = None,
) -> uuid.UUID:
    """Words that belong to the ticket, in an erasable row; its id, for the event to refer to."""
    from thirdring.domain.ids import new_id
    from thirdring.store.tables import TicketNote

    note_id = note_id or new_id()
    ctx.session.add_row(
        TicketNote,
        id=note_id,
        ticket_id=ticket.id,
        text=text,
        told_customer=told_customer,
        made_by=ctx.actor.id,
        made_at=ctx.now,
    )
    return note_id
