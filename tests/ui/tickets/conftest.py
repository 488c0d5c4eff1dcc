"""A center with tickets behind real windows."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.ticket_world import NOW, World, add_tickets, make_world, ticket_row
from tests.ui.tickets.seen import NUMBER, Seen
from thirdring.domain.enums import Severity, TicketKind, TicketState
from thirdring.store.engine import Store
from thirdring.ui.runner import Runner
from thirdring.ui.shell.window import MainWindow
from thirdring.ui.ticker import Ticker


@pytest.fixture
def world(store: Store) -> World:
    """300 tickets, found by their words."""
    made = make_world(store)
    with store.begin_write() as session:
        add_tickets(session, [ticket_row(made, n) for n in range(1, 301)])
    return made


@pytest.fixture
def runner(world: World) -> Iterator[Runner]:
    """Runs deeds as the supervisor, who may do everything here."""
    made = Runner(world.center("zhao"))
    bugs: list[BaseException] = []
    made.crashed.connect(bugs.append)
    yield made
    assert made.shut_down()
    assert not bugs


@pytest.fixture
def ticker() -> Ticker:
    return Ticker(lambda: NOW)


@pytest.fixture
def settled(qtbot: Any, runner: Runner) -> Any:
    """Waits until nothing is under way."""

    def wait() -> None:
        qtbot.waitUntil(lambda: runner.idle, timeout=20_000)

    return wait


@pytest.fixture
def seen(
    qtbot: Any, world: World, window: MainWindow, runner: Runner, ticker: Ticker, settled: Any
) -> Seen:
    with world.store.begin_write() as session:
        add_tickets(
            session,
            [ticket_row(world, 901, number=NUMBER, kind=TicketKind.COMPLAINT, severity=Severity.MAJOR,
                        state=TicketState.INTAKE, owner_id=world.staff["zhao"], due_at=NOW,
                        raised="水槽漏水，要求上门", name="温<b>若兰</b>", phone="13800138000")],
        )  # fmt: skip
    made = Seen(window, runner, ticker, "zhao")
    settled()
    return made
