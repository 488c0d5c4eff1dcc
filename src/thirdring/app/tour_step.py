"""One step of the tour."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """`act` does it; the picture `name` is taken once everything has settled ("" takes none)."""

    name: str
    act: Callable[[], object]
