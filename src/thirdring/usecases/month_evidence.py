"""The complaints behind a number of the month (G4): each count opens into them, customers masked."""

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, bindparam, select

from thirdring.domain.enums import AgainstKind, TicketKind
from thirdring.domain.errors import Refusal, say
from thirdring.domain.masking import hide_whole, mask_name, mask_phone, mask_text
from thirdring.domain.month_sheet import EvidenceLine
from thirdring.domain.months import Standing, Subject, Tallied, cells
from thirdring.store.tables import ComplaintDetail, ComplaintStanding, Ticket
from thirdring.usecases.context import Context
from thirdring.usecases.month_names import names_of, people_named
from thirdring.usecases.month_parts import (
    closing_in_force,
    closing_rows,
    evidence_tallied,
    sees_whole_month,
    standing_now,
)

# As a key of `Subject.EMPLOYEE`: all that count for anybody.
EVERYBODY = "*"
_SUBJECT = 120
_AT_ONCE = 500
_COLUMN: dict[Subject, Any] = {
    Subject.EMPLOYEE: ComplaintStanding.staff_key,
    Subject.PRAISE: ComplaintStanding.staff_key,
    Subject.DEPARTMENT: ComplaintStanding.department_key,
    Subject.MERCHANT: ComplaintStanding.merchant_key,
    Subject.PRODUCT: ComplaintStanding.product_key,
    Subject.NATURE: ComplaintStanding.nature,
    Subject.SEVERITY: ComplaintStanding.severity,
}
_TOLD = (
    select(
        Ticket.id, Ticket.number, Ticket.received_at, Ticket.state, Ticket.name, Ticket.phone,
        Ticket.raised, ComplaintDetail.against_kind, ComplaintDetail.against_text,
    )
    .join(ComplaintDetail, ComplaintDetail.ticket_id == Ticket.id)
    .where(Ticket.id.in_(bindparam("ids", expanding=True)))
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Behind:
    """Which number: of what (`key` as the sheet's lines have it), which standing (None: received),
    which channel (None: all). `EVERYBODY` is the key of all employees together.
    """

    subject: Subject = Subject.CENTER
    key: str = ""
    standing: Standing | None = None
    channel: str | None = None


def month_complaints(
    ctx: Context, month: str, behind: Behind | None = None
) -> tuple[EvidenceLine, ...]:
    """The complaints behind a number, the newest first: of a closed month as they stood then.

    Raises:
        NotPermitted: somebody else's number, for who sees only their own (G4).
        Refusal: it is no month.
    """
    whole = sees_whole_month(ctx)
    ctx.center.time.month_bounds(month)
    behind = behind or Behind()
    if not whole:
        behind = _own(ctx, behind)
    closing = closing_in_force(ctx, month)
    if closing is not None:
        found = {
            uuid.UUID(row["ticket_id"]): evidence_tallied(row)
            for row in closing_rows(ctx, closing.id, "evidence")
        }
        chosen = {one: t for one, t in found.items() if _is_behind(t, behind)}
    else:
        chosen = standing_now(ctx, *_where(month, behind))
    if not whole:
        chosen = {one: t for one, t in chosen.items() if t.staff == str(ctx.actor.id)}
    return evidence_lines(ctx, chosen)


def _own(ctx: Context, behind: Behind) -> Behind:
    """G4: who sees only their own month opens only their own numbers."""
    own = str(ctx.actor.id)
    people = {Subject.EMPLOYEE, Subject.PRAISE}
    if behind.subject in people and behind.key not in {"", own, EVERYBODY}:
        raise Refusal(say("You see your own month only."), rule="G4", field="key")
    if behind.subject in people:
        return Behind(behind.subject, own, behind.standing, behind.channel)
    return behind


def _where(month: str, behind: Behind) -> Iterator[ColumnElement[bool]]:
    yield ComplaintStanding.month == month
    kind = TicketKind.PRAISE if behind.subject is Subject.PRAISE else TicketKind.COMPLAINT
    yield ComplaintStanding.kind == kind.value
    if behind.subject is Subject.EMPLOYEE and behind.key == EVERYBODY:
        yield ComplaintStanding.staff_key != ""
    elif behind.subject in _COLUMN and (behind.key or behind.subject is not Subject.PRAISE):
        yield _COLUMN[behind.subject] == behind.key
    if behind.standing is not None:
        yield ComplaintStanding.standing == behind.standing.value
    if behind.channel is not None:
        yield ComplaintStanding.channel == behind.channel


def _is_behind(tallied: Tallied, behind: Behind) -> bool:
    if behind.standing is not None and tallied.standing != behind.standing:
        return False
    if behind.channel is not None and tallied.channel != behind.channel:
        return False
    return any(
        cell[1] == behind.subject
        and (
            cell[2] == behind.key
            or (behind.subject is Subject.PRAISE and not behind.key)
            or (behind.subject is Subject.EMPLOYEE and behind.key == EVERYBODY)
        )
        for cell in cells(tallied)
    )


def evidence_lines(ctx: Context, stands: Mapping[uuid.UUID, Tallied]) -> tuple[EvidenceLine, ...]:
    """Complaints with where they stand, the newest first. Customers masked, and unnamed where it is
    about who reads (G9).
    """
    names = names_of(ctx, (cell for t in stands.values() for cell in cells(t)))
    people = people_named(ctx, {t.staff for t in stands.values() if t.staff})
    lines = []
    ids = list(stands)
    for at in range(0, len(ids), _AT_ONCE):
        rows = ctx.connection.execute(_TOLD, {"ids": ids[at : at + _AT_ONCE]})
        lines += [_line(ctx, row, stands[row.id], names, people) for row in rows]
    return tuple(sorted(lines, key=lambda one: (one.received_at, one.number), reverse=True))


def _line(
    ctx: Context, row: Any, tallied: Tallied, names: dict[tuple[str, str], str],
    people: dict[str, tuple[str, str]],
) -> EvidenceLine:  # fmt: skip
    own = tallied.staff == str(ctx.actor.id)
    login, employee = people.get(tallied.staff, (None, None))
    said = row.against_text if row.against_kind is not AgainstKind.NONE else None
    return EvidenceLine(
        ticket_id=row.id,
        number=row.number,
        kind=tallied.kind,
        received_at=row.received_at,
        channel=tallied.channel,
        nature=tallied.nature,
        severity=tallied.severity,
        state=row.state.value,
        standing=tallied.standing,
        login=login,
        employee=employee,
        against=employee or said,
        department=names.get((Subject.DEPARTMENT, tallied.department), ""),
        merchant=names.get((Subject.MERCHANT, tallied.merchant), ""),
        product=names.get((Subject.PRODUCT, tallied.product), ""),
        customer=mask_name(row.name) if row.name and not own else None,
        phone=mask_phone(row.phone) if row.phone and not own else None,
        subject=_subject(row.raised, row.name, row.phone),
    )


def _subject(raised: str, name: str | None, phone: str | None) -> str:
    """The first line, without the customer in it."""
    return mask_text(hide_whole(raised.split("\n", 1)[0], name, phone))[:_SUBJECT]
