"""Tasks: kept, done, and coming again (E6, F5, I2)."""

from datetime import timedelta
from typing import Any

import pytest

from thirdring.domain.case_values import Repeat, TaskKind, TaskState
from thirdring.domain.enums import Role
from thirdring.domain.errors import Conflict, NotFound, NotPermitted, Refusal
from thirdring.domain.ids import new_id
from thirdring.usecases.log_call import log_call
from thirdring.usecases.tasks import NewTask, add_task, cancel_task, finish_task, list_tasks


def test_f5_a_campaign_comes_again_next_year(house: Any) -> None:
    boss = house.hire("zhao", Role.SUPERVISOR)
    due_at = house.owner.read(lambda ctx: ctx.center.time).parse("2028-02-29T09:00")
    new = NewTask("会员月", due_at, TaskKind.CAMPAIGN, repeat=Repeat.YEARLY)
    finished = boss.run(finish_task, boss.run(add_task, new).id)
    assert finished.done.state is TaskState.DONE
    assert finished.done.done_by == "zhao"
    assert finished.next.due_at.isoformat() == "2029-02-28T01:00:00+00:00"
    again = boss.run(finish_task, finished.next.id).next
    for _ in range(2):
        again = boss.run(finish_task, again.id).next
    assert again.due_at.isoformat() == "2032-02-29T01:00:00+00:00"
    assert [row.id for row in boss.read(list_tasks, kind=TaskKind.CAMPAIGN)] == [again.id]


def test_f5_only_a_supervisor_plans_campaigns_and_gives_tasks(house: Any) -> None:
    agent, other = house.hire("lin", Role.AGENT), house.hire("wu", Role.AGENT)
    for new in (
        NewTask("会员月", house.now, TaskKind.CAMPAIGN),
        NewTask("x", house.now, owner="wu"),
    ):
        with pytest.raises(NotPermitted):
            agent.run(add_task, new)
    given = house.owner.run(add_task, NewTask("整理话术", house.now, owner="wu"))
    with pytest.raises(NotPermitted):
        agent.run(finish_task, given.id)
    assert other.run(finish_task, given.id).next is None


def test_i2_an_announcement_is_anybodys_until_it_is_made(house: Any) -> None:
    agent, other = house.hire("lin", Role.AGENT), house.hire("wu", Role.AGENT)
    due_at = house.now + timedelta(days=1)
    row = agent.run(add_task, NewTask("寻人广播", due_at, TaskKind.ANNOUNCEMENT, "一楼服务台等候"))
    assert [task.id for task in other.read(list_tasks, mine=True)] == [row.id]
    assert other.read(list_tasks, until=due_at) == []
    house.later(days=2)
    assert other.read(list_tasks, until=house.now)[0].overdue
    done = other.run(finish_task, row.id, row.version).done
    assert (done.done_by, done.overdue) == ("wu", False)
    with pytest.raises(Refusal):
        agent.run(finish_task, row.id)
    with pytest.raises(Conflict):
        agent.run(finish_task, row.id, row.version)
    assert [task.state for task in agent.read(list_tasks, state=None)] == [TaskState.DONE]


def test_e6_an_emergencys_announcement_is_not_dropped_by_an_agent(house: Any, call: Any) -> None:
    agent = house.hire("lin", Role.AGENT)
    agent.run(log_call, call(outcome="escalated", emergency=True))
    number = agent.run(log_call, call(outcome="ticket")).ticket_number
    row = agent.run(add_task, NewTask("x", house.now, TaskKind.ANNOUNCEMENT, ticket=number))
    with pytest.raises(NotPermitted):
        agent.run(cancel_task, row.id)
    assert house.owner.run(cancel_task, row.id).state is TaskState.CANCELLED


def test_a_task_says_what_and_what_is_not_there_is_not_found(house: Any) -> None:
    agent = house.hire("lin", Role.AGENT)
    with pytest.raises(Refusal):
        agent.run(add_task, NewTask("  ", house.now))
    with pytest.raises(NotFound):
        agent.run(add_task, NewTask("x", house.now, owner="nobody"))
    with pytest.raises(NotFound):
        agent.run(finish_task, new_id())
    own = agent.run(add_task, NewTask("x", house.now, repeat=Repeat.WEEKLY))
    assert agent.run(cancel_task, own.id).state is TaskState.CANCELLED
    assert agent.read(list_tasks) == []
