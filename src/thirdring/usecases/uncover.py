"""Uncovering a number: for a reason, which is written down with who, whose and when (H5, J6).

On a server a function of the database shows the number and writes the entry, in one step; the
embedded file has nobody but the program to do it.
"""

import uuid
from typing import Any

from sqlalchemy import Select, text

from thirdring.domain import phones
from thirdring.domain.errors import Refusal, say
from thirdring.domain.text_safety import TextKind, clean
from thirdring.store.secured import is_secured
from thirdring.usecases.context import Context
from thirdring.usecases.timeline import record_access

_BY_SERVER = text("SELECT thirdring_unmask(:kind, :id, :why)")


def uncovered(
    ctx: Context, kind: str, subject_id: uuid.UUID, reason: str, here: Select[Any]
) -> tuple[str, ...]:
    """The numbers of a customer, a ticket or a visit as people read them. `here` reads them where
    no function of the database does.

    Raises:
        Refusal: no reason was given.
    """
    why = clean(reason, TextKind.LINE, field="reason").text
    if not why:
        raise Refusal(
            say("Say what the number is needed for: it is written down with your name."),
            rule="H5", field="reason",
        )  # fmt: skip
    if is_secured(ctx.session):
        asked = {"kind": kind, "id": subject_id, "why": why}
        found = ctx.session.scalars(_BY_SERVER, asked).all()
    else:
        found = ctx.session.scalars(here).all()
        record_access(ctx, "unmask", kind, subject_id, reason=why)
    return tuple(phones.format_for_people(phones.parse(one)) for one in found if one)
