"""Adding to the timeline (`events`) and to the access log; both are append-only."""

import uuid
from typing import Any

from thirdring.domain.ids import new_id
from thirdring.store.tables import Access, Event
from thirdring.usecases.context import Context


def record_event(
    ctx: Context,
    verb: str,
    subject_kind: str,
    subject_id: uuid.UUID,
    *,
    ticket_id: uuid.UUID | None = None,
    **detail: Any,
) -> None:
    """One thing that happened. `detail` holds field names, states, ids and rule ids, never a
    personal value (H5, J6).
    """
    ctx.session.add_row(
        Event,
        id=new_id(),
        at=ctx.now,
        actor_id=ctx.actor.id,
        verb=verb,
        subject_kind=subject_kind,
        subject_id=subject_id,
        ticket_id=ticket_id,
        detail=detail,
    )


def record_access(
    ctx: Context,
    action: str,
    subject_kind: str,
    subject_id: uuid.UUID | None = None,
    *,
    reason: str | None = None,
    records: int = 1,
) -> None:
    """Someone saw, exported or printed personal data (H5, J6)."""
    ctx.session.add_row(
        Access,
        id=new_id(),
        at=ctx.now,
        staff_id=ctx.actor.id,
        action=action,
        subject_kind=subject_kind,
        subject_id=subject_id,
        reason=reason,
        records=records,
    )
