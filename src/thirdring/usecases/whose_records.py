"""Which person somebody asks about (J6): by a customer's id, a telephone number, or a ticket."""

import uuid

from sqlalchemy import select

from thirdring.domain import masking, phones
from thirdring.domain.errors import NotFound, Refusal, say
from thirdring.domain.retention import RULE
from thirdring.store.erasing import Person, person_rows
from thirdring.store.secured import reads_masked
from thirdring.store.tables import Customer, CustomerNumber, Ticket
from thirdring.usecases.context import Context


def find_person(ctx: Context, which: uuid.UUID | str) -> Person:
    """The person behind a customer's id (also of a record merged into another since), a telephone
    number, or a ticket's number.

    Raises:
        NotFound: there is no such record, or nothing is kept of that number.
        Refusal: the number is several customers'.
    """
    which = _as_id(which)
    if isinstance(which, uuid.UUID):
        return _customer(ctx, which)
    ticket = ctx.session.execute(
        select(Ticket.customer_id, Ticket.digits).where(Ticket.number == which.strip().upper())
    ).one_or_none()
    if ticket is None:
        return _number(ctx, phones.parse(which).digits)
    if ticket.customer_id is not None:
        return _customer(ctx, ticket.customer_id)
    if reads_masked(ctx.session):
        raise Refusal(
            say("That ticket names no customer's record: give the telephone number."), rule=RULE
        )
    return _number(ctx, ticket.digits or "")


def _as_id(which: uuid.UUID | str) -> uuid.UUID | str:
    if isinstance(which, uuid.UUID):
        return which
    try:
        return uuid.UUID(which.strip())
    except ValueError:
        return which


def _customer(ctx: Context, customer_id: uuid.UUID) -> Person:
    """The record that speaks for the person now."""
    asked = select(Customer.id, Customer.merged_into_id, Customer.erased_at)
    found = ctx.session.execute(asked.where(Customer.id == customer_id)).one_or_none()
    while found is not None and found.merged_into_id is not None:
        found = ctx.session.execute(asked.where(Customer.id == found.merged_into_id)).one()
    if found is None:
        raise NotFound(say("There is no such customer."), rule=RULE)
    if found.erased_at is not None:
        raise NotFound(say("This customer was anonymised already."), rule=RULE)
    return Person(found.id)


def _number(ctx: Context, digits: str) -> Person:
    if not digits:
        raise NotFound(say("Nothing is kept of that number."), rule=RULE)
    ids = ctx.session.scalars(
        select(CustomerNumber.customer_id).where(CustomerNumber.digits == digits)
    )
    people = {_customer(ctx, one).customer for one in ids.all()}
    if len(people) > 1:
        named = ", ".join(sorted(str(one) for one in people))
        raise Refusal(
            say("{number} is several customers’: say which one by its id ({ids}).",
                number=masking.mask_phone(digits), ids=named),
            rule=RULE,
        )  # fmt: skip
    if people:
        return Person(people.pop())
    person = Person(None, digits)
    if not person_rows(ctx.session, person):
        raise NotFound(say("Nothing is kept of that number."), rule=RULE)
    return person
