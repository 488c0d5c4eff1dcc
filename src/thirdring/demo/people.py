"""Customers: names as frequent as in life, numbers of a block nobody was given, some who call often."""

import datetime as dt
import uuid
from dataclasses import dataclass
from random import Random

from thirdring.demo.grammar import fill, weighted
from thirdring.demo.identities import Identities
from thirdring.demo.words import Words
from thirdring.domain.enums import Title

# 1xx 000x xxxx: in the form of mobile numbers, in blocks that are hardly ever given to people.
_PREFIXES = ("131", "135", "136", "137", "138", "139", "150", "151", "157", "158", "159", "166",
             "176", "178", "180", "182", "185", "186", "187", "188", "189", "198")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Caller:
    """A customer as calls and tickets repeat them."""

    id: uuid.UUID
    name: str
    title: Title
    number: str
    digits: str
    address: str | None


class Customers:
    """Hands out a caller for each call: now and then somebody new, else somebody known."""

    def __init__(self, random: Random, ids: Identities, words: Words) -> None:
        self._random = random
        self._ids = ids
        self._words = words
        self._known: list[Caller] = []
        self._next = random.randrange(10_000)

    def somebody(
        self, at: dt.datetime
    ) -> tuple[Caller, list[dict[str, object]], list[dict[str, object]]]:
        """A caller, with the rows of `customers` and `customer_numbers` when they are new."""
        if self._known and self._random.random() < 0.52:
            # The square makes regulars of the first ones.
            return self._known[int(len(self._known) * self._random.random() ** 2)], [], []
        caller = self._new(at)
        self._known.append(caller)
        customer = {
            "id": caller.id, "name": caller.name, "title": caller.title, "address": caller.address,
            "created_at": at,
        }  # fmt: skip
        number = {
            "id": self._ids.at(at), "customer_id": caller.id, "raw": caller.number,
            "digits": caller.digits, "extension": None, "created_at": at,
        }  # fmt: skip
        return caller, [customer], [number]

    def name(self) -> tuple[str, Title]:
        """A full name and the title that goes with it."""
        names = self._words.names
        title = self._random.choice((Title.MR, Title.MS))
        family, given = (
            weighted(self._random, names.family),
            self._random.choice(names.given[title]),
        )
        if names.family_first:
            return family + given, title
        return f"{given} {family}", title

    def _new(self, at: dt.datetime) -> Caller:
        name, title = self.name()
        number, digits = self._number()
        address = None
        if self._random.random() < 0.85:
            fixed = {"n": str(self._random.randint(1, 380)), "room": str(self._random.randint(1, 28) * 100 + self._random.randint(1, 4)),
                     "building": str(self._random.randint(1, 32)), "street": self._random.choice(self._words.streets)}  # fmt: skip
            address = fill(self._words.address, self._random, self._words.slots, fixed)
        return Caller(self._ids.at(at), name, title, number, digits, address)

    def _number(self) -> tuple[str, str]:
        """As typed, and its digits; each is given out once."""
        self._next += 1
        if self._random.random() < 0.07:
            digits = f"0215550{self._next % 10_000:04d}"
            return f"021-{digits[3:]}", digits
        serial = (self._next * 7919) % (10 * len(_PREFIXES) * 10_000)
        prefix = _PREFIXES[serial // 100_000]
        digits = f"{prefix}000{serial % 100_000:05d}"
        spaced = f"{digits[:3]} {digits[3:7]} {digits[7:]}"
        return self._random.choice((spaced, spaced, digits, digits, f"+86 {spaced}")), digits
