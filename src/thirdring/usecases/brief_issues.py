"""What came up most often of late, against the stretches of the same length before (F4)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import func, select

from thirdring.domain.enums import TicketKind, TicketState
from thirdring.store.secured import is_secured
from thirdring.store.tables import Call, ComplaintDetail, Product, Ticket
from thirdring.usecases.context import Context

_EACH = 5


class IssueKind(StrEnum):
    """By the category of calls, the nature of complaints, the product complained about."""

    CATEGORY = "category"
    NATURE = "nature"
    PRODUCT = "product"


@dataclass(frozen=True, slots=True)
class Issue:
    """How often something came up: `count` of late, `before` on average in a stretch before.

    `key` is a category, a nature or the name of a product.
    """

    kind: IssueKind
    key: str
    count: int
    before: float

    @property
    def change(self) -> float:
        return round(self.count - self.before, 1)


def frequent_issues(
    ctx: Context, since: datetime, until: datetime, stretches: int
) -> tuple[Issue, ...]:
    """The five most frequent of each kind within [since, until)."""
    earlier = since - stretches * (until - since)
    found: list[Issue] = []
    for kind in IssueKind:
        late = _counts(ctx, kind, since, until)
        before = _counts(ctx, kind, earlier, since)
        ranked = sorted(late, key=lambda key: (-late[key], before.get(key, 0), key))
        found += [
            Issue(kind, key, late[key], round(before.get(key, 0) / stretches, 1))
            for key in ranked[:_EACH]
        ]
    return tuple(found)


def _counts(ctx: Context, kind: IssueKind, since: datetime, until: datetime) -> dict[str, int]:
    if kind is IssueKind.CATEGORY and is_secured(ctx.session):
        found = func.thirdring_call_categories(since, until).table_valued("category", "calls")
        return {row.category: row.calls for row in ctx.session.execute(select(found))}
    if kind is IssueKind.CATEGORY:
        return _by(ctx, select(Call.category, func.count()), Call.started_at, since, until)
    column = ComplaintDetail.nature if kind is IssueKind.NATURE else Product.name
    statement = (
        select(column, func.count())
        .select_from(Ticket)
        .join(ComplaintDetail, ComplaintDetail.ticket_id == Ticket.id)
        .where(Ticket.kind == TicketKind.COMPLAINT, Ticket.state != TicketState.MERGED)
    )
    if kind is IssueKind.PRODUCT:
        statement = statement.join(Product, Product.id == ComplaintDetail.product_id)
    return _by(ctx, statement, Ticket.received_at, since, until)


def _by(
    ctx: Context, statement: Any, moment: Any, since: datetime, until: datetime
) -> dict[str, int]:
    column = statement.selected_columns[0]
    rows = ctx.session.execute(
        statement.where(moment >= since, moment < until, column.is_not(None)).group_by(column)
    )
    return {str(key): count for key, count in rows}
