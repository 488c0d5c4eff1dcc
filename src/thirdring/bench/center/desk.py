"""A simulated desk: a person's day of calls, and what their desk does by itself meanwhile.

Nothing here waits: a day is a generator of pauses, and the worker comes back when one is over.
"""

import itertools
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import Any, Protocol
from uuid import UUID

from thirdring.bench.center import deeds
from thirdring.bench.center.calls import WORDS, finished_call, number
from thirdring.bench.center.tally import Deed, Tally
from thirdring.domain import ticket_numbers
from thirdring.domain.changes import Change
from thirdring.domain.enums import TicketKind
from thirdring.domain.errors import ThirdRingError
from thirdring.domain.ids import new_id
from thirdring.domain.rhythm import SELDOM_SECONDS, Rhythm
from thirdring.domain.ticket_views import SortBy, View
from thirdring.usecases.find_tickets import TicketQuery
from thirdring.usecases.given_ids import GivenIds
from thirdring.usecases.log_call import ticket_kind_of

MARK = "bench"
KEYSTROKE_SECONDS = 0.15
TICK_SECONDS = 30.0
LOOKS_ANYWAY = 10  # as ui/alarms/alarm_watch.py has it
_OPEN = TicketQuery(View.OPEN)
_MOST_KNOWN = 50
# Until a second thread helps the one that reads: a slow search keeps no look-up waiting.
_PATIENCE_SECONDS = 0.05


class Hand(Protocol):
    """Does deeds on the server: with the use cases, or with their bare statements. `whole`: it is
    the program itself. `staff_id`: whose desk it is. `looks`: it looks for the whole center at what
    time brings.
    """

    whole: bool

    @property
    def looks(self) -> bool: ...

    @property
    def staff_id(self) -> UUID: ...

    def do(self, deed: Deed, ask: deeds.Ask, *args: Any) -> Any:
        """Carry it out; raises ThirdRingError as use cases do."""
        ...

    def hold(self, ticket_id: UUID | None) -> None:
        """Show others what is open here."""
        ...

    def now(self) -> datetime:
        """The center's time."""
        ...

    def close(self) -> None:
        """Let go of the server."""
        ...


@dataclass(slots=True)
class Desk:
    """`seconds` between two calls, 0 for as fast as possible; `code` of its own ticket numbers.
    `at(pause, act)` has the worker do something later. `measured`: what is counted now.
    """

    hand: Hand
    code: str
    random: Random
    seconds: float
    at: Callable[[float, Callable[[], object]], None]
    measured: Tally
    rhythm: Rhythm = field(default_factory=Rhythm)
    seldom: Rhythm = field(init=False)
    _owed: list[UUID] = field(default_factory=list)
    _known: list[str] = field(default_factory=list)
    _caller: tuple[UUID | None, str] | None = None
    _running: int = 0
    _turn: threading.Lock = field(default_factory=threading.Lock)
    _reader: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        self.seldom = Rhythm(SELDOM_SECONDS, 3 * SELDOM_SECONDS, self.random.random())

    # --- the person --------------------------------------------------------------------------

    def day(self, calls: int | None = None) -> Iterator[float]:
        """Call after call, each with its pauses in seconds; `calls`: so many and no more."""
        done = 0
        while calls is None or done < calls:
            span = self.seconds * self.random.uniform(0.7, 1.3)
            yield span * 0.3
            yield from self._identify(span)
            yield span * 0.2
            yield from self._look_around(span)
            yield span * 0.2
            self._finish()
            done += 1

    def _identify(self, span: float) -> Iterator[float]:
        """The phone rings, with the caller's number on it or typed as it is told."""
        known = self._known and self.random.random() < 0.5
        caller = self.random.choice(self._known) if known else number(self.random)
        typed = range(1, len(caller)) if self.random.random() < 0.3 else ()
        for digits in typed:
            self._read(Deed.LOOKUP, deeds.look_up, caller[:digits])
            yield min(KEYSTROKE_SECONDS, span)
        hits: Any = self._read(Deed.LOOKUP, deeds.look_up, caller) or ()
        customer = hits[0].customer_id if len(hits) == 1 else None
        self._caller = (customer, caller)
        self._read(Deed.CARD, deeds.read_customer, customer, caller)

    def _look_around(self, span: float) -> Iterator[float]:
        """A quarter of the calls lead to a search, half to a ticket and down the list."""
        if self.random.random() < 0.25:
            yield from self._search(span)
        if self.random.random() < 0.5:
            yield from self._open_ticket(span)

    def _search(self, span: float) -> Iterator[float]:
        found = TicketQuery(
            View.ALL, search=self.random.choice(WORDS), sort=SortBy.RECEIVED, descending=True
        )
        self._read(Deed.SEARCH, deeds.list_page, found, None)
        yield span * 0.05

    def _open_ticket(self, span: float) -> Iterator[float]:
        page = self._read(Deed.LIST, deeds.list_page, _OPEN, None)
        if page is None or not page.lines:
            return
        detail = self._read(Deed.TICKET, deeds.open_ticket, self.random.choice(page.lines).number)
        self.hand.hold(detail.fields.id if detail is not None else None)
        yield span * 0.1
        self.hand.hold(None)
        if page.last is not None:
            self._read(Deed.LIST, deeds.list_page, _OPEN, page.last)

    def _finish(self) -> None:
        if self._caller is None:
            return
        _customer, caller = self._caller
        keeps = self._owed[:1] if self.random.random() < 0.5 else []
        record = finished_call(self.random, caller, self.hand.now(), keeps)
        given = self._given(record)
        mark = f"{MARK}:{new_id().hex}"
        kept = Deed.PROMISE if keeps else Deed.SAVE
        begun = time.perf_counter()
        told = self._do(kept, deeds.save, record, new_id(), given, mark)
        if told is None:
            return
        self.measured.told[told] = begun
        self.measured.saved += 1
        self._owed = self._owed[len(keeps) :]
        if self.hand.whole and record.callback is not None and given.callback_id is not None:
            self._owed.append(given.callback_id)
        self._known = [*self._known[-_MOST_KNOWN:], caller]
        self._caller = None

    def _given(self, record: Any) -> GivenIds:
        """Ids and number, made at the desk."""
        kind = ticket_kind_of(record)
        return GivenIds(
            ticket_id=new_id(), ticket_number=self._number(kind) if kind is not None else None,
            callback_id=new_id(),
        )  # fmt: skip

    def _number(self, kind: TicketKind) -> str:
        self._running += 1
        return ticket_numbers.make(kind, self.hand.now().date(), self.code, self._running)

    # --- the desk by itself --------------------------------------------------------------------

    def ticks(self) -> Iterator[float]:
        """The alarms, each half minute, from some moment on; as a timer does it, whose next tick
        doesn't wait for the last one's end.
        """
        due = time.monotonic() + self.random.uniform(0, TICK_SECONDS)
        for tick in itertools.count(self.random.randrange(LOOKS_ANYWAY)):
            yield max(0.0, due - time.monotonic())
            if self.hand.looks or tick % LOOKS_ANYWAY == 0:
                if self._read(Deed.TICK, deeds.tick) and self.hand.whole:
                    self._do(Deed.TICK, deeds.raise_due)
                self._read(Deed.REFRESH, deeds.read_alarms)
            self._read(Deed.REFRESH, deeds.read_overdue)
            due += TICK_SECONDS

    def heard(self, change: Change) -> None:
        """The feed, on its own thread: somebody committed."""
        at = time.perf_counter()
        for topic in change.topics or ():
            if topic.startswith(f"{MARK}:") and not change.own:
                self.measured.heard.append((topic, at))
        if change.only_presence:
            return
        if self._ask_for(deeds.SEEN, change):
            self._soon(self.rhythm, change, self._refresh)
        elif self._ask_for(deeds.UNSEEN, change):
            self._soon(self.seldom, change, self._refresh_unseen)

    def _soon(self, rhythm: Rhythm, change: Change, act: Callable[[], None]) -> None:
        with self._turn:
            waits = rhythm.waiting is not None
            pause = rhythm.add(change, time.monotonic())
        if change.own or not waits:
            self.at(pause, act)

    def _refresh(self) -> None:
        """What the person sees of it is read again."""
        change = self._take(self.rhythm)
        if change is None:
            return
        self._read_all(deeds.SEEN, change)
        with self._turn:
            self.rhythm.read(time.monotonic())
        if self._ask_for(deeds.UNSEEN, change):
            self._soon(self.seldom, change, self._refresh_unseen)

    def _refresh_unseen(self) -> None:
        change = self._take(self.seldom)
        if change is not None:
            self._read_all(deeds.UNSEEN, change)
            with self._turn:
                self.seldom.read(time.monotonic())

    def _take(self, rhythm: Rhythm) -> Change | None:
        with self._turn:
            return rhythm.take(time.monotonic())

    def _ask_for(self, readings: tuple[deeds.Reading, ...], change: Change) -> bool:
        return any(self._asks_for(reading, change) for reading in readings)

    def _asks_for(self, reading: deeds.Reading, change: Change) -> bool:
        customer = self._caller[0] if self._caller is not None else None
        match reading.about:
            case deeds.About.ALL:
                return change.concerns(reading.topics)
            case deeds.About.ME:
                return change.concerns(reading.topics, (self.hand.staff_id,))
            case deeds.About.CALLER:
                known = (customer,) if customer is not None else ()
                return self._caller is not None and change.concerns(reading.topics, known)
            case deeds.About.STRANGER:
                stranger = self._caller is not None and customer is None
                return stranger and change.concerns(reading.topics)

    def _read_all(self, readings: tuple[deeds.Reading, ...], change: Change) -> None:
        for reading in readings:
            if self._asks_for(reading, change):
                of = deeds.read_customer
                args = self._caller if reading.ask is of and self._caller is not None else ()
                self._read(Deed.REFRESH, reading.ask, *args)

    def everything(self) -> Iterator[float]:
        """Each kind of reading once."""
        yield from self._search(0)
        yield from self._open_ticket(0)
        self._read(Deed.TICK, deeds.tick)
        self._read(Deed.REFRESH, deeds.read_overdue)
        for ask in {one.ask for one in (*deeds.SEEN, *deeds.UNSEEN)} - {deeds.read_customer}:
            self._read(Deed.REFRESH, ask)
        self._read(Deed.REFRESH, deeds.read_customer, None, number(self.random))
        for deed, ask in ((Deed.LOOKUP, deeds.look_up), (Deed.CARD, deeds.read_customer)):
            self._read(deed, ask, *([None] if deed is Deed.CARD else []), number(self.random))

    # --- asking ----------------------------------------------------------------------------------

    def _read(self, deed: Deed, ask: deeds.Ask, *args: Any) -> Any:
        mine = self._reader.acquire(timeout=_PATIENCE_SECONDS)
        try:
            return self._do(deed, ask, *args)
        finally:
            if mine:
                self._reader.release()

    def _do(self, deed: Deed, ask: deeds.Ask, *args: Any) -> Any:
        """The answer; None where there is none, which is counted."""
        measured = self.measured
        begun, own = time.perf_counter(), time.thread_time()
        try:
            answer = self.hand.do(deed, ask, *args)
        except ThirdRingError as error:
            measured.troubles[f"{deed}: {error.message.msgid}"] += 1
            return None
        measured.took[deed].append(time.perf_counter() - begun)
        measured.own[deed] += time.thread_time() - own
        return answer
