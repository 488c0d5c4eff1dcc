"""Finding a phrase by words, pinyin, initials, English word beginnings, or the id of a rule."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from thirdring.domain.filling import without_placeholders
from thirdring.domain.folding import folded
from thirdring.domain.phrase_types import Phrase
from thirdring.domain.pinyin import Unit, matched, units

_LONGEST_QUERY = 60
_MARKS = " ,.:;!?。、…"  # around what is looked for they mean nothing
_KEYS = re.compile(r"[a-z0-9]+\Z")
# What is not found by its sound; the ranks of `matched` (0 to 5) stand beside and behind.
_RULE, _AT_START, _IN_TEXT, _SOUND = 0, 0, 1, 1


@dataclass(frozen=True, slots=True)
class _Entry:
    phrase: Phrase
    text: str
    units: tuple[Unit, ...]
    rules: frozenset[str]

    def rank(self, term: str) -> int | None:
        if term in self.rules:
            return _RULE
        at = self.text.find(term)
        if _KEYS.match(term):  # Latin letters only count from the beginning of a word
            while at > 0 and self.text[at - 1].isascii() and self.text[at - 1].isalnum():
                at = self.text.find(term, at + 1)
        if at >= 0:
            return _AT_START if at == 0 else _IN_TEXT
        sound = matched(self.units, term) if _KEYS.match(term) else None
        return None if sound is None else _SOUND + sound


class PhraseIndex:
    """Phrases made ready for search. Building it loads a table of readings: on a worker.

    `find` is string work over a few hundred lines, fit for each keystroke.
    """

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self._entries = tuple(_entry(phrase) for phrase in phrases)

    @property
    def phrases(self) -> tuple[Phrase, ...]:
        """What it was made of, in their order."""
        return tuple(entry.phrase for entry in self._entries)

    def find(self, query: str) -> tuple[Phrase, ...]:
        """Phrases with every term of `query`, best first, then in their own order.

        Terms that together spell a word count as one too ("bao qian"). An empty query finds all.
        """
        typed = folded(query[:_LONGEST_QUERY]).split()
        terms = [term for one in typed if (term := one.strip(_MARKS))]
        joined = "".join(terms)
        found: list[tuple[int, int, Phrase]] = []
        for order, entry in enumerate(self._entries):
            ranks = [entry.rank(term) for term in terms]
            together = entry.rank(joined) if len(terms) > 1 else None
            worst = max((rank for rank in ranks if rank is not None), default=0)
            if together is not None and (None in ranks or together < worst):
                worst = together
            elif None in ranks:
                continue
            found.append((worst, order, entry.phrase))
        return tuple(phrase for _rank, _order, phrase in sorted(found, key=lambda one: one[:2]))


def _entry(phrase: Phrase) -> _Entry:
    words = folded(without_placeholders(phrase.text)).strip(_MARKS)
    rules = frozenset(rule.casefold() for rule in phrase.rules)
    return _Entry(phrase, words, units(words), rules)


def search(phrases: Iterable[Phrase], query: str) -> tuple[Phrase, ...]:
    """`PhraseIndex(phrases).find(query)` for once; whoever searches often keeps the index."""
    return PhraseIndex(phrases).find(query)
