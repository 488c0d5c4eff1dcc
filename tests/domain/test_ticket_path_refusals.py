"""D6: why a step is refused, in which words, under which rule and beside which field."""

import pytest

from thirdring.domain.enums import TicketKind, TicketState
from thirdring.domain.errors import NotPermitted, Refusal
from thirdring.domain.ticket_path import (
    PATHS,
    Step,
    check_step,
    needs_reviewer,
    refuse_own_case,
    steps,
)

COMPLAINT, REQUEST = TicketKind.COMPLAINT, TicketKind.REQUEST
S = TicketState
ABOUT_ME = "This complaint is about you: somebody else decides and edits it."


def _refused(kind: TicketKind, at: TicketState, to: TicketState) -> tuple[str, str, str]:
    with pytest.raises(Refusal) as refused:
        check_step(kind, at, to, " ", reviews=True)
    return str(refused.value), refused.value.rule, refused.value.field


@pytest.mark.parametrize(
    ("kind", "at", "to", "said"),
    [
        (COMPLAINT, S.INTAKE, S.APPRAISAL, ("Say why steps are skipped.", "D6", "reason")),
        (COMPLAINT, S.REMEDY, S.INVESTIGATION, ("Say why.", "D6", "reason")),
        (COMPLAINT, S.ARCHIVED, S.INVESTIGATION, ("Say why.", "", "reason")),
        (REQUEST, S.INTAKE, S.WITHDRAWN, ("Say why.", "", "reason")),
        (COMPLAINT, S.INTAKE, S.WITHDRAWN, ("Say why.", "G4", "reason")),
        (COMPLAINT, S.APPRAISAL, S.UNFOUNDED, ("Say why.", "G4", "reason")),
        (
            COMPLAINT, S.ACKNOWLEDGED, S.UNFOUNDED,
            ("From here this ticket can't go to that state.", "D6", "state"),
        ),
    ],
)  # fmt: skip
def test_d6_what_is_missing_is_said(
    kind: TicketKind, at: TicketState, to: TicketState, said: tuple[str, str, str]
) -> None:
    assert _refused(kind, at, to) == said


def test_what_is_no_complaint_is_withdrawn_by_its_agent_with_a_reason() -> None:
    assert steps(REQUEST, S.INTAKE)[-1] == Step(S.WITHDRAWN, needs_reason=True)
    assert check_step(REQUEST, S.INTAKE, S.WITHDRAWN, "sorted out", reviews=False).to is S.WITHDRAWN


@pytest.mark.parametrize("to", [S.WITHDRAWN, S.UNFOUNDED])
def test_g4_a_supervisor_decides_what_takes_a_complaint_out_of_the_tally(to: TicketState) -> None:
    with pytest.raises(NotPermitted) as refused:
        check_step(COMPLAINT, S.APPRAISAL, to, "because", reviews=False)
    assert refused.value.rule == "G4"
    assert "withdrawn or unfounded" in str(refused.value)
    assert check_step(COMPLAINT, S.APPRAISAL, to, "because", reviews=True).to is to
    assert needs_reviewer(COMPLAINT, to)
    assert not needs_reviewer(REQUEST, to)


def test_g4_a_complaint_is_unfounded_only_after_it_was_looked_into() -> None:
    found = {at: {step.to for step in steps(COMPLAINT, at)} for at in PATHS[COMPLAINT][:-1]}
    early = {at for at, ways in found.items() if S.UNFOUNDED not in ways}
    assert early == {S.INTAKE, S.ACKNOWLEDGED}
    assert all(S.WITHDRAWN in ways for ways in found.values())


def test_e1_the_refusal_says_who_closes_what_special_callers_ask() -> None:
    with pytest.raises(NotPermitted) as refused:
        check_step(TicketKind.PROTOCOL, S.RESULT_TOLD, S.ARCHIVED, "", reviews=False)
    assert str(refused.value) == (
        "A supervisor closes what press, associations, lawyers and authorities ask."
    )


def test_g9_no_step_is_taken_in_ones_own_case() -> None:
    with pytest.raises(NotPermitted) as refused:
        check_step(COMPLAINT, S.INTAKE, S.ACKNOWLEDGED, "", reviews=True, against_oneself=True)
    assert (str(refused.value), refused.value.rule) == (ABOUT_ME, "G9")
    with pytest.raises(NotPermitted, match=f"^{ABOUT_ME}$"):
        refuse_own_case(against_oneself=True)
