"""How long a desk waits for a server: what doesn't answer in time counts as away."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Deadlines:
    """Seconds. `connect`: until a connection stands; `answer`: until one exchange is answered;
    `fresh`: so soon after it was used, a connection that is still open is used again unasked.
    """

    connect: float = 5.0
    answer: float = 15.0
    fresh: float = 5.0


USUAL = Deadlines()
