"""The center itself: its settings, departments, merchants, products, desks and policy."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from thirdring.store.base import (
    SHORT_TEXT,
    Base,
    at_most,
    flag,
    key,
    refers_to,
    strict,
    version_column,
)
from thirdring.store.types import JsonType


class Setting(Base):
    """One value of the whole center: company, language, time zone, categories (JSON)."""

    __tablename__ = "settings"
    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[Any] = mapped_column(JsonType())
    updated_at: Mapped[datetime]
    __table_args__ = strict()


class Department(Base):
    __tablename__ = "departments"
    id: Mapped[uuid.UUID] = key()
    name: Mapped[str] = mapped_column(unique=True)
    active: Mapped[bool] = mapped_column(default=True, server_default="1")
    created_at: Mapped[datetime]
    version: Mapped[int] = version_column()
    __table_args__ = strict(*flag("active"), *at_most(SHORT_TEXT, "name"))


class Merchant(Base):
    """A shop of the house; D15, D19."""

    __tablename__ = "merchants"
    id: Mapped[uuid.UUID] = key()
    name: Mapped[str] = mapped_column(unique=True)
    unit: Mapped[str | None]
    active: Mapped[bool] = mapped_column(default=True, server_default="1")
    created_at: Mapped[datetime]
    version: Mapped[int] = version_column()
    __table_args__ = strict(*flag("active"), *at_most(SHORT_TEXT, "name", "unit"))


class Product(Base):
    __tablename__ = "products"
    id: Mapped[uuid.UUID] = key()
    name: Mapped[str] = mapped_column(unique=True)
    code: Mapped[str | None]
    merchant_id: Mapped[uuid.UUID | None] = refers_to("merchants.id", index=True)
    active: Mapped[bool] = mapped_column(default=True, server_default="1")
    created_at: Mapped[datetime]
    version: Mapped[int] = version_column()
    __table_args__ = strict(*flag("active"), *at_most(SHORT_TEXT, "name", "code"))


class Desk(Base):
    """A workstation that gives ticket numbers: its code, and the day's running number."""

    __tablename__ = "desks"
    id: Mapped[uuid.UUID] = key()
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str | None]
    counter_day: Mapped[str | None]
    counter: Mapped[int] = mapped_column(default=0, server_default="0")
    created_at: Mapped[datetime]
    __table_args__ = strict(
        CheckConstraint("length(code) = 2", name="code_length"),
        CheckConstraint("counter >= 0", name="counter_positive"),
        *at_most(SHORT_TEXT, "name"),
    )


class PolicyValue(Base):
    """A figure of the rulebook that this center has changed; absent keys have their default."""

    __tablename__ = "policy"
    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[Any] = mapped_column(JsonType())
    updated_at: Mapped[datetime]
    version: Mapped[int] = version_column()
    __table_args__ = strict()


class PolicyChange(Base):
    """Who changed which figure when, from what to what, and why. Append-only."""

    __tablename__ = "policy_history"
    id: Mapped[uuid.UUID] = key()
    key: Mapped[str]
    old_value: Mapped[Any] = mapped_column(JsonType(), nullable=True)
    new_value: Mapped[Any] = mapped_column(JsonType(), nullable=True)
    reason: Mapped[str]
    changed_by: Mapped[uuid.UUID] = refers_to("staff.id")
    changed_at: Mapped[datetime]
    __table_args__ = strict(Index(None, "key", "changed_at"), *at_most(SHORT_TEXT, "reason"))


class StaffPreference(Base):
    """What one person chose on screen: columns, sizes, saved views (JSON)."""

    __tablename__ = "staff_preferences"
    staff_id: Mapped[uuid.UUID] = refers_to("staff.id", on_delete="CASCADE", primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[Any] = mapped_column(JsonType())
    updated_at: Mapped[datetime]
    __table_args__ = strict()


class SavedView(Base):
    """A ticket view of one's own: a name over a filter (JSON)."""

    __tablename__ = "saved_views"
    id: Mapped[uuid.UUID] = key()
    staff_id: Mapped[uuid.UUID] = refers_to("staff.id", on_delete="CASCADE")
    name: Mapped[str]
    filter: Mapped[Any] = mapped_column(JsonType())
    position: Mapped[int] = mapped_column(default=0, server_default="0")
    created_at: Mapped[datetime]
    version: Mapped[int] = version_column()
    __table_args__ = strict(UniqueConstraint("staff_id", "name"), *at_most(SHORT_TEXT, "name"))
