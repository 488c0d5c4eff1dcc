"""The whole story: every call and matter of the last three months, in the order of their time."""

import datetime as dt
from collections.abc import Iterator
from random import Random

from thirdring.demo.calls_told import Calls
from thirdring.demo.identities import Identities
from thirdring.demo.moments import Moments
from thirdring.demo.people import Customers
from thirdring.demo.scene import Cast, Row, Scene
from thirdring.demo.tickets_told import Tickets
from thirdring.demo.words import Words
from thirdring.domain.centertime import CenterTime
from thirdring.domain.policy import Policy

_BATCH = 500
# Of the matters this share begins with a call, as far as there are calls for it.
_BY_PHONE, _OF_CALLS = 0.75, 0.35


class Story:
    """Tells a center's past. `tell` yields rows by table, ready to be written in this order;
    afterwards `given_today` says how many ticket numbers of the last day are taken.
    """

    def __init__(
        self, random: Random, words: Words, cast: Cast, *, now: dt.datetime, time: CenterTime,
        policy: Policy, desk_code: str,
    ) -> None:  # fmt: skip
        ids = Identities(random)
        self.scene = Scene(
            random=random, words=words, cast=cast, now=now, time=time, policy=policy,
            desk_code=desk_code, ids=ids, moments=Moments(random, time, now),
            customers=Customers(random, ids, words),
        )  # fmt: skip
        self._tickets = Tickets(self.scene)
        self._calls = Calls(self.scene, self._tickets)

    def tell(self, calls: int, tickets: int) -> Iterator[dict[str, list[Row]]]:
        """`calls` calls and `tickets` tickets, in batches of some five hundred."""
        scene = self.scene
        by_phone = min(round(tickets * _BY_PHONE), round(calls * _OF_CALLS))
        kinds = ["plain"] * (calls - by_phone) + ["ticket"] * by_phone
        kinds += ["counter"] * (tickets - by_phone)
        scene.random.shuffle(kinds)
        moments = sorted(scene.moments.past() for _ in kinds)
        for told, (at, kind) in enumerate(zip(moments, kinds, strict=True), start=1):
            if kind == "counter":
                self._calls.counter(at)
            else:
                self._calls.call(at, with_ticket=kind == "ticket")
            if told % _BATCH == 0:
                yield self._taken()
        yield self._taken()

    def given(self, day: dt.date) -> int:
        """How many ticket numbers of `day` are taken."""
        return self._tickets.running(day)

    def _taken(self) -> dict[str, list[Row]]:
        rows = dict(self.scene.rows)
        self.scene.rows.clear()
        return rows
