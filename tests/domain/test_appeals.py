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


def refused(
    how: type[Refusal], here: Standpoint, step: AppealStep, actor: UUID, now: datetime = NOW
) -> tuple[str, str, str]:
    with pytest.raises(how) as no:
        next_state(here, step, actor, now, DAYS)
    assert type(no.value) is how
    return no.value.rule, no.value.field, str(no.value)


WAYS = {
    (_S.FILED, _A.ADD), (_S.FILED, _A.UPHOLD), (_S.FILED, _A.CORRECT), (_S.FILED, _A.DISPUTE),
    (_S.FILED, _A.TAKE_BACK), (_S.UPHELD, _A.DISPUTE), (_S.DISPUTED, _A.ADD),
    (_S.DISPUTED, _A.OPEN_EVIDENCE), (_S.DISPUTED, _A.UPHOLD), (_S.DISPUTED, _A.CORRECT),
    (_S.DISPUTED, _A.TAKE_BACK),
}  # fmt: skip


@pytest.mark.parametrize("state", _S)
@pytest.mark.parametrize("step", _A)
def test_g3_g9_each_step_is_for_one_side_and_past_what_was_decided(
    state: AppealState, step: AppealStep
) -> None:
    here = at(state)
    theirs, other = (LIN, HE) if step in BY_EMPLOYEE else (HE, LIN)
    own = ("G3", "", "Only who filed the appeal does that.") if step in BY_EMPLOYEE else (
        "G9", "", "This appeal is your own: somebody else decides it.",
    )  # fmt: skip
    assert refused(NotPermitted, here, step, other) == own
    if (state, step) not in WAYS:
        past = ("G3", "decision", "This appeal is past that step.")
        assert refused(Refusal, here, step, theirs) == past
    else:
        assert next_state(here, step, theirs, NOW, DAYS) in _S


@pytest.mark.parametrize("step", [_A.UPHOLD, _A.CORRECT, _A.OPEN_EVIDENCE])
def test_g3_the_mediator_neither_decides_nor_looks_into_the_evidence(step: AppealStep) -> None:
    disputed = at(_S.DISPUTED, mediated_by=QIAN)
    assert refused(NotPermitted, disputed, step, QIAN) == (
        "G3", "", "You mediated this appeal: somebody else in HR decides it.",
    )  # fmt: skip
    assert next_state(disputed, step, HE, NOW, DAYS) in _S
    # Before it is with HR the mediator is whoever looks at it.
    assert next_state(at(_S.FILED, mediated_by=QIAN), _A.UPHOLD, QIAN, NOW, DAYS) is _S.UPHELD
    # Who appealed stays who they are, also if they mediate otherwise.
    assert next_state(at(_S.DISPUTED, mediated_by=LIN), _A.ADD, LIN, NOW, DAYS) is _S.DISPUTED


def test_g3_too_soon_and_too_late_for_hr_are_said() -> None:
    tick = timedelta(microseconds=1)
    waiting = at(_S.FILED, mediation_due_at=NOW)
    assert refused(Refusal, waiting, _A.DISPUTE, LIN, NOW - tick) == (
        "G3", "decision",
        "The supervisor is looking into it; HR can be asked when their time is over.",
    )  # fmt: skip
    upheld = at(_S.UPHELD, mediated_at=NOW, mediation_due_at=NOW + DAYS)
    assert refused(Refusal, upheld, _A.DISPUTE, LIN, NOW + DAYS + tick) == (
        "G3", "decision", "The days in which this could go on to HR are over.",
    )  # fmt: skip
    assert next_state(upheld, _A.DISPUTE, LIN, NOW + DAYS, DAYS) is _S.DISPUTED
    # Without a clock or a day of mediation nothing keeps it.
    for state in (_S.FILED, _S.UPHELD):
        assert may_dispute(at(state), NOW, DAYS)
    assert not may_dispute(at(_S.DISPUTED), NOW, DAYS)
    filed_late = at(_S.FILED, mediated_at=NOW - 2 * DAYS, mediation_due_at=NOW - DAYS)
    assert may_dispute(filed_late, NOW, DAYS)
