"""Who sees a ticket through (C10): taking one that nobody has, handing one on with a reason."""

import uuid
from collections.abc import Sequence

from sqlalchemy import select

from thirdring.domain.errors import NotFound, Refusal, say
from thirdring.domain.roles import Permission
from thirdring.domain.text_safety import TextKind, clean
from thirdring.domain.ticket_path import refuse_own_case
from thirdring.store.search import CHUNK
from thirdring.store.tables import Escalation, Staff, Ticket
from thirdring.usecases.callback_access import there
from thirdring.usecases.context import Context
from thirdring.usecases.edit_ticket import TicketFields, fields_of
from thirdring.usecases.owed_reports import give_reports_of
from thirdring.usecases.staff_accounts import folded_login
from thirdring.usecases.ticket_access import (
    against_oneself,
    changed,
    keep_note,
    load_ticket,
    refuse_changed,
    stands_against,
)
from thirdring.usecases.timeline import record_event
from thirdring.usecases.visit_keeping import give_visits_of


def reassign_ticket(
    ctx: Context,
    which: uuid.UUID | str,
    to_login: str,
    *,
    reason: str = "",
    version: int | None = None,
) -> TicketFields:
    """Give the ticket to `to_login`. One nobody has may be taken by anyone who works on tickets.

    Raises:
        NotPermitted: handing on needs a supervisor (C10); it is about oneself (G9).
        NotFound: no such ticket or person. Conflict: changed meanwhile.
        Refusal: no reason (C10), the person has it already, isn't there (C6), or is the one it is
            against (G9).
    """
    ctx.require(Permission.WORK_TICKETS)
    ticket = load_ticket(ctx, which, lock=True)
    refuse_changed(ticket, version, fields_of(ctx, ticket))
    to = _person(ctx, to_login)
    taken = ticket.owner_id is None and to.id == ctx.actor.id
    if not taken:
        ctx.require(Permission.REASSIGN)
    refuse_own_case(against_oneself=against_oneself(ctx, ticket))
    if stands_against(ctx, ticket, to.id):
        raise Refusal(
            say("The complaint is about {login}: somebody else sees it through.", login=to_login),
            rule="G9",
            field="owner",
        )
    reason = clean(reason, TextKind.TEXT, field="reason").text
    if to.id == ticket.owner_id:
        raise Refusal(say("{login} has this ticket already.", login=to_login), field="owner")
    if not there(ctx, to):
        raise Refusal(
            say("{name} isn't there: choose somebody who is.", name=to.name),
            rule="C6", field="owner",
        )  # fmt: skip
    if not taken and not reason:
        raise Refusal(
            say("Whoever took the case sees it through; say why it is handed on."),
            rule="C10",
            field="reason",
        )
    note_id = keep_note(ctx, ticket, reason) if reason else None
    before, ticket.owner_id = ticket.owner_id, to.id
    record_event(
        ctx, "taken" if taken else "reassigned", "ticket", ticket.id, ticket_id=ticket.id,
        before=before and str(before), after=str(to.id), note_id=note_id and str(note_id),
        rule="" if taken else "C10",
    )  # fmt: skip
    give_visits_of(ctx, ticket, before, to.id)
    give_reports_of(ctx, Escalation.ticket_id == ticket.id, before, to.id)
    changed(ctx, ticket)
    return fields_of(ctx, ticket)


def reassign_tickets(ctx: Context, seqs: Sequence[int], to_login: str, reason: str) -> int:
    """Hand several tickets (by list key) to one person; how many changed hands. All or none.

    Raises:
        As `reassign_ticket`; those the person has already are passed over.
    """
    ctx.require(Permission.REASSIGN)
    to = _person(ctx, to_login)
    count = 0
    for at in range(0, len(seqs), CHUNK):
        rows = ctx.session.execute(
            select(Ticket.id, Ticket.owner_id).where(Ticket.seq.in_(seqs[at : at + CHUNK]))
        ).all()
        for row in rows:
            if row.owner_id != to.id:
                reassign_ticket(ctx, row.id, to_login, reason=reason)
                count += 1
    return count


def _person(ctx: Context, login: str) -> Staff:
    found = ctx.session.scalars(
        select(Staff).where(Staff.login == folded_login(login))
    ).one_or_none()
    if found is None or not found.active:
        raise NotFound(say("Nobody signs in as {login}.", login=login[:60]), field="owner")
    return found
