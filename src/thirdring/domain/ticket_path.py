"""The path of a ticket (D6): which state may follow which, and when that takes a reason.

intake → investigation and evidence → appraisal → remedy → return visit → archive, with the
standard's acknowledgement, plan and result in between (J1, J3). No state is skipped without a
reason; what a state asks for besides is in `complaint_path`. A matter that is no complaint may take the short way: what is simply answered needs no
appraisal. A complaint leaves its path as withdrawn, or as unfounded once it has been looked into; both
change the month's tally, so a supervisor decides them, with a reason (G4).
"""

from dataclasses import dataclass

from thirdring.domain.enums import CLOSED_STATES, TicketKind, TicketState
from thirdring.domain.errors import Message, NotPermitted, Refusal, say

_S = TicketState
PATH: tuple[TicketState, ...] = (
    _S.INTAKE, _S.ACKNOWLEDGED, _S.INVESTIGATION, _S.APPRAISAL, _S.PLAN_OFFERED, _S.REMEDY,
    _S.RESULT_TOLD, _S.RETURN_VISIT, _S.ARCHIVED,
)  # fmt: skip
_SHORT: tuple[TicketState, ...] = (
    _S.INTAKE, _S.ACKNOWLEDGED, _S.INVESTIGATION, _S.RESULT_TOLD, _S.ARCHIVED,
)  # fmt: skip
# I1: after-sales requests go the path of D6, complaints do; the rest is answered.
PATHS: dict[TicketKind, tuple[TicketState, ...]] = {
    TicketKind.COMPLAINT: PATH,
    TicketKind.REQUEST: PATH,
    TicketKind.ENQUIRY: _SHORT,
    TicketKind.PROTOCOL: _SHORT,
    # G6: thanked for, passed on to whom it praises, kept.
    TicketKind.PRAISE: (_S.INTAKE, _S.ACKNOWLEDGED, _S.ARCHIVED),
}
# What the picture of the path shows; a state in between counts with the one before it.
MILESTONES: tuple[TicketState, ...] = (
    _S.INTAKE, _S.INVESTIGATION, _S.APPRAISAL, _S.REMEDY, _S.RETURN_VISIT, _S.ARCHIVED,
)  # fmt: skip
REOPENED = _S.INVESTIGATION


@dataclass(frozen=True, slots=True)
class Step:
    """A way on from where a ticket stands. `skipped` states lie in between (D6)."""

    to: TicketState
    needs_reason: bool
    skipped: tuple[TicketState, ...] = ()
    rule: str = ""


def steps(kind: TicketKind, at: TicketState) -> tuple[Step, ...]:
    """Every state the ticket may go to from `at`, the next one first."""
    if at is _S.MERGED:
        return ()  # the ticket it was merged into goes on
    if at in CLOSED_STATES:
        return (Step(REOPENED, needs_reason=True),)
    path = PATHS[kind]
    place = PATH.index(at)
    ahead = [state for state in path if PATH.index(state) > place]
    behind = [state for state in path if PATH.index(state) < place]
    found = [_forward(state, tuple(ahead[:n])) for n, state in enumerate(ahead)]
    found += [Step(state, needs_reason=True, rule="D6") for state in reversed(behind)]
    if kind is TicketKind.COMPLAINT and _S.INVESTIGATION not in ahead:
        found.append(Step(_S.UNFOUNDED, needs_reason=True, rule="G4"))
    rule = "G4" if kind is TicketKind.COMPLAINT else ""
    found.append(Step(_S.WITHDRAWN, needs_reason=True, rule=rule))
    return tuple(found)


def needs_reviewer(kind: TicketKind, to: TicketState) -> bool:
    """Whether only a supervisor takes the ticket to `to`: E1 to E3 for special callers, G4 where a
    complaint would leave the tally.
    """
    if kind is TicketKind.PROTOCOL:
        return to in CLOSED_STATES
    return kind is TicketKind.COMPLAINT and to in {_S.WITHDRAWN, _S.UNFOUNDED}


def _forward(to: TicketState, skipped: tuple[TicketState, ...]) -> Step:
    if skipped:
        return Step(to, needs_reason=True, skipped=skipped, rule="D6")
    return Step(to, needs_reason=False)


def check_step(
    kind: TicketKind,
    at: TicketState,
    to: TicketState,
    reason: str,
    *,
    reviews: bool,
    against_oneself: bool = False,
) -> Step:
    """The step from `at` to `to`, if it may be taken. `reviews`: the actor decides reviews.

    Raises:
        Refusal: not a step from here, or its reason is missing (D6).
        NotPermitted: it stands against oneself (G9), or a supervisor must close it (E1 to E3, G4).
    """
    refuse_own_case(against_oneself=against_oneself)
    found = next((step for step in steps(kind, at) if step.to is to), None)
    if found is None:
        raise Refusal(
            say("From here this ticket can't go to that state."), rule="D6", field="state"
        )
    if needs_reviewer(kind, to) and not reviews:
        raise NotPermitted(_WHY[kind], rule="E1" if kind is TicketKind.PROTOCOL else "G4")
    if found.needs_reason and not reason.strip():
        raise Refusal(_missing(found), rule=found.rule, field="reason")
    return found


def refuse_own_case(*, against_oneself: bool) -> None:
    """G9: nobody decides, edits or reclassifies what stands against themselves.

    Raises:
        NotPermitted: it does.
    """
    if against_oneself:
        raise NotPermitted(
            say("This complaint is about you: somebody else decides and edits it."), rule="G9"
        )


_WHY = {
    TicketKind.PROTOCOL: say(
        "A supervisor closes what press, associations, lawyers and authorities ask."
    ),
    TicketKind.COMPLAINT: say("A supervisor decides that a complaint is withdrawn or unfounded."),
}


def _missing(step: Step) -> Message:
    if step.skipped:
        return say("Say why steps are skipped.")
    return say("Say why.")


def milestone(at: TicketState) -> int | None:
    """Which of `MILESTONES` the ticket has reached; None when it left the path."""
    if at not in PATH:
        return None
    reached = [n for n, state in enumerate(MILESTONES) if PATH.index(state) <= PATH.index(at)]
    return reached[-1]
