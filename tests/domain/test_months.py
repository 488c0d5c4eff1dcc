"""How a complaint counts (G2, D13, D15), and what a change of it does to the counts."""

import hashlib
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thirdring.domain.enums import AgainstKind, TicketKind, TicketState
from thirdring.domain.months import (
    Facts,
    Lack,
    Standing,
    Tallied,
    added,
    as_json,
    cells,
    difference,
    digest,
    effect_on,
    from_json,
    lacks,
    standing,
    tally,
)

_WHOLE = {"channel": "phone", "nature": "price", "severity": "minor"}


def facts(**changes: object) -> Facts:
    given = {
        "kind": TicketKind.COMPLAINT, "state": TicketState.INTAKE, "month": "2026-11",
        "against_kind": AgainstKind.EMPLOYEE, "named": True, "staff": "lin",
    }  # fmt: skip
    return Facts(**(given | _WHOLE | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, Standing.COUNTED),
        ({"state": TicketState.ARCHIVED}, Standing.COUNTED),
        ({"state": TicketState.WITHDRAWN}, Standing.WITHDRAWN),
        ({"state": TicketState.MERGED}, Standing.MERGED),
        ({"state": TicketState.UNFOUNDED}, Standing.UNFOUNDED),
        ({"cleared": True}, Standing.UNFOUNDED),
        ({"cleared": True, "state": TicketState.WITHDRAWN}, Standing.WITHDRAWN),
        ({"staff": ""}, Standing.UNDECIDED),
        ({"staff": "", "state": TicketState.MERGED}, Standing.MERGED),
        ({"channel": ""}, Standing.UNDECIDED),
        ({"nature": ""}, Standing.UNDECIDED),
        ({"severity": ""}, Standing.UNDECIDED),
        ({"against_kind": None, "staff": ""}, Standing.UNDECIDED),
        ({"against_kind": None, "staff": "", "named": False}, Standing.UNDECIDED),
        ({"against_kind": AgainstKind.MERCHANT, "staff": ""}, Standing.COUNTED),
        ({"against_kind": AgainstKind.MERCHANT, "staff": "", "nature": ""}, Standing.UNDECIDED),
        ({"against_kind": AgainstKind.NONE, "staff": "", "channel": ""}, Standing.UNDECIDED),
        ({"against_kind": AgainstKind.NONE, "staff": ""}, Standing.COUNTED),
        ({"kind": TicketKind.PRAISE, "nature": "", "severity": ""}, Standing.COUNTED),
        ({"kind": TicketKind.PRAISE, "staff": ""}, Standing.UNDECIDED),
        (
            {"kind": TicketKind.PRAISE, "against_kind": None, "staff": "", "named": False},
            Standing.COUNTED,
        ),
    ],
)
def test_d15_only_certain_and_complete_complaints_count(
    changes: dict[str, object], expected: Standing
) -> None:
    assert standing(facts(**changes)) is expected


def test_g2_requests_and_enquiries_are_not_counted() -> None:
    assert tally(facts(kind=TicketKind.REQUEST)) is None
    assert tally(facts(kind=TicketKind.ENQUIRY)) is None


def test_g6_praise_never_mixes_with_complaints() -> None:
    praised = tally(facts(kind=TicketKind.PRAISE, merchant="m"))
    assert praised is not None
    assert list(cells(praised)) == [("2026-11", "praise", "lin", "phone")]


def test_d15_a_complaint_against_something_else_has_no_cell_of_an_employee() -> None:
    found = tally(facts(against_kind=AgainstKind.MERCHANT, merchant="=云栖"))
    assert found is not None
    assert {(cell[1], cell[2]) for cell in cells(found)} == {
        ("center", ""), ("merchant", "=云栖"), ("nature", "price"), ("severity", "minor"),
    }  # fmt: skip


_tallied = st.builds(
    Tallied,
    kind=st.sampled_from(["complaint", "praise"]),
    month=st.sampled_from(["2026-10", "2026-11"]),
    standing=st.sampled_from([one.value for one in Standing]),
    channel=st.sampled_from(["", "phone", "wechat"]),
    staff=st.sampled_from(["", "lin", "sun"]),
    merchant=st.sampled_from(["", "=m"]),
)
_changes = st.lists(st.tuples(st.none() | _tallied, st.none() | _tallied), max_size=6)


@given(_changes)
def test_g2_differences_add_up_to_where_things_stand(
    changes: list[tuple[Tallied | None, Tallied | None]],
) -> None:
    before = difference((None, one) for one, _ in changes)
    after = difference((None, one) for _, one in changes)
    assert added(before, difference(changes)) == after
    for figures in after.values():
        assert figures["received"] == sum(v for k, v in figures.items() if k != "received")


@given(st.none() | _tallied, st.none() | _tallied)
def test_g3_an_effect_on_an_employee_is_the_difference_of_their_count(
    before: Tallied | None, after: Tallied | None
) -> None:
    moved = difference([(before, after)])
    counted = sum(
        f.get("counted", 0) for c, f in moved.items() if (c[1], c[2]) == ("employee", "lin")
    )
    assert effect_on("lin", before, after) == counted
    assert from_json(as_json(before)) == before


def test_g1_a_digest_is_of_the_rows_not_of_their_order() -> None:
    rows: list[dict[str, Any]] = [{"a": 1, "名": "林"}, {"b": [1, 2]}]
    assert digest(rows) == digest([dict(reversed(row.items())) for row in reversed(rows)])
    assert digest(rows) != digest([*rows, {}])
    assert digest(rows) != digest([rows[0], {"b": [2, 1]}])
    assert digest([]) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def test_g2_every_cell_a_complaint_is_counted_in() -> None:
    whole = tally(facts(department="d", merchant="m", product="p", channel="wechat"))
    assert whole == Tallied(
        kind="complaint", month="2026-11", standing="counted", channel="wechat", staff="lin",
        department="d", merchant="m", product="p", nature="price", severity="minor",
    )  # fmt: skip
    assert list(cells(whole)) == [
        ("2026-11", subject, key, "wechat")
        for subject, key in (
            ("center", ""), ("employee", "lin"), ("department", "d"), ("merchant", "m"),
            ("product", "p"), ("nature", "price"), ("severity", "minor"),
        )
    ]  # fmt: skip


def test_g2_a_change_moves_what_it_takes_and_what_it_brings() -> None:
    before = Tallied("complaint", "2026-11", "counted", "phone", "lin")
    after = Tallied("complaint", "2026-11", "unfounded", "phone", "lin")
    moved = {"counted": -1, "unfounded": 1}
    assert difference([(before, after)]) == {
        ("2026-11", "center", "", "phone"): moved,
        ("2026-11", "employee", "lin", "phone"): moved,
    }
    assert difference([(before, before)]) == {}
    assert difference([(None, before), (None, before)])["2026-11", "center", "", "phone"] == {
        "received": 2, "counted": 2,
    }  # fmt: skip
    cell = ("2026-11", "center", "", "phone")
    assert added({cell: {"counted": 1, "received": 2}}, {cell: {"counted": -1, "received": 1}}) == {
        cell: {"received": 3}
    }
    assert added({cell: {"counted": 1}}, {cell: {"counted": -1}}) == {}


@pytest.mark.parametrize(
    ("changes", "counts"),
    [
        ({}, 1),
        ({"staff": "sun"}, 0),
        ({"standing": "unfounded"}, 0),
        ({"kind": "praise"}, 0),
    ],
)
def test_g3_only_a_complaint_that_counts_against_them_moves_a_count(
    changes: dict[str, str], counts: int
) -> None:
    one = Tallied(**({"kind": "complaint", "month": "2026-11", "standing": "counted",
                      "staff": "lin"} | changes))  # fmt: skip
    assert effect_on("lin", None, one) == counts
    assert effect_on("lin", one, None) == -counts
    assert effect_on("lin", one, one) == 0


def test_g1_a_digest_is_that_of_canonical_lines_of_json() -> None:
    lines = '{"a":1,"名":"林"}\n{"b":[1,2]}'
    expected = hashlib.sha256(lines.encode()).hexdigest()
    assert digest([{"b": [1, 2]}, {"名": "林", "a": 1}]) == expected
    assert as_json(None) is None
    assert from_json(None) is None


def test_d13_what_is_lacking_is_named_with_the_field_that_settles_it() -> None:
    assert lacks(facts()) == ()
    assert lacks(facts(staff="", severity="")) == (Lack.AGAINST, Lack.SEVERITY)
    bare = facts(against_kind=None, named=False, staff="", channel="", nature="", severity="")
    assert lacks(bare) == tuple(Lack)
    assert lacks(facts(kind=TicketKind.PRAISE, staff="", channel="")) == (Lack.AGAINST,)
    someone = facts(kind=TicketKind.PRAISE, against_kind=None, staff="", nature="", severity="")
    assert lacks(someone) == (Lack.AGAINST,)
    assert lacks(replace(someone, named=False)) == ()
