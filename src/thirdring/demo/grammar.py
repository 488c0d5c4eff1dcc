"""Templates: `{slot}` stands for what is fixed for this story, else for any word of that slot."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from random import Random

_SLOT = re.compile(r"\{([a-z_]+)\}")
_DEEPEST = 4


@lru_cache(maxsize=4096)
def _pieces(template: str) -> tuple[str, ...]:
    """Texts and slot names in turn, texts first."""
    return tuple(_SLOT.split(template))


def fill(
    template: str,
    random: Random,
    slots: Mapping[str, Sequence[str]],
    fixed: Mapping[str, str],
    depth: int = 0,
) -> str:
    """The template with every slot filled; words of slots may hold slots themselves."""
    pieces = _pieces(template)
    if len(pieces) == 1:
        return template
    filled: list[str] = []
    for at, piece in enumerate(pieces):
        if at % 2 == 0:
            filled.append(piece)
        elif piece in fixed:
            filled.append(fixed[piece])
        elif depth < _DEEPEST:
            filled.append(fill(random.choice(slots[piece]), random, slots, fixed, depth + 1))
    return "".join(filled)


def weighted(random: Random, weights: Mapping[str, int]) -> str:
    """A key, as often as its weight says."""
    return random.choices(tuple(weights), tuple(weights.values()))[0]
