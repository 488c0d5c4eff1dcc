"""Views of one's own: a name over what a ticket list shows."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from thirdring.domain.enums import Severity, TicketKind, TicketState
from thirdring.domain.errors import NotFound, Refusal, say
from thirdring.domain.ids import new_id
from thirdring.domain.roles import Permission
from thirdring.domain.text_safety import TextKind, clean
from thirdring.domain.ticket_views import SortBy, Status, TicketFilter, View
from thirdring.store.secured import remove
from thirdring.store.tables import SavedView
from thirdring.usecases.context import Context
from thirdring.usecases.find_tickets import TicketQuery

MOST_VIEWS = 50
_ENUMS: dict[str, Any] = {
    "status": Status, "state": TicketState, "kind": TicketKind, "severity": Severity,
}  # fmt: skip
_TIMES = ("received_from", "received_until")


@dataclass(frozen=True, slots=True)
class SavedViewRow:
    id: uuid.UUID
    name: str
    query: TicketQuery


def saved_views(ctx: Context) -> tuple[SavedViewRow, ...]:
    """One's own views in the order they were made.

    Raises:
        NotPermitted: the role sees no tickets.
    """
    ctx.require(Permission.SEE_TICKETS)
    rows = ctx.session.scalars(
        select(SavedView)
        .where(SavedView.staff_id == ctx.actor.id)
        .order_by(SavedView.position, SavedView.created_at, SavedView.id)
    )
    return tuple(SavedViewRow(row.id, row.name, query_of(row.filter)) for row in rows)


def find_saved_view(ctx: Context, name: str) -> SavedViewRow | None:
    """One's own view of that name, if there is one."""
    return next((view for view in saved_views(ctx) if view.name == name), None)


def save_view(ctx: Context, name: str, query: TicketQuery) -> SavedViewRow:
    """Keep what the list shows now under `name`; a view of that name is replaced.

    Raises:
        Refusal: no name, the name of a built-in view, or 50 views already.
    """
    ctx.require(Permission.SEE_TICKETS)
    name = clean(name, TextKind.NAME, field="name").text
    if not name or name in set(View):
        raise Refusal(say("Give the view a name of its own."), field="name")
    row = ctx.session.scalars(
        select(SavedView).where(SavedView.staff_id == ctx.actor.id, SavedView.name == name)
    ).one_or_none()
    if row is None:
        count = ctx.session.scalar(
            select(func.count()).select_from(SavedView).where(SavedView.staff_id == ctx.actor.id)
        )
        if (count or 0) >= MOST_VIEWS:
            raise Refusal(say("At most {most} views; remove one first.", most=MOST_VIEWS))
        row = SavedView(
            id=new_id(), staff_id=ctx.actor.id, name=name, filter={}, position=count or 0,
            created_at=ctx.now,
        )  # fmt: skip
        ctx.session.add(row)
    row.filter = stored(query)
    ctx.session.flush()
    ctx.touch("saved_views")
    return SavedViewRow(row.id, row.name, query)


def remove_view(ctx: Context, view_id: uuid.UUID) -> None:
    """Forget one of one's own views.

    Raises:
        NotFound: it is gone, or somebody else's.
    """
    ctx.require(Permission.SEE_TICKETS)
    if not remove(ctx.session, SavedView, id=view_id, staff_id=ctx.actor.id):
        raise NotFound(say("This view is gone already."))
    ctx.touch("saved_views")


def stored(query: TicketQuery) -> dict[str, Any]:
    """The query as JSON; what is not narrowed is left out."""
    kept: dict[str, Any] = {
        "view": query.view.value, "sort": query.sort.value, "descending": query.descending,
        "search": query.search,
    }  # fmt: skip
    for name in TicketFilter.__dataclass_fields__:
        value = getattr(query.filter, name)
        if value is not None:
            kept[name] = value.isoformat() if name in _TIMES else str(value)
    return kept


def query_of(kept: dict[str, Any]) -> TicketQuery:
    """From what `stored` wrote; values of a newer program are passed over."""
    narrowed: dict[str, Any] = {}
    for name in TicketFilter.__dataclass_fields__:
        if kept.get(name) is None:
            continue
        try:
            narrowed[name] = _read(name, kept[name])
        except ValueError:
            continue
    view, sort = kept.get("view"), kept.get("sort")
    return TicketQuery(
        view=View(view) if view in set(View) else View.ALL,
        search=str(kept.get("search", "")),
        filter=TicketFilter(**narrowed),
        sort=SortBy(sort) if sort in set(SortBy) else SortBy.DUE,
        descending=kept.get("descending") is True,
    )


def _read(name: str, value: str) -> Any:
    if name in _ENUMS:
        return _ENUMS[name](value)
    if name in _TIMES:
        return datetime.fromisoformat(value)
    return uuid.UUID(value) if name == "owner_id" else value
