"""What stops a call from being finished: the rulebook's gates, each a `Refusal` with rule and field.

Without a talk (nobody there, wrong number, given up, cut off) next to nothing is asked: B11 wants
a record of every call, however short.
"""

import datetime as dt
from collections.abc import Collection

from thirdring.domain.callbacks import plan_callback
from thirdring.domain.calls import WITHHOLDABLE, CallbackAsked, CallFacts
from thirdring.domain.enums import CATEGORIES, PROTOCOL_CALLERS, CallerType, Outcome
from thirdring.domain.errors import N_, Message, Refusal, Refusals, say
from thirdring.domain.holds import refuse_holds
from thirdring.domain.policy import Policy
from thirdring.domain.protocol import refuse_protocol
from thirdring.domain.read_back import revision


def gates(
    call: CallFacts,
    policy: Policy,
    *,
    categories: Collection[str] = CATEGORIES,
    callback_due_at: dt.datetime | None = None,
) -> tuple[Refusal, ...]:
    """Everything that stops `call` from being finished, in the order of the form; empty: nothing.

    `categories`: the keys of the center's list. `callback_due_at`: the time that was read out,
    where the form fixed it.
    """
    return (
        *_identity(call),
        *_matter(call, categories),
        *_by_outcome(call, policy),
        *refuse_protocol(
            call.caller_type, call.outcome, call.protocol, call.answer, talked=call.talked
        ),
        *_read_back(call, callback_due_at),
        *_times(call),
    )


def _identity(call: CallFacts) -> list[Refusal]:
    """B1: number, name, address; a field the caller would not give is marked so, not left blank."""
    refusals = [
        Refusal(say("Nobody can withhold {field}.", field=name), rule="B1", field="withheld")
        for name in sorted(call.withheld - set(WITHHOLDABLE))
    ]
    if not call.talked:
        return refusals
    wanted: list[tuple[str, str | None, Message]] = [
        ("number", call.digits, say("Take down the number, or mark it as withheld.")),
        ("name", call.name, say("Take down the name, or mark it as withheld.")),
    ]
    if call.caller_type in {CallerType.CUSTOMER, CallerType.OTHER}:
        wanted.append(
            ("address", call.address, say("Take down the address, or mark it as withheld."))
        )
    refusals += [
        Refusal(sentence, rule="B1", field=name)
        for name, value, sentence in wanted
        if not (value or "").strip() and name not in call.withheld
    ]
    return refusals


def _matter(call: CallFacts, categories: Collection[str]) -> list[Refusal]:
    """B1: what was raised; H3: its category."""
    refusals: list[Refusal] = []
    special = call.caller_type in PROTOCOL_CALLERS  # their questions say what was raised
    if (
        call.talked
        and not special
        and "raised" not in call.withheld
        and not (call.raised or "").strip()
    ):
        refusals.append(
            Refusal(say("Write down what the caller raised."), rule="B1", field="raised")
        )
    if call.category is None:
        if call.talked and not special:
            refusals.append(Refusal(say("Choose a category."), rule="H3", field="category"))
    elif call.category not in categories:
        refusals.append(
            Refusal(
                say(
                    "There is no category “{category}”; there are: {categories}.",
                    category=call.category[:60],
                    categories=", ".join(categories),
                ),
                rule="H3",
                field="category",
            )
        )
    return refusals


def _by_outcome(call: CallFacts, policy: Policy) -> list[Refusal]:
    if call.outcome is None:
        return [Refusal(say("How did the call end?"), rule="B11", field="outcome")]
    refusals: list[Refusal] = []
    special = call.caller_type in PROTOCOL_CALLERS
    if call.outcome is Outcome.SOLVED and not special and not (call.answer or "").strip():
        refusals.append(Refusal(say("Write down what was answered."), rule="B1", field="answer"))
    if call.outcome is Outcome.TRANSFERRED:
        if not (call.transferred_to or "").strip():
            refusals.append(
                Refusal(say("To whom was it put through?"), rule="B13", field="transferred_to")
            )
        if call.transfer_taken is None:
            refusals.append(
                Refusal(say("Was the call taken there?"), rule="B13", field="transfer_taken")
            )
    if call.outcome is Outcome.CALLBACK or call.callback is not None:
        refusals += _callback(call, policy)
    if call.talked and call.hung_up_by is None:
        refusals.append(Refusal(say("Who hung up?"), rule="B9", field="hung_up_by"))
    return refusals


def _callback(call: CallFacts, policy: Policy) -> list[Refusal]:
    """C1, C2. Half an hour is proposed, so a callback without a time is no mistake."""
    asked = call.callback or CallbackAsked()
    refusals: list[Refusal] = []
    if not (asked.about or call.raised or "").strip():
        refusals.append(
            Refusal(say("What will the callback be about?"), rule="C1", field="callback.about")
        )
    if call.told_at is None:
        return refusals
    try:
        plan_callback(
            call.told_at,
            policy,
            minutes=asked.minutes,
            due_at=asked.due_at,
            reason=asked.reason,
            has_number=bool(call.digits),
        )
    except Refusals as refused:
        refusals += refused.all
    return refusals


def _read_back(call: CallFacts, callback_due_at: dt.datetime | None) -> list[Refusal]:
    """B2: the customer confirmed, and confirmed this text."""
    if call.outcome is None or not call.talked:
        return []
    if not call.read_back:
        return [
            Refusal(
                say("Read the key points back and have them confirmed."),
                rule="B2",
                field="read_back",
            )
        ]
    confirmed = call.read_back_revision
    if confirmed is not None and confirmed != revision(call.key_points(callback_due_at)):
        return [
            Refusal(
                say("The key points changed after they were confirmed: read them back again."),
                rule="B2",
                field="read_back",
            )
        ]
    return []


_ORDER = (
    ("started_at", N_("the first ring")),
    ("answered_at", N_("the pick-up")),
    ("ended_at", N_("the end of the call")),
    ("wrapped_up_at", N_("the end of wrap-up")),
)


def _times(call: CallFacts) -> list[Refusal]:
    """Began, answered, ended, wrapped up: in this order, as far as known; holds inside."""
    refusals: list[Refusal] = []
    latest: tuple[dt.datetime, str] | None = None
    for name, event in _ORDER:
        at: dt.datetime | None = getattr(call, name)
        if at is None:
            continue
        if latest is not None and at < latest[0]:
            sentence = say(
                "The times run backwards: {later} comes before {earlier}.",
                later=say(event),
                earlier=say(latest[1]),
            )
            refusals.append(Refusal(sentence, rule="B1", field=name))
        else:
            latest = at, event
    if call.rings is not None and call.rings < 0:
        refusals.append(
            Refusal(say("A phone cannot ring less than never."), rule="A1", field="rings")
        )
    refusals += refuse_holds(call.holds, call.answered_at or call.started_at, call.ended_at)
    return refusals
