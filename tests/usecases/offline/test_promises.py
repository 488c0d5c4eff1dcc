"""Promises a desk knows of ring while the server is away (C2, C3, C6, B8)."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from tests.conftest import ROOT
from tests.tcp_proxy import TcpProxy, Way
from tests.usecases.callbacks import all_of, attempts
from tests.usecases.conftest import NOON, House
from tests.usecases.offline.conftest import KEY, Desk
from thirdring.domain.case_values import AlarmStage
from thirdring.domain.enums import CallbackResult, Role
from thirdring.domain.errors import KeptHere
from thirdring.store.desk_numbers import DeskNumbers
from thirdring.store.tables import Callback, Ticket
from thirdring.store.vault import vaults_of
from thirdring.usecases.desk_facts import desk_facts
from thirdring.usecases.log_call import log_call
from thirdring.usecases.offline.claim_desk import claim_desk
from thirdring.usecases.offline.desk_center import DeskCenter
from thirdring.usecases.offline.open_desk import open_desk
from thirdring.usecases.offline.sign_in_away import KnownHere
from thirdring.usecases.raise_alarms import alarms_due, my_alarms
from thirdring.usecases.sign_in import SignedIn

pytestmark = pytest.mark.postgres
SOURCES = ROOT / "src" / "thirdring"


@pytest.fixture
def whole(desk: Desk, served_house: House, tmp_path: Path) -> Iterator[DeskCenter]:
    """The desk as it is opened at a sign-in."""
    facts = desk.center.read(desk_facts)
    person = SignedIn(
        desk.staff_id, "lan", "lan", None, None, frozenset({Role.AGENT}), KEY, False, True
    )
    here = KnownHere(person, facts, NOON)
    made, notice = open_desk(
        desk.center.center, here, lambda: served_house.now, {desk_facts}, folder=tmp_path / "whole"
    )
    assert notice is None
    yield made
    made.close()


def promise(call: Any, house: House, outcome: str = "callback", **more: Any) -> Any:
    """Told at the end of a call that ends now."""
    end = house.now
    times = {"started_at": end - timedelta(minutes=3), "answered_at": end - timedelta(minutes=3)}
    told = {k: v.isoformat() for k, v in times.items()} | {"outcome": outcome} | more
    return call(**{"ended_at": end.isoformat(), "wrapped_up_at": end.isoformat()} | told)


def stages(desk: DeskCenter) -> list[tuple[AlarmStage, str | None]]:
    return [(row.stage, row.about) for row in desk.read(my_alarms)]


def test_c2_a_promise_made_before_the_server_went_away_rings(
    whole: DeskCenter, served_house: House, proxy: TcpProxy, call: Any
) -> None:
    whole.run(log_call, promise(call, served_house, callback={"minutes": 30, "about": "送货"}))
    assert whole.read(my_alarms) == ()
    proxy.way = Way.RESET
    proxy.drop()
    assert whole.read(my_alarms) == ()
    served_house.later(minutes=27)
    assert stages(whole) == [(AlarmStage.WARNED, "送货")]
    served_house.later(minutes=4)
    assert stages(whole) == [(AlarmStage.DUE, "送货")]
    assert not whole.read(alarms_due)


def test_c2_a_promise_made_while_it_is_away_rings_and_keeping_it_ends_that(
    whole: DeskCenter, served_house: House, proxy: TcpProxy, call: Any
) -> None:
    whole.read(my_alarms)
    proxy.way = Way.RESET
    proxy.drop()
    record = promise(call, served_house, callback={"minutes": 30, "about": "送货"})
    with pytest.raises(KeptHere):
        whole.run(log_call, record)
    served_house.later(minutes=31)
    (row,) = whole.read(my_alarms)
    assert (row.stage, row.about, row.mine) == (AlarmStage.DUE, "送货", True)
    told_again = promise(
        call, served_house, callback={"minutes": 20},
        callback_kept={"id": str(row.callback_id), "result": "progress"},
    )  # fmt: skip
    with pytest.raises(KeptHere):
        whole.run(log_call, told_again)
    assert whole.read(my_alarms) == ()
    served_house.later(minutes=21)
    (row,) = whole.read(my_alarms)
    done = promise(
        call, served_house, "solved", callback_kept={"id": str(row.callback_id), "result": "done"}
    )
    with pytest.raises(KeptHere):
        whole.run(log_call, done)
    assert whole.read(my_alarms) == ()


def test_b8_a_call_cut_off_while_it_is_away_is_to_be_redialled_at_once(
    whole: DeskCenter, served_house: House, proxy: TcpProxy, call: Any
) -> None:
    whole.read(my_alarms)
    proxy.way = Way.RESET
    proxy.drop()
    cut = promise(call, served_house, "cut_off")
    with pytest.raises(KeptHere):
        whole.run(log_call, cut)
    assert [(row.rule, row.stage) for row in whole.read(my_alarms)] == [("B8", AlarmStage.DUE)]


def test_c2_what_waits_is_one_chain_on_the_server_too(
    whole: DeskCenter, served_house: House, proxy: TcpProxy, call: Any
) -> None:
    """The promise has its id from this desk, so that keeping it can wait behind it."""
    whole.read(my_alarms)
    proxy.way = Way.RESET
    proxy.drop()
    with pytest.raises(KeptHere):
        whole.run(log_call, promise(call, served_house, callback={"minutes": 30}))
    served_house.later(minutes=31)
    (row,) = whole.read(my_alarms)
    done = promise(
        call, served_house, "solved", callback_kept={"id": str(row.callback_id), "result": "done"}
    )
    with pytest.raises(KeptHere):
        whole.run(log_call, done)
    proxy.way = Way.PASS
    for _try in range(100):
        whole.post.send_all()
        if not whole.post.records():
            break
    assert whole.post.records() == ()
    whole.link.found()
    assert whole.read(my_alarms) == ()


# What a window makes of each result: the call that it is kept in (ui/calls/calling_back.py).
KEPT_IN: dict[CallbackResult, dict[str, Any]] = {
    CallbackResult.DONE: {"outcome": "solved"},
    CallbackResult.PROGRESS: {"outcome": "callback", "callback": {"minutes": 20}},
    CallbackResult.NOT_REACHED: {
        "outcome": "abandoned", "answered_at": None, "hung_up_by": None, "answer": None,
    },
    CallbackResult.ESCALATED: {"outcome": "escalated"},
}  # fmt: skip


@pytest.mark.parametrize("result", list(CallbackResult))
def test_c3_whatever_came_of_calling_back_waits_with_its_call_and_is_there_once(
    whole: DeskCenter, served_house: House, proxy: TcpProxy, call: Any, result: CallbackResult
) -> None:
    whole.run(log_call, promise(call, served_house, callback={"minutes": 30}))
    (owed,) = all_of(served_house, Callback)
    whole.read(my_alarms)
    proxy.way = Way.RESET
    proxy.drop()
    served_house.later(minutes=31)
    kept = promise(
        call, served_house, direction="outbound",
        callback_kept={"id": str(owed.id), "result": result.value}, **KEPT_IN[result],
    )  # fmt: skip
    with pytest.raises(KeptHere):
        whole.run(log_call, kept)
    assert attempts(served_house, owed.id) == []
    proxy.way = Way.PASS
    served_house.later(minutes=9)
    for _try in range(100):
        if whole.post.send_all():
            break
    assert whole.post.records() == ()
    (tried,) = attempts(served_house, owed.id)
    assert (tried.result, tried.made_at) == (result, served_house.now - timedelta(minutes=9))


def test_c3_a_window_keeps_a_promise_in_a_call_and_no_other_way() -> None:
    """Kept by itself it would need the server: that is for commands, and for who decides a review."""
    keeping = "thirdring.usecases.keep_callback"
    windows = [file for part in ("ui", "app") for file in (SOURCES / part).rglob("*.py")]
    assert len(windows) > 200
    assert [file for file in windows if keeping in file.read_text(encoding="utf-8")] == []


def test_j1_the_desk_gives_the_ticket_its_number_and_the_server_keeps_it(
    whole: DeskCenter, served_house: House, proxy: TcpProxy, call: Any
) -> None:
    store = whole.center.store
    code = whole.center.run(claim_desk, "desk-7")
    numbers = DeskNumbers(vaults_of(store.address).name, served_folder(whole))
    numbers.set_code(code)
    proxy.way = Way.RESET
    proxy.drop()
    with pytest.raises(KeptHere) as kept:
        whole.run(log_call, promise(call, served_house, callback={"minutes": 30}))
    assert kept.value.answer == f"E261122-{code}001"
    proxy.way = Way.PASS
    for _try in range(100):
        whole.post.send_all()
        if not whole.post.records():
            break
    with served_house.store.begin_read() as session:
        assert session.scalars(select(Ticket.number)).one() == kept.value.answer


def served_folder(whole: DeskCenter) -> Path:
    return whole.post._outbox._path.parent.parent / "desk"
