"""Whom imported complaints are against (D15): matched where a file leaves no doubt, else kept as said.

Nobody is guessed. Two people of one name, a nickname or a number nobody has leave the complaint
undecided: it is listed to be decided and counts for nobody until then (G2).
"""

import uuid
from collections import defaultdict

from sqlalchemy import select

from thirdring.domain.enums import AgainstKind
from thirdring.intake.readings import words
from thirdring.store.tables import Department, Merchant, Product
from thirdring.usecases.context import Context
from thirdring.usecases.imported_agents import People
from thirdring.usecases.named_parties import Party

_Book = dict[str, set[uuid.UUID]]
_COLUMN = {
    AgainstKind.EMPLOYEE: "staff_id",
    AgainstKind.DEPARTMENT: "department_id",
    AgainstKind.MERCHANT: "merchant_id",
    AgainstKind.PRODUCT: "product_id",
}


class PartyBook:
    """Everybody and everything a complaint can name, read once for an import."""

    def __init__(self, ctx: Context) -> None:
        self._people = People(ctx)
        self._books: dict[AgainstKind, _Book] = {
            AgainstKind.DEPARTMENT: _book(ctx, select(Department.id, Department.name)),
            AgainstKind.MERCHANT: _book(ctx, select(Merchant.id, Merchant.name, Merchant.unit)),
            AgainstKind.PRODUCT: _book(ctx, select(Product.id, Product.name, Product.code)),
        }

    def party(self, kind: AgainstKind | None, said: str | None) -> tuple[AgainstKind | None, Party]:
        """The kind and the record, where exactly one is meant; what was said is always kept."""
        if said is None or kind is AgainstKind.NONE:
            return kind, Party(text=said)
        kinds = (kind,) if kind is not None else tuple(_COLUMN)
        found = [(one, record) for one in kinds for record in self._called(one, said)]
        if len(found) != 1:
            return kind, Party(text=said)
        (of, record), *_ = found
        return of, Party(text=said, **{_COLUMN[of]: record})

    def named(self, kind: AgainstKind, said: str | None) -> uuid.UUID | None:
        """The merchant or product of that name, when there is just one."""
        found = self._called(kind, said) if said is not None else ()
        return next(iter(found)) if len(found) == 1 else None

    def _called(self, kind: AgainstKind, said: str) -> frozenset[uuid.UUID]:
        if kind is AgainstKind.EMPLOYEE:
            return self._people.called(said)
        return frozenset(self._books[kind].get(words(said), ()))


def _book(ctx: Context, statement: object) -> _Book:
    book: _Book = defaultdict(set)
    for record, *called in ctx.session.execute(statement):  # type: ignore[call-overload]
        for name in called:
            if name:
                book[words(name)].add(record)
    return book
