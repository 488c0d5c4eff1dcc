"""A whole run of `thirdring bench`: the center is built if it isn't there, then measured part by part."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from thirdring.bench import files, lists, matters_read, saving, windows
from thirdring.bench.build import built
from thirdring.bench.cast import LOGINS
from thirdring.bench.figures import Figure, Report
from thirdring.bench.machine import machine, of_server
from thirdring.bench.soak import figures as day
from thirdring.bench.world import World, opened, opened_on_server
from thirdring.domain.enums import Role
from thirdring.domain.errors import Message
from thirdring.store.address import Address
from thirdring.store.health import Health, remember
from thirdring.store.rolling_backups import backup_name, backups_folder, backups_of

if TYPE_CHECKING:
    from thirdring.bench.server.place import Place

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
    soak: float | None = None,
    place: Path | None = None,
) -> Report:
    """Measure on a center of `tickets` tickets; `told(figure)` as each is known. `progress(done,
    total)` counts the tickets of a center that is built first, in `place` or the user's cache.
    `soak`: a day at the desk too, in so many minutes.

    Raises:
        Refusal: there is no room to build it.
    """
    facts = machine()
    path = built(tickets, progress, place=place)
    facts |= {"tickets": tickets, "file_mb": round(path.stat().st_size / 2**20)}
    try:
        return _report(facts, _in_a_file(path, tickets, soak), told)
    finally:
        for backup in backups_of(path):
            backup.path.unlink()


def run_on_server(
    tickets: int,
    server: Address | None = None,
    progress: Progress = lambda _done, _total: None,
    said: Callable[[Message], None] = lambda _: None,
    told: Told = lambda _figure: None,
    *,
    soak: float | None = None,
    place: Path | None = None,
) -> Report:
    """The same on the server whose administrator's address is `server`; without one on a server
    started here, whose files are kept. `said`: what is under way.

    Raises:
        Refusal: no room, no server, or who is connected may not make a database there.
        Unavailable: it went away.
    """
    from thirdring.bench.server.place import on_server

    facts = machine()
    with on_server(tickets, server, progress, said, place=place) as there:
        facts |= {"tickets": tickets, **of_server(there.administrator)}
        return _report(facts, _on_a_server(there, tickets, soak), told)


def _report(facts: dict[str, object], figures: Iterator[Figure], told: Told) -> Report:
    found: list[Figure] = []
    for one in figures:
        found.append(one)
        told(one)
    noisy = [one.name for one in found if one.noisy]
    return Report(facts | {"noisy": noisy}, tuple(found))


def _care_for_today(path: Path) -> None:
    """Nobody wants the backup of the day that a desk makes by itself, nor the day's check: of a big
    center they read for minutes beside what is measured. An empty file stands for the one.
    """
    now = datetime.now(UTC)
    remember(path, Health(checked_at=now))
    folder = backups_folder(path)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    (folder / backup_name(path, now)).touch()


def _in_a_file(path: Path, tickets: int, soak: float | None) -> Iterator[Figure]:
    patience = _patience(tickets)
    with opened(str(path), patience) as world:
        _care_for_today(path)  # who opens a file that was left by a kill has a check due
        yield from _of_data(world)
        numbers = day.numbers_of(world)
    # As many rows as the center has tickets, where it is a small one.
    yield files.imported(min(_ROWS, tickets))
    yield from windows.figures(windows.Seat(str(path)), patience)
    if soak is not None:
        yield from day.figures(windows.Seat(str(path), LOGINS[Role.AGENT]), numbers, soak)


def _on_a_server(there: "Place", tickets: int, soak: float | None) -> Iterator[Figure]:
    patience = _patience(tickets)
    with opened_on_server(there.administrator, there.people, patience) as world:
        yield from _of_data(world)
        numbers = day.numbers_of(world)
    yield files.imported_on_server(there.administrator, min(_ROWS, tickets))
    agent = there.people[Role.AGENT]
    seat = windows.Seat(agent.conninfo, agent.login or "", agent.password or "")
    yield from windows.figures(seat, patience)
    if soak is not None:
        yield from day.figures(seat, numbers, soak)


def _of_data(world: World) -> Iterator[Figure]:
    yield from lists.figures(world)
    yield from matters_read.figures(world)
    yield from saving.figures(world)
    yield from files.exported(world)


def _patience(tickets: int) -> float:
    return 1.0 if tickets >= _WORTH_JUDGING else _JUST_TRYING
