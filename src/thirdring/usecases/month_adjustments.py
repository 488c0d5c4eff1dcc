"""Late facts about closed months (G3): when, by whom, why, and what they move for whom."""

import uuid
from typing import Any

from sqlalchemy import or_, select

from thirdring.domain.errors import Message, say
from thirdring.domain.masking import hide_whole, mask_text
from thirdring.domain.month_sheet import AdjustmentLine
from thirdring.domain.months import Standing, Tallied, effect_on, from_json
from thirdring.labels import label
from thirdring.store.tables import (
    Appeal,
    AppealStepRow,
    MonthAdjustment,
    MonthReopening,
    Staff,
    Ticket,
    TicketNote,
)
from thirdring.usecases.context import Context
from thirdring.usecases.month_names import people_named


def adjustment_lines(
    ctx: Context, month: str, only: uuid.UUID | None = None
) -> tuple[AdjustmentLine, ...]:
    """Those that concern the month or were decided in it, the oldest first. `only`: those about
    complaints against that person, with what they move for them alone and nothing of another's
    appeal (G3).
    """
    rows = ctx.session.execute(
        select(
            MonthAdjustment, Ticket.number, Ticket.name.label("customer"), Staff.name,
            TicketNote.text, MonthReopening.closing_id.label("superseded"),
            Appeal.staff_id.label("appellant"),
        )
        .join(Ticket, Ticket.id == MonthAdjustment.ticket_id)
        .outerjoin(Staff, Staff.id == MonthAdjustment.decided_by)
        .outerjoin(Appeal, Appeal.id == MonthAdjustment.appeal_id)
        .outerjoin(TicketNote, TicketNote.id == MonthAdjustment.note_id)
        .outerjoin(MonthReopening, MonthReopening.closing_id == MonthAdjustment.closing_id)
        .where(or_(MonthAdjustment.month == month, MonthAdjustment.decided_month == month))
        .order_by(MonthAdjustment.decided_at, MonthAdjustment.id)
    ).all()  # fmt: skip
    pairs = [(from_json(row[0].before), from_json(row[0].after)) for row in rows]
    staff = {t.staff for pair in pairs for t in pair if t is not None and t.staff}
    people = people_named(ctx, staff)
    found = []
    for row, (before, after) in zip(rows, pairs, strict=True):
        named = {t.staff for t in (before, after) if t is not None}
        shown = staff if only is None else {str(only)} & named
        if only is not None and not shown:
            continue
        moved = {people[one][0]: effect_on(one, before, after) for one in shown}
        appeal = only is None or row.appellant == only
        effects = {login: effect for login, effect in moved.items() if effect}
        found.append(_line(ctx, row, (before, after), effects, appeal=appeal))
    return tuple(found)


def _line(
    ctx: Context, row: Any, places: tuple[Tallied | None, Tallied | None],
    moved: dict[str, int], *, appeal: bool,
) -> AdjustmentLine:  # fmt: skip
    """`appeal`: the reader may know of the appeal behind it, if there was one."""
    adjustment: MonthAdjustment = row[0]
    before, after = places
    appeal_id = adjustment.appeal_id if appeal else None
    return AdjustmentLine(
        id=adjustment.id,
        month=adjustment.month,
        decided_month=adjustment.decided_month,
        at=adjustment.decided_at,
        author=row.name,
        ticket_id=adjustment.ticket_id,
        number=row.number,
        before=before.standing if before else None,
        after=after.standing if after else None,
        effects=moved,
        cause=_cause(appeal_id, before, after),
        reason=_reason(ctx, adjustment, appeal_id, row),
        appeal_id=appeal_id,
        superseded=row.superseded is not None,
    )


def _cause(appeal_id: uuid.UUID | None, before: Tallied | None, after: Tallied | None) -> Message:
    if appeal_id is not None:
        return say("An appeal was decided.")
    if before is None:
        return say("It came in after the month was closed.")
    if after is None:
        return say("It belongs to another month.")
    if before.standing != after.standing:
        return say(
            "From “{before}” to “{after}”.",
            before=Message(label(Standing(before.standing))),
            after=Message(label(Standing(after.standing))),
        )
    if before.staff != after.staff:
        return say("It is about somebody else.")
    return say("Its classification was changed.")


def _reason(
    ctx: Context, adjustment: MonthAdjustment, appeal_id: uuid.UUID | None, row: Any
) -> str | None:
    """The appeal's, or the ticket's note of the same deed, without the customer in it (H5)."""
    if appeal_id is not None:
        return ctx.session.scalars(
            select(AppealStepRow.reason)
            .where(
                AppealStepRow.appeal_id == appeal_id,
                AppealStepRow.made_at == adjustment.decided_at,
            )
            .limit(1)
        ).first()
    note: str | None = row.text
    if note is None:
        return None
    return mask_text(hide_whole(note, row.customer))
