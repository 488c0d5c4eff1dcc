"""D6: the path of a ticket, step by step, and who may close what."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thirdring.domain.enums import CLOSED_STATES, TicketKind, TicketState
from thirdring.domain.errors import NotPermitted, Refusal
from thirdring.domain.ticket_path import (
    MILESTONES,
    PATH,
    PATHS,
    REOPENED,
    Step,
    check_step,
    milestone,
    refuse_own_case,
    steps,
)

_kinds = st.sampled_from(TicketKind)
_states = st.sampled_from(TicketState)


@given(_kinds, _states, _states)
def test_d6_no_state_is_skipped_without_a_reason(
    kind: TicketKind, at: TicketState, to: TicketState
) -> None:
    offered = {step.to: step for step in steps(kind, at)}
    if to not in offered:
        with pytest.raises(Refusal):
            check_step(kind, at, to, "because", reviews=True)
        return
    step = check_step(kind, at, to, "because", reviews=True)
    if at in PATH and to in PATH and at not in CLOSED_STATES:
        between = [s for s in PATHS[kind] if PATH.index(at) < PATH.index(s) < PATH.index(to)]
        assert list(step.skipped) == between
        back = PATH.index(to) < PATH.index(at)
        assert step.needs_reason or (not between and not back)
    if step.needs_reason:
        with pytest.raises(Refusal) as refused:
            check_step(kind, at, to, "  ", reviews=True)
        assert refused.value.field == "reason"


@given(_kinds, st.lists(_states, max_size=12))
def test_however_one_goes_the_ticket_stays_on_its_path(
    kind: TicketKind, wishes: list[TicketState]
) -> None:
    at = TicketState.INTAKE
    for wish in wishes:
        offered = [step.to for step in steps(kind, at)]
        assert len(offered) == len(set(offered))
        assert at not in offered
        if wish in offered:
            at = check_step(kind, at, wish, "because", reviews=True).to
        assert at in {*PATHS[kind], TicketState.WITHDRAWN, TicketState.UNFOUNDED, REOPENED}
        assert kind is TicketKind.COMPLAINT or at is not TicketState.UNFOUNDED


def test_d6_the_next_step_needs_no_reason() -> None:
    for at, to in pairwise(PATH):
        first = steps(TicketKind.COMPLAINT, at)[0]
        assert first == Step(to, needs_reason=False)


@pytest.mark.parametrize("closed", sorted(CLOSED_STATES - {TicketState.MERGED}))
def test_what_is_closed_opens_again_with_a_reason(closed: TicketState) -> None:
    (step,) = steps(TicketKind.COMPLAINT, closed)
    assert (step.to, step.needs_reason) == (REOPENED, True)


def test_what_was_merged_stays_merged() -> None:
    assert steps(TicketKind.COMPLAINT, TicketState.MERGED) == ()


def test_e1_a_supervisor_closes_what_special_callers_ask() -> None:
    step = (TicketKind.PROTOCOL, TicketState.RESULT_TOLD, TicketState.ARCHIVED, "")
    with pytest.raises(NotPermitted) as refused:
        check_step(*step, reviews=False)
    assert refused.value.rule == "E1"
    assert check_step(*step, reviews=True).to is TicketState.ARCHIVED


def test_g9_not_ones_own_case() -> None:
    with pytest.raises(NotPermitted) as refused:
        refuse_own_case(against_oneself=True)
    assert refused.value.rule == "G9"
    refuse_own_case(against_oneself=False)


def test_the_picture_shows_the_last_milestone_passed() -> None:
    assert [milestone(state) for state in PATH] == [0, 0, 1, 2, 2, 3, 3, 4, 5]
    assert milestone(TicketState.WITHDRAWN) is None
    assert [milestone(state) for state in MILESTONES] == list(range(len(MILESTONES)))
