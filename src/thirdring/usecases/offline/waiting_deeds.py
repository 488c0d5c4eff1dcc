"""Which deeds may wait for the server, and how each becomes a record of the outbox. Everything else
(decisions, approvals, closings, what needs another person) says calmly that it needs the server.
"""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from thirdring.domain.enums import TicketKind
from thirdring.domain.errors import Refusal, say
from thirdring.domain.ids import new_id
from thirdring.domain.outbox import OutboxRecord
from thirdring.domain.policy import Policy
from thirdring.domain.text_safety import TextKind, clean
from thirdring.usecases.add_note import add_note
from thirdring.usecases.call_rows import CallRow
from thirdring.usecases.correct_call import correct_call
from thirdring.usecases.edit_ticket import TicketFields, edit_ticket
from thirdring.usecases.given_ids import GivenIds
from thirdring.usecases.log_call import log_call, ticket_kind_of
from thirdring.usecases.offline.kept_evidence import read_in
from thirdring.usecases.offline.waiting import WaitingDeed
from thirdring.usecases.offline.waiting_calls import WaitingCall, WaitingCorrection
from thirdring.usecases.offline.waiting_cases import WaitingEdit, WaitingNote, WaitingReception
from thirdring.usecases.receive_matter import Counter, receive_matter
from thirdring.usecases.records import CallInput, ReceptionInput

KINDS: dict[str, type[WaitingDeed]] = {
    kind.name: kind
    for kind in (WaitingCall, WaitingCorrection, WaitingReception, WaitingNote, WaitingEdit)
}


def no_number(_kind: TicketKind) -> str | None:
    """This desk gives no numbers: the center gives one when the record arrives."""
    return None


@dataclass(slots=True)
class DeedTaker:
    """Makes waiting deeds of what the windows ask for. `number`: the desk's own next ticket number;
    `seen` and `calls`: tickets and calls as this desk showed them last, the base of a change;
    `policy`: as it knows it.
    """

    number: Callable[[TicketKind], str | None] = no_number
    seen: Mapping[uuid.UUID, TicketFields] = field(default_factory=dict)
    policy: Callable[[], Policy] = Policy
    calls: Mapping[uuid.UUID, CallRow] = field(default_factory=dict)

    def take(self, deed: object, args: Sequence[Any], kw: Mapping[str, Any]) -> WaitingDeed | None:
        """`deed(ctx, *args, **kw)` as a waiting deed; None when it can't wait.

        Raises:
            Refusal: it could never be done as it is. Unavailable: a file of it can't be read.
        """
        makers: dict[object, Callable[..., WaitingDeed | None]] = {
            log_call: self._call,
            correct_call: self._correction,
            receive_matter: self._reception,
            add_note: self._note,
            edit_ticket: self._edit,
        }
        make = makers.get(deed)
        return make(*args, **kw) if make is not None else None

    def _call(self, record: CallInput, call_id: uuid.UUID | None = None) -> WaitingDeed:
        kind = ticket_kind_of(record)
        given = GivenIds(callback_id=new_id())
        if kind is not None:
            given = GivenIds(
                ticket_id=new_id(), ticket_number=self.number(kind), callback_id=given.callback_id
            )
        return WaitingCall(id=call_id or new_id(), record=record, given=given)

    def _correction(
        self, call_id: uuid.UUID, version: int, changes: Mapping[str, str], reason: str = ""
    ) -> WaitingDeed:
        row = self.calls.get(call_id)
        seen = {}
        if row is not None and row.version == version:
            seen = {name: row.values.get(name) for name in changes}
        return WaitingCorrection(
            id=new_id(), call_id=call_id, version=version, changes=dict(changes), reason=reason,
            seen=seen,
        )  # fmt: skip

    def _reception(
        self,
        record: ReceptionInput,
        ticket_id: uuid.UUID,
        counter: Counter | None = None,
        files: Sequence[Path] = (),
    ) -> WaitingDeed:
        number = self.number(TicketKind(record.kind))
        enclosures = read_in(files, self.policy()) if files else ()
        evidence = tuple(one.sha256 for one in enclosures)
        return WaitingReception(
            id=ticket_id, record=record, counter=counter, evidence=evidence, number=number
        ).enclosing(enclosures)

    def _note(
        self, which: uuid.UUID | str, text: str, *, told_customer: bool = False
    ) -> WaitingDeed | None:
        if not isinstance(which, uuid.UUID):
            return None
        cleaned = clean(text, TextKind.TEXT, field="text").text
        if not cleaned:
            raise Refusal(say("Write what was done or found out."), rule="D5", field="text")
        return WaitingNote(id=new_id(), ticket_id=which, text=cleaned, told_customer=told_customer)

    def _edit(
        self, which: uuid.UUID | str, version: int, changes: Mapping[str, str | None]
    ) -> WaitingDeed | None:
        if not isinstance(which, uuid.UUID):
            return None
        return WaitingEdit(
            id=new_id(), ticket_id=which, version=version, changes=dict(changes),
            seen=self.seen.get(which),
        )  # fmt: skip


def content_of(deed: WaitingDeed) -> dict[str, Any]:
    """What the outbox keeps of it; by whose clock it was written, where that is to be put right."""
    own = set() if deed.by_own_clock else {"by_own_clock"}
    return deed.model_dump(mode="json", exclude={"id"} | own)


def deed_of(record: OutboxRecord) -> WaitingDeed:
    """The deed a record keeps.

    Raises:
        Refusal: it was written by another version of the program, or is damaged.
    """
    kind = KINDS.get(record.deed)
    try:
        if kind is not None:
            return kind.model_validate({**record.content, "id": record.id})
    except ValidationError:
        pass
    raise Refusal(say("This record can't be read by this version of the program."))
