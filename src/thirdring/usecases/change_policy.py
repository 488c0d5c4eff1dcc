"""The rulebook's figures: shown with their rules, changed with a reason, each change kept."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from thirdring.domain.errors import Message, Refusal, say
from thirdring.domain.ids import new_id
from thirdring.domain.policy import (
    KEYS,
    Key,
    PolicyKey,
    Value,
    find_key,
    parse_value,
    to_stored,
)
from thirdring.domain.roles import Permission
from thirdring.domain.text_safety import TextKind, clean
from thirdring.store.tables import PolicyChange, PolicyValue, Staff
from thirdring.usecases.context import Context
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


def set_policy(ctx: Context, key: str, text: str, reason: str) -> PolicyRow:
    """Change one figure.

    Raises:
        NotPermitted: not a supervisor. NotFound: no such figure.
        Refusal: the value is out of bounds, or no reason is given.
    """
    ctx.require(Permission.CHANGE_POLICY)
    entry = find_key(key)
    value = parse_value(entry.key, text)
    reason = clean(reason, TextKind.LINE, field="reason").text
    if not reason:
        raise Refusal(say("Say why this figure changes."), field="reason")
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
    record_event(ctx, "changed", "policy", change.id, key=entry.key.value)
    ctx.touch("policy")
    return PolicyRow(
        entry.key.value, value, entry.default, entry.unit.value, entry.rules, Message(entry.text),
        changed=True,
    )  # fmt: skip


def _row(ctx: Context, entry: PolicyKey, changed: bool) -> PolicyRow:
    key: Key = entry.key
    return PolicyRow(
        key.value, ctx.policy[key], entry.default, entry.unit.value, entry.rules,
        Message(entry.text), changed,
    )  # fmt: skip
