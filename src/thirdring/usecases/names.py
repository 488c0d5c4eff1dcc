"""What records are called, of several kinds in one statement."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BindParameter, Select, bindparam, null, select, union_all

from thirdring.store.tables import Department, Merchant, Product, Staff, Ticket
from thirdring.usecases.context import Context


@dataclass(frozen=True, slots=True)
class Named:
    """A name; of a person the login too, of a ticket its number."""

    name: str
    login: str | None = None


def _among(kind: str) -> BindParameter[Any]:
    return bindparam(kind, expanding=True)


_PARTS: list[Select[*tuple[Any, ...]]] = [
    select(Staff.id, Staff.name, Staff.login).where(Staff.id.in_(_among("staff"))),
    *(
        select(one.id, one.name, null()).where(one.id.in_(_among(one.__tablename__)))
        for one in (Department, Merchant, Product)
    ),
    select(Ticket.id, Ticket.number, null()).where(Ticket.id.in_(_among("tickets"))),
]
_NAMES = union_all(*_PARTS)


def names_of(ctx: Context, **ids: Iterable[uuid.UUID | None]) -> dict[uuid.UUID | None, Named]:
    """By id: of `staff`, `departments`, `merchants`, `products` and `tickets`. What is None, or not
    there, has none.
    """
    kinds = ("staff", "departments", "merchants", "products", "tickets")
    bound = {kind: [one for one in ids.get(kind, ()) if one is not None] for kind in kinds}
    if not any(bound.values()):
        return {}
    return {row[0]: Named(row[1], row[2]) for row in ctx.connection.execute(_NAMES, bound)}
