"""A ticket that is looked at while the server is away: as it was seen last, and with one's own
changes.
"""

from datetime import timedelta

import pytest

from tests.tcp_proxy import TcpProxy, Way
from tests.usecases.conftest import House
from tests.usecases.offline.conftest import Desk
from tests.usecases.offline.test_faults import MATTER
from thirdring.domain.enums import Severity
from thirdring.domain.errors import KeptHere
from thirdring.domain.ids import new_id
from thirdring.usecases.add_note import add_note
from thirdring.usecases.edit_ticket import edit_ticket
from thirdring.usecases.receive_matter import receive_matter
from thirdring.usecases.records import ReceptionInput, checked
from thirdring.usecases.show_ticket import show_ticket

pytestmark = pytest.mark.postgres


def test_h6_a_ticket_is_shown_as_it_was_seen_last_however_it_is_asked_for(
    desk: Desk, served_house: House, proxy: TcpProxy
) -> None:
    me = served_house.at(desk.staff_id)
    filed = me.run(receive_matter, checked(ReceptionInput, MATTER), new_id())
    desk.center.read(show_ticket, filed.number)
    me.run(edit_ticket, filed.id, 1, {"answer": "周四上门"})
    newest = desk.center.read(show_ticket, filed.id)
    proxy.way = Way.RESET
    proxy.drop()
    again = desk.center.read(show_ticket, filed.number)
    assert again.fields == newest.fields
    # What is changed now is a change of that version.
    served_house.now += timedelta(minutes=1)
    with pytest.raises(KeptHere):
        desk.run(edit_ticket, filed.id, again.fields.version, {"answer": "周五上门"})
    proxy.way = Way.PASS
    assert desk.post.send_all()
    assert me.read(show_ticket, filed.id).fields.answer == "周五上门"
    assert desk.post.records() == ()


def test_h6_what_one_changed_in_it_meanwhile_shows_and_is_told_apart(
    desk: Desk, served_house: House, proxy: TcpProxy
) -> None:
    me = served_house.at(desk.staff_id)
    filed = me.run(receive_matter, checked(ReceptionInput, MATTER), new_id())
    before = desk.center.read(show_ticket, filed.id)
    proxy.way = Way.RESET
    proxy.drop()
    with pytest.raises(KeptHere):
        desk.run(edit_ticket, filed.id, 1, {"answer": "周五上门", "severity": "serious"})
    with pytest.raises(KeptHere):
        desk.run(add_note, filed.id, "客户周五在家")
    served_house.now += timedelta(minutes=1)
    with pytest.raises(KeptHere):
        desk.run(edit_ticket, filed.id, 1, {"wants": "换两扇门"})
    seen = desk.center.read(show_ticket, filed.id)
    fields = seen.fields
    assert (fields.answer, fields.severity, fields.wants) == (
        "周五上门", Severity.SERIOUS, "换两扇门"
    )  # fmt: skip
    assert (before.waiting, seen.waiting) == (0, 3)
    proxy.way = Way.PASS
    assert desk.post.send_all()
    desk.center.link.found()
    there = me.read(show_ticket, filed.id)
    assert (there.waiting, there.fields.answer, there.fields.wants) == (0, "周五上门", "换两扇门")
    # The second change was of what the first had left; nobody is asked about the two.
    assert desk.post.records() == ()
