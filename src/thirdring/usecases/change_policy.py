"""The rulebook's figures: shown with their rules, changed with a reason, each change kept."""

import uuid
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select

from thirdring.domain.errors import Message, Refusal, say
from thirdring.domain.ids import new_id
from thirdring.domain.policy import (
    KEYS,
    Key,
    Policy,
    PolicyKey,
    Value,
    find_key,
    parse_value,
    to_stored,
)
from thirdring.domain.policy_checks import refuse_contradiction
from thirdring.domain.roles import Permission
from thirdring.domain.text_safety import TextKind, clean
from thirdring.store.tables import PolicyChange, PolicyValue, Staff
from thirdring.usecases.context import Context
from thirdring.usecases.reckon_clocks import move_running
from thirdring.usecases.timeline import record_event


@dataclass(frozen=True, slots=True)
class PolicyRow:
    """One figure as it stands; `changed` says whether this center set it."""

    key: str
    value: Value
    default: Value
    unit: str
    rules: tuple[str, ...]
    text: Message
    changed: bool
    moved: int = 0  # running clocks that a change has just moved


@dataclass(frozen=True, slots=True)
class PolicyChangeRow:
    """One change: who, when (UTC), from what to what, and why."""

    key: str
    old: object
    new: object
    reason: str
    by: str
    at: datetime


def show_policy(ctx: Context) -> list[PolicyRow]:
    """Every figure, in the order of the table."""
    ctx.require(Permission.SEE_POLICY)
    changed = set(ctx.session.scalars(select(PolicyValue.key)))
    return [_row(ctx, entry, entry.key.value in changed) for entry in KEYS.values()]


def policy_history(ctx: Context, key: str | None = None) -> list[PolicyChangeRow]:
    """Changes, newest first."""
    ctx.require(Permission.SEE_POLICY)
    statement = (
        select(PolicyChange, Staff.login)
        .join(Staff, Staff.id == PolicyChange.changed_by)
        .order_by(PolicyChange.changed_at.desc(), PolicyChange.id.desc())
    )
    if key is not None:
        statement = statement.where(PolicyChange.key == find_key(key).key.value)
    return [
        PolicyChangeRow(c.key, c.old_value, c.new_value, c.reason, login, c.changed_at)
        for c, login in ctx.session.execute(statement)
    ]


def set_policy(
    ctx: Context,
    key: str,
    text: str,
    reason: str,
    *,
    running: bool = False,
    alone: bool = True,
) -> PolicyRow:
    """Change one figure: for what starts from now on, or with `running` also for clocks that run.

    What follows in the same transaction goes by the changed figure. Not `alone`: others change
    along with it, and the caller asks `refuse_contradiction` when all did.

    Raises:
        NotPermitted: not a supervisor. NotFound: no such figure.
        Refusal: the value is out of bounds, contradicts another figure, or no reason is given.
    """
    ctx.require(Permission.CHANGE_POLICY)
    entry = find_key(key)
    value = parse_value(entry.key, text)
    reason = clean(reason, TextKind.LINE, field="reason").text
    if not reason:
        raise Refusal(say("Say why this figure changes."), field="reason")
    policy = Policy({**ctx.policy, entry.key: value})
    if alone:
        refuse_contradiction(policy, entry.key)
    change_id = _keep(ctx, entry, value, reason)
    ctx.policy = policy
    moved = move_running(ctx, entry.key, ctx.policy) if running else 0
    record_event(
        ctx, "changed", "policy", change_id, key=entry.key.value, running=running, moved=moved
    )
    ctx.touch("policy")
    return replace(_row(ctx, entry, changed=True), moved=moved)


def _keep(ctx: Context, entry: PolicyKey, value: Value, reason: str) -> uuid.UUID:
    stored = ctx.session.get(PolicyValue, entry.key.value)
    old = to_stored(ctx.policy[entry.key])
    if stored is None:
        ctx.session.add(
            PolicyValue(key=entry.key.value, value=to_stored(value), updated_at=ctx.now)
        )
    else:
        stored.value, stored.updated_at = to_stored(value), ctx.now
        stored.version += 1
    change = PolicyChange(
        id=new_id(),
        key=entry.key.value,
        old_value=old,
        new_value=to_stored(value),
        reason=reason,
        changed_by=ctx.actor.id,
        changed_at=ctx.now,
    )
    ctx.session.add(change)
    ctx.session.flush()
    return change.id


def _row(ctx: Context, entry: PolicyKey, changed: bool) -> PolicyRow:
    key: Key = entry.key
    return PolicyRow(
        key.value, ctx.policy[key], entry.default, entry.unit.value, entry.rules,
        Message(entry.text), changed,
    )  # fmt: skip
