"""The lines to say, as the sidebar, the phrases screen and the command line take them."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from thirdring.domain.conditions import conditions
from thirdring.domain.enums import Language
from thirdring.domain.phrase_search import search as matching
from thirdring.domain.phrase_types import Phrase as Line
from thirdring.domain.roles import Permission
from thirdring.domain.wording import Wording as Avoided
from thirdring.domain.wording import match_and_exceptions
from thirdring.store.tables import Phrase, PhraseFavourite, Wording
from thirdring.usecases.context import Context


@dataclass(frozen=True, slots=True)
class PhraseRow:
    """One stored line: `line` as the rulebook's code knows it, and what the database adds."""

    id: uuid.UUID
    version: int
    line: Line
    shipped: bool
    retired: bool
    favourite: bool


@dataclass(frozen=True, slots=True)
class WordingRow:
    """One stored wording to keep off."""

    id: uuid.UUID
    version: int
    wording: Avoided
    shipped: bool
    retired: bool


@dataclass(frozen=True, slots=True)
class PhraseBook:
    """Everything the sidebar of one person needs; lines and wordings in their order."""

    language: Language
    lines: tuple[PhraseRow, ...]
    wordings: tuple[WordingRow, ...]


def as_line(row: Phrase) -> Line:
    """The stored phrase as the rulebook's code knows it."""
    return Line(
        key=row.key,
        language=row.language,
        group=row.group,
        stage=row.stage,
        text=row.text,
        rules=tuple(row.rules),
        when=conditions(row.conditions),
        position=row.position,
    )


def as_wording(row: Wording) -> Avoided:
    """The stored wording as the lint knows it."""
    match, exceptions = match_and_exceptions(row.matching)
    return Avoided(
        row.text, row.kind, row.rule, row.instead, row.language, match, exceptions, row.position
    )


def find_phrases(
    ctx: Context,
    *,
    language: Language | None = None,
    search: str = "",
    retired: bool = False,
) -> list[PhraseRow]:
    """Lines in their order; with `search` (words, pinyin, initials) the best first."""
    ctx.require(Permission.SEE_PHRASES)
    statement = select(Phrase).order_by(Phrase.language, Phrase.position, Phrase.key)
    if language is not None:
        statement = statement.where(Phrase.language == language)
    favourites = set(
        ctx.session.scalars(
            select(PhraseFavourite.phrase_id).where(PhraseFavourite.staff_id == ctx.actor.id)
        )
    )
    rows = [
        PhraseRow(p.id, p.version, as_line(p), p.shipped, p.retired, p.id in favourites)
        for p in ctx.session.scalars(statement)
        if retired or not p.retired
    ]
    return _best_first(rows, search) if search.strip() else rows


def _best_first(rows: Sequence[PhraseRow], wanted: str) -> list[PhraseRow]:
    by_line = {(row.line.language, row.line.key): row for row in rows}
    found = matching([row.line for row in rows], wanted)
    return [by_line[line.language, line.key] for line in found]


def find_wordings(
    ctx: Context, *, language: Language | None = None, retired: bool = False
) -> list[WordingRow]:
    """Wordings to keep off, in their order."""
    ctx.require(Permission.SEE_PHRASES)
    statement = select(Wording).order_by(Wording.language, Wording.position, Wording.text)
    if language is not None:
        statement = statement.where(Wording.language == language)
    return [
        WordingRow(w.id, w.version, as_wording(w), w.shipped, w.retired)
        for w in ctx.session.scalars(statement)
        if retired or not w.retired
    ]


def phrase_book(ctx: Context, language: Language | None = None) -> PhraseBook:
    """The lines and wordings of `language` (the center's by default)."""
    language = language or Language(ctx.center.language)
    return PhraseBook(
        language,
        tuple(find_phrases(ctx, language=language)),
        tuple(find_wordings(ctx, language=language)),
    )


def phrase_json(row: PhraseRow) -> dict[str, Any]:
    """One line for scripts."""
    line = row.line
    return {
        "id": row.id,
        "key": line.key,
        "language": line.language,
        "group": line.group,
        "stage": line.stage,
        "text": line.text,
        "rules": line.rules,
        "when": line.when.to_json(),
        "position": line.position,
        "retired": row.retired,
        "version": row.version,
    }
