"""Names for the keys of the tally: records by id, what no record matched as it was said."""

import uuid
from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import select

from thirdring.domain.months import Cell, Subject
from thirdring.store.tables import Department, Merchant, Product, Staff
from thirdring.usecases.context import Context

_TABLES: dict[str, Any] = {
    Subject.DEPARTMENT.value: Department,
    Subject.MERCHANT.value: Merchant,
    Subject.PRODUCT.value: Product,
}
_AT_ONCE = 500


def names_of(ctx: Context, cells: Iterable[Cell]) -> dict[tuple[str, str], str]:
    """The name of each (subject, key) of `cells`; a value of a list names itself."""
    keys: dict[str, set[str]] = {}
    for _, subject, key, _channel in cells:
        keys.setdefault(subject, set()).add(key)
    found: dict[tuple[str, str], str] = {}
    for subject, some in keys.items():
        matched = [k for k in some if k and not k.startswith("=")] if subject in _TABLES else []
        names = _names(ctx, _TABLES.get(subject), matched)
        for key in some:
            found[subject, key] = names.get(key, key.removeprefix("="))
    return found


def _names(ctx: Context, table: Any, keys: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for at in range(0, len(keys), _AT_ONCE):
        ids = [uuid.UUID(key) for key in keys[at : at + _AT_ONCE]]
        rows = ctx.session.execute(select(table.id, table.name).where(table.id.in_(ids)))
        found |= {str(row.id): row.name for row in rows}
    return found


def people_named(ctx: Context, keys: Collection[str]) -> dict[str, tuple[str, str]]:
    """Login and name of each employee among `keys` (ids as text)."""
    ids = [uuid.UUID(key) for key in keys if key]
    rows = ctx.session.execute(select(Staff.id, Staff.login, Staff.name).where(Staff.id.in_(ids)))
    return {str(row.id): (row.login, row.name) for row in rows}
