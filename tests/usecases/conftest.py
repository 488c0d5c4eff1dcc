"""A set-up center on both engines, with a clock the test owns."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from thirdring.domain.enums import Language, Role
from thirdring.store.engine import Store, open_store
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


@pytest.fixture
def house(database_url: str) -> Iterator[House]:
    store = open_store_at(database_url)
    with store.begin_write() as session:
        owner = set_up(
            session,
            FirstStart("三声家居", "owner", "周掌柜", None, Language.ZH_CN, "Asia/Shanghai"),
            NOON,
        )
    house = House(store, Center(store, owner))
    house.owner = house.at(owner)
    yield house
    store.close()


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
