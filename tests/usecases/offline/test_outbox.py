"""A call logged while the server is away is kept, and is on the server exactly once afterwards."""

import pytest
from sqlalchemy import func, select

from tests.tcp_proxy import TcpProxy, Way
from tests.usecases.conftest import House
from tests.usecases.offline.conftest import Desk
from thirdring.domain.errors import KeptHere
from thirdring.store.tables import Call
from thirdring.usecases.log_call import log_call

pytestmark = pytest.mark.postgres


def calls_on(house: House) -> int:
    with house.store.begin_read() as session:
        return session.scalar(select(func.count()).select_from(Call)) or 0


def test_h6_a_call_logged_into_a_black_hole_is_on_the_server_once_when_it_is_back(
    desk: Desk, served_house: House, proxy: TcpProxy, call: object
) -> None:
    proxy.way = Way.HOLE
    with pytest.raises(KeptHere):
        desk.run(log_call, call(raised="沙发未到"))
    assert desk.center.link.away
    assert [one.deed for one in desk.post.records()] == ["log_call"]
    assert calls_on(served_house) == 0
    proxy.way = Way.PASS
    desk.post.send_all()
    assert desk.post.records() == ()
    assert calls_on(served_house) == 1
