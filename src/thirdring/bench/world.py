"""The built center, opened for measuring: somebody of each role, and the driver beside them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from thirdring.bench.cast import person
from thirdring.bench.days import NOW
from thirdring.bench.figures import BarOn, Figure, measured
from thirdring.bench.recorded import again, raw_connection, recording
from thirdring.bench.timing import in_turn
from thirdring.domain.enums import Role
from thirdring.store.engine import Store, open_store
from thirdring.usecases.center import Center


@dataclass
class World:
    """Deeds go by the moment at which the center was built, so that what is overdue stays so.

    `patience`: which share of the usual time is taken for samples; less only tries the command.
    """

    store: Store
    raw: Any
    patience: float = 1.0

    @cached_property
    def agent(self) -> Center:
        return self._center(Role.AGENT)

    @cached_property
    def supervisor(self) -> Center:
        return self._center(Role.SUPERVISOR)

    @cached_property
    def hr(self) -> Center:
        return self._center(Role.HR)

    def _center(self, role: Role) -> Center:
        with self.store.begin_read() as session:
            staff_id = person(session, role)
        return Center(self.store, staff_id, now=lambda: NOW)

    def read(
        self, name: str, center: Center, deed: Any, *args: Any,
        bar: float | None = None, bar_on: BarOn = "value", rounds: int = 60, seconds: float = 2.0,
        note: str = "", **kw: Any,
    ) -> Figure:  # fmt: skip
        """A reading deed as a whole, with its transaction, beside its own statements asked
        through the bare driver.
        """
        with recording(self.store) as asked:
            center.read(deed, *args, **kw)
        taken = in_turn(
            lambda: center.read(deed, *args, **kw), again(self.raw, asked),
            rounds=rounds, seconds=seconds * self.patience,
        )  # fmt: skip
        return measured(name, taken, bar=bar, bar_on=bar_on, note=note)


@contextmanager
def opened(url: str, patience: float = 1.0) -> Iterator[World]:
    """The center at `url`; `patience` as of `World`."""
    with open_store(url) as store:
        raw = raw_connection(store)
        try:
            yield World(store, raw, patience)
        finally:
            raw.close()
