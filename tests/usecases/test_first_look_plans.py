"""What a screen asks for first is looked up by keys (J5). The embedded engine plans without looking at
the tables, so a handful of rows shows what it would do with a million.
"""

from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import select

from tests.usecases.conftest import House
from tests.usecases.house_of_cases import Cases, found_cases, make_cases
from tests.usecases.test_report_plans import plans
from thirdring.domain.enums import TicketState
from thirdring.store.tables import ComplaintDetail, Ticket
from thirdring.usecases.case_library import find_lessons
from thirdring.usecases.context import Context
from thirdring.usecases.day_sums import DaySums, day_sums

pytestmark = pytest.mark.begins_with(make=found_cases)


@pytest.fixture
def cases(house: House) -> Cases:
    made = make_cases(house)
    if made.house.store.address.on_server:
        pytest.skip("the planner of PostgreSQL goes by the size of its tables")
    return made


def test_d11_j5_lessons_are_read_by_their_keys(cases: Cases) -> None:
    number = cases.open(raised="床板开裂")
    with cases.house.store.begin_write() as session:
        ticket = session.scalars(select(Ticket).where(Ticket.number == number)).one()
        ticket.state, ticket.open = TicketState.ARCHIVED, False
        detail = session.get_one(ComplaintDetail, ticket.id)
        detail.lesson, detail.example = "出厂前逐块检查", True
    found = plans(cases.house, partial(find_lessons, text="床板开裂了"))
    of_tickets = [plan for plan in found if "tickets" in plan]
    # By the words' hits, by being an example, the latest keys, these; and what is told.
    assert len(of_tickets) == 5
    assert [plan for plan in of_tickets if "ix_tickets_" in plan] == []


def test_f3_j5_the_day_in_figures_looks_through_no_table(cases: Cases) -> None:
    cases.open(raised="床板开裂")
    now = cases.house.now

    def sums(ctx: Context) -> DaySums:
        return day_sums(ctx, ctx.actor.id, (now - timedelta(hours=8), now + timedelta(hours=1)))

    scanned = [plan for plan in plans(cases.house, sums) if "SCAN tickets" in plan]
    assert scanned == []
