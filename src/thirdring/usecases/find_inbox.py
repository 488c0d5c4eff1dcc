"""The inbox: what waits to be sorted, one mail with what it carries, and its files to be saved."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import ColumnElement, func, select

from thirdring.domain import masking
from thirdring.domain.errors import NotFound, Refusal, say
from thirdring.domain.mail import Automatic, MailKind, MailProblem, MailState
from thirdring.domain.roles import Permission
from thirdring.reports.whole_file import write_whole
from thirdring.store.tables import InboxAttachment, InboxItem, Staff, Ticket
from thirdring.usecases.context import Context
from thirdring.usecases.find_tickets import hides
from thirdring.usecases.timeline import record_access, record_event

MOST = 10_000


@dataclass(frozen=True, slots=True)
class InboxLine:
    """One mail of the list; times aware UTC. `files`: how many it carries."""

    id: uuid.UUID
    version: int
    arrived_at: datetime
    due_at: datetime
    sender: str
    subject: str
    state: MailState
    proposal: MailKind | None
    sorted_as: MailKind | None
    automatic: Automatic | None
    number: str | None
    files: int
    unreadable: bool


@dataclass(frozen=True, slots=True)
class InboxFile:
    """What a mail carries; `size` in bytes."""

    id: uuid.UUID
    name: str
    media_type: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class InboxDetail:
    """One mail to be read and sorted."""

    line: InboxLine
    name: str
    address: str
    sent_at: datetime | None
    text: str
    size: int
    problems: tuple[MailProblem, ...]
    files: tuple[InboxFile, ...]
    sorted_by: str | None
    sorted_at: datetime | None


@dataclass(frozen=True, slots=True)
class InboxCounts:
    """How many wait; how many of these are over their 24 hours (D16); how many are set aside."""

    waiting: int
    overdue: int
    set_aside: int


def find_inbox(
    ctx: Context,
    state: MailState = MailState.WAITING,
    *,
    limit: int = 500,
    masked: bool = False,
) -> tuple[InboxLine, ...]:
    """Mails in that state: of those that wait, what is due first on top; else the newest.

    Raises:
        NotPermitted: the role sorts no mail. Refusal: a limit that is none.
    """
    ctx.require(Permission.SORT_MAIL)
    if not 1 <= limit <= MOST:
        raise Refusal(say("A limit is a number from 1 to {most}.", most=MOST), field="limit")
    return inbox_lines(ctx, InboxItem.state == state, state, limit=limit, masked=masked)


def order_of(state: MailState) -> ColumnElement[datetime]:
    """What is due first on top of those that wait; else the newest."""
    waits = state is MailState.WAITING
    return InboxItem.arrived_at.asc() if waits else InboxItem.arrived_at.desc()


def inbox_lines(
    ctx: Context, where: ColumnElement[bool], state: MailState, *, limit: int = MOST,
    masked: bool = False,
) -> tuple[InboxLine, ...]:  # fmt: skip
    """The mails that `where` finds, in the order of that state's list; who asks has been checked."""
    rows = ctx.session.execute(
        select(InboxItem, Ticket.number, _FILES)
        .outerjoin(Ticket, Ticket.id == InboxItem.ticket_id)
        .where(where)
        .order_by(order_of(state), InboxItem.id)
        .limit(limit)
    )
    hidden = hides(ctx, masked=masked)
    return tuple(_line(item, number, files, hidden=hidden) for item, number, files in rows)


def inbox_counts(ctx: Context) -> InboxCounts:
    """What a badge says.

    Raises:
        NotPermitted: the role sorts no mail.
    """
    ctx.require(Permission.SORT_MAIL)
    rows = ctx.session.execute(select(InboxItem.state, func.count()).group_by(InboxItem.state))
    by_state = {row[0]: row[1] for row in rows}
    overdue = ctx.session.scalar(
        select(func.count())
        .select_from(InboxItem)
        .where(InboxItem.state == MailState.WAITING, InboxItem.due_at < ctx.now)
    )
    return InboxCounts(
        by_state.get(MailState.WAITING, 0), overdue or 0, by_state.get(MailState.SET_ASIDE, 0)
    )


def show_inbox_item(ctx: Context, item_id: uuid.UUID) -> InboxDetail:
    """The whole of one mail; who read it is in the access log (H5). A deed, run as a write.

    Raises:
        NotPermitted: the role sorts no mail. NotFound: no such mail.
    """
    ctx.require(Permission.SORT_MAIL)
    found = ctx.session.execute(
        select(InboxItem, Ticket.number, Staff.name)
        .outerjoin(Ticket, Ticket.id == InboxItem.ticket_id)
        .outerjoin(Staff, Staff.id == InboxItem.sorted_by)
        .where(InboxItem.id == item_id)
    ).one_or_none()
    if found is None:
        raise NotFound(say("There is no such mail."))
    item, number, sorted_by = found
    files = tuple(
        InboxFile(row.id, row.name, row.media_type, row.size, row.sha256)
        for row in ctx.session.scalars(
            select(InboxAttachment)
            .where(InboxAttachment.inbox_id == item.id)
            .order_by(InboxAttachment.position)
        )
    )
    record_access(ctx, "read_mail", "mail", item.id)
    return InboxDetail(
        line=_line(item, number, len(files), hidden=False),
        name=item.from_name or "",
        address=item.from_address or "",
        sent_at=item.sent_at,
        text=item.text or "",
        size=item.size,
        problems=tuple(MailProblem(value) for value in item.problems),
        files=files,
        sorted_by=sorted_by,
        sorted_at=item.sorted_at,
    )


def read_mail_file(
    ctx: Context, item_id: uuid.UUID, file_id: uuid.UUID | None = None
) -> tuple[str, bytes]:
    """Name and bytes of what a mail carries; without `file_id` the message itself, as it came.

    Raises:
        NotPermitted: the role sorts no mail. NotFound: no such mail or file.
    """
    from thirdring.usecases.sort_mail import load_item, message_of  # late: all that reads mail

    ctx.require(Permission.SORT_MAIL)
    item = load_item(ctx, item_id)
    mail = message_of(ctx, item)
    record_access(ctx, "read_mail", "mail", item.id)
    if file_id is None:
        return "message.eml", mail.raw
    position = ctx.session.scalars(
        select(InboxAttachment.position).where(
            InboxAttachment.inbox_id == item.id, InboxAttachment.id == file_id
        )
    ).one_or_none()
    if position is None or position >= len(mail.attachments):
        raise NotFound(say("There is no such file."))
    record_event(ctx, "attachment_read", "mail", item.id)
    return mail.attachments[position].name, mail.attachments[position].content


def save_mail_file(
    ctx: Context, item_id: uuid.UUID, to: Path, file_id: uuid.UUID | None = None
) -> Path:
    """Write what a mail carries, or without `file_id` the message itself, to `to`.

    Raises:
        NotPermitted, NotFound: as `read_mail_file`. Unavailable: it can't be written there.
    """
    _name, content = read_mail_file(ctx, item_id, file_id)
    write_whole(to, content)
    return to


_FILES = (
    select(func.count())
    .where(InboxAttachment.inbox_id == InboxItem.id)
    .correlate(InboxItem)
    .scalar_subquery()
)


def _line(item: InboxItem, number: str | None, files: int, *, hidden: bool) -> InboxLine:
    sender = item.from_name or item.from_address or ""
    subject = item.subject or ""
    if hidden:
        masks = masking.mask_name if item.from_name else masking.mask_text
        sender, subject = masks(sender), masking.mask_text(subject)
    return InboxLine(
        id=item.id,
        version=item.version,
        arrived_at=item.arrived_at,
        due_at=item.due_at,
        sender=sender,
        subject=subject,
        state=item.state,
        proposal=item.proposal,
        sorted_as=item.sorted_as,
        automatic=item.automatic,
        number=number,
        files=files,
        unreadable=MailProblem.UNREADABLE.value in item.problems,
    )
