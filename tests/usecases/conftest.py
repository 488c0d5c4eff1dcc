"""A set-up center on both engines, with a clock the test owns."""

import shutil
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from tests.postgres import Server
from thirdring.domain.enums import Language, Role
from thirdring.store.engine import Store, open_store
from thirdring.store.tables import Staff
from thirdring.store.upgrade import upgrade
from thirdring.usecases.center import Center
from thirdring.usecases.manage_staff import NewStaff, add_staff
from thirdring.usecases.records import CallInput, checked
from thirdring.usecases.set_up import FirstStart, set_up

NOON = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)  # 12:00 in Shanghai


@dataclass
class House:
    """One center; `now` is what deeds take for the time."""

    store: Store
    owner: Center
    now: datetime = NOON
    _centers: dict[str, Center] = field(default_factory=dict)

    def at(self, center_id: uuid.UUID) -> Center:
        return Center(self.store, center_id, now=lambda: self.now)

    def hire(self, login: str, *roles: Role, **more: Any) -> Center:
        """Someone new, and their way of running deeds."""
        row = self.owner.run(
            add_staff, NewStaff(login=login, name=login, roles=frozenset(roles), **more)
        )
        return self.at(row.id)

    def later(self, **span: float) -> None:
        self.now += timedelta(**span)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest) -> str:
    """Deeds find the tables in place."""
    return str(request.getfixturevalue(f"migrated_{request.param}_url"))


def found(url: str) -> None:
    """Found the center every test of deeds begins with, in an empty database."""
    upgrade(url)
    with open_store_at(url) as store, store.begin_write() as session:
        first = FirstStart("三声家居", "owner", "周掌柜", None, Language.ZH_CN, "Asia/Shanghai")
        set_up(session, first, NOON)


@pytest.fixture(scope="session")
def founded_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The founded center as a file, made once and copied by who needs one."""
    file = tmp_path_factory.mktemp("founded") / "center.db"
    found(f"sqlite:///{file}")
    return file


@pytest.fixture
def founded_sqlite_url(tmp_path: Path, founded_file: Path) -> str:
    return f"sqlite:///{shutil.copy(founded_file, tmp_path / 'center.db')}"


@pytest.fixture
def founded_postgres_url(postgres_server: Server) -> Iterator[str]:
    name = postgres_server.copy_of(found)
    yield postgres_server.url(name)
    postgres_server.drop(name)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def founded_url(request: pytest.FixtureRequest) -> str:
    """A founded center on each engine."""
    return str(request.getfixturevalue(f"founded_{request.param}_url"))


@pytest.fixture
def house(founded_url: str) -> Iterator[House]:
    store = open_store_at(founded_url)
    yield house_in(store)
    store.close()


def house_in(store: Store) -> House:
    """The center of `found` in a copy of it."""
    with store.begin_read() as session:
        owner = session.scalars(select(Staff.id)).one()
    made = House(store, Center(store, owner))
    made.owner = made.at(owner)
    return made


def open_store_at(url: str) -> Store:
    from thirdring.store.address import parse_address

    return open_store(parse_address(url))


COMPLETE: dict[str, Any] = {
    "number": "138 1234 5678",
    "name": "王雅琴",
    "title": "ms",
    "address": "东湖区文景路 88 号",
    "rings": 2,
    "started_at": "2026-11-22T11:50:00",
    "answered_at": "2026-11-22T11:50:08",
    "ended_at": "2026-11-22T11:55:00",
    "wrapped_up_at": "2026-11-22T11:56:00",
    "hung_up_by": "customer",
    "category": "delivery",
    "raised": "沙发原定 20 日送货，至今未到",
    "answer": "已核实，明天上午送到",
    "read_back": True,
    "outcome": "solved",
}


@pytest.fixture
def call() -> Any:
    """`call(**changes)`: a complete call with changes; None takes a key out."""

    def made(**changes: Any) -> CallInput:
        data = {k: v for k, v in (COMPLETE | changes).items() if v is not None}
        return checked(CallInput, data)

    return made
