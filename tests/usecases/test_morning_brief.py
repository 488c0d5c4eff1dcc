"""F4: the morning brief says what came up, warns, tells what is new, and names no customer."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests.usecases.brief_said import everything_said
from thirdring.domain.case_values import (
    MeasureState,
    Repeat,
    TaskKind,
    VisitReason,
    VisitState,
)
from thirdring.domain.enums import Language, PhraseGroup, Role, Stage, TicketState
from thirdring.domain.ids import new_id
from thirdring.i18n import use_language
from thirdring.reports.brief_text import plain_text
from thirdring.store.tables import Measure, Product, ReturnVisit, Ticket
from thirdring.usecases.brief_issues import IssueKind
from thirdring.usecases.change_policy import set_policy
from thirdring.usecases.context import Context
from thirdring.usecases.edit_phrase import add_phrase, edit_phrase
from thirdring.usecases.log_call import log_call
from thirdring.usecases.morning_brief import BriefVisits, LineChange, morning_brief
from thirdring.usecases.tasks import NewTask, add_task

TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    use_language(Language.EN)
    yield
    use_language(Language.EN)


def _day(call: Any, day: int, **changes: Any) -> Any:
    clocks = {"started_at": "50:00", "answered_at": "50:08", "ended_at": "55:00",
              "wrapped_up_at": "56:00"}  # fmt: skip
    return call(**{k: f"2026-11-{day:02d}T11:{v}" for k, v in clocks.items()}, **changes)


def _complain(call: Any, day: int, **complaint: Any) -> Any:
    facts = {"nature": "delivery", "severity": "ordinary", "wants": "尽快送到"} | complaint
    return _day(call, day, outcome="ticket", complaint=facts)


def test_f4_what_came_up_is_set_against_the_weeks_before(house: Any, call: Any) -> None:
    for day in (22, 21, 16):
        house.owner.run(log_call, _day(call, day))
    house.owner.run(log_call, _day(call, 20, category="price"))
    for day in (15, 8):  # 15 to 9 November is the first stretch before, 8 to 2 the second
        house.owner.run(log_call, _day(call, day))
    brief = house.owner.read(morning_brief, TODAY)
    assert (brief.first, brief.stretches) == (date(2026, 11, 16), 4)
    assert [(i.kind, i.key, i.count, i.before, i.change) for i in brief.issues] == [
        (IssueKind.CATEGORY, "delivery", 3, 0.5, 2.5),
        (IssueKind.CATEGORY, "price", 1, 0.0, 1.0),
    ]  # fmt: skip
    text = plain_text(brief)
    assert "Delivery: 3 times, before on average 0.5 (+2.5)" in text
    assert "Price: 1 time, not once before" in text


def test_f4_complaints_by_nature_and_product_without_merged_ones(house: Any, call: Any) -> None:
    with house.store.begin_write() as session:
        session.add(Product(id=new_id(), name="北欧沙发", created_at=house.now))
    house.owner.run(log_call, _complain(call, 22, product="北欧沙发"))
    house.owner.run(log_call, _complain(call, 22, product="无人知道的型号"))
    house.owner.run(log_call, _complain(call, 22, nature="price"))
    house.owner.run(_merge_one)
    brief = house.owner.read(morning_brief, TODAY)
    found = [(i.kind.value, i.key, i.count) for i in brief.issues if i.kind != "category"]
    assert found == [("nature", "delivery", 2), ("product", "北欧沙发", 1)]
    assert "无人知道的型号" not in plain_text(brief)


def test_f4_cautions_are_numbers_and_kinds_only(house: Any, call: Any) -> None:
    major = house.owner.run(log_call, _complain(call, 22, severity="major"))
    serious = house.owner.run(log_call, _complain(call, 1, severity="serious"))
    house.owner.run(log_call, _complain(call, 22))
    brief = house.owner.read(morning_brief, TODAY)
    assert [(c.number, c.severity) for c in brief.major] == [
        (major.ticket_number, "major"), (serious.ticket_number, "serious"),
    ]  # fmt: skip
    assert f"{major.ticket_number}: Major, Delivery, Acknowledged" in plain_text(brief)
    house.owner.run(_close_all)
    closed = house.owner.read(morning_brief, TODAY)
    assert [c.number for c in closed.major] == [major.ticket_number]


def test_f4_new_rules_and_lines_are_told_what_shipped_is_not(house: Any) -> None:
    assert house.owner.read(morning_brief, TODAY).lines == ()
    added = house.owner.run(
        add_phrase, Language.ZH_CN, PhraseGroup.GREETING, Stage.OPENING, "{company}，早上好。"
    )
    house.owner.run(edit_phrase, added.id, added.version, text="{company}，您早。")
    house.owner.run(set_policy, "rings_limit", "4", "客户王雅琴嫌慢")
    house.owner.run(set_policy, "rings_limit", "5", "再试")
    house.owner.run(set_policy, "holidays", "2026-12-31", "元旦")
    house.owner.run(set_policy, "hold_seconds", "50", "试")
    house.owner.run(set_policy, "hold_seconds", "60", "回到从前")
    brief = house.owner.read(morning_brief, TODAY)
    assert [(line.change, line.text) for line in brief.lines] == [
        (LineChange.NEW, "{company}，您早。")
    ]
    assert [(f.key, f.old, f.new) for f in brief.figures] == [
        ("rings_limit", "3", "5"), ("holidays", None, None),
    ]  # fmt: skip
    assert "(A1 A2): 3 → 5" in plain_text(brief)
    later = house.owner.read(morning_brief, TODAY + timedelta(days=8))
    assert (later.lines, later.figures) == ((), ())


def test_f4_return_visits_are_counted(house: Any) -> None:
    house.owner.run(_visits)
    assert house.owner.read(morning_brief, TODAY).visits == BriefVisits(1, 2, 1)
    assert "Overdue: 1; today: 2; tomorrow: 1" in plain_text(house.owner.read(morning_brief, TODAY))


def test_f5_campaigns_ahead_are_announced(house: Any) -> None:
    for title, days in (("会员月", 20), ("春节", 90)):
        new = NewTask(title, house.now + timedelta(days=days), TaskKind.CAMPAIGN,
                      repeat=Repeat.YEARLY)  # fmt: skip
        house.owner.run(add_task, new)
    brief = house.owner.read(morning_brief, TODAY)
    assert [(c.title, c.day) for c in brief.campaigns] == [("会员月", date(2026, 12, 12))]


def test_j4_measures_that_are_due_are_followed_up_in_the_brief(house: Any, call: Any) -> None:
    number = house.owner.run(log_call, _complain(call, 22)).ticket_number
    house.owner.run(_measures, number)
    brief = house.owner.read(morning_brief, TODAY)
    assert [(m.due_on, m.number, m.overdue) for m in brief.measures] == [
        (date(2026, 11, 22), number, True), (date(2026, 11, 25), None, False),
    ]  # fmt: skip
    assert f"2026-11-22  {number} (overdue)" in plain_text(brief)


@pytest.mark.parametrize("role", list(Role))
def test_f4_everybody_hears_it(house: Any, role: Role) -> None:
    assert house.hire("wu", role).read(morning_brief).day == date(2026, 11, 22)


PERSONAL = st.fixed_dictionaries(
    {
        "name": st.sampled_from(["欧阳雪莉", "Jonathan Featherby", "司徒美琪"]),
        "number": st.integers(13_000_000_000, 19_999_999_999).map(str),
        "address": st.sampled_from(["东湖区文景路 88 号 302 室", "17 Quayside Lofts, Nether Lane"]),
        "raised": st.sampled_from(["我丈夫在二中教书，腿脚不便", "my mother's heart condition"]),
        "answer": st.sampled_from(["已告知其单位同事周先生"]),
        "unmet_need": st.sampled_from(["想买一张护理床给父亲"]),
    }
)


@settings(
    max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(people=st.lists(PERSONAL, min_size=1, max_size=3))
def test_f4_no_personal_value_is_ever_in_it(
    people: list[dict[str, str]], house: Any, call: Any
) -> None:
    house.later(minutes=1)
    for facts in people:
        complaint = {
            "nature": "service_attitude", "severity": "major", "wants": facts["raised"],
            "against_kind": "employee", "against": facts["name"], "product": facts["unmet_need"],
            "merchant": facts["answer"], "order_no": facts["number"],
        }  # fmt: skip
        house.owner.run(log_call, _day(call, 22, outcome="ticket", complaint=complaint, **facts))
        house.owner.run(set_policy, "recipients_press", f"{facts['name']} {facts['number']}", "x")
        new = NewTask(f"会员月 联系 {facts['number']}", house.now, TaskKind.CAMPAIGN,
                      facts["raised"])  # fmt: skip
        house.owner.run(add_task, new)
    house.owner.run(_visits)
    told = everything_said(house.owner.read(morning_brief, TODAY))
    assert "会员月" in told
    for facts in people:
        for value in facts.values():
            assert value not in told


def _merge_one(ctx: Context) -> None:
    for ticket in ctx.session.scalars(select(Ticket).order_by(Ticket.seq.desc()).limit(1)):
        ticket.state, ticket.open = TicketState.MERGED, False


def _close_all(ctx: Context) -> None:
    for ticket in ctx.session.scalars(select(Ticket)):
        ticket.state, ticket.open = TicketState.ARCHIVED, False


def _visits(ctx: Context) -> None:
    time = ctx.center.time
    for day, state in ((20, VisitState.OPEN), (23, VisitState.OPEN), (23, VisitState.OPEN),
                       (24, VisitState.OPEN), (24, VisitState.DONE), (26, VisitState.OPEN)):  # fmt: skip
        ctx.session.add(
            ReturnVisit(
                id=new_id(), reason=VisitReason.ASKED, state=state, name="欧阳雪莉",
                about="护理床", due_at=time.parse(f"2026-11-{day}T15:00"), made_by=ctx.actor.id,
                created_at=ctx.now,
            )
        )  # fmt: skip


def _measures(ctx: Context, number: str) -> None:
    ticket = ctx.session.scalars(select(Ticket.id).where(Ticket.number == number)).one()
    for day, state, of in ((22, MeasureState.OPEN, ticket), (25, MeasureState.OPEN, None),
                           (22, MeasureState.DONE, None), (30, MeasureState.DROPPED, None)):  # fmt: skip
        ctx.session.add(
            Measure(
                id=new_id(), ticket_id=of, what="给王雅琴换师傅", owner_id=ctx.actor.id,
                due_on=date(2026, 11, day), state=state, made_by=ctx.actor.id, made_at=ctx.now,
            )
        )  # fmt: skip
