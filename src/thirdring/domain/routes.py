"""D3: which department answers for complaints of a nature and severity."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from thirdring.domain.enums import Nature, Severity, TicketState

# While a department has still something to answer; from the appraisal on it has answered.
ROUTED_IN = frozenset({TicketState.INTAKE, TicketState.ACKNOWLEDGED, TicketState.INVESTIGATION})


@dataclass(frozen=True, slots=True)
class Route:
    """A line of the table; None means any. `hours` None: the policy's figure."""

    nature: Nature | None
    severity: Severity | None
    department_id: uuid.UUID
    hours: int | None = None


def closest(
    routes: Iterable[Route], nature: Nature | None, severity: Severity | None
) -> Route | None:
    """The route that names most of what is known: both, then nature, then severity, then neither.

    What isn't known yet is only matched by "any".
    """
    fitting = [
        route
        for route in routes
        if route.nature in {None, nature} and route.severity in {None, severity}
    ]
    return max(
        fitting,
        key=lambda route: (route.nature is not None, route.severity is not None),
        default=None,
    )
