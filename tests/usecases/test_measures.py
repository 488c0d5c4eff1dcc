"""H7 and J4 as they are lived: measures with owner and date; figures of a month."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from tests.usecases.conftest import House
from tests.usecases.house_of_cases import Cases, found_cases, make_cases
from thirdring.domain.case_values import MeasureState, VisitReason, VisitState
from thirdring.domain.errors import Conflict, NotFound, NotPermitted, Refusal
from thirdring.domain.ids import new_id
from thirdring.domain.indicators import Indicator
from thirdring.i18n import render
from thirdring.store.tables import ReturnVisit
from thirdring.usecases.log_call import log_call
from thirdring.usecases.measures import (
    MeasureRow,
    NewMeasure,
    add_measure,
    close_measure,
    follow_up,
    list_measures,
)
from thirdring.usecases.show_indicators import show_indicators
from thirdring.usecases.show_ticket import show_ticket

pytestmark = pytest.mark.begins_with(make=found_cases)

TODAY = date(2026, 11, 22)


@pytest.fixture
def cases(house: House) -> Cases:
    return make_cases(house)


def make(cases: Cases, **given: Any) -> MeasureRow:
    facts: dict[str, Any] = {"what": "安装单加拍螺丝照片", "owner": "lin", "due_on": TODAY} | given
    return cases["zhao"].run(add_measure, NewMeasure(**facts))


def test_h7_a_measure_has_an_owner_and_a_date_and_is_followed_up(cases: Cases) -> None:
    number = cases.open()
    made = make(
        cases, ticket=number, cause="螺丝漏装", indicator=Indicator.SATISFACTION,
        due_on=TODAY + timedelta(days=7),
    )  # fmt: skip
    assert (made.owner_login, made.state, made.number, made.overdue) == (
        "lin", MeasureState.OPEN, number, False,
    )  # fmt: skip
    cases.house.later(days=3)
    cases["lin"].run(follow_up, made.id, "已培训两个班组", version=made.version)
    cases.house.later(days=5)
    (late,) = cases["zhao"].read(list_measures, overdue=True)
    assert (late.overdue, [note.text for note in late.notes]) == (True, ["已培训两个班组"])
    done = cases["lin"].run(close_measure, made.id, "漏装归零")
    assert (done.state, done.result, done.closed_at) == (
        MeasureState.DONE, "漏装归零", cases.house.now,
    )  # fmt: skip
    assert cases["zhao"].read(list_measures, overdue=True) == ()
    assert len(cases["zhao"].read(list_measures, state=MeasureState.DONE)) == 1
    story = [render(entry.sentence) for entry in cases["lin"].read(show_ticket, number).timeline]
    assert "Improvement measure closed" in story
    with pytest.raises(Refusal):
        cases["lin"].run(follow_up, made.id, "还有")


def test_h7_dropping_a_measure_says_why(cases: Cases) -> None:
    made = make(cases)
    with pytest.raises(Refusal) as refused:
        cases["zhao"].run(close_measure, made.id, " ", dropped=True)
    assert (refused.value.rule, refused.value.field) == ("H7", "result")
    dropped = cases["zhao"].run(close_measure, made.id, "供应商已更换", dropped=True)
    assert dropped.state is MeasureState.DROPPED


@pytest.mark.parametrize(
    ("given", "error", "field"),
    [
        ({"what": " "}, Refusal, "what"),
        ({"due_on": TODAY - timedelta(days=1)}, Refusal, "due_on"),
        ({"owner": "nobody"}, NotFound, "login"),
        ({"ticket": "C261122-Z9999"}, NotFound, ""),
    ],
)
def test_h7_what_a_measure_lacks_is_said(
    cases: Cases, given: dict[str, Any], error: type[Refusal], field: str
) -> None:
    with pytest.raises(error) as refused:
        make(cases, **given)
    assert refused.value.field == field
    assert cases["zhao"].read(list_measures) == ()


def test_h7_who_may(cases: Cases) -> None:
    made = make(cases)
    deeds: tuple[Callable[[], object], ...] = (
        lambda: cases["lin"].run(add_measure, NewMeasure("x", "lin", TODAY)),
        lambda: cases["sun"].run(follow_up, made.id, "x"),
        lambda: cases["he"].run(close_measure, made.id, "x"),
        lambda: cases["lin"].read(show_indicators),
    )
    for deed in deeds:
        with pytest.raises(NotPermitted):
            deed()
    assert cases["sun"].read(list_measures) == ()
    assert len(cases["lin"].read(list_measures)) == len(cases["he"].read(list_measures)) == 1
    with pytest.raises(Conflict):
        cases["zhao"].run(follow_up, made.id, "x", version=9)
    with pytest.raises(NotFound):
        cases["zhao"].run(follow_up, new_id(), "x")


def figures(cases: Cases, month: str | None = None) -> dict[Indicator, tuple[int, int]]:
    found = cases["zhao"].read(show_indicators, month)
    return {one.indicator: (one.numerator, one.denominator) for one in found}


def test_j4_the_figures_of_a_month_come_from_the_records(cases: Cases, call: Any) -> None:
    assert figures(cases) == dict.fromkeys(Indicator, (0, 0))
    cases.open()
    lin = cases["lin"]
    for outcome in ("solved", "solved", "ticket"):
        lin.run(log_call, call(outcome=outcome))
    lin.run(log_call, call(outcome="callback", callback={"minutes": 25}))
    outbound = call(direction="outbound", rings=None, hung_up_by="customer", outcome="solved")
    lin.run(log_call, outbound)
    with cases.house.store.begin_write() as session:
        for satisfaction in (5, 4, 3, None):
            session.add(
                ReturnVisit(
                    id=new_id(), reason=VisitReason.ASKED, state=VisitState.DONE,
                    due_at=cases.house.now, satisfaction=satisfaction,
                    made_by=cases.staff_id("lin"), closed_at=cases.house.now,
                    created_at=cases.house.now,
                )
            )  # fmt: skip
    # The complaint isn't due yet; the callback of 12:20 was missed by 13:00.
    assert figures(cases) == dict.fromkeys(Indicator, (0, 0)) | {
        Indicator.SERVICE_LEVEL: (4, 4),
        Indicator.SPEED_OF_ANSWER: (32, 4),
        Indicator.ABANDONED: (0, 4),
        Indicator.HANDLE_TIME: (4 * 352, 4),
        Indicator.FIRST_CONTACT: (2, 4),
        Indicator.CALLBACKS_KEPT: (0, 1),
        Indicator.SATISFACTION: (2, 3),
    }
    cases.house.later(days=2)
    assert figures(cases)[Indicator.ANSWERED_IN_TIME] == (0, 1)
    assert figures(cases, "2026-10") == dict.fromkeys(Indicator, (0, 0))
    with pytest.raises(Refusal):
        figures(cases, "2026-13")
