"""A copy of all that is kept of one person, for that person (J6; PIPL 45): read, written, logged."""

import re
import uuid
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import select

from thirdring.domain import masking
from thirdring.domain.centertime import CenterTime
from thirdring.domain.enums import AgainstKind
from thirdring.domain.errors import NotPermitted, say
from thirdring.domain.roles import Permission
from thirdring.store.erasing import person_rows
from thirdring.store.tables import (
    Attachment,
    AttachmentContent,
    Call,
    ComplaintDetail,
    CustomerNumber,
    InboxItem,
    InboxRaw,
    Staff,
    Ticket,
)
from thirdring.usecases.context import Context
from thirdring.usecases.person_sections import OWN, SECTIONS, STAFF, Row, Section
from thirdring.usecases.retention import reason_given
from thirdring.usecases.timeline import record_access
from thirdring.usecases.whose_records import find_person

_TOGETHER = 500


@dataclass(frozen=True, slots=True)
class PersonFile:
    """All that is kept of a person. `sections` by the names of `person_sections`; moments are aware
    UTC. `files`: evidence and mails, each with a name of its own. `subject_id`: the customer's
    record, None for a number that is nobody's.
    """

    subject_id: uuid.UUID | None
    name: str
    sections: Mapping[str, Sequence[Row]]
    files: tuple[tuple[str, bytes], ...]
    company: str
    at: datetime
    time: CenterTime
    reason: str
    records: int


def export_person(ctx: Context, which: uuid.UUID | str, reason: str) -> PersonFile:
    """Read it; `record_person_export` says that it went out. Numbers of other people in free texts
    are masked, staff named by their family name.

    Raises:
        NotPermitted: the role may not, or a complaint among it stands against oneself (G9).
        NotFound, Refusal: as `find_person`, or no reason.
    """
    ctx.require(Permission.EXPORT_PERSON)
    why = reason_given(reason)
    person = find_person(ctx, which)
    rows = person_rows(ctx.session, person)
    ids = _ids(rows)
    refuse_own(ctx, ids.get("ticket", ()))
    hide = _hider(ctx, ids, person.digits)
    staff = _family_names(ctx)
    sections = {one.name: _section(ctx, one, ids, hide, staff) for one in SECTIONS}
    named = [str(row["name"]) for row in sections["customer"] if row["name"]]
    return PersonFile(
        person.customer, named[0] if named else "", sections, tuple(_files(ctx, ids)),
        ctx.center.company, ctx.now, ctx.center.time, why, len(rows),
    )  # fmt: skip


def record_person_export(ctx: Context, file: PersonFile) -> None:
    """Enter it in the access log: when the file is whole and before it has its name (H5).

    Raises:
        NotPermitted: the role may not.
    """
    ctx.require(Permission.EXPORT_PERSON)
    record_access(
        ctx, "export_person", "customer", file.subject_id, reason=file.reason, records=file.records
    )


def refuse_own(ctx: Context, tickets: Iterable[uuid.UUID]) -> None:
    """G9: nobody takes away, or takes along, who complains about themselves.

    Raises:
        NotPermitted: one of the tickets stands against the person who acts.
    """
    against = select(ComplaintDetail.ticket_id).where(
        ComplaintDetail.against_staff_id == ctx.actor.id
    )
    mine = set(ctx.session.scalars(against)) & set(tickets)
    if mine:
        raise NotPermitted(
            say("A complaint of theirs is about you: somebody else does this."), rule="G9"
        )


def _ids(rows: Iterable[tuple[str, uuid.UUID]]) -> dict[str, tuple[uuid.UUID, ...]]:
    found: dict[str, list[uuid.UUID]] = {"": []}
    for kind, one in rows:
        found.setdefault(kind, []).append(one)
        found[""].append(one)
    return {kind: tuple(ids) for kind, ids in found.items()}


def _section(
    ctx: Context,
    section: Section,
    ids: Mapping[str, Sequence[uuid.UUID]],
    hide: Callable[[str], str],
    staff: Mapping[uuid.UUID, str],
) -> list[Row]:
    columns = section.table.__table__.c
    found: list[Any] = []
    for some in _some(ids.get(section.kind, ())):
        asked = select(*(columns[name] for name in section.columns))
        asked = asked.where(columns[section.by].in_(some)).order_by(columns[section.at])
        found += ctx.session.execute(asked).all()
    return [
        _named_apart(
            {
                name: _value(name, value, hide, staff)
                for name, value in zip(section.columns, row, strict=True)
            }
        )
        for row in found
    ]


def _named_apart(row: Row) -> Row:
    """Whom of the staff a complaint is about, by the family name."""
    if row.get("against_kind") is AgainstKind.EMPLOYEE and row["against_text"]:
        row["against_text"] = masking.mask_name(row["against_text"])
    return row


def _value(
    name: str, value: Any, hide: Callable[[str], str], staff: Mapping[uuid.UUID, str]
) -> Any:
    if name in STAFF:
        return staff.get(value)
    if isinstance(value, StrEnum):
        return value
    if isinstance(value, Mapping):
        return {key: _value(key, one, hide, staff) for key, one in value.items()}
    return hide(value) if isinstance(value, str) and name not in OWN else value


def _hider(
    ctx: Context, ids: Mapping[str, Sequence[uuid.UUID]], digits: str
) -> Callable[[str], str]:
    """Free text with the numbers of others masked, and left as it is where it is their own."""
    own = {digits}
    for table, by, kind, names in (
        (CustomerNumber, "customer_id", "customer", ("raw", "digits")),
        (Call, "id", "call", ("number", "digits")),
        (Ticket, "id", "ticket", ("phone", "digits")),
    ):
        columns = table.__table__.c
        for some in _some(ids.get(kind, ())):
            asked = select(*(columns[name] for name in names)).where(columns[by].in_(some))
            own.update(value for row in ctx.session.execute(asked) for value in row if value)
    longest = sorted(filter(None, own), key=len, reverse=True)
    if not longest:
        return masking.mask_text
    known = re.compile("(" + "|".join(map(re.escape, longest)) + ")")

    def hide(text: str) -> str:
        parts = known.split(text)
        return "".join(part if n % 2 else masking.mask_text(part) for n, part in enumerate(parts))

    return hide


def _family_names(ctx: Context) -> dict[uuid.UUID, str]:
    rows = ctx.session.execute(select(Staff.id, Staff.name))
    return {one: masking.mask_name(name) for one, name in rows}


def _files(ctx: Context, ids: Mapping[str, Sequence[uuid.UUID]]) -> Iterable[tuple[str, bytes]]:
    for kind, column in (("ticket", Attachment.ticket_id), ("call", Attachment.call_id)):
        for some in _some(ids.get(kind, ())):
            asked = (
                select(Attachment.id, Attachment.name, AttachmentContent.content)
                .join(AttachmentContent, AttachmentContent.attachment_id == Attachment.id)
                .where(column.in_(some))
            )
            for one, name, content in ctx.session.execute(asked):
                yield f"evidence/{one.hex[-8:]}-{name}", content
    for some in _some(ids.get("ticket", ())):
        mails = (
            select(InboxItem.id, InboxRaw.packed)
            .join(InboxRaw, InboxRaw.inbox_id == InboxItem.id)
            .where(InboxItem.ticket_id.in_(some))
        )
        for one, packed in ctx.session.execute(mails):
            yield f"mail/{one.hex[-8:]}.eml", zlib.decompress(packed)


def _some(ids: Sequence[uuid.UUID]) -> Iterable[Sequence[uuid.UUID]]:
    return (ids[at : at + _TOGETHER] for at in range(0, len(ids), _TOGETHER))


__all__ = ["PersonFile", "export_person", "record_person_export", "refuse_own"]
