"""Logging a call: one record however short (B11), and the ticket and callback it leaves behind."""

import uuid
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select

from thirdring.domain.callbacks import RULES, CallbackPlan, plan_callback, redial
from thirdring.domain.case_values import EscalationKind
from thirdring.domain.clock_rules import told
from thirdring.domain.enums import (
    OUTCOMES_WITHOUT_A_TALK,
    PROTOCOL_CALLERS,
    CallbackKind,
    CallbackState,
    Channel,
    Outcome,
    TicketKind,
    TicketState,
)
from thirdring.domain.errors import NotPermitted, Refusal, say
from thirdring.domain.escalations import OF_CALLER
from thirdring.domain.ids import new_id
from thirdring.domain.rings import pick_up
from thirdring.domain.roles import Permission
from thirdring.store.tables import Call, Callback, Staff, Ticket
from thirdring.usecases.beside_call import add_beside, left_beside
from thirdring.usecases.call_rows import CallRow, Promise, call_row, row_of
from thirdring.usecases.callback_access import Owed
from thirdring.usecases.clock_keeping import Of, add_clock, refresh_due
from thirdring.usecases.context import Context
from thirdring.usecases.given_ids import GivenIds
from thirdring.usecases.judged_call import judge
from thirdring.usecases.kept_in_call import (
    keep_in_call,
    owed_in_call,
    passed_up,
    tells_the_next_time,
)
from thirdring.usecases.known_customer import customer_of
from thirdring.usecases.look_up_call import SOURCE, look_up
from thirdring.usecases.open_ticket import NO_DUE, ComplaintFacts, NewTicket, open_ticket
from thirdring.usecases.record_transfer import put_through, superior_named
from thirdring.usecases.records import CallInput, ComplaintInput
from thirdring.usecases.resolved_call import ResolvedCall, resolve_call
from thirdring.usecases.send_up import About, send_up
from thirdring.usecases.staff_accounts import folded_login
from thirdring.usecases.ticket_access import stands_against
from thirdring.usecases.timeline import record_event

_WITH_TICKET = frozenset({Outcome.TICKET, Outcome.CALLBACK, Outcome.ESCALATED})


def log_call(
    ctx: Context,
    record: CallInput,
    call_id: uuid.UUID | None = None,
    given: GivenIds | None = None,
) -> CallRow:
    """Save a finished call with everything it leaves behind; `given` are the identities the desk
    made for that.

    `call_id` is the identity the desk gave the record when the phone rang: saving it again (a
    retry after a lost answer) changes nothing and gives back the record as it stands. So does the
    same `source_id`.

    Raises:
        Refusals: every gate that stops the call from being closed, each with field and rule.
        NotPermitted: in another agent's name without being a supervisor.
    """
    ctx.require(Permission.LOG_CALL)
    resolved = None
    with suppress(Refusal):  # said below, unless the call is there already
        resolved = resolve_call(ctx, record)
    digits = resolved.phone.digits if resolved and resolved.phone else ""
    given = given or GivenIds()
    found = look_up(ctx, call_id, record.source_id, digits, given.ticket_number)
    if found.known is not None:
        return call_row(ctx.session, found.known, ctx.now)
    if found.taken:  # the folder of a desk was copied, and its counter with it
        given = given.model_copy(update={"ticket_number": None})
    agent_id, login = _agent(ctx, record.agent)
    resolved = resolved or resolve_call(ctx, record)
    callback = _callback(ctx, resolved)
    judge(ctx, resolved, source=SOURCE)
    owed = owed_in_call(ctx, resolved.record)
    call = _call(ctx, resolved, agent_id, call_id or new_id(), found.sharing)
    ticket = _ticket(ctx, resolved, call, callback, given, owed)
    if ticket is not None:
        call["ticket_id"] = ticket.id
    ctx.session.add_row(Call, **call)
    add_beside(ctx, resolved.record, call["id"])
    callback_id, promise = None, None
    if callback is not None:
        callback_id = given.callback_id or new_id()
        promise = _keep_callback(ctx, resolved, call, callback, callback_id)
    if ticket is not None:
        _send_up(ctx, resolved, ticket)
    keep_in_call(ctx, resolved.record, call["id"], owed)
    record_event(
        ctx, "logged", "call", call["id"],
        ticket_id=call["ticket_id"], outcome=record.outcome.value, agent_id=str(agent_id),
    )  # fmt: skip
    ctx.touch("calls")
    left = left_beside(ctx, resolved.record, login, ticket, callback_id, promise, owed)
    return row_of(call, left)


def _agent(ctx: Context, said: str | None) -> tuple[uuid.UUID, str]:
    """Whose call it is: id and login."""
    login = ctx.actor.login if said is None else folded_login(said)
    if login == ctx.actor.login:
        return ctx.actor.id, login
    if not ctx.actor.may(Permission.LOG_CALL_FOR_OTHERS):
        raise NotPermitted(say("Only a supervisor logs a call in another's name."), field="agent")
    agent_id = ctx.session.scalars(select(Staff.id).where(Staff.login == login)).one_or_none()
    if agent_id is None:
        raise Refusal(say("Nobody has the login {login}.", login=said or login), field="agent")
    return agent_id, login


def _callback(ctx: Context, resolved: ResolvedCall) -> CallbackPlan | None:
    """What was promised (C1, C2), or the redial owed (B8); told when the talk ended."""
    record = resolved.record
    told_at = record.ended_at or ctx.now
    if record.outcome is Outcome.CUT_OFF:
        return redial(told_at) if resolved.phone is not None else None
    if record.outcome is not Outcome.CALLBACK and record.callback is None:
        return None
    if tells_the_next_time(record):
        return None
    asked = record.callback
    return plan_callback(
        told_at,
        ctx.policy,
        minutes=asked.minutes if asked else None,
        due_at=asked.due_at if asked else None,
        reason=asked.reason if asked else None,
        has_number=resolved.phone is not None,
    )


def _call(
    ctx: Context,
    resolved: ResolvedCall,
    agent_id: uuid.UUID,
    call_id: uuid.UUID,
    sharing: Sequence[Row[*tuple[Any, ...]]],
) -> dict[str, Any]:
    """The row to be."""
    record, phone = resolved.record, resolved.phone
    picked_up = pick_up(
        ctx.policy,
        direction=record.direction,
        rings=record.rings,
        started_at=record.started_at,
        answered_at=record.answered_at,
    )
    customer_id = None
    if record.caller_type not in PROTOCOL_CALLERS:
        customer_id = customer_of(ctx, phone, record.name, record.title, record.address, sharing)
    return {
        "id": call_id,
        "direction": record.direction,
        "agent_id": agent_id,
        "customer_id": customer_id,
        "ticket_id": None,
        "number": phone.raw if phone else None,
        "digits": phone.digits if phone else None,
        "extension": phone.extension if phone else None,
        "name": record.name,
        "title": record.title,
        "address": record.address,
        "withheld": sorted(set(record.withheld)),
        "caller_type": record.caller_type,
        "category": record.category,
        "raised": record.raised,
        "wants": record.wants,
        "answer": record.answer,
        "unmet_need": record.unmet_need,
        # The column ends at 1,000; who waited longer than that waited too long either way.
        "rings": None if picked_up.rings is None else min(picked_up.rings, 1000),
        "rings_disagree": picked_up.disagree,
        "started_at": record.started_at,
        "answered_at": record.answered_at,
        "ended_at": record.ended_at,
        "wrapped_up_at": record.wrapped_up_at,
        "hung_up_by": record.hung_up_by,
        "read_back": record.read_back,
        "read_back_at": record.read_back_at or (ctx.now if record.read_back else None),
        "read_back_revision": record.read_back_revision,
        "outcome": record.outcome,
        "transferred_to": record.transferred_to,
        "transfer_taken": record.transfer_taken,
        "emergency": record.emergency,
        "satisfaction": record.satisfaction,
        "source": SOURCE if record.source_id else None,
        "source_id": record.source_id,
        "created_at": ctx.now,
        "version": 1,
    }


def ticket_kind_of(record: CallInput) -> TicketKind | None:
    """What kind of ticket the outcome asks for; None when it asks for none."""
    complaint = record.complaint
    cut_off_complaint = record.outcome is Outcome.CUT_OFF and complaint is not None
    if record.outcome in OUTCOMES_WITHOUT_A_TALK and not cut_off_complaint:
        return None
    if record.outcome not in _WITH_TICKET and complaint is None and not record.emergency:
        return None
    return _kind(record)


def _ticket(
    ctx: Context,
    resolved: ResolvedCall,
    call: dict[str, Any],
    callback: CallbackPlan | None,
    given: GivenIds,
    owed: Owed | None,
) -> Ticket | None:
    """The ticket the outcome asks for; everything of the call is carried over."""
    record = resolved.record
    complaint = record.complaint
    if complaint is None and owed is not None and owed.ticket is not None:
        return owed.ticket
    kind = ticket_kind_of(record)
    if kind is None:
        return None
    return open_ticket(
        ctx,
        NewTicket(
            kind=kind,
            raised=_first(complaint.raised if complaint else None, record.raised, _asked(record))
            or "",
            received_at=_received(complaint) or record.started_at or ctx.now,
            customer_id=call["customer_id"],
            name=_first(record.name, complaint.name if complaint else None),
            title=record.title,
            phone=resolved.phone,
            address=record.address,
            wants=_first(complaint.wants if complaint else None, record.wants),
            answer=record.answer,
            category=record.category,
            severity=complaint.severity if complaint else None,
            # C4: whoever takes it over, the agent keeps tracking it and reports back.
            owner_id=call["agent_id"],
            due_at=callback.due_at if callback else None,
            due_rule=RULES[callback.kind] if callback else None,
            state=TicketState.ACKNOWLEDGED,
            complaint=_facts(complaint) if complaint else None,
            source=SOURCE if complaint and complaint.source_id else None,
            source_id=complaint.source_id if complaint else None,
            call_id=call["id"],
            ticket_id=given.ticket_id,
            number=given.ticket_number,
        ),
    )


def _received(complaint: ComplaintInput | None) -> datetime | None:
    return complaint.received_at if complaint else None


def _kind(record: CallInput) -> TicketKind:
    if record.complaint is not None:
        return TicketKind.COMPLAINT
    if record.caller_type in PROTOCOL_CALLERS:
        return TicketKind.PROTOCOL
    if record.ticket_kind is not None:
        return record.ticket_kind
    return TicketKind.REQUEST if record.category == "after_sales" else TicketKind.ENQUIRY


def _send_up(ctx: Context, resolved: ResolvedCall, ticket: Ticket) -> None:
    """E1 to E3, E6: to the person in charge at once; C4: to the supervisor. Who took the call
    over while it ran has the case.
    """
    record = resolved.record
    kinds = [OF_CALLER[record.caller_type]] if record.caller_type in OF_CALLER else []
    if record.emergency:
        kinds.append(EscalationKind.EMERGENCY)
    # A callback that is passed up goes up by itself, with its own reason: not twice.
    if not kinds and record.outcome is Outcome.ESCALATED and not passed_up(record):
        kinds.append(EscalationKind.DIFFICULT)
    taker = superior_named(ctx, record.transferred_to)
    if taker is not None and stands_against(ctx, ticket, taker):
        taker = None  # G9
    for kind in kinds:
        words = _first(_asked(record), record.raised) or ticket.raised
        row = send_up(ctx, kind, About(ticket), words)
        if taker is not None:
            put_through(ctx, row, taker, taken=bool(record.transfer_taken))
    if kinds:
        refresh_due(ctx, ticket)
        ticket.sort_due = ticket.due_at or NO_DUE


def _facts(complaint: ComplaintInput) -> ComplaintFacts:
    return ComplaintFacts(
        channel=complaint.channel or Channel.PHONE,
        nature=complaint.nature,
        against_kind=complaint.against_kind,
        against=complaint.against,
        product=complaint.product,
        merchant=complaint.merchant,
        bought_on=complaint.bought_on,
        warranty_until=complaint.warranty_until,
        order_no=complaint.order_no,
    )


def _keep_callback(
    ctx: Context,
    resolved: ResolvedCall,
    call: dict[str, Any],
    plan: CallbackPlan,
    callback_id: uuid.UUID,
) -> Promise | None:
    """Owe it; what was promised, None of a redial."""
    asked = resolved.record.callback
    promised = plan.kind is CallbackKind.PROMISE
    about = (asked.about if asked and promised else None) or resolved.record.raised
    ctx.session.add_row(
        Callback,
        id=callback_id,
        kind=plan.kind,
        state=CallbackState.OPEN,
        call_id=call["id"],
        ticket_id=call["ticket_id"],
        customer_id=call["customer_id"],
        number=call["number"],
        digits=call["digits"],
        about=about,
        told_at=plan.told_at,
        due_at=plan.due_at,
        later_reason=plan.later_reason,
        owner_id=call["agent_id"],
        created_at=ctx.now,
    )
    rule = RULES[plan.kind]
    of = Of(ticket_id=call["ticket_id"], callback_id=callback_id)
    add_clock(ctx, told(rule, plan.told_at, plan.due_at), of)
    record_event(ctx, "promised", "callback", callback_id, ticket_id=call["ticket_id"], rule=rule)
    ctx.touch("callbacks")
    if not promised:
        return None
    return Promise(callback_id, plan.due_at, about, plan.later_reason, CallbackState.OPEN)


def _asked(record: CallInput) -> str | None:
    return record.protocol.questions if record.protocol else None


def _first(*texts: str | None) -> str | None:
    return next((text for text in texts if text), None)
