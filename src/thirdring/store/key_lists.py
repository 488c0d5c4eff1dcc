"""Conditions on tickets by many keys at once, and by whom they are about; the same text however many.

Keys are bound as one value: a statement whose text depends on how many there are is put together
anew each time, which costs more than to run it.
"""

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    ColumnElement,
    TextualSelect,
    all_,
    any_,
    bindparam,
    case,
    false,
    func,
    select,
    text,
)

from thirdring.domain.enums import TicketKind
from thirdring.store.tables import ComplaintDetail, Ticket
from thirdring.store.types import SeqType

_about = ComplaintDetail.__table__.alias("about_me")
# G9: a complaint against the person :me; false for everybody where :me is None. A row's own detail is
# looked at, one by one: however many complaints there are against them, and no index is led by it.
AGAINST_ME: ColumnElement[bool] = case(
    (
        Ticket.kind == TicketKind.COMPLAINT,
        func.coalesce(
            select(_about.c.against_staff_id == bindparam("me"))
            .where(_about.c.ticket_id == Ticket.id)
            .correlate(Ticket)
            .scalar_subquery(),
            false(),
        ),
    ),
    else_=false(),
)


def among(dialect: str, name: str = "seqs") -> ColumnElement[bool]:
    """The tickets whose keys are bound to `name`, by `bound_keys`."""
    if dialect == "sqlite":
        return Ticket.seq.in_(_listed(name))
    return Ticket.seq == any_(bindparam(name, type_=ARRAY(BigInteger)))


def not_among(dialect: str, name: str) -> ColumnElement[bool]:
    """All others."""
    if dialect == "sqlite":
        return Ticket.seq.not_in(_listed(name))
    return Ticket.seq != all_(bindparam(name, type_=ARRAY(BigInteger)))


def _listed(name: str) -> TextualSelect:
    return text(f"SELECT value FROM json_each(:{name})").columns(value=SeqType)  # noqa: S608 - a name of ours


def bound_keys(dialect: str, seqs: Sequence[Any]) -> Any:
    """Keys, or rows of keys, as the driver takes them in one value."""
    return json.dumps(seqs) if dialect == "sqlite" else list(seqs)
