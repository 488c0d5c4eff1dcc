"""What the call form needs to know of the center before the first ring; read once, kept in memory."""

from dataclasses import dataclass

from sqlalchemy import false, select, true

from thirdring.domain.centertime import CenterTime
from thirdring.domain.enums import Language, PhraseGroup
from thirdring.domain.policy import Policy
from thirdring.domain.wording import Wording as WordingRule
from thirdring.domain.wording import match_and_exceptions
from thirdring.store.tables import Contact, Phrase, Staff, Wording
from thirdring.usecases.context import Context


@dataclass(frozen=True, slots=True)
class DeskFacts:
    """`language` is what is spoken with customers. `internal_numbers` must not be told (C7).

    `hold_lines` are the lines for a hold, by phrase key, with placeholders still in them.
    """

    company: str
    language: Language
    time: CenterTime
    categories: tuple[str, ...]
    policy: Policy
    agent: str
    login: str
    post: str
    work_number: str
    wordings: tuple[WordingRule, ...]
    internal_numbers: tuple[str, ...]
    hold_lines: tuple[tuple[str, str], ...]


def desk_facts(ctx: Context) -> DeskFacts:
    """The center, its policy, and the wordings to keep off, as they stand now."""
    language = Language(ctx.center.language)
    rows = ctx.session.execute(
        select(
            Wording.text, Wording.kind, Wording.rule, Wording.instead, Wording.language,
            Wording.matching, Wording.position,
        )
        .where(Wording.retired.is_(false()))
        .order_by(Wording.language, Wording.position, Wording.id)
    )  # fmt: skip
    wordings = []
    for row in rows:
        match, exceptions = match_and_exceptions(row.matching)
        wordings.append(
            WordingRule(
                row.text, row.kind, row.rule, row.instead, row.language, match, exceptions,
                row.position,
            )
        )  # fmt: skip
    numbers = ctx.session.scalars(
        select(Staff.internal_number).where(
            Staff.active.is_(true()), Staff.internal_number.is_not(None)
        )
    )
    # A superior outside the staff has a number too, which is no customer's business (C7).
    contacts = ctx.session.scalars(
        select(Contact.phone).where(Contact.active.is_(true()), Contact.phone.is_not(None))
    )
    lines = ctx.session.execute(
        select(Phrase.key, Phrase.text)
        .where(
            Phrase.language == language,
            Phrase.group == PhraseGroup.HOLD,
            Phrase.retired.is_(false()),
        )
        .order_by(Phrase.position)
    )
    me = ctx.session.execute(
        select(Staff.post, Staff.work_number).where(Staff.id == ctx.actor.id)
    ).one()
    return DeskFacts(
        company=ctx.center.company,
        language=language,
        time=ctx.center.time,
        categories=ctx.center.categories,
        policy=ctx.policy,
        agent=ctx.actor.name,
        login=ctx.actor.login,
        post=me.post or "",
        work_number=me.work_number or "",
        wordings=tuple(wordings),
        internal_numbers=tuple(number for number in (*numbers, *contacts) if number),
        hold_lines=tuple((row.key, row.text) for row in lines),
    )
