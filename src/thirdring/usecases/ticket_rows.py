"""A ticket in the contract's form: the keys of a complaint, with id, number, clocks and story."""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select

from thirdring.domain import masking
from thirdring.domain.clocks import Clock
from thirdring.i18n import render
from thirdring.store.search import CHUNK
from thirdring.store.tables import ComplaintDetail, Ticket
from thirdring.store.ticket_lines import TicketLine
from thirdring.usecases.clock_keeping import clocks_by_ticket, ticket_clocks
from thirdring.usecases.context import Context

if TYPE_CHECKING:
    from thirdring.usecases.show_ticket import TicketDetail


# What is judged, found and done on the path of D6, and what is offered; beyond the contract's keys.
_ON_THE_WAY = (
    "safety", "complexity", "impact", "immediate", "handling", "guide", "fault", "plan",
    "next_contact_at", "accepted", "alternatives", "remedy", "completed_at", "visit",
    "satisfaction", "opinion", "cause", "prevention", "lesson", "offered",
)  # fmt: skip


def values_of(
    ctx: Context, ticket: Ticket, detail: "TicketDetail", phone: str | None
) -> dict[str, Any]:
    """Keys of product.md with Python values; `phone` as this person may see it."""
    facts, fields = detail.complaint, detail.fields
    return {
        "id": ticket.id,
        "number": ticket.number,
        "kind": ticket.kind,
        "state": ticket.state,
        "channel": facts and facts.channel,
        "received_at": ticket.received_at,
        "name": detail.name,
        "title": detail.title,
        "phone": phone,
        "address": detail.address,
        "raised": fields.raised,
        "wants": fields.wants,
        "answer": fields.answer,
        "category": fields.category,
        "nature": facts and facts.nature,
        "severity": fields.severity,
        "against_kind": facts and facts.against_kind,
        "against": facts and facts.against,
        "product": facts and facts.product,
        "merchant": facts and facts.merchant,
        "bought_on": facts and facts.bought_on,
        "warranty_until": facts and facts.warranty_until,
        "order_no": facts and facts.order_no,
        **{name: facts and getattr(facts, name) for name in _ON_THE_WAY},
        "escalation_level": detail.escalation_level,
        "owner": detail.owner_login,
        "merged_into": detail.merged_into,
        "created_at": ticket.created_at,
        "closed_at": detail.closed_at,
        "source_id": ticket.source_id,
        "clocks": clock_keys(ticket_clocks(ctx, ticket.id)),
        "calls": [
            {"id": c.id, "at": c.at, "direction": c.direction, "outcome": c.outcome, "agent": c.agent}
            for c in detail.calls
        ],
        "callbacks": [
            {"id": c.id, "due_at": c.due_at, "state": c.state, "about": c.about, "owner": c.owner}
            for c in detail.callbacks
        ],
        "timeline": [
            {"at": e.at, "by": e.actor, "verb": e.verb, "text": render(e.sentence), "note": e.words}
            for e in detail.timeline
        ],
    }  # fmt: skip


def clock_keys(clocks: Sequence[Clock]) -> list[dict[str, Any]]:
    """Clocks as the contract writes them."""
    return [{"rule": c.rule, "due_at": c.due_at, "state": c.state} for c in clocks]


_t, _c = Ticket, ComplaintDetail
_REST = (
    select(
        _t.seq, _t.id, _t.name, _t.phone, _t.address, _t.raised, _t.wants, _t.answer, _t.created_at, _t.source_id,
        _c.channel, _c.nature, _c.against_kind, _c.against_text, _c.product_text, _c.merchant_text,
        _c.bought_on, _c.warranty_until, _c.order_no,
    )
    .outerjoin(_c, _c.ticket_id == _t.id)
    .where(_t.seq.in_(bindparam("seqs", expanding=True)))
)  # fmt: skip
_TEXTS = ("raised", "wants", "answer")
# Typed by hand as well, and no names of customers unless somebody put them there.
_GIVEN = ("against_text", "product_text", "merchant_text", "order_no")


def rows_of(
    ctx: Context,
    lines: Sequence[TicketLine],
    *,
    masked: bool,
    nameless: Collection[int] = (),
) -> list[dict[str, Any]]:
    """Lines (masked already, where they are) with the rest of the contract's keys. `nameless`: the
    keys of those whose complainant isn't shown (G9).
    """
    rows: list[dict[str, Any]] = []
    for at in range(0, len(lines), CHUNK):
        chunk = lines[at : at + CHUNK]
        found = ctx.session.execute(_REST, {"seqs": [line.seq for line in chunk]}).mappings()
        rest = {row["seq"]: dict(row) for row in found}
        clocks = clocks_by_ticket(ctx.session, ctx.now, [row["id"] for row in rest.values()])
        for line in chunk:
            row = rest[line.seq]
            if line.seq in nameless:
                row |= _without_names(row)
            rows.append(_row(line, row, clocks.get(row["id"], ()), masked=masked))
    return rows


def _without_names(rest: dict[str, Any]) -> dict[str, Any]:
    def hidden(text: str) -> str:
        text = masking.hide_whole(text, rest["name"], rest["phone"], rest["address"])
        return masking.mask_text(text)

    texts = {name: rest[name] and hidden(rest[name]) for name in _TEXTS}
    return {**texts, "address": None, "order_no": None}


def _row(
    line: TicketLine, rest: dict[str, Any], clocks: Sequence[Clock], *, masked: bool
) -> dict[str, Any]:
    if masked:
        rest |= {
            name: rest[name] and masking.mask_text(rest[name], rest["name"])
            for name in (*_TEXTS, *_GIVEN)
        }
        rest["address"] = rest["address"] and masking.mask_address(rest["address"])
    due_at = line.due_at if line.open else None
    return {
        "id": rest["id"],
        "number": line.number,
        "kind": line.kind,
        "state": line.state,
        "channel": rest["channel"],
        "received_at": line.received_at,
        "due_at": due_at,
        "name": line.name,
        "title": line.title,
        "phone": line.phone,
        "address": rest["address"],
        "about": line.raised.split("\n", 1)[0],
        "raised": rest["raised"],
        "wants": rest["wants"],
        "answer": rest["answer"],
        "category": line.category,
        "nature": rest["nature"],
        "severity": line.severity,
        "against_kind": rest["against_kind"],
        "against": rest["against_text"],
        "product": rest["product_text"],
        "merchant": rest["merchant_text"],
        "bought_on": rest["bought_on"],
        "warranty_until": rest["warranty_until"],
        "order_no": rest["order_no"],
        "escalation_level": line.escalation_level,
        "owner": line.owner_login,
        "created_at": rest["created_at"],
        "closed_at": line.closed_at,
        "source_id": rest["source_id"],
        "clocks": clock_keys(clocks),
    }
