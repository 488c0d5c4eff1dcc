"""H5, J6: who looked at whose data is read by supervisors and administrators, page by page."""

import uuid
from typing import Any

import pytest
from sqlalchemy import select

from thirdring.domain.enums import Role
from thirdring.domain.errors import NotPermitted
from thirdring.store.tables import Customer
from thirdring.usecases.context import Context
from thirdring.usecases.log_call import log_call
from thirdring.usecases.read_access_log import read_access_log
from thirdring.usecases.timeline import record_access
from thirdring.usecases.unmask import unmask


def _customer(ctx: Context) -> uuid.UUID:
    return ctx.session.scalars(select(Customer.id)).one()


def test_h5_an_unmasking_is_read_with_who_whose_and_why(house: Any, call: Any) -> None:
    lin = house.hire("lin", Role.AGENT)
    zhao = house.hire("zhao", Role.SUPERVISOR)
    xu = house.hire("xu", Role.ADMIN)
    lin.run(log_call, call())
    lin.run(unmask, lin.read(_customer), "The courier asks")
    (row,) = zhao.read(read_access_log).rows
    assert (row.login, row.action, row.subject_kind) == ("lin", "unmask", "customer")
    assert (row.whose, row.reason, row.records) == ("王雅琴", "The courier asks", 1)
    # On a server the function that uncovers writes the entry, by the server's own clock.
    assert house.logins is not None or row.at == house.now
    # An administrator reads the log without reading customers' data.
    assert xu.read(read_access_log).rows[0].whose == "王**"


@pytest.mark.parametrize("role", [Role.AGENT, Role.HR])
def test_h5_others_do_not_read_the_access_log(house: Any, role: Role) -> None:
    with pytest.raises(NotPermitted):
        house.hire("somebody", role).read(read_access_log)


def test_pages_follow_each_other_without_gap_or_repetition(house: Any) -> None:
    lin = house.hire("lin", Role.AGENT)
    for number in range(7):
        lin.run(record_access, "export", "tickets", records=number + 1)
        if number % 3 == 2:  # several entries share their moment
            house.later(seconds=1)
    pages, after = [], None
    while True:
        page = house.owner.read(read_access_log, after=after, limit=3)
        pages.append([row.records for row in page.rows])
        after = page.after
        if after is None:
            break
    assert [len(page) for page in pages] == [3, 3, 1]
    assert sorted(n for page in pages for n in page) == list(range(1, 8))
    assert pages[0][0] == 7
    assert min(pages[0]) > max(pages[1]) > max(pages[2])


def test_an_empty_log_has_no_next_page(house: Any) -> None:
    page = house.owner.read(read_access_log)
    assert (page.rows, page.after) == ((), None)
