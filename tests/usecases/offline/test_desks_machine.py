"""Several desks, bad lines and crashes in any order: what was acknowledged is on the server exactly
once, and nothing typed is gone (H6).
"""

import itertools
import shutil
import uuid
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlalchemy import func, select

from tests.postgres import Server
from tests.tcp_proxy import TcpProxy, Way
from tests.usecases.conftest import House
from tests.usecases.offline.conftest import Desk, desk_at, send_everything
from tests.usecases.offline.test_faults import MATTER, calm, filed
from thirdring.domain.enums import Role
from thirdring.domain.errors import KeptHere
from thirdring.domain.ids import new_id
from thirdring.domain.outbox import Standing
from thirdring.store.tables import Call, CallRevision, Ticket, TicketNote
from thirdring.usecases.add_note import add_note
from thirdring.usecases.correct_call import correct_call
from thirdring.usecases.log_call import log_call
from thirdring.usecases.receive_matter import receive_matter
from thirdring.usecases.records import ReceptionInput, checked

pytestmark = pytest.mark.postgres

DESKS = st.integers(0, 1)
WAYS = st.sampled_from([Way.PASS, Way.RESET, Way.HOLE, Way.CUT_AFTER_COMMIT])
_folders = itertools.count()


@dataclass
class Seat:
    """One desk, its line, and what it acknowledged: calls in order, corrections, matters, notes."""

    desk: Desk
    proxy: TcpProxy
    calls: list[uuid.UUID] = field(default_factory=list)
    corrected: list[uuid.UUID] = field(default_factory=list)
    matters: list[uuid.UUID] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def do(self, deed: Any, *args: Any) -> None:
        """Whatever comes back, the desk has said that it is safe."""
        with suppress(KeptHere):
            self.desk.run(deed, *args)

    def crash(self) -> None:
        """As a kill leaves it: the files as they are at this moment, with nothing closed."""
        folder = self.desk.folder.with_name(f"desk-{next(_folders)}")
        shutil.copytree(self.desk.folder, folder, ignore=shutil.ignore_patterns("*.lock"))
        self.desk.close()
        self.desk = desk_at(self.desk.url, self.desk.staff_id, folder, self.desk.house)


@dataclass(frozen=True)
class World:
    url: str
    port: int
    house: House
    folder: Path
    call: Any
    people: list[uuid.UUID]


class Desks(RuleBasedStateMachine):
    """`world` is set by the test: one center for all runs, desks of their own for each."""

    world: World

    def __init__(self) -> None:
        super().__init__()
        world = self.world
        self.house, self.call, self.seats = world.house, world.call, []
        for person in world.people:
            proxy = TcpProxy(("127.0.0.1", world.port)).__enter__()
            folder = world.folder / f"desk-{next(_folders)}"
            desk = desk_at(proxy.url(world.url), person, folder, self.house)
            self.seats.append(Seat(desk, proxy))
        self.ticket = filed(self.seats[0].desk, self.house)

    @rule(at=DESKS)
    def log_a_call(self, at: int) -> None:
        self.house.later(seconds=1)
        one = new_id()
        self.seats[at].calls.append(one)
        self.seats[at].do(log_call, self.call(), one)

    @rule(at=DESKS)
    def correct_the_last_call(self, at: int) -> None:
        seat = self.seats[at]
        self.house.later(seconds=1)
        if seat.calls and seat.calls[-1] not in seat.corrected:
            seat.corrected.append(seat.calls[-1])
            seat.do(correct_call, seat.calls[-1], 1, {"answer": "改为后天"})

    @rule(at=DESKS)
    def take_a_matter_down(self, at: int) -> None:
        self.house.later(seconds=1)
        one = new_id()
        self.seats[at].matters.append(one)
        self.seats[at].do(receive_matter, checked(ReceptionInput, MATTER), one)

    @rule(at=DESKS)
    def write_a_note(self, at: int) -> None:
        self.house.later(seconds=1)
        text = f"第{next(_folders)}条"
        self.seats[at].notes.append(text)
        self.seats[at].do(add_note, self.ticket, text)

    @rule(at=DESKS, way=WAYS)
    def change_the_line(self, at: int, way: Way) -> None:
        self.seats[at].proxy.way = way
        self.seats[at].proxy.drop()

    @rule(at=DESKS)
    def try_again(self, at: int) -> None:
        desk = self.seats[at].desk
        desk.center.link.found()
        desk.post.send_all()

    @rule(at=DESKS)
    def crash_and_start_again(self, at: int) -> None:
        self.seats[at].crash()

    @invariant()
    def nothing_is_set_aside(self) -> None:
        for seat in self.seats:
            for record in seat.desk.post.records():
                assert record.standing is Standing.WAITING, record.reason

    def teardown(self) -> None:
        try:
            for seat in self.seats:
                calm(seat.proxy)
                seat.desk.center.link.found()
                send_everything(seat.desk)
                on_the_server_once(self.house, seat)
        finally:
            for seat in self.seats:
                seat.desk.close()
                seat.proxy.__exit__()


@pytest.fixture
def world(
    founded_postgres_url: str,
    served_house: House,
    postgres_server: Server,
    tmp_path: Path,
    call: Any,
) -> World:
    people = [served_house.hire(login, Role.AGENT).staff_id for login in ("lan", "mei")]
    return World(founded_postgres_url, postgres_server.port, served_house, tmp_path, call, people)


def test_h6_desks_lines_and_crashes_in_any_order(world: World, long_round: bool) -> None:
    machine = type("DesksHere", (Desks,), {"world": world})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=150 if long_round else 3, stateful_step_count=25 if long_round else 12
        ),
    )


def on_the_server_once(house: House, seat: Seat) -> None:
    with house.store.begin_read() as session:
        calls = session.scalars(
            select(Call.id).where(Call.id.in_(seat.calls)).order_by(Call.seq)
        ).all()
        assert list(calls) == seat.calls
        for table, column, wanted in (
            (CallRevision, CallRevision.call_id, seat.corrected),
            (Ticket, Ticket.id, seat.matters),
            (TicketNote, TicketNote.text, seat.notes),
        ):
            found = session.execute(
                select(column, func.count()).where(column.in_(wanted)).group_by(column)
            ).all()
            assert {row[0]: row[1] for row in found} == dict.fromkeys(wanted, 1), table
