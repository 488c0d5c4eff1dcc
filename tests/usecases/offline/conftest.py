"""A desk of a center on a real server, behind a proxy that can lose what goes through it."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.postgres import Server
from tests.tcp_proxy import TcpProxy
from tests.usecases.conftest import House, house_in, open_store_at
from thirdring.domain.enums import Role
from thirdring.store.address import parse_address
from thirdring.store.deadlines import Deadlines
from thirdring.store.engine import Store, open_server_later
from thirdring.store.server_clock import Wall, wall_time
from thirdring.usecases.center import Center
from thirdring.usecases.offline.desk_center import DeskCenter
from thirdring.usecases.offline.known import open_known
from thirdring.usecases.offline.link import Link
from thirdring.usecases.offline.outbox import open_outbox
from thirdring.usecases.offline.post import Post
from thirdring.usecases.show_ticket import show_ticket

# For lines that fall silent; whoever expects an answer has patience, on a busy machine too.
HASTY = Deadlines(connect=0.3, answer=0.3)
PATIENT = Deadlines(connect=10, answer=20)
KEY = bytes(range(32))


@dataclass
class Desk:
    """One person's desk. `again()` is the next start of the program on the same computer."""

    url: str
    staff_id: uuid.UUID
    folder: Path
    house: House
    store: Store
    center: DeskCenter

    @property
    def post(self) -> Post:
        return self.center.post

    def run(self, deed: Any, *args: Any, **more: Any) -> Any:
        return self.center.run(deed, *args, **more)

    def close(self) -> None:
        self.post.stop()
        self.center.known.close()
        self.store.close()

    def again(self) -> "Desk":
        self.close()
        return desk_at(self.url, self.staff_id, self.folder, self.house, self.store.deadlines)


def desk_at(
    url: str, staff_id: uuid.UUID, folder: Path, house: House, deadlines: Deadlines = HASTY,
    wall: Wall | None = None,
) -> Desk:  # fmt: skip
    """A desk of `staff_id` whose server is at `url`; nothing is sent by itself until `start`.
    `wall`: its computer's clock, which it goes by until the server tells the time; else the house's.
    """
    store = open_server_later(parse_address(url), deadlines=deadlines, wall=wall or wall_time)

    def now() -> datetime:
        return store.now() if wall else house.now

    center = Center(store, staff_id, now=now)
    link = Link(now)
    outbox = open_outbox(staff_id, KEY, folder / "outbox")
    post = Post(center, outbox.file, link, now, pause=lambda _tries: 0.02)
    link.on_change = post.try_now
    known = open_known(staff_id, KEY, {show_ticket}, now, folder / "known")
    return Desk(url, staff_id, folder, house, store, DeskCenter(center, post, link, known, now))


def send_everything(desk: Desk) -> None:
    """As the desk's own thread does, until all is sent; a busy machine may need some tries."""
    for _try in range(100):
        if desk.post.send_all():
            break
    desk.center.link.found()
    assert desk.post.records() == ()


@pytest.fixture
def served_house(founded_postgres_url: str) -> Iterator[House]:
    """The center, reached without the proxy: what the server really has."""
    store = open_store_at(founded_postgres_url)
    yield house_in(store)
    store.close()


@pytest.fixture
def proxy(postgres_server: Server) -> Iterator[TcpProxy]:
    with TcpProxy(("127.0.0.1", postgres_server.port)) as between:
        yield between


@pytest.fixture
def desk(
    founded_postgres_url: str, served_house: House, proxy: TcpProxy, tmp_path: Path
) -> Iterator[Desk]:
    """An agent's desk, `lan`'s."""
    agent, url = served_house.hire("lan", Role.AGENT), proxy.url(founded_postgres_url)
    made = desk_at(url, agent.staff_id, tmp_path / "desk", served_house, PATIENT)
    yield made
    made.close()


@pytest.fixture
def hasty_desk(
    founded_postgres_url: str, served_house: House, proxy: TcpProxy, tmp_path: Path
) -> Iterator[Desk]:
    """The same, of a program that gives a silent server up at once."""
    agent, url = served_house.hire("lan", Role.AGENT), proxy.url(founded_postgres_url)
    made = desk_at(url, agent.staff_id, tmp_path / "desk", served_house, HASTY)
    yield made
    made.close()
