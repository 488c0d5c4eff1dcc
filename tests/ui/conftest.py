"""What tests of windows share: the language and the theme put back, a runner shut down."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from tests.ticket_world import World, make_world
from tests.ui.callbacks.callback_day import Day, day_in
from tests.ui.calls.kit import WallClock
from tests.window_thread import asks_no_database
from thirdring.domain.enums import Language, Role
from thirdring.domain.roles import permissions_of
from thirdring.i18n import use_language
from thirdring.store.engine import Store, open_store
from thirdring.ui.runner import Runner
from thirdring.ui.shell.memory import FileMemory
from thirdring.ui.shell.window import MainWindow
from thirdring.ui.speech import switch_language
from thirdring.ui.theme import Density, ThemeChoice, theme_of
from thirdring.ui.ticker import Ticker


class PlainCenter:
    """A center without a database: runs each deed with no context."""

    def run(self, deed: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        return deed(None, *args, **kwargs)

    read = run


@pytest.fixture(autouse=True)
def look_put_back(qapp: QApplication) -> Iterator[None]:
    """Each test starts in English, light, compact, at 100 %, with no window of the one before."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    use_language(Language.EN)
    theme = theme_of()
    if not qapp.styleSheet():  # the window that was dressed in it is gone; parts are shown alone
        theme.install(qapp)
    if (theme.choice, theme.density, theme.text_scale) != (ThemeChoice.LIGHT, Density.COMPACT, 1.0):
        theme.change(choice=ThemeChoice.LIGHT, density=Density.COMPACT, text_scale=1.0)
    yield
    use_language(Language.EN)


@pytest.fixture(autouse=True)
def window_asks_no_database(qapp: QApplication) -> Iterator[None]:
    with asks_no_database():
        yield


@pytest.fixture(
    params=[(language, scale) for language in Language for scale in (1.0, 2.0)], ids=str
)
def look(request: pytest.FixtureRequest, qapp: QApplication) -> float:
    """Either language at 100 and at 200 %, before any window is there: to change what a full
    window wears takes seconds. Gives the scale.
    """
    language, scale = request.param
    switch_language(qapp, language)
    theme_of().change(text_scale=scale)
    return float(scale)


@pytest.fixture
def plain_runner() -> Iterator[Runner]:
    """A runner on no database, shut down after the test."""
    runner = Runner(PlainCenter())
    yield runner
    assert runner.shut_down()


@pytest.fixture
def memory(tmp_path: Path) -> FileMemory:
    return FileMemory(tmp_path / "window.json")


@pytest.fixture
def window(qtbot: Any, memory: FileMemory) -> MainWindow:
    """The window at the size of the mocks, with no page chosen yet."""
    made = MainWindow(theme_of(), Ticker(), memory)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    return made


@pytest.fixture
def store(migrated_sqlite_url: str) -> Iterator[Store]:
    """A center's file with all tables, still empty."""
    with open_store(migrated_sqlite_url.removeprefix("sqlite:///")) as opened:
        yield opened


@pytest.fixture
def world(store: Store) -> World:
    """A center with people in it, of every role."""
    return make_world(store)


@pytest.fixture(scope="session")
def founded_day(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a center of three, as every `Day` begins; made once."""
    folder = tmp_path_factory.mktemp("day")
    Day(folder, WallClock()).store.close()
    return folder / "center.db"


@pytest.fixture
def day(tmp_path: Path, qapp: QApplication, home: Path, founded_day: Path) -> Iterator[Day]:
    """A center of three and the whole window of one of them, closed after the test."""
    with day_in(tmp_path, founded_day, qapp) as made:
        yield made


@pytest.fixture
def settled(qtbot: Any, day: Day) -> Callable[[], None]:
    """Waits until nothing is under way in the day's window."""

    def wait() -> None:
        qtbot.waitUntil(lambda: day.day is not None and day.day.settled, timeout=20_000)

    return wait


GRANTED = permissions_of([Role.AGENT, Role.SUPERVISOR])
