"""The figures of a run, each beside what bare statements took on the same server."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from thirdring.bench.center.observer import Seen
from thirdring.bench.center.tally import Deed, Tally
from thirdring.bench.figures import Figure, figure, p99

SAVE_BAR, FEED_BAR, IDLE_BAR = 50.0, 500.0, 2.0
_MB = 2**20


@dataclass(frozen=True, slots=True)
class Course:
    """A run: connections of the desks at rest, then what was counted and seen in so many seconds,
    of the program's desks and of bare statements.
    """

    idle: int
    real: Tally
    seen: Seen
    seconds: float
    bare: Tally
    bare_seen: Seen
    bare_seconds: float


def figures(desks: int, course: Course) -> tuple[Figure, ...]:
    """In the order they are read; milliseconds, unless they say something else."""
    return (
        figure(
            "calls saved", course.real.saved / course.seconds, "calls/s",
            floor=course.bare.saved / course.bare_seconds, note=f"{course.real.saved} calls",
        ),
        *(one for deed in Deed for one in _of_deed(deed, course)),
        *_of_feed(course),
        *_of_server(desks, course),
        *_of_machine(desks, course),
    )  # fmt: skip


def _of_deed(deed: Deed, course: Course) -> tuple[Figure, ...]:
    took, floors = _ms(course.real.took[deed]), _ms(course.bare.took[deed])
    if not took:
        return ()
    own = course.real.own[deed] * 1000 / len(took)
    note = f"{len(took)} times; {own:.1f} ms of the desk's own processor"
    if deed is Deed.REFRESH:
        note += "; after the first its bare statements"
    whole = _sampled(deed.value, took, floors, note=note)
    if deed is not Deed.SAVE:
        return (whole,)
    bar = figure(
        f"{deed.value}, p99", p99(took), floor=p99(floors) if floors else None, bar=SAVE_BAR
    )
    return (whole, bar)


def _of_feed(course: Course) -> tuple[Figure, ...]:
    lags, floors = _ms(course.real.lags()), _ms(course.bare.lags())
    if not lags:
        return ()
    return (
        _sampled("feed, from the call being sent", lags, floors, note=f"{len(lags)} times heard"),
        figure("feed, p99", p99(lags), floor=p99(floors) if floors else None, bar=FEED_BAR),
    )


def _of_server(desks: int, course: Course) -> tuple[Figure, ...]:
    seen, bare = course.seen, course.bare_seen
    return (
        figure("connections of a desk at rest", course.idle / desks, "", bar=IDLE_BAR),
        figure("connections, most", float(seen.most), "", floor=float(bare.most)),
        figure("transactions", seen.transactions / course.seconds, "1/s",
               floor=bare.transactions / course.bare_seconds),
        figure("connections at work", seen.busy, "", floor=bare.busy),
        figure("moments with a lock waited for", seen.waiting * 100, "%", floor=bare.waiting * 100),
        figure("deadlocks", float(seen.deadlocks), "", bar=0.0),
        figure("errors", float(course.real.troubles.total()), "", bar=0.0,
               floor=float(course.bare.troubles.total()), note=_troubles(course)),
    )  # fmt: skip


def _troubles(course: Course) -> str:
    both = course.real.troubles + course.bare.troubles
    return ", ".join(f"{n} x {what}" for what, n in both.most_common(3))


def _of_machine(desks: int, course: Course) -> tuple[Figure, ...]:
    seen, bare = course.seen, course.bare_seen
    others = max(0.0, seen.everybody - seen.server - course.real.processor)
    return (
        figure("processors: server", _or_none(seen.server / course.seconds), "",
               floor=_or_none(bare.server / course.bare_seconds)),
        figure("processors: desks", course.real.processor / course.seconds, "",
               floor=course.bare.processor / course.bare_seconds),
        figure("processors: everybody else", others / course.seconds if seen.server else None, ""),
        figure("memory of the server", _or_none(seen.memory / _MB), "MB",
               floor=_or_none(bare.memory / _MB)),
        figure("memory of a simulated desk", _or_none(course.real.memory / _MB / desks), "MB"),
        _sampled("late: no thread was free", _ms(course.real.late), _ms(course.bare.late)),
    )  # fmt: skip


def _sampled(name: str, values: Sequence[float], floors: Sequence[float], note: str = "") -> Figure:
    """The two were not taken in turn but one after the other: how they scatter says nothing."""
    return figure(
        name, median(values) if values else None, "ms",
        floor=median(floors) if floors else None, note=note,
        p99=p99(values) if values else None, floor_p99=p99(floors) if floors else None,
    )  # fmt: skip


def _or_none(value: float) -> float | None:
    return value or None


def _ms(seconds: list[float]) -> list[float]:
    return [one * 1000 for one in seconds]
