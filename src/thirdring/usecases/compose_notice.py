"""Composing a message to a customer or a department (J1, D3 to D5, J3): nothing is written yet."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from thirdring.domain.case_values import NoticeKind, RecipientKind
from thirdring.domain.enums import Language
from thirdring.domain.errors import Refusal, say
from thirdring.domain.notices import RULE_OF, Composed, Slot, compose, template_key
from thirdring.domain.roles import Permission
from thirdring.domain.text_safety import TextKind, clean
from thirdring.domain.ticket_path import refuse_own_case
from thirdring.domain.wording import Finding
from thirdring.store.tables import ComplaintDetail, Ticket
from thirdring.usecases.context import Context
from thirdring.usecases.notice_rows import wording_lint
from thirdring.usecases.notice_templates import notice_book
from thirdring.usecases.notice_values import customer_values, department_values, written_slot
from thirdring.usecases.ticket_access import against_oneself, load_ticket


@dataclass(frozen=True, slots=True)
class NoticeDraft:
    """A message as composed. `missing`: names of `Slot`s that the text still has a gap for.
    `findings`: wording in the body to look at again, by its place there.
    """

    kind: NoticeKind
    rule: str
    ticket_id: uuid.UUID
    ticket_number: str
    recipient_kind: RecipientKind
    recipient: str
    department_id: uuid.UUID | None
    subject: str
    body: str
    missing: tuple[str, ...]
    findings: tuple[Finding, ...]


def compose_notice(
    ctx: Context,
    which: uuid.UUID | str,
    kind: NoticeKind,
    *,
    text: str = "",
    next_contact_at: datetime | None = None,
    accepted: bool | None = None,
    language: Language | None = None,
) -> NoticeDraft:
    """A message of `kind` about the ticket, in `language` (the center's).

    `text`: the progress, plan or result in the agent's words, where the ticket's own isn't meant.
    `next_contact_at` (aware): D18, the time told. `accepted`: whether the customer accepts the
    result, where the ticket doesn't say.

    Raises:
        NotPermitted: the role may not, or it is about oneself (G9).
        NotFound: no such ticket.
        Refusal: no kind for this deed (reports upward are made with their escalation), or no
            department is responsible yet (D3).
    """
    ctx.require(Permission.WORK_TICKETS)
    ticket = load_ticket(ctx, which)
    refuse_own_case(against_oneself=against_oneself(ctx, ticket))
    language = language or Language(ctx.center.language)
    text = clean(text, TextKind.TEXT, field="text").text
    if kind is NoticeKind.DEPARTMENT:
        return _to_department(ctx, ticket, language)
    if kind is NoticeKind.RECIPIENT:
        raise Refusal(say("Who is told upward is told of an escalation."), field="kind")
    return _to_customer(ctx, ticket, kind, language, text, next_contact_at, accepted)


def lint_notice(ctx: Context, text: str) -> tuple[Finding, ...]:
    """What to look at again in a text that somebody typed (B10, C5, C7, D12, A6)."""
    ctx.require(Permission.WORK_TICKETS)
    return wording_lint(ctx).find(text)


def _to_department(ctx: Context, ticket: Ticket, language: Language) -> NoticeDraft:
    if ticket.department_id is None:
        raise Refusal(
            say("No department is responsible for this ticket yet."), rule="D3", field="department"
        )
    book = notice_book(language)
    values = department_values(ctx, ticket, book)
    written = compose(book.templates[NoticeKind.DEPARTMENT.value], values)
    return _draft(
        ctx, ticket, NoticeKind.DEPARTMENT, RecipientKind.DEPARTMENT, values[Slot.DEPARTMENT],
        written,
    )  # fmt: skip


def _to_customer(
    ctx: Context,
    ticket: Ticket,
    kind: NoticeKind,
    language: Language,
    text: str,
    next_contact_at: datetime | None,
    accepted: bool | None,
) -> NoticeDraft:
    book = notice_book(language)
    values = customer_values(ctx, ticket, book, language)
    slot = written_slot(kind)
    if slot is not None and text:
        values[slot] = text
    if next_contact_at is not None:
        values[Slot.NEXT_CONTACT] = ctx.center.time.text(next_contact_at)
    if accepted is None:
        detail = ctx.session.get(ComplaintDetail, ticket.id)
        accepted = detail.accepted if detail else None
    written = compose(book.templates[template_key(kind, accepted=accepted)], values)
    return _draft(ctx, ticket, kind, RecipientKind.CUSTOMER, ticket.name or "", written)


def _draft(
    ctx: Context, ticket: Ticket, kind: NoticeKind, to: RecipientKind, name: str, written: Composed
) -> NoticeDraft:
    return NoticeDraft(
        kind, RULE_OF[kind], ticket.id, ticket.number, to, name,
        ticket.department_id if to is RecipientKind.DEPARTMENT else None,
        written.subject, written.body, written.missing, wording_lint(ctx).find(written.body),
    )  # fmt: skip
