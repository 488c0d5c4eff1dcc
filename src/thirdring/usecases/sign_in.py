"""Signing in to an embedded center: login and password, rate-limited, lock-out said plainly."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, true
from sqlalchemy.orm import Session

from thirdring.domain.enums import Role
from thirdring.domain.errors import NotPermitted, Refusal, say
from thirdring.domain.logins import after_failure, refuse_if_locked
from thirdring.store.engine import Store
from thirdring.store.tables import Staff, StaffRole
from thirdring.usecases.passwords import matches
from thirdring.usecases.settings_of_center import read_center, read_policy
from thirdring.usecases.staff_accounts import folded_login


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who signed in. `draft_key` (32 bytes) opens this person's drafts on this computer."""

    id: uuid.UUID
    login: str
    name: str
    post: str | None
    work_number: str | None
    roles: frozenset[Role]
    draft_key: bytes
    must_change_password: bool
    has_password: bool


def only_account(session: Session) -> str | None:
    """The login when the center has exactly one account, else None."""
    logins = session.scalars(select(Staff.login).where(Staff.active.is_(true())).limit(2)).all()
    return logins[0] if len(logins) == 1 else None


def needs_password(session: Session, login: str) -> bool:
    """Whether the account has a password; an unknown login is asked for one too."""
    row = session.execute(
        select(Staff.password_hash).where(Staff.login == folded_login(login))
    ).one_or_none()
    return row is None or row.password_hash is not None


def sign_in(store: Store, login: str, password: str | None, now: datetime) -> SignedIn:
    """Check login and password; failures are counted in a transaction of their own.

    Raises:
        NotPermitted: wrong login or password (never saying which), or locked, with the time left.
    """
    with store.begin_write() as session:
        answer = _attempt(session, folded_login(login), password, now)
    if isinstance(answer, Refusal):
        raise answer
    return answer


def _attempt(
    session: Session, login: str, password: str | None, now: datetime
) -> SignedIn | NotPermitted:
    staff = session.scalars(
        select(Staff).where(Staff.login == login, Staff.active.is_(true()))
    ).one_or_none()
    if staff is None:
        matches(None, password or "")
        return _wrong()
    policy = read_policy(session)
    time = read_center(session).time
    locked = refuse_if_locked(staff.locked_until, now, time)
    if locked is not None:
        return locked
    if staff.password_hash is not None and not matches(staff.password_hash, password or ""):
        staff.failed_attempts, staff.locked_until = after_failure(
            staff.failed_attempts, now, policy
        )
        return refuse_if_locked(staff.locked_until, now, time) or _wrong()
    staff.failed_attempts, staff.locked_until = 0, None
    roles = session.scalars(select(StaffRole.role).where(StaffRole.staff_id == staff.id))
    return SignedIn(
        id=staff.id,
        login=staff.login,
        name=staff.name,
        post=staff.post,
        work_number=staff.work_number,
        roles=frozenset(roles),
        draft_key=staff.draft_key,
        must_change_password=staff.must_change_password,
        has_password=staff.password_hash is not None,
    )


def _wrong() -> NotPermitted:
    return NotPermitted(say("Login or password is not right."), field="password")
