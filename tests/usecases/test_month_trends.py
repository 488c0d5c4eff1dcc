"""Months side by side and the causes behind one (J4): closed ones as they were closed."""

import pytest
from sqlalchemy import select, update

from tests.usecases.conftest import House
from tests.usecases.months import DECEMBER, IN_DECEMBER, NOVEMBER, against, found_team, team
from thirdring.domain.enums import TicketState
from thirdring.domain.month_sheet import MonthState
from thirdring.store.tables import ComplaintDetail, Ticket
from thirdring.usecases.advance_ticket import advance_ticket
from thirdring.usecases.close_month import close_month
from thirdring.usecases.month_trends import Cause, month_causes, month_trends

pytestmark = pytest.mark.begins_with(make=found_team)


def test_j4_trends_take_closed_months_as_they_were_closed(house: House) -> None:
    cases = team(house)
    number = against(cases, "lin", received_at="2026-10-05T10:00:00")
    against(cases, "sun", channel="wechat", phone="139 0000 2222")
    house.now = IN_DECEMBER
    cases["he"].run(close_month, "2026-10", "补结")
    cases["qian"].run(advance_ticket, number, TicketState.WITHDRAWN, reason="撤回")
    points = cases["qian"].read(month_trends, DECEMBER)
    assert len(points) == 12
    assert (points[0].month, points[-1].month) == ("2026-01", DECEMBER)
    october, november = points[-3:-1]
    assert (october.state, october.sums.counted) == (MonthState.CLOSED, 1)
    assert (november.state, november.channels) == (MonthState.OPEN, {"wechat": 1})
    assert november.employees == {str(cases.staff_id("sun")): 1}
    own = cases["lin"].read(month_trends, NOVEMBER, 2)
    assert [(p.month, p.sums.received) for p in own] == [("2026-10", 1), (NOVEMBER, 0)]


def test_j4_causes_of_what_is_counted(house: House) -> None:
    cases = team(house)
    numbers = [against(cases, "lin", phone=f"139 0000 222{n}") for n in range(3)]
    against(cases, "sun", phone="139 0000 3333")
    with house.store.begin_write() as session:
        some = select(Ticket.id).where(Ticket.number.in_(numbers[:2]))
        session.execute(
            update(ComplaintDetail)
            .where(ComplaintDetail.ticket_id.in_(some))
            .values(cause="排班太满")
            .execution_options(synchronize_session=False)
        )
    assert cases["qian"].read(month_causes, NOVEMBER) == (Cause("", 2), Cause("排班太满", 2))
    assert cases["sun"].read(month_causes, NOVEMBER) == (Cause("", 1),)
