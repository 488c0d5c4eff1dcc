"""Listing and showing calls."""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import literal, select, tuple_

from thirdring.domain import search_text
from thirdring.domain.errors import NotFound, NotPermitted, Refusal, say
from thirdring.domain.roles import Permission
from thirdring.store.tables import Call, Staff
from thirdring.usecases.call_rows import CallRow, call_row, call_rows
from thirdring.usecases.context import Context
from thirdring.usecases.staff_accounts import folded_login

_CHUNK = 500
MOST = 100_000


@dataclass(frozen=True, slots=True)
class CallQuery:
    """`since` and `until` are aware UTC and half-open, over the start of the call."""

    since: datetime | None = None
    until: datetime | None = None
    agent: str | None = None
    search: str = ""
    limit: int = 100
    masked: bool = False


def find_calls(ctx: Context, query: CallQuery) -> list[CallRow]:
    """Calls newest first, at most `limit`. An agent sees their own, a supervisor all.

    Raises:
        NotPermitted: the role sees no calls, or the query asks for someone else's.
        Refusal: a limit out of range, an agent nobody knows.
    """
    ctx.require(Permission.SEE_CALLS)
    if not 1 <= query.limit <= MOST:
        raise Refusal(say("A limit is a number from 1 to {most}.", most=MOST), field="limit")
    wanted = search_text.query(query.search) if query.search.strip() else None
    rows: list[CallRow] = []
    for calls in _newest_first(ctx, query):
        found = [c for c in calls if wanted is None or search_text.matches(wanted, _texts(c))]
        rows += call_rows(ctx.session, found[: query.limit - len(rows)], ctx.now)
        if len(rows) == query.limit:
            break
    masked = query.masked or not ctx.actor.may(Permission.SEE_NUMBERS)
    return [row.masked() for row in rows] if masked else rows


def _newest_first(ctx: Context, query: CallQuery) -> Iterator[Sequence[Call]]:
    """Every call the query's days and agent allow, in chunks read by key."""
    chunk = _CHUNK if query.search.strip() else min(_CHUNK, query.limit)
    statement = select(Call).order_by(Call.started_at.desc(), Call.seq.desc()).limit(chunk)
    agent_id = _agent(ctx, query.agent)
    if agent_id is not None:
        statement = statement.where(Call.agent_id == agent_id)
    if query.since is not None:
        statement = statement.where(Call.started_at >= query.since)
    if query.until is not None:
        statement = statement.where(Call.started_at < query.until)
    page = statement
    while True:
        calls = ctx.session.scalars(page).all()
        if calls:
            yield calls
        if len(calls) < chunk:
            return
        # Bound as the column keeps it: a bare datetime would be compared as text.
        last = literal(calls[-1].started_at, Call.started_at.type), literal(calls[-1].seq)
        page = statement.where(tuple_(Call.started_at, Call.seq) < tuple_(*last))
        ctx.session.expunge_all()


def show_call(ctx: Context, call_id: uuid.UUID, *, masked: bool = False) -> CallRow:
    """One call by its id.

    Raises:
        NotFound: there is none, or it is someone else's and the role sees only its own.
    """
    ctx.require(Permission.SEE_CALLS)
    call = ctx.session.scalars(select(Call).where(Call.id == call_id)).one_or_none()
    own = call is not None and call.agent_id == ctx.actor.id
    if call is None or not (own or ctx.actor.may(Permission.SEE_ALL_CALLS)):
        raise NotFound(say("There is no call {id} that you may see.", id=call_id))
    row = call_row(ctx.session, call, ctx.now)
    return row.masked() if masked or not ctx.actor.may(Permission.SEE_NUMBERS) else row


def _agent(ctx: Context, login: str | None) -> uuid.UUID | None:
    if login is None:
        return None if ctx.actor.may(Permission.SEE_ALL_CALLS) else ctx.actor.id
    agent_id = ctx.session.scalars(
        select(Staff.id).where(Staff.login == folded_login(login))
    ).one_or_none()
    if agent_id is None:
        raise Refusal(say("Nobody has the login {login}.", login=login), field="agent")
    if agent_id != ctx.actor.id and not ctx.actor.may(Permission.SEE_ALL_CALLS):
        raise NotPermitted(say("You see your own calls; a supervisor sees everyone's."))
    return agent_id


def _texts(call: Call) -> list[str]:
    texts = (
        call.name, call.number, call.digits, call.address, call.raised, call.wants, call.answer,
        call.unmet_need, call.category,
    )  # fmt: skip
    return [search_text.normalise(text) for text in texts if text]
