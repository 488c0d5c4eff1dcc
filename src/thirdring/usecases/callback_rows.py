"""Callbacks as lists and cards show them, and the reading that all of them share."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Row,
    and_,
    bindparam,
    case,
    false,
    func,
    literal,
    or_,
    select,
    tuple_,
)

from thirdring.domain import masking
from thirdring.domain.clocks import Clock, clock
from thirdring.domain.enums import CallbackKind, CallbackResult, CallbackState, Title
from thirdring.domain.roles import Permission
from thirdring.store.tables import (
    Call,
    Callback,
    CallbackAttempt,
    ClockRow,
    ComplaintDetail,
    Customer,
    Staff,
    Ticket,
)
from thirdring.usecases.context import Context


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a page ended; the next one begins after it."""

    rank: int
    at: datetime
    id: uuid.UUID


@dataclass(frozen=True, slots=True)
class CallbackLine:
    """One callback. Times aware UTC.

    `number` is masked where the role may not see it, and name and number where the complaint
    behind it is against the person who looks (G9). `tries`: attempts that reached nobody.
    `next_at`: when to try again, after one of those. `clocks`: one for each time that was told.
    `hidden`: this line came masked.
    """

    id: uuid.UUID
    kind: CallbackKind
    state: CallbackState
    ticket_id: uuid.UUID | None
    ticket_number: str | None
    customer_id: uuid.UUID | None
    call_id: uuid.UUID | None
    name: str | None
    title: Title | None
    number: str | None
    about: str | None
    told_at: datetime
    due_at: datetime
    later_reason: str | None
    owner_id: uuid.UUID
    owner: str
    owner_name: str
    owner_absent: bool
    handed_reason: str | None
    tries: int
    last_result: CallbackResult | None
    next_at: datetime | None
    closed_at: datetime | None
    created_at: datetime
    version: int
    clocks: tuple[Clock, ...] = ()
    hidden: bool = False

    @property
    def cursor(self) -> Cursor:
        """Where this line stands in its list."""
        if self.closed_at is not None:
            return Cursor(0, self.closed_at, self.id)
        return Cursor(int(self.kind is not CallbackKind.REDIAL), self.due_at, self.id)

    def masked(self) -> "CallbackLine":
        """The same without what tells who the customer is (H5)."""
        return replace(
            self,
            hidden=True,
            name=self.name and masking.mask_name(self.name),
            number=self.number and masking.mask_phone(self.number),
            about=self.about and masking.mask_text(self.about, self.name),
            later_reason=self.later_reason and masking.mask_text(self.later_reason, self.name),
            handed_reason=self.handed_reason and masking.mask_text(self.handed_reason, self.name),
        )


def absent(now: datetime | BindParameter[datetime]) -> ColumnElement[bool]:
    """`domain.presence` in SQL: whether the person of the joined `staff` row isn't there.
    `now`: aware UTC, or what is bound to a statement that is built once.

    True or false, never NULL, so that it may be negated.
    """
    return or_(
        Staff.active.is_(false()),
        and_(
            Staff.absent_from.is_not(None),
            Staff.absent_from <= now,
            or_(Staff.absent_until.is_(None), Staff.absent_until > now),
        ),
    )


# Redials on top (B8), then by time left.
RANK = case((Callback.kind == CallbackKind.REDIAL, 0), else_=1)


def open_page(
    ctx: Context,
    *where: ColumnElement[bool],
    limit: int | None = None,
    after: Cursor | None = None,
) -> tuple[CallbackLine, ...]:
    """Open callbacks, redials on top, then by time left."""
    statement = _lines(ctx, Callback.state == CallbackState.OPEN, *where)
    key = tuple_(RANK, Callback.due_at, Callback.id)
    if after is not None:
        statement = statement.where(key > tuple_(literal(after.rank), *_place(after)))
    return _read(ctx, statement.order_by(RANK, Callback.due_at, Callback.id).limit(limit))


def kept_page(
    ctx: Context,
    since: datetime,
    *where: ColumnElement[bool],
    limit: int | None = None,
    after: Cursor | None = None,
) -> tuple[CallbackLine, ...]:
    """Callbacks closed from `since` on, the last one first."""
    statement = _lines(ctx, Callback.closed_at >= since, *where)
    if after is not None:
        key = tuple_(Callback.closed_at, Callback.id)
        statement = statement.where(key < tuple_(*_place(after)))
    return _read(
        ctx, statement.order_by(Callback.closed_at.desc(), Callback.id.desc()).limit(limit)
    )


def _place(after: Cursor) -> tuple[ColumnElement[Any], ColumnElement[Any]]:
    """Bound as the columns keep them: a bare Python value would be compared as text."""
    return literal(after.at, Callback.due_at.type), literal(after.id, Callback.id.type)


def callback_line(ctx: Context, callback_id: uuid.UUID) -> CallbackLine | None:
    """One callback as it stands; None when there is none."""
    found = _read(ctx, _lines(ctx, Callback.id == callback_id))
    return found[0] if found else None


def known_name(ctx: Context, callback_id: uuid.UUID) -> str | None:
    """Whom the callback is owed to, unmasked: to find the name in texts that hide it."""
    found = ctx.session.execute(_lines(ctx, Callback.id == callback_id)).one_or_none()
    return found.name if found else None


_NOW = bindparam("now", type_=Staff.absent_from.type)
_LINES = (
    select(
        Callback,
        Staff.login, Staff.name.label("owner_name"), absent(_NOW).label("absent"),
        Ticket.number.label("ticket_number"),
        func.coalesce(Ticket.name, Call.name, Customer.name).label("name"),
        func.coalesce(Ticket.title, Call.title, Customer.title).label("title"),
        ComplaintDetail.against_staff_id,
    )
    .join(Staff, Staff.id == Callback.owner_id)
    .outerjoin(Ticket, Ticket.id == Callback.ticket_id)
    .outerjoin(ComplaintDetail, ComplaintDetail.ticket_id == Callback.ticket_id)
    .outerjoin(Call, Call.id == Callback.call_id)
    .outerjoin(Customer, Customer.id == Callback.customer_id)
)  # fmt: skip


def _lines(ctx: Context, *where: ColumnElement[bool]) -> Any:
    return _LINES.where(*where).params(now=ctx.now)


def _read(ctx: Context, statement: Any) -> tuple[CallbackLine, ...]:
    ctx.session.flush()
    rows = ctx.session.execute(statement).all()
    ids = [row.Callback.id for row in rows]
    if not ids:
        return ()
    tries, clocks = _tries(ctx, ids), _clocks(ctx, ids)
    return tuple(
        _line(ctx, row, tries.get(row.Callback.id, ()), clocks.get(row.Callback.id, ()))
        for row in rows
    )


def _line(
    ctx: Context, row: Row[Any], tries: Sequence[CallbackAttempt], clocks: Sequence[Clock]
) -> CallbackLine:
    callback: Callback = row.Callback
    last = tries[-1] if tries else None
    missed = last is not None and last.result is CallbackResult.NOT_REACHED
    line = CallbackLine(
        id=callback.id,
        kind=callback.kind,
        state=callback.state,
        ticket_id=callback.ticket_id,
        ticket_number=row.ticket_number,
        customer_id=callback.customer_id,
        call_id=callback.call_id,
        name=row.name,
        title=row.title and Title(row.title),
        number=callback.number,
        about=callback.about,
        told_at=callback.told_at,
        due_at=callback.due_at,
        later_reason=callback.later_reason,
        owner_id=callback.owner_id,
        owner=row.login,
        owner_name=row.owner_name,
        owner_absent=bool(row.absent),
        handed_reason=callback.handed_reason,
        tries=missed_tries(tries),
        last_result=last.result if last else None,
        next_at=last.next_at if last and missed else None,
        closed_at=callback.closed_at,
        created_at=callback.created_at,
        version=callback.version,
        clocks=tuple(clocks),
    )
    own_case = row.against_staff_id == ctx.actor.id
    return line.masked() if own_case or not ctx.actor.may(Permission.SEE_NUMBERS) else line


def missed_tries(attempts: Sequence[CallbackAttempt]) -> int:
    """How often nobody was reached since a time was last told to the customer (C3)."""
    count = 0
    for attempt in reversed(attempts):
        if attempt.result is CallbackResult.PROGRESS:
            break
        count += attempt.result is CallbackResult.NOT_REACHED
    return count


def _tries(
    ctx: Context, ids: Sequence[uuid.UUID]
) -> dict[uuid.UUID, list[CallbackAttempt]]:  # fmt: skip
    found: dict[uuid.UUID, list[CallbackAttempt]] = {}
    for attempt in ctx.session.scalars(
        select(CallbackAttempt)
        .where(CallbackAttempt.callback_id.in_(ids))
        .order_by(CallbackAttempt.made_at, CallbackAttempt.id)
    ):
        found.setdefault(attempt.callback_id, []).append(attempt)
    return found


def _clocks(
    ctx: Context, ids: Sequence[uuid.UUID]
) -> dict[uuid.UUID | None, list[Clock]]:  # fmt: skip
    found: dict[uuid.UUID | None, list[Clock]] = {}
    rows = ctx.session.scalars(
        select(ClockRow)
        .where(ClockRow.callback_id.in_(ids))
        .order_by(ClockRow.started_at, ClockRow.id)
    )
    # Not asked of the database: it would look through all clocks of no escalation, most there are.
    for row in (one for one in rows if one.escalation_id is None):
        found.setdefault(row.callback_id, []).append(
            clock(
                row.rule, row.due_at, ctx.now,
                met_at=row.met_at, cancelled=row.cancelled_at is not None,
            )
        )  # fmt: skip
    return found
