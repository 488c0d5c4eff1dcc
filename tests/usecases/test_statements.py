"""E4: what was published may be used, by the superior only, while it is valid."""

from datetime import date

import pytest

from tests.usecases.conftest import House
from tests.usecases.house_of_cases import Cases, found_cases, make_cases
from thirdring.domain.enums import TicketKind
from thirdring.domain.errors import Conflict, NotFound, NotPermitted, Refusal
from thirdring.domain.ids import new_id
from thirdring.usecases.statements import (
    StatementRow,
    add_statement,
    list_statements,
    retire_statement,
    use_statement,
)
from thirdring.usecases.ticket_timeline import timeline

pytestmark = pytest.mark.begins_with(make=found_cases)

TEXT = "涉事批次已停售，检测结果将于本周五公布。"


@pytest.fixture
def cases(house: House) -> Cases:
    return make_cases(house)


def add(cases: Cases, first: int = 22, last: int | None = None) -> StatementRow:
    return cases["zhao"].run(
        add_statement, "关于床板批次的说明", TEXT, valid_from=date(2026, 11, first),
        valid_until=date(2026, 11, last) if last else None,
    )  # fmt: skip


def protocol(cases: Cases) -> str:
    return cases.open(kind=TicketKind.PROTOCOL, complaint=None)


def test_e4_a_superior_uses_a_statement_and_that_is_recorded(cases: Cases) -> None:
    row, number = add(cases), protocol(cases)
    used = cases["qian"].run(use_statement, row.id, number, "已电话告知罗记者")
    assert used.text == TEXT
    ((_, detail),) = cases.events("statement_used")
    assert detail["rule"] == "E4"
    with cases.house.store.begin_read() as session:
        from sqlalchemy import select

        from thirdring.store.tables import Ticket

        entry = timeline(session, session.scalars(select(Ticket.id)).one())[0]
    assert entry.sentence.msgid == "Published statement used"
    assert entry.words == "关于床板批次的说明\n已电话告知罗记者"


@pytest.mark.parametrize("login", ["lin", "he", "root"])
def test_e4_nobody_else_sees_or_uses_one(cases: Cases, login: str) -> None:
    row, number = add(cases), protocol(cases)
    with pytest.raises(NotPermitted):
        cases[login].read(list_statements)
    with pytest.raises(NotPermitted):
        cases[login].run(use_statement, row.id, number)
    with pytest.raises(NotPermitted):
        cases[login].run(add_statement, "x", "y")
    with pytest.raises(NotPermitted):
        cases[login].run(retire_statement, row.id)


@pytest.mark.parametrize(
    ("first", "last", "valid"),
    [(22, None, True), (22, 22, True), (23, None, False), (1, 21, False), (1, 22, True)],
)
def test_e4_it_is_valid_from_its_first_day_to_its_last(
    cases: Cases, first: int, last: int | None, valid: bool
) -> None:
    row, number = add(cases, first, last), protocol(cases)
    assert row.valid is valid
    assert [one.id for one in cases["zhao"].read(list_statements)] == [row.id] * valid
    assert [one.id for one in cases["zhao"].read(list_statements, valid_only=False)] == [row.id]
    if valid:
        cases["zhao"].run(use_statement, row.id, number)
    else:
        with pytest.raises(Refusal) as no:
            cases["zhao"].run(use_statement, row.id, number)
        assert no.value.rule == "E4"


def test_e4_a_retired_one_is_used_no_more(cases: Cases) -> None:
    row, number = add(cases), protocol(cases)
    cases["zhao"].run(retire_statement, row.id, version=row.version)
    assert cases["zhao"].read(list_statements) == ()
    with pytest.raises(Refusal):
        cases["zhao"].run(use_statement, row.id, number)
    for known in (row.id, new_id()):
        with pytest.raises(NotFound):
            cases["zhao"].run(retire_statement, known)
    other = add(cases)
    with pytest.raises(Conflict):
        cases["zhao"].run(retire_statement, other.id, version=other.version + 1)


def test_e4_a_statement_has_title_text_and_an_order_of_days(cases: Cases) -> None:
    for title, text, field in ((" ", "y", "title"), ("x", "\n", "text")):
        with pytest.raises(Refusal) as no:
            cases["zhao"].run(add_statement, title, text)
        assert no.value.field == field
    with pytest.raises(Refusal) as no:
        add(cases, 22, 21)
    assert no.value.field == "valid_until"
    assert cases["zhao"].run(add_statement, "x", "y").valid_from == date(2026, 11, 22)


def test_e4_an_enquiry_takes_no_statement_and_g9_ones_own_case_none(cases: Cases) -> None:
    row = add(cases)
    with pytest.raises(Refusal):
        cases["zhao"].run(
            use_statement, row.id, cases.open(kind=TicketKind.ENQUIRY, complaint=None)
        )
    with pytest.raises(NotPermitted) as no:
        cases["zhao"].run(use_statement, row.id, cases.open(against="zhao"))
    assert no.value.rule == "G9"
    with pytest.raises(NotFound):
        cases["zhao"].run(use_statement, new_id(), protocol(cases))
