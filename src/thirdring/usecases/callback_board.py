"""What the callbacks screen shows at a time, and all it takes to call one customer back."""

import uuid
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from sqlalchemy import func, select

from thirdring.domain.enums import CallbackState, Title
from thirdring.domain.roles import PERMISSIONS, Permission
from thirdring.store.tables import Call, Callback, Customer, Staff, StaffRole, Ticket
from thirdring.usecases.callback_rows import CallbackLine, absent
from thirdring.usecases.context import Context
from thirdring.usecases.find_callbacks import (
    MOST,
    CallbackCounts,
    CallbackDetail,
    callback_counts,
    find_callbacks,
    show_callback,
    unowned_promises,
)

_Row = TypeVar("_Row", Ticket, Call, Customer)


class Board(StrEnum):
    """A tab of the screen."""

    MINE = "mine"
    TEAM = "team"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class CallbackBoard:
    """The lines of a tab, those kept today, the counts.

    `overdue`: how many are late of those one answers for: one's own, of a supervisor everybody's.
    `unowned`: open ones whose owner isn't there (C6); an agent sees their number in `counts` only.
    """

    tab: Board
    lines: tuple[CallbackLine, ...]
    kept: tuple[CallbackLine, ...]
    counts: CallbackCounts
    overdue: int
    unowned: tuple[CallbackLine, ...]


@dataclass(frozen=True, slots=True)
class CallbackSheet:
    """One callback with what a complete record of the call needs (B1), as far as it is known.

    `withheld`: fields the customer would not give when the callback was promised. Against the
    person who looks, it is masked and holds nothing but the callback (G9).
    """

    detail: CallbackDetail
    name: str | None
    title: Title | None
    number: str | None
    address: str | None
    raised: str | None
    wants: str | None
    category: str | None
    withheld: tuple[str, ...]
    escalated: bool
    masked: bool


def callback_board(ctx: Context, tab: Board) -> CallbackBoard:
    """What the screen shows of `tab`, in one transaction.

    Raises:
        NotPermitted: the role keeps no callbacks.
    """
    kept = find_callbacks(ctx, "team", kept_today=True, limit=MOST)
    mine = find_callbacks(ctx, "mine", limit=MOST)
    lines = mine
    if tab is not Board.MINE:
        lines = kept if tab is Board.KEPT else find_callbacks(ctx, "team", limit=MOST)
    counts = callback_counts(ctx)
    supervises = ctx.actor.may(Permission.HAND_OVER_CALLBACKS)
    overdue = overdue_callbacks(ctx)
    unowned = unowned_promises(ctx) if supervises and counts.unowned else ()
    return CallbackBoard(tab, lines, kept, counts, overdue, unowned)


def overdue_callbacks(ctx: Context) -> int:
    """How many are late of those one answers for: one's own, of a supervisor everybody's.

    Raises:
        NotPermitted: the role keeps no callbacks.
    """
    ctx.require(Permission.KEEP_CALLBACKS)
    late = [Callback.state == CallbackState.OPEN, Callback.due_at < ctx.now]
    if not ctx.actor.may(Permission.HAND_OVER_CALLBACKS):
        late.append(Callback.owner_id == ctx.actor.id)
    return ctx.session.scalar(select(func.count()).select_from(Callback).where(*late)) or 0


def callback_sheet(ctx: Context, callback_id: uuid.UUID) -> CallbackSheet:
    """The callback, its tries, and who it is about, from its ticket, its call and its customer.

    Raises:
        NotPermitted: the role keeps no callbacks. NotFound: there is none.
    """
    detail = show_callback(ctx, callback_id)
    line = detail.line
    ticket = _one(ctx, Ticket, line.ticket_id)
    call = _one(ctx, Call, line.call_id)
    customer = _one(ctx, Customer, line.customer_id)
    known = [one for one in (ticket, call, customer) if one is not None]
    masked = line.hidden
    return CallbackSheet(
        detail=detail,
        name=line.name,
        title=line.title,
        number=line.number,
        address=None if masked else _first(known, "address"),
        raised=line.about or (None if masked else _first(known, "raised")),
        wants=None if masked else _first(known, "wants"),
        category=_first(known, "category"),
        withheld=tuple(call.withheld) if call is not None else (),
        escalated=ticket is not None and ticket.escalation_level > 0,
        masked=masked,
    )


def _one(ctx: Context, table: type[_Row], row_id: uuid.UUID | None) -> _Row | None:
    if row_id is None:
        return None
    return ctx.session.scalars(select(table).where(table.id == row_id)).one_or_none()


def _first(rows: list[Ticket | Call | Customer], field: str) -> str | None:
    found = (getattr(row, field, None) for row in rows)
    return next((text for text in found if text), None)


@dataclass(frozen=True, slots=True)
class Taker:
    """Somebody who can take callbacks over: there, and calling customers back."""

    login: str
    name: str


def callback_takers(ctx: Context) -> tuple[Taker, ...]:
    """Who is there to take promises over (C6), by name.

    Raises:
        NotPermitted: the role hands no callbacks over.
    """
    ctx.require(Permission.HAND_OVER_CALLBACKS)
    keeping = [role for role, may in PERMISSIONS.items() if Permission.KEEP_CALLBACKS in may]
    roles = select(StaffRole.staff_id).where(StaffRole.role.in_(keeping))
    found = ctx.session.execute(
        select(Staff.login, Staff.name)
        .where(Staff.id.in_(roles), ~absent(ctx.now))
        .order_by(Staff.name, Staff.login)
    )
    return tuple(Taker(*row) for row in found)
