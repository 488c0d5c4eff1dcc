"""Two records of one person become one, and two again when that was a mistake (H6: none lost)."""

import uuid
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, update

from thirdring.domain.errors import NotFound, Refusal, say
from thirdring.domain.ids import new_id
from thirdring.domain.roles import Permission
from thirdring.store.tables import Call, Callback, Customer, CustomerMerge, CustomerNumber, Ticket
from thirdring.usecases.context import Context
from thirdring.usecases.timeline import record_event

_MOVED: dict[str, Any] = {
    "numbers": CustomerNumber,
    "calls": Call,
    "tickets": Ticket,
    "callbacks": Callback,
}
_FILLED = ("name", "title", "address", "note")


@dataclass(frozen=True, slots=True)
class MergeRow:
    """`moved` counts what changed hands."""

    id: uuid.UUID
    kept_id: uuid.UUID
    merged_id: uuid.UUID
    moved: int


def merge_customers(ctx: Context, kept_id: uuid.UUID, merged_id: uuid.UUID) -> MergeRow:
    """`kept_id` speaks for both from now on; it takes over numbers, calls, tickets, callbacks, and
    what it did not know itself. A number both have stays with the merged record, out of sight.

    Raises:
        NotPermitted: the role may not merge.
        NotFound: one of them does not exist, was erased or merged already.
        Refusal: both are the same record.
    """
    ctx.require(Permission.MERGE_CUSTOMERS)
    if kept_id == merged_id:
        raise Refusal(say("A customer's record can't be merged with itself."))
    kept, merged = _alive(ctx, kept_id), _alive(ctx, merged_id)
    moved: dict[str, list[str]] = {}
    for name, table in _MOVED.items():
        condition = table.customer_id == merged_id
        if table is CustomerNumber:
            theirs = select(CustomerNumber.digits).where(CustomerNumber.customer_id == kept_id)
            condition &= CustomerNumber.digits.not_in(theirs)
        ids = list(ctx.session.scalars(select(table.id).where(condition)))
        _give(ctx, table, ids, kept_id)
        moved[name] = [str(one) for one in ids]
    filled = [
        field
        for field in _FILLED
        if getattr(kept, field) is None and getattr(merged, field) is not None
    ]
    for field in filled:
        setattr(kept, field, getattr(merged, field))
    merged.merged_into_id = kept_id
    kept.version += 1
    merged.version += 1
    row = CustomerMerge(
        id=new_id(),
        kept_id=kept_id,
        merged_id=merged_id,
        moved={**moved, "filled": filled},
        merged_by=ctx.actor.id,
        merged_at=ctx.now,
    )
    ctx.session.add(row)
    record_event(ctx, "merged", "customer", kept_id, merged=str(merged_id), merge=str(row.id))
    ctx.touch("customers", "tickets", "calls", "callbacks")
    return MergeRow(row.id, kept_id, merged_id, sum(len(ids) for ids in moved.values()))


def unmerge_customers(ctx: Context, merge_id: uuid.UUID) -> MergeRow:
    """Undo a merge: what was moved goes back, unless it was given to somebody else meanwhile.

    Raises:
        NotPermitted: the role may not merge.
        NotFound: there is no such merge, it was undone already, or the person erased since (J6).
        Refusal: the record that was kept has itself been merged since; that is undone first.
    """
    ctx.require(Permission.MERGE_CUSTOMERS)
    row = ctx.session.get(CustomerMerge, merge_id)
    if row is None or row.undone:
        raise NotFound(say("This merge was undone already."))
    kept = ctx.session.get_one(Customer, row.kept_id)
    merged = ctx.session.get_one(Customer, row.merged_id)
    if kept.erased_at is not None:
        raise NotFound(say("This customer's record was merged or erased meanwhile."))
    if kept.merged_into_id is not None:
        raise Refusal(say("The record was merged into another one since; undo that merge first."))
    count = 0
    for name, table in _MOVED.items():
        ids = [uuid.UUID(one) for one in row.moved[name]]
        still = list(
            ctx.session.scalars(
                select(table.id).where(table.id.in_(ids), table.customer_id == row.kept_id)
            )
        )
        _give(ctx, table, still, row.merged_id)
        count += len(still)
    for field in row.moved["filled"]:
        if getattr(kept, field) == getattr(merged, field):
            setattr(kept, field, None)
    merged.merged_into_id = None
    kept.version += 1
    merged.version += 1
    row.undone = True
    record_event(ctx, "unmerged", "customer", row.kept_id, merged=str(row.merged_id))
    ctx.touch("customers", "tickets", "calls", "callbacks")
    return MergeRow(row.id, row.kept_id, row.merged_id, count)


def _give(ctx: Context, table: Any, ids: list[uuid.UUID], customer_id: uuid.UUID) -> None:
    if ids:
        ctx.session.execute(
            update(table)
            .where(table.id.in_(ids))
            .values(customer_id=customer_id)
            .execution_options(synchronize_session=False)
        )


def _alive(ctx: Context, customer_id: uuid.UUID) -> Customer:
    customer = ctx.session.get(Customer, customer_id)
    if customer is None or customer.erased_at or customer.merged_into_id:
        raise NotFound(say("This customer's record was merged or erased meanwhile."))
    return customer
