"""The built center, opened for measuring: somebody of each role, and the driver beside them."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Any

from thirdring.bench.cast import person
from thirdring.bench.days import NOW
from thirdring.bench.figures import BarOn, Figure, measured
from thirdring.bench.recorded import again, raw_connection, recording
from thirdring.bench.timing import in_turn
from thirdring.domain.enums import Role
from thirdring.store.address import Address
from thirdring.store.engine import Store, open_store
from thirdring.usecases.center import Center


@dataclass(slots=True)
class Person:
    """Somebody at work, and the bare driver with the same rights."""

    center: Center
    raw: Any

    @property
    def store(self) -> Store:
        return self.center.store


@dataclass(slots=True)
class World:
    """Deeds go by the moment at which the center was built, so that what is overdue stays so.

    `facts` is a connection of the driver's that may read everything, for what is asked about the
    center itself. `patience`: which share of the usual time is taken for samples; less only tries
    the command.
    """

    facts: Any
    agent: Person
    supervisor: Person
    hr: Person
    patience: float = 1.0
    on_server: bool = field(init=False)

    def __post_init__(self) -> None:
        self.on_server = self.agent.store.address.on_server

    def read(
        self, name: str, who: Person, deed: Any, *args: Any,
        bar: float | None = None, bar_on: BarOn = "value", rounds: int = 60, seconds: float = 2.0,
        note: str = "", **kw: Any,
    ) -> Figure:  # fmt: skip
        """A reading deed as a whole, with its transaction, beside its own statements asked
        through the bare driver, by the same login.
        """
        center = who.center
        with recording(who.store) as asked:
            center.read(deed, *args, **kw)
        taken = in_turn(
            lambda: center.read(deed, *args, **kw), again(who.raw, asked),
            rounds=rounds, seconds=seconds * self.patience,
        )  # fmt: skip
        return measured(name, taken, bar=bar, bar_on=bar_on, note=note)


@contextmanager
def opened(path: str, patience: float = 1.0) -> Iterator[World]:
    """The center in the file at `path`; `patience` as of `World`."""
    with ExitStack() as stack:
        store = stack.enter_context(open_store(path))
        raw = raw_connection(store.address, store.key)
        stack.callback(raw.close)
        people = {role: _person(store, role, raw) for role in _ROLES}
        yield _world(raw, people, patience)


@contextmanager
def opened_on_server(
    administrator: Address, people: dict[Role, Address], patience: float = 1.0
) -> Iterator[World]:
    """The center whose database `administrator` administers, each of `people` by a login of their
    own, under the rights their roles have there.
    """
    with ExitStack() as stack:
        facts = raw_connection(administrator)
        stack.callback(facts.close)
        found = {}
        for role in _ROLES:
            store = stack.enter_context(open_store(people[role]))
            raw = raw_connection(people[role])
            stack.callback(raw.close)
            found[role] = _person(store, role, raw)
        yield _world(facts, found, patience)


_ROLES = (Role.AGENT, Role.SUPERVISOR, Role.HR)


def _world(facts: Any, people: dict[Role, Person], patience: float) -> World:
    agent, supervisor, hr = (people[role] for role in _ROLES)
    return World(facts, agent, supervisor, hr, patience)


def _person(store: Store, role: Role, raw: Any) -> Person:
    with store.begin_read() as session:
        staff_id = person(session, role, store.address.login)
    return Person(Center(store, staff_id, now=lambda: NOW), raw)
