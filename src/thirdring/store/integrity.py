"""Checks that the database is whole, and knows which backup to offer when it is not."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from thirdring.domain.errors import ThirdRingError, Unavailable, say
from thirdring.store import log_guard
from thirdring.store.address import Address, EngineKind, parse_address
from thirdring.store.backup import quick_problems
from thirdring.store.engine import Store
from thirdring.store.errors import INTERRUPTED, explain
from thirdring.store.health import Health, health_of, remember
from thirdring.store.rolling_backups import newest_good
from thirdring.store.sqlite_connection import Dbapi, connect

_CORRUPT, _NOTADB, _INTERRUPT = 11, 26, 9
# Between two looks at "cancelled": about a hundredth of a second.
_STEPS = 100_000


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found. `problems` are in the library's words; empty for a sound database.

    `offer` is the newest backup that could be read whole, looked for only when there are problems.
    `loss_accepted`: the -wal of a file left in use was gone, what the file holds is sound, and
    work goes on with that.
    """

    problems: tuple[str, ...]
    offer: Path | None = None
    loss_accepted: bool = False


def check_is_due(store: Store, now: datetime) -> bool:
    """Whether the open file wants a check: daily, and after an unclean exit."""
    if store.address.kind is not EngineKind.SQLITE:
        return False
    return health_of(store.address.file).wants_check(now)


def check(
    source: Store | Address | str | None,
    now: datetime,
    key: str | None = None,
    *,
    cancelled: Callable[[], bool] = lambda: False,
) -> Report:
    """Read the whole database in the background of others' work (about a second per GB).

    `source` may be an address whose file can't be opened as a store: that is what this is for.

    Raises:
        Unavailable: cancelled, locked, or the server is gone.
    """
    if isinstance(source, Store):
        address, key = source.address, source.key
    else:
        address = source if isinstance(source, Address) else parse_address(source)
    if address.kind is EngineKind.POSTGRESQL:
        return _check_server(address)
    path = address.file
    try:
        lost = log_guard.look(path, key).lost_wal
        problems = _problems_of_file(path, key, cancelled)
        if lost and not problems:
            _accept_loss(path, key)
    except Dbapi.Error as error:
        problems, lost = [_as_problem(error, address, key)], False
    except ThirdRingError as error:
        if not _is_damage(error.__cause__):
            raise
        problems, lost = [str(error)], False
    remember(path, Health(now, tuple(problems)))
    offer = newest_good(path, (key,) if key is None else (key, None)) if problems else None
    return Report(tuple(problems), offer, loss_accepted=lost and not problems)


def _problems_of_file(path: Path, key: str | None, cancelled: Callable[[], bool]) -> list[str]:
    connection = connect(path, key, query_only=True)
    try:
        connection.set_progress_handler(lambda: int(cancelled()), _STEPS)
        # quick_check looks into the search index too (FTS5's xIntegrity).
        return quick_problems(connection)
    finally:
        connection.close()


def _as_problem(error: Exception, address: Address, key: str | None) -> str:
    """The damage in words. Raises Unavailable when it is none but a lock, or was cancelled."""
    if _code(error) == _INTERRUPT:
        raise Unavailable(say(INTERRUPTED, address=str(address.path))) from error
    explained = explain(error, address, keyed=key is not None)
    if explained is None:
        raise error
    if not _is_damage(error):
        raise explained from error
    return str(explained)


def _is_damage(error: BaseException | None) -> bool:
    return _code(error) in {_CORRUPT, _NOTADB}


def _code(error: Any) -> int:
    return int(getattr(error, "sqlite_errorcode", 0) or 0) & 0xFF


def _accept_loss(path: Path, key: str | None) -> None:
    connection = connect(path, key)
    log_guard.disarm(connection)
    connection.close()


def _check_server(address: Address) -> Report:
    """A server checks its own pages; whether what is on them belongs together is asked here."""
    from thirdring.store.server.soundness import problems
    from thirdring.store.server.whole import everything

    with everything(address) as connection:
        return Report(tuple(problems(connection)))
