"""Mail as it arrived, before and after somebody sorted it; each message kept whole."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from thirdring.domain.mail import Automatic, MailKind, MailState
from thirdring.store.base import (
    LONG_TEXT,
    SHORT_TEXT,
    Base,
    at_most,
    enum_column,
    key,
    one_of,
    refers_to,
    strict,
    version_column,
)
from thirdring.store.types import JsonType


class InboxItem(Base):
    """One message (D13). `sha256` of its bytes is its identity: a Message-ID alone is none.

    `due_at` is when it has to be answered (D16), reckoned from its arrival; once sorted, its
    ticket's clock says so. `problems` are values of `MailProblem`. Sender, subject and text are
    personal and erasable.
    """

    __tablename__ = "inbox_items"
    id: Mapped[uuid.UUID] = key()
    sha256: Mapped[str] = mapped_column(unique=True)
    message_id: Mapped[str | None]
    arrived_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    due_at: Mapped[datetime]
    from_name: Mapped[str | None]
    from_address: Mapped[str | None]
    subject: Mapped[str | None]
    text: Mapped[str | None]
    size: Mapped[int]
    automatic: Mapped[Automatic | None] = enum_column(Automatic)
    problems: Mapped[Any] = mapped_column(JsonType(), default=list)
    state: Mapped[MailState] = enum_column(MailState)
    proposal: Mapped[MailKind | None] = enum_column(MailKind)
    sorted_as: Mapped[MailKind | None] = enum_column(MailKind)
    sorted_by: Mapped[uuid.UUID | None] = refers_to("staff.id")
    sorted_at: Mapped[datetime | None]
    # The ticket it became or joined; of a reply to a closed one, the one it names.
    ticket_id: Mapped[uuid.UUID | None] = refers_to("tickets.id", index=True)
    received_by: Mapped[uuid.UUID] = refers_to("staff.id")
    created_at: Mapped[datetime]
    version: Mapped[int] = version_column()
    __table_args__ = strict(
        one_of("automatic", Automatic),
        one_of("state", MailState),
        one_of("proposal", MailKind),
        one_of("sorted_as", MailKind),
        CheckConstraint("length(sha256) = 64", name="sha256_form"),
        CheckConstraint("size >= 0", name="size_positive"),
        CheckConstraint("due_at >= arrived_at", name="due_order"),
        CheckConstraint("state <> 'sorted' OR sorted_as IS NOT NULL", name="sorted_as_something"),
        *at_most(SHORT_TEXT, "message_id", "from_name", "from_address", "subject"),
        *at_most(LONG_TEXT, "text"),
        Index(None, "state", "arrived_at"),
        Index(None, "message_id"),
    )


class InboxRaw(Base):
    """The message as it came, byte for byte, packed with zlib."""

    __tablename__ = "inbox_raw"
    inbox_id: Mapped[uuid.UUID] = refers_to("inbox_items.id", on_delete="CASCADE", primary_key=True)
    packed: Mapped[bytes] = mapped_column(LargeBinary)
    __table_args__ = strict()


class InboxAttachment(Base):
    """What a message carries, by name; its bytes are in the message. Evidence once it is sorted."""

    __tablename__ = "inbox_attachments"
    id: Mapped[uuid.UUID] = key()
    inbox_id: Mapped[uuid.UUID] = refers_to("inbox_items.id", on_delete="CASCADE")
    position: Mapped[int]
    name: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int]
    sha256: Mapped[str]
    __table_args__ = strict(
        CheckConstraint("position >= 0", name="position_positive"),
        CheckConstraint("size >= 0", name="size_positive"),
        CheckConstraint("length(sha256) = 64", name="sha256_form"),
        *at_most(SHORT_TEXT, "name", "media_type"),
        Index(None, "inbox_id", "position", unique=True),
    )
