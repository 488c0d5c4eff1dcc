"""How long a desk waits for a server: what doesn't answer in time counts as away."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Deadlines:
    """Seconds. `connect`: until a connection stands; `answer`: until one exchange is answered."""

    connect: float = 5.0
    answer: float = 15.0


USUAL = Deadlines()
