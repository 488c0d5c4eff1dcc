"""Where the built center stands on a server: one started here, whose files are kept, or a named one."""

import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, update
from sqlalchemy.orm import Session

from thirdring.bench.build import EDITION, built
from thirdring.bench.cast import LOGINS
from thirdring.bench.place import folder, refuse_without_room, server_folder
from thirdring.bench.server.copy import copy, staff_login
from thirdring.domain.enums import Role
from thirdring.domain.errors import Message, Refusal, Unavailable, say
from thirdring.store.address import Address
from thirdring.store.engine import open_store
from thirdring.store.revision import head
from thirdring.store.server.own_cluster import own_cluster
from thirdring.store.server.prepare import prepare
from thirdring.store.server.programs import server_programs
from thirdring.store.server.throw_away import MEASURED, new_name, remove_center
from thirdring.store.tables import Staff
from thirdring.usecases.server_accounts import as_owner, open_sample_logins

Progress = Callable[[int, int], None]
Told = Callable[[Message], None]
_DATABASE = f"{MEASURED}kept"
# As docs/operations.md tunes a server, for a machine that has the desk beside it. Nothing here
# makes a commit less durable than it is at a center's.
_MEASURED = {
    "shared_buffers": "1GB", "effective_cache_size": "4GB", "max_wal_size": "4GB", "jit": "off",
    "wal_compression": "on", "random_page_cost": "1.1", "max_connections": "40",
}  # fmt: skip
# What is built and interrupted is built anew: nothing is written for a power cut.
_BUILT = _MEASURED | {
    "fsync": "off", "wal_level": "minimal", "max_wal_senders": "0", "autovacuum": "off",
    "max_wal_size": "16GB",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """`administrator` may read everything; `people` work there, one of each role. `process` is the
    server's own, where it was started here.
    """

    administrator: Address
    people: dict[Role, Address]


@contextmanager
def on_server(
    tickets: int,
    server: Address | None,
    progress: Progress,
    told: Told,
    *,
    place: Path | None = None,
) -> Iterator[Place]:
    """The center of so many tickets on the server whose administrator's address is `server`, for
    the time of the block; without one on a server started here, which finds it again next time.
    It is built as a file first. `progress` as of `copy`.

    Raises:
        Refusal: there is no room, or no server, or who is connected may not make a database.
        Unavailable: the server went away.
    """
    file = built(tickets, progress, place=place or folder())
    if server is None:
        with _kept(file, tickets, progress, told, place or server_folder()) as address:
            yield _with_people(address)
        return
    name = new_name(MEASURED)
    told(say("Everything is done in the database {name}, which goes at the end.", name=name))
    try:
        address = server.in_database(name)
        copy(file, address, progress, told)
        yield _with_people(address)
    finally:
        remove_center(server, name)


@contextmanager
def new_center(server: Address, found: Callable[[Session], object]) -> Iterator[Place]:
    """A center of its own on the server, for the time of the block; `found(session)` makes it."""
    name = new_name(MEASURED)
    address = server.in_database(name)
    try:
        prepare(address)
        with open_store(address) as store, as_owner(store) as session:
            found(session)
            renamed = func.concat(staff_login(name, ""), Staff.login)
            session.execute(update(Staff).values(login=renamed))
        yield _with_people(address)
    finally:
        remove_center(server, name)


@contextmanager
def _kept(
    file: Path, tickets: int, progress: Progress, told: Told, place: Path
) -> Iterator[Address]:
    try:
        server_programs()
    except Unavailable as error:  # there is another way: to name a server
        raise Refusal(error.message) from error
    whole = place / f"server-{tickets}-{head()}-{EDITION}"
    if not whole.exists():
        refuse_without_room(place, tickets)
        for stale in place.glob(f"server-{tickets}-*"):
            shutil.rmtree(stale)
        part = whole.with_suffix(".part")
        with own_cluster(_BUILT, part) as made:
            copy(file, made.address.in_database(_DATABASE), progress, told)
        part.rename(whole)
    with own_cluster(_MEASURED, whole) as made:
        yield made.address.in_database(_DATABASE)


def _with_people(address: Address) -> Place:
    """Those whose work is measured can sign in, with passwords nobody else knows."""
    logins = {role: staff_login(address.database, login) for role, login in LOGINS.items()}
    passwords = {login: f"{secrets.token_urlsafe(12)}-7q" for login in logins.values()}
    with open_store(address) as store:
        open_sample_logins(
            store,
            [{"login": login, "password": word} for login, word in passwords.items()],
        )
    return Place(
        address,
        {role: address.as_login(login, passwords[login]) for role, login in logins.items()},
    )
