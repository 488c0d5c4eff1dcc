"""What a month's rows say of themselves: what is excluded, what came late."""

import uuid

from thirdring.domain.month_sheet import EmployeeLine, Sums


def test_g2_what_was_received_and_is_not_counted_is_told_by_why() -> None:
    sums = Sums(received=15, counted=5, unfounded=1, merged=2, withdrawn=3, undecided=4)
    assert sums.excluded == {"unfounded": 1, "merged": 2, "withdrawn": 3, "undecided": 4}
    assert sums.received == sums.counted + sum(sums.excluded.values())


def test_g5_late_facts_have_a_column_of_their_own() -> None:
    line = EmployeeLine(
        uuid.UUID(int=1), "lin", "林", Sums(received=3, counted=3), {"phone": 3}, praise=0,
        adjusted_here=-2, carried=5,
    )  # fmt: skip
    assert (line.adjustments, line.sums.counted) == (3, 3)
