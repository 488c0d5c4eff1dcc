"""A center with people behind the settings."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest

from tests.ticket_world import PEOPLE, World
from thirdring.domain.roles import permissions_of
from thirdring.ui.runner import Runner
from thirdring.ui.settings.settings_screen import SettingsScreen
from thirdring.ui.shell.memory import FileMemory
from thirdring.ui.theme import theme_of
from thirdring.usecases.about_center import about_center, back_up_to


class Seen:
    """The settings of one person, what they said, and a wait for the database."""

    def __init__(self, world: World, memory: FileMemory, login: str, qtbot: Any) -> None:
        self.runner = Runner(world.center(login))
        self.bugs: list[BaseException] = []
        self.runner.crashed.connect(self.bugs.append)
        self.said: list[str] = []
        self.memory = memory
        self.screen: Any = SettingsScreen(
            self.runner,
            permissions_of(PEOPLE[login][1]),
            theme_of(),
            memory,
            PEOPLE[login][0],
            about=partial(about_center, store=world.store),
            back_up=partial(back_up_to, store=world.store),
        )
        self.screen.said.connect(self._on_said)
        qtbot.addWidget(self.screen)
        self.screen.resize(1300, 720)
        self.screen.show()
        self._qtbot = qtbot

    def _on_said(self, sentence: str, _undo: object) -> None:
        self.said.append(sentence)

    def settle(self) -> None:
        self._qtbot.waitUntil(lambda: self.runner.idle, timeout=20_000)

    def section(self, name: str) -> Any:
        self.screen.show_section(name)
        self.settle()
        return self.screen.sections[name]


@pytest.fixture
def open_settings(world: World, memory: FileMemory, qtbot: Any) -> Iterator[Callable[[str], Seen]]:
    """Opens the settings as the person with that login."""
    made: list[Seen] = []

    def opened(login: str) -> Seen:
        made.append(Seen(world, memory, login, qtbot))
        return made[-1]

    yield opened
    for seen in made:
        assert seen.runner.shut_down()
        assert not seen.bugs
