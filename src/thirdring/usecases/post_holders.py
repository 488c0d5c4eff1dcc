"""Who holds the posts that the policy's recipients name (D9, E1 to E6)."""

import uuid
from dataclasses import dataclass

from sqlalchemy import or_, select, true

from thirdring.domain.case_values import RecipientKind
from thirdring.domain.enums import Role
from thirdring.store.tables import Contact, Staff, StaffRole
from thirdring.usecases.context import Context

# The one post that somebody holds by their role, when no contact was named for it.
SUPERVISOR = "supervisor"


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody to tell. `held` False: nobody holds the post, and still it must be told."""

    kind: RecipientKind
    post: str
    name: str = ""
    phone: str = ""
    email: str = ""
    contact_id: uuid.UUID | None = None
    staff_id: uuid.UUID | None = None
    held: bool = True


def holders(ctx: Context, post: str) -> tuple[Holder, ...]:
    """Everybody who holds `post`, by name; one entry that says so when nobody does."""
    rows = ctx.session.execute(
        select(Contact, Staff.name, Staff.work_number)
        .outerjoin(Staff, Staff.id == Contact.staff_id)
        .where(
            Contact.post == post,
            Contact.active.is_(true()),
            or_(Contact.staff_id.is_(None), Staff.active.is_(true())),
        )
        .order_by(Contact.name, Contact.id)
    )
    found = tuple(
        Holder(
            RecipientKind.STAFF if one.staff_id else RecipientKind.CONTACT, post,
            name or one.name, one.phone or number or "", one.email or "", one.id, one.staff_id,
        )
        for one, name, number in rows
    )  # fmt: skip
    if found:
        return found
    if post == SUPERVISOR and (names := _supervisors(ctx)):
        return (Holder(RecipientKind.STAFF, post, "、".join(names)),)
    return (Holder(RecipientKind.CONTACT, post, held=False),)


def _supervisors(ctx: Context) -> list[str]:
    return list(
        ctx.session.scalars(
            select(Staff.name)
            .join(StaffRole, StaffRole.staff_id == Staff.id)
            .where(StaffRole.role == Role.SUPERVISOR, Staff.active.is_(true()))
            .order_by(Staff.login)
        )
    )
