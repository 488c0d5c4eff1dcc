"""What every part of the story needs: chance, words, people, the clock, and the rows told so far."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any

from thirdring.demo.grammar import fill
from thirdring.demo.identities import Identities
from thirdring.demo.moments import Moments
from thirdring.demo.people import Customers
from thirdring.demo.words import Line, Words
from thirdring.domain.centertime import CenterTime
from thirdring.domain.policy import Policy

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Cast:
    """Ids of the center's people and things by what they are called."""

    staff: Mapping[str, uuid.UUID]
    departments: Mapping[str, uuid.UUID]
    merchants: Mapping[str, uuid.UUID]
    products: Mapping[str, uuid.UUID]


@dataclass(slots=True)
class Scene:
    """`rows` gathers by table name what is to be written next. Times are aware UTC."""

    random: Random
    words: Words
    cast: Cast
    now: dt.datetime
    time: CenterTime
    policy: Policy
    desk_code: str
    ids: Identities
    moments: Moments
    customers: Customers
    rows: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))

    def add(self, table: str, row: Row) -> None:
        """One row more."""
        self.rows[table].append(row)

    def chance(self, share: float) -> bool:
        """True in that share of all cases."""
        return self.random.random() < share

    def event(
        self, at: dt.datetime, actor: uuid.UUID, verb: str, subject_kind: str, subject: uuid.UUID,
        ticket: uuid.UUID | None = None, /, **detail: Any,
    ) -> None:  # fmt: skip
        """One line of the timeline."""
        self.add(
            "events",
            {"id": self.ids.at(at), "at": at, "actor_id": actor, "verb": verb, "subject_kind": subject_kind,
             "subject_id": subject, "ticket_id": ticket, "detail": detail},
        )  # fmt: skip

    def agent_at(self, at: dt.datetime) -> str:
        """Who took the call then; somebody who has left only did so long ago."""
        old = self.now - at > dt.timedelta(days=60)
        away = self.now - at < dt.timedelta(days=2)
        logins = [
            person.login
            for person in self.words.people
            if person.work_number.startswith(("102", "103"))
            if (person.active or old) and not (person.absent and away)
        ]
        return self.random.choice(logins)


@dataclass(frozen=True, slots=True)
class Subject:
    """What one matter is about; every text of it speaks of the same thing."""

    line: Line
    product: str
    merchant: str
    said: Mapping[str, str]

    def text(self, template: str, scene: Scene) -> str:
        """The template about this subject, with a capital where the language has them."""
        filled = fill(template, scene.random, scene.words.slots, self.said)
        return filled[:1].upper() + filled[1:]


def subject(scene: Scene) -> Subject:
    """Some thing of some shop."""
    line = scene.random.choice(scene.words.lines)
    product, merchant = scene.random.choice(line.products), scene.random.choice(line.merchants)
    part = scene.random.choice(tuple(line.troubles))
    said = {
        "product": product,
        "merchant": merchant,
        "amount": scene.random.choice(scene.words.slots["amount"]),
        "part": part,
        "fault": scene.random.choice(line.troubles[part]),
    }
    return Subject(line, product, merchant, said)
