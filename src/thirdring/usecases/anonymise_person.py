"""Erasing what is kept of one person, at their request (J6): previewed, confirmed, for good.

What stays is that something happened: calls, tickets, their clocks and how they count, of nobody.
"""

import uuid
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from thirdring.domain import masking
from thirdring.domain.errors import Conflict, Message, Refusal, say
from thirdring.domain.ids import new_id
from thirdring.domain.retention import RULE, Held
from thirdring.domain.roles import Permission
from thirdring.labels import label
from thirdring.store.erasing import (
    NotAsPreviewed,
    Person,
    erase_person,
    held_back,
    person_rows,
)
from thirdring.store.erasing_steps import TOPICS
from thirdring.store.scrub import scrub
from thirdring.store.secured import is_secured
from thirdring.store.tables import Customer, CustomerNumber
from thirdring.usecases.center import Center
from thirdring.usecases.context import Context
from thirdring.usecases.export_person import refuse_own
from thirdring.usecases.retention import reason_given
from thirdring.usecases.timeline import record_access, record_event
from thirdring.usecases.whose_records import find_person


@dataclass(frozen=True, slots=True)
class HeldCase:
    """A ticket of the person's that isn't over, and why."""

    number: str
    why: Held


@dataclass(frozen=True, slots=True)
class PersonPreview:
    """What would be erased: records by kind (customer, ticket, call, callback, visit). `shown` is the
    name, masked for whoever may not see it; `shares`: a number of theirs is another customer's too,
    whose records stay.
    """

    customer_id: uuid.UUID | None
    shown: str
    counts: Mapping[str, int]
    held: tuple[HeldCase, ...]
    shares: bool

    @property
    def records(self) -> int:
        """All of them together."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Anonymised:
    """`run_id` is what the log calls it by."""

    run_id: uuid.UUID
    records: int


def preview_anonymise(ctx: Context, which: uuid.UUID | str) -> PersonPreview:
    """What anonymising would erase. Nothing is written.

    Raises:
        NotPermitted: the role anonymises nobody. NotFound, Refusal: as `find_person`.
    """
    ctx.require(Permission.ANONYMISE_PERSON)
    person = find_person(ctx, which)
    rows = person_rows(ctx.session, person)
    held = tuple(HeldCase(number, why) for number, why in held_back(ctx.session, person))
    return PersonPreview(
        person.customer, _shown(ctx, person), dict(Counter(kind for kind, _ in rows)), held,
        _shares(ctx, person),
    )  # fmt: skip


def anonymise_person(
    ctx: Context, which: uuid.UUID | str, previewed: int, reason: str, *, despite: bool = False
) -> Anonymised:
    """Erase it, for good. `previewed`: how many records the preview counted; `despite`: although a
    case of theirs isn't over, which the reason then explains.

    A complaint that is worked on, or appealed against, still serves its purpose, and an employee may
    have to answer for it; so this takes a decision of its own (PIPL 47 asks for erasure once the
    purpose has been achieved).

    Raises:
        NotPermitted: the role anonymises nobody, or a complaint of theirs is about oneself (G9).
        NotFound: nothing is kept.
        Refusal: no reason, one that names the person, or a case isn't over.
        Conflict: it isn't what was previewed any more.
    """
    ctx.require(Permission.ANONYMISE_PERSON)
    why = reason_given(reason)
    person = find_person(ctx, which)
    rows = person_rows(ctx.session, person)
    refuse_own(ctx, [one for kind, one in rows if kind == "ticket"])
    _refuse_naming(ctx, person, why)
    if not despite:
        _refuse_held(ctx, person)
    run = new_id()
    try:
        erase_person(
            ctx.session, person, run=run, at=ctx.now, previewed=previewed, why=why, despite=despite
        )
    except NotAsPreviewed:
        raise Conflict(
            say("It isn't what was previewed any more: look at the preview again."),
            theirs=preview_anonymise(ctx, which),
        ) from None
    if not is_secured(ctx.session):  # there the function wrote it down
        subject = person.customer or run
        record_event(
            ctx, "anonymised", "customer", subject, records=previewed, despite=despite, rule=RULE
        )
        record_access(ctx, "anonymise", "customer", subject, reason=why, records=previewed)
    ctx.touch(*TOPICS)
    return Anonymised(run, previewed)


def leave_no_trace(center: Center) -> bool:
    """Make sure that nothing of what was erased is left in the file; False when somebody still reads
    in its log, so that it is to be done again. Takes about half a minute a gigabyte.

    Raises:
        NotPermitted: the role erases nothing.
        Unavailable: no room, or somebody is writing.
    """
    center.read(_permit)
    return scrub(center.store)


def _permit(ctx: Context) -> None:
    if not ctx.actor.may(Permission.ANONYMISE_PERSON):
        ctx.require(Permission.ERASE_PERSONAL_DATA)


def _shown(ctx: Context, person: Person) -> str:
    if person.customer is None:
        return masking.mask_phone(person.digits)
    name = ctx.session.scalar(select(Customer.name).where(Customer.id == person.customer)) or ""
    return name if ctx.actor.may(Permission.SEE_NUMBERS) else masking.mask_name(name)


def _shares(ctx: Context, person: Person) -> bool:
    theirs = select(CustomerNumber.digits).where(CustomerNumber.customer_id == person.customer)
    others = (
        select(CustomerNumber.id)
        .join(Customer, Customer.id == CustomerNumber.customer_id)
        .where(
            CustomerNumber.digits.in_(theirs), CustomerNumber.customer_id != person.customer,
            Customer.merged_into_id.is_(None),
        )
    )  # fmt: skip
    return ctx.session.scalars(others.limit(1)).first() is not None


def _refuse_naming(ctx: Context, person: Person, why: str) -> None:
    """The reason is kept for ever: it names nobody who asked to be forgotten."""
    known = [person.digits]
    if person.customer is not None:
        known += ctx.session.scalars(
            select(CustomerNumber.digits).where(CustomerNumber.customer_id == person.customer)
        )
        known.append(
            ctx.session.scalar(select(Customer.name).where(Customer.id == person.customer)) or ""
        )
    plain = why.replace(" ", "").replace("-", "")
    if any(one and one.replace(" ", "") in plain for one in known):
        raise Refusal(
            say("The reason is kept: say it without the person's name and number."),
            rule=RULE, field="reason",
        )  # fmt: skip


def _refuse_held(ctx: Context, person: Person) -> None:
    held = held_back(ctx.session, person)
    if not held:
        return
    numbers = ", ".join(f"{number} ({{why{n}}})" for n, (number, _) in enumerate(held))
    cases = Message(numbers, {f"why{n}": Message(label(why)) for n, (_, why) in enumerate(held)})
    raise Refusal(
        say("Not over yet: {cases}. Finish these first, or say why it can't wait.", cases=cases),
        rule=RULE,
    )
