"""What a mail brings to a ticket: its words as a note, what it carries as evidence, its clock."""

import hashlib

from sqlalchemy import func, select

from thirdring.domain.clock_rules import start
from thirdring.domain.mail import MailKind, MailProblem, MailState
from thirdring.domain.policy import Key
from thirdring.intake.mail_message import MailMessage
from thirdring.store.tables import Attachment, InboxItem, Ticket
from thirdring.usecases.attach_file import keep_file, most_bytes
from thirdring.usecases.clock_keeping import Of, calendar_of, start_clock
from thirdring.usecases.context import Context
from thirdring.usecases.ticket_access import changed, keep_note
from thirdring.usecases.timeline import record_event

# The message itself goes along where its text doesn't say all that is in it.
_NOT_ALL_SHOWN = frozenset({MailProblem.UNREADABLE, MailProblem.CUT, MailProblem.LOST})


def join_ticket(ctx: Context, item: InboxItem, ticket: Ticket, mail: MailMessage) -> None:
    """A reply joins its ticket; while that is open, it too is answered in 24 hours (D16), which
    its owner is told of as of every clock.
    """
    note_id = keep_note(ctx, ticket, note_of(item))
    keep_evidence(ctx, ticket, mail)
    if ticket.open:
        began = start("D16", item.arrived_at, ctx.policy, calendar_of(ctx))
        start_clock(ctx, began, Of(ticket_id=ticket.id))
    settled(ctx, item, MailKind.REPLY, ticket)
    record_event(
        ctx, "mail_joined", "ticket", ticket.id, ticket_id=ticket.id, rule="D16",
        mail_id=str(item.id), note_id=str(note_id),
    )  # fmt: skip
    changed(ctx, ticket)


def settled(ctx: Context, item: InboxItem, kind: MailKind, ticket: Ticket | None) -> None:
    """The item as sorted, by whoever acts."""
    aside = kind is MailKind.NOT_FOR_US
    item.state = MailState.SET_ASIDE if aside else MailState.SORTED
    item.sorted_as, item.sorted_by, item.sorted_at = kind, ctx.actor.id, ctx.now
    if ticket is not None:
        item.ticket_id = ticket.id
    item.version += 1
    ctx.touch("inbox_items")


def note_of(item: InboxItem) -> str:
    """Who wrote and what, as it is kept with the ticket."""
    sender = item.from_name or ""
    if item.from_address:
        sender = f"{sender} <{item.from_address}>".strip()
    head = "\n".join(line for line in (sender, item.subject) if line)
    return f"{head}\n\n{item.text or ''}".strip() or "—"


def keep_evidence(ctx: Context, ticket: Ticket, mail: MailMessage) -> int:
    """What it carries becomes evidence of the ticket (D6), each file once; how many were kept.

    Empty files, and what exceeds the policy, stay where they are: in the message, which is whole.
    """
    files = [(one.name, one.content) for one in mail.attachments]
    if _NOT_ALL_SHOWN.intersection(mail.problems):
        files.append(("message.eml", mail.raw))
    there = set(
        ctx.session.scalars(select(Attachment.sha256).where(Attachment.ticket_id == ticket.id))
    )
    most = ctx.policy.integer(Key.ATTACHMENTS_PER_TICKET)
    count = ctx.session.scalar(
        select(func.count()).select_from(Attachment).where(Attachment.ticket_id == ticket.id)
    )
    kept = 0
    for name, content in files:
        digest = hashlib.sha256(content).hexdigest()
        if not content or len(content) > most_bytes(ctx) or digest in there:
            continue
        if (count or 0) + kept >= most:
            break
        keep_file(ctx, ticket, name, content, digest)
        there.add(digest)
        kept += 1
    return kept
