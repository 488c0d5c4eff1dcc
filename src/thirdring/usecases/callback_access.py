"""Finding the callback a deed is about, seeing that one may, and giving it to somebody else.

What keeping, handing over and reviewing share.
"""

import uuid
from dataclasses import dataclass

from sqlalchemy import select

from thirdring.domain.case_values import EscalationKind
from thirdring.domain.enums import CallbackState
from thirdring.domain.errors import Conflict, NotFound, NotPermitted, say
from thirdring.domain.presence import is_present
from thirdring.domain.roles import Permission
from thirdring.store.tables import Callback, ComplaintDetail, Escalation, Staff, Ticket
from thirdring.usecases.callback_rows import CallbackLine, callback_line
from thirdring.usecases.context import Context
from thirdring.usecases.owed_reports import give_reports_of
from thirdring.usecases.settle_escalations import settle_waiting
from thirdring.usecases.ticket_access import keep_note
from thirdring.usecases.timeline import record_event

# What the program sent up because nobody acted: it waits no more once somebody did.
BY_PROGRAM = frozenset({EscalationKind.ABSENT, EscalationKind.OVERDUE})


@dataclass(frozen=True, slots=True)
class Owed:
    """A callback, and the ticket it is owed for with what a complaint has beside."""

    callback: Callback
    ticket: Ticket | None = None
    detail: ComplaintDetail | None = None


def load_owed(ctx: Context, callback_id: uuid.UUID) -> Owed:
    """The callback, locked until the commit, and then its ticket: who had it before may have changed
    that, too.

    Raises:
        NotFound: there is none.
    """
    callback = load_callback(ctx, callback_id)
    if callback.ticket_id is None:
        return Owed(callback)
    ticket, detail = ctx.session.execute(
        select(Ticket, ComplaintDetail)
        .outerjoin(ComplaintDetail, ComplaintDetail.ticket_id == Ticket.id)
        .where(Ticket.id == callback.ticket_id)
    ).one()
    return Owed(callback, ticket, detail)


def load_callback(ctx: Context, callback_id: uuid.UUID) -> Callback:
    """The callback, locked until the commit.

    Raises:
        NotFound: there is none.
    """
    found = ctx.session.scalars(
        select(Callback).where(Callback.id == callback_id).with_for_update()
    ).one_or_none()
    if found is None:
        raise NotFound(say("There is no callback {id}.", id=callback_id), field="id")
    return found


def line_of(ctx: Context, callback: Callback) -> CallbackLine:
    """It as it stands now."""
    line = callback_line(ctx, callback.id)
    if line is None:
        raise NotFound(say("There is no callback {id}.", id=callback.id), field="id")
    return line


def refuse_changed_callback(ctx: Context, callback: Callback, version: int | None) -> None:
    """`version` is the one the person saw; None skips the check.

    Raises:
        Conflict: somebody changed it meanwhile; it carries the `CallbackLine` as it stands now.
    """
    if version is not None and callback.version != version:
        raise Conflict(
            say("This callback was changed by somebody else meanwhile."),
            theirs=line_of(ctx, callback),
        )


def person_of(ctx: Context, staff_id: uuid.UUID) -> Staff:
    """The account of that id."""
    return ctx.session.scalars(select(Staff).where(Staff.id == staff_id)).one()


def there(ctx: Context, person: Staff) -> bool:
    """Whether the person is there now (C6)."""
    return is_present(
        active=person.active,
        absent_from=person.absent_from,
        absent_until=person.absent_until,
        now=ctx.now,
    )


def refuse_others(ctx: Context, callback: Callback) -> None:
    """C10: its owner keeps it, or a supervisor; anybody while its owner isn't there (C6).

    Raises:
        NotPermitted: it is another's.
    """
    if callback.owner_id == ctx.actor.id or ctx.actor.may(Permission.HAND_OVER_CALLBACKS):
        return
    owner = person_of(ctx, callback.owner_id)
    if there(ctx, owner):
        raise NotPermitted(
            say("{name} promised this callback and keeps it.", name=owner.name), rule="C10"
        )


def ticket_of(ctx: Context, callback: Callback) -> Ticket | None:
    """The ticket it is owed for."""
    if callback.ticket_id is None:
        return None
    return ctx.session.scalars(select(Ticket).where(Ticket.id == callback.ticket_id)).one()


def give_callback(ctx: Context, callback: Callback, to: uuid.UUID, reason: str, rule: str) -> None:
    """Make it `to`'s; the time told and its clock stay. What waited only because its owner wasn't
    there, or hadn't acted, waits no more. The caller counts the change of the ticket.
    """
    before, callback.owner_id = callback.owner_id, to
    callback.handed_reason = reason or callback.handed_reason
    callback.version += 1
    ticket = ticket_of(ctx, callback)
    note_id = keep_note(ctx, ticket, reason) if ticket is not None and reason else None
    record_event(
        ctx, "callback_handed_over", "callback", callback.id, ticket_id=callback.ticket_id,
        before=str(before), after=str(to), note_id=note_id and str(note_id), rule=rule,
    )  # fmt: skip
    give_reports_of(ctx, Escalation.callback_id == callback.id, before, to)
    settle_waiting(ctx, Escalation.callback_id == callback.id, BY_PROGRAM)
    ctx.touch("callbacks")


def is_open(callback: Callback) -> bool:
    """Whether something is still owed."""
    return callback.state is CallbackState.OPEN
