"""What every deed begins with: who acts, where, by which figures. Read anew each time, in one
statement: a desk asks it dozens of times a minute, and each exchange with a server costs.
"""

import json
import uuid
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    Label,
    Text,
    bindparam,
    cast,
    literal_column,
    null,
    select,
    true,
    union_all,
)
from sqlalchemy.orm import Session

from thirdring.domain.enums import Role
from thirdring.domain.errors import NotPermitted, say
from thirdring.domain.policy import Policy
from thirdring.store.prepared import fetch_texts
from thirdring.store.tables import Desk, PolicyValue, Setting, Staff, StaffRole
from thirdring.usecases.context import Actor, CenterFacts
from thirdring.usecases.settings_of_center import center_of


class AccountClosed(NotPermitted):
    """The account was taken out of use: nothing more is done in its name."""


_me = bindparam("me", type_=Staff.id.type)
_first_desk = (
    select(Desk.code).order_by(Desk.created_at, Desk.id).limit(literal_column("1")).subquery()
)


def _part(name: str) -> Label[str]:
    """Written into the statement: binding it with each deed would cost as much as a row."""
    return literal_column(f"'{name}'", Text).label("part")


_START = union_all(
    select(_part("actor"), Staff.login.label("name"), Staff.name.label("value"))
    .where(Staff.id == _me, Staff.active.is_(true())),
    select(_part("role"), cast(StaffRole.role, Text), null()).where(StaffRole.staff_id == _me),
    select(_part("setting"), Setting.key, cast(Setting.value, Text)),
    select(_part("policy"), PolicyValue.key, cast(PolicyValue.value, Text)),
    select(_part("desk"), _first_desk.c.code, null()),
)  # fmt: skip

_Pairs = tuple[tuple[str, str], ...]


def start(session: Session, staff_id: uuid.UUID) -> tuple[Actor, CenterFacts, Policy]:
    """The person, the center and its policy as the database has them now.

    Raises:
        AccountClosed: the account was taken out of use meanwhile.
        Refusal: the database has not been set up yet.
    """
    parts: dict[str, list[tuple[str, Any]]] = {}
    # As text for the driver: each deed asks it, and SQLAlchemy's way to the rows costs as much as they.
    for part, name, value in fetch_texts(session.connection(), _START, {"me": staff_id}):
        parts.setdefault(part, []).append((name, value))
    if "actor" not in parts:
        raise AccountClosed(say("This account is no longer in use. Ask an administrator."))
    login, name = parts["actor"][0]
    roles = frozenset(Role(role) for role, _none in parts.get("role", ()))
    codes = tuple(code for code, _none in parts.get("desk", ()))
    return (
        Actor(id=staff_id, login=login, name=name, roles=roles),
        _center(_sorted(parts.get("setting", ())), codes),
        _policy(_sorted(parts.get("policy", ()))),
    )


def _sorted(pairs: Any) -> _Pairs:
    return tuple(sorted(pairs))


# The same rows mean the same: reading them is cheap, taking them apart is not.
@lru_cache(maxsize=8)
def _center(settings: _Pairs, codes: tuple[str, ...]) -> CenterFacts:
    return center_of({key: json.loads(value) for key, value in settings}, codes)


@lru_cache(maxsize=8)
def _policy(values: _Pairs) -> Policy:
    return Policy.from_stored({key: json.loads(value) for key, value in values})
