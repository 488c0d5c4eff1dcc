"""What waits of tickets: a matter received, a line about the progress, a change of its fields."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any, ClassVar

from pydantic import PrivateAttr
from sqlalchemy import exists, select

from thirdring.domain.enums import Severity
from thirdring.domain.errors import Refusal, say
from thirdring.domain.outbox import Enclosure, OutboxRecord, Ties
from thirdring.store.tables import Event, Ticket, TicketNote
from thirdring.usecases.add_note import add_note
from thirdring.usecases.context import Context
from thirdring.usecases.edit_ticket import TicketFields, edit_ticket
from thirdring.usecases.file_complaint import Filed
from thirdring.usecases.offline.kept_evidence import has_evidence
from thirdring.usecases.offline.moments import moved
from thirdring.usecases.offline.waiting import Found, Gist, WaitingDeed, ours_if
from thirdring.usecases.receive_matter import Counter, receive_matter
from thirdring.usecases.records import ReceptionInput
from thirdring.usecases.show_ticket import TicketDetail


class WaitingReception(WaitingDeed):
    """`receive_matter`. `evidence`: the SHA-256, in hex, of each file that waits with it."""

    name: ClassVar[str] = "receive_matter"
    record: ReceptionInput
    counter: Counter | None = None
    evidence: tuple[str, ...] = ()
    number: str | None = None
    _enclosures: tuple[Enclosure, ...] = PrivateAttr(())

    @property
    def enclosures(self) -> tuple[Enclosure, ...]:
        return self._enclosures

    def enclosing(self, found: tuple[Enclosure, ...]) -> "WaitingReception":
        same = self.model_copy()
        same._enclosures = found  # noqa: SLF001 - a copy of its own
        return same

    def moved(self, by: timedelta) -> WaitingDeed:
        """How long they waited stays, and when they came is put right."""
        right = {"record": moved(self.record, by), "counter": moved(self.counter, by)}
        return super().moved(by).model_copy(update=right)

    @property
    def ties(self) -> Ties:
        return Ties(makes=frozenset({self.id}))

    @property
    def answer(self) -> str | None:
        return self.number

    def keeping(self, before: WaitingDeed) -> WaitingDeed:
        """The number was told to the customer."""
        if isinstance(before, WaitingReception) and before.record.kind == self.record.kind:
            return self.model_copy(update={"number": before.number})
        return self

    def gist(self) -> Gist:
        record = self.record
        files = len(self.evidence)
        return Gist(record.raised or "", record.name, record.phone, self.number, files)

    def find(self, ctx: Context) -> Found:
        author = ctx.session.scalars(
            select(Ticket.created_by).where(Ticket.id == self.id)
        ).one_or_none()
        if author is None:
            return Found.NOTHING
        return ours_if(author == ctx.actor.id and has_evidence(ctx, self.id, self.evidence))

    def carry_out(self, ctx: Context) -> Filed:
        from thirdring.store.postgres_connection import time_for

        if tuple(one.sha256 for one in self._enclosures) != self.evidence:
            raise Refusal(
                say("A file that waited with this record can't be read any more."), rule="H6"
            )
        with time_for(ctx.connection, sum(len(one.content) for one in self._enclosures)):
            filed = receive_matter(
                ctx, self.record, self.id, self.counter, enclosures=self._enclosures,
                number=self.number,
            )  # fmt: skip
        # Read back before it is committed: only what the server has whole may leave this desk.
        if not has_evidence(ctx, self.id, self.evidence):
            raise Refusal(say("A file did not arrive as it was sent: send it again."), rule="H6")
        return filed


class WaitingNote(WaitingDeed):
    """`add_note`, on a ticket the server has or one that waits itself."""

    name: ClassVar[str] = "add_note"
    ticket_id: uuid.UUID
    text: str
    told_customer: bool = False

    @property
    def ties(self) -> Ties:
        return Ties(needs=frozenset({self.ticket_id}))

    def gist(self) -> Gist:
        return Gist(self.text)

    def find(self, ctx: Context) -> Found:
        row = ctx.session.get(TicketNote, self.id)
        if row is None:
            return Found.NOTHING
        return ours_if((row.ticket_id, row.made_by) == (self.ticket_id, ctx.actor.id))

    def carry_out(self, ctx: Context) -> uuid.UUID:
        return add_note(
            ctx, self.ticket_id, self.text, told_customer=self.told_customer, note_id=self.id
        )


class WaitingEdit(WaitingDeed):
    """`edit_ticket`; `seen` is its base: what the person had before them when they changed it."""

    name: ClassVar[str] = "edit_ticket"
    joins: ClassVar[bool] = True
    ticket_id: uuid.UUID
    version: int
    changes: dict[str, str | None]
    seen: TicketFields | None = None

    @property
    def ties(self) -> Ties:
        return Ties(needs=frozenset({self.ticket_id}))

    def joined(self, later: WaitingDeed) -> WaitingDeed | None:
        if not isinstance(later, WaitingEdit):
            return None
        if (later.ticket_id, later.version) != (self.ticket_id, self.version):
            return None
        return self.model_copy(update={"changes": {**self.changes, **later.changes}})

    def after(self, earlier: WaitingDeed) -> WaitingDeed | None:
        if not isinstance(earlier, WaitingEdit):
            return None
        if (earlier.ticket_id, earlier.version) != (self.ticket_id, self.version):
            return None
        version = self.version + 1
        seen = self.seen and replace(self.seen, version=version, **_fields(earlier.changes))
        return self.model_copy(update={"version": version, "seen": seen})

    def gist(self) -> Gist:
        number = self.seen.number if self.seen is not None else None
        return Gist(" · ".join(text for text in self.changes.values() if text), ticket=number)

    def find(self, ctx: Context) -> Found:
        """Its own trace in the timeline: nobody else does anything at that very microsecond."""
        traced = select(
            exists().where(
                Event.ticket_id == self.ticket_id,
                Event.actor_id == ctx.actor.id,
                Event.verb == "edited",
                Event.at == ctx.now,
            )
        )
        return Found.OURS if ctx.session.scalar(traced) else Found.NOTHING

    def carry_out(self, ctx: Context) -> Any:
        return edit_ticket(ctx, self.ticket_id, self.version, self.changes)


def with_waiting(detail: TicketDetail, records: Iterable[OutboxRecord]) -> TicketDetail:
    """The ticket as whoever wrote `records` here has left it: a change that waits is not shown as
    if it had not been made.
    """
    changes: dict[str, str | None] = {}
    waiting = 0
    for record in records:
        if record.content.get("ticket_id") == str(detail.fields.id):
            waiting += 1
            if record.deed == WaitingEdit.name:
                changes |= record.content["changes"]
    fields = replace(detail.fields, **_fields(changes))
    return replace(detail, fields=fields, waiting=waiting)


def _fields(changes: Mapping[str, str | None]) -> dict[str, Any]:
    """As `TicketFields` has them."""
    severity = changes.get("severity")
    more = {"severity": Severity(severity)} if severity else {}
    return {**changes, **more}
