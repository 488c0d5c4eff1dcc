"""A process that works some of the desks: opens them, lets their people work, and says what it saw.

It is told what to do through a pipe, one `Order` after the other, and answers each.
"""

import gc
import heapq
import itertools
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import Enum, auto
from multiprocessing.connection import Connection
from random import Random
from typing import Any

from thirdring.bench import compiled
from thirdring.bench.center.desk import Desk
from thirdring.bench.center.ears import Ears
from thirdring.bench.center.hands import Rehearsal, Statements, UseCases
from thirdring.bench.center.processes import memory_of, processor_seconds
from thirdring.bench.center.tally import Tally
from thirdring.domain import ticket_numbers
from thirdring.store.address import Address

# A thread that waits for the processor gets it this soon; five milliseconds, Python's own choice,
# would be most of what is measured.
_SWITCH_SECONDS = 0.001
_FIRST_CODE = 100
# More would wait for each other rather than for the server.
_MOST_THREADS = 8


class Step(Enum):
    OPEN = auto()  # sign all desks in
    BEGIN = auto()  # let them work
    TIDY = auto()  # have all garbage collected that isn't to be collected while it is counted
    COUNT = auto()  # count from now on, from nothing
    CALL = auto()  # those who have a number of calls to make begin them
    TELL = auto()  # what was counted
    FINISH = auto()  # wait until each has made its calls
    REST = auto()  # no desk does anything any more
    REHEARSE = auto()  # so many calls each, taken back
    BARE = auto()  # go on with bare statements
    CLOSE = auto()


@dataclass(frozen=True, slots=True)
class Shift:
    """The desks of one worker: who sits there, how fast they work; `first` numbers them."""

    desks: tuple[Address, ...]
    first: int
    seed: int
    seconds: float
    calls: int | None = None


@dataclass(frozen=True, slots=True)
class Order:
    step: Step
    number: float = 0


@dataclass(slots=True)
class Worker:
    shift: Shift
    hands: list[Any] = field(default_factory=list)
    desks: list[Desk] = field(default_factory=list)
    tally: Tally = field(default_factory=Tally)
    _ears: Ears = field(init=False)
    _due: list[tuple[float, int, Callable[[], object]]] = field(default_factory=list)
    _change: threading.Condition = field(default_factory=threading.Condition)
    _order: Iterator[int] = field(default_factory=itertools.count)
    _threads: list[threading.Thread] = field(default_factory=list)
    _working: bool = False
    _days: int = 0
    _since: float = 0.0

    def __post_init__(self) -> None:
        self._ears = Ears(self._in_trouble)

    # --- what it is told ----------------------------------------------------------------------

    def obey(self, order: Order) -> Tally | None:
        steps: dict[Step, Callable[[float], Tally | None]] = {
            Step.OPEN: self._open, Step.BEGIN: self._begin, Step.TIDY: self._tidy,
            Step.COUNT: self._count, Step.CALL: self._call,
            Step.TELL: self._tell, Step.FINISH: self._finish, Step.REST: self._rest,
            Step.REHEARSE: self._rehearse, Step.BARE: self._bare, Step.CLOSE: self._close,
        }  # fmt: skip
        return steps[order.step](order.number)

    def _open(self, _number: float) -> None:
        for place, address in enumerate(self.shift.desks, self.shift.first):
            hand = UseCases.open(address, self._ears)
            desk = Desk(
                hand, ticket_numbers.desk_code(_FIRST_CODE + place),
                self._chance(place), self.shift.seconds, self.at, self.tally,
            )  # fmt: skip
            hand.follow(desk.heard)
            self.hands.append(hand)
            self.desks.append(desk)

    def _chance(self, place: int) -> Random:
        """The same seed works the same day."""
        return Random(f"{self.shift.seed} {place}")

    def _begin(self, warm: float) -> None:
        """`warm`: in so many seconds each desk makes its first calls, which bring into memory what
        is used again and again.
        """
        self._start_threads()
        for desk in self.desks:
            if self.shift.calls is None:
                self.at(desk.random.uniform(0, warm), self._next_of(self._day(desk, warm)))
            self._go_on(desk.ticks())

    def _day(self, desk: Desk, warm: float) -> Iterator[float]:
        """From some moment of a day on: desks don't work in step. What is made in haste is made
        while they warm up: no more calls are measured than there are at their pace.
        """
        usual = desk.seconds
        if warm:
            desk.seconds = min(usual, warm / 6)
            yield from desk.day(2)
        yield desk.random.uniform(0, usual)
        if not warm:
            desk.seconds = usual / 5
            yield from desk.day(1)
        desk.seconds = usual
        yield from desk.day()

    def _call(self, _number: float) -> None:
        if self.shift.calls is not None:
            for desk in self.desks:
                self._days += 1
                self.at(0, self._next_of(self._counted_day(desk)))

    def _counted_day(self, desk: Desk) -> Iterator[float]:
        try:
            yield from desk.day(self.shift.calls)
        finally:
            with self._change:
                self._days -= 1
                self._change.notify_all()

    def _tidy(self, _number: float) -> None:
        """Holds up the worker's desks for a while. What is there afterwards stays, and is not walked
        through again.
        """
        gc.collect()
        gc.freeze()

    def _count(self, _number: float) -> None:
        self.tally = Tally()
        for desk in self.desks:
            desk.measured = self.tally
        self._since = processor_seconds()

    def _tell(self, _number: float) -> Tally:
        told, self.tally = self.tally, Tally()
        for desk in self.desks:
            desk.measured = self.tally
        told.processor = processor_seconds() - self._since
        told.memory = memory_of()
        return told

    def _finish(self, _number: float) -> None:
        with self._change:
            self._change.wait_for(lambda: not self._days)

    def _rest(self, _number: float) -> None:
        """What is under way is finished; nothing that waits is begun."""
        with self._change:
            self._working = False
            self._due.clear()
            self._change.notify_all()
        for thread in self._threads:
            thread.join()
        self._threads.clear()

    def _rehearse(self, calls: float) -> None:
        looks = [hand.looks for hand in self.hands]  # before the first lets go of it
        for desk, hand, one in zip(self.desks, self.hands, looks, strict=True):
            rehearsal = Rehearsal(hand, one)
            hand.leave()
            desk.hand, desk.seconds = rehearsal, 0
            for _pause in itertools.chain(desk.day(int(calls)), desk.everything()):
                pass
            desk.seconds = self.shift.seconds

    def _bare(self, _number: float) -> None:
        for desk, address in zip(self.desks, self.shift.desks, strict=True):
            rehearsal: Any = desk.hand
            rehearsal.close()
            desk.hand = hand = Statements(
                address,
                rehearsal.staff_id,
                rehearsal.score,
                rehearsal.desk.store.now,
                self._ears,
                rehearsal.looks,
            )
            hand.follow(desk.heard)
        self.hands = [desk.hand for desk in self.desks]

    def _close(self, _number: float) -> None:
        self._rest(0)
        for hand in self.hands:
            hand.close()
        self._ears.stop()

    # --- time ---------------------------------------------------------------------------------

    def at(self, pause: float, act: Callable[[], object]) -> None:
        """Do `act` in so many seconds."""
        with self._change:
            heapq.heappush(self._due, (time.monotonic() + pause, next(self._order), act))
            self._change.notify()

    def _next_of(self, day: Iterator[float]) -> Callable[[], object]:
        return lambda: self._go_on(day)

    def _go_on(self, day: Iterator[float]) -> None:
        pause = next(day, None)
        if pause is not None:
            self.at(pause, self._next_of(day))

    def _start_threads(self) -> None:
        self._working = True
        for _ in range(min(len(self.desks) + 2, _MOST_THREADS)):
            thread = threading.Thread(target=self._work, daemon=True)
            thread.start()
            self._threads.append(thread)

    def _work(self) -> None:
        while True:
            act = self._take()
            if act is None:
                return
            try:
                act()
            except Exception as error:  # noqa: BLE001 - counted, and the other desks go on
                self._in_trouble(error)

    def _in_trouble(self, error: Exception) -> None:
        self.tally.troubles[f"{type(error).__name__}: {error}"[:200]] += 1

    def _take(self) -> Callable[[], object] | None:
        with self._change:
            while self._working:
                now = time.monotonic()
                if self._due and self._due[0][0] <= now:
                    due, _, act = heapq.heappop(self._due)
                    self.tally.late.append(now - due)
                    return act
                self._change.wait(self._due[0][0] - now if self._due else None)
            return None


def work(pipe: Connection, shift: Shift) -> None:
    """The worker's process: obeys until it is told to close, or nobody is there to tell."""
    sys.setswitchinterval(_SWITCH_SECONDS)
    # Ctrl+C reaches everybody at the terminal; the run says when to end.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    compiled.share()
    worker = Worker(shift)
    try:
        while True:
            order = pipe.recv()
            try:
                pipe.send(worker.obey(order))
            except Exception as error:  # noqa: BLE001 - the run says it
                pipe.send(error)
            if order.step is Step.CLOSE:
                return
    except (EOFError, OSError):
        worker.obey(Order(Step.CLOSE))
