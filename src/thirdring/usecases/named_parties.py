"""Whom and what a complaint names (D15, D19): matched to records, or kept as said."""

import uuid
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from thirdring.domain.enums import AgainstKind
from thirdring.store.tables import Department, Merchant, Product, Staff


@dataclass(frozen=True, slots=True)
class Party:
    """Whom a complaint is against; `text` is what was said, also when a record was matched."""

    text: str | None = None
    staff_id: uuid.UUID | None = None
    department_id: uuid.UUID | None = None
    merchant_id: uuid.UUID | None = None
    product_id: uuid.UUID | None = None


def match_party(session: Session, kind: AgainstKind | None, said: str | None) -> Party:
    """The record `said` names, when exactly one does; two of a name are left to be decided."""
    if not said or kind in {None, AgainstKind.NONE}:
        return Party(text=said)
    if kind is AgainstKind.EMPLOYEE:
        found = session.scalars(
            select(Staff.id)
            .where(
                or_(Staff.login == said.casefold(), Staff.name == said, Staff.work_number == said)
            )
            .limit(2)
        ).all()
        return Party(text=said, staff_id=found[0] if len(found) == 1 else None)
    if kind is AgainstKind.DEPARTMENT:
        department = session.scalars(select(Department.id).where(Department.name == said)).first()
        return Party(text=said, department_id=department)
    if kind is AgainstKind.MERCHANT:
        return Party(text=said, merchant_id=named_merchant(session, said))
    return Party(text=said, product_id=named_product(session, said))


def named_merchant(session: Session, said: str | None) -> uuid.UUID | None:
    """The merchant of that name or unit, if any."""
    if not said:
        return None
    return session.scalars(
        select(Merchant.id).where(or_(Merchant.name == said, Merchant.unit == said)).limit(1)
    ).first()


def named_product(session: Session, said: str | None) -> uuid.UUID | None:
    """The product of that name or code, if any."""
    if not said:
        return None
    return session.scalars(
        select(Product.id).where(or_(Product.name == said, Product.code == said)).limit(1)
    ).first()
