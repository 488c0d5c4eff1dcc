"""What concerns one caller, or a few lessons, is found by what they are, and not among all that is open
or archived (J5): a file has no statistics to see by itself that these are many.
"""

from functools import partial

from sqlalchemy import select

from tests.usecases.cases import filed
from tests.usecases.conftest import house_in, open_store_at
from tests.usecases.test_report_plans import plans
from thirdring.domain.enums import TicketState
from thirdring.store.tables import ComplaintDetail, Ticket
from thirdring.usecases.caller_history import caller_history
from thirdring.usecases.case_library import find_lessons

# Fewer would be found by key whatever else offered itself.
_EXAMPLES = 24


def test_j5_a_file_is_not_walked_for_what_few_tickets_have(founded_sqlite_url: str) -> None:
    with open_store_at(founded_sqlite_url) as store:
        house = house_in(store)
        for _ in range(_EXAMPLES + 1):
            filed(house.owner, phone="138 1234 5678")
        with store.begin_write() as session:
            for ticket in session.scalars(select(Ticket).order_by(Ticket.seq).limit(_EXAMPLES)):
                ticket.state, ticket.open, customer = (
                    TicketState.ARCHIVED,
                    False,
                    ticket.customer_id,
                )
                detail = session.get_one(ComplaintDetail, ticket.id)
                detail.cause, detail.example = "没有核对库存", True
        found = plans(house, partial(caller_history, customer_id=customer))
        found += plans(house, partial(caller_history, number="138 1234 5678"))
        found += plans(house, partial(find_lessons, text="沙发坐垫塌陷"))
    told = "\n".join(found)
    for index in ("open_sort_due", "state_sort_due", "kind_open"):
        assert f"ix_tickets_{index}" not in told
    assert "calls USING COVERING INDEX ix_calls_customer_id_started_at" in told
