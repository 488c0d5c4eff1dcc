"""Evidence kept with a ticket (D6): added once, listed without its bytes, read on the record.

Nothing is ever removed: a complainant's file is complete (H4). A program is kept like any other
evidence, as bytes of unknown type; the desk never opens one (domain/file_names.py).
"""

import hashlib
import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from thirdring.domain.errors import NotFound, Refusal, say
from thirdring.domain.file_names import looked_at, media_type, safe_name
from thirdring.domain.ids import new_id
from thirdring.domain.policy import Key, Policy
from thirdring.domain.roles import Permission
from thirdring.domain.ticket_path import refuse_own_case
from thirdring.store.tables import Attachment, AttachmentContent, Staff, Ticket
from thirdring.usecases.context import Context
from thirdring.usecases.ticket_access import Which, against_oneself, changed, load_ticket
from thirdring.usecases.timeline import record_access, record_event

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class AttachmentRow:
    """One file of evidence; `size` in bytes, `added_at` aware UTC, `sha256` in hex.

    `looked_at`: the desk may show it; anything else is only saved where somebody says.
    """

    id: uuid.UUID
    ticket_id: uuid.UUID
    name: str
    media_type: str
    size: int
    sha256: str
    added_by: str
    added_at: datetime
    looked_at: bool


@dataclass(frozen=True, slots=True)
class AttachmentFile:
    """A file of evidence with its bytes, whole as it was added."""

    row: AttachmentRow
    content: bytes


def attach_file(ctx: Context, which: uuid.UUID | str, name: str, content: bytes) -> AttachmentRow:
    """Keep `content` with the ticket under the safe form of `name`; two files may share a name.

    Raises:
        NotPermitted: the role may not, or the ticket is about oneself (G9).
        NotFound: no such ticket.
        Refusal: closed; the file is empty, too large, there already, or one too many.
    """
    ctx.require(Permission.WORK_TICKETS)
    ticket = load_ticket(ctx, which, lock=True)
    refuse_own_case(against_oneself=against_oneself(ctx, ticket))
    if not ticket.open:
        raise Refusal(say("This ticket is closed: open it again first."), rule="H4")
    check_size(len(content), most_bytes(ctx))
    digest = hashlib.sha256(content).hexdigest()
    _check_ticket(ctx, ticket, digest)
    kept = keep_file(ctx, ticket, name, content, digest)
    changed(ctx, ticket)
    return _row(kept, ticket.id, ctx.actor.name)


def keep_file(ctx: Context, ticket: Ticket, name: str, content: bytes, digest: str) -> Attachment:
    """Keep a file that was judged already; `digest` is its SHA-256 in hex."""
    name = safe_name(name)
    kept = Attachment(
        id=new_id(), ticket_id=ticket.id, name=name, media_type=media_type(name, content),
        size=len(content), sha256=digest, added_by=ctx.actor.id, added_at=ctx.now,
    )  # fmt: skip
    ctx.session.add(kept)
    ctx.session.flush()
    ctx.session.add(AttachmentContent(attachment_id=kept.id, content=content))
    record_event(
        ctx, "attached", "attachment", kept.id, ticket_id=ticket.id, size=kept.size, sha256=digest
    )
    ctx.touch("attachments")
    return kept


def most_bytes(ctx: Context) -> int:
    """How large a file may be, in bytes; asked before one is read from the disk."""
    return ctx.policy.integer(Key.ATTACHMENT_MEGABYTES) * MEGABYTE


def check_size(size: int, most: int) -> None:
    """Raise `Refusal` for an empty file, or one of more than `most` bytes."""
    if size == 0:
        raise Refusal(say("This file is empty."), rule="D6", field="file")
    if size > most:
        raise Refusal(
            say("This file is larger than {limit} MB.", limit=most // MEGABYTE),
            rule="D6",
            field="file",
        )


def list_attachments(ctx: Context, which: Which) -> tuple[AttachmentRow, ...]:
    """The evidence of a ticket, oldest first, without the bytes."""
    ticket = load_ticket(ctx, which)
    rows = ctx.session.execute(
        select(Attachment, Staff.name)
        .join(Staff, Staff.id == Attachment.added_by)
        .where(Attachment.ticket_id == ticket.id)
        .order_by(Attachment.added_at, Attachment.id)
    )
    return tuple(_row(kept, ticket.id, name) for kept, name in rows)


def read_attachment(ctx: Context, attachment_id: uuid.UUID) -> AttachmentFile:
    """The file with its bytes; who read it is in the access log (H5). A deed, run as a write.

    Raises:
        NotPermitted: the role uncovers nothing, or the ticket is about oneself: it may show who
            complained (G9).
        NotFound: no such file, or its ticket isn't seen.
        Refusal: the bytes are no longer those that were added.
    """
    ctx.require(Permission.UNMASK)
    found = ctx.session.execute(
        select(Attachment, Staff.name, AttachmentContent.content)
        .join(Staff, Staff.id == Attachment.added_by)
        .join(AttachmentContent, AttachmentContent.attachment_id == Attachment.id)
        .where(Attachment.id == attachment_id)
    ).one_or_none()
    if found is None or found[0].ticket_id is None:
        raise NotFound(say("There is no such file."))
    kept, added_by, content = found
    ticket = load_ticket(ctx, found[0].ticket_id)
    refuse_own_case(against_oneself=against_oneself(ctx, ticket))
    if hashlib.sha256(content).hexdigest() != kept.sha256:
        raise Refusal(
            say("This file is damaged: it isn't what was added. Ask for a backup."), rule="H6"
        )
    record_access(ctx, "read_evidence", "ticket", ticket.id)
    record_event(ctx, "attachment_read", "attachment", kept.id, ticket_id=ticket.id)
    return AttachmentFile(_row(kept, ticket.id, added_by), content)


def _check_ticket(ctx: Context, ticket: Ticket, digest: str) -> None:
    same = ctx.session.scalars(
        select(Attachment.name).where(
            Attachment.ticket_id == ticket.id, Attachment.sha256 == digest
        )
    ).first()
    if same is not None:
        raise same_file(same)
    count = ctx.session.scalar(
        select(func.count()).select_from(Attachment).where(Attachment.ticket_id == ticket.id)
    )
    if (count or 0) >= ctx.policy.integer(Key.ATTACHMENTS_PER_TICKET):
        raise too_many_files(ctx.policy)


def same_file(name: str) -> Refusal:
    """A file of the same bytes is there, under `name`."""
    return Refusal(
        say("The same file is here already, as “{name}”.", name=name), rule="D6", field="file"
    )


def too_many_files(policy: Policy) -> Refusal:
    """It would be one more than a ticket may have."""
    most = policy.integer(Key.ATTACHMENTS_PER_TICKET)
    return Refusal(say("A ticket has at most {limit} files.", limit=most), rule="D6", field="file")


def _row(kept: Attachment, ticket_id: uuid.UUID, added_by: str) -> AttachmentRow:
    return AttachmentRow(
        kept.id, ticket_id, kept.name, kept.media_type, kept.size, kept.sha256, added_by,
        kept.added_at, looked_at(kept.media_type),
    )  # fmt: skip
