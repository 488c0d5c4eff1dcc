"""What is done before the first caller leaves nothing, and is what saves ask."""

from sqlalchemy import func, select

from tests.usecases.conftest import House
from tests.work import work_of
from thirdring.store.base import Base
from thirdring.usecases.center import Center
from thirdring.usecases.rehearse import rehearse_saves


def kept(house: House) -> dict[str, int]:
    """How many rows each table has, read past everybody's rights."""
    with house.store.begin_read() as session:
        return {
            table.name: session.scalars(select(func.count()).select_from(table)).one()
            for table in Base.metadata.sorted_tables
        }


def test_nothing_of_a_rehearsal_stays_and_the_next_deed_goes_on(house: House) -> None:
    before = kept(house)
    house.owner.run(rehearse_saves)
    house.owner.run(rehearse_saves)
    assert kept(house) == before


def test_it_asks_what_a_promise_its_keeping_and_a_complaint_ask(house: House) -> None:
    center: Center = house.owner
    with work_of(center.store) as done:
        center.run(rehearse_saves)
    asked = "\n".join(done.statements)
    for table in ("callbacks", "callback_attempts", "tickets", "complaint_details", "clocks",
                  "ticket_search", "calls", "holds", "events", "customers"):  # fmt: skip
        assert f"INSERT INTO {table}" in asked
    counted = "thirdring_settle_counts" if center.store.masked is not None else "standings_due"
    assert counted in asked
