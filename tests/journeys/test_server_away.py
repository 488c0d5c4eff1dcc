"""A desk of a server's, by keys: the line breaks, calls go on, signing in works, all is sent (H6)."""

from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from tests.server_center import OWN, ServerCenter
from tests.tcp_proxy import TcpProxy, Way
from tests.usecases.conftest import COMPLETE
from tests.usecases.offline.test_faults import MATTER
from thirdring.app.front_door import FrontDoor
from thirdring.domain.enums import Language, Outcome, Role
from thirdring.domain.ids import new_id
from thirdring.domain.outbox import OutboxRecord
from thirdring.store.address import parse_address
from thirdring.store.desk_numbers import DeskNumbers
from thirdring.store.vault import vaults_of
from thirdring.ui.shell.rail import Link
from thirdring.ui.widgets import Label
from thirdring.usecases.given_ids import GivenIds
from thirdring.usecases.manage_staff import deactivate
from thirdring.usecases.offline.outbox import open_outbox
from thirdring.usecases.offline.waiting_calls import WaitingCall
from thirdring.usecases.offline.waiting_cases import WaitingReception
from thirdring.usecases.offline.waiting_deeds import content_of
from thirdring.usecases.records import CallInput, ReceptionInput, checked
from thirdring.usecases.sign_in import sign_in_on_server

pytestmark = pytest.mark.postgres


def place_of(center: ServerCenter) -> str:
    """The server's address, without anybody's login."""
    return f"postgresql://127.0.0.1:{center.server.port}/{center.address.database}"


def calls_of(center: ServerCenter, login: str) -> int:
    of_them = "SELECT count(*) FROM calls WHERE agent_id = (SELECT id FROM staff WHERE login = %s)"
    return int(center.ask(of_them, login))


def sign_in(qtbot: Any, door: FrontDoor, who: str) -> None:
    page = door._sign_in
    qtbot.waitUntil(lambda: door.settled and page.isVisible(), timeout=20_000)
    login, password = page.findChildren(QLineEdit)[:2]
    login.clear()
    qtbot.keyClicks(login, who)
    qtbot.keyClicks(password, OWN)
    qtbot.keyClick(password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: door.day is not None and door.day.settled, timeout=30_000)


def log_a_misdial(qtbot: Any, door: FrontDoor) -> None:
    page = door.day.desk.calls
    page.new_call()
    qtbot.keyClicks(page.form.field("raised"), "wrong number")
    page.finish_as(Outcome.MISDIAL)


def words_of(widget: QWidget) -> str:
    return " ".join(label.text() for label in widget.findChildren(Label))


def waiting(door: FrontDoor) -> int:
    return int(door.day.outbox.watch.pile.count)


def leave_records_behind(center: ServerCenter) -> str:
    """Somebody was taken out of use with a call and a matter on this computer; their login."""
    now = center.owner.now
    login = center.employ(Role.AGENT, now=now)
    with center.at(login, OWN) as store:
        person = sign_in_on_server(store)
    ended = now() - timedelta(minutes=5)
    times = {"started_at": 300, "answered_at": 292, "ended_at": 60, "wrapped_up_at": 0}
    record = {name: (ended - timedelta(seconds=s)).isoformat() for name, s in times.items()}
    call = WaitingCall(id=new_id(), record=checked(CallInput, COMPLETE | record), given=GivenIds())
    matter = WaitingReception(id=new_id(), record=checked(ReceptionInput, MATTER))
    file = open_outbox(person.id, person.draft_key).file
    for deed in (call, matter):
        file.add(OutboxRecord(deed.id, deed.name, content_of(deed), ended))
    file.close()
    center.center(center.owner, now).run(deactivate, login)
    return login


def test_c6_what_somebody_who_left_has_left_here_is_offered_to_a_supervisor(
    qtbot: Any, qapp: QApplication, server_center: ServerCenter
) -> None:
    left = leave_records_behind(server_center)
    door = FrontDoor(qapp, place_of(server_center), language=Language.EN)
    door.open()
    boss = server_center.employ(Role.SUPERVISOR, now=server_center.owner.now)
    sign_in(qtbot, door, boss)
    line = door.day.outbox._left
    qtbot.waitUntil(line.isVisible, timeout=20_000)
    assert f"2 records of {left}" in line.accessibleName()
    qtbot.keyClick(line._button, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: calls_of(server_center, left) == 1, timeout=20_000)
    qtbot.waitUntil(lambda: not line.isVisible() and door.day.settled, timeout=20_000)
    of_boss = (
        "SELECT count(*) FROM tickets WHERE created_by = (SELECT id FROM staff WHERE login = %s)"
    )
    assert server_center.ask(of_boss, boss) == 1
    shut(door)


def shut(door: FrontDoor) -> None:
    door.close()
    door.window.close()
    door.window.deleteLater()


@pytest.mark.expected_log("The database can't be watched for changes")
def test_h6_the_line_breaks_in_mid_call(
    qtbot: Any, qapp: QApplication, server_center: ServerCenter
) -> None:
    agent = server_center.employ(Role.AGENT, now=server_center.owner.now)
    with TcpProxy(("127.0.0.1", server_center.server.port)) as proxy:
        url = proxy.url(place_of(server_center))
        door = FrontDoor(qapp, url, language=Language.EN)
        door.open()
        sign_in(qtbot, door, agent)
        work = door.day.work
        log_a_misdial(qtbot, door)
        qtbot.waitUntil(lambda: calls_of(server_center, agent) == 1, timeout=20_000)
        assert not work.banner.isVisible()
        proxy.way = Way.RESET
        proxy.drop()
        log_a_misdial(qtbot, door)
        qtbot.waitUntil(lambda: waiting(door) == 1, timeout=20_000)
        assert work.banner.isVisible()
        assert "can't be reached" in work.banner.accessibleName()
        assert calls_of(server_center, agent) == 1
        # Who calls can't be looked up, and the panel says so.
        page = door.day.desk.calls
        page.new_call()
        qtbot.keyClicks(page.form.field("number"), "13800001234")
        empty = door.day.desk.customer._empty
        qtbot.waitUntil(lambda: "Not known on this computer" in words_of(empty), timeout=20_000)
        page.form.field("number").selectAll()
        qtbot.keyClick(page.form.field("number"), Qt.Key.Key_Delete)
        qtbot.waitUntil(lambda: "Nobody on the line" in words_of(empty), timeout=20_000)
        # The program ends, and begins again without the server.
        door._on_switch_user()
        sign_in(qtbot, door, agent)
        qtbot.waitUntil(lambda: waiting(door) == 1, timeout=20_000)
        assert door.day.phrases is not None
        assert door.day.work.rail._link._link is Link.OFFLINE
        proxy.way = Way.PASS
        qtbot.keyClick(door.day.work.banner._button, Qt.Key.Key_Return)  # opens the pile
        assert door.day.outbox.panel.isVisible()
        qtbot.keyClick(door.day.outbox.panel._foot.again, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: waiting(door) == 0, timeout=30_000)
        assert calls_of(server_center, agent) == 2
        qtbot.waitUntil(lambda: not door.day.work.banner.isVisible(), timeout=20_000)
        qtbot.waitUntil(lambda: door.day.settled, timeout=20_000)
        assert door.day.work.isVisible()  # and no page that says something went wrong
        shut(door)
    assert DeskNumbers(vaults_of(parse_address(url)).name).code is not None  # J1
