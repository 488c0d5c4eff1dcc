"""A changed figure: for new clocks only, or for running ones too; what it would do is said before."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from thirdring.domain.case_values import AlarmStage
from thirdring.domain.clock_rules import start
from thirdring.domain.enums import Role
from thirdring.domain.errors import NotFound, NotPermitted, Refusal
from thirdring.domain.policy import Policy
from thirdring.store.tables import Alarm, ClockRow, Escalation, Event, Ticket
from thirdring.usecases.change_policy import set_policy
from thirdring.usecases.clock_keeping import (
    Of,
    add_clock,
    calendar_of,
    meet_clocks,
    pause_clock,
    resume_clock,
)
from thirdring.usecases.context import Context
from thirdring.usecases.log_call import log_call
from thirdring.usecases.policy_effect import Owed, effect_lines, effect_of

COMPLAINT = {"nature": "delivery", "severity": "ordinary", "wants": "尽快送到"}
FIGURES = {
    "answer_hours": (1, 240), "department_hours": (1, 240), "review_minutes": (1, 1440),
    "special_caller_minutes": (1, 1440), "work_start": (0, 700), "mail_answer_hours": (1, 240),
    "emergency_minutes": (1, 60), "rings_limit": (1, 20),
}  # fmt: skip


def _clocks(ctx: Context) -> dict[Any, tuple[Any, ...]]:
    return {
        row.id: (row.rule, row.ticket_id, row.callback_id, row.escalation_id, row.started_at,
                 row.due_at, row.met_at, row.cancelled_at)
        for row in ctx.session.scalars(select(ClockRow))
    }  # fmt: skip


def _due(ctx: Context, rule: str) -> list[datetime]:
    return list(
        ctx.session.scalars(
            select(ClockRow.due_at).where(ClockRow.rule == rule).order_by(ClockRow.due_at)
        )
    )


def _complaint(center: Any, call: Any, **changes: Any) -> Any:
    return center.run(
        log_call, call(outcome="ticket", complaint=COMPLAINT, **changes)
    ).ticket_number


def test_a_change_is_for_new_clocks_only_unless_chosen(house: Any, call: Any) -> None:
    _complaint(house.owner, call)
    before = house.owner.read(_clocks)
    row = house.owner.run(set_policy, "answer_hours", "10", "试行")
    assert row.moved == 0
    assert house.owner.read(_clocks) == before
    _complaint(house.owner, call)
    due = house.owner.read(_due, "D4")
    assert due[1] - due[0] == timedelta(hours=14)


def test_running_clocks_move_with_what_repeats_their_time(house: Any, call: Any) -> None:
    number = _complaint(house.owner, call)
    house.owner.run(log_call, call(outcome="escalated"))
    row = house.owner.run(set_policy, "answer_hours", "10", "试行", running=True)
    assert row.moved == 1
    started = house.owner.read(_due, "D4")[0] - timedelta(hours=10)
    ticket = house.owner.read(_ticket, number)
    assert (ticket.due_rule, ticket.due_at) == ("D4", started + timedelta(hours=10))
    assert ticket.sort_due == ticket.due_at
    assert house.owner.run(set_policy, "review_minutes", "90", "人手少", running=True).moved == 1
    sent = house.owner.read(_escalation)
    assert sent.due_at - sent.sent_at == timedelta(minutes=90)
    events = house.owner.read(_reckoned)
    assert [(e["key"], e["clock"]) for e in events] == [
        ("answer_hours", "D4"),
        ("review_minutes", "C4"),
    ]


def test_what_a_change_would_do_is_said_before(house: Any, call: Any) -> None:
    for _ in range(3):
        _complaint(house.owner, call)
    house.owner.run(log_call, call(outcome="escalated"))
    house.owner.run(log_call, call(outcome="callback"))
    house.later(hours=12)
    before = house.owner.read(_clocks)
    effect = house.owner.read(effect_of, "answer_hours", "10")
    assert (effect.old, effect.new, effect.running, effect.moved) == (24, 10, 3, 3)
    assert (effect.become_overdue, effect.cease_overdue) == ({Owed.COMPLAINT: 3}, {})
    assert effect.complaints_become_overdue == 3
    assert effect_lines(effect) == [
        "3 running clocks would move.", "3 open complaints would become overdue.",
    ]  # fmt: skip
    relief = house.owner.read(effect_of, "review_minutes", "1440")
    assert (relief.become_overdue, relief.cease_overdue) == ({}, {Owed.ESCALATION: 1})
    assert house.owner.read(_clocks) == before
    house.owner.run(set_policy, "answer_hours", "10", "试行", running=True)
    assert house.owner.read(effect_of, "answer_hours", "24").cease_overdue == {Owed.COMPLAINT: 3}


def test_a_figure_without_clocks_says_so(house: Any) -> None:
    effect = house.owner.read(effect_of, "rings_limit", "4")
    assert not effect.serves_clocks
    assert effect_lines(effect) == [
        "No clock runs by this figure; it counts for everybody from now on."
    ]
    with pytest.raises(Refusal):
        house.owner.read(effect_of, "rings_limit", "21")
    with pytest.raises(NotFound):
        house.owner.read(effect_of, "no_such_figure", "1")
    agent = house.hire("lin", Role.AGENT)
    with pytest.raises(NotPermitted):
        agent.read(effect_of, "rings_limit", "4")


def test_d3_a_pause_counts_under_the_new_figure_too(house: Any, call: Any) -> None:
    number = _complaint(house.owner, call)
    house.owner.run(set_policy, "working_time_rules", "", "全天候")
    house.owner.run(_department_clock, number)
    house.owner.run(_pause, number)
    house.later(hours=3)
    house.owner.run(_resume, number)
    began = house.now - timedelta(hours=3)
    assert house.owner.read(_due, "D3") == [began + timedelta(hours=11)]
    house.owner.run(set_policy, "department_hours", "20", "旺季", running=True)
    assert house.owner.read(_due, "D3") == [began + timedelta(hours=23)]
    # One that stands still is not overdue, whatever the figure; it goes on where it stood.
    house.owner.run(_pause, number)
    house.later(hours=100)
    assert house.owner.read(effect_of, "department_hours", "1").become_overdue == {}
    house.owner.run(set_policy, "department_hours", "10", "回到平常", running=True)
    house.owner.run(_resume, number)
    assert house.owner.read(_due, "D3") == [began + timedelta(hours=113)]


def test_what_was_told_is_told_again_at_the_new_time(house: Any, call: Any) -> None:
    _complaint(house.owner, call)
    house.later(hours=30)
    house.owner.run(_alarm)
    house.owner.run(set_policy, "answer_hours", "25", "试行", running=True)
    assert house.owner.read(_alarms) == 1  # late still: it was told
    house.owner.run(set_policy, "answer_hours", "48", "试行", running=True)
    assert house.owner.read(_alarms) == 0


@settings(
    max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(
    changes=st.lists(
        st.sampled_from(sorted(FIGURES)).flatmap(
            lambda key: st.tuples(st.just(key), st.integers(*FIGURES[key]), st.booleans())
        ),
        min_size=1, max_size=6,
    )
)  # fmt: skip
def test_no_clock_is_lost_or_doubled_by_changing_the_policy(
    changes: list[tuple[str, int, bool]], busy: Any
) -> None:
    before = busy.owner.read(_clocks)
    originals = {key: str(value) for key, value in busy.owner.read(_figures).items()}
    for key, figure, running in changes:
        busy.owner.run(set_policy, key, str(figure), "x", running=running)
        busy.later(minutes=7)
    after = busy.owner.read(_clocks)
    assert {i: (*c[:5], *c[6:]) for i, c in after.items()} == {
        i: (*c[:5], *c[6:]) for i, c in before.items()
    }
    ended = {i for i, c in before.items() if c[6] or c[7]}
    told = {i for i, c in before.items() if c[0] == "C2"}
    assert ended
    assert told
    assert {i: after[i][5] for i in ended | told} == {i: before[i][5] for i in ended | told}
    for key, value in originals.items():  # and back: every clock is due when it was
        busy.owner.run(set_policy, key, value, "x", running=True)
    assert busy.owner.read(_clocks) == before
    assert busy.owner.read(_nearest_is_shown)


@pytest.fixture
def busy(house: Any, call: Any) -> Any:
    numbers = [_complaint(house.owner, call) for _ in range(2)]
    _complaint(house.owner, call)
    for changes in ({"outcome": "escalated"}, {"outcome": "callback"},
                    {"outcome": "escalated", "emergency": True}):  # fmt: skip
        house.owner.run(log_call, call(**changes))
    house.owner.run(_department_clock, numbers[0])
    house.owner.run(_meet, numbers[1])
    return house


def _figures(ctx: Context) -> dict[str, Any]:
    return {key.value: value for key, value in Policy(dict(ctx.policy)).items() if key in FIGURES}


def _nearest_is_shown(ctx: Context) -> bool:
    for ticket in ctx.session.scalars(select(Ticket)):
        running = [
            row.due_at
            for row in ctx.session.scalars(select(ClockRow).where(ClockRow.ticket_id == ticket.id))
            if row.met_at is None and row.cancelled_at is None
        ]
        if ticket.due_at != min(running, default=None):
            return False
    return True


def _ticket(ctx: Context, number: str) -> Any:
    ticket = ctx.session.scalars(select(Ticket).where(Ticket.number == number)).one()
    ctx.session.expunge(ticket)
    return ticket


def _escalation(ctx: Context) -> Any:
    row = ctx.session.scalars(select(Escalation)).one()
    ctx.session.expunge(row)
    return row


def _reckoned(ctx: Context) -> list[Any]:
    return list(
        ctx.session.scalars(
            select(Event.detail).where(Event.verb == "reckoned").order_by(Event.seq)
        )
    )


def _department_clock(ctx: Context, number: str) -> None:
    ticket = ctx.session.scalars(select(Ticket).where(Ticket.number == number)).one()
    calendar = calendar_of(ctx)
    add_clock(ctx, start("D3", ctx.now, ctx.policy, calendar), Of(ticket_id=ticket.id))
    ctx.session.flush()
    from thirdring.usecases.clock_keeping import refresh_due

    refresh_due(ctx, ticket)


def _of(ctx: Context, number: str) -> Of:
    return Of(ctx.session.scalars(select(Ticket.id).where(Ticket.number == number)).one())


def _pause(ctx: Context, number: str) -> None:
    pause_clock(ctx, _of(ctx, number), "D3")


def _resume(ctx: Context, number: str) -> None:
    resume_clock(ctx, _of(ctx, number), "D3")


def _meet(ctx: Context, number: str) -> None:
    meet_clocks(ctx, _of(ctx, number), {"D4"})
    ticket = ctx.session.scalars(select(Ticket).where(Ticket.number == number)).one()
    from thirdring.usecases.clock_keeping import refresh_due

    refresh_due(ctx, ticket)


def _alarm(ctx: Context) -> None:
    clock = ctx.session.scalars(select(ClockRow).where(ClockRow.rule == "D4")).one()
    ctx.session.add(Alarm(clock_id=clock.id, stage=AlarmStage.DUE, raised_at=ctx.now))


def _alarms(ctx: Context) -> int:
    return len(ctx.session.scalars(select(Alarm)).all())
