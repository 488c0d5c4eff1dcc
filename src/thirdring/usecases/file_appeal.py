"""The employee's part of an appeal (G3): filing it, adding to it, going on to HR, taking it back."""

import hashlib
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from thirdring.domain.appeals import OPEN, AppealState, AppealStep
from thirdring.domain.enums import TicketKind
from thirdring.domain.errors import NotFound, Refusal, say
from thirdring.domain.file_names import media_type, safe_name
from thirdring.domain.ids import new_id
from thirdring.domain.months import Standing, effect_on, from_json
from thirdring.domain.policy import Key
from thirdring.domain.roles import Permission
from thirdring.store.tables import (
    Appeal,
    AppealFile,
    ComplaintStanding,
    Event,
    MonthAdjustment,
    Ticket,
)
from thirdring.usecases.appeal_access import (
    RULE,
    load_appeal,
    refuse_changed_appeal,
    start_appeal_clock,
    step,
    write_step,
)
from thirdring.usecases.attach_file import check_size, most_bytes
from thirdring.usecases.context import Context
from thirdring.usecases.show_appeal import AppealDetail, show_appeal
from thirdring.usecases.ticket_access import is_ticket

_COUNTS = frozenset({Standing.COUNTED.value, Standing.UNDECIDED.value})
_BARS = OPEN | {AppealState.UPHELD, AppealState.DISMISSED}


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """A file brought along: its name as the desk knows it, and its bytes."""

    name: str
    content: bytes


def file_appeal(
    ctx: Context, which: uuid.UUID | str, reason: str, files: Sequence[EvidenceFile] = ()
) -> AppealDetail:
    """Contest a complaint that is counted against oneself, by the ticket's number or id.

    Raises:
        NotFound: nothing of that number stands against the person.
        Refusal: it isn't counted, its days are over, it was appealed already, or no reason.
    """
    ctx.require(Permission.APPEAL)
    stands = _against_me(ctx, which)
    _refuse_again(ctx, stands.ticket_id)
    _refuse_late(ctx, stands)
    appeal = Appeal(
        id=new_id(), month=stands.month, staff_id=ctx.actor.id, ticket_id=stands.ticket_id,
        state=AppealState.FILED, filed_at=ctx.now,
    )  # fmt: skip
    ctx.session.add(appeal)
    ctx.session.flush()
    write_step(ctx, appeal, AppealStep.FILE, reason)
    _keep(ctx, appeal, files)
    start_appeal_clock(ctx, appeal.id, Key.MEDIATION_DAYS)
    return show_appeal(ctx, appeal.id)


def add_to_appeal(
    ctx: Context, appeal_id: uuid.UUID, reason: str, files: Sequence[EvidenceFile] = ()
) -> AppealDetail:
    """More reasons or evidence, while nobody has decided.

    Raises:
        NotFound, NotPermitted: not one's own. Refusal: decided already, or no reason.
    """
    ctx.require(Permission.APPEAL)
    appeal = load_appeal(ctx, appeal_id, lock=True)
    step(ctx, appeal, AppealStep.ADD, reason)
    _keep(ctx, appeal, files)
    return show_appeal(ctx, appeal_id)


def dispute_appeal(
    ctx: Context, appeal_id: uuid.UUID, reason: str, *, version: int | None = None
) -> AppealDetail:
    """Go on to HR: the supervisor upheld it, or let the days pass.

    Raises:
        NotFound, NotPermitted: not one's own. Conflict: changed meanwhile.
        Refusal: too early, too late, or no reason.
    """
    ctx.require(Permission.APPEAL)
    appeal = load_appeal(ctx, appeal_id, lock=True)
    refuse_changed_appeal(appeal, version)
    step(ctx, appeal, AppealStep.DISPUTE, reason)
    appeal.closed_at = None
    start_appeal_clock(ctx, appeal.id, Key.APPEAL_DECISION_DAYS)
    return show_appeal(ctx, appeal_id)


def take_back_appeal(ctx: Context, appeal_id: uuid.UUID, reason: str) -> AppealDetail:
    """Let it be, while nobody has decided.

    Raises:
        NotFound, NotPermitted: not one's own. Refusal: decided already, or no reason.
    """
    ctx.require(Permission.APPEAL)
    appeal = load_appeal(ctx, appeal_id, lock=True)
    step(ctx, appeal, AppealStep.TAKE_BACK, reason)
    appeal.closed_at = ctx.now
    return show_appeal(ctx, appeal_id)


def _against_me(ctx: Context, which: uuid.UUID | str) -> ComplaintStanding:
    found = ctx.session.scalars(
        select(ComplaintStanding)
        .join(Ticket, Ticket.id == ComplaintStanding.ticket_id)
        .where(
            is_ticket(which), ComplaintStanding.staff_key == str(ctx.actor.id),
            ComplaintStanding.kind == TicketKind.COMPLAINT.value,
        )
    ).one_or_none()  # fmt: skip
    if found is None:
        raise NotFound(
            say("No complaint {number} stands against you.", number=str(which)[:60]),
            rule=RULE, field="ticket",
        )  # fmt: skip
    if found.standing not in _COUNTS:
        raise Refusal(say("It isn't counted against you."), rule=RULE, field="ticket")
    return found


def _refuse_again(ctx: Context, ticket_id: uuid.UUID) -> None:
    before = ctx.session.scalars(
        select(Appeal.state).where(
            Appeal.ticket_id == ticket_id, Appeal.staff_id == ctx.actor.id,
            Appeal.state.in_(sorted(_BARS)),
        )
    ).first()  # fmt: skip
    if before is AppealState.UPHELD:
        raise Refusal(
            say("The supervisor has decided on it: you can take it to HR."),
            rule=RULE, field="ticket",
        )  # fmt: skip
    if before is not None:
        raise Refusal(say("You have appealed against it already."), rule=RULE, field="ticket")


def _refuse_late(ctx: Context, stands: ComplaintStanding) -> None:
    """The days run from the month's end, or from when it came to stand against the person later."""
    end = ctx.center.time.month_bounds(stands.month)[1]
    until = max(end, *_came(ctx, stands)) + ctx.policy.span(Key.APPEAL_DAYS)
    if ctx.now > until:
        raise Refusal(
            say("An appeal about {month} could be made until {time}.", month=stands.month,
                time=ctx.center.time.text(until)),
            rule=RULE, field="ticket",
        )  # fmt: skip


def _came(ctx: Context, stands: ComplaintStanding) -> Iterator[datetime]:
    """When it was written down, was said to be about somebody else, and what put it into a closed
    month's count again.
    """
    of = stands.ticket_id
    yield ctx.session.scalars(select(Ticket.created_at).where(Ticket.id == of)).one()
    yield from ctx.session.scalars(
        select(Event.at).where(Event.ticket_id == of, Event.verb == "against_changed")
    )
    rows = ctx.session.scalars(select(MonthAdjustment).where(MonthAdjustment.ticket_id == of))
    for row in rows:
        if effect_on(str(ctx.actor.id), from_json(row.before), from_json(row.after)) > 0:
            yield row.decided_at


def _keep(ctx: Context, appeal: Appeal, files: Sequence[EvidenceFile]) -> None:
    kept = ctx.session.scalar(
        select(func.count()).select_from(AppealFile).where(AppealFile.appeal_id == appeal.id)
    )
    most = ctx.policy.integer(Key.ATTACHMENTS_PER_TICKET)
    if (kept or 0) + len(files) > most:
        raise Refusal(say("An appeal has at most {limit} files.", limit=most), rule=RULE,
                      field="file")  # fmt: skip
    for file in files:
        check_size(len(file.content), most_bytes(ctx))
        name = safe_name(file.name)
        ctx.session.add(
            AppealFile(
                id=new_id(), appeal_id=appeal.id, name=name,
                media_type=media_type(name, file.content), size=len(file.content),
                sha256=hashlib.sha256(file.content).hexdigest(), content=file.content,
                added_by=ctx.actor.id, added_at=ctx.now,
            )
        )  # fmt: skip
    ctx.session.flush()
