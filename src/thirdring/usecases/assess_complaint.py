"""Judging a complaint first: what it is, how bad, what is sought (D2, J2), what was bought (D19)."""

import uuid
from dataclasses import asdict
from datetime import date
from typing import Any

from thirdring.domain.enums import TicketKind
from thirdring.domain.errors import Refusal, Refusals, say
from thirdring.domain.roles import Permission
from thirdring.domain.text_safety import TextKind, clean
from thirdring.domain.ticket_path import refuse_own_case
from thirdring.store.tables import ComplaintDetail, Ticket
from thirdring.usecases.case_file import detail_of
from thirdring.usecases.context import Context
from thirdring.usecases.edit_ticket import TicketFields, edit_fields, fields_of
from thirdring.usecases.named_parties import named_merchant, named_product
from thirdring.usecases.routing import route_by_table
from thirdring.usecases.step_facts import Assessment
from thirdring.usecases.ticket_access import (
    against_oneself,
    changed,
    load_ticket,
    refuse_changed,
)
from thirdring.usecases.timeline import record_event

_OF_TICKET = ("severity", "wants")
_LINES = {"product": "product_text", "merchant": "merchant_text", "order_no": "order_no"}
ASSESSED = frozenset({TicketKind.COMPLAINT, TicketKind.REQUEST})


def assess_complaint(
    ctx: Context,
    which: uuid.UUID | str,
    assessment: Assessment,
    *,
    version: int | None = None,
) -> TicketFields:
    """Set what the assessment names; the rest stays. `version` is the one the person saw.

    Raises:
        NotPermitted: the role may not, or it is about oneself (G9).
        NotFound: no such ticket. Conflict: changed meanwhile.
        Refusal: neither complaint nor request, or closed; days that can't be (D19).
    """
    ctx.require(Permission.WORK_TICKETS)
    ticket = load_ticket(ctx, which, lock=True)
    refuse_own_case(against_oneself=against_oneself(ctx, ticket))
    refuse_changed(ticket, version, fields_of(ctx, ticket))
    if not ticket.open:
        raise Refusal(say("This ticket is closed: open it again first."), rule="H4", field="state")
    if assess(ctx, ticket, assessment):
        changed(ctx, ticket)
    return fields_of(ctx, ticket)


def assess(ctx: Context, ticket: Ticket, assessment: Assessment) -> bool:
    """Write it down and say so in the story; whether anything changed. The caller has checked who
    acts, and counts the change.

    Raises:
        Refusal, Refusals: as `assess_complaint`.
    """
    if ticket.kind not in ASSESSED:
        raise Refusal(say("Only complaints and requests are assessed."), rule="J2")
    detail = detail_of(ctx, ticket)
    given = {name: value for name, value in asdict(assessment).items() if value is not None}
    own = {name: given.pop(name) for name in _OF_TICKET if name in given}
    touched = edit_fields(ctx, ticket, own) if own else []
    values = _columns(ctx, given)
    _check_days(ctx, detail, given)
    new = [name for name, value in values.items() if value != getattr(detail, name)]
    for name in new:
        setattr(detail, name, values[name])
    if "nature" in new:
        route_by_table(ctx, ticket, detail)
    if new:
        shown = {n: str(v) for n, v in given.items() if n in new and n not in _LINES}
        record_event(
            ctx, "assessed", "ticket", ticket.id, ticket_id=ticket.id,
            fields=[name.removesuffix("_text") for name in new], rule="J2", **shown,
        )  # fmt: skip
    return bool(touched or new)


def _columns(ctx: Context, given: dict[str, Any]) -> dict[str, Any]:
    values = {name: value for name, value in given.items() if name not in _LINES}
    for name, column in _LINES.items():
        if name in given:
            values[column] = clean(given[name], TextKind.LINE, field=name).text or None
    if "product_text" in values:
        values["product_id"] = named_product(ctx.session, values["product_text"])
    if "merchant_text" in values:
        values["merchant_id"] = named_merchant(ctx.session, values["merchant_text"])
    return values


def _check_days(ctx: Context, detail: ComplaintDetail, given: dict[str, Any]) -> None:
    bought: date | None = given.get("bought_on", detail.bought_on)
    until: date | None = given.get("warranty_until", detail.warranty_until)
    found = []
    if bought and "bought_on" in given and bought > ctx.center.time.day_of(ctx.now):
        found.append(
            Refusal(say("It can't have been bought in the future."), rule="D19", field="bought_on")
        )
    if given.keys() & {"bought_on", "warranty_until"} and bought and until and until < bought:
        found.append(
            Refusal(say("The warranty can't end before the day of purchase."),
                    rule="D19", field="warranty_until")
        )  # fmt: skip
    if found:
        raise Refusals(found)
