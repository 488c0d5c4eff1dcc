"""The screen of the month over a small center, for whoever a test asks for."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.ticket_world import World
from tests.ui.month.seen import Seen

Opener = Callable[[str], Seen]


@pytest.fixture
def as_(world: World, tmp_path: Path, qtbot: Any) -> Iterator[Opener]:
    """`as_("lin")` opens the month for her; shut down after the test, and no bug was met."""
    opened: list[Seen] = []

    def open_for(login: str) -> Seen:
        opened.append(Seen(world, tmp_path, qtbot, login))
        return opened[-1]

    yield open_for
    for one in opened:
        assert one.runner.shut_down()
        assert not one.bugs
