"""Published statements: kept, seen and used by superiors only, while they are valid (E4)."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import or_, select

from thirdring.domain.enums import TicketKind
from thirdring.domain.errors import Conflict, NotFound, Refusal, say
from thirdring.domain.ids import new_id
from thirdring.domain.roles import Permission
from thirdring.domain.text_safety import TextKind, clean
from thirdring.domain.ticket_path import refuse_own_case
from thirdring.store.tables import Staff, Statement
from thirdring.usecases.context import Context
from thirdring.usecases.ticket_access import against_oneself, changed, keep_note, load_ticket
from thirdring.usecases.timeline import record_event


@dataclass(frozen=True, slots=True)
class StatementRow:
    """One statement; `valid_from` and `valid_until` (None: until further notice) are days of the
    center, both inclusive. `valid`: it may be used today; `expired`: its last day has passed.
    """

    id: uuid.UUID
    version: int
    title: str
    text: str
    valid_from: date
    valid_until: date | None
    retired_at: datetime | None
    made_by: str
    made_at: datetime
    valid: bool
    expired: bool


def add_statement(
    ctx: Context, title: str, text: str, *, valid_from: date | None = None,
    valid_until: date | None = None,
) -> StatementRow:  # fmt: skip
    """Add what was published, valid from `valid_from` (today). It is never changed afterwards: a
    corrected one is another, and this one is retired.

    Raises:
        NotPermitted: no superior. Refusal: title or text missing, or it would end before it begins.
    """
    ctx.require(Permission.USE_STATEMENTS)
    title = clean(title, TextKind.LINE, field="title").text
    text = clean(text, TextKind.TEXT, field="text").text
    for words, field in ((title, "title"), (text, "text")):
        if not words:
            raise Refusal(say("A statement has a title and a text."), rule="E4", field=field)
    valid_from = valid_from or ctx.center.time.day_of(ctx.now)
    if valid_until is not None and valid_until < valid_from:
        raise Refusal(
            say("A statement can't end before it begins."), rule="E4", field="valid_until"
        )
    row = Statement(
        id=new_id(), title=title, text=text, valid_from=valid_from, valid_until=valid_until,
        made_by=ctx.actor.id, made_at=ctx.now,
    )  # fmt: skip
    ctx.session.add(row)
    ctx.session.flush()
    record_event(ctx, "added", "statement", row.id, rule="E4")
    ctx.touch("statements")
    return _one(ctx, row.id)


def retire_statement(ctx: Context, statement_id: uuid.UUID, *, version: int | None = None) -> None:
    """It is used no more from now on; where it was used stays on record.

    Raises:
        NotPermitted: no superior. NotFound: no such statement, or retired already.
        Conflict: changed meanwhile; `theirs` is a `StatementRow`.
    """
    ctx.require(Permission.USE_STATEMENTS)
    row = ctx.session.get(Statement, statement_id, with_for_update=True)
    if row is None or row.retired_at is not None:
        raise NotFound(say("There is no such statement in use."))
    if version is not None and row.version != version:
        raise Conflict(
            say("This statement was changed by somebody else meanwhile."),
            theirs=_one(ctx, statement_id),
        )
    row.retired_at = ctx.now
    row.version += 1
    record_event(ctx, "retired", "statement", row.id, rule="E4")
    ctx.touch("statements")


def list_statements(ctx: Context, *, valid_only: bool = True) -> tuple[StatementRow, ...]:
    """Those valid today, the newest first; with `valid_only` False also what was and what will be.

    Raises:
        NotPermitted: no superior; nobody else sees what may be said (E1: the agent makes no
            statement).
    """
    ctx.require(Permission.USE_STATEMENTS)
    asked = (
        select(Statement, Staff.name)
        .join(Staff, Staff.id == Statement.made_by)
        .order_by(Statement.valid_from.desc(), Statement.made_at.desc(), Statement.id)
    )
    today = ctx.center.time.day_of(ctx.now)
    if valid_only:
        asked = asked.where(
            Statement.retired_at.is_(None),
            Statement.valid_from <= today,
            or_(Statement.valid_until.is_(None), Statement.valid_until >= today),
        )
    return tuple(_row(one, name, today) for one, name in ctx.session.execute(asked))


def use_statement(
    ctx: Context, statement_id: uuid.UUID, which: uuid.UUID | str, note: str = ""
) -> StatementRow:
    """The superior gave this statement on the matter of a special caller or a complaint; its title
    and `note` stay with the ticket. Returns it, to be read out or sent.

    Raises:
        NotPermitted: no superior, or it is about oneself (G9). NotFound: no such ticket or statement.
        Refusal: it isn't valid today, or the matter takes none.
    """
    ctx.require(Permission.USE_STATEMENTS)
    ticket = load_ticket(ctx, which, lock=True)
    refuse_own_case(against_oneself=against_oneself(ctx, ticket))
    row = _one(ctx, statement_id)
    if not row.valid:
        raise Refusal(say("This statement isn't valid today."), rule="E4", field="statement")
    if ticket.kind not in {TicketKind.PROTOCOL, TicketKind.COMPLAINT}:
        raise Refusal(
            say("A statement answers a special caller or a complaint."), rule="E4", field="ticket"
        )
    note = clean(note, TextKind.TEXT, field="note").text
    note_id = keep_note(ctx, ticket, f"{row.title}\n{note}".strip(), told_customer=True)
    record_event(
        ctx, "statement_used", "statement", row.id, ticket_id=ticket.id, note_id=str(note_id),
        rule="E4",
    )  # fmt: skip
    changed(ctx, ticket)
    return row


def _one(ctx: Context, statement_id: uuid.UUID) -> StatementRow:
    found = ctx.session.execute(
        select(Statement, Staff.name)
        .join(Staff, Staff.id == Statement.made_by)
        .where(Statement.id == statement_id)
    ).one_or_none()
    if found is None:
        raise NotFound(say("There is no such statement in use."))
    return _row(*found, ctx.center.time.day_of(ctx.now))


def _row(one: Statement, made_by: str, today: date) -> StatementRow:
    expired = one.valid_until is not None and one.valid_until < today
    valid = one.retired_at is None and one.valid_from <= today and not expired
    return StatementRow(
        one.id, one.version, one.title, one.text, one.valid_from, one.valid_until, one.retired_at,
        made_by, one.made_at, valid, expired,
    )  # fmt: skip
