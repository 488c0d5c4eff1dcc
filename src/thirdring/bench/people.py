"""Who calls: somebody new now and then, else somebody known; a few call very often."""

from dataclasses import dataclass, field
from random import Random

from thirdring.bench.cast import Customer
from thirdring.bench.vocabulary import Vocabulary
from thirdring.domain.search_text import index_tokens

_PREFIXES = ("131", "135", "136", "138", "139", "150", "158", "176", "186", "189")
_NEW = 0.13
# Steps through all eight-digit numbers without hitting one twice.
_STRIDE, _ALL = 38_196_601, 100_000_000


def uuid7(random: Random, micros: int) -> bytes:
    """An id as a desk would have made it then."""
    value = (micros // 1000 & (1 << 48) - 1) << 80 | 7 << 76 | 2 << 62
    bits = random.getrandbits(74)
    return (value | (bits >> 62) << 64 | bits & (1 << 62) - 1).to_bytes(16, "big")


@dataclass(slots=True)
class Customers:
    """Hands out a caller; rows of new ones gather in `customers` and `numbers`."""

    random: Random
    words: Vocabulary
    customers: list[tuple[object, ...]] = field(default_factory=list)
    numbers: list[tuple[object, ...]] = field(default_factory=list)
    _known: list[Customer] = field(default_factory=list)

    def somebody(self, at: int) -> Customer:
        """A caller at that moment (microseconds)."""
        random = self.random
        if self._known and random.random() > _NEW:
            # The power makes regulars of the first ones.
            return self._known[int(len(self._known) * random.random() ** 1.6)]
        made = self._new(at)
        self._known.append(made)
        return made

    def _new(self, at: int) -> Customer:
        random, n = self.random, len(self._known)
        person = random.choice(self.words.people)
        address = random.choice(self.words.addresses)
        digits = _PREFIXES[n % len(_PREFIXES)] + f"{n * _STRIDE % _ALL:08d}"
        spaced = random.random() < 0.5
        number = f"{digits[:3]} {digits[3:7]} {digits[7:]}" if spaced else digits
        tokens = tuple({*index_tokens(number, digits), *person.tokens, *address.tokens})
        one = Customer(
            uuid7(random, at), person.name, person.title, number, digits, address, tokens
        )
        self.customers.append((one.id, one.name, one.title, address.text, at, 1))
        self.numbers.append((uuid7(random, at), one.id, number, digits, at))
        return one
