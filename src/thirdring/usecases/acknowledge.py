"""Telling a customer the number of their matter (J1): the notice kept, told, and the step taken."""

import uuid

from thirdring.domain.case_values import NoticeKind, Way
from thirdring.domain.enums import TicketState
from thirdring.usecases.advance_ticket import advance_ticket
from thirdring.usecases.compose_notice import compose_notice
from thirdring.usecases.context import Context
from thirdring.usecases.edit_ticket import TicketFields, fields_of
from thirdring.usecases.step_facts import StepFacts
from thirdring.usecases.tell_notice import keep_notice, tell_notice
from thirdring.usecases.ticket_access import load_ticket


def acknowledge(ctx: Context, which: uuid.UUID | str, way: Way, body: str) -> TicketFields:
    """The customer was told `body`, by `way`, now. A ticket that is further on stays there.

    Raises:
        NotPermitted, NotFound, Refusal: as `keep_notice`, `tell_notice`, `advance_ticket`.
    """
    draft = compose_notice(ctx, which, NoticeKind.ACKNOWLEDGEMENT)
    notice = keep_notice(ctx, draft, body=body)
    tell_notice(ctx, notice.id, way)
    ticket = load_ticket(ctx, which)
    if ticket.state is TicketState.INTAKE:
        facts = StepFacts(told_way=way)
        return advance_ticket(ctx, ticket.id, TicketState.ACKNOWLEDGED, facts=facts)
    return fields_of(ctx, ticket)
