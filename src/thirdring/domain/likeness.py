"""How alike two matters are by the words customers used (D11): shared rare pairs of characters.

A Chinese text is its overlapping pairs, a Latin one its words; numbers say nothing. What few
records have in common weighs more than what all do.
"""

import math
from collections.abc import Collection, Mapping

from thirdring.domain.search_text import index_tokens, normalise

# More than these are a story whose beginning says what it is about.
MOST_FEATURES = 48
_LEAST_WORD = 3
# Below this share of the weights two texts have only everyday words in common.
LEAST_SHARE = 0.08


def features(text: str) -> frozenset[str]:
    """The tokens of `text` that say something; each is a token of the search index too."""
    return frozenset(token for token in index_tokens(text) if _speaks(token))


def wanted_features(text: str) -> tuple[str, ...]:
    """At most `MOST_FEATURES` of them, the first told, in an order that is always the same."""
    found, told = sorted(features(text)), normalise(text)
    if len(found) > MOST_FEATURES:
        found = sorted(sorted(found, key=told.find)[:MOST_FEATURES])
    return tuple(found)


def weights(counts: Mapping[str, int], most: int) -> dict[str, float]:
    """The weight of each feature by how many records have it; `most` is where counting stopped."""
    return {token: math.log(1 + most / min(max(count, 1), most)) for token, count in counts.items()}


def likeness(wanted: Mapping[str, float], there: Collection[str]) -> float:
    """The share of the wanted weights that `there` has, 0 to 1; 0 when next to nothing."""
    whole = math.fsum(wanted.values())
    shared = math.fsum(weight for token, weight in wanted.items() if token in there)
    share = shared / whole if whole else 0.0
    return share if share >= LEAST_SHARE else 0.0


def _speaks(token: str) -> bool:
    if any(character.isdecimal() for character in token):
        return False
    # The index marks the beginnings of words with a sign of its own, beyond ASCII.
    if token.isascii():
        return len(token) >= _LEAST_WORD
    return len(token) == 2 and all(character >= "\u3400" for character in token)
