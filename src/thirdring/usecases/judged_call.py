"""The gates of the rulebook over a resolved call."""

from collections.abc import Sequence

from thirdring.domain.call_gates import gates
from thirdring.domain.calls import CallbackAsked, CallFacts
from thirdring.domain.errors import Refusal, Refusals
from thirdring.domain.holds import HoldSpan
from thirdring.domain.protocol import ProtocolAnswers
from thirdring.usecases.context import Context
from thirdring.usecases.judged_complaint import refuse_complaint
from thirdring.usecases.resolved_call import ResolvedCall


def judge(ctx: Context, resolved: ResolvedCall, *, source: str = "") -> None:
    """Raise every reason why this call can't be closed as it is. `source` is where the record
    comes from; a complaint's `source_id` is unique there.

    Raises:
        Refusals: each with its field and the rule that asks for it.
    """
    refusals = list(_gates(ctx, resolved))
    complaint = resolved.record.complaint
    if complaint is not None:
        refusals += refuse_complaint(ctx, complaint, resolved.record.outcome, source)
    if refusals:
        raise Refusals(refusals)


def _gates(ctx: Context, resolved: ResolvedCall) -> Sequence[Refusal]:
    callback = resolved.record.callback
    return gates(
        facts_of(resolved),
        ctx.policy,
        categories=ctx.center.categories,
        callback_due_at=callback.due_at if callback else None,
    )


def facts_of(resolved: ResolvedCall) -> CallFacts:
    """The call as the rulebook sees it."""
    record = resolved.record
    callback = record.callback
    return CallFacts(
        direction=record.direction,
        caller_type=record.caller_type,
        outcome=record.outcome,
        digits=resolved.phone.digits if resolved.phone else None,
        name=record.name,
        title=record.title,
        address=record.address,
        withheld=frozenset(record.withheld),
        rings=record.rings,
        started_at=record.started_at,
        answered_at=record.answered_at,
        ended_at=record.ended_at,
        wrapped_up_at=record.wrapped_up_at,
        hung_up_by=record.hung_up_by,
        holds=tuple(HoldSpan(hold.from_at, hold.to_at, hold.reason) for hold in record.holds),
        category=record.category,
        raised=record.raised or (record.complaint.raised if record.complaint else None),
        wants=record.wants,
        answer=record.answer,
        read_back=record.read_back,
        read_back_revision=record.read_back_revision,
        transferred_to=record.transferred_to,
        transfer_taken=record.transfer_taken,
        callback=None
        if callback is None
        else CallbackAsked(
            minutes=callback.minutes,
            due_at=callback.due_at,
            about=callback.about,
            reason=callback.reason,
        ),
        protocol=None
        if record.protocol is None
        else ProtocolAnswers(**record.protocol.model_dump()),
        emergency=record.emergency,
    )
