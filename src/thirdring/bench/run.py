"""A whole run of `thirdring bench`: the center is built if it isn't there, then measured part by part."""

from collections.abc import Callable, Iterator
from pathlib import Path

from thirdring.bench import files, lists, matters_read, saving, windows
from thirdring.bench.build import built
from thirdring.bench.figures import Figure, Report
from thirdring.bench.machine import machine
from thirdring.bench.world import opened

Progress = Callable[[int, int], None]
Told = Callable[[Figure], None]
_ROWS = 100_000
# A center smaller than that is built to try the command, and nothing is judged by it.
_WORTH_JUDGING, _JUST_TRYING = 10_000, 0.02


def run(
    tickets: int,
    progress: Progress = lambda _done, _total: None,
    told: Told = lambda _figure: None,
    *,
    place: Path | None = None,
) -> Report:
    """Measure on a center of `tickets` tickets; `told(figure)` as each is known. `progress(done,
    total)` counts the tickets of a center that is built first, in `place` or the user's cache.

    Raises:
        Refusal: there is no room to build it.
    """
    facts = machine()
    path = built(tickets, progress, place=place)
    facts |= {"tickets": tickets, "file_mb": round(path.stat().st_size / 2**20)}
    found: list[Figure] = []
    for one in _figures(path, tickets):
        found.append(one)
        told(one)
    noisy = [one.name for one in found if one.noisy]
    facts |= {"noisy": noisy}
    return Report(facts, tuple(found))


def _figures(path: Path, tickets: int) -> Iterator[Figure]:
    patience = 1.0 if tickets >= _WORTH_JUDGING else _JUST_TRYING
    with opened(str(path), patience) as world:
        yield from lists.figures(world)
        yield from matters_read.figures(world)
        yield from saving.figures(world)
        # As many rows as the center has tickets, where it is a small one.
        yield from files.figures(world, min(_ROWS, tickets))
    yield from windows.figures(str(path), patience)
