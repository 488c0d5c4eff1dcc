"""A mail arrives: kept whole, once, and waiting to be sorted; its 24 hours run from its arrival.

What answers a ticket joins it; what no person wrote is set aside, and can be taken back. Nothing
counts for anybody before a person has sorted it (D13, D16).
"""

import uuid
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from thirdring.domain.clock_rules import start
from thirdring.domain.ids import new_id
from thirdring.domain.mail import Automatic, MailKind, MailState, numbers_in, proposed
from thirdring.domain.roles import Permission
from thirdring.intake.mail_message import MailMessage
from thirdring.store.tables import InboxAttachment, InboxItem, InboxRaw, Ticket
from thirdring.usecases.clock_keeping import calendar_of
from thirdring.usecases.context import Context
from thirdring.usecases.join_mail import join_ticket
from thirdring.usecases.timeline import record_event

# Before this no mail was written that a center still answers: the date is a machine's fault.
_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
_ASIDE = frozenset({Automatic.BOUNCE, Automatic.AUTO_REPLY})


@dataclass(frozen=True, slots=True)
class ReceivedMail:
    """`added` False: it was here already. `number`: the ticket it joined."""

    id: uuid.UUID
    state: MailState
    added: bool
    number: str | None = None


def receive_mail(
    ctx: Context, mail: MailMessage, arrived_at: datetime | None = None
) -> ReceivedMail:
    """Keep it; the same bytes again change nothing. `arrived_at`: what the mailbox says, where the
    message itself doesn't.

    Raises:
        NotPermitted: the role brings in no mail.
    """
    ctx.require(Permission.IMPORT_MAIL)
    item = _item(ctx, mail, arrived_at)
    known = known_mail(ctx, mail) or _first(ctx, item)
    if known is not None:
        return ReceivedMail(known.id, known.state, added=False)
    ctx.session.add(InboxRaw(inbox_id=item.id, packed=zlib.compress(mail.raw, 6)))
    for position, carried in enumerate(mail.attachments):
        ctx.session.add(
            InboxAttachment(
                id=new_id(), inbox_id=item.id, position=position, name=carried.name,
                media_type=carried.media_type, size=carried.size, sha256=carried.sha256,
            )
        )  # fmt: skip
    record_event(
        ctx, "arrived", "mail", item.id, rule="D13",
        automatic=item.automatic.value if item.automatic else None,
    )  # fmt: skip
    number = _answers(ctx, item, mail)
    ctx.touch("inbox_items")
    return ReceivedMail(item.id, item.state, added=True, number=number)


def known_mail(ctx: Context, mail: MailMessage) -> InboxItem | None:
    """The item of the same bytes; the same Message-ID over other bytes is another mail."""
    return ctx.session.scalars(
        select(InboxItem).where(InboxItem.sha256 == mail.digest)
    ).one_or_none()


def _first(ctx: Context, item: InboxItem) -> InboxItem | None:
    """Add it; or the item of somebody who brought the same message in at the same moment."""
    try:
        with ctx.session.begin_nested():
            ctx.session.add(item)
            ctx.session.flush()
    except IntegrityError:
        return ctx.session.scalars(select(InboxItem).where(InboxItem.sha256 == item.sha256)).one()
    return None


def _item(ctx: Context, mail: MailMessage, arrived_at: datetime | None) -> InboxItem:
    arrived = next(
        (at for at in (mail.received_at, arrived_at, mail.sent_at) if at and at >= _EARLIEST),
        ctx.now,
    )
    arrived = min(arrived, ctx.now)
    aside = mail.automatic in _ASIDE
    return InboxItem(
        id=new_id(),
        sha256=mail.digest,
        message_id=mail.message_id or None,
        arrived_at=arrived,
        sent_at=mail.sent_at,
        due_at=start("D16", arrived, ctx.policy, calendar_of(ctx)).due_at,
        from_name=mail.sender.name or None,
        from_address=mail.sender.address or None,
        subject=mail.subject or None,
        text=mail.text or None,
        size=len(mail.raw),
        automatic=mail.automatic,
        problems=[problem.value for problem in mail.problems],
        state=MailState.SET_ASIDE if aside else MailState.WAITING,
        proposal=proposed(mail.subject, mail.text, mail.automatic),
        received_by=ctx.actor.id,
        created_at=ctx.now,
    )


def _answers(ctx: Context, item: InboxItem, mail: MailMessage) -> str | None:
    """Join the ticket it answers; one that is closed is only proposed: somebody has to look."""
    if item.state is not MailState.WAITING:
        return None
    ticket = _answered(ctx, mail)
    if ticket is None:
        return None
    item.ticket_id, item.proposal = ticket.id, MailKind.REPLY
    if not ticket.open:
        return None
    join_ticket(ctx, item, ticket, mail)
    return ticket.number


def _answered(ctx: Context, mail: MailMessage) -> Ticket | None:
    """By what it refers to, the nearest message first; else by a number in its subject."""
    if mail.references:
        tickets = {
            row.message_id: row.ticket_id
            for row in ctx.session.execute(
                select(InboxItem.message_id, InboxItem.ticket_id).where(
                    InboxItem.message_id.in_(mail.references), InboxItem.ticket_id.is_not(None)
                )
            )
        }
        found = next((tickets[one] for one in mail.references if one in tickets), None)
        if found is not None:
            return _goes_on(ctx, Ticket.id == found)
    for number in numbers_in(mail.subject):
        ticket = _goes_on(ctx, Ticket.number == number)
        if ticket is not None:
            return ticket
    return None


def _goes_on(ctx: Context, where: object) -> Ticket | None:
    """The ticket, or the one it was merged into."""
    ticket = ctx.session.scalars(select(Ticket).where(where)).one_or_none()  # type: ignore[arg-type]
    while ticket is not None and ticket.merged_into_id is not None:
        ticket = ctx.session.scalars(
            select(Ticket).where(Ticket.id == ticket.merged_into_id)
        ).one_or_none()
    return ticket
