"""G5, H5: who exports a month, and the trace it leaves."""

import pytest
from sqlalchemy import select

from tests.usecases.conftest import House
from tests.usecases.house_of_cases import found_cases, make_cases
from thirdring.domain.errors import NotPermitted
from thirdring.store.tables import Access
from thirdring.usecases.export_month import export_month, record_month_export

pytestmark = pytest.mark.begins_with(make=found_cases)


def test_h5_an_export_is_hrs_and_leaves_a_trace(house: House) -> None:
    cases = make_cases(house)
    number = cases.open(against="sun")
    made = cases["he"].read(export_month, "2026-11")
    assert [one.number for one in made.sheet.evidence] == [number]
    assert made.sheet.evidence[0].customer == "王**"
    assert (made.sheet.sums.received, made.at) == (1, house.now)
    cases["he"].run(record_month_export, made)
    with house.store.begin_read() as session:
        rows = session.execute(
            select(Access.action, Access.subject_kind, Access.reason, Access.records)
        ).all()
    assert rows == [("export", "month", "2026-11", 1)]
    for login in ("lin", "zhao", "root"):
        with pytest.raises(NotPermitted):
            cases[login].read(export_month, "2026-11")
        with pytest.raises(NotPermitted):
            cases[login].run(record_month_export, made)
