"""The scripted phrases, their earlier versions, favourites, and wordings to keep off."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from thirdring.domain.enums import Language, PhraseGroup, Stage, WordingKind
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
from thirdring.store.types import JsonType


class Phrase(Base):
    """One line to say. `conditions` and `rules` as in domain/conditions.py; retired lines stay."""

    __tablename__ = "phrases"
    id: Mapped[uuid.UUID] = key()
    key: Mapped[str]
    language: Mapped[Language] = enum_column(Language)
    group: Mapped[PhraseGroup] = enum_column(PhraseGroup)
    stage: Mapped[Stage] = enum_column(Stage)
    text: Mapped[str]
    rules: Mapped[Any] = mapped_column(JsonType(), default=list)
    conditions: Mapped[Any] = mapped_column(JsonType(), default=dict)
    position: Mapped[int] = mapped_column(default=0, server_default="0")
    shipped: Mapped[bool] = mapped_column(default=False, server_default="0")
    retired: Mapped[bool] = mapped_column(default=False, server_default="0")
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    version: Mapped[int] = version_column()
    __table_args__ = strict(
        one_of("language", Language),
        one_of("group", PhraseGroup),
        one_of("stage", Stage),
        *flag("shipped", "retired"),
        *at_most(SHORT_TEXT, "key", "text"),
        UniqueConstraint("language", "key"),
        Index(None, "language", "stage", "position"),
    )


class PhraseVersion(Base):
    """How a phrase stood before a change, and who changed it."""

    __tablename__ = "phrase_versions"
    id: Mapped[uuid.UUID] = key()
    phrase_id: Mapped[uuid.UUID] = refers_to("phrases.id", index=True)
    version: Mapped[int]
    before: Mapped[Any] = mapped_column(JsonType())
    changed_by: Mapped[uuid.UUID | None] = refers_to("staff.id")
    changed_at: Mapped[datetime]
    __table_args__ = strict(UniqueConstraint("phrase_id", "version"))


class PhraseFavourite(Base):
    __tablename__ = "phrase_favourites"
    staff_id: Mapped[uuid.UUID] = refers_to("staff.id", on_delete="CASCADE", primary_key=True)
    phrase_id: Mapped[uuid.UUID] = refers_to("phrases.id", on_delete="CASCADE", primary_key=True)
    created_at: Mapped[datetime]
    __table_args__ = strict()


class Wording(Base):
    """A wording to keep off (A5, A6, B10, C5, D12) and what to say instead."""

    __tablename__ = "wordings"
    id: Mapped[uuid.UUID] = key()
    language: Mapped[Language] = enum_column(Language)
    kind: Mapped[WordingKind] = enum_column(WordingKind)
    text: Mapped[str]
    instead: Mapped[str]
    rule: Mapped[str]
    # Harmless longer words that contain the wording, and how it is matched (domain/wording.py).
    matching: Mapped[Any] = mapped_column(JsonType(), default=dict)
    shipped: Mapped[bool] = mapped_column(default=False, server_default="0")
    retired: Mapped[bool] = mapped_column(default=False, server_default="0")
    position: Mapped[int] = mapped_column(default=0, server_default="0")
    created_at: Mapped[datetime]
    version: Mapped[int] = version_column()
    __table_args__ = strict(
        one_of("language", Language),
        one_of("kind", WordingKind),
        *flag("shipped", "retired"),
        *at_most(SHORT_TEXT, "text", "instead", "rule"),
        UniqueConstraint("language", "text"),
    )
