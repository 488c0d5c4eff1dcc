"""Reading who looked at, exported or printed personal data (H5, J6). Nobody edits it."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, or_, select

from thirdring.domain.masking import mask_name
from thirdring.domain.roles import Permission
from thirdring.store.tables import Access, Customer, Staff, Ticket
from thirdring.usecases.context import Context

PAGE = 100


@dataclass(frozen=True, slots=True)
class AccessRow:
    """One entry. `at` is UTC; `who` a login and name, empty for somebody no longer known.

    `whose` names the subject: a ticket's number, or a customer's name, masked where the reader may
    not see names, empty once erased. A list names nobody and counts its lines in `records`.
    """

    id: uuid.UUID
    at: datetime
    login: str
    who: str
    action: str
    subject_kind: str
    whose: str
    records: int
    reason: str


@dataclass(frozen=True, slots=True)
class AccessPage:
    """Entries, newest first; `after` asks for the older ones, None when there are none."""

    rows: tuple[AccessRow, ...]
    after: tuple[datetime, uuid.UUID] | None


def read_access_log(
    ctx: Context, *, after: tuple[datetime, uuid.UUID] | None = None, limit: int = PAGE
) -> AccessPage:
    """At most `limit` entries older than `after`, which the page before gave.

    Raises:
        NotPermitted: the role does not read the access log.
    """
    ctx.require(Permission.SEE_ACCESS_LOG)
    statement = (
        select(Access, Staff.login, Staff.name)
        .outerjoin(Staff, Staff.id == Access.staff_id)
        .order_by(Access.at.desc(), Access.id.desc())
        .limit(limit + 1)
    )
    if after is not None:
        at, last = after
        statement = statement.where(
            or_(Access.at < at, and_(Access.at == at, Access.id < last)),
        )
    found = ctx.session.execute(statement).all()
    entries = found[:limit]
    named = _named(ctx, [entry for entry, _login, _name in entries])
    rows = tuple(
        AccessRow(
            id=entry.id,
            at=entry.at,
            login=login or "",
            who=name or "",
            action=entry.action,
            subject_kind=entry.subject_kind,
            whose=named.get(entry.subject_id, "") if entry.subject_id else "",
            records=entry.records,
            reason=entry.reason or "",
        )
        for entry, login, name in entries
    )
    more = len(found) > limit
    return AccessPage(rows, (rows[-1].at, rows[-1].id) if more else None)


def _named(ctx: Context, entries: Iterable[Access]) -> dict[uuid.UUID, str]:
    """What the subjects of these entries are called, in one question for each kind."""
    ids: dict[str, set[uuid.UUID]] = {}
    for entry in entries:
        if entry.subject_id is not None:
            ids.setdefault(entry.subject_kind, set()).add(entry.subject_id)
    clear = ctx.actor.may(Permission.SEE_NUMBERS)
    named: dict[uuid.UUID, str] = {}
    if tickets := ids.get("ticket"):
        found = ctx.session.execute(select(Ticket.id, Ticket.number).where(Ticket.id.in_(tickets)))
        named.update((one, number) for one, number in found)
    if customers := ids.get("customer"):
        people = ctx.session.execute(
            select(Customer.id, Customer.name).where(Customer.id.in_(customers))
        )
        named.update(
            (one, (name or "") if clear else mask_name(name or "")) for one, name in people
        )
    return named
