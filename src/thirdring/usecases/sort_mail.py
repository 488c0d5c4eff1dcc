"""A person says what a mail is: a complaint, an enquiry, praise, a reply, or not for us (D13)."""

import uuid
import zlib
from dataclasses import dataclass

from sqlalchemy import select

from thirdring.domain.enums import Channel, TicketKind
from thirdring.domain.errors import Conflict, NotFound, Refusal, say
from thirdring.domain.mail import MailKind, MailState
from thirdring.domain.reception import begins_as
from thirdring.domain.roles import Permission
from thirdring.domain.ticket_path import refuse_own_case
from thirdring.intake.mail_message import MailMessage, read_mail
from thirdring.store.tables import InboxItem, InboxRaw, Ticket
from thirdring.usecases.context import Context
from thirdring.usecases.join_mail import join_ticket, keep_evidence, settled
from thirdring.usecases.open_ticket import ComplaintFacts, NewTicket, open_ticket
from thirdring.usecases.ticket_access import against_oneself, load_ticket, survivor_of
from thirdring.usecases.timeline import record_event

SOURCE = "mail"
KINDS = {
    MailKind.COMPLAINT: TicketKind.COMPLAINT,
    MailKind.ENQUIRY: TicketKind.ENQUIRY,
    MailKind.PRAISE: TicketKind.PRAISE,
}


@dataclass(frozen=True, slots=True)
class SortedMail:
    """`number`: the ticket it became or joined; None when it is not for us."""

    id: uuid.UUID
    state: MailState
    number: str | None
    version: int


def sort_mail(
    ctx: Context,
    item_id: uuid.UUID,
    kind: MailKind,
    *,
    ticket: str | None = None,
    version: int | None = None,
) -> SortedMail:
    """Make it a ticket received when it arrived, so that its clocks run from then (D4, D16).

    `ticket`: the number a reply joins; left out, the one it names. `version`: the one that was
    seen. What a complaint lacks is asked for on its way; until then it counts for nobody.

    Raises:
        NotPermitted: the role sorts no mail.
        NotFound: no such mail, or no such ticket.
        Conflict: somebody sorted it meanwhile.
        Refusal: it was sorted already, or is a reply to nothing; the ticket is about oneself (G9).
    """
    ctx.require(Permission.SORT_MAIL)
    item = load_item(ctx, item_id, version)
    if item.state is MailState.SORTED:
        raise Refusal(say("This mail was sorted already."), rule="D13")
    found = None
    if kind is MailKind.REPLY:
        found = _joined(ctx, item, ticket)
    elif kind is not MailKind.NOT_FOR_US:
        found = _opened(ctx, item, kind)
    else:
        settled(ctx, item, kind, None)
    made = found.id if found is not None and kind is not MailKind.REPLY else None
    record_event(ctx, "sorted", "mail", item.id, ticket_id=made, kind=kind.value)
    return SortedMail(item.id, item.state, found.number if found else None, item.version)


def restore_mail(ctx: Context, item_id: uuid.UUID, version: int | None = None) -> SortedMail:
    """Take what was set aside back into the inbox.

    Raises:
        NotPermitted: the role sorts no mail. NotFound: no such mail.
        Refusal: it isn't set aside: what became a ticket stays one.
    """
    ctx.require(Permission.SORT_MAIL)
    item = load_item(ctx, item_id, version)
    if item.state is not MailState.SET_ASIDE:
        raise Refusal(say("Only what was set aside can be taken back."), rule="D13")
    item.state, item.sorted_as, item.sorted_by, item.sorted_at = MailState.WAITING, None, None, None
    item.version += 1
    record_event(ctx, "restored", "mail", item.id)
    ctx.touch("inbox_items")
    return SortedMail(item.id, item.state, None, item.version)


def load_item(ctx: Context, item_id: uuid.UUID, version: int | None = None) -> InboxItem:
    """The mail, locked until the commit.

    Raises:
        NotFound: there is none. Conflict: it was changed since `version`.
    """
    item = ctx.session.scalars(
        select(InboxItem).where(InboxItem.id == item_id).with_for_update()
    ).one_or_none()
    if item is None:
        raise NotFound(say("There is no such mail."))
    if version is not None and item.version != version:
        raise Conflict(say("Somebody else sorted this mail meanwhile."), theirs=item.state)
    return item


def message_of(ctx: Context, item: InboxItem) -> MailMessage:
    """The message as it came, read again."""
    packed = ctx.session.scalars(
        select(InboxRaw.packed).where(InboxRaw.inbox_id == item.id)
    ).one_or_none()
    if packed is None:
        raise NotFound(say("The message itself was erased."))
    return read_mail(zlib.decompress(packed))


def _opened(ctx: Context, item: InboxItem, kind: MailKind) -> Ticket:
    text = "\n\n".join(part for part in (item.subject, item.text) if part)
    ticket = open_ticket(
        ctx,
        NewTicket(
            kind=KINDS[kind],
            raised=text or "—",
            received_at=item.arrived_at,
            customer_id=_customer(ctx, item),
            name=item.from_name,
            address=item.from_address,
            owner_id=ctx.actor.id,
            state=begins_as(Channel.MAILBOX, None),
            complaint=ComplaintFacts(channel=Channel.MAILBOX),
            source=SOURCE,
            source_id=item.sha256,
        ),
    )
    keep_evidence(ctx, ticket, message_of(ctx, item))
    settled(ctx, item, kind, ticket)
    return ticket


def _customer(ctx: Context, item: InboxItem) -> uuid.UUID | None:
    """Whose earlier mails from the same address were found to be; a mail alone makes nobody."""
    if not item.from_address:
        return None
    return ctx.session.scalars(
        select(Ticket.customer_id)
        .join(InboxItem, InboxItem.ticket_id == Ticket.id)
        .where(InboxItem.from_address == item.from_address, Ticket.customer_id.is_not(None))
        .order_by(Ticket.received_at.desc())
        .limit(1)
    ).first()


def _joined(ctx: Context, item: InboxItem, number: str | None) -> Ticket:
    which: uuid.UUID | str | None = number or item.ticket_id
    if which is None:
        raise Refusal(
            say("Name the ticket it answers: its number is enough."), rule="D13", field="ticket"
        )
    ticket = load_ticket(ctx, which)
    ticket = load_ticket(ctx, survivor_of(ctx, ticket.id), lock=True)
    refuse_own_case(against_oneself=against_oneself(ctx, ticket))
    join_ticket(ctx, item, ticket, message_of(ctx, item))
    return ticket
