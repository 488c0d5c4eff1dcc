"""Alarms on both engines: told once, to whom they are for, and what nobody does goes up."""

from datetime import timedelta
from itertools import product
from typing import Any

import pytest

from tests.usecases import callbacks, cases
from thirdring.domain.alarms import Watched, stages_due
from thirdring.domain.case_values import AlarmStage, ClockBasis, EscalationKind
from thirdring.domain.centertime import CenterTime
from thirdring.domain.changes import Change
from thirdring.domain.enums import CallbackResult, Role
from thirdring.domain.errors import NotFound, NotPermitted
from thirdring.domain.ids import new_id
from thirdring.domain.policy import Policy
from thirdring.store.tables import Alarm, ClockRow, Ticket
from thirdring.usecases.context import Context
from thirdring.usecases.keep_callback import keep_callback
from thirdring.usecases.mark_absent import mark_absent, mark_present
from thirdring.usecases.one_at_a_time import Turn, take_free_turn
from thirdring.usecases.raise_alarms import alarms_due, my_alarms, raise_alarms, see_alarm

WARNED, DUE, WENT_UP = AlarmStage


def stages(rows: Any) -> list[AlarmStage]:
    return [row.stage for row in rows]


def test_c3_warned_due_and_up_each_once_to_whom_it_is_for(house: Any) -> None:
    lin, chen = house.hire("lin", Role.AGENT), house.hire("chen", Role.AGENT)
    boss = house.hire("zhao", Role.SUPERVISOR)
    promised = callbacks.promise(house, lin, 20)
    assert not chen.read(alarms_due)
    assert chen.run(raise_alarms) == ()
    house.later(minutes=5)
    assert chen.read(alarms_due)
    (row,) = chen.run(raise_alarms)
    assert (row.stage, row.rule, row.callback_id, row.owner) == (WARNED, "C2", promised, "lin")
    assert chen.run(raise_alarms) == lin.run(raise_alarms) == ()
    house.later(minutes=15)
    assert stages(chen.run(raise_alarms)) == [DUE]
    assert stages(lin.read(my_alarms)) == [DUE]
    assert (chen.read(my_alarms), boss.read(my_alarms)) == ((), ())
    house.later(minutes=10)
    assert stages(lin.run(raise_alarms)) == [WENT_UP]
    assert stages(boss.read(my_alarms)) == [WENT_UP]
    assert stages(lin.read(my_alarms)) == [DUE]
    (waiting,) = callbacks.sent_up(house, "open")
    assert (waiting.kind, waiting.callback_id, waiting.sent_by, waiting.rule) == (
        EscalationKind.OVERDUE, promised, None, "C3",
    )  # fmt: skip
    house.later(minutes=5)
    assert lin.run(raise_alarms) == ()
    lin.run(keep_callback, promised, CallbackResult.DONE)
    assert (lin.read(my_alarms), boss.read(my_alarms)) == ((), ())
    assert callbacks.sent_up(house, "open") == []


def test_several_due_at_once_are_all_told(house: Any) -> None:
    lin = house.hire("lin", Role.AGENT)
    promised = {callbacks.promise(house, lin, 20) for _ in range(5)}
    house.later(minutes=60)
    rows = lin.run(raise_alarms)
    assert sorted(stages(rows)) == sorted(5 * [WARNED, DUE, WENT_UP])
    assert {row.callback_id for row in lin.read(my_alarms)} == promised
    assert {e.callback_id for e in callbacks.sent_up(house, "open")} == promised


def test_of_very_much_a_part_is_told_at_a_time_and_in_the_end_all(house: Any) -> None:
    lin = house.hire("lin", Role.AGENT)
    promised = {callbacks.promise(house, lin, 20) for _ in range(5)}
    house.later(minutes=60)
    told = []
    while lin.read(alarms_due):
        rows = lin.run(raise_alarms, at_once=2)
        assert 1 <= len({row.callback_id for row in rows}) <= 2
        told += [row.callback_id for row in rows if row.stage is WENT_UP]
    assert sorted(told) == sorted(promised)


def test_desks_that_tick_at_once_dont_wait_for_each_other(house: Any) -> None:
    if not house.owner.store.address.on_server:
        pytest.skip("a file has one writer")
    lin, chen = house.hire("lin", Role.AGENT), house.hire("chen", Role.AGENT)
    callbacks.promise(house, lin, 20)
    house.later(minutes=21)

    def meanwhile(ctx: Context) -> tuple[Any, Any]:
        return raise_alarms(ctx), chen.run(raise_alarms)

    mine, others = lin.run(meanwhile)
    assert stages(mine) == [WARNED, DUE]
    assert others == ()
    house.later(minutes=10)
    assert stages(chen.run(raise_alarms)) == [WENT_UP]


def test_who_only_says_they_are_at_it_silences_nobody(house: Any) -> None:
    """Anybody with a login could hold the lock."""
    if not house.owner.store.address.on_server:
        pytest.skip("a file has one writer")
    lin, chen = house.hire("lin", Role.AGENT), house.hire("chen", Role.AGENT)
    callbacks.promise(house, lin, 20)

    def at_it(ctx: Context, minutes: int) -> Any:
        assert take_free_turn(ctx, Turn.ALARMS)
        house.later(minutes=minutes)
        return chen.run(raise_alarms)

    assert lin.run(at_it, 21) == ()
    assert stages(lin.run(at_it, 5)) == [WARNED, DUE]


def test_the_machines_clock_set_back_tells_nothing_twice(house: Any) -> None:
    lin = house.hire("lin", Role.AGENT)
    callbacks.promise(house, lin, 20)
    house.later(minutes=21)
    assert stages(lin.run(raise_alarms)) == [WARNED, DUE]
    house.later(minutes=-30)
    assert lin.run(raise_alarms) == ()
    house.later(minutes=30)
    assert lin.run(raise_alarms) == ()
    house.later(minutes=10)
    assert stages(lin.run(raise_alarms)) == [WENT_UP]
    assert len(callbacks.all_of(house, Alarm)) == 3


def test_at_night_nothing_is_told_of_tomorrow(house: Any) -> None:
    lin = house.hire("lin", Role.AGENT)
    house.later(hours=14)  # 02:00 in Shanghai
    callbacks.promise(house, lin, 20)
    callbacks.promise(house, lin, 6 * 60 + 5)
    house.later(minutes=20)
    assert stages(lin.run(raise_alarms)) == [WARNED, DUE]
    house.later(hours=5, minutes=35)  # 07:55, ten minutes before
    assert stages(lin.run(raise_alarms)) == [WENT_UP]
    house.later(minutes=5)
    assert stages(lin.run(raise_alarms)) == [WARNED]


def test_d4_an_answer_not_given_goes_up_apart_from_the_tickets_callback(house: Any) -> None:
    lin = house.hire("lin", Role.AGENT)
    complaint = {"severity": "ordinary", "nature": "delivery", "wants": "尽快送货",
                 "against_kind": "none"}  # fmt: skip
    promised = callbacks.promise(house, lin, 20, complaint=complaint)
    house.later(minutes=40)
    lin.run(raise_alarms)
    house.later(hours=25)
    told = {(row.rule, row.stage) for row in lin.run(raise_alarms)}
    assert {("D4", WARNED), ("D4", DUE), ("D4", WENT_UP)} <= told
    waiting = callbacks.sent_up(house, "open")
    assert {(e.kind, e.callback_id) for e in waiting} == {
        (EscalationKind.OVERDUE, promised), (EscalationKind.OVERDUE, None),
    }  # fmt: skip
    lin.run(keep_callback, promised, CallbackResult.DONE)
    (left,) = callbacks.sent_up(house, "open")
    assert left.callback_id is None
    (ticket,) = callbacks.all_of(house, Ticket)
    assert ticket.escalation_level == 1


def test_c4_what_waits_in_the_queue_too_long_is_told_and_not_sent_up_again(house: Any) -> None:
    lin = house.hire("lin", Role.AGENT)
    boss = house.hire("zhao", Role.SUPERVISOR)
    promised = callbacks.promise(house, lin, 20)
    lin.run(keep_callback, promised, CallbackResult.DONE)
    other = callbacks.promise(house, lin, 29)
    lin.run(keep_callback, other, CallbackResult.ESCALATED, note="客户要求经理答复")
    house.later(minutes=25)
    lin.run(raise_alarms)
    assert [(row.rule, row.stage) for row in boss.read(my_alarms)] == [("C4", WARNED)]
    house.later(hours=3)
    lin.run(raise_alarms)
    found = {(row.rule, row.stage) for row in boss.read(my_alarms)}
    assert found >= {("C4", WENT_UP), ("C2", WENT_UP)}
    kinds = [e.kind for e in callbacks.sent_up(house, "open")]
    assert sorted(kinds) == [EscalationKind.DIFFICULT, EscalationKind.OVERDUE]


def test_an_alarm_is_put_away_by_whom_it_is_for_with_the_earlier_ones(house: Any) -> None:
    lin, chen = house.hire("lin", Role.AGENT), house.hire("chen", Role.AGENT)
    callbacks.promise(house, lin, 20)
    house.later(minutes=21)
    lin.run(raise_alarms)
    (row,) = lin.read(my_alarms)
    for who, stage in ((chen, DUE), (lin, WENT_UP)):
        with pytest.raises(NotFound):
            who.run(see_alarm, row.clock_id, stage)
    for _ in range(2):
        lin.run(see_alarm, row.clock_id, DUE)
        assert lin.read(my_alarms) == ()
    assert {a.stage for a in callbacks.all_of(house, Alarm) if a.seen_at} == {WARNED, DUE}


def test_c6_what_somebody_absent_owes_is_told_to_the_supervisor(house: Any) -> None:
    lin = house.hire("lin", Role.AGENT)
    boss = house.hire("zhao", Role.SUPERVISOR)
    callbacks.promise(house, lin, 20)
    boss.run(mark_absent, "lin", None)
    house.later(minutes=6)
    lin.run(raise_alarms)
    assert [(r.rule, r.owner) for r in boss.read(my_alarms) if r.rule == "C2"] == [("C2", "lin")]
    boss.run(mark_present, "lin")
    assert [r for r in boss.read(my_alarms) if r.rule == "C2"] == []
    assert stages(lin.read(my_alarms)) == [WARNED]


def test_c6_an_absence_over_by_itself_takes_the_promises_out_of_the_queue(house: Any) -> None:
    lin = house.hire("lin", Role.AGENT)
    boss = house.hire("zhao", Role.SUPERVISOR)
    callbacks.promise(house, lin, 6 * 60)
    boss.run(mark_absent, "lin", house.now + timedelta(minutes=10))
    assert len(callbacks.sent_up(house, "open")) == 1
    house.later(minutes=9)
    lin.run(raise_alarms)
    assert len(callbacks.sent_up(house, "open")) == 1
    house.later(minutes=1)
    assert lin.read(alarms_due)
    lin.run(raise_alarms)
    assert callbacks.sent_up(house, "open") == []
    assert not lin.read(alarms_due)


def test_c6_a_promise_made_for_somebody_away_is_found_by_the_next_tick(house: Any) -> None:
    house.hire("lin", Role.AGENT)
    boss = house.hire("zhao", Role.SUPERVISOR)
    boss.run(mark_absent, "lin", None)
    promised = callbacks.promise(house, boss, 20, agent="lin")
    boss.run(raise_alarms)
    (waiting,) = callbacks.sent_up(house, "open")
    assert (waiting.kind, waiting.callback_id) == (EscalationKind.ABSENT, promised)


@pytest.mark.parametrize("role", [Role.HR, Role.ADMIN])
def test_who_calls_nobody_back_has_no_alarms(house: Any, role: Role) -> None:
    other = house.hire("other", role)
    for deed in (raise_alarms, alarms_due):
        with pytest.raises(NotPermitted):
            other.run(deed)
    if role is Role.HR:  # told of appeals that were taken to HR (G3), and of nothing else
        assert other.run(my_alarms) == ()
    else:
        with pytest.raises(NotPermitted):
            other.run(my_alarms)


def test_c3_what_is_looked_at_is_all_that_has_something_to_tell(house: Any) -> None:
    """The database leaves out clocks that can't have anything to tell; the rule decides alone here."""
    boss = house.hire("zhao", Role.SUPERVISOR)
    ticket = cases.ticket_row(house, cases.filed(boss).number)
    offsets = [-1441, -61, -60, -31, -30, -10, -1, 0, 1, 5, 29, 30, 31, 60, 1440, 4320, 4321, 9000]
    made: dict[Any, tuple[Watched, tuple[AlarmStage, ...]]] = {}
    with house.store.begin_write() as session:
        for rule, minutes, span, told in product(("C2", "D10", "E6"), offsets, (8, 9999), range(4)):
            due_at = house.now + timedelta(minutes=minutes)
            watched = Watched(rule, due_at - timedelta(minutes=span), due_at)
            row = ClockRow(
                id=new_id(), rule=rule, ticket_id=ticket.id, basis=ClockBasis.WALL,
                started_at=watched.started_at, span_seconds=span * 60, due_at=due_at,
            )  # fmt: skip
            session.add(row)
            session.flush()
            stages_told = tuple(AlarmStage)[:told]
            session.add_all(
                Alarm(clock_id=row.id, stage=stage, raised_at=house.now) for stage in stages_told
            )
            made[row.id] = watched, stages_told
    time = CenterTime("Asia/Shanghai")
    expected = {
        (clock_id, stage)
        for clock_id, (watched, told) in made.items()
        for stage in stages_due(watched, told, house.now, Policy(), time)
    }
    raised = {(row.clock_id, row.stage) for row in boss.run(raise_alarms, at_once=1000)}
    assert {one for one in raised if one[0] in made} == expected
    assert len(expected) > 100


def test_c3_whose_things_are_told_of_is_said_to_their_desks_and_no_other(house: Any) -> None:
    lin, chen = house.hire("lin", Role.AGENT), house.hire("chen", Role.AGENT)
    callbacks.promise(house, lin, 20)
    house.later(minutes=15)

    def raised(ctx: Context) -> Change:
        assert raise_alarms(ctx)
        return Change(
            frozenset(ctx.touched) - {"alarms"}
        )  # each row was written here: known better

    told = chen.run(raised)
    assert told.concerns(frozenset({"alarms"}), (lin.staff_id,))
    assert not told.concerns(frozenset({"alarms"}), (chen.staff_id,))
