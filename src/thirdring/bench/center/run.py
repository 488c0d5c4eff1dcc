"""A whole run of `thirdring bench --center N`."""

import contextlib
import multiprocessing
import signal
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from thirdring.bench.center.observer import Observer, Seen
from thirdring.bench.center.place import center
from thirdring.bench.center.tally import Tally
from thirdring.bench.center.told import Course, figures
from thirdring.bench.center.worker import Order, Shift, Step, work
from thirdring.bench.figures import Report
from thirdring.bench.machine import machine
from thirdring.domain.errors import Message, Refusal, Unavailable, say
from thirdring.store.address import Address
from thirdring.store.server.own_cluster import own_cluster
from thirdring.store.server.programs import server_programs
from thirdring.store.upgrade import Progress

_DESKS_A_WORKER = 25
_SPARE_CONNECTIONS = 20
_CONNECTIONS_A_DESK = 3
# As docs/operations.md tunes a server, for a machine that runs the desks beside it. Nothing here
# makes a commit less durable than it is at a center's.
_SETTINGS = {
    "shared_buffers": "256MB", "max_wal_size": "2GB", "wal_compression": "on", "jit": "off",
    "random_page_cost": "1.1", "autovacuum_naptime": "20s", "log_lock_waits": "on",
    "log_parameter_max_length": "0", "log_parameter_max_length_on_error": "0",
}  # fmt: skip
# What waited while the workers tidied up is done by then.
_CATCH_UP_SECONDS = 10.0
# A worker that says nothing for so long has died.
_PATIENCE_SECONDS = 900.0


@dataclass(frozen=True, slots=True)
class Plan:
    """`seconds` between two calls of a desk, 0 for as fast as possible: then `calls` are made, else
    `span` seconds are measured, after `warm` seconds in which each desk makes its first two calls.
    `tickets` are there from the start.
    """

    seconds: float = 180.0
    span: float = 180.0
    warm: float = 240.0
    calls: int | None = None
    tickets: int = 2_000
    seed: int = 3


REAL_PACE = Plan()


def run(
    number: int,
    address: Address | None = None,
    plan: Plan = REAL_PACE,
    told: Progress = lambda _: None,
) -> Report:
    """`number` desks against the server at `address`, as its database administrator; without one a
    server is started for the run. All of it is gone afterwards.

    Raises:
        Refusal: no server, or who is connected may not make a database there.
        Unavailable: it went away.
    """
    before = machine()
    with _ended_politely(), _server(number, address) as (server, process):
        told(say("Making a center of {n} desks.", n=number))
        with center(server, number, plan.tickets, told) as place:
            observer = Observer(place.address, process)
            with _workers(place.desks, plan) as crew:
                course = _course(crew, observer, plan, told)
            facts = {"desks": number, "load_after": machine()["load"], **_facts(observer)}
    return Report(before | facts, figures(number, course))


@contextlib.contextmanager
def _ended_politely() -> Iterator[None]:
    """Told to end, as by a service's manager, it cleans up as after Ctrl+C."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@contextlib.contextmanager
def _server(number: int, address: Address | None) -> Iterator[tuple[Address, int | None]]:
    if address is not None:
        yield address, None
        return
    try:
        server_programs()
    except Unavailable as error:  # there is another way: to name a server
        raise Refusal(error.message) from error
    most = str(number * _CONNECTIONS_A_DESK + _SPARE_CONNECTIONS)
    with own_cluster({**_SETTINGS, "max_connections": most}) as made:
        yield made.address, made.process


def _facts(observer: Observer) -> dict[str, Any]:
    from thirdring.store.postgres_connection import connect

    with connect(observer.address) as connection:
        names = ("server_version", "fsync", "synchronous_commit", "shared_buffers")
        return {
            f"postgresql_{name.removeprefix('server_')}": connection.execute(
                f"SHOW {name}"
            ).fetchone()[0]
            for name in names
        }


def _course(crew: "Crew", observer: Observer, plan: Plan, told: Progress) -> Course:
    """The real desks, then the same again with bare statements."""
    crew.all(Step.OPEN)
    idle = observer.connections()
    told(say("Desks are signed in; they warm up."))
    real = _measure(crew, observer, plan, told, warm=plan.warm)
    told(say("Now the same with bare statements."))
    calls = plan.calls or round(1.3 * (plan.span / max(plan.seconds, 1.0))) + 3
    crew.all(Step.REST)
    crew.all(Step.REHEARSE, calls)
    crew.all(Step.BARE)
    bare = _measure(crew, observer, plan, told, warm=0)
    return Course(idle, *real, *bare)


def _measure(
    crew: "Crew", observer: Observer, plan: Plan, told: Progress, *, warm: float
) -> tuple[Tally, Seen, float]:
    """What was counted and seen, and in how many seconds."""
    crew.all(Step.BEGIN, warm)
    time.sleep(warm)
    crew.all(Step.TIDY)
    if warm:
        time.sleep(_CATCH_UP_SECONDS)
    crew.all(Step.COUNT)
    observer.begin()
    crew.all(Step.CALL)
    begun = time.perf_counter()
    told(_measuring(plan))
    if plan.calls is None:
        time.sleep(plan.span)
    else:
        crew.all(Step.FINISH)
    seconds = time.perf_counter() - begun
    tally = crew.all(Step.TELL)
    return tally, observer.end(), seconds


def _measuring(plan: Plan) -> Message:
    if plan.calls is None:
        return say("Measuring for {n} seconds.", n=round(plan.span))
    return say("Measuring {n} calls of each desk.", n=plan.calls)


@dataclass(slots=True)
class Crew:
    """The workers, each on the other end of a pipe."""

    pipes: list[Any]

    def all(self, step: Step, number: float = 0) -> Tally:
        """Have each do it, at the same time; what they counted, added up.

        Raises:
            What the first that failed raised.
        """
        for pipe in self.pipes:
            pipe.send(Order(step, number))
        total = Tally()
        for pipe in self.pipes:
            if not pipe.poll(_PATIENCE_SECONDS):
                raise RuntimeError(f"a worker doesn't answer to {step}")
            answer = pipe.recv()
            if isinstance(answer, BaseException):
                raise answer
            if answer is not None:
                total.add(answer)
        return total


@contextlib.contextmanager
def _workers(desks: tuple[Address, ...], plan: Plan) -> Iterator[Crew]:
    method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
    processes: Any = multiprocessing.get_context(method)
    if method == "forkserver":
        processes.set_forkserver_preload([work.__module__])
    started, pipes = [], []
    try:
        for first in range(0, len(desks), _DESKS_A_WORKER):
            here, there = processes.Pipe()
            shift = Shift(
                desks[first : first + _DESKS_A_WORKER], first, plan.seed, plan.seconds, plan.calls
            )
            process = processes.Process(target=work, args=(there, shift), daemon=True)
            process.start()
            there.close()
            started.append(process)
            pipes.append(here)
        yield Crew(pipes)
        Crew(pipes).all(Step.CLOSE)
    finally:
        for pipe in pipes:
            pipe.close()
        for process in started:
            process.join(10)
            if process.is_alive():
                process.terminate()
