"""Signing in: to an embedded center by login and password, rate-limited, lock-out said plainly; on
a server the database has let the login in already.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, true
from sqlalchemy.orm import Session

from thirdring.domain.enums import Role
from thirdring.domain.errors import NotPermitted, Refusal, say
from thirdring.domain.logins import after_failure, refuse_if_locked
from thirdring.store.engine import Store
from thirdring.store.server import logins
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
    if store.address.on_server:
        return sign_in_on_server(store)
    with store.begin_write() as session:
        answer = _attempt(session, folded_login(login), password, now)
    if isinstance(answer, Refusal):
        raise answer
    return answer


def sign_in_on_server(store: Store) -> SignedIn:
    """Who the connected login is in this center; its password was the server's matter.

    Raises:
        NotPermitted: nobody of this center, or taken out of use.
        Refusal: the database has no center that keeps logins.
    """
    with store.begin_read() as session:
        if not logins.knows_accounts(session):
            raise Refusal(
                say(
                    "{address} keeps no logins of people yet: its database administrator sets it "
                    "up with `thirdring server init`.",
                    address=str(store.address),
                )
            )
        found = logins.identity(session)
    if found is None:
        raise NotPermitted(
            say(
                "{login} is nobody of this center: an administrator adds people with `thirdring "
                "server add-user`.",
                login=store.address.login or "",
            ),
            field="login",
        )
    if not found.active:
        raise NotPermitted(say("This account is no longer in use. Ask an administrator."))
    return SignedIn(
        id=found.id,
        login=found.login,
        name=found.name,
        post=found.post,
        work_number=found.work_number,
        roles=found.roles,
        draft_key=found.draft_key,
        must_change_password=found.must_change_password,
        has_password=store.address.password is not None,
    )


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
