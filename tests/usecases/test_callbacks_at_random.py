"""Random days of promises, tries, absences and ticks: nothing promised is forgotten (C1 to C6)."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests.usecases import callbacks
from thirdring.domain.alarms import Watched, moments
from thirdring.domain.case_values import AlarmStage, EscalationKind, EscalationState
from thirdring.domain.enums import CallbackResult, CallbackState, Role
from thirdring.domain.errors import Refusal
from thirdring.domain.policy import Policy
from thirdring.domain.presence import is_present
from thirdring.store.tables import Alarm, Callback, ClockRow, Escalation, Staff
from thirdring.usecases.hand_over_callbacks import hand_over_callbacks
from thirdring.usecases.keep_callback import keep_callback
from thirdring.usecases.mark_absent import mark_absent, mark_present
from thirdring.usecases.raise_alarms import alarms_due, raise_alarms

AGENTS = ("lin", "chen")
WHO = st.sampled_from(AGENTS)
SPAN = st.integers(1, 90)
KEEPERS = st.sampled_from((*AGENTS, "zhao"))
DEEDS = st.one_of(
    st.tuples(st.just("promise"), WHO, SPAN),
    st.tuples(st.just("cut_off"), WHO, SPAN),
    st.tuples(
        st.just("keep"),
        KEEPERS,
        st.sampled_from([*CallbackResult, CallbackResult.PROGRESS]),
        st.integers(0, 5),
        SPAN,
    ),
    st.tuples(
        st.just("keep"), KEEPERS, st.sampled_from(list(CallbackResult)), st.integers(0, 5), SPAN
    ),
    st.tuples(st.just("absent"), WHO, st.one_of(st.none(), SPAN)),
    st.tuples(st.just("present"), WHO),
    st.tuples(st.just("hand_over"), WHO, WHO),
    st.tuples(st.just("later"), st.integers(-30, 120)),
)


class Day:
    """One house that lives through all the days; what was told is remembered across them."""

    def __init__(self, house: Any) -> None:
        self.house = house
        self.people = {login: house.hire(login, Role.AGENT) for login in AGENTS}
        self.boss = self.people["zhao"] = house.hire("zhao", Role.SUPERVISOR)
        self.told: dict[uuid.UUID, tuple[datetime, datetime | None]] = {}

    def do(self, deed: tuple[Any, ...]) -> None:
        name, *more = deed
        try:
            getattr(self, name)(*more)
        except Refusal:
            return  # a rule said no; what must hold is looked at all the same

    def promise(self, who: str, minutes: int) -> None:
        callbacks.promise(self.house, self.people[who], minutes)

    def cut_off(self, who: str, _minutes: int) -> None:
        callbacks.cut_off(self.house, self.people[who])

    def keep(self, who: str, result: CallbackResult, nth: int, minutes: int) -> None:
        open_ones = callbacks.all_of(self.house, Callback, Callback.state == CallbackState.OPEN)
        if open_ones:
            self.people[who].run(
                keep_callback, open_ones[nth % len(open_ones)].id, result,
                minutes=minutes, reason="客户同意", note="已说明",
            )  # fmt: skip

    def absent(self, who: str, minutes: int | None) -> None:
        until = None if minutes is None else self.house.now + timedelta(minutes=minutes)
        self.boss.run(mark_absent, who, until)

    def present(self, who: str) -> None:
        self.boss.run(mark_present, who)

    def hand_over(self, giver: str, taker: str) -> None:
        self.boss.run(hand_over_callbacks, giver, taker, "换班")

    def later(self, minutes: int) -> None:
        self.house.later(minutes=minutes)

    def check(self) -> None:
        """Every told time is still there as it was told; every promise has its one clock, and is
        with somebody present or waits for somebody, and shows once its time has passed.
        """
        self.boss.run(raise_alarms)
        assert not self.boss.read(alarms_due)
        with self.house.store.begin_read() as session:
            clocks = session.scalars(select(ClockRow).where(ClockRow.callback_id.is_not(None)))
            running: dict[Any, list[ClockRow]] = {}
            seen = {}
            for row in clocks:
                seen[row.id] = (row.due_at, row.met_at)
                assert row.cancelled_at is None
                if row.met_at is None:
                    running.setdefault(row.callback_id, []).append(row)
            for clock_id, (due_at, met_at) in self.told.items():
                assert seen[clock_id][0] == due_at
                assert met_at in {None, seen[clock_id][1]}
            self.told = seen
            waiting = {
                (e.callback_id, e.kind)
                for e in session.scalars(
                    select(Escalation).where(Escalation.state != EscalationState.CLOSED)
                )
            }
            gone_up = set(
                session.scalars(select(Alarm.clock_id).where(Alarm.stage == AlarmStage.WENT_UP))
            )
            for callback, owner in session.execute(
                select(Callback, Staff).join(Staff, Staff.id == Callback.owner_id)
            ):
                mine = running.get(callback.id, [])
                if callback.state is not CallbackState.OPEN:
                    assert mine == []
                    assert not any(key[0] == callback.id for key in waiting)
                    continue
                assert [clock.due_at for clock in mine] == [callback.due_at]
                there = is_present(
                    active=owner.active, absent_from=owner.absent_from,
                    absent_until=owner.absent_until, now=self.house.now,
                )  # fmt: skip
                assert there is ((callback.id, EscalationKind.ABSENT) not in waiting)
                watched = Watched(mine[0].rule, mine[0].started_at, mine[0].due_at)
                if moments(watched, Policy())[AlarmStage.WENT_UP] <= self.house.now:
                    assert mine[0].id in gone_up


def test_c1_c2_c3_c6_nothing_promised_is_forgotten(house: Any) -> None:
    day = Day(house)

    @settings(
        max_examples=settings().max_examples // 8,
        suppress_health_check=[HealthCheck.too_slow],
    )
    @given(st.lists(DEEDS, min_size=5, max_size=20))
    def live(deeds: list[tuple[Any, ...]]) -> None:
        for deed in deeds:
            day.do(deed)
        day.check()

    live()
