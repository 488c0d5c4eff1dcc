"""Keeping notices, and marking them as told: by whom, when, by which way (J1, J3, D9, E1 to E6)."""

import uuid
from datetime import datetime

from sqlalchemy import ColumnElement, exists, select

from thirdring.domain.case_values import Way
from thirdring.domain.errors import Conflict, NotFound, Refusal, say
from thirdring.domain.ids import new_id
from thirdring.domain.notices import MEETS, refuse_internal_numbers
from thirdring.domain.roles import Permission
from thirdring.domain.text_safety import TextKind, clean
from thirdring.domain.ticket_path import refuse_own_case
from thirdring.domain.wording import Finding
from thirdring.store.tables import Escalation, Notice, Ticket
from thirdring.usecases.clock_keeping import Of, meet_clocks
from thirdring.usecases.compose_notice import NoticeDraft
from thirdring.usecases.context import Context
from thirdring.usecases.notice_rows import NoticeRow, notice_rows, wording_lint
from thirdring.usecases.settle_escalations import settle_after_telling
from thirdring.usecases.ticket_access import Which, against_oneself, changed, keep_note, load_ticket
from thirdring.usecases.timeline import record_event


def keep_notice(
    ctx: Context, draft: NoticeDraft, subject: str | None = None, body: str | None = None
) -> NoticeRow:
    """Keep a composed message, with what somebody made of its `subject` and `body`; it isn't told
    by that.

    Raises:
        NotPermitted: the role may not, or it is about oneself (G9). NotFound: no such ticket.
        Refusal: nothing written, or a superior's own number in it (C7).
    """
    ctx.require(Permission.WORK_TICKETS)
    ticket = load_ticket(ctx, draft.ticket_id, lock=True)
    refuse_own_case(against_oneself=against_oneself(ctx, ticket))
    subject, body, _ = _texts(
        ctx, draft.subject if subject is None else subject, draft.body if body is None else body
    )
    notice = Notice(
        id=new_id(), kind=draft.kind, rule=draft.rule, ticket_id=ticket.id,
        recipient_kind=draft.recipient_kind, department_id=draft.department_id, subject=subject,
        body=body, made_by=ctx.actor.id, made_at=ctx.now,
    )  # fmt: skip
    ctx.session.add(notice)
    ctx.session.flush()
    record_event(
        ctx, "composed", "notice", notice.id, ticket_id=ticket.id, kind=draft.kind.value,
        rule=draft.rule,
    )  # fmt: skip
    changed(ctx, ticket)
    ctx.touch("notices")
    return _one(ctx, notice.id)


def change_notice(
    ctx: Context, notice_id: uuid.UUID, subject: str, body: str, *, version: int | None = None
) -> tuple[NoticeRow, tuple[Finding, ...]]:
    """Word a notice anew before it is told; with what the lint finds in the new body.

    Raises:
        As `keep_notice`; Refusal: it was told already. Conflict: changed meanwhile.
    """
    notice, _ticket = _load(ctx, notice_id, version)
    if notice.told_at is not None:
        raise Refusal(say("This was told already: it stays as it was said."), rule="J3")
    notice.subject, notice.body, found = _texts(ctx, subject, body)
    notice.version += 1
    ctx.touch("notices")
    return _one(ctx, notice_id), found


def tell_notice(
    ctx: Context,
    notice_id: uuid.UUID,
    way: Way,
    *,
    at: datetime | None = None,
    note: str = "",
    version: int | None = None,
) -> NoticeRow:
    """Who acts told it, by `way`, at `at` (aware; now). `note`: who was reached, what was said.

    A customer's clock is met by what was told; an escalation's when the last of those whom its rule
    names was told.

    Raises:
        NotPermitted: the role may not, or it is about oneself (G9). NotFound: no such notice.
        Conflict: changed meanwhile. Refusal: told already, or in the future.
    """
    notice, ticket = _load(ctx, notice_id, version)
    if notice.told_at is not None:
        raise Refusal(say("This was told already."), rule=notice.rule)
    at = at or ctx.now
    if at > ctx.now:
        raise Refusal(say("What is still to be told can't be marked as told."), field="at")
    if at < ticket.received_at:
        raise Refusal(say("It can't have been told before it came in."), field="at")
    note = clean(note, TextKind.TEXT, field="note").text
    notice.told_at, notice.told_by, notice.told_way = at, ctx.actor.id, way
    notice.version += 1
    note_id = keep_note(ctx, ticket, note) if note else None
    record_event(
        ctx, "told", "notice", notice.id, ticket_id=ticket.id, kind=notice.kind.value,
        way=way.value, rule=notice.rule, note_id=note_id and str(note_id),
    )  # fmt: skip
    _meet(ctx, notice, ticket, at)
    changed(ctx, ticket)
    ctx.touch("notices")
    return _one(ctx, notice_id)


def ticket_notices(ctx: Context, which: Which) -> tuple[NoticeRow, ...]:
    """What was written about the ticket, and what is still to be told."""
    ctx.require(Permission.WORK_TICKETS)
    ticket = load_ticket(ctx, which)
    return notice_rows(ctx, Notice.ticket_id == ticket.id)


def owed_notices(ctx: Context, escalation_id: uuid.UUID | None = None) -> tuple[NoticeRow, ...]:
    """Who is still to be told at once, of one escalation or of all, the soonest due first."""
    ctx.require(Permission.WORK_TICKETS)
    where: list[ColumnElement[bool]] = [Notice.due_at.is_not(None), Notice.told_at.is_(None)]
    if escalation_id is not None:
        where.append(Notice.escalation_id == escalation_id)
    return notice_rows(ctx, *where)


def _meet(ctx: Context, notice: Notice, ticket: Ticket, at: datetime) -> None:
    if notice.escalation_id is None:
        meet_clocks(ctx, Of(ticket_id=ticket.id), MEETS.get(notice.kind, ()), at)
        return
    ctx.session.flush()
    left = exists().where(
        Notice.escalation_id == notice.escalation_id,
        Notice.rule == notice.rule,
        Notice.told_at.is_(None),
    )
    if ctx.session.scalar(select(left)):
        return
    row = ctx.session.get(Escalation, notice.escalation_id)
    if row is not None:
        # The last to be told is what makes it complete, whenever that was.
        latest = ctx.session.scalars(
            select(Notice.told_at)
            .where(Notice.escalation_id == row.id, Notice.rule == notice.rule)
            .order_by(Notice.told_at.desc())
        ).first()
        of = Of(ticket_id=row.ticket_id, escalation_id=row.id)
        meet_clocks(ctx, of, {notice.rule}, latest)
        settle_after_telling(ctx, row.id)


def _load(ctx: Context, notice_id: uuid.UUID, version: int | None) -> tuple[Notice, Ticket]:
    ctx.require(Permission.WORK_TICKETS)
    notice = ctx.session.scalars(
        select(Notice).where(Notice.id == notice_id).with_for_update()
    ).one_or_none()
    if notice is None or notice.ticket_id is None:
        raise NotFound(say("There is no such notice."))
    ticket = load_ticket(ctx, notice.ticket_id, lock=True)
    refuse_own_case(against_oneself=against_oneself(ctx, ticket))
    if version is not None and notice.version != version:
        raise Conflict(
            say("This notice was changed by somebody else meanwhile."),
            theirs=_one(ctx, notice_id),
        )
    return notice, ticket


def _texts(ctx: Context, subject: str, body: str) -> tuple[str, str, tuple[Finding, ...]]:
    subject = clean(subject, TextKind.LINE, field="subject").text
    body = clean(body, TextKind.TEXT, field="body").text
    for text, field in ((subject, "subject"), (body, "body")):
        if not text:
            raise Refusal(say("A notice needs a subject and words."), field=field)
    return subject, body, refuse_internal_numbers(subject, body, wording_lint(ctx))


def _one(ctx: Context, notice_id: uuid.UUID) -> NoticeRow:
    return notice_rows(ctx, Notice.id == notice_id)[0]
