"""Listing callbacks on both engines: redials on top, by time left, page by page."""

from typing import Any

import pytest

from tests.usecases import callbacks
from thirdring.domain.enums import CallbackResult, Role
from thirdring.domain.errors import NotPermitted, Refusal
from thirdring.usecases.find_callbacks import CallbackCounts, callback_counts, find_callbacks
from thirdring.usecases.keep_callback import keep_callback
from thirdring.usecases.mark_absent import mark_absent


def test_b8_redials_on_top_then_by_time_left_page_by_page(house: Any) -> None:
    lin = house.hire("lin", Role.AGENT)
    by_minutes = {m: callbacks.promise(house, lin, m) for m in (25, 5, 90, 15, 10)}
    redials = [callbacks.cut_off(house, lin) for _ in range(2)]
    wanted = [*sorted(redials), *(by_minutes[m] for m in sorted(by_minutes))]
    found = lin.read(find_callbacks)
    assert [line.id for line in found] == wanted
    pages, after = [], None
    while page := lin.read(find_callbacks, limit=3, after=after):
        pages.append([line.id for line in page])
        after = page[-1].cursor
    assert pages == [wanted[:3], wanted[3:6], wanted[6:]]
    with pytest.raises(Refusal):
        lin.read(find_callbacks, limit=0)


def test_mine_my_teams_overdue_and_all(house: Any) -> None:
    lin = house.hire("lin", Role.AGENT, department="客服部")
    chen = house.hire("chen", Role.AGENT, department="客服部")
    wu = house.hire("wu", Role.AGENT, department="售后部")
    boss = house.hire("zhao", Role.SUPERVISOR)
    first, second = callbacks.promise(house, lin, 10), callbacks.promise(house, chen, 20)
    third = callbacks.promise(house, wu, 30)
    house.later(minutes=15)

    def ids(who: Any, view: str) -> list[Any]:
        return [line.id for line in who.read(find_callbacks, view)]

    assert ids(lin, "mine") == [first]
    assert ids(lin, "team") == [first, second]
    assert ids(wu, "team") == [third]
    assert ids(boss, "team") == ids(lin, "all") == [first, second, third]
    assert ids(wu, "overdue") == [first]
    assert lin.read(callback_counts) == CallbackCounts(1, 2, 1, 0, 0)
    boss.run(mark_absent, "wu", None)
    assert ids(boss, "unowned") == [third]
    assert boss.read(callback_counts) == CallbackCounts(0, 3, 1, 0, 1)
    with pytest.raises(Refusal):
        ids(lin, "theirs")


def test_what_was_kept_today_on_demand_the_last_first(house: Any) -> None:
    lin = house.hire("lin", Role.AGENT)
    one, two, three = (callbacks.promise(house, lin, m) for m in (10, 20, 30))
    for callback_id in (two, one):
        lin.run(keep_callback, callback_id, CallbackResult.DONE)
        house.later(minutes=1)
    kept = lin.read(find_callbacks, kept_today=True)
    assert [line.id for line in kept] == [one, two]
    (rest,) = lin.read(find_callbacks, kept_today=True, limit=1, after=kept[0].cursor)
    assert rest.id == two
    assert [line.id for line in lin.read(find_callbacks)] == [three]
    house.later(hours=12)  # past midnight in Shanghai
    assert lin.read(find_callbacks, kept_today=True) == ()


@pytest.mark.parametrize("role", [Role.HR, Role.ADMIN])
def test_h5_who_calls_nobody_back_sees_no_callbacks(house: Any, role: Role) -> None:
    other = house.hire("other", role)
    for deed in (find_callbacks, callback_counts):
        with pytest.raises(NotPermitted):
            other.read(deed)
