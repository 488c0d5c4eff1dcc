"""A set-up center on both engines, with a clock the test owns."""

import shutil
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from tests import secured
from tests.postgres import Server
from tests.rights_kept import RightsKept, watch
from tests.secured import Logins, OwnLogin
from thirdring.domain.enums import Language, Role
from thirdring.store.engine import Store, open_store
from thirdring.store.tables import Staff
from thirdring.store.upgrade import upgrade
from thirdring.usecases.center import Center
from thirdring.usecases.manage_staff import NewStaff, add_staff
from thirdring.usecases.records import CallInput, checked
from thirdring.usecases.set_up import FirstStart, set_up

NOON = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)  # 12:00 in Shanghai


# The modules whose tests also run with a login for each person by default; --long runs all.
_ALWAYS_SECURED = frozenset(
    {
        "test_anonymise_person",
        "test_appeals",
        "test_masked_words",
        "test_measures",
        "test_raise_alarms",
        "test_retention",
        "test_staff",
        "test_unmet_needs",
        "test_ways_out",
    }
)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Each person with their own login takes longer: a few modules always, all under --long."""
    everything = config.getoption("--long") or config.getoption("--secured")
    here = Path(__file__).parent

    def stays(item: pytest.Item) -> bool:
        if "secured" not in item.keywords or item.path.parent != here:
            return True
        return bool(everything or item.path.stem in _ALWAYS_SECURED)

    items[:] = filter(stays, items)


# The modules whose deeds on a file are held against a server's rights by default; --long: all.
_RIGHTS_HELD = frozenset(
    {
        "test_coupons",
        "test_file_complaint",
        "test_measures",
        "test_phrase_deeds",
        "test_policy",
        "test_staff",
        "test_tasks",
    }
)


def _holds_rights(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--long")) or request.path.stem in _RIGHTS_HELD


@dataclass
class House:
    """One center; `now` is what deeds take for the time."""

    store: Store
    owner: Center
    now: datetime = NOON
    logins: Logins | None = None

    def at(self, center_id: uuid.UUID) -> Center:
        if self.logins is not None:
            return OwnLogin(self.logins, center_id, now=lambda: self.now)
        return RightsKept(self.store, center_id, now=lambda: self.now)

    def by_hand(self, center_id: uuid.UUID) -> Center:
        """For what is done past the program: no right of theirs is in the way of it."""
        return Center(self.store, center_id, now=lambda: self.now)

    def hire(self, login: str, *roles: Role, **more: Any) -> Center:
        """Someone new, and their way of running deeds."""
        row = self.owner.run(
            add_staff, NewStaff(login=login, name=login, roles=frozenset(roles), **more)
        )
        return self.at(row.id)

    def hired(self) -> dict[str, Center]:
        """Everybody who is there, and their way of running deeds."""
        with self.store.begin_read() as session:
            return {
                login: self.at(one) for login, one in session.execute(select(Staff.login, Staff.id))
            }

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


def _made(founder: Callable[[str], None], folders: pytest.TempPathFactory) -> Path:
    file = folders.mktemp("founded") / "center.db"
    founder(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def founded_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The founded center as a file, to be copied by who needs one."""
    return _made(found, tmp_path_factory)


@pytest.fixture(scope="session")
def _founded_files(founded_file: Path) -> dict[Callable[[str], None], Path]:
    """Founded centers by what makes them, each made once."""
    return {found: founded_file}


@pytest.fixture
def founder(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """What makes the center the test begins with: `found`, or what the mark `begins_with` names."""
    mark = request.node.get_closest_marker("begins_with")
    return mark.kwargs["make"] if mark is not None else found


@pytest.fixture
def founded_sqlite_url(
    tmp_path: Path, founder: Callable[[str], None], tmp_path_factory: pytest.TempPathFactory,
    _founded_files: dict[Callable[[str], None], Path],
) -> str:  # fmt: skip
    if founder not in _founded_files:
        _founded_files[founder] = _made(founder, tmp_path_factory)
    return f"sqlite:///{shutil.copy(_founded_files[founder], tmp_path / 'center.db')}"


@pytest.fixture
def founded_postgres_url(postgres_server: Server, founder: Callable[[str], None]) -> Iterator[str]:
    name = postgres_server.copy_of(founder)
    yield postgres_server.url(name)
    postgres_server.drop(name)


@pytest.fixture
def founded_secured_url(postgres_server: Server) -> Iterator[str]:
    """A founded center under the rights of its roles, which the database keeps."""
    name = secured.copy_of(postgres_server, found)
    yield postgres_server.url(name)
    postgres_server.drop(name)


_ENGINES = [
    "sqlite",
    pytest.param("postgres", marks=pytest.mark.postgres),
    pytest.param("secured", marks=[pytest.mark.postgres, pytest.mark.secured]),
]


@pytest.fixture(params=_ENGINES)
def founded_url(request: pytest.FixtureRequest) -> str:
    """A founded center on each engine."""
    return str(request.getfixturevalue(f"founded_{request.param}_url"))


@pytest.fixture
def house(request: pytest.FixtureRequest, founded_url: str) -> Iterator[House]:
    """The center, and its people; in a secured one each acts with their own database login."""
    store = open_store_at(founded_url)
    made = house_in(store)
    if "secured" not in request.node.keywords:
        beyond = watch(store) if _holds_rights(request) else []
        yield made
        assert beyond == []  # what a server would refuse (store/server/rights.py)
    else:
        database = founded_url.rsplit("/", 1)[1]
        with secured.logins(request.getfixturevalue("postgres_server"), database) as logins:
            made.logins = logins
            made.owner = made.at(made.owner.staff_id)
            yield made
    store.close()


def house_in(store: Store) -> House:
    """The center of `found` in a copy of it."""
    with store.begin_read() as session:
        owner = session.scalars(select(Staff.id).where(Staff.login == "owner")).one()
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
