"""What is done before the first caller leaves nothing, and is what saves ask."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import text

from tests.usecases.conftest import House
from tests.work import work_of
from thirdring.store.digests import TableDigest, digests
from thirdring.usecases.log_call import log_call
from thirdring.usecases.rehearse import REHEARSALS, rehearse_complaint, rehearse_promise

_COMPLAINT = ("tickets", "complaint_details", "clocks", "ticket_search", "calls", "holds", "events")
_PROMISE = (
    "callbacks",
    "callback_attempts",
    "clocks",
    "tickets",
    "calls",
    "events",
    "ticket_notes",
)


def kept(house: House) -> tuple[dict[str, TableDigest], int]:
    """All there is, read past everybody's rights; and how many tickets can be found by words."""
    with house.store.begin_read() as session:
        connection = session.connection()
        found = connection.scalar(text("SELECT count(*) FROM ticket_search"))
        return digests(connection), int(found or 0)


def test_nothing_of_the_rehearsals_stays(house: House, call: Callable[..., Any]) -> None:
    complaint = {"nature": "delivery", "severity": "ordinary", "against_kind": "none"}
    house.owner.run(log_call, call(outcome="ticket", complaint=complaint))
    before = kept(house)
    for deed in REHEARSALS:
        house.owner.run(deed)
    assert kept(house) == before


@pytest.mark.parametrize(
    ("deed", "tables"), [(rehearse_complaint, _COMPLAINT), (rehearse_promise, _PROMISE)]
)
def test_they_ask_what_saves_ask(house: House, deed: Any, tables: tuple[str, ...]) -> None:
    with work_of(house.owner.store) as done:
        house.owner.run(deed)
    asked = "\n".join(done.statements)
    assert [table for table in tables if f"INSERT INTO {table}" not in asked] == []


def test_what_a_center_refuses_ends_it_quietly(house: House) -> None:
    before = kept(house)
    with house.store.begin_write() as session:
        session.execute(text("UPDATE settings SET value = '[]' WHERE key = 'categories'"))
    for deed in REHEARSALS:
        house.owner.run(deed)
    after = kept(house)
    assert {name for name, one in after[0].items() if one != before[0][name]} == {"settings"}
