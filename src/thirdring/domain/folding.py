"""One way to compare what people type: width, case, traditional characters, invisible ones.

`fold` keeps the way back: for each folded character, where it stood in the text as given.
"""

import functools
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain, repeat

_APOSTROPHES = frozenset("'’‘ʼ＇`´‛′")
# Combining and invisible signs go, because they hide a word from a search but not from a reader.
_GONE = frozenset({"Mn", "Me", "Cf", "Cc", "Cs"})


@functools.cache
def _converter() -> Callable[[str], str]:
    from opencc import OpenCC  # late: 20 ms that a window should not wait for

    convert: Callable[[str], str] = OpenCC("t2s").convert
    return convert


def _simplified(char: str) -> str:
    if "\u3400" <= char <= "\u9fff" or "\U00020000" <= char <= "\U0003ffff":
        return _converter()(char)
    return char


def _fold_char(char: str) -> str:
    if char in _APOSTROPHES:
        return ""  # so that don't, don’t and dont are one
    if char.isspace():
        return " "
    parts = unicodedata.normalize("NFKD", char)
    kept = (_simplified(c) for c in parts if unicodedata.category(c) not in _GONE)
    return "".join(kept).casefold()


class _FoldTable(dict[str, str]):
    """Character → folded characters, learned as they come: a long text has few distinct ones."""

    def __missing__(self, char: str) -> str:
        folded = self[char] = _fold_char(char)
        return folded


_table = _FoldTable()


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text; `origin[i]` is the index in the given text of folded character `i`.

    `origin` is None where every character folded to exactly one: the indices are the same.
    """

    text: str
    origin: tuple[int, ...] | None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where in the given text the folded, non-empty span [start, end) came from."""
        if self.origin is None:
            return start, end
        return self.origin[start], self.origin[end - 1] + 1


def _one_space(parts: list[str]) -> list[str]:
    out, after_space = [], False
    for part in parts:
        out.append("" if part == " " and after_space else part)
        if part:
            after_space = part == " "
    return out


def fold(text: str) -> Folded:
    """Full width to half, lower case, traditional to simplified, marks and invisible signs gone.

    Runs of white space become one space. Linear in the length of the text.
    """
    table = _table
    parts = [table[char] for char in text]
    joined = "".join(parts)
    if "  " in joined:
        parts = _one_space(parts)
        joined = "".join(parts)
    if len(joined) == len(text) and "" not in parts:
        return Folded(joined, None)
    origin = chain.from_iterable(repeat(i, len(part)) for i, part in enumerate(parts))
    return Folded(joined, tuple(origin))


def folded(text: str) -> str:
    """`fold(text).text`, where the way back is not needed."""
    return fold(text).text
