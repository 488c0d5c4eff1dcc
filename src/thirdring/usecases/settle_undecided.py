"""HR, or a supervisor, settles what a month waits for (D13, D15): whom an undecided complaint is against, what it lacks."""

import uuid
from dataclasses import dataclass

from sqlalchemy import select

from thirdring.domain.enums import AgainstKind, Channel, Nature, Severity
from thirdring.domain.errors import NotPermitted, Refusal, say
from thirdring.domain.months import Standing
from thirdring.domain.roles import Permission
from thirdring.domain.text_safety import TextKind, clean
from thirdring.domain.ticket_path import refuse_own_case
from thirdring.store.month_counts import settle_counts
from thirdring.store.tables import ComplaintStanding
from thirdring.usecases.case_file import detail_of
from thirdring.usecases.context import Context
from thirdring.usecases.decide_complaint import Settled, complete
from thirdring.usecases.ticket_access import against_oneself, load_ticket


@dataclass(frozen=True, slots=True)
class SettledComplaint:
    """Where it stands now; nothing of the customer's (H5)."""

    number: str
    month: str
    standing: str


def settle_undecided(
    ctx: Context,
    which: uuid.UUID | str,
    *,
    reason: str,
    against_kind: AgainstKind | None = None,
    against: str | None = None,
    channel: Channel | None = None,
    nature: Nature | None = None,
    severity: Severity | None = None,
) -> SettledComplaint:
    """Decide what is given of a complaint that nobody is counted for yet; the reason stands in its
    story. What is decided already is changed by a supervisor, or by an appeal (G3).

    Raises:
        NotPermitted: neither HR nor a supervisor, or it is about oneself, before or after (G9). NotFound: no such ticket.
        Refusal: it isn't undecided, nothing is decided, an employee who isn't one for certain, or
            no reason.
    """
    if not ctx.actor.may(Permission.REVIEW):
        ctx.require(Permission.CLOSE_MONTH)
    ticket = load_ticket(ctx, which, lock=True)
    refuse_own_case(against_oneself=against_oneself(ctx, ticket))
    month, standing = _stands(ctx, ticket.id)
    if standing != Standing.UNDECIDED:
        raise Refusal(
            say("{number} is decided already: a supervisor changes it.", number=ticket.number),
            rule="D15", field="ticket",
        )  # fmt: skip
    reason = clean(reason, TextKind.TEXT, field="reason").text
    if not reason:
        raise Refusal(say("Say why."), rule="G4", field="reason")
    settled = Settled(against_kind, against, channel, nature, severity)
    complete(ctx, ticket, settled, reason)
    if detail_of(ctx, ticket).against_staff_id == ctx.actor.id:
        raise NotPermitted(
            say("This is about yourself: a colleague in HR, or a supervisor, settles it."),
            rule="G9",
        )
    settle_counts(ctx.session)
    month, standing = _stands(ctx, ticket.id)
    return SettledComplaint(ticket.number, month, standing)


def _stands(ctx: Context, ticket_id: uuid.UUID) -> tuple[str, str]:
    """Month and standing, "" for what isn't counted in any."""
    row = ctx.session.execute(
        select(ComplaintStanding.month, ComplaintStanding.standing).where(
            ComplaintStanding.ticket_id == ticket_id
        )
    ).one_or_none()
    return (row.month, row.standing) if row is not None else ("", "")
