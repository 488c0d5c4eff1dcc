"""F1 to F3: the day sheet offers itself, is filled, keeps what is added, and is summed up."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import insert

from thirdring.domain.case_values import Repeat, TaskKind, VisitReason, VisitState
from thirdring.domain.day import DayMoment, WorkHours
from thirdring.domain.enums import CallbackResult, CallbackState, Role
from thirdring.domain.errors import Conflict, NotFound, NotPermitted, Refusal
from thirdring.domain.ids import new_id
from thirdring.store.tables import Callback, CallbackAttempt, ReturnVisit
from thirdring.usecases.clock_keeping import Of, meet_clocks
from thirdring.usecases.context import Context
from thirdring.usecases.day_due import DueKind
from thirdring.usecases.day_sheet import (
    close_sheet,
    my_sheets,
    offered_sheet,
    open_sheet,
    reopen_sheet,
    team_sheets,
    write_sheet,
)
from thirdring.usecases.log_call import log_call
from thirdring.usecases.shifts import clear_shift, list_shifts, set_shift, show_shift
from thirdring.usecases.tasks import NewTask, add_task

DAY = date(2026, 11, 22)


@pytest.fixture
def agent(house: Any) -> Any:
    house.hire("zhao", Role.SUPERVISOR)
    return house.hire("lin", Role.AGENT)


def at(house: Any, clock: str) -> None:
    house.now = house.owner.read(lambda ctx: ctx.center.time).parse(f"2026-11-22T{clock}")


def test_f1_it_is_offered_before_work_until_it_was_opened(house: Any, agent: Any) -> None:
    at(house, "08:54")
    assert agent.read(offered_sheet) is None
    at(house, "08:55")
    offer = agent.read(offered_sheet)
    assert (offer.moment, offer.day) == (DayMoment.START, DAY)
    agent.run(open_sheet)
    assert agent.read(offered_sheet) is None


def test_f2_it_is_offered_again_before_the_end_until_it_was_closed(house: Any, agent: Any) -> None:
    at(house, "09:30")
    agent.run(open_sheet)
    at(house, "17:55")
    assert agent.read(offered_sheet).moment is DayMoment.END
    agent.run(close_sheet)
    assert agent.read(offered_sheet) is None


def test_f1_each_has_hours_of_their_own(house: Any, agent: Any) -> None:
    boss = house.hire("qian", Role.SUPERVISOR)
    assert agent.read(show_shift).hours == WorkHours(540, 1080)
    boss.run(set_shift, "lin", 780, 1260)
    assert agent.read(show_shift).own
    at(house, "12:55")
    assert agent.read(offered_sheet).moment is DayMoment.START
    assert {row.login: row.own for row in boss.read(list_shifts)}["lin"]
    assert not boss.run(clear_shift, "lin").own
    for start, end in ((780, 780), (-1, 5), (0, 1440)):
        with pytest.raises(Refusal):
            boss.run(set_shift, "lin", start, end)
    with pytest.raises(NotPermitted):
        agent.run(set_shift, "lin", 0, 60)


def test_f1_it_is_filled_with_what_is_due_that_day(house: Any, agent: Any, call: Any) -> None:
    agent.run(log_call, call(outcome="callback"))
    complaint = {"nature": "delivery", "severity": "ordinary", "wants": "尽快送到"}
    later = call(outcome="ticket", number="139 8765 4321", complaint=complaint)
    agent.run(log_call, later)
    agent.run(add_task, NewTask("检查耳机", house.now, owner="lin"))
    agent.run(add_task, NewTask("下周的事", house.now + timedelta(days=7)))
    agent.run(_keep_visit)
    sheet = agent.run(open_sheet)
    assert {item.kind for item in sheet.due} == {DueKind.CALLBACK, DueKind.TASK, DueKind.VISIT}
    assert [item.name for item in sheet.promises] == ["王雅琴"]
    house.later(hours=12)  # the next day: the complaint's answer is due on it
    tomorrow = agent.run(open_sheet)
    assert (tomorrow.day, sheet.day) == (date(2026, 11, 23), DAY)
    tickets = [item for item in tomorrow.due if item.kind is DueKind.TICKET]
    assert [(item.rule, item.overdue) for item in tickets] == [("D4", False)]
    promise = next(item for item in tomorrow.due if item.kind is DueKind.CALLBACK)
    assert promise.overdue


def test_f2_an_open_promise_of_another_day_is_listed_too(house: Any, agent: Any, call: Any) -> None:
    due_at = (house.now + timedelta(days=3)).isoformat()
    agent.run(log_call, call(outcome="callback", callback={"due_at": due_at, "reason": "客户出差"}))
    sheet = agent.run(open_sheet)
    assert not [item for item in sheet.due if item.kind is DueKind.CALLBACK]
    assert [item.rule for item in sheet.promises] == ["C2"]


def test_f2_what_was_written_stays(house: Any, agent: Any) -> None:
    first = agent.run(open_sheet)
    agent.run(write_sheet, priorities="先回王女士", version=first.version)
    house.later(hours=5)
    second = agent.run(write_sheet, unfinished="等仓库回复")
    assert (second.priorities, second.unfinished) == ("先回王女士", "等仓库回复")
    assert agent.run(open_sheet).priorities == "先回王女士"
    with pytest.raises(Conflict) as refused:
        agent.run(write_sheet, priorities="另一台电脑", version=first.version)
    theirs: Any = refused.value.theirs
    assert theirs.priorities == "先回王女士"
    assert agent.run(write_sheet, priorities="").priorities == ""


def test_f3_closing_keeps_the_sums_of_the_day(house: Any, agent: Any, call: Any) -> None:
    agent.run(log_call, call())
    agent.run(log_call, call(outcome="callback"))
    agent.run(log_call, call(outcome="misdial", read_back=False))
    agent.run(log_call, call(started_at="2026-11-21T11:50:00", answered_at="2026-11-21T11:50:08",
                             ended_at="2026-11-21T11:55:00", wrapped_up_at="2026-11-21T11:56:00"))  # fmt: skip
    house.later(minutes=5)
    agent.run(_call_back)
    agent.run(open_sheet)
    closed = agent.run(close_sheet)
    assert closed.sums.stored() == {
        "calls_taken": 2, "average_handle_seconds": 352, "solved_at_first_contact": 1,
        "callbacks_promised": 1, "callbacks_made": 1, "callbacks_in_time": 1,
        "tickets_opened": 1, "tickets_closed": 0,
    }  # fmt: skip
    agent.run(log_call, call())
    assert agent.run(open_sheet).sums == closed.sums
    for deed in (close_sheet, write_sheet):
        with pytest.raises(Refusal):
            agent.run(deed)
    assert agent.run(reopen_sheet).sums.calls_taken == 3


def test_f3_a_callback_after_its_time_was_not_in_time(house: Any, agent: Any, call: Any) -> None:
    agent.run(log_call, call(outcome="callback"))
    house.later(hours=1)
    agent.run(_call_back)
    sums = agent.run(open_sheet).sums
    assert (sums.callbacks_made, sums.callbacks_in_time) == (1, 0)


def test_f3_the_sheet_of_a_day_that_is_over_stays(house: Any, agent: Any) -> None:
    agent.run(open_sheet)
    agent.run(close_sheet)
    house.later(days=1)
    agent.run(open_sheet)
    assert agent.read(my_sheets) == [(date(2026, 11, 23), False), (DAY, True)]
    with pytest.raises(Refusal):
        agent.run(reopen_sheet, DAY)
    for day in (date(2026, 11, 20), date(2026, 11, 26)):
        with pytest.raises(NotFound):
            agent.run(open_sheet, day)


def test_f3_a_shift_past_midnight_is_summed_up_as_one_day(
    house: Any, agent: Any, call: Any
) -> None:
    house.owner.run(set_shift, "lin", 1320, 360)
    house.later(hours=14)  # two in the morning
    agent.run(log_call, call())  # at noon of the 22nd: before that shift
    night = {"started_at": "2026-11-23T01:00:00", "answered_at": "2026-11-23T01:00:08",
             "ended_at": "2026-11-23T01:05:00", "wrapped_up_at": "2026-11-23T01:06:00"}  # fmt: skip
    agent.run(log_call, call(**night))
    sheet = agent.run(open_sheet)
    assert sheet.day == DAY
    assert sheet.sums.calls_taken == 1


def test_f3_a_supervisor_sees_everybodys_and_others_their_own(
    house: Any, agent: Any, call: Any
) -> None:
    boss = house.at(house.owner.read(_staff_id, "zhao"))
    house.hire("wu", Role.AGENT)
    agent.run(open_sheet)
    agent.run(write_sheet, priorities="先回王女士")
    agent.run(log_call, call(outcome="callback"))
    team = {row.login: row for row in boss.read(team_sheets)}
    assert team["lin"].priorities == "先回王女士"
    assert (team["lin"].sums.calls_taken, team["lin"].open_callbacks) == (1, 1)
    assert team["wu"].opened_at is None
    assert "zhao" not in team
    with pytest.raises(NotPermitted):
        agent.read(team_sheets)
    assert boss.run(open_sheet).priorities == ""


def test_f5_campaigns_are_shown_in_time_to_everybody(house: Any, agent: Any) -> None:
    at_ = house.now
    for title, days in (("会员月", 20), ("春节", 90)):
        new = NewTask(title, at_ + timedelta(days=days), TaskKind.CAMPAIGN, repeat=Repeat.YEARLY)
        house.owner.run(add_task, new)
    sheet = agent.run(open_sheet)
    assert [item.about for item in sheet.campaigns] == ["会员月"]
    assert not sheet.due


def _staff_id(ctx: Context, login: str) -> Any:
    from thirdring.usecases.manage_staff import by_login

    return by_login(ctx, login).id


def _keep_visit(ctx: Context) -> None:
    ctx.session.execute(
        insert(ReturnVisit).values(
            id=new_id(), reason=VisitReason.ASKED, state=VisitState.OPEN, name="李先生",
            due_at=ctx.now + timedelta(hours=2), owner_id=ctx.actor.id, made_by=ctx.actor.id,
            created_at=ctx.now,
        )
    )  # fmt: skip


def _call_back(ctx: Context) -> None:
    """The callback is made now: the attempt, and its clock met."""
    callback = ctx.session.query(Callback).one()
    callback.state, callback.closed_at = CallbackState.DONE, ctx.now
    ctx.session.add(
        CallbackAttempt(
            id=new_id(), callback_id=callback.id, result=CallbackResult.DONE,
            made_by=ctx.actor.id, made_at=ctx.now,
        )
    )  # fmt: skip
    meet_clocks(ctx, Of(callback_id=callback.id), {"C2"})
