"""Wording that must not reach a customer: A5, A6, B7, B10, C1, C5, C7, D12.

`WordingLint` is built once from the center's wordings and asked for each text while it is typed.
Customers' own words in quotation marks are exempt; an internal number is not, quoted or not.
"""

import functools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from thirdring.domain.enums import Language, WordingKind
from thirdring.domain.errors import Refusal, say
from thirdring.domain.folding import fold, folded
from thirdring.domain.internal_numbers import InternalNumbers
from thirdring.domain.quotes import quoted_spans


class Match(StrEnum):
    """How a wording is recognised."""

    LITERAL = "literal"  # anywhere: Chinese puts no spaces between words
    WORD = "word"  # not inside a longer word of Latin letters
    STEM = "stem"  # as WORD, with the endings of its last word: promise, promised, promising
    ALONE = "alone"  # a clause of its own: 喂 at the beginning, but not 喂奶


@dataclass(frozen=True, slots=True)
class Wording:
    """A wording to keep off. `instead` may hold `{placeholders}`; the caller fills them."""

    text: str
    kind: WordingKind
    rule: str
    instead: str
    language: Language
    match: Match = Match.LITERAL
    exceptions: tuple[str, ...] = ()  # longer wordings that contain it and are fine
    position: int = 0

    def matching(self) -> dict[str, object]:
        """`match` and `exceptions` as the store keeps them."""
        return {"match": self.match.value, "except": list(self.exceptions)}


def match_and_exceptions(stored: Mapping[str, object]) -> tuple[Match, tuple[str, ...]]:
    """The other way round of `Wording.matching`. Raises Refusal when it is not of that shape."""
    contexts = stored.get("except", [])
    try:
        match = Match(str(stored.get("match", Match.LITERAL)))
    except ValueError as error:
        raise Refusal(
            say("A wording is matched as one of: {known}.", known=", ".join(Match)), field="match"
        ) from error
    if not isinstance(contexts, list | tuple):
        raise Refusal(say("The exceptions of a wording are a list."), field="except")
    return match, tuple(str(context) for context in contexts)


@dataclass(frozen=True, slots=True)
class Finding:
    """One place in a text: `text[start:end]`, in code points of the text as given."""

    start: int
    end: int
    text: str
    kind: WordingKind
    rule: str
    instead: str


# On the same span the graver kind speaks.
_GRAVITY = {
    WordingKind.INTERNAL_NUMBER: 0,
    WordingKind.FORBIDDEN: 1,
    WordingKind.FAULT: 2,
    WordingKind.OVER_PROMISE: 3,
    WordingKind.JARGON: 4,
}
_CLAUSE_ENDS = frozenset(' ,.!?;:…~()[]-—，。！？；：、（）【】《》“”"「」『』')


def _is_latin(char: str) -> bool:
    return char.isalnum() and char < "\u2e80"


def _endings(word: str) -> tuple[str, tuple[str, ...]]:
    """The part of an English word that stays, and what may follow it, longest first."""
    if word.endswith("e"):
        return word[:-1], ("ing", "es", "ed", "e")
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1], ("ying", "ies", "ied", "y")
    double = word[-1:]
    return word, (double + "ing", double + "ed", "ing", "ed", "es", "s", "")


class _Pattern:
    """One wording made ready: what to find, and what must be true around it."""

    __slots__ = ("_endings", "_exceptions", "_match", "_stem", "letters", "order", "wording")

    def __init__(self, wording: Wording, exceptions: Iterable[str], order: int) -> None:
        self.wording, self.order = wording, order
        self._match = wording.match
        text = folded(wording.text).strip()
        self._stem, self._endings = _endings(text) if self._match is Match.STEM else (text, ("",))
        self.letters = frozenset(self._stem)
        self._exceptions = tuple(
            (context, at)
            for context in (folded(one).strip() for one in exceptions)
            for at in range(len(context))
            if context.startswith(self._stem, at)
        )

    def find(self, text: str) -> Iterator[tuple[int, int]]:
        """Spans in a folded text."""
        stem = self._stem
        if not stem:
            return
        at = text.find(stem)
        while at >= 0:
            end = self._end(text, at)
            if end and not self._excepted(text, at, end):
                yield at, end
            at = text.find(stem, at + 1)

    def _end(self, text: str, at: int) -> int:
        """Where the wording that begins at `at` ends; 0 where it is not that wording."""
        end = at + len(self._stem)
        if self._match is Match.LITERAL:
            return end
        if self._match is Match.ALONE:
            before, after = text[at - 1 : at] if at else "", text[end : end + 1]
            fits = (not before or before in _CLAUSE_ENDS) and (not after or after in _CLAUSE_ENDS)
            return end if fits else 0
        if at and _is_latin(text[at]) and _is_latin(text[at - 1]):
            return 0
        for ending in self._endings:
            stop = end + len(ending)
            if text.startswith(ending, end) and not (
                _is_latin(text[stop - 1]) and _is_latin(text[stop : stop + 1] or " ")
            ):
                return stop
        return 0

    def _excepted(self, text: str, at: int, end: int) -> bool:
        return any(
            at >= offset
            and text.startswith(context, at - offset)
            and end <= at - offset + len(context)
            for context, offset in self._exceptions
        )


class WordingLint:
    """Wordings and internal numbers, prepared once; `find` may then be asked from any thread."""

    def __init__(
        self, wordings: Sequence[Wording], *, internal_numbers: Sequence[str] = ()
    ) -> None:
        # The same wording may stand in both languages; what is fine in one is fine.
        fine: dict[str, tuple[str, ...]] = {}
        for one in wordings:
            fine[folded(one.text)] = fine.get(folded(one.text), ()) + one.exceptions
        self._patterns = tuple(
            _Pattern(wording, fine[folded(wording.text)], order)
            for order, wording in enumerate(wordings)
        )
        self._numbers = InternalNumbers(internal_numbers)

    def find(self, text: str) -> tuple[Finding, ...]:
        """What to change in `text`, in order, without overlaps: the longest wording wins."""
        if not text:
            return ()
        there = fold(text)
        quoted = _covered(quoted_spans(text), len(text))
        found: list[tuple[int, int, int, int, _Pattern | None]] = []
        for start, end in self._numbers.find(there.text):
            found.append((start - end, 0, -1, start, None))
        present = frozenset(there.text)
        for pattern in self._patterns:
            if not pattern.letters <= present:  # most wordings are ruled out by this alone
                continue
            gravity = _GRAVITY[pattern.wording.kind]
            for start, end in pattern.find(there.text):
                first, last = there.span(start, end)
                if quoted.find(0, first, last) >= 0:  # not wholly within quotation marks
                    found.append((start - end, gravity, pattern.order, start, pattern))
        found.sort(key=lambda one: (one[0], one[1], one[2], one[3]))
        taken = bytearray(len(there.text))
        findings = []
        for minus_length, _gravity, _order, start, taker in found:
            end = start - minus_length
            if taken.find(1, start, end) < 0:
                taken[start:end] = b"\1" * (end - start)
                findings.append(_finding(text, there.span(start, end), taker))
        return tuple(sorted(findings, key=lambda finding: finding.start))


def _covered(spans: Sequence[tuple[int, int]], length: int) -> bytearray:
    covered = bytearray(length)
    for start, end in spans:
        covered[start:end] = b"\1" * (end - start)
    return covered


def _finding(text: str, span: tuple[int, int], pattern: _Pattern | None) -> Finding:
    start, end = span
    if pattern is None:
        return Finding(start, end, text[start:end], WordingKind.INTERNAL_NUMBER, "C7", "")
    wording = pattern.wording
    return Finding(start, end, text[start:end], wording.kind, wording.rule, wording.instead)


@functools.lru_cache(maxsize=2)
def lint_of(wordings: tuple[Wording, ...], internal_numbers: tuple[str, ...]) -> WordingLint:
    """One lint for all screens of a desk: to prepare it is felt."""
    return WordingLint(wordings, internal_numbers=internal_numbers)


def find_wordings(
    text: str, wordings: Sequence[Wording], *, internal_numbers: Sequence[str] = ()
) -> tuple[Finding, ...]:
    """`WordingLint(...).find(text)` for a single text; whoever lints often keeps the lint."""
    return WordingLint(wordings, internal_numbers=internal_numbers).find(text)
