"""What one worker counted; made to be sent to the run and added up there."""

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum


class Deed(StrEnum):
    """What a person at a desk waits for, or their desk does for them."""

    SAVE = "save"
    PROMISE = "keep promise"
    LOOKUP = "look up"
    CARD = "customer"
    TICKET = "open ticket"
    SEARCH = "search"
    LIST = "list page"
    REFRESH = "refresh"
    TICK = "tick"


@dataclass(slots=True)
class Tally:
    """`took`: seconds of each deed, from being asked to the answer; `own`: what of it was processor
    time of the desk itself. `late`: seconds between when a deed was due and when a thread of the
    simulation was free for it. `told` and `heard`: when a commit began, and when other desks heard
    of it, by its mark; seconds of the machine's steady clock. `saved`: calls the center has.
    """

    took: dict[Deed, list[float]] = field(default_factory=lambda: {deed: [] for deed in Deed})
    own: dict[Deed, float] = field(default_factory=lambda: dict.fromkeys(Deed, 0.0))
    late: list[float] = field(default_factory=list)
    told: dict[str, float] = field(default_factory=dict)
    heard: list[tuple[str, float]] = field(default_factory=list)
    troubles: Counter[str] = field(default_factory=Counter)
    saved: int = 0
    processor: float = 0.0
    memory: int = 0

    def add(self, other: "Tally") -> None:
        """Count in what another worker counted."""
        for deed in Deed:
            self.took[deed] += other.took[deed]
            self.own[deed] += other.own[deed]
        self.late += other.late
        self.told |= other.told
        self.heard += other.heard
        self.troubles += other.troubles
        self.saved += other.saved
        self.processor += other.processor
        self.memory += other.memory

    def lags(self) -> list[float]:
        """Seconds from a commit to each other desk that heard of it."""
        return [at - self.told[mark] for mark, at in self.heard if mark in self.told]
