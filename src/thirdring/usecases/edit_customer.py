"""Changing what is known of a customer: name, title, address, note, one more number."""

import uuid
from dataclasses import dataclass

from sqlalchemy import select

from thirdring.domain import phones
from thirdring.domain.enums import Title
from thirdring.domain.errors import Conflict, NotFound, Refusal, say
from thirdring.domain.ids import new_id
from thirdring.domain.roles import Permission
from thirdring.domain.text_safety import TextKind, clean
from thirdring.store.tables import Customer, CustomerNumber
from thirdring.usecases.context import Context
from thirdring.usecases.timeline import record_event


@dataclass(frozen=True, slots=True)
class CustomerRow:
    id: uuid.UUID
    version: int
    name: str | None
    title: Title | None
    address: str | None
    note: str | None


def edit_customer(
    ctx: Context,
    customer_id: uuid.UUID,
    version: int,
    *,
    name: str,
    title: Title | None,
    address: str,
    note: str,
    add_number: str = "",
) -> CustomerRow:
    """Write the given values over the record that was seen at `version`; empty means unknown.

    Raises:
        NotPermitted: the role may not.
        NotFound: the record was merged or erased meanwhile.
        Conflict: somebody changed it since; `theirs` is a CustomerRow.
        Refusal: a text is too long, or `add_number` is no number.
    """
    ctx.require(Permission.EDIT_CUSTOMERS)
    customer = ctx.session.get(Customer, customer_id, with_for_update=True)
    if customer is None or customer.erased_at or customer.merged_into_id:
        raise NotFound(say("This customer's record was merged or erased meanwhile."))
    if customer.version != version:
        raise Conflict(
            say("Somebody else changed this customer meanwhile; look at it and save again."),
            theirs=_row(customer),
        )
    values = {
        "name": clean(name, TextKind.NAME, field="name").text or None,
        "title": title,
        "address": clean(address, TextKind.ADDRESS, field="address").text or None,
        "note": clean(note, TextKind.TEXT, field="note").text or None,
    }
    changed = [field for field, value in values.items() if getattr(customer, field) != value]
    for field in changed:
        setattr(customer, field, values[field])
    if add_number.strip() and _add(ctx, customer_id, add_number):
        changed.append("number")
    if changed:
        customer.version += 1
        record_event(ctx, "edited", "customer", customer_id, fields=changed)
        ctx.touch("customers")
    return _row(customer)


def _add(ctx: Context, customer_id: uuid.UUID, typed: str) -> bool:
    """Whether the number was new to this customer."""
    phone = phones.parse(clean(typed, TextKind.NUMBER, field="number").text)
    if not phone.digits:
        raise Refusal(say("{number} is not a telephone number.", number=typed), field="number")
    known = ctx.session.scalar(
        select(CustomerNumber.id).where(
            CustomerNumber.customer_id == customer_id, CustomerNumber.digits == phone.digits
        )
    )
    if known is not None:
        return False
    ctx.session.add(
        CustomerNumber(
            id=new_id(),
            customer_id=customer_id,
            raw=phone.raw,
            digits=phone.digits,
            extension=phone.extension,
            created_at=ctx.now,
        )
    )
    return True


def _row(customer: Customer) -> CustomerRow:
    return CustomerRow(
        customer.id,
        customer.version,
        customer.name,
        customer.title,
        customer.address,
        customer.note,
    )
