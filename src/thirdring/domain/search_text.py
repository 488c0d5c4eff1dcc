"""Full-text search that finds two-character Chinese words: one set of tokens for both engines.

Texts are folded (NFKC, lower case, traditional to simplified, invisible characters out) and cut
by us; the engines only store and intersect the tokens.

- A run of CJK characters gives each character and each overlapping pair.
- A run of Latin (or any other) letters with digits is a word: whole, for prefix search, and its
  first one and two characters, marked, so that short prefixes stay exact lookups.
- A run of digits, also inside a word, gives its overlapping threes and its marked beginnings.

A query is split at white space and again where CJK meets other letters. Each part is a needle;
**a document matches when every needle occurs**: CJK as a substring, three or more digits as a
substring of a run of digits, anything else as the beginning of a word (one or two digits: the
beginning of a run of digits). `matches` is that definition; the tokens of a query are a necessary
condition for it, and where `SearchQuery.exact` a sufficient one.

Every token consists of ASCII lower-case letters and digits or of characters beyond ASCII, so that
FTS5's `ascii` tokenizer, fed with the tokens joined by spaces, keeps each one as it is, and
`array_to_tsvector` accepts it (at most 256 bytes).
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

# Marks the first one or two characters of a word or of a run of digits.
EDGE = "ˑ"
_LONGEST = 64
_MOST_NEEDLES = 32
_MOST_TOKENS = 64

CJK = (
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3038-\u303b\u3041-\u3096\u309d-\u309f\u30a1-\u30fa"
    "\u30fc-\u30ff\u3105-\u312f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f"
    "\uac00-\ud7ff\uf900-\ufaff\U0001b000-\U0001b16f\U00020000-\U0003ffff"
)
_INVISIBLE = re.compile(
    "[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]+")
# Signs that hold such characters or digits once they are folded, as ㈱ holds 株 and ⑤ a 5, beside the
# traditional for the simplified; for the digits also what is left out between two.
_FOLDED_TO_HAN = re.compile(
    "[\u2e80-\u2fdf\u3038-\u303a\u3190-\u319f\u3200-\u33ff\uf900-\ufaff"
    "\U0001f200-\U0001f2ff\U0002f800-\U0002fa1f]"
)
_FOLDED_TO_DIGITS = re.compile(
    _INVISIBLE.pattern[:-1]
    + "\u00b2\u00b3\u00b9\u00bc-\u00be\u2070-\u209f\u2150-\u218f\u2460-\u24ff"
    "\u3200-\u33ff\uff10-\uff19\U0001d7ce-\U0001d7ff\U0001f100-\U0001f10a\U0001fbf0-\U0001fbf9]"
)
_CJK_RUN = re.compile(f"[{CJK}]+")
_DIGITS = re.compile("[0-9]+")
# Vowel signs of Indic and Thai words, which `\w` leaves out.
_MARKS = "\u0300-\u036f\u0900-\u0dff\u0e00-\u0eff"
_PART = re.compile(f"([{CJK}]+)|((?:[^\\W_{CJK}]|[{_MARKS}])+)")
_TICKET = re.compile(r"[crep][0-9]{6}[a-hj-km-np-tv-z][0-9a-hj-km-np-tv-z][0-9]{3,}")


class NeedleKind(StrEnum):
    CJK = "cjk"
    DIGITS = "digits"
    WORD = "word"


@dataclass(frozen=True, slots=True)
class Needle:
    """One folded part of a query."""

    kind: NeedleKind
    text: str


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """`tokens` must all be in the index row, and for each of `prefixes` a token beginning so.

    `exact`: every row with the tokens is a match; otherwise candidates go through `matches`.
    `blank`: nothing was typed, everything matches. `unsearchable`: only signs were typed
    (punctuation, emoji), nothing matches.
    """

    needles: tuple[Needle, ...]
    tokens: tuple[str, ...]
    prefixes: tuple[str, ...]
    exact: bool
    blank: bool
    unsearchable: bool

    def fts5(self) -> str:
        """The right side of FTS5's MATCH; empty when there is nothing to look up."""
        parts = [f'"{token}"' for token in self.tokens]
        parts += [f'"{prefix}"*' for prefix in self.prefixes]
        return " AND ".join(parts)

    def tsquery(self) -> str:
        """Text for a cast to PostgreSQL's tsquery; empty when there is nothing to look up."""
        parts = [f"'{token}'" for token in self.tokens]
        parts += [f"'{prefix}':*" for prefix in self.prefixes]
        return " & ".join(parts)


def normalise(text: str) -> str:
    """`text` as it is compared: folded, lower case, simplified, without invisible characters."""
    if text.isascii():
        return text.lower()
    text = _INVISIBLE.sub("", text)
    text = unicodedata.normalize("NFKC", text)
    folded = text.casefold()
    if folded != text:
        folded = unicodedata.normalize("NFKC", folded)
    simple = _simplified()
    # A dictionary that lacks most characters makes `translate` slow: only where it changes any.
    return folded if simple.keys().isdisjoint(map(ord, set(folded))) else folded.translate(simple)


def index_tokens(*texts: str) -> list[str]:
    """The tokens of a record's texts, each once, in no meaningful order."""
    tokens: set[str] = set()
    for text in texts:
        _add_tokens(normalise(text), tokens)
    return list(tokens)


def index_text(*texts: str) -> str:
    """The tokens joined by spaces, for FTS5 with `tokenize='ascii'`."""
    return " ".join(index_tokens(*texts))


def query(typed: str) -> SearchQuery:
    """Read what a person typed into a search field. Never fails; operators mean nothing."""
    needles = tuple(dict.fromkeys(_needles(normalise(typed))))
    shortened = len(needles) > _MOST_NEEDLES
    tokens: dict[str, None] = {}
    prefixes: dict[str, None] = {}
    exact = not shortened
    for needle in needles[:_MOST_NEEDLES]:
        sure = _needle_tokens(needle, tokens, prefixes)
        exact = exact and sure
    return SearchQuery(
        needles=needles,
        tokens=tuple(tokens)[:_MOST_TOKENS],
        prefixes=tuple(prefixes),
        exact=exact,
        blank=not typed.strip(),
        unsearchable=bool(typed.strip()) and not needles,
    )


def matches(wanted: SearchQuery, normalised: Iterable[str]) -> bool:
    """The definition: every needle occurs in one of a record's texts, given as `normalise`d."""
    if wanted.unsearchable:
        return False
    texts = tuple(normalised)
    return all(any(_spans(needle, text, first=True) for text in texts) for needle in wanted.needles)


def matches_plain(wanted: SearchQuery, text: str) -> bool:
    """`matches` of one text as it was written. Folding a text takes longer than reading it, so that
    it is only done where a look at it does not tell.
    """
    told = [_at_a_glance(needle, text) for needle in wanted.needles]
    if wanted.unsearchable or False in told:
        return False
    if None not in told:
        return True
    return matches(wanted, [normalise(text)])


def _at_a_glance(needle: Needle, text: str) -> bool | None:
    """Whether the needle occurs in a text as it was written; None where only folding it tells."""
    if needle.kind is NeedleKind.DIGITS and len(needle.text) > 2:
        return needle.text in text or (None if _FOLDED_TO_DIGITS.search(text) else False)
    written = _written_for(needle)
    if written is None:
        return None
    if needle.text in text:
        return True
    missing = any(not any(map(text.__contains__, those)) for those in written)
    return False if missing and not _FOLDED_TO_HAN.search(text) else None


def highlights(text: str, wanted: SearchQuery) -> list[tuple[int, int]]:
    """Where the needles stand in the original `text`: sorted, disjoint (start, end) offsets."""
    folded, starts = _folded_with_offsets(text)
    spans = sorted(span for needle in wanted.needles for span in _spans(needle, folded))
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        # The last folded character of a match may be one of several made from one original.
        begin, stop = (
            starts[start],
            starts[end] if starts[end] > starts[end - 1] else _after(starts, end),
        )
        if merged and begin <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(stop, merged[-1][1]))
        else:
            merged.append((begin, stop))
    return merged


def _add_tokens(folded: str, tokens: set[str]) -> None:
    for cjk, word in _PART.findall(folded):
        if cjk:
            tokens.update(cjk)
            tokens.update(a + b for a, b in pairwise(cjk))
            continue
        if not word.isdecimal() or not word.isascii():
            word_token = word[:_LONGEST]
            tokens.update((word_token, word[:1] + EDGE, word[:2] + EDGE))
        for run in _DIGITS.findall(word):
            tokens.update((run[:1] + EDGE, run[:2] + EDGE))
            tokens.update(run[i : i + 3] for i in range(len(run) - 2))


def _needles(folded: str) -> Iterable[Needle]:
    for typed in folded.split():
        if _TICKET.fullmatch(typed):  # without its dash
            yield Needle(NeedleKind.WORD, typed[:7])
            yield Needle(NeedleKind.WORD, typed[7:])
            continue
        for cjk, word in _PART.findall(typed):
            if cjk:
                yield Needle(NeedleKind.CJK, cjk)
            elif _DIGITS.fullmatch(word):
                yield Needle(NeedleKind.DIGITS, word)
            else:
                yield Needle(NeedleKind.WORD, word)


def _needle_tokens(needle: Needle, tokens: dict[str, None], prefixes: dict[str, None]) -> bool:
    """Add what a row must hold; whether that alone makes it a match."""
    text = needle.text
    if needle.kind is NeedleKind.CJK:
        pairs = [text] if len(text) < 3 else [text[i : i + 2] for i in range(len(text) - 1)]
        tokens.update(dict.fromkeys(pairs))
        return len(text) < 3
    if needle.kind is NeedleKind.DIGITS and len(text) > 2:
        tokens.update(dict.fromkeys(text[i : i + 3] for i in range(len(text) - 2)))
        return len(text) == 3
    if len(text) < 3:
        tokens[text + EDGE] = None
        return True
    prefixes[text[:_LONGEST]] = None
    return len(text) <= _LONGEST


def _spans(needle: Needle, text: str, *, first: bool = False) -> list[tuple[int, int]]:
    """Where the needle stands in a folded text; only whether it does when `first`."""
    found: list[tuple[int, int]] = []
    wanted = needle.text
    at = text.find(wanted)
    while at >= 0:
        if needle.kind is NeedleKind.CJK or _begins(needle, text, at):
            found.append((at, at + len(wanted)))
            if first:
                break
        at = text.find(wanted, at + 1)
    return found


def _begins(needle: Needle, text: str, at: int) -> bool:
    if needle.kind is NeedleKind.DIGITS:
        return len(needle.text) > 2 or at == 0 or text[at - 1] not in "0123456789"
    before = text[at - 1] if at else " "
    found = _PART.match(before)
    return found is None or found[2] is None


@lru_cache(maxsize=1)
def _simplified() -> dict[int, str]:
    """Traditional to simplified, one character at a time.

    Not by OpenCC's phrases: a word and a text containing it must fold alike, whatever stands
    beside the word. Built on first use, in a few milliseconds.
    """
    import opencc

    characters = [chr(code) for code in (*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000))]
    simple = opencc.OpenCC("t2s").convert("\n".join(characters)).split("\n")
    table = {
        old: new
        for old, new in zip(characters, simple, strict=True)
        if old != new and len(new) == 1
    }
    # Twice, because 薴 becomes 苧, and a 苧 that stands there by itself 苎.
    return {ord(old): table.get(new, new) for old, new in table.items()}


@lru_cache(maxsize=64)
def _written_for(needle: Needle) -> tuple[str, ...] | None:
    """For each of its characters all that are written for it, where it consists of Chinese ones that
    stand for nothing else.
    """
    simple = _simplified()
    if not _HAN.fullmatch(needle.text) or not simple.keys().isdisjoint(map(ord, needle.text)):
        return None
    return tuple(one + _traditional().get(one, "") for one in needle.text)


@lru_cache(maxsize=1)
def _traditional() -> dict[str, str]:
    """To each simplified character those that are folded to it."""
    found: dict[str, str] = {}
    for old, new in _simplified().items():
        found[new] = found.get(new, "") + chr(old)
    return found


def _folded_with_offsets(text: str) -> tuple[str, list[int]]:
    """`normalise(text)` with, for each of its characters and its end, the offset in `text`.

    Folded piece by piece: a character with the marks that follow it.
    """
    folded: list[str] = []
    starts: list[int] = []
    at = 0
    while at < len(text):
        end = at + 1
        while end < len(text) and _continues(text[end]):
            end += 1
        piece = _piece(text[at:end])
        folded.append(piece)
        starts += [at] * len(piece)
        at = end
    starts.append(len(text))
    return "".join(folded), starts


@lru_cache(maxsize=8192)
def _piece(text: str) -> str:
    return normalise(text)


@lru_cache(maxsize=8192)
def _continues(character: str) -> bool:
    """Whether a character folds together with the one before it: a mark, or a part of a syllable."""
    folded = unicodedata.normalize("NFKC", character)
    return unicodedata.category(folded[0])[0] == "M" or "\u1160" <= folded[0] <= "\u11ff"


def _after(starts: list[int], end: int) -> int:
    """The offset behind the original character that position `end` - 1 was folded from."""
    last = starts[end - 1]
    while starts[end] == last:
        end += 1
    return starts[end]
