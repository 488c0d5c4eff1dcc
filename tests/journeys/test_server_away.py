"""A desk of a server's, by keys: the line breaks, calls go on, signing in works, all is sent (H6)."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from sqlalchemy import func, select, update

from tests.postgres import Server
from tests.tcp_proxy import TcpProxy, Way
from tests.usecases.conftest import COMPLETE, found, house_in, open_store_at
from thirdring.app.front_door import FrontDoor
from thirdring.domain.enums import Language, Outcome, Role
from thirdring.domain.ids import new_id
from thirdring.domain.outbox import OutboxRecord
from thirdring.store.tables import Call, Staff
from thirdring.ui.shell.rail import Link
from thirdring.usecases.given_ids import GivenIds
from thirdring.usecases.manage_staff import deactivate
from thirdring.usecases.offline.outbox import open_outbox
from thirdring.usecases.offline.waiting_calls import WaitingCall
from thirdring.usecases.offline.waiting_deeds import content_of
from thirdring.usecases.passwords import hash_password
from thirdring.usecases.records import CallInput, checked

pytestmark = pytest.mark.postgres
PASSWORD = "Tide-of-Lanterns-9"


@pytest.fixture
def url(postgres_server: Server) -> Iterator[str]:
    name = postgres_server.copy_of(found)
    url = postgres_server.url(name)
    with open_store_at(url) as store, store.begin_write() as session:
        session.execute(update(Staff).values(password_hash=hash_password(PASSWORD)))
    yield url
    postgres_server.drop(name)


def calls_on(url: str) -> int:
    with open_store_at(url) as store, store.begin_read() as session:
        return session.scalar(select(func.count()).select_from(Call)) or 0


def sign_in(qtbot: Any, door: FrontDoor) -> None:
    page = door._sign_in
    qtbot.waitUntil(lambda: door.settled and page.isVisible(), timeout=20_000)
    login, password = page.findChildren(QLineEdit)[:2]
    login.clear()
    qtbot.keyClicks(login, "owner")
    qtbot.keyClicks(password, PASSWORD)
    qtbot.keyClick(password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: door.day is not None and door.day.settled, timeout=30_000)


def log_a_misdial(qtbot: Any, door: FrontDoor) -> None:
    page = door.day.desk.calls
    page.new_call()
    qtbot.keyClicks(page.form.field("raised"), "wrong number")
    page.finish_as(Outcome.MISDIAL)


def waiting(door: FrontDoor) -> int:
    return int(door.day.outbox.watch.pile.count)


def leave_a_call_behind(url: str) -> None:
    """Somebody was taken out of use with a call on this computer."""
    with open_store_at(url) as store:
        house = house_in(store)
        lan = house.hire("lan", Role.AGENT).staff_id
        with store.begin_read() as session:
            key = session.scalars(select(Staff.draft_key).where(Staff.id == lan)).one()
        deed = WaitingCall(id=new_id(), record=checked(CallInput, COMPLETE), given=GivenIds())
        file = open_outbox(lan, key).file
        file.add(OutboxRecord(deed.id, deed.name, content_of(deed), house.now))
        file.close()
        house.owner.run(deactivate, "lan")


def test_c6_what_somebody_who_left_has_left_here_is_offered_to_a_supervisor(
    qtbot: Any, qapp: QApplication, url: str
) -> None:
    leave_a_call_behind(url)
    door = FrontDoor(qapp, url, language=Language.EN)
    door.open()
    sign_in(qtbot, door)
    line = door.day.outbox._left
    qtbot.waitUntil(line.isVisible, timeout=20_000)
    assert "1 record of lan" in line.accessibleName()
    qtbot.keyClick(line._button, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: calls_on(url) == 1, timeout=20_000)
    qtbot.waitUntil(lambda: not line.isVisible() and door.day.settled, timeout=20_000)
    shut(door)


def shut(door: FrontDoor) -> None:
    door.close()
    door.window.close()
    door.window.deleteLater()


@pytest.mark.expected_log("The database can't be watched for changes")
def test_h6_the_line_breaks_in_mid_call(
    qtbot: Any, qapp: QApplication, url: str, postgres_server: Server
) -> None:
    with TcpProxy(("127.0.0.1", postgres_server.port)) as proxy:
        door = FrontDoor(qapp, proxy.url(url), language=Language.EN)
        door.open()
        sign_in(qtbot, door)
        work = door.day.work
        log_a_misdial(qtbot, door)
        qtbot.waitUntil(lambda: calls_on(url) == 1, timeout=20_000)
        assert not work.banner.isVisible()
        proxy.way = Way.RESET
        proxy.drop()
        log_a_misdial(qtbot, door)
        qtbot.waitUntil(lambda: waiting(door) == 1, timeout=20_000)
        assert work.banner.isVisible()
        assert "can't be reached" in work.banner.accessibleName()
        assert calls_on(url) == 1
        # The program ends, and begins again without the server.
        door._on_switch_user()
        sign_in(qtbot, door)
        qtbot.waitUntil(lambda: waiting(door) == 1, timeout=20_000)
        assert door.day.phrases is not None
        assert door.day.work.rail._link._link is Link.OFFLINE
        proxy.way = Way.PASS
        qtbot.keyClick(door.day.work.banner._button, Qt.Key.Key_Return)  # opens the pile
        assert door.day.outbox.panel.isVisible()
        qtbot.keyClick(door.day.outbox.panel._foot.again, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: waiting(door) == 0, timeout=30_000)
        assert calls_on(url) == 2
        qtbot.waitUntil(lambda: not door.day.work.banner.isVisible(), timeout=20_000)
        qtbot.waitUntil(lambda: door.day.settled, timeout=20_000)
        assert door.day.work.isVisible()  # and no page that says something went wrong
        shut(door)
