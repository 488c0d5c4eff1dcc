"""Phrases and wordings together, as files carry them."""

from collections.abc import Iterator
from dataclasses import dataclass

from thirdring.domain.errors import Refusal, say
from thirdring.domain.filling import LONGEST, Placeholder, placeholders_of, unseen_characters
from thirdring.domain.folding import folded
from thirdring.domain.phrase_types import Phrase
from thirdring.domain.wording import Match, Wording

LONGEST_WORDING = 200
EXCEPTION_MARK = "|"  # between exceptions in one cell, and therefore in none of them


@dataclass(frozen=True, slots=True)
class PhraseSheet:
    """The content of a phrase file, in the order of the file."""

    phrases: tuple[Phrase, ...] = ()
    wordings: tuple[Wording, ...] = ()

    def __add__(self, other: "PhraseSheet") -> "PhraseSheet":
        return PhraseSheet(self.phrases + other.phrases, self.wordings + other.wordings)


def _readable(text: str, field: str, longest: int) -> Iterator[Refusal]:
    if not text or text != text.strip():
        yield Refusal(say("This is empty or has blanks at its ends."), field=field)
    if len(text) > longest:
        yield Refusal(say("At most {n} characters.", n=longest), field=field)
    if unseen := unseen_characters(text):
        message = say("Invisible or control characters: {which}.", which=", ".join(unseen[:5]))
        yield Refusal(message, field=field)


def check_wording(wording: Wording) -> list[Refusal]:
    """Everything that keeps `wording` from being kept; empty when it is fine."""
    refusals = [
        *_readable(wording.text, "text", LONGEST_WORDING),
        *_readable(wording.instead, "instead", LONGEST),
    ]
    core = folded(wording.text).strip()
    if not core:
        refusals.append(Refusal(say("A wording needs at least one letter."), field="text"))
    if wording.match is Match.STEM and not core[-1:].isascii():
        message = say("Only a word of Latin letters has endings.")
        refusals.append(Refusal(message, field="match"))
    for name in sorted(placeholders_of(wording.instead) - frozenset(Placeholder)):
        message = say("“{name}” is not a placeholder.", name=name[:40])
        refusals.append(Refusal(message, field="instead"))
    for context in wording.exceptions:
        refusals += _readable(context, "except", LONGEST_WORDING)
        if EXCEPTION_MARK in context:
            refusals.append(Refusal(say("An exception has no “|”."), field="except"))
    return refusals
