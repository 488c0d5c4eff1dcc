"""What the reception form offers while it is filled in: names to complete, guides to choose."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, true

from thirdring.domain.enums import AgainstKind
from thirdring.domain.roles import Permission
from thirdring.store.tables import Department, Merchant, Product, Staff
from thirdring.usecases.context import Context
from thirdring.usecases.ticket_desk import Colleague

# A list that is typed into, not read: more names than these come by typing on.
_MOST = 2_000


@dataclass(frozen=True, slots=True)
class ReceptionFacts:
    """Names by kind (D15), and who can lead somebody to the reception room (D17)."""

    names: dict[AgainstKind, tuple[str, ...]]
    guides: tuple[Colleague, ...]


def reception_facts(ctx: Context) -> ReceptionFacts:
    """Who and what a complaint may name.

    Raises:
        NotPermitted: the role files no complaints.
    """
    ctx.require(Permission.FILE_COMPLAINT)
    people = ctx.session.execute(
        select(Staff.login, Staff.name).where(Staff.active.is_(true())).order_by(Staff.name)
    ).all()
    return ReceptionFacts(
        {
            AgainstKind.EMPLOYEE: tuple(dict.fromkeys(name for _login, name in people)),
            AgainstKind.DEPARTMENT: _names(ctx, Department),
            AgainstKind.MERCHANT: _names(ctx, Merchant),
            AgainstKind.PRODUCT: _names(ctx, Product),
        },
        tuple(Colleague(login, name) for login, name in people),
    )


def _names(ctx: Context, table: Any) -> tuple[str, ...]:
    return tuple(ctx.session.scalars(select(table.name).order_by(table.name).limit(_MOST)))
