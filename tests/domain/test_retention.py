"""How long a class of records is kept: the policy's days back from now, or for ever (J6)."""

from datetime import UTC, datetime

import pytest

from thirdring.domain.errors import Refusal
from thirdring.domain.policy import KEYS, Key, Policy
from thirdring.domain.policy_checks import SHORTEST_KEPT, refuse_contradiction
from thirdring.domain.retention import PERIODS, RecordClass, cutoff

NOW = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)


def test_j6_a_period_counts_back_from_now_and_0_is_for_ever() -> None:
    assert cutoff(Policy(), RecordClass.CALLS, NOW) == datetime(2025, 11, 22, 4, 0, tzinfo=UTC)
    kept = Policy({Key.KEEP_CALLS_DAYS: 0})
    assert cutoff(kept, RecordClass.CALLS, NOW) is None
    assert cutoff(kept, RecordClass.MAIL, NOW) == datetime(2026, 8, 24, 4, 0, tzinfo=UTC)


@pytest.mark.parametrize("what", RecordClass)
def test_j6_no_period_is_shorter_than_what_is_still_needed(what: RecordClass) -> None:
    key = PERIODS[what]
    least = SHORTEST_KEPT[key]
    default = KEYS[key].default
    assert isinstance(default, int)
    assert default >= least
    for allowed in (0, least, 36_500):
        refuse_contradiction(Policy({key: allowed}), key)
    with pytest.raises(Refusal, match=f"before {least} days"):
        refuse_contradiction(Policy({key: least - 1}), key)
