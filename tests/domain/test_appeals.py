"""The two levels of an appeal (G3): every way there is, and that nobody decides on themselves (G9)."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thirdring.domain.appeals import (
    BY_EMPLOYEE,
    OPEN,
    AppealState,
    AppealStep,
    Standpoint,
    may_dispute,
    next_state,
)
from thirdring.domain.errors import NotPermitted, Refusal

NOW = datetime(2026, 11, 22, 4, tzinfo=UTC)
DAYS = timedelta(days=5)
LIN, QIAN, HE = UUID(int=1), UUID(int=2), UUID(int=3)
_S, _A = AppealState, AppealStep


def at(state: AppealState, **more: object) -> Standpoint:
    return Standpoint(state, LIN, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("state", "step", "actor", "to"),
    [
        (_S.FILED, _A.UPHOLD, QIAN, _S.UPHELD),
        (_S.FILED, _A.CORRECT, QIAN, _S.CORRECTED),
        (_S.FILED, _A.TAKE_BACK, LIN, _S.TAKEN_BACK),
        (_S.UPHELD, _A.DISPUTE, LIN, _S.DISPUTED),
        (_S.DISPUTED, _A.UPHOLD, HE, _S.DISMISSED),
        (_S.DISPUTED, _A.CORRECT, HE, _S.CORRECTED),
        (_S.DISPUTED, _A.OPEN_EVIDENCE, HE, _S.DISPUTED),
        (_S.DISPUTED, _A.ADD, LIN, _S.DISPUTED),
    ],
)
def test_g3_supervisor_first_then_hr(
    state: AppealState, step: AppealStep, actor: UUID, to: AppealState
) -> None:
    assert next_state(at(state), step, actor, NOW, DAYS) is to


def test_g3_what_was_decided_for_good_stays() -> None:
    for state in (_S.CORRECTED, _S.DISMISSED, _S.TAKEN_BACK):
        for step in _A:
            actor = LIN if step in BY_EMPLOYEE else HE
            with pytest.raises(Refusal):
                next_state(at(state), step, actor, NOW, DAYS)


def test_g3_who_mediated_does_not_decide() -> None:
    disputed = at(_S.DISPUTED, mediated_by=QIAN)
    with pytest.raises(NotPermitted, match="You mediated"):
        next_state(disputed, _A.UPHOLD, QIAN, NOW, DAYS)
    assert next_state(disputed, _A.UPHOLD, HE, NOW, DAYS) is _S.DISMISSED


def test_g3_days_to_go_on_to_hr() -> None:
    upheld = at(_S.UPHELD, mediated_by=QIAN, mediated_at=NOW)
    assert may_dispute(upheld, NOW + DAYS, DAYS)
    assert not may_dispute(upheld, NOW + DAYS + timedelta(microseconds=1), DAYS)
    waiting = at(_S.FILED, mediation_due_at=NOW)
    assert not may_dispute(waiting, NOW - timedelta(microseconds=1), DAYS)
    assert may_dispute(waiting, NOW, DAYS)


@given(
    st.lists(st.tuples(st.sampled_from(_A), st.sampled_from([LIN, QIAN, HE]), st.integers(0, 7))),
)
def test_g9_no_walk_lets_anybody_decide_on_themselves_or_twice(
    walk: list[tuple[AppealStep, UUID, int]],
) -> None:
    now, here = NOW, at(_S.FILED, mediation_due_at=NOW + DAYS)
    decided: list[tuple[AppealState, UUID]] = []
    for step, actor, days in walk:
        now += timedelta(days=days)
        try:
            to = next_state(here, step, actor, now, DAYS)
        except Refusal:
            continue
        assert (actor == LIN) == (step in BY_EMPLOYEE)
        if step in {_A.UPHOLD, _A.CORRECT}:
            assert here.state in OPEN
            decided.append((here.state, actor))
        mediated = here.state is _S.FILED and step in {_A.UPHOLD, _A.CORRECT}
        here = Standpoint(
            to, LIN, actor if mediated else here.mediated_by, now if mediated else here.mediated_at,
            here.mediation_due_at,
        )  # fmt: skip
    assert [state for state, _ in decided] in (
        [],
        [_S.FILED],
        [_S.DISPUTED],
        [_S.FILED, _S.DISPUTED],
    )
    assert len({actor for _, actor in decided}) == len(decided)
