"""The guided order of a call we make (C8) in six steps, with the center's own lines filled in. Pure.

Nothing personal is in a line before the person has said who they are (step 2).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from thirdring.domain.call_moment import CallMoment, Purpose
from thirdring.domain.enums import CallbackResult, Language, Stage
from thirdring.domain.errors import N_
from thirdring.domain.filling import fill, masked_values
from thirdring.domain.phrase_types import Phrase
from thirdring.i18n import _
from thirdring.ui.calls.calling_back import result_of
from thirdring.ui.calls.moment import moment_of, values_of
from thirdring.ui.calls.presenter import CallPresenter

GREET, PERSON, MATTER, SORRY, AGREE, CLOSE = range(1, 7)


@dataclass(frozen=True, slots=True)
class Step:
    """`text` is what to say; `keys` the phrases it is made of; `done` when it was said."""

    number: int
    title: str
    rule: str
    text: str
    keys: tuple[str, ...]
    done: bool


_TITLES = {
    GREET: (N_("Greet, company, name"), ""),
    PERSON: (N_("Who is speaking"), ""),
    MATTER: (N_("The matter"), ""),
    SORRY: (N_("Apologise again"), "C9"),
    AGREE: (N_("Read back, agree"), "B2"),
    CLOSE: (N_("Close, hang up last"), "B9"),
}


def steps_of(
    call: CallPresenter, lines: Sequence[Phrase], now: datetime, language: Language
) -> tuple[Step, ...]:
    """The six steps of the call at `now` (aware UTC)."""
    moment = moment_of(call, now)
    values = masked_values(values_of(call, now), moment)
    # Which lines there are doesn't depend on how far the talk is, only what may be filled in.
    progress = result_of(call.record) is CallbackResult.PROGRESS
    whole = replace(moment, confirmed=True, purpose=_purpose(moment, progress=progress))
    done = _done(call)
    steps = []
    for number, (title, rule) in _TITLES.items():
        found = _lines(number, lines, whole)
        text = " ".join(fill(line.text, values, language) for line in found)
        if language is Language.ZH_CN:
            text = text.replace(" ", "") if number is GREET else text.replace("。 ", "。")
        if number == AGREE:
            text = _agreed(call, text)
        shown = "C3" if number == AGREE and progress else rule
        keys = tuple(line.key for line in found)
        steps.append(Step(number, _(title), shown, text, keys, number in done))
    return tuple(steps)


def current_of(steps: Iterable[Step]) -> Step | None:
    """The first step that isn't done."""
    return next((step for step in steps if not step.done), None)


def mark_of(number: int) -> str:
    """What is noted in the record once a step was said."""
    return f"c8.{number}"


def _purpose(moment: CallMoment, *, progress: bool) -> Purpose | None:
    """C3: without an answer we call with the progress, whatever was meant at first."""
    if moment.purpose is Purpose.REDIAL or not progress:
        return moment.purpose
    return Purpose.PROGRESS


def _done(call: CallPresenter) -> set[int]:
    record = call.record
    done = {number for number in _TITLES if mark_of(number) in record.said}
    done -= {PERSON, AGREE, CLOSE}
    if record.person_confirmed:
        done.add(PERSON)
    if call.confirmed:
        done.add(AGREE)
    if record.ended_at is not None:
        done.add(CLOSE)
    return done


def _agreed(call: CallPresenter, said: str) -> str:
    """B2: the key points as a sentence, with the next time in it; a hint while nothing is chosen."""
    if result_of(call.record) is None:
        return _("Choose the result below; the sentence to read out follows from it.")
    return call.read_back() or said


# The steps of the lines (company, self, who is speaking, the matter, close, hang up) in ours.
_LINES = {GREET: (1, 2), PERSON: (3,), MATTER: (4,), CLOSE: (5, 6)}


def _lines(number: int, lines: Sequence[Phrase], moment: CallMoment) -> list[Phrase]:
    found = [line for line in lines if line.when.direction is moment.direction]
    found = [line for line in found if line.when.holds(moment)]
    if number == SORRY:
        sorry = [one for one in found if "C9" in one.rules and one.when.step is None]
        return sorry[:1]
    chosen = []
    for step in _LINES.get(number, ()):
        fitting = [one for one in found if one.when.step == step]
        if fitting:
            chosen.append(max(fitting, key=lambda one: (one.when.specific, -one.position)))
    if number == GREET:
        chosen += [
            one for one in found
            if one.stage is Stage.OPENING and one.when.purposes and one.when.step is None
        ][:1]  # fmt: skip
    return chosen
