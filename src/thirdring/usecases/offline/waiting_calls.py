"""Calls that wait, and the corrections of one's own calls."""

import uuid
from datetime import timedelta
from typing import Any, ClassVar

from pydantic import Field
from sqlalchemy import select

from thirdring.domain.enums import CallbackResult, Outcome
from thirdring.domain.outbox import Ties
from thirdring.domain.text_safety import TextKind, clean
from thirdring.store.tables import Call, CallRevision
from thirdring.usecases.call_rows import CallRow
from thirdring.usecases.context import Context
from thirdring.usecases.correct_call import correct_call
from thirdring.usecases.given_ids import GivenIds
from thirdring.usecases.log_call import log_call, ticket_kind_of
from thirdring.usecases.offline.moments import moved
from thirdring.usecases.offline.waiting import Found, Gist, WaitingDeed, ours_if
from thirdring.usecases.records import CallInput

_PROMISES = frozenset({Outcome.CALLBACK, Outcome.CUT_OFF})


def _cleaned(text: str | None) -> str:
    return clean(text, TextKind.TEXT).text if text else ""


class WaitingCall(WaitingDeed):
    """`log_call`. The callback it leaves has its id already, so that keeping it can wait too."""

    name: ClassVar[str] = "log_call"
    record: CallInput
    given: GivenIds

    @property
    def ties(self) -> Ties:
        made = {self.id, self.given.ticket_id, self.given.callback_id} - {None}
        kept = self.record.callback_kept
        needs = frozenset() if kept is None else frozenset({kept.id})
        return Ties(frozenset(one for one in made if one is not None), needs)

    @property
    def answer(self) -> str | None:
        """The ticket's number, if it is certain that it will open one."""
        sure = self.record.callback_kept is None and ticket_kind_of(self.record) is not None
        return self.given.ticket_number if sure else None

    @property
    def promises(self) -> bool:
        """Whether somebody is to be called back, or called again."""
        record = self.record
        kept = record.callback_kept is not None and (
            record.callback_kept.result is CallbackResult.PROGRESS
        )
        return kept or record.callback is not None or record.outcome in _PROMISES

    def moved(self, by: timedelta) -> WaitingDeed:
        """The time that was told with it: a day off at the desk, not for the customer. They did
        confirm it, in the words of another clock, so that what was read out can't be compared.
        """
        record = moved(self.record, by)
        if by and record.callback is not None:
            record = record.model_copy(update={"read_back_revision": None})
        return super().moved(by).model_copy(update={"record": record})

    def keeping(self, before: WaitingDeed) -> WaitingDeed:
        """The number was told to the customer; it goes with the kind of ticket."""
        if not isinstance(before, WaitingCall):
            return self
        given = before.given
        if ticket_kind_of(self.record) is not ticket_kind_of(before.record):
            given = given.model_copy(update={"ticket_number": self.given.ticket_number})
        return self.model_copy(update={"given": given})

    def gist(self) -> Gist:
        record = self.record
        words = record.raised or (record.complaint.raised if record.complaint else None)
        return Gist(words or record.answer or "", record.name, record.number, self.answer)

    def find(self, ctx: Context) -> Found:
        row = ctx.session.execute(
            select(Call.outcome, Call.raised, Call.version).where(Call.id == self.id)
        ).one_or_none()
        if row is None:
            return Found.NOTHING
        # What was said may have been corrected since; how it ended stays.
        said = row.version > 1 or (row.raised or "") == _cleaned(self.record.raised)
        return ours_if(said and row.outcome is self.record.outcome)

    def carry_out(self, ctx: Context) -> CallRow:
        return log_call(ctx, self.record, self.id, self.given)


class WaitingCorrection(WaitingDeed):
    """`correct_call`; `version` is its base, `seen` what stood there of the fields it changes, as
    far as this desk knows. An own call that waits itself will have version 1.
    """

    name: ClassVar[str] = "correct_call"
    joins: ClassVar[bool] = True
    call_id: uuid.UUID
    version: int
    changes: dict[str, str]
    reason: str = ""
    seen: dict[str, str | None] = Field(default_factory=dict)

    @property
    def ties(self) -> Ties:
        return Ties(needs=frozenset({self.call_id}))

    def joined(self, later: WaitingDeed) -> WaitingDeed | None:
        if not isinstance(later, WaitingCorrection):
            return None
        if (later.call_id, later.version) != (self.call_id, self.version):
            return None
        return self.model_copy(
            update={
                "changes": {**self.changes, **later.changes},
                "reason": later.reason,
                "seen": {**later.seen, **self.seen},
            }
        )

    def after(self, earlier: WaitingDeed) -> WaitingDeed | None:
        if not isinstance(earlier, WaitingCorrection):
            return None
        if (earlier.call_id, earlier.version) != (self.call_id, self.version):
            return None
        return self.model_copy(update={"version": self.version + 1})

    def gist(self) -> Gist:
        return Gist(" · ".join(text for text in self.changes.values() if text))

    def find(self, ctx: Context) -> Found:
        row = ctx.session.get(CallRevision, self.id)
        if row is None:
            return Found.NOTHING
        return ours_if((row.call_id, row.changed_by) == (self.call_id, ctx.actor.id))

    def carry_out(self, ctx: Context) -> Any:
        return correct_call(
            ctx, self.call_id, self.version, self.changes, self.reason, revision_id=self.id
        )
