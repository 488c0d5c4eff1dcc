"""Customers, their numbers, and the merges that can be undone. Personal data: erasable rows."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from thirdring.domain.enums import Title
from thirdring.store.base import (
    LONG_TEXT,
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
from thirdring.store.types import JsonType


class Customer(Base):
    """A person who calls. `merged_into_id` points to the record that speaks for this one."""

    __tablename__ = "customers"
    id: Mapped[uuid.UUID] = key()
    name: Mapped[str | None]
    title: Mapped[Title | None] = enum_column(Title)
    address: Mapped[str | None]
    note: Mapped[str | None]
    merged_into_id: Mapped[uuid.UUID | None] = refers_to("customers.id", index=True)
    erased_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    version: Mapped[int] = version_column()
    __table_args__ = strict(
        one_of("title", Title),
        *at_most(SHORT_TEXT, "name"),
        *at_most(LONG_TEXT, "address", "note"),
        Index(None, "name"),
    )


class CustomerNumber(Base):
    """A number of a customer: as typed, and `digits`, the key it is looked up by
    (domain/phones.py). Two customers may share one.
    """

    __tablename__ = "customer_numbers"
    id: Mapped[uuid.UUID] = key()
    customer_id: Mapped[uuid.UUID] = refers_to("customers.id", on_delete="CASCADE", index=True)
    raw: Mapped[str]
    digits: Mapped[str]
    extension: Mapped[str | None]
    created_at: Mapped[datetime]
    __table_args__ = strict(
        UniqueConstraint("digits", "customer_id"),
        *at_most(SHORT_TEXT, "raw", "digits", "extension"),
    )


class CustomerMerge(Base):
    """One merge: what was moved (numbers, calls, tickets, callbacks by id), so it can be undone."""

    __tablename__ = "customer_merges"
    id: Mapped[uuid.UUID] = key()
    kept_id: Mapped[uuid.UUID] = refers_to("customers.id", index=True)
    merged_id: Mapped[uuid.UUID] = refers_to("customers.id", index=True)
    moved: Mapped[Any] = mapped_column(JsonType())
    undone: Mapped[bool] = mapped_column(default=False, server_default="0")
    merged_by: Mapped[uuid.UUID] = refers_to("staff.id")
    merged_at: Mapped[datetime]
    __table_args__ = strict(*flag("undone"))
