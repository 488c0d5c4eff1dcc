"""A screen nobody looked at yet: the window answers at once, the screen comes in the next turns."""

import sys
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tests.ui.conftest import GRANTED
from thirdring.ui.runner import Runner
from thirdring.ui.shell.window import MainWindow
from thirdring.ui.shell.work import Work
from thirdring.ui.widgets import LineEdit

ALT = Qt.KeyboardModifier.AltModifier
CODE = "a_screen_nobody_loaded"


class Screen(QWidget):
    """Two fields, the first of which takes the cursor; writes down what it is told."""

    def __init__(self, told: list[str]) -> None:
        super().__init__()
        self.told = told
        self.first, self.second = LineEdit(), LineEdit()
        column = QVBoxLayout(self)
        column.addWidget(self.first)
        column.addWidget(self.second)

    def entered(self) -> None:
        self.told.append("entered")
        self.first.setFocus()

    def left(self) -> None:
        self.told.append("left")


class HeldUp:
    """A center whose server says nothing until it is let go."""

    def __init__(self) -> None:
        self.gone = threading.Event()

    def run(self, _deed: Callable[..., Any], /, *_args: Any, **_kwargs: Any) -> None:
        self.gone.wait()

    read = run


class Place:
    """The window with the desk shown, and tickets that are built when somebody goes there."""

    def __init__(self, work: Work, code: str = "") -> None:
        self.work = work
        self.told: list[str] = []
        self.built: list[Screen] = []
        work.add_screen("desk", "headset", "Desk", Screen([]))
        work.add_screen("tickets", "ticket", "Tickets", self._build, code=code)
        work.show_screen("desk")

    def _build(self) -> Screen:
        self.built.append(Screen(self.told))
        return self.built[-1]

    @property
    def there(self) -> bool:
        return self.work.settled


@pytest.fixture
def shown(qtbot: Any, window: MainWindow, plain_runner: Runner) -> Work:
    return _shown(qtbot, window, plain_runner)


def _shown(qtbot: Any, window: MainWindow, runner: Runner) -> Work:
    work = window.start_work(runner, GRANTED)
    window.show_work()
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return work


@pytest.fixture
def code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A module nobody imported yet, which knows on which thread it was."""
    text = "import threading\nLOADED_ON = threading.get_ident()\n"
    (tmp_path / f"{CODE}.py").write_text(text, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    yield CODE
    sys.modules.pop(CODE, None)


def test_what_is_typed_before_it_is_there_goes_into_it(
    qtbot: Any, window: MainWindow, shown: Work
) -> None:
    place = Place(shown)
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_2, ALT)
    assert shown.current == "tickets"
    assert shown.top_bar._title.text() == "Tickets"
    assert not place.built
    QTest.keyClicks(window.focusWidget(), "sofa")
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
    QTest.keyClicks(window.focusWidget(), "lamp")
    qtbot.waitUntil(lambda: place.there)
    (screen,) = place.built
    assert shown.place.body.currentWidget() is screen
    assert (screen.first.text(), screen.second.text()) == ("sofa", "lamp")


def test_asked_for_twice_it_is_built_once(qtbot: Any, shown: Work) -> None:
    place = Place(shown)
    for deed in ("opened", "searched"):
        shown.show_screen("tickets", then=partial(place.told.append, deed))
    qtbot.waitUntil(lambda: place.there)
    assert len(place.built) == 1
    assert place.told == ["entered", "opened", "searched"]
    shown.show_screen("tickets", then=partial(place.told.append, "at once"))
    assert place.told[3:] == ["entered", "at once"]


def test_left_before_it_is_there_it_stays_behind(
    qtbot: Any, window: MainWindow, shown: Work
) -> None:
    place = Place(shown)
    desk = shown.place.body.currentWidget()
    assert isinstance(desk, Screen)
    shown.show_screen("tickets", then=partial(place.told.append, "opened"))
    QTest.keyClicks(window.focusWidget(), "sofa")
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_1, ALT)
    qtbot.waitUntil(lambda: place.there)
    assert shown.place.body.currentWidget() is desk
    assert window.focusWidget() is desk.first
    assert desk.first.text() == ""
    assert place.told == ["opened"]
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_2, ALT)
    assert shown.place.body.currentWidget() is place.built[0]
    assert place.told == ["opened", "entered"]
    assert place.built[0].first.text() == ""


def test_its_code_is_loaded_beside_the_window(qtbot: Any, shown: Work, code: str) -> None:
    place = Place(shown, code)
    shown.show_screen("tickets")
    qtbot.waitUntil(lambda: place.there)
    assert place.told == ["entered"]
    assert threading.get_ident() != sys.modules[code].LOADED_ON


def test_it_comes_while_the_server_says_nothing(qtbot: Any, window: MainWindow, code: str) -> None:
    center = HeldUp()
    runner = Runner(center)
    work = _shown(qtbot, window, runner)
    for _reader in range(2):
        runner.read(print, owner=work)
    place = Place(work, code)
    work.show_screen("tickets")
    qtbot.waitUntil(lambda: place.there)
    assert place.told == ["entered"]
    center.gone.set()
    assert runner.shut_down()


def test_what_failed_is_tried_again(qtbot: Any, shown: Work) -> None:
    told: list[str] = []
    failures = [OSError("no room")]

    def build() -> Screen:
        if failures:
            raise failures.pop()
        return Screen(told)

    shown.add_screen("tickets", "ticket", "Tickets", build)
    with qtbot.captureExceptions() as caught:
        shown.show_screen("tickets")
        qtbot.waitUntil(lambda: bool(caught))
    assert isinstance(caught[0][1], OSError)
    assert shown.settled
    shown.show_screen("tickets")
    qtbot.waitUntil(lambda: bool(told))
    assert told == ["entered"]


def test_prepared_it_is_there_in_the_turn_it_is_asked_for(qtbot: Any, shown: Work) -> None:
    place = Place(shown)
    shown.prepare("tickets")
    shown.prepare("nothing of that name")
    assert place.there  # nobody asked for it, nobody waits
    assert not shown.is_built("tickets")
    qtbot.waitUntil(lambda: shown.is_built("tickets"))
    assert place.told == []
    assert shown.current == "desk"
    shown.show_screen("tickets")
    assert shown.place.body.currentWidget() is place.built[0]
    assert place.told == ["entered"]
    shown.prepare("tickets")
    assert len(place.built) == 1


def test_signed_out_while_it_is_prepared_nothing_follows(
    qtbot: Any, window: MainWindow, plain_runner: Runner, shown: Work, code: str
) -> None:
    place = Place(shown, code)
    told: list[object] = []
    plain_runner.refused.connect(told.append)
    plain_runner.crashed.connect(told.append)
    shown.prepare("tickets")
    window.end_work()
    qtbot.waitUntil(lambda: plain_runner.idle)
    assert len(place.built) <= 1
    assert told == []


def test_asked_for_while_it_is_prepared_it_is_built_once(qtbot: Any, shown: Work) -> None:
    place = Place(shown)
    shown.prepare("tickets")
    shown.show_screen("tickets")
    assert not place.there
    qtbot.waitUntil(lambda: place.there)
    assert shown.place.body.currentWidget() is place.built[0]
    assert (len(place.built), place.told) == (1, ["entered"])
