"""How much a heading looks like the usual names of a field: 1.0 the same, 0.0 not at all."""

import re
import unicodedata
from difflib import SequenceMatcher
from functools import lru_cache

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_UNIT = re.compile(
    r"\b(?:in )?(?:seconds?|secs?|minutes?|mins?|hh ?mm ?ss|mm ?ss|s)$|(?:秒数?|分钟)$"
)
_MINUTES = re.compile(r"\b(?:minutes?|mins?)\b|分钟", re.IGNORECASE)
_CLOSE = 0.86


@lru_cache(maxsize=4096)
def plain(heading: str) -> str:
    """A heading without case, brackets, signs and units: "AvgTalkDuration (s)" → "avg talk duration"."""
    text = unicodedata.normalize("NFKC", heading)
    text = _CAMEL.sub(" ", _BRACKETS.sub(" ", text)).casefold()
    text = " ".join(re.sub(r"[\W_]+", " ", text).split())
    short = _UNIT.sub("", text).strip()
    return short or text


def in_minutes(heading: str) -> bool:
    """Whether the heading says that its numbers are minutes."""
    return _MINUTES.search(_CAMEL.sub(" ", heading).replace("_", " ")) is not None


def likeness(heading: str, names: tuple[str, ...]) -> float:
    """How well `heading` matches the best of `names`; below 0.86 it counts as not at all.

    Earlier names win over later ones by a hair, so that "call id" beats "id".
    """
    text = plain(heading)
    if not text:
        return 0.0
    best = 0.0
    for place, name in enumerate(names):
        if text == plain(name):
            return 1.0 - place / 1000
        # A misspelling or a plural is still the name; short ones differ by too much.
        if len(text) > 4 and len(name) > 4:
            ratio = SequenceMatcher(None, text, plain(name), autojunk=False).ratio()
            best = max(best, ratio * 0.9 if ratio >= _CLOSE else 0.0)
    return best
