"""From the first start to a center on a server, by keystrokes: choice, sign-in, own password, lock."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import PasswordDeleteError
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QStackedWidget

from tests.server_center import FIRST, OWN, OWNER, OWNER_PASSWORD, ServerCenter
from thirdring.app.front_door import FrontDoor
from thirdring.app.start import whereabouts
from thirdring.domain.enums import Language, Role
from thirdring.ui.widgets import Button, Label

pytestmark = pytest.mark.postgres


def _now() -> datetime:
    return datetime.now(UTC)


class Ring(KeyringBackend):
    """A system's keyring, as one is for keyring: kept in memory, for this program alone."""

    priority = 5.0

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.kept: dict[str, str] = {}

    def get_password(self, _service: str, username: str) -> str | None:
        return self.kept.get(username)

    def set_password(self, _service: str, username: str, password: str) -> None:
        self.kept[username] = password

    def delete_password(self, _service: str, username: str) -> None:
        if self.kept.pop(username, None) is None:
            raise PasswordDeleteError


@pytest.fixture
def ring() -> Iterator[Ring]:
    before, made = keyring.get_keyring(), Ring()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


@pytest.fixture
def open_door(qtbot: Any, qapp: QApplication) -> Iterator[Callable[[], FrontDoor]]:
    doors: list[FrontDoor] = []

    def closed() -> None:
        for door in doors:
            door.close()
            door.window.close()
            door.window.deleteLater()
        doors.clear()

    def opened() -> FrontDoor:
        """A start of the program; the one before has ended."""
        closed()
        door = FrontDoor(qapp, whereabouts(None), language=Language.EN)
        doors.append(door)
        door.open()
        return door

    yield opened
    closed()


def shown(door: FrontDoor) -> Any:
    stack = door.window.centralWidget()
    assert isinstance(stack, QStackedWidget)
    return stack.currentWidget()


def words(page: Any) -> str:
    return "\n".join(label.text() for label in page.findChildren(Label) if label.isVisible())


def press(page: Any, text: str) -> None:
    [button] = [b for b in page.findChildren(Button) if b.text() == text and b.isVisible()]
    button.click()


def fields(page: Any) -> list[QLineEdit]:
    return [edit for edit in page.findChildren(QLineEdit) if edit.isVisible()]


def type_into(qtbot: Any, edit: QLineEdit, text: str) -> None:
    edit.setFocus()
    edit.selectAll()
    qtbot.keyClicks(edit, text)


def come_in(qtbot: Any, door: FrontDoor, center: ServerCenter, login: str, password: str) -> None:
    """Through the server's page, as on the first start."""
    press(shown(door), "On a server")
    page = shown(door)
    for edit, text in zip(
        fields(page),
        (f"127.0.0.1:{center.server.port}", center.address.database, login, password),
        strict=True,
    ):
        type_into(qtbot, edit, text)
    qtbot.keyClick(fields(page)[-1], Qt.Key.Key_Return)


def at_the_desk(qtbot: Any, door: FrontDoor) -> Any:
    qtbot.waitUntil(lambda: door.day is not None and door.day.settled, timeout=20_000)
    return door.day


def test_the_first_start_finds_the_server_and_its_own_password(
    qtbot: Any, open_door: Callable[[], FrontDoor], server_center: ServerCenter, ring: Ring
) -> None:
    lin = server_center.hire(Role.AGENT, now=_now)
    door = open_door()
    assert "Where is your center kept?" in words(shown(door))
    come_in(qtbot, door, server_center, lin, "wrong-password")
    qtbot.waitUntil(lambda: "refuses this login" in words(shown(door)), timeout=10_000)
    assert door.memory.read("server") == ""
    type_into(qtbot, fields(shown(door))[-1], FIRST)
    qtbot.keyClick(fields(shown(door))[-1], Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Choose your own password" in words(shown(door)), timeout=10_000)
    for edit, text in zip(fields(shown(door)), (FIRST, OWN, OWN), strict=True):
        type_into(qtbot, edit, text)
    qtbot.keyClick(fields(shown(door))[-1], Qt.Key.Key_Return)
    day = at_the_desk(qtbot, door)
    assert day.person.login == lin
    # The password is only in the keyring, the new one; the server's place is in the desk's memory.
    assert list(ring.kept.values()) == [OWN]
    kept = door.memory.read("server")
    assert kept == f"postgresql://127.0.0.1:{server_center.server.port}/center"
    server_center.at(lin, OWN).close()
    assert not server_center.ask("SELECT must_change_password FROM staff WHERE login = %s", lin)


def test_a_kept_password_signs_in_and_the_next_person_types_their_own(
    qtbot: Any, open_door: Callable[[], FrontDoor], server_center: ServerCenter, ring: Ring
) -> None:
    door = open_door()
    come_in(qtbot, door, server_center, OWNER, OWNER_PASSWORD)
    at_the_desk(qtbot, door)
    again = open_door()
    day = at_the_desk(qtbot, again)
    assert day.person.login == OWNER
    day.work.shortcuts.trigger("lock")
    cover = fields(again.window.cover)[0]
    qtbot.keyClicks(cover, "wrong")
    qtbot.keyClick(cover, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "refuses this login" in words(again.window.cover), timeout=10_000)
    assert again.window.locked
    type_into(qtbot, cover, OWNER_PASSWORD)
    qtbot.keyClick(cover, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not again.window.locked, timeout=10_000)
    again.window.switch_user_asked.emit()
    qtbot.waitUntil(lambda: again.settled, timeout=10_000)
    assert again.day is None
    login, password = fields(shown(again))
    assert (login.text(), password.text()) == ("", "")
    assert f"127.0.0.1:{server_center.server.port}/center" in words(shown(again))
    lin = server_center.hire(Role.AGENT, now=_now)
    type_into(qtbot, login, lin)
    type_into(qtbot, password, FIRST)
    qtbot.keyClick(password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Choose your own password" in words(shown(again)), timeout=10_000)


def test_without_a_keyring_the_password_is_asked_each_time(
    qtbot: Any, open_door: Callable[[], FrontDoor], server_center: ServerCenter, home: Any
) -> None:
    door = open_door()
    come_in(qtbot, door, server_center, OWNER, OWNER_PASSWORD)
    at_the_desk(qtbot, door)
    again = open_door()
    qtbot.waitUntil(lambda: again.settled, timeout=10_000)
    assert again.day is None
    login, password = fields(shown(again))
    assert (login.text(), password.text()) == (OWNER, "")
    for file in home.rglob("*"):
        assert not file.is_file() or OWNER_PASSWORD.encode() not in file.read_bytes()


def test_an_address_with_login_and_password_signs_in(
    qtbot: Any,
    open_door: Callable[[], FrontDoor],
    server_center: ServerCenter,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("THIRDRING_DB", server_center.url_of(OWNER, OWNER_PASSWORD))
    assert at_the_desk(qtbot, open_door()).person.login == OWNER


def test_this_computer_is_the_other_answer(qtbot: Any, open_door: Callable[[], FrontDoor]) -> None:
    door = open_door()
    press(shown(door), "On a server")
    press(shown(door), "Back")
    press(shown(door), "On this one computer")
    qtbot.waitUntil(lambda: "Set up your center" in words(shown(door)), timeout=20_000)


@pytest.mark.expected_log("can't be watched")
def test_a_desk_that_knows_its_person_opens_while_the_server_is_away(
    qtbot: Any, open_door: Callable[[], FrontDoor], server_center: ServerCenter
) -> None:
    door = open_door()
    come_in(qtbot, door, server_center, OWNER, OWNER_PASSWORD)
    at_the_desk(qtbot, door)
    server_center.server.stop()
    try:
        again = open_door()
        qtbot.waitUntil(lambda: again.settled, timeout=10_000)
        _login, password = fields(shown(again))
        qtbot.keyClicks(password, "wrong")
        qtbot.keyClick(password, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: "doesn't know this login" in words(shown(again)), timeout=20_000)
        qtbot.keyClicks(password, OWNER_PASSWORD)
        qtbot.keyClick(password, Qt.Key.Key_Return)
        day = at_the_desk(qtbot, again)
        assert day.person.login == OWNER
        day.work.shortcuts.trigger("lock")
        cover = fields(again.window.cover)[0]
        type_into(qtbot, cover, "wrong")
        qtbot.keyClick(cover, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: "is not right" in words(again.window.cover), timeout=20_000)
        type_into(qtbot, cover, OWNER_PASSWORD)
        qtbot.keyClick(cover, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: not again.window.locked, timeout=10_000)
    finally:
        server_center.server.run()
