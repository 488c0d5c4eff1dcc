"""The unfinished records of one person, each with what drafts and center last said of it. No Qt."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from thirdring.domain.enums import OUTCOMES_WITHOUT_A_TALK
from thirdring.ui.calls import call_facts
from thirdring.ui.calls.presenter import CallPresenter
from thirdring.usecases.drafts import Draft, DraftState


@dataclass(slots=True)
class Entry:
    """`reason` says why sending failed; `saved_at` when its draft was last durable (aware UTC)."""

    call: CallPresenter
    state: DraftState = DraftState.UNFINISHED
    reason: str = ""
    saved_at: datetime | None = None

    @property
    def id(self) -> uuid.UUID:
        return self.call.record.id

    @property
    def blank(self) -> bool:
        """Nothing happened in it yet: it can become the next call's record."""
        record = self.call.record
        return not record.typed and record.started_at is None

    @property
    def idle(self) -> bool:
        """Begun by a key, but nobody was there and nothing was written: it may begin again."""
        record = self.call.record
        ringing = record.started_at is not None and record.answered_at is None
        return not record.typed and not ringing and not record.text("number")

    @property
    def talking(self) -> bool:
        """Somebody is on the line in this record."""
        record = self.call.record
        gone = call_facts.outcome_of(record) in OUTCOMES_WITHOUT_A_TALK
        return record.answered_at is not None and record.ended_at is None and not gone

    @property
    def ringing(self) -> bool:
        record = self.call.record
        return record.started_at is not None and record.answered_at is None

    def draft(self, now: datetime) -> Draft:
        """What is kept of it on this computer."""
        return Draft(self.id, self.call.record.to_json(), now, self.state, self.reason or None)


class Pile:
    """Entries in the order they came; those being sent are out of sight, but not gone."""

    def __init__(self) -> None:
        self._entries: dict[uuid.UUID, Entry] = {}

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._entries.values())

    def __contains__(self, entry_id: uuid.UUID) -> bool:
        return entry_id in self._entries

    def add(self, entry: Entry) -> None:
        self._entries[entry.id] = entry

    def get(self, entry_id: uuid.UUID) -> Entry | None:
        return self._entries.get(entry_id)

    def remove(self, entry_id: uuid.UUID) -> None:
        self._entries.pop(entry_id, None)

    def visible(self) -> list[Entry]:
        """Those the person still has to finish."""
        return [entry for entry in self if entry.state is not DraftState.SENDING]

    def unfinished(self) -> list[Entry]:
        """Without the blank one that waits for the next call."""
        return [entry for entry in self.visible() if not entry.blank]

    def after(self, entry_id: uuid.UUID) -> Entry | None:
        """The next unfinished one, round and round; None when there is no other."""
        shown = self.visible()
        ids = [entry.id for entry in shown]
        if not shown or ids == [entry_id]:
            return None
        at = ids.index(entry_id) if entry_id in ids else -1
        return shown[(at + 1) % len(shown)]
