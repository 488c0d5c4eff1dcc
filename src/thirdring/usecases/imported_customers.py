"""Which customers imported calls and complaints belong to: as `known_customer` decides, a chunk at a time."""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Protocol

from sqlalchemy import select

from thirdring.domain.enums import Title
from thirdring.domain.ids import new_id
from thirdring.domain.phones import PhoneNumber
from thirdring.store.prepared import insert_rows
from thirdring.store.tables import Customer, CustomerNumber
from thirdring.usecases.context import Context

_Known = dict[str, list[tuple[uuid.UUID, str | None]]]


class Told(Protocol):
    """What a row tells of who called or complained."""

    @property
    def phone(self) -> PhoneNumber | None: ...

    @property
    def name(self) -> str | None: ...

    @property
    def title(self) -> Title | None: ...

    @property
    def address(self) -> str | None: ...

    @property
    def for_others(self) -> bool:
        """Whether they spoke for the press, an authority …, and are nobody's customer."""
        ...


def customers_of(ctx: Context, drafts: Sequence[Told]) -> list[uuid.UUID | None]:
    """A customer's id for each draft, or None where the file does not tell.

    A number that one customer has is theirs; a new name on it is a new customer. A name without a
    number is not enough: two calls of one name are not one person. Records known already are
    never changed by a file.
    """
    known = _known(ctx, drafts)
    customers: list[dict[str, Any]] = []
    numbers: list[dict[str, Any]] = []
    found = [_customer(ctx, draft, known, customers, numbers) for draft in drafts]
    if customers:
        insert_rows(ctx.connection, Customer, customers)
        insert_rows(ctx.connection, CustomerNumber, numbers)
        ctx.touch("customers")
    return found


def _known(ctx: Context, drafts: Sequence[Told]) -> _Known:
    digits = {draft.phone.digits for draft in drafts if draft.phone and draft.phone.digits}
    known: _Known = defaultdict(list)
    if not digits:
        return known
    # Whether a record still speaks for itself is judged here: asked in SQL with this many numbers,
    # SQLite walks through all customers that were never merged.
    rows = ctx.session.execute(
        select(
            CustomerNumber.digits, Customer.id, Customer.name,
            Customer.merged_into_id, Customer.erased_at,
        )
        .join(Customer, CustomerNumber.customer_id == Customer.id)
        .where(CustomerNumber.digits.in_(digits))
        .order_by(Customer.created_at, Customer.id)
    )  # fmt: skip
    for row in rows:
        if row.merged_into_id is None and row.erased_at is None:
            known[row.digits].append((row.id, row.name))
    return known


def _customer(
    ctx: Context,
    draft: Told,
    known: _Known,
    customers: list[dict[str, Any]],
    numbers: list[dict[str, Any]],
) -> uuid.UUID | None:
    phone = draft.phone
    if phone is None or not phone.digits or draft.for_others:
        return None
    sharing = known[phone.digits]
    if not draft.name:
        return sharing[0][0] if len(sharing) == 1 else None
    for customer_id, name in sharing:
        if name is None or name.casefold() == draft.name.casefold():
            return customer_id
    customer_id = new_id()
    sharing.append((customer_id, draft.name))
    customers.append(
        {
            "id": customer_id,
            "name": draft.name,
            "title": draft.title,
            "address": draft.address,
            "created_at": ctx.now,
        }
    )
    numbers.append(
        {
            "id": new_id(),
            "customer_id": customer_id,
            "raw": phone.raw,
            "digits": phone.digits,
            "extension": phone.extension,
            "created_at": ctx.now,
        }
    )
    return customer_id
