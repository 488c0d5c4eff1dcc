"""Deciding an appeal (G3): the supervisor mediates, HR decides what is still disputed.

A decision for the employee changes how the complaint counts: at once in an open month, as a dated
adjustment in a closed one.
"""

import uuid
from dataclasses import dataclass

from sqlalchemy import select, text

from thirdring.domain.appeals import AppealDecision, AppealState, AppealStep, Correction
from thirdring.domain.enums import AgainstKind
from thirdring.domain.errors import Refusal, say
from thirdring.domain.roles import Permission
from thirdring.domain.text_safety import TextKind, clean
from thirdring.i18n import render
from thirdring.store.month_counts import acting
from thirdring.store.secured import is_secured
from thirdring.store.tables import Appeal, Ticket
from thirdring.usecases.appeal_access import RULE, load_appeal, refuse_changed_appeal, step
from thirdring.usecases.change_against import name_certainly
from thirdring.usecases.context import Context
from thirdring.usecases.show_appeal import AppealDetail, show_appeal
from thirdring.usecases.ticket_access import changed, stands_against
from thirdring.usecases.timeline import record_access


@dataclass(frozen=True, slots=True)
class CustomerData:
    """What an investigation opens: the customer as the ticket has them."""

    number: str
    name: str | None
    phone: str | None
    address: str | None
    raised: str
    wants: str | None


_BY_SERVER = text("SELECT * FROM thirdring_open_evidence(:id, :why)")


def decide_appeal(
    ctx: Context,
    appeal_id: uuid.UUID,
    decision: AppealDecision,
    reason: str,
    *,
    against_kind: AgainstKind | None = None,
    against: str | None = None,
    version: int | None = None,
) -> AppealDetail:
    """Uphold or correct, on the level it is on. A correction finds the complaint unfounded against
    this employee, or, with `against_kind`, names whom or what it is about instead.

    Raises:
        NotPermitted: not this level's, one's own (G9), or who mediated would decide.
        NotFound: no such appeal. Conflict: changed meanwhile.
        Refusal: past that step, no reason, or somebody named who can't be.
    """
    appeal = _to_decide(ctx, appeal_id)
    refuse_changed_appeal(appeal, version)
    corrects = decision is AppealDecision.CORRECT
    mediates = appeal.state is AppealState.FILED
    step(ctx, appeal, AppealStep.CORRECT if corrects else AppealStep.UPHOLD, reason)
    if mediates:
        appeal.mediated_by, appeal.mediated_at = ctx.actor.id, ctx.now
    else:
        appeal.decided_by, appeal.decided_at = ctx.actor.id, ctx.now
    appeal.closed_at = ctx.now
    if corrects:
        acting(ctx.session).appeals[appeal.ticket_id] = appeal.id
        _correct(ctx, appeal, against_kind, against)
    return show_appeal(ctx, appeal_id)


def open_evidence(ctx: Context, appeal_id: uuid.UUID, reason: str) -> CustomerData:
    """HR investigates: the customer's name and number of the complaint in dispute, for a reason,
    in the appeal's story and in the access log (H5).

    Raises:
        NotPermitted: not HR, or one's own (G9). NotFound: no such appeal.
        Refusal: it isn't with HR, or no reason.
    """
    ctx.require(Permission.DECIDE_APPEALS)
    appeal = load_appeal(ctx, appeal_id, lock=True)
    step(ctx, appeal, AppealStep.OPEN_EVIDENCE, reason)
    shown = clean(reason, TextKind.TEXT, field="reason").text[:500]
    if is_secured(ctx.session):  # a function shows it, and writes down that it did
        return CustomerData(*ctx.session.execute(_BY_SERVER, {"id": appeal_id, "why": shown}).one())
    ticket = ctx.session.scalars(select(Ticket).where(Ticket.id == appeal.ticket_id)).one()
    record_access(ctx, "open_evidence", "ticket", ticket.id, reason=shown)
    return CustomerData(
        ticket.number, ticket.name, ticket.phone, ticket.address, ticket.raised, ticket.wants
    )


def _to_decide(ctx: Context, appeal_id: uuid.UUID) -> Appeal:
    """The appeal, for whoever its level belongs to."""
    appeal = load_appeal(ctx, appeal_id, lock=True)
    mediates = appeal.state is AppealState.FILED
    ctx.require(Permission.MEDIATE_APPEALS if mediates else Permission.DECIDE_APPEALS)
    return appeal


def _correct(ctx: Context, appeal: Appeal, kind: AgainstKind | None, against: str | None) -> None:
    if kind is None:
        appeal.correction = Correction.UNFOUNDED
        ctx.session.flush()
        ctx.touch("tickets")
        return
    ticket = ctx.session.scalars(
        select(Ticket).where(Ticket.id == appeal.ticket_id).with_for_update()
    ).one()
    # Whoever sees the ticket's story must not learn from it of another's appeal.
    name_certainly(ctx, ticket, kind, against, render(say("Found in an investigation.")))
    appeal.correction = Correction.AGAINST
    changed(ctx, ticket)
    if stands_against(ctx, ticket, appeal.staff_id):
        raise Refusal(
            say("It is still about the same employee: name whom or what it is about instead."),
            rule=RULE, field="against",
        )  # fmt: skip
