"""Reports against a plain recount of the same records (H2, H3, J4, J5)."""

import random
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event, select, update

from tests.usecases.conftest import House
from tests.usecases.house_of_cases import Cases, found_cases, make_cases
from thirdring.domain.enums import (
    OUTCOMES_WITHOUT_A_TALK,
    CallerType,
    Channel,
    Direction,
    Nature,
    Outcome,
    Severity,
    TicketState,
)
from thirdring.domain.errors import NotPermitted
from thirdring.domain.ids import new_id
from thirdring.domain.indicators import Indicator
from thirdring.domain.periods import Period, days_period, month_period
from thirdring.store.tables import Call, ComplaintDetail, Customer, Ticket
from thirdring.usecases.context import Context
from thirdring.usecases.report_complaints import WRITTEN_ONCE, Side, report_complaints
from thirdring.usecases.report_enquiries import report_enquiries
from thirdring.usecases.report_quality import report_quality

pytestmark = pytest.mark.begins_with(make=found_cases)

_Counts = dict[Indicator, tuple[int, int]]


@pytest.fixture
def cases(house: House) -> Cases:
    return make_cases(house)


def period(cases: Cases, name: str = "2026-11") -> Period:
    return cases["zhao"].read(lambda ctx: month_period(ctx.center.time, name))


def some_calls(cases: Cases, chance: random.Random, number: int) -> list[Call]:
    """Calls of November and of the hours around it, with every gap a record may have."""
    begin, end = period(cases).begin, period(cases).end
    edges = [begin - timedelta(microseconds=1), begin, end - timedelta(microseconds=1), end]
    customers = [new_id() for _ in range(5)]
    with cases.house.store.begin_write() as session:
        session.add_all(
            Customer(id=one, name=None, title=None, address=None, created_at=begin)
            for one in customers
        )
        session.flush()
        calls = []
        for n in range(number):
            spread = timedelta(seconds=chance.randrange(30 * 86_400))
            started = edges[n] if n < len(edges) else begin + spread
            answered = chance.choice([None, started + timedelta(seconds=chance.randrange(31))])
            ended = answered and chance.choice([None, answered + timedelta(seconds=97.5)])
            calls.append(
                Call(
                    id=new_id(), direction=chance.choice(list(Direction)),
                    agent_id=cases.staff_id("lin"), customer_id=chance.choice([None, *customers]),
                    caller_type=CallerType.CUSTOMER, withheld=[], read_back=False,
                    category=chance.choice([None, "delivery", "price"]),
                    rings=chance.choice([None, 0, 2, 3, 4]), started_at=started,
                    answered_at=answered, ended_at=ended,
                    wrapped_up_at=ended and chance.choice([None, ended + timedelta(seconds=20)]),
                    outcome=chance.choice(list(Outcome)), created_at=started,
                )
            )  # fmt: skip
        session.add_all(calls)
        session.flush()
        session.expunge_all()
    return calls


def recount(calls: list[Call], within: Period) -> _Counts:
    """The same measures the long way."""
    came = [one for one in calls if one.direction is Direction.INBOUND]
    mine = [one for one in came if within.begin <= one.started_at < within.end]
    kept = [one for one in mine if one.outcome is not Outcome.ABANDONED]
    waits = [wait for one in kept if (wait := waited(one)) is not None]
    handled = [
        (one.wrapped_up_at or one.ended_at) - one.answered_at
        for one in kept
        if one.answered_at is not None and one.ended_at is not None
    ]
    talks = [one for one in mine if one.outcome not in OUTCOMES_WITHOUT_A_TALK]
    solved = [one for one in talks if one.outcome is Outcome.SOLVED and not again(one, came)]
    given_up = len(mine) - len(kept)
    return {
        Indicator.SERVICE_LEVEL: (sum(one <= 15 for one in waits), len(waits) + given_up),
        Indicator.SPEED_OF_ANSWER: (int(sum(waits)), len(waits)),
        Indicator.ABANDONED: (given_up, len(mine)),
        Indicator.HANDLE_TIME: (int(sum(handled, timedelta()).total_seconds()), len(handled)),
        Indicator.FIRST_CONTACT: (len(solved), len(talks)),
    }


def waited(call: Call) -> float | None:
    if call.answered_at is not None:
        return (call.answered_at - call.started_at).total_seconds()
    return None if call.rings is None else call.rings * 5.0


def again(call: Call, calls: list[Call]) -> bool:
    return any(
        one.customer_id == call.customer_id is not None
        and one.category == call.category
        and timedelta(0) < one.started_at - call.started_at <= timedelta(days=7)
        and one.outcome not in OUTCOMES_WITHOUT_A_TALK
        for one in calls
    )


@pytest.mark.parametrize("seed", [1, 2])
def test_j5_measures_equal_a_recount_of_the_calls(cases: Cases, seed: int) -> None:
    calls = some_calls(cases, random.Random(seed), 240)  # noqa: S311 - the same every time
    weeks = [(date(2026, 11, first), date(2026, 11, first + 6)) for first in (1, 8, 15, 22)]
    time = cases["zhao"].read(lambda ctx: ctx.center.time)
    for within in [period(cases), *(days_period(time, *week) for week in weeks)]:
        report = cases["he"].read(report_quality, within)
        counted = {
            one.indicator: (one.numerator, one.denominator)
            for one in report.figures
            if one.denominator
        }
        assert counted == recount(calls, within)
    assert sum(recount(calls, period(cases))[Indicator.FIRST_CONTACT]) > 0


def test_h3_enquiry_types_equal_a_recount(cases: Cases) -> None:
    calls = some_calls(cases, random.Random(3), 200)  # noqa: S311 - the same every time
    within = period(cases)
    mine = [
        one for one in calls
        if one.direction is Direction.INBOUND and within.begin <= one.started_at < within.end
    ]  # fmt: skip
    report = cases["zhao"].read(report_enquiries, within)
    assert report.calls == len(mine)
    assert report.categories == Counter(one.category or "" for one in mine)
    local = [one.started_at + timedelta(hours=8) for one in mine]
    expected = Counter((at.weekday(), at.hour) for at in local)
    assert {
        (day, hour): n
        for day, row in enumerate(report.week)
        for hour, n in enumerate(row)
        if n
    } == expected  # fmt: skip


CAUSES = ["漏装螺丝", " 漏装螺丝 ", "搬运没有护角", "客户王雅琴的邻居说的", None]


def file_some(cases: Cases) -> list[dict[str, Any]]:
    chance = random.Random(4)  # noqa: S311 - the same every time
    begin = period(cases).begin
    made: list[dict[str, Any]] = []
    for n in range(24):
        cases.house.now = begin + timedelta(hours=chance.randrange(29 * 24), minutes=59)
        facts = {
            "channel": chance.choice(list(Channel)),
            "nature": chance.choice(list(Nature)),
            "severity": chance.choice(list(Severity)),
            "product": chance.choice(["布艺沙发", "实木餐桌"]),
        }
        number = cases.open(**facts)
        cause = CAUSES[n] if n < len(CAUSES) else chance.choice([None, "漏装螺丝", "搬运没有护角"])
        merged = n == 23
        with cases.house.store.begin_write() as session:
            ticket_id = session.scalars(select(Ticket.id).where(Ticket.number == number)).one()
            session.execute(
                update(ComplaintDetail)
                .where(ComplaintDetail.ticket_id == ticket_id)
                .values(cause=cause)
            )
            if merged:
                session.execute(
                    update(Ticket).where(Ticket.id == ticket_id)
                    .values(state=TicketState.MERGED, open=False)
                )  # fmt: skip
        if not merged:
            made.append(facts | {"cause": cause, "at": cases.house.now})
    cases.house.now = datetime(2026, 12, 1, tzinfo=UTC)
    return made


def test_j4_complaints_are_counted_from_every_side_as_a_recount_does(cases: Cases) -> None:
    made = file_some(cases)
    report = cases["he"].read(report_complaints, period(cases))
    assert report.complaints == len(made)
    for side in (Side.CHANNEL, Side.NATURE, Side.SEVERITY, Side.PRODUCT):
        assert report.sides[side] == Counter(one[side.value] for one in made), side
    assert sum(map(sum, report.week)) == len(made)
    late = made[0]["at"] + timedelta(hours=8)
    assert report.week[late.weekday()][late.hour] > 0
    assert Counter({m: n for m, _c, _n, n in report.by_month}).keys() == {"2026-11"}
    assert sum(n for *_names, n in report.by_month) == len(made)


def test_j4_causes_that_say_the_same_are_one_and_what_one_complaint_says_is_not_quoted(
    cases: Cases,
) -> None:
    made = file_some(cases)
    causes = cases["he"].read(report_complaints, period(cases)).sides[Side.CAUSE]
    said = Counter((one["cause"] or "").strip() for one in made)
    assert causes["漏装螺丝"] == said["漏装螺丝"]
    assert causes[WRITTEN_ONCE] == 1
    assert not any("王雅琴" in cause for cause in causes)
    assert sum(causes.values()) == len(made)


def test_h2_reports_are_for_who_sees_reports(cases: Cases) -> None:
    for deed in (report_quality, report_complaints, report_enquiries):
        for login in ("lin", "root"):
            with pytest.raises(NotPermitted):
                cases[login].read(deed, period(cases))


def test_h2_nothing_counted_is_no_data(cases: Cases) -> None:
    report = cases["zhao"].read(report_quality, period(cases, "2020-01"))
    assert {one.value for one in report.figures} == {None}
    assert {one.reached for one in report.figures} == {None}


def plans(ctx: Context) -> list[str]:
    """How SQLite goes through calls and tickets for the reports of November."""
    engine = ctx.connection.engine
    asked: list[tuple[str, Any]] = []

    def note(_conn: Any, _cursor: Any, sql: str, bound: Any, *_more: Any) -> None:
        asked.append((sql, bound))

    event.listen(engine, "before_cursor_execute", note)
    try:
        for report in (report_quality, report_complaints, report_enquiries):
            report(ctx, month_period(ctx.center.time, "2026-11"))
    finally:
        event.remove(engine, "before_cursor_execute", note)
    steps = [
        row[3]
        for sql, bound in asked
        for row in ctx.connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", bound)
    ]
    return [step for step in steps if {"calls", "tickets"} & set(step.split())]


def test_h2_reports_go_through_the_periods_rows_and_no_others(cases: Cases) -> None:
    if cases.house.store.engine.dialect.name != "sqlite":
        pytest.skip("the planner of PostgreSQL goes by the size of its tables")
    found = cases["he"].read(plans)
    assert len(found) == 13
    for step in found:
        assert "started_at>?" in step or "received_at>?" in step or "(id=?)" in step, step
