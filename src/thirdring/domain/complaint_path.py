"""The gates of a complaint's path (D6): what must be known, told and done before each state.

`ticket_path` says which state may follow which; here is what a state asks for, also when states
before it are skipped with a reason. After-sales requests go the same path (I1) without what only
a complaint owes: the assessment (J2) and the summing-up (D11). Pure functions over `CaseFacts`.

Which remedies are offered (D6, D19; D7 for compensation):

| remedy | fault | product | merchant | bought on | warranty | address |
|---|---|---|---|---|---|---|
| explanation, apology, compensation | – | – | – | – | – | – |
| repair | yes | yes | – | – | – (over: the customer pays) | – |
| on-site repair | yes | yes | – | – | – (over: the customer pays) | yes |
| return, exchange | yes | yes | yes | yes | not over when it was brought up | – |

A warranty nobody knows of is not counted against the customer. What was brought up within the
warranty stays within it, however long the center takes.
"""

from dataclasses import dataclass
from datetime import date, datetime

from thirdring.domain.case_values import Degree, Fault, Remedy, VisitState
from thirdring.domain.enums import Nature, Severity, TicketKind, TicketState
from thirdring.domain.errors import Message, Refusal, Refusals, say
from thirdring.domain.ticket_path import PATH

_S = TicketState
LONG_PATH = frozenset({TicketKind.COMPLAINT, TicketKind.REQUEST})
_LESSON = frozenset({Severity.SERIOUS, Severity.MAJOR})
_ALWAYS = frozenset({Remedy.EXPLANATION, Remedy.APOLOGY, Remedy.COMPENSATION})
_TAKEN_BACK = frozenset({Remedy.RETURN_GOODS, Remedy.EXCHANGE})


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """A case as it would stand with what the step brings along; times aware UTC, days the center's.

    `found`: something found out is written down or attached. `brought_on`: the day of intake.
    `new_plan`: this step offers one in the place of a plan the customer did not accept.
    `plan_from_above`: the person in charge gave it (D8). `sent_up`: something sent up that nobody
    has looked at. `owed`: callbacks not made yet.
    """

    kind: TicketKind
    brought_on: date
    severity: Severity | None = None
    nature: Nature | None = None
    wants: str | None = None
    safety: bool | None = None
    complexity: Degree | None = None
    impact: Degree | None = None
    immediate: bool | None = None
    found: bool = False
    fault: Fault | None = None
    product: str | None = None
    merchant: str | None = None
    bought_on: date | None = None
    warranty_until: date | None = None
    address: str | None = None
    plan: str | None = None
    next_contact_at: datetime | None = None
    accepted: bool | None = None
    new_plan: bool = False
    plan_from_above: bool = False
    alternatives: str | None = None
    remedy: Remedy | None = None
    visit: VisitState | None = None
    cause: str | None = None
    prevention: str | None = None
    lesson: str | None = None
    owed: int = 0
    sent_up: bool = False


def why_not(remedy: Remedy, facts: CaseFacts) -> Message | None:
    """Why `remedy` is not offered as the case stands, None when it is (D6, D19)."""
    if remedy in _ALWAYS:
        return None
    if facts.fault is not Fault.FAULT:
        return say("It needs a fault: without one the customer is owed an explanation.")
    if not facts.product:
        return say("Name what was bought.")
    if remedy is Remedy.ON_SITE_REPAIR and not facts.address:
        return say("Name the address to go to.")
    return _not_taken_back(facts) if remedy in _TAKEN_BACK else None


def _not_taken_back(facts: CaseFacts) -> Message | None:
    if not facts.merchant:
        return say("Name from whom it was bought.")
    if facts.bought_on is None:
        return say("Name the day it was bought.")
    if customer_pays(facts):
        return say("The warranty was over when it was brought up.")
    return None


def offered_remedies(facts: CaseFacts) -> tuple[Remedy, ...]:
    """What may settle the case as it stands, in the order of the list (D19)."""
    return tuple(remedy for remedy in Remedy if why_not(remedy, facts) is None)


def customer_pays(facts: CaseFacts) -> bool:
    """D19: a repair after the warranty is at the customer's cost."""
    return facts.warranty_until is not None and facts.warranty_until < facts.brought_on


def gates(to: TicketState, facts: CaseFacts) -> tuple[Refusal, ...]:
    """Everything that keeps the case out of `to`; empty when the way is free."""
    if facts.kind not in LONG_PATH or to not in PATH:
        return ()
    place = PATH.index(to)
    found: list[Refusal] = []
    if facts.kind is TicketKind.COMPLAINT and place >= PATH.index(_S.INVESTIGATION):
        found += _assessed(facts)
    found += _appraised(to, facts)
    if to is _S.PLAN_OFFERED:
        found += _planned(facts)
    if to is _S.REMEDY:
        found += _agreed(facts)
    if place >= PATH.index(_S.PLAN_OFFERED):
        found += _offered(facts)
    if place >= PATH.index(_S.RESULT_TOLD):
        found += _settled(facts)
    if to is _S.ARCHIVED:
        found += _visited(facts) + _summed_up(facts) + _nothing_owed(facts)
    return tuple(found)


def _appraised(to: TicketState, facts: CaseFacts) -> list[Refusal]:
    """D12: no fault is named, and none denied, before the facts are known."""
    found = []
    if to is _S.APPRAISAL and facts.fault is None:
        found.append(
            Refusal(say("Say whether there is a quality fault or none."), rule="D6", field="fault")
        )
    if facts.fault is not None and not facts.found:
        found.append(
            Refusal(say("Write down what was found out first; no fault is named before the facts."),
                    rule="D12", field="fault")
        )  # fmt: skip
    return found


def _offered(facts: CaseFacts) -> list[Refusal]:
    why = why_not(facts.remedy, facts) if facts.remedy else None
    return [Refusal(why, rule="D19", field="remedy")] if why else []


def check_gates(to: TicketState, facts: CaseFacts) -> None:
    """Whether the case may enter `to`.

    Raises:
        Refusals: everything that is missing, each with its rule and field.
    """
    found = gates(to, facts)
    if found:
        raise Refusals(list(found))


def _assessed(facts: CaseFacts) -> list[Refusal]:
    """D2, J2: what it is, how bad, and what the customer seeks come before anything else."""
    found = []
    if facts.nature is None:
        found.append(Refusal(say("Say what the complaint is about."), rule="D2", field="nature"))
    if facts.severity is None:
        found.append(Refusal(say("A complaint has a severity."), rule="D2", field="severity"))
    if not facts.wants:
        found.append(
            Refusal(say("Write down what the customer asks for."), rule="J2", field="wants")
        )
    asked = {
        "safety": (facts.safety, say("Say whether anybody's safety is at stake.")),
        "complexity": (facts.complexity, say("Say how complex it is.")),
        "impact": (facts.impact, say("Say how far it reaches.")),
        "immediate": (facts.immediate, say("Say whether something must be done at once.")),
    }
    return found + [
        Refusal(sentence, rule="J2", field=name)
        for name, (value, sentence) in asked.items()
        if value is None
    ]


def _planned(facts: CaseFacts) -> list[Refusal]:
    found = []
    if not facts.plan:
        found.append(Refusal(say("Write down the plan that is offered."), rule="D4", field="plan"))
    if facts.next_contact_at is None:
        found.append(
            Refusal(say("Give the customer the time of the next contact."),
                    rule="D18", field="next_contact_at")
        )  # fmt: skip
    if facts.new_plan and not facts.plan_from_above:
        found.append(_from_above())
    return found


def _from_above() -> Refusal:
    return Refusal(
        say("The customer did not accept: the next plan comes from the person in charge."),
        rule="D8", field="plan",
    )  # fmt: skip


def _agreed(facts: CaseFacts) -> list[Refusal]:
    found = []
    if facts.accepted is not True:
        found.append(
            Refusal(say("Carry out what the customer accepted: say whether they did."),
                    rule="D6", field="accepted")
        )  # fmt: skip
    if facts.remedy is None:
        found.append(Refusal(say("Choose what settles the case."), rule="D6", field="remedy"))
    return found


def _settled(facts: CaseFacts) -> list[Refusal]:
    """J3: the customer accepts, or has been shown what else there is, also outside."""
    if facts.accepted:
        return []
    found = []
    if facts.accepted is False and not facts.plan_from_above:
        found.append(_from_above())
    if not facts.alternatives:
        found.append(
            Refusal(
                say("The customer accepts, or alternatives and outside recourse are offered and"
                    " written down."),
                rule="J3", field="alternatives",
            )
        )  # fmt: skip
    return found


def _visited(facts: CaseFacts) -> list[Refusal]:
    if facts.visit in {VisitState.DONE, VisitState.WAIVED}:
        return []
    return [
        Refusal(
            say("The return visit comes first, or a supervisor writes down why it is left out."),
            rule="D10", field="visit",
        )
    ]  # fmt: skip


def _summed_up(facts: CaseFacts) -> list[Refusal]:
    if facts.kind is not TicketKind.COMPLAINT:
        return []
    found = []
    if not facts.cause:
        found.append(
            Refusal(say("Say what the cause was; a line will do."), rule="D11", field="cause")
        )
    if not facts.prevention:
        found.append(
            Refusal(say("Say what is done to prevent it; a line will do."),
                    rule="D11", field="prevention")
        )  # fmt: skip
    if facts.severity in _LESSON and not facts.lesson:
        found.append(
            Refusal(say("A serious case is archived with its lesson."), rule="D11", field="lesson")
        )
    return found


def _nothing_owed(facts: CaseFacts) -> list[Refusal]:
    found = []
    if facts.owed:
        found.append(
            Refusal(say("A callback is still owed for this ticket."), rule="C6", field="callbacks")
        )
    if facts.sent_up:
        found.append(
            Refusal(say("It was sent up and nobody has decided yet."), rule="C4", field="state")
        )
    return found
