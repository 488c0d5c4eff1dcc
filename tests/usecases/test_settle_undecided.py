"""D13, D15, G9: an incomplete complaint counts for nobody until somebody settles it, HR too."""

from typing import Any

import pytest
from sqlalchemy import text

from tests.usecases.conftest import House
from tests.usecases.months import Cases, against, found_team, held, line, sheet, team
from thirdring.domain.enums import AgainstKind, Channel, Nature, Severity
from thirdring.domain.errors import NotFound, NotPermitted, Refusal
from thirdring.domain.month_sheet import CheckKind
from thirdring.domain.months import Lack
from thirdring.store.tables import Ticket
from thirdring.usecases.month_values import sheet_values
from thirdring.usecases.settle_undecided import settle_undecided
from thirdring.usecases.show_ticket import show_ticket

pytestmark = pytest.mark.begins_with(make=found_team)


@pytest.fixture
def cases(house: House) -> Cases:
    return team(house)


def bare(cases: Cases, number: str, **columns: Any) -> str:
    """As a file brought it in, that has no column for these."""
    with cases.house.store.begin_write() as session:
        for table, one, own in (
            ("complaint_details", "channel", "ticket_id"), ("complaint_details", "nature", "ticket_id"),
            ("complaint_details", "against_kind", "ticket_id"), ("tickets", "severity", "id"),
        ):  # fmt: skip
            if columns.get(one, True):
                session.execute(
                    text(
                        f"UPDATE {table} SET {one} = NULL WHERE {own} ="  # noqa: S608 - our names
                        " (SELECT id FROM tickets WHERE number = :n)"
                    ),
                    {"n": number},
                )
    return number


def test_d13_an_incomplete_complaint_counts_for_nobody_until_it_is_settled(
    house: House, cases: Cases
) -> None:
    number = bare(cases, against(cases, None))
    found = sheet_values(sheet(cases))
    assert (found["received"], found["counted"], found["excluded"]["undecided"]) == (1, 0, 1)
    (check,) = sheet(cases).checks
    assert (check.kind, check.lacks) == (CheckKind.UNDECIDED, tuple(Lack))
    shown = cases["lin"].read(show_ticket, number).complaint
    assert shown is not None
    assert shown.lacks == tuple(Lack)
    half = cases["he"].run(
        settle_undecided, number, reason="看了来信", channel=Channel.LETTER,
        nature=Nature.DELIVERY, severity=Severity.MINOR,
    )  # fmt: skip
    assert half.standing == "undecided"
    assert sheet(cases).checks[0].lacks == (Lack.AGAINST,)
    done = cases["he"].run(
        settle_undecided, number, reason="与人无关", against_kind=AgainstKind.NONE
    )
    assert (done.number, done.standing) == (number, "counted")
    assert sheet(cases).sums.counted == 1
    assert sheet(cases).checks == ()
    held(house)
    assert cases.events("against_changed")


def test_d15_hr_settles_whom_it_is_against_with_a_reason_and_no_customer(cases: Cases) -> None:
    number = against(cases, "小林")
    with pytest.raises(Refusal) as refused:
        cases["he"].run(
            settle_undecided, number, reason=" ", against_kind=AgainstKind.EMPLOYEE, against="lin"
        )
    assert refused.value.field == "reason"
    with pytest.raises(Refusal):  # not one employee for certain
        cases["he"].run(
            settle_undecided, number, reason="班表", against_kind=AgainstKind.EMPLOYEE, against="林"
        )
    done = cases["he"].run(
        settle_undecided, number, reason="班表", against_kind=AgainstKind.EMPLOYEE, against="lin"
    )
    assert "王雅琴" not in str(done)
    assert line(cases, "lin").sums.counted == 1
    with pytest.raises(Refusal, match="decided already"):
        cases["he"].run(
            settle_undecided,
            number,
            reason="再改",
            against_kind=AgainstKind.EMPLOYEE,
            against="sun",
        )
    with cases.house.store.begin_read() as session:
        owner = session.query(Ticket.owner_id).filter_by(number=number).scalar()
    assert owner != cases.staff_id("lin")  # whom it is against owns it no more (C10, G9)
    with pytest.raises(NotFound):
        cases["he"].run(settle_undecided, "C000000-A0000", reason="x", nature=Nature.PRICE)


def test_g9_hr_settles_nothing_that_is_about_themselves(cases: Cases) -> None:
    number = against(cases, "小何")
    with pytest.raises(NotPermitted) as refused:
        cases["he"].run(
            settle_undecided, number, reason="是我", against_kind=AgainstKind.EMPLOYEE, against="he"
        )
    assert refused.value.rule == "G9"
    assert sheet(cases).sums.undecided == 1
    cases["hu"].run(
        settle_undecided, number, reason="班表", against_kind=AgainstKind.EMPLOYEE, against="he"
    )
    bare(cases, number, against_kind=False)
    with pytest.raises(NotPermitted):
        cases["he"].run(settle_undecided, number, reason="小事", severity=Severity.MINOR)
    for login in ("lin", "root"):
        with pytest.raises(NotPermitted):
            cases[login].run(settle_undecided, number, reason="x", severity=Severity.MINOR)
