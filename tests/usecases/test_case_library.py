"""D11: what was learnt is found by what customers raise, and never tells who they were."""

from typing import Any

import pytest
from sqlalchemy import select

from tests.usecases.conftest import House
from tests.usecases.house_of_cases import Cases, found_cases, make_cases
from thirdring.domain.enums import TicketKind, TicketState
from thirdring.domain.errors import NotPermitted, Refusal
from thirdring.store.tables import ComplaintDetail, Ticket
from thirdring.usecases.case_library import Lesson, find_lessons, mark_example

pytestmark = pytest.mark.begins_with(make=found_cases)


@pytest.fixture
def cases(house: House) -> Cases:
    return make_cases(house)


def archived(cases: Cases, raised: str, **learnt: Any) -> str:
    number = cases.open(raised=raised)
    learnt = learnt or {"cause": "没有核对库存"}
    with cases.house.store.begin_write() as session:
        ticket = session.scalars(select(Ticket).where(Ticket.number == number)).one()
        ticket.state, ticket.open, ticket.closed_at = TicketState.ARCHIVED, False, cases.house.now
        detail = session.get(ComplaintDetail, ticket.id)
        for name, value in learnt.items():
            setattr(detail, name, value)
    return number


def find(cases: Cases, text: str, **more: Any) -> list[str]:
    return [lesson.number for lesson in cases["lin"].read(find_lessons, text, **more)]


def test_d11_the_nearest_lessons_come_first(cases: Cases) -> None:
    sofa = archived(cases, "布艺沙发坐垫塌陷，用了一个月")
    late = archived(cases, "沙发送货迟到三天")
    archived(cases, "停车场扣费与公示不符")
    assert find(cases, "沙发的坐垫塌陷了") == [sofa, late]
    assert find(cases, "沙发的坐垫塌陷了", limit=1) == [sofa]
    assert find(cases, "会员积分没到账") == []
    assert find(cases, "！！！ 138") == []


def test_d11_examples_come_first(cases: Cases) -> None:
    near = archived(cases, "床板塌陷，孩子摔倒")
    example = archived(cases, "床板开裂", lesson="出厂前逐块检查")
    assert find(cases, "床板塌陷了") == [near, example]
    assert cases["zhao"].run(mark_example, example) is True
    assert cases["zhao"].run(mark_example, example) is False
    assert find(cases, "床板塌陷了") == [example, near]
    assert find(cases, "") == [example, near]
    assert cases["zhao"].run(mark_example, example, example=False) is True
    assert find(cases, "") == [example, near]  # the newest
    assert [verb for verb, _ in cases.events("example_marked", "example_unmarked")] == [
        "example_marked", "example_unmarked",
    ]  # fmt: skip


def test_d11_h5_a_lesson_tells_nobodys_name_or_number(cases: Cases) -> None:
    archived(
        cases, "王雅琴：沙发坐垫塌陷，请回 13987654321", cause="王雅琴家地面不平",
        prevention="送货时测量", lesson="先打 13987654321 核实",
    )  # fmt: skip
    (lesson,) = cases["lin"].read(find_lessons, "坐垫塌陷")
    assert isinstance(lesson, Lesson)
    assert lesson.raised == "王**：沙发坐垫塌陷，请回 139****4321"
    assert (lesson.cause, lesson.prevention, lesson.lesson) == (
        "王**家地面不平", "送货时测量", "先打 139****4321 核实",
    )  # fmt: skip
    assert 0 < lesson.likeness <= 1


def test_d11_only_what_is_archived_and_summed_up_is_a_lesson(cases: Cases) -> None:
    cases.open(raised="沙发坐垫塌陷")
    archived(cases, "沙发坐垫塌陷", cause=None)
    enquiry = cases.open(raised="沙发坐垫塌陷怎么办", kind=TicketKind.ENQUIRY)
    with cases.house.store.begin_write() as session:
        ticket = session.scalars(select(Ticket).where(Ticket.number == enquiry)).one()
        ticket.state, ticket.open = TicketState.ARCHIVED, False
        detail = session.get(ComplaintDetail, ticket.id)
        assert detail is not None
        detail.cause = "不是投诉"
    assert find(cases, "沙发坐垫塌陷") == []


def test_d11_words_that_everybody_uses_weigh_little(cases: Cases) -> None:
    for at in range(6):
        archived(cases, f"沙发有问题{'甲乙丙丁戊己'[at]}")
    rare = archived(cases, "灯具漏电")
    newest = archived(cases, "沙发有问题")
    assert find(cases, "沙发漏电", limit=2, common=4)[0] == rare
    assert newest in find(cases, "沙发有问题", limit=10, common=4)


def test_d11_who_may_mark_an_example_and_what_becomes_one(cases: Cases) -> None:
    number = archived(cases, "床板开裂", cause="运输颠簸")
    with pytest.raises(NotPermitted):
        cases["lin"].run(mark_example, number)
    with pytest.raises(NotPermitted):
        cases["root"].read(find_lessons, "床板")
    for wrong in (cases.open(), archived(cases, "x", cause=None)):
        with pytest.raises(Refusal) as no:
            cases["zhao"].run(mark_example, wrong)
        assert no.value.rule == "D11"


def test_g9_nobody_makes_an_example_of_their_own_case(cases: Cases) -> None:
    number = cases.open(against="zhao")
    with cases.house.store.begin_write() as session:
        ticket = session.scalars(select(Ticket)).one()
        ticket.state, ticket.open = TicketState.ARCHIVED, False
        detail = session.get(ComplaintDetail, ticket.id)
        assert detail is not None
        detail.cause = "态度生硬"
    with pytest.raises(NotPermitted):
        cases["zhao"].run(mark_example, number)
    assert cases["qian"].run(mark_example, number)
