"""The reception form over a real center and real drafts, with a clock the test moves."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from tests.ticket_world import NOW, World
from thirdring.domain.enums import Role
from thirdring.domain.roles import permissions_of
from thirdring.ui.actions import Actions
from thirdring.ui.complaints.reception_screen import ReceptionScreen
from thirdring.ui.preedit_guard import PreeditGuard
from thirdring.ui.runner import Runner
from thirdring.ui.ticker import Ticker
from thirdring.usecases.center import Center
from thirdring.usecases.desk_facts import desk_facts
from thirdring.usecases.drafts import open_reception_drafts


class Wall:
    """What the clock on the wall says; `later` moves it."""

    def __init__(self) -> None:
        self.at = NOW

    def __call__(self) -> datetime:
        return self.at

    def later(self, **span: float) -> None:
        self.at += timedelta(**span)


class Desk(QWidget):
    """What the shell is to the screen: actions, a ticker, room; and the way to the database."""

    def __init__(self, world: World, wall: Wall, folder: Path, login: str = "lin") -> None:
        super().__init__()
        self.center = Center(world.store, world.staff[login], now=wall)
        self.runner = Runner(self.center)
        self.actions_ = Actions(self)
        self.actions_.set_granted(permissions_of([Role.AGENT]))
        self.actions_.set_screen("reception")
        self.ticker = Ticker(wall)
        staff = world.staff[login]
        self.screen_ = ReceptionScreen(
            self.center.read(desk_facts), self.runner, self.actions_, self.ticker,
            lambda: open_reception_drafts(staff, b"k" * 32, folder),
        )  # fmt: skip
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.screen_)
        self.resize(1302, 720)
        self.ended = False

    def end(self) -> None:
        if not self.ended:
            self.ended = True
            assert self.screen_.close_down()
            assert self.runner.shut_down()


@pytest.fixture
def wall() -> Wall:
    return Wall()


Opener = Callable[[], Desk]


@pytest.fixture
def open_desk(
    qtbot: Any, qapp: QApplication, world: World, wall: Wall, tmp_path: Path
) -> Iterator[Opener]:
    """Open the form; called again after `end`, it is the next start of the program."""
    opened: list[Desk] = []
    guard = PreeditGuard(qapp)

    def make() -> Desk:
        desk = Desk(world, wall, tmp_path / "drafts")
        qtbot.addWidget(desk)
        opened.append(desk)
        with qtbot.waitSignal(desk.screen_.desk.ready, timeout=10_000):
            desk.screen_.desk.start()
            desk.show()
        qtbot.waitActive(desk)
        desk.screen_.entered()
        qtbot.waitUntil(lambda: desk.runner.idle, timeout=10_000)
        return desk

    yield make
    qapp.removeEventFilter(guard)
    guard.deleteLater()
    for desk in opened:
        desk.end()


@pytest.fixture
def desk(open_desk: Opener) -> Desk:
    return open_desk()
