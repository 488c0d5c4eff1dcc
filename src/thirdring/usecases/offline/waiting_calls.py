"""Calls that wait, and the corrections of one's own calls."""

import uuid
from typing import Any, ClassVar

from sqlalchemy import select

from thirdring.domain.enums import CallbackResult, Outcome
from thirdring.domain.outbox import Ties
from thirdring.store.tables import Call, CallRevision
from thirdring.usecases.call_rows import CallRow
from thirdring.usecases.context import Context
from thirdring.usecases.correct_call import correct_call
from thirdring.usecases.given_ids import GivenIds
from thirdring.usecases.log_call import log_call, ticket_kind_of
from thirdring.usecases.offline.waiting import Found, Gist, WaitingDeed, ours_if
from thirdring.usecases.records import CallInput

_PROMISES = frozenset({Outcome.CALLBACK, Outcome.CUT_OFF})


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

    def gist(self) -> Gist:
        record = self.record
        words = record.raised or (record.complaint.raised if record.complaint else None)
        return Gist(words or record.answer or "", record.name, record.number, self.answer)

    def find(self, ctx: Context) -> Found:
        row = ctx.session.execute(
            select(Call.created_at, Call.outcome, Call.started_at).where(Call.id == self.id)
        ).one_or_none()
        # What was said may have been corrected since; when and how it ended stays.
        return ours_if(row and (row.created_at, row.outcome) == (ctx.now, self.record.outcome))

    def carry_out(self, ctx: Context) -> CallRow:
        return log_call(ctx, self.record, self.id, self.given)


class WaitingCorrection(WaitingDeed):
    """`correct_call`; `version` is its base. An own call that waits itself will have version 1."""

    name: ClassVar[str] = "correct_call"
    call_id: uuid.UUID
    version: int
    changes: dict[str, str]
    reason: str = ""

    @property
    def ties(self) -> Ties:
        return Ties(needs=frozenset({self.call_id}))

    def gist(self) -> Gist:
        return Gist(" · ".join(text for text in self.changes.values() if text))

    def find(self, ctx: Context) -> Found:
        row = ctx.session.get(CallRevision, self.id)
        return ours_if(row and (row.call_id, row.changed_by) == (self.call_id, ctx.actor.id))

    def carry_out(self, ctx: Context) -> Any:
        return correct_call(
            ctx, self.call_id, self.version, self.changes, self.reason, revision_id=self.id
        )
