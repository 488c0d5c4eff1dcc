"""What each step of D6 asks for, by what the case already holds. No Qt widgets.

The gates themselves are judged where the step is taken; a gate that names a field not shown yet
brings it up (`StepForm.show_refusal`).
"""

from dataclasses import replace
from datetime import date
from typing import Any

from thirdring.domain.case_values import Degree, Fault, Remedy, VisitState, Way
from thirdring.domain.enums import Nature, Severity, TicketKind, TicketState
from thirdring.domain.errors import N_, Refusal, say
from thirdring.domain.ticket_path import PATH
from thirdring.usecases.show_ticket import TicketDetail
from thirdring.usecases.step_facts import Assessment, StepFacts

_S = TicketState
ASSESSED = ("nature", "severity", "wants", "safety", "immediate", "complexity", "impact")
BOUGHT = ("product", "merchant", "bought_on", "warranty_until")
LABELS = {
    "nature": N_("Nature"),
    "severity": N_("Severity"),
    "wants": N_("They ask for"),
    "safety": N_("Safety at stake"),
    "immediate": N_("Act at once"),
    "complexity": N_("Complexity"),
    "impact": N_("Impact"),
    "product": N_("Product"),
    "merchant": N_("Merchant"),
    "bought_on": N_("Bought on"),
    "warranty_until": N_("Warranty until"),
    "found": N_("What was found out"),
    "fault": N_("What the appraisal found"),
    "plan": N_("The plan"),
    "next_contact_at": N_("Next contact"),
    "told_way": N_("Told by"),
    "accepted": N_("The customer accepts"),
    "remedy": N_("What settles it"),
    "alternatives": N_("Alternatives and outside recourse"),
    "satisfaction": N_("Satisfaction"),
    "opinion": N_("Opinion of the handling"),
    "no_visit": N_("Why the visit is left out"),
    "cause": N_("Cause"),
    "prevention": N_("What prevents it"),
    "lesson": N_("Lesson"),
    "example": N_("Case library"),
    "reason": N_("Why"),
}
HINTS = {
    "found": (N_("No fault is named before the facts are written down."), "D12"),
    "plan": (N_("Times, never outcomes."), "D4"),
    "next_contact_at": (N_("Told to the customer with your own work number."), "D18"),
    "alternatives": (
        N_("Where else the customer may turn; needed where they do not accept."),
        "J3",
    ),
    "cause": (N_("A line will do."), "D11"),
    "lesson": (N_("Serious and major cases keep one."), "D11"),
    "remedy": (N_("Offered by what was found and bought."), "D19"),
}
REQUIRED = frozenset(
    {*ASSESSED, "fault", "plan", "next_contact_at", "accepted", "remedy", "cause",
     "prevention"}
)  # fmt: skip
_OF_STEP: dict[TicketState, tuple[str, ...]] = {
    _S.ACKNOWLEDGED: ("told_way",),
    _S.INVESTIGATION: (),
    _S.APPRAISAL: ("found", "fault"),
    _S.PLAN_OFFERED: ("plan", "next_contact_at", "told_way"),
    _S.REMEDY: ("accepted", "remedy"),
    _S.RESULT_TOLD: ("told_way",),
    _S.RETURN_VISIT: ("satisfaction", "opinion"),
    _S.ARCHIVED: ("cause", "prevention", "lesson", "example"),
}
LONG = frozenset({TicketKind.COMPLAINT, TicketKind.REQUEST})


def fields_of_step(detail: TicketDetail, to: TicketState, *, reviews: bool) -> tuple[str, ...]:
    """The fields to show for the step to `to`; what is known already is not asked again."""
    if detail.kind not in LONG or to not in PATH:
        return ()
    own, case = list(_OF_STEP.get(to, ())), detail.complaint
    place = PATH.index(to)
    asked: list[str] = []
    if detail.kind is TicketKind.COMPLAINT and place >= PATH.index(_S.INVESTIGATION):
        asked += [name for name in ASSESSED if _unknown(detail, name)]
    if to is _S.RESULT_TOLD and (case is None or not case.accepted):
        own += ["accepted", "alternatives"]
    if to is _S.ARCHIVED and (case is None or case.visit is VisitState.OPEN):
        own = ["satisfaction", "opinion", *(["no_visit"] if reviews else []), *own]
    return (*asked, *own)


def _unknown(detail: TicketDetail, name: str) -> bool:
    if name in {"severity", "wants"}:
        return not getattr(detail.fields, name)
    return detail.complaint is None or getattr(detail.complaint, name) is None


def needed(name: str, detail: TicketDetail) -> bool:
    """Whether the gate asks for it in any case."""
    if name == "lesson":
        return detail.fields.severity in {Severity.SERIOUS, Severity.MAJOR}
    return name in REQUIRED


def facts_from(values: dict[str, Any]) -> StepFacts:
    """`values` by field name, as the form holds them: enums, booleans, texts; None left out.

    Raises:
        Refusal: a day that is none.
    """
    given = {name: value for name, value in values.items() if value not in {None, ""}}
    for name in ("bought_on", "warranty_until"):
        if name in given:
            given[name] = _day(name, given[name])
    judged = {name: given[name] for name in (*ASSESSED, *BOUGHT) if name in given}
    facts = StepFacts(assessment=Assessment(**judged) if judged else None)
    own = {
        name: value
        for name, value in given.items()
        if name not in judged and name not in {"found", "reason"}
    }
    return replace(facts, **own)


def _day(name: str, typed: str) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise Refusal(say("Write the day as 2026-11-02."), rule="D19", field=name) from None


CHOICES: dict[str, tuple[Any, ...]] = {
    "nature": tuple(Nature), "severity": tuple(Severity), "complexity": tuple(Degree),
    "impact": tuple(Degree), "fault": tuple(Fault), "told_way": tuple(Way),
    "remedy": tuple(Remedy),
}  # fmt: skip
FLAGS = frozenset({"safety", "immediate", "accepted", "example"})
