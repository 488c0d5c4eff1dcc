"""Ticket numbers: made once, read as people type them."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thirdring.domain import ticket_numbers as numbers
from thirdring.domain.enums import TicketKind
from thirdring.domain.errors import Refusal

DAY = dt.date(2026, 11, 22)
KINDS = st.sampled_from(list(TicketKind))
DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31))
DESKS = st.integers(0, numbers.DESK_CODES - 1).map(numbers.desk_code)
RUNNING = st.integers(1, 999_999_999)
PARTS = st.tuples(KINDS, DAYS, DESKS, RUNNING)


def test_a_number_as_the_contract_writes_it() -> None:
    assert numbers.make(TicketKind.COMPLAINT, DAY, "K7", 42) == "C261122-K7042"
    assert numbers.make(TicketKind.REQUEST, DAY, "K7", 1) == "R261122-K7001"
    assert numbers.make(TicketKind.ENQUIRY, DAY, "ZZ", 1000) == "E261122-ZZ1000"
    assert numbers.make(TicketKind.PROTOCOL, DAY, "A0", 7) == "P261122-A0007"


@given(KINDS, DAYS, DESKS, RUNNING)
def test_what_was_made_reads_back(kind: TicketKind, day: dt.date, desk: str, running: int) -> None:
    made = numbers.make(kind, day, desk, running)
    assert numbers.parse(made) == numbers.TicketNumber(kind, day, desk, running)
    assert str(numbers.parse(made)) == made


@given(PARTS, PARTS)
def test_no_two_tickets_share_a_number(
    one: tuple[TicketKind, dt.date, str, int], other: tuple[TicketKind, dt.date, str, int]
) -> None:
    assert (numbers.make(*one) == numbers.make(*other)) == (one == other)


@pytest.mark.parametrize(
    "typed",
    ["c261122-k7042", " C261122-K7042\n", "C261122K7042", "Ｃ２６１１２２－Ｋ７０４２", "C261122 - K7042",
     "c261122–k7042", "C261122—K7042", "C26 1122-K7 042"],
)  # fmt: skip
def test_a_number_is_read_however_it_is_typed(typed: str) -> None:
    assert str(numbers.parse(typed)) == "C261122-K7042"
    assert numbers.looks_like(typed)


@pytest.mark.parametrize(
    "typed",
    ["", "K7042", "X261122-K7042", "C261322-K7042", "C260230-K7042", "C261122-77042",
     "C261122-KI042", "C261122-K704", "C261122-K7000", "C261122-K7042x", "C261122-K7" + "1" * 10,
     "退货", "C٢٦١١٢٢-K7042", "C261122--K7042", "C261122—-K7042",
     "x" * 60],
)  # fmt: skip
def test_anything_else_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(Refusal) as refused:
        numbers.parse(typed)
    assert str(refused.value) == f"“{typed[:40]}” is not a ticket number like C261122-K7042."
    assert refused.value.field == "number"
    assert not numbers.looks_like(typed)


@given(st.text(max_size=30))
def test_reading_never_fails_otherwise(typed: str) -> None:
    if numbers.looks_like(typed):
        assert numbers.parse(str(numbers.parse(typed))) == numbers.parse(typed)


@pytest.mark.parametrize(
    ("day", "desk", "running"),
    [
        (dt.date(1999, 12, 31), "K7", 1),
        (dt.date(2100, 1, 1), "K7", 1),
        (DAY, "7K", 1),
        (DAY, "KI", 1),
        (DAY, "k7", 1),
        (DAY, "K", 1),
        (DAY, "K77", 1),
        (DAY, "K7", 0),
        (DAY, "K7", 1_000_000_000),
    ],
)
def test_what_would_not_be_a_number_is_not_made(day: dt.date, desk: str, running: int) -> None:
    with pytest.raises(Refusal) as refused:
        numbers.make(TicketKind.COMPLAINT, day, desk, running)
    assert str(refused.value) in {
        f"The day {day} cannot be part of a ticket number.",
        f"“{desk}” is not a desk code.",
        f"The running number {running} is out of range.",
    }


def test_the_last_running_number_of_a_day_is_a_number_too() -> None:
    made = numbers.make(TicketKind.COMPLAINT, DAY, "K7", 999_999_999)
    assert numbers.parse(made).running == 999_999_999


def test_desk_codes_are_given_once_each_until_there_are_no_more() -> None:
    codes: list[str] = []
    for _ in range(numbers.DESK_CODES):
        codes.append(numbers.free_desk_code(codes))
    assert len(set(codes)) == numbers.DESK_CODES == 704
    assert all(numbers.is_desk_code(code) for code in codes)
    assert codes[:2] == ["A0", "A1"]
    with pytest.raises(Refusal, match=r"^All 704 desk codes are taken\.$"):
        numbers.free_desk_code(codes)
    assert numbers.free_desk_code(codes[1:]) == "A0"


@pytest.mark.parametrize("index", [-1, numbers.DESK_CODES])
def test_there_is_no_desk_code_beyond_the_alphabet(index: int) -> None:
    with pytest.raises(ValueError, match=str(index)):
        numbers.desk_code(index)
