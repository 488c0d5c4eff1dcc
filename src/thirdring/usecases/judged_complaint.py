"""What a complaint may not say when it comes with a call: what is made here, or can't be."""

from datetime import timedelta

from sqlalchemy import select

from thirdring.domain.enums import OUTCOMES_WITHOUT_A_TALK, Outcome, TicketState
from thirdring.domain.errors import Refusal, say
from thirdring.store.tables import Ticket
from thirdring.usecases.context import Context
from thirdring.usecases.records import ComplaintInput

# Clocks of two machines differ by so much without anything being wrong.
_SKEW = timedelta(minutes=5)
_BEGINNINGS = frozenset({None, TicketState.INTAKE, TicketState.ACKNOWLEDGED})


def refuse_complaint(
    ctx: Context, complaint: ComplaintInput, outcome: Outcome, source: str
) -> list[Refusal]:
    """Every reason against this complaint, each with its field. Times are aware UTC."""
    refusals = []
    if outcome in OUTCOMES_WITHOUT_A_TALK and outcome is not Outcome.CUT_OFF:
        refusals.append(
            Refusal(say("Nobody spoke in a call with this outcome, so nobody complained."),
                    field="complaint")
        )  # fmt: skip
    if complaint.number is not None:
        refusals.append(
            Refusal(say("A complaint gets its number here: leave it out."),
                    rule="J1", field="complaint.number")
        )  # fmt: skip
    if complaint.state not in _BEGINNINGS:
        refusals.append(
            Refusal(say("A complaint begins as intake or acknowledged; move it on afterwards."),
                    rule="D6", field="complaint.state")
        )  # fmt: skip
    return [*refusals, *_dates(ctx, complaint), *_repeated(ctx, complaint, source)]


def _dates(ctx: Context, complaint: ComplaintInput) -> list[Refusal]:
    refusals = []
    today = ctx.center.time.day_of(ctx.now)
    if complaint.received_at is not None and complaint.received_at > ctx.now + _SKEW:
        refusals.append(
            Refusal(say("It can't have been received in the future."),
                    rule="D1", field="complaint.received_at")
        )  # fmt: skip
    bought, until = complaint.bought_on, complaint.warranty_until
    if bought is not None and bought > today:
        refusals.append(
            Refusal(say("It can't have been bought in the future."),
                    rule="D19", field="complaint.bought_on")
        )  # fmt: skip
    if bought is not None and until is not None and until < bought:
        refusals.append(
            Refusal(say("The warranty can't end before the day of purchase."),
                    rule="D19", field="complaint.warranty_until")
        )  # fmt: skip
    return refusals


def _repeated(ctx: Context, complaint: ComplaintInput, source: str) -> list[Refusal]:
    if complaint.source_id is None:
        return []
    number = ctx.session.scalars(
        select(Ticket.number).where(
            Ticket.source == source, Ticket.source_id == complaint.source_id
        )
    ).first()
    if number is None:
        return []
    sentence = say("This complaint is here already: {number}.", number=number)
    return [Refusal(sentence, field="complaint.source_id")]
