"""Correcting a finished call: by its agent for a while, by a supervisor later, earlier text kept."""

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select

from thirdring.domain.calls import refuse_correction
from thirdring.domain.errors import Conflict, NotFound, Refusal, say
from thirdring.domain.ids import new_id
from thirdring.domain.roles import Permission
from thirdring.domain.text_safety import TextKind, clean
from thirdring.store.tables import Call, CallRevision
from thirdring.usecases.call_rows import CallRow, call_row
from thirdring.usecases.context import Context
from thirdring.usecases.timeline import record_event

# What a correction may change; clocks and outcome are what happened and stay.
CORRECTABLE = {
    "name": TextKind.NAME,
    "address": TextKind.ADDRESS,
    "category": TextKind.KEY,
    "raised": TextKind.TEXT,
    "wants": TextKind.TEXT,
    "answer": TextKind.TEXT,
    "unmet_need": TextKind.TEXT,
    "transferred_to": TextKind.LINE,
}


def correct_call(
    ctx: Context,
    call_id: uuid.UUID,
    version: int,
    changes: Mapping[str, str],
    reason: str = "",
    *,
    revision_id: uuid.UUID | None = None,
) -> CallRow:
    """Change texts of a finished call. `version` is the one the corrector saw. `revision_id`: the
    desk's own id of this deed; the same again changes nothing.

    Raises:
        NotFound: no such call. Conflict: it was corrected by someone else meanwhile.
        Refusal: not one's own, too late, a field that can't be corrected, an unknown category.
    """
    ctx.require(Permission.CORRECT_CALL)
    call = ctx.session.scalars(
        select(Call).where(Call.id == call_id).with_for_update()
    ).one_or_none()
    if call is None:
        raise NotFound(say("There is no call {id} that you may see.", id=call_id))
    if revision_id is not None and ctx.session.get(CallRevision, revision_id) is not None:
        return call_row(ctx.session, call, ctx.now)
    refusal = refuse_correction(
        call.wrapped_up_at or call.ended_at or call.created_at,
        ctx.now,
        ctx.policy,
        own=call.agent_id == ctx.actor.id,
        any_call=ctx.actor.may(Permission.CORRECT_ANY_CALL),
    )
    if refusal is not None:
        raise refusal
    if call.version != version:
        raise Conflict(
            say("This call was corrected by someone else meanwhile."),
            theirs=call_row(ctx.session, call, ctx.now),
        )
    before = _apply(ctx, call, changes)
    if before:
        ctx.session.add(
            CallRevision(
                id=revision_id or new_id(),
                call_id=call.id,
                version=call.version,
                before=before,
                reason=clean(reason, TextKind.LINE, field="reason").text or None,
                changed_by=ctx.actor.id,
                changed_at=ctx.now,
            )
        )
        call.version += 1
        record_event(
            ctx, "corrected", "call", call.id, ticket_id=call.ticket_id, fields=sorted(before)
        )
        ctx.touch("calls")
        ctx.session.flush()
    return call_row(ctx.session, call, ctx.now)


def _apply(ctx: Context, call: Call, changes: Mapping[str, str]) -> dict[str, Any]:
    """Set the new texts; returns the earlier ones of what really changed."""
    before: dict[str, Any] = {}
    for field, text in changes.items():
        if field not in CORRECTABLE:
            raise Refusal(say("{field} can't be corrected afterwards.", field=field), field=field)
        new = clean(text, CORRECTABLE[field], field=field).text or None
        if field == "category" and new not in ctx.center.categories:
            raise Refusal(
                say("“{category}” is not a category of this center; it has {known}.",
                    category=new or "", known=", ".join(ctx.center.categories)),
                rule="H3",
                field=field,
            )  # fmt: skip
        old = getattr(call, field)
        if new is None and old is not None and field in {"name", "address", "raised"}:
            raise Refusal(
                say("What was recorded is corrected, not taken away."), rule="B1", field=field
            )
        if new != old:
            before[field] = old
            setattr(call, field, new)
    return before


def earlier_versions(ctx: Context, call_id: uuid.UUID) -> list[tuple[datetime, dict[str, Any]]]:
    """When (UTC) and what stood before, newest first."""
    ctx.require(Permission.SEE_CALLS)
    rows = ctx.session.execute(
        select(CallRevision.changed_at, CallRevision.before)
        .where(CallRevision.call_id == call_id)
        .order_by(CallRevision.changed_at.desc())
    ).all()
    return [(row.changed_at, row.before) for row in rows]
