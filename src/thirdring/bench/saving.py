"""Saving a finished call, durable, beside the same rows in plain SQL."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import count
from typing import Any
from uuid import UUID

from thirdring.bench.days import NOW
from thirdring.bench.figures import Figure, figure, measured, p99
from thirdring.bench.recorded import Asked, recording
from thirdring.bench.timing import in_turn
from thirdring.bench.world import World
from thirdring.domain.ids import new_id
from thirdring.usecases.log_call import log_call
from thirdring.usecases.records import CallInput

_ROUNDS = 400
_SECONDS = 12.0
_IDENTITIES = (bytes, memoryview, str, UUID)


def figures(world: World) -> Iterator[Figure]:
    """A call that was answered at once, by somebody the center knows."""
    bar = 2.0 if world.on_server else 2.5
    yield from _saved(world, "save_call", _solved(world), bar)


def _saved(world: World, name: str, record: CallInput, bar: float) -> Iterator[Figure]:
    def save() -> None:
        world.agent.center.run(log_call, record, new_id())

    save()
    first, second = _written(world, save), _written(world, save)
    taken = in_turn(
        save, _same_rows(world, first, second), rounds=_ROUNDS, seconds=_SECONDS * world.patience
    )
    yield measured(name, taken, bar=bar, bar_on="ratio")
    slow, floor = p99(taken.values.wall), p99(taken.floors.wall)
    yield figure(f"{name}.p99", slow, floor=floor, bar=bar, bar_on="ratio",
                 note=f"of {len(taken.values.wall)}")  # fmt: skip


def _written(world: World, save: Callable[[], None]) -> list[Asked]:
    with recording(world.agent.store) as asked:
        save()
    written = [one for one in asked if one.writes]
    if not any("calls" in one.sql for one in written):
        raise LookupError("no call was seen to be written")
    return written


def _same_rows(world: World, first: list[Asked], second: list[Asked]) -> Callable[[], None]:
    """A deed that writes the rows of `second` under identities of its own, in one durable
    transaction. What differs between two saves of the same call is an identity.
    """
    own = {
        old
        for one, other in zip(first, second, strict=True)
        for before, old in zip(_leaves(one.values), _leaves(other.values), strict=True)
        if before != old and isinstance(old, _IDENTITIES)
    }
    counter, raw = count(1), world.agent.raw
    begin = "BEGIN" if world.on_server else "BEGIN IMMEDIATE"

    def write() -> None:
        n = next(counter)
        fresh = {old: _another(old, n) for old in own}
        raw.execute(begin)
        for one in second:
            cursor = raw.cursor()
            ask = cursor.executemany if one.many else cursor.execute
            ask(one.sql, _renamed(one.values, fresh))
        raw.execute("COMMIT")

    return write


def _leaves(values: Any) -> list[Any]:
    """Single values, whatever way they are bound."""
    if isinstance(values, dict):
        values = list(values.values())
    if isinstance(values, list | tuple):
        return [leaf for value in values for leaf in _leaves(value)]
    return [values]


def _another(old: Any, n: int) -> Any:
    """Another of the same kind."""
    fresh = new_id()
    if isinstance(old, bytes | memoryview):
        return fresh.bytes
    return fresh if isinstance(old, type(fresh)) else f"{old}-{n}"


def _renamed(values: Any, fresh: dict[Any, Any]) -> Any:
    if isinstance(values, dict):
        return {name: _renamed(value, fresh) for name, value in values.items()}
    if isinstance(values, list | tuple):
        return type(values)(_renamed(value, fresh) for value in values)
    return fresh.get(values, values) if isinstance(values, _IDENTITIES) else values


def _solved(world: World) -> CallInput:
    """By a customer with a few calls, whose record it leaves as it is."""
    customer = world.facts.execute(
        "SELECT c.name, c.title, c.address, n.raw FROM customers c JOIN customer_numbers n "
        "ON n.customer_id = c.id ORDER BY n.digits LIMIT 1"
    ).fetchone()
    name, title, address, number = customer
    started = NOW - timedelta(minutes=4)
    return CallInput(
        direction="inbound", number=number, name=name, title=title, address=address, rings=2,
        started_at=started, answered_at=started + timedelta(seconds=10),
        ended_at=started + timedelta(minutes=3), wrapped_up_at=NOW, hung_up_by="customer",
        category="delivery", raised="原定周六上午送货，想改到周日下午", answer="已改在周日下午送货，送前一小时电话联系",
        read_back=True, outcome="solved",
    )  # fmt: skip
