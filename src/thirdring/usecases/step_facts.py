"""What a step along a complaint's path brings with it, as typed; None leaves a fact as it is."""

from dataclasses import dataclass
from datetime import date, datetime

from thirdring.domain.case_values import Degree, Fault, Remedy, Way
from thirdring.domain.enums import Channel, Nature, Severity


@dataclass(frozen=True, slots=True)
class Assessment:
    """What is judged first (D2, J2) and what was bought (D19); days are the center's."""

    nature: Nature | None = None
    severity: Severity | None = None
    wants: str | None = None
    safety: bool | None = None
    complexity: Degree | None = None
    impact: Degree | None = None
    immediate: bool | None = None
    channel: Channel | None = None
    product: str | None = None
    merchant: str | None = None
    bought_on: date | None = None
    warranty_until: date | None = None
    order_no: str | None = None


@dataclass(frozen=True, slots=True)
class StepFacts:
    """Times aware UTC. `told_way`: how the customer was told the number, the plan or the result.

    `accepted`: what the customer said to the plan (False sends the case up, D8). `alternatives`:
    what else was offered, and where the customer may turn outside (J3). `completed_at`: when what
    was agreed was done; now, when the result is told. `satisfaction` (1 to 5) and `opinion` are
    the answer of the return visit; `no_visit` is a supervisor's reason to leave it out (D10).
    """

    assessment: Assessment | None = None
    told_way: Way = Way.PHONE
    fault: Fault | None = None
    plan: str | None = None
    next_contact_at: datetime | None = None
    accepted: bool | None = None
    alternatives: str | None = None
    remedy: Remedy | None = None
    completed_at: datetime | None = None
    cause: str | None = None
    prevention: str | None = None
    lesson: str | None = None
    example: bool | None = None
    satisfaction: int | None = None
    opinion: str | None = None
    no_visit: str | None = None


NO_FACTS = StepFacts()
