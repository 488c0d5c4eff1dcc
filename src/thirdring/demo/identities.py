"""UUIDv7 of a story: in order of its time, from the seed, so that a seed gives the same center."""

import datetime as dt
import uuid
from random import Random


class Identities:
    """Makes ids out of a moment and the generator's own random bits."""

    def __init__(self, random: Random) -> None:
        self._random = random

    def at(self, moment: dt.datetime) -> uuid.UUID:
        """An id as the desk would have made it then (RFC 9562, version 7)."""
        milliseconds = int(moment.timestamp() * 1000) & (1 << 48) - 1
        bits = self._random.getrandbits(74)
        value = milliseconds << 80 | 7 << 76 | (bits >> 62) << 64 | 2 << 62 | bits & (1 << 62) - 1
        return uuid.UUID(int=value)
