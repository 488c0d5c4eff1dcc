"""The two levels of an appeal (G3): the supervisor mediates, then HR investigates and decides.

filed → upheld or corrected by the supervisor → disputed → upheld or corrected by HR, for good. The
employee may take it back while nobody has decided, and go on to HR while the policy's days run, or
when the supervisor let theirs pass. Nobody decides on what stands against themselves (G9), and who
mediated doesn't decide.
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from thirdring.domain.errors import NotPermitted, Refusal, say


class AppealState(StrEnum):
    FILED = "filed"  # with the supervisor
    UPHELD = "upheld"  # by the supervisor: it counts; the employee may go on to HR
    DISPUTED = "disputed"  # with HR
    CORRECTED = "corrected"  # it counts no more
    DISMISSED = "dismissed"  # by HR: it counts, for good
    TAKEN_BACK = "taken_back"


class AppealStep(StrEnum):
    """What happens on the way; each step carries a reason."""

    FILE = "file"
    ADD = "add"  # more reasons or evidence
    UPHOLD = "uphold"
    CORRECT = "correct"
    DISPUTE = "dispute"
    OPEN_EVIDENCE = "open_evidence"  # HR looks into the customer's data, logged
    TAKE_BACK = "take_back"


class AppealDecision(StrEnum):
    UPHOLD = "uphold"  # it goes on counting
    CORRECT = "correct"


class Correction(StrEnum):
    """What a decision for the employee changes."""

    UNFOUNDED = "unfounded"  # the complaint is unfounded against this employee
    AGAINST = "against"  # it is about somebody or something else


OPEN = frozenset({AppealState.FILED, AppealState.DISPUTED})
_S, _A = AppealState, AppealStep
_NEXT: dict[tuple[AppealState, AppealStep], AppealState] = {
    (_S.FILED, _A.ADD): _S.FILED,
    (_S.FILED, _A.UPHOLD): _S.UPHELD,
    (_S.FILED, _A.CORRECT): _S.CORRECTED,
    (_S.FILED, _A.DISPUTE): _S.DISPUTED,
    (_S.FILED, _A.TAKE_BACK): _S.TAKEN_BACK,
    (_S.UPHELD, _A.DISPUTE): _S.DISPUTED,
    (_S.DISPUTED, _A.ADD): _S.DISPUTED,
    (_S.DISPUTED, _A.OPEN_EVIDENCE): _S.DISPUTED,
    (_S.DISPUTED, _A.UPHOLD): _S.DISMISSED,
    (_S.DISPUTED, _A.CORRECT): _S.CORRECTED,
    (_S.DISPUTED, _A.TAKE_BACK): _S.TAKEN_BACK,
}
BY_EMPLOYEE = frozenset({_A.ADD, _A.DISPUTE, _A.TAKE_BACK})


@dataclass(frozen=True, slots=True)
class Standpoint:
    """An appeal as a step finds it; times aware UTC. `mediation_due_at`: the supervisor's clock."""

    state: AppealState
    staff_id: UUID
    mediated_by: UUID | None = None
    mediated_at: dt.datetime | None = None
    mediation_due_at: dt.datetime | None = None


def next_state(
    at: Standpoint, step: AppealStep, actor: UUID, now: dt.datetime, dispute: dt.timedelta
) -> AppealState:
    """Where `step` by `actor` leads. `dispute`: how long after the mediation HR can be asked.

    Raises:
        NotPermitted: one's own appeal decided, another's taken on, or mediator and decider in one.
        Refusal: no such step from here, or its days are over.
    """
    _check_person(at, step, actor)
    found = _NEXT.get((at.state, step))
    if found is None:
        raise Refusal(say("This appeal is past that step."), rule="G3", field="decision")
    if step is _A.DISPUTE:
        _check_dispute(at, now, dispute)
    return found


def may_dispute(at: Standpoint, now: dt.datetime, dispute: dt.timedelta) -> bool:
    """Whether the employee can take it to HR now."""
    try:
        next_state(at, _A.DISPUTE, at.staff_id, now, dispute)
    except Refusal:
        return False
    return True


def _check_person(at: Standpoint, step: AppealStep, actor: UUID) -> None:
    own = actor == at.staff_id
    if step in BY_EMPLOYEE and not own:
        raise NotPermitted(say("Only who filed the appeal does that."), rule="G3")
    if step not in BY_EMPLOYEE and own:
        raise NotPermitted(say("This appeal is your own: somebody else decides it."), rule="G9")
    if at.state is _S.DISPUTED and step not in BY_EMPLOYEE and actor == at.mediated_by:
        raise NotPermitted(
            say("You mediated this appeal: somebody else in HR decides it."), rule="G3"
        )


def _check_dispute(at: Standpoint, now: dt.datetime, dispute: dt.timedelta) -> None:
    if at.state is _S.FILED:
        if at.mediation_due_at is not None and now < at.mediation_due_at:
            raise Refusal(
                say("The supervisor is looking into it; HR can be asked when their time is over."),
                rule="G3", field="decision",
            )  # fmt: skip
    elif at.mediated_at is not None and now > at.mediated_at + dispute:
        raise Refusal(
            say("The days in which this could go on to HR are over."), rule="G3", field="decision"
        )
