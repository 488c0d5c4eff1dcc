"""The saves of a desk, done before the first caller and taken back.

What is asked the first time takes two or three times as long: a server plans it and reads its
catalogue for each connection anew, this program compiles it. Nobody on the line waits for that.
"""

import secrets
import uuid
from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from typing import Any

from thirdring.domain import ticket_numbers
from thirdring.domain.enums import CallbackResult, Outcome
from thirdring.domain.errors import ThirdRingError
from thirdring.domain.ids import new_id
from thirdring.domain.roles import Permission
from thirdring.store.exchange import take_back
from thirdring.store.month_counts import settle_counts
from thirdring.usecases.context import Context
from thirdring.usecases.given_ids import GivenIds
from thirdring.usecases.log_call import log_call, ticket_kind_of
from thirdring.usecases.records import CallInput, checked

_TALK = timedelta(minutes=2)
# No desk counts tickets of that day.
_DAY = date(2000, 1, 1)


def rehearse_complaint(ctx: Context) -> None:
    """A call with a complaint; nothing of it stays. A rule of the center that refuses it ends it, and
    is nobody's concern.

    Raises:
        NotPermitted: the person logs no calls.
    """
    ctx.require(Permission.LOG_CALL)
    with suppress(ThirdRingError):
        complaint = {"nature": "other", "severity": "ordinary", "against_kind": "none"}
        _log(ctx, new_id(), outcome=Outcome.TICKET, complaint=complaint)
    _take_back(ctx)


def rehearse_promise(ctx: Context) -> None:
    """The same of a promise and the call that keeps it.

    Raises:
        As `rehearse_complaint`.
    """
    ctx.require(Permission.LOG_CALL)
    with suppress(ThirdRingError):
        callback_id = new_id()
        promise = {"minutes": 30, "about": "—"}
        _log(ctx, callback_id, outcome=Outcome.CALLBACK, callback=promise)
        kept = {"id": callback_id, "result": CallbackResult.DONE}
        _log(ctx, new_id(), direction="outbound", rings=None, callback_kept=kept)
    _take_back(ctx)


# What a desk does of it, one after the other. On a server the first complaint of a desk takes 12 ms
# after it and 20 without; a second round brings nothing.
REHEARSALS: tuple[Callable[[Context], None], ...] = (rehearse_complaint, rehearse_promise)


def _take_back(ctx: Context) -> None:
    settle_counts(ctx.session, with_commit=True)
    take_back(ctx.session)


def _log(ctx: Context, callback_id: uuid.UUID, **values: Any) -> None:
    began = ctx.now - _TALK
    record = checked(
        CallInput,
        {
            "number": "10086000000", "name": "—", "title": "ms", "address": "—", "rings": 1,
            "started_at": began, "answered_at": began, "ended_at": ctx.now,
            "hung_up_by": "customer", "category": next(iter(ctx.center.categories), None),
            "raised": "—", "wants": "—", "answer": "—", "read_back": True,
            "read_back_at": ctx.now, "outcome": Outcome.SOLVED,
            "holds": [{"from": began, "to": ctx.now, "reason": "look_up"}],
        } | values,
    )  # fmt: skip
    kind = ticket_kind_of(record)
    number = None
    if kind is not None:
        number = ticket_numbers.make(kind, _DAY, "A0", 10**8 + secrets.randbelow(10**8))
    given = GivenIds(ticket_id=new_id(), ticket_number=number, callback_id=callback_id)
    log_call(ctx, record, new_id(), given)
