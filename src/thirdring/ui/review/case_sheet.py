"""What the page of one case shows, read in one go; the sender sees their own without the queue's."""

import uuid
from dataclasses import dataclass

from thirdring.domain.errors import NotFound, say
from thirdring.domain.roles import Permission
from thirdring.usecases.attach_file import AttachmentRow, list_attachments
from thirdring.usecases.context import Context
from thirdring.usecases.find_review import sent_up_by_me
from thirdring.usecases.review_detail import ReviewDetail, review_detail
from thirdring.usecases.show_ticket import show_ticket
from thirdring.usecases.ticket_desk import Colleague, ListFacts, colleagues, list_facts


@dataclass(frozen=True, slots=True)
class CaseSheet:
    """`people`: who may take it on, `reviews`: whether who asks decides what was sent up."""

    detail: ReviewDetail
    evidence: tuple[AttachmentRow, ...]
    people: tuple[Colleague, ...]
    facts: ListFacts
    reviews: bool


def case_sheet(ctx: Context, escalation_id: uuid.UUID, *, reviews: bool) -> CaseSheet:
    """The case on one page. Without `reviews` only what one sent up oneself.

    Raises:
        NotFound: nothing of that id, or settled since.
    """
    detail = review_detail(ctx, escalation_id) if reviews else _own(ctx, escalation_id)
    ticket_id = detail.line.ticket_id
    shown = ticket_id is not None and not detail.line.against_me
    return CaseSheet(
        detail,
        list_attachments(ctx, ticket_id) if ticket_id is not None and shown else (),
        colleagues(ctx) if ctx.actor.may(Permission.REASSIGN) else (),
        list_facts(ctx),
        reviews,
    )


def _own(ctx: Context, escalation_id: uuid.UUID) -> ReviewDetail:
    line = next((one for one in sent_up_by_me(ctx) if one.id == escalation_id), None)
    if line is None:
        raise NotFound(say("Nothing of that id was sent up."), field="id")
    return ReviewDetail(
        line=line,
        ticket=show_ticket(ctx, line.ticket_id) if line.ticket_id else None,
        assessment=None, protocol=None, clocks=(), plans=(), recipients=(), earlier=(),
        coupon=None, coupons=None, coupons_before=None, statements=(),
    )  # fmt: skip
