"""Who looks at what time brings: the desk that looks for all each half minute, the others seldom."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from tests.ticket_world import World
from tests.usecases import callbacks
from thirdring.store.tables import Alarm
from thirdring.ui.alarms.alarm_watch import LOOKS_ANYWAY, AlarmWatch
from thirdring.ui.runner import Runner


@pytest.mark.parametrize("looks", [True, False])
def test_c3_who_need_not_look_tells_of_nothing_for_a_while(
    world: World, qtbot: Any, *, looks: bool
) -> None:
    lin = world.center("lin")
    runner = Runner(lin)
    watch = AlarmWatch(runner, lookout=lambda: looks)

    def told_after_a_tick() -> int:
        watch.tick()
        qtbot.waitUntil(lambda: runner.idle, timeout=20_000)
        with world.store.begin_read() as session:
            return session.scalars(select(func.count()).select_from(Alarm)).one()

    assert told_after_a_tick() == 0
    callbacks.promise(world, lin, 20)
    world.now += timedelta(minutes=21)
    told = [told_after_a_tick() for _ in range(LOOKS_ANYWAY)]
    assert told == ([2] * LOOKS_ANYWAY if looks else [0] * (LOOKS_ANYWAY - 1) + [2])
    assert runner.shut_down()
