"""The people of the center and what they may do."""

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column, relationship

from thirdring.domain.enums import Role
from thirdring.store.base import (
    SHORT_TEXT,
    Base,
    at_most,
    enum_column,
    flag,
    key,
    one_of,
    refers_to,
    strict,
    version_column,
)


class Staff(Base):
    """A person of the center. `login` is kept case-folded; `internal_number` is never told (C7),
    `work_number` may be (D18).
    """

    __tablename__ = "staff"
    id: Mapped[uuid.UUID] = key()
    login: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    post: Mapped[str | None]
    work_number: Mapped[str | None]
    internal_number: Mapped[str | None]
    department_id: Mapped[uuid.UUID | None] = refers_to("departments.id", index=True)
    # Argon2id in PHC form; NULL is an account without a password (one person on one workstation).
    password_hash: Mapped[str | None] = mapped_column(deferred=True)
    must_change_password: Mapped[bool] = mapped_column(default=False, server_default="0")
    failed_attempts: Mapped[int] = mapped_column(default=0, server_default="0")
    locked_until: Mapped[datetime | None]
    # Neither is loaded with the row: on a server nobody reads them.
    # Opens this person's drafts file on any desk they sign in to.
    draft_key: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    active: Mapped[bool] = mapped_column(default=True, server_default="1")
    absent_from: Mapped[datetime | None]
    absent_until: Mapped[datetime | None]
    created_at: Mapped[datetime]
    version: Mapped[int] = version_column()
    roles: Mapped[list["StaffRole"]] = relationship(lazy="raise", cascade="all, delete-orphan")
    __table_args__ = strict(
        *flag("active", "must_change_password"),
        CheckConstraint("failed_attempts >= 0", name="failed_attempts_positive"),
        *at_most(SHORT_TEXT, "login", "name", "post", "work_number", "internal_number"),
    )


class StaffRole(Base):
    __tablename__ = "staff_roles"
    staff_id: Mapped[uuid.UUID] = refers_to("staff.id", on_delete="CASCADE", primary_key=True)
    role: Mapped[Role] = enum_column(Role, primary_key=True)
    __table_args__ = strict(one_of("role", Role))
