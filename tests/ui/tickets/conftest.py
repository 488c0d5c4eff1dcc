"""A center with tickets behind real windows."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from tests.ticket_world import NOW, World, add_tickets, make_world, ticket_row
from tests.ui.tickets.seen import LISTED, NUMBER, Seen
from thirdring.domain.enums import Severity, TicketKind, TicketState
from thirdring.store.engine import Store, open_store
from thirdring.ui.runner import Runner
from thirdring.ui.shell.window import MainWindow
from thirdring.ui.ticker import Ticker


@pytest.fixture(scope="session")
def _filled(
    tmp_path_factory: pytest.TempPathFactory, _migrated_file: Path
) -> tuple[Path, dict[str, UUID]]:
    """The file of a center with 300 tickets, found by their words, and its people; made once."""
    file = Path(shutil.copy(_migrated_file, tmp_path_factory.mktemp("tickets") / "center.db"))
    with open_store(str(file)) as store:
        made = make_world(store)
        with store.begin_write() as session:
            add_tickets(session, [ticket_row(made, n) for n in range(1, LISTED + 1)])
    return file, made.staff


@pytest.fixture
def store(tmp_path: Path, _filled: tuple[Path, dict[str, UUID]]) -> Iterator[Store]:
    with open_store(str(shutil.copy(_filled[0], tmp_path / "center.db"))) as opened:
        yield opened


@pytest.fixture
def world(store: Store, _filled: tuple[Path, dict[str, UUID]]) -> World:
    """300 tickets, found by their words."""
    return World(store, dict(_filled[1]))


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
