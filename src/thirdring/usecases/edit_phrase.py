"""Supervisors' work on the lines: add, edit, order, retire, restore; each earlier version is kept."""

import uuid
from typing import Any

from sqlalchemy import func, select

from thirdring.domain.conditions import When
from thirdring.domain.enums import Language, PhraseGroup, Stage
from thirdring.domain.errors import Conflict, NotFound, Refusal, Refusals, say
from thirdring.domain.filling import check_phrase
from thirdring.domain.ids import new_id
from thirdring.domain.phrase_sheet import check_wording
from thirdring.domain.phrase_types import KEY, LONGEST_KEY
from thirdring.domain.phrase_types import Phrase as Line
from thirdring.domain.roles import Permission
from thirdring.domain.wording import Wording as Avoided
from thirdring.domain.wording import WordingLint
from thirdring.store.secured import forget, remove
from thirdring.store.tables import Phrase, PhraseFavourite, PhraseVersion, Wording
from thirdring.usecases.context import Context
from thirdring.usecases.phrases import PhraseRow, as_line, find_wordings
from thirdring.usecases.timeline import record_event


def phrase_lint(ctx: Context) -> WordingLint:
    """The lint that every line must pass: forbidden, over-promising, fault-admitting wording."""
    return WordingLint([row.wording for row in find_wordings(ctx)])


def add_phrase(
    ctx: Context,
    language: Language,
    group: PhraseGroup,
    stage: Stage,
    text: str,
    key: str = "",
    rules: tuple[str, ...] = (),
) -> PhraseRow:
    """Add a line at the end of its language.

    Raises:
        NotPermitted: not a supervisor. Refusals: see `check_phrase`; a key that is taken.
    """
    ctx.require(Permission.EDIT_PHRASES)
    text = text.strip()
    _refuse_bad(ctx, text)
    phrase_id = new_id()
    key = key.strip() or f"own.{phrase_id.hex[-12:]}"
    _refuse_key(ctx, language, key)
    last = ctx.session.scalar(select(func.max(Phrase.position)).where(Phrase.language == language))
    line = Line(key, language, group, stage, text, rules, When(), (last or 0) + 1)
    insert_line(ctx, line, phrase_id)
    return _row(ctx, _phrase(ctx, phrase_id))


def insert_line(ctx: Context, line: Line, phrase_id: uuid.UUID | None = None) -> None:
    """Add `line` as it is; the caller has checked it."""
    phrase = Phrase(
        id=phrase_id or new_id(),
        key=line.key,
        language=line.language,
        group=line.group,
        stage=line.stage,
        text=line.text,
        rules=list(line.rules),
        conditions=line.when.to_json(),
        position=line.position,
        created_at=ctx.now,
        updated_at=ctx.now,
    )
    ctx.session.add(phrase)
    record_event(ctx, "added", "phrase", phrase.id, key=line.key)
    ctx.touch("phrases")
    ctx.session.flush()


def edit_phrase(
    ctx: Context,
    phrase_id: uuid.UUID,
    version: int,
    *,
    text: str | None = None,
    group: PhraseGroup | None = None,
    stage: Stage | None = None,
    retired: bool | None = None,
) -> PhraseRow:
    """Change a line; what stood before is kept.

    Raises:
        Conflict: someone changed it meanwhile. Refusals: see `check_phrase`.
    """
    ctx.require(Permission.EDIT_PHRASES)
    phrase = _phrase(ctx, phrase_id)
    if phrase.version != version:
        raise Conflict(
            say("This line was changed by someone else meanwhile."), theirs=_row(ctx, phrase)
        )
    if text is not None:
        text = text.strip()
        _refuse_bad(ctx, text)
    changes = {
        name: value
        for name, value in
        {"text": text, "group": group, "stage": stage, "retired": retired}.items()
        if value is not None and value != getattr(phrase, name)
    }  # fmt: skip
    if changes:
        change_line(ctx, phrase, changes)
    return _row(ctx, phrase)


def change_line(ctx: Context, phrase: Phrase, changes: dict[str, Any]) -> None:
    """Apply `changes`, keeping the earlier version."""
    ctx.session.add(
        PhraseVersion(
            id=new_id(),
            phrase_id=phrase.id,
            version=phrase.version,
            before={name: _plain(getattr(phrase, name)) for name in changes},
            changed_by=ctx.actor.id,
            changed_at=ctx.now,
        )
    )
    for name, value in changes.items():
        setattr(phrase, name, value)
    phrase.version += 1
    phrase.updated_at = ctx.now
    record_event(ctx, "changed", "phrase", phrase.id, key=phrase.key, fields=sorted(changes))
    ctx.touch("phrases")
    ctx.session.flush()


def move_phrase(ctx: Context, phrase_id: uuid.UUID, *, up: bool) -> None:
    """Change places with the neighbour of the same language and stage."""
    ctx.require(Permission.EDIT_PHRASES)
    phrase = _phrase(ctx, phrase_id)
    same = select(Phrase).where(
        Phrase.language == phrase.language, Phrase.stage == phrase.stage, Phrase.id != phrase.id
    )
    neighbour = ctx.session.scalars(
        same.where(Phrase.position <= phrase.position).order_by(Phrase.position.desc())
        if up
        else same.where(Phrase.position >= phrase.position).order_by(Phrase.position)
    ).first()
    if neighbour is not None:
        phrase.position, neighbour.position = neighbour.position, phrase.position
        record_event(ctx, "moved", "phrase", phrase.id, key=phrase.key)
        ctx.touch("phrases")


def toggle_favourite(ctx: Context, phrase_id: uuid.UUID) -> bool:
    """Star a line or take the star off; returns whether it has one now."""
    ctx.require(Permission.SEE_PHRASES)
    kept = ctx.session.get(PhraseFavourite, (ctx.actor.id, phrase_id))
    if kept is not None:
        remove(ctx.session, PhraseFavourite, phrase_id=phrase_id, staff_id=ctx.actor.id)
        forget(ctx.session, kept)
        return False
    _phrase(ctx, phrase_id)
    ctx.session.add(PhraseFavourite(staff_id=ctx.actor.id, phrase_id=phrase_id, created_at=ctx.now))
    return True


def versions_of(ctx: Context, phrase_id: uuid.UUID) -> list[tuple[int, Any, dict[str, Any]]]:
    """(version, when it ended in UTC, what stood before), newest first."""
    ctx.require(Permission.SEE_PHRASES)
    rows = ctx.session.scalars(
        select(PhraseVersion)
        .where(PhraseVersion.phrase_id == phrase_id)
        .order_by(PhraseVersion.version.desc())
    )
    return [(row.version, row.changed_at, row.before) for row in rows]


def keep_wording(ctx: Context, wording: Avoided, *, retired: bool = False) -> None:
    """Add a wording to keep off, or change the one of the same language and text.

    Raises:
        Refusals: see `check_wording`.
    """
    ctx.require(Permission.EDIT_PHRASES)
    refusals = check_wording(wording)
    if refusals:
        raise Refusals(refusals)
    row = ctx.session.scalars(
        select(Wording).where(Wording.language == wording.language, Wording.text == wording.text)
    ).one_or_none()
    if row is None:
        row = Wording(id=new_id(), language=wording.language, text=wording.text, created_at=ctx.now)
        ctx.session.add(row)
    else:
        row.version += 1
    row.kind, row.rule, row.instead = wording.kind, wording.rule, wording.instead
    row.matching, row.position, row.retired = wording.matching(), wording.position, retired
    record_event(ctx, "kept", "wording", row.id)
    ctx.touch("phrases")
    ctx.session.flush()


def _refuse_bad(ctx: Context, text: str) -> None:
    refusals = check_phrase(text, phrase_lint(ctx))
    if refusals:
        raise Refusals(refusals)


def _refuse_key(ctx: Context, language: Language, key: str) -> None:
    if not KEY.fullmatch(key) or len(key) > LONGEST_KEY:
        raise Refusal(say("A key is made of small letters, digits, dots and _."), field="key")
    taken = select(Phrase.id).where(Phrase.language == language, Phrase.key == key)
    if ctx.session.scalars(taken).first() is not None:
        raise Refusal(say("The key {key} is taken.", key=key), field="key")


def _phrase(ctx: Context, phrase_id: uuid.UUID) -> Phrase:
    phrase = ctx.session.get(Phrase, phrase_id)
    if phrase is None:
        raise NotFound(say("This line no longer exists."))
    return phrase


def _row(ctx: Context, phrase: Phrase) -> PhraseRow:
    favourite = ctx.session.get(PhraseFavourite, (ctx.actor.id, phrase.id)) is not None
    return PhraseRow(
        phrase.id, phrase.version, as_line(phrase), phrase.shipped, phrase.retired, favourite
    )


def _plain(value: Any) -> Any:
    return getattr(value, "value", value)
