"""People of a server's center, kept by the administrator of its database, who is nobody of its staff.

Deeds without an actor, like `set_up`: the timeline says that the database's administrator did
them. An administrator of the program does the same with `manage_staff`.
"""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import select, text, update
from sqlalchemy.orm import Session

from thirdring.domain.errors import NotFound, NotPermitted, say
from thirdring.domain.ids import new_id
from thirdring.domain.logins import check_password, check_server_login
from thirdring.domain.text_safety import TextKind, clean
from thirdring.store.engine import Store
from thirdring.store.server.logins import follow_login
from thirdring.store.server.role_names import RoleNames
from thirdring.store.tables import Event, Staff
from thirdring.usecases.manage_staff import NewStaff
from thirdring.usecases.set_up import FirstStart, is_set_up, set_up
from thirdring.usecases.settings_of_center import read_policy
from thirdring.usecases.staff_accounts import (
    department_named,
    folded_login,
    new_account,
    new_login,
    refuse_out_of_use,
    refuse_without_administrator,
)

_MEMBER = text(
    "SELECT pg_has_role(session_user, oid, 'MEMBER') FROM pg_roles WHERE rolname = :name"
)


def administers(session: Session) -> bool:
    """Whether who is connected administers this database: may act as the owner of its objects."""
    return bool(session.scalar(_MEMBER, {"name": _names(session).owner}))


@contextmanager
def as_owner(store: Store) -> Iterator[Session]:
    """A write transaction as the owner of the center's objects.

    Raises:
        NotPermitted: who is connected is no administrator of the database.
    """
    with store.begin_write() as session:
        if not administers(session):
            raise NotPermitted(
                say("Only the database's administrator, or one of the center's, can do this.")
            )
        owner = _names(session).owner.replace('"', '""').replace("%", "%%")
        session.connection().exec_driver_sql(f'SET LOCAL ROLE "{owner}"')
        yield session


def found_on_server(
    session: Session, first: FirstStart, now: datetime, *, chosen: bool
) -> uuid.UUID:
    """The center and its first account, with a login; `chosen`: its owner chose the password.

    Raises:
        Refusal: as `set_up`; the password is too weak; the login is another role's.
    """
    login = new_login(first.login)
    check_server_login(login)
    check_password(first.password or "", login=login)
    account = set_up(session, FirstStart(first.company, login, first.name, None, first.language,
                                         first.timezone), now)  # fmt: skip
    session.get_one(Staff, account).must_change_password = not chosen
    follow_login(session, login, first.password)
    return account


def has_center(session: Session) -> bool:
    """Whether the database holds a center already."""
    return is_set_up(session)


def open_sample_logins(store: Store, logins: Sequence[Mapping[str, str]]) -> None:
    """Logins for the people of the sample center, each with the password that is printed."""
    with as_owner(store) as session:
        session.execute(update(Staff).values(password_hash=None))
        for person in logins:
            follow_login(session, person["login"], person["password"])


def hire(session: Session, new: NewStaff, now: datetime) -> Staff:
    """Add someone, with a login whose password they change at the first sign-in."""
    login = new_login(new.login)
    check_server_login(login)
    check_password(new.password or "", login=login, policy=read_policy(session))
    department = department_named(session, new.department, now) if new.department else None
    staff = new_account(
        session,
        login=login,
        name=new.name,
        password=None,
        roles=new.roles,
        now=now,
        department_id=department,
        post=_line(new.post, "post"),
        work_number=_line(new.work_number, "work_number"),
        must_change_password=True,
    )
    follow_login(session, login, new.password)
    _record(session, "added", staff, now, roles=sorted(role.value for role in new.roles))
    return staff


def dismiss(session: Session, login: str, now: datetime) -> Staff:
    """Take an account and its login out of use, and end its sessions. What the person still owes is
    put into the supervisors' queue by the next desk that looks after alarms (C6).

    Raises:
        NotFound. Refusal: it is the last administrator's.
    """
    staff = _by_login(session, login)
    if staff.active:
        refuse_without_administrator(session, staff)
        staff.active = False
        staff.version += 1
        _record(session, "deactivated", staff, now)
    follow_login(session, staff.login)
    return staff


def renew_password(session: Session, login: str, password: str, now: datetime) -> Staff:
    """A new password, changed at the next sign-in; makes the login of who has none yet."""
    staff = _by_login(session, login)
    check_server_login(staff.login)
    refuse_out_of_use(staff)
    check_password(password, login=staff.login, policy=read_policy(session))
    staff.must_change_password = True
    staff.version += 1
    follow_login(session, staff.login, password)
    _record(session, "password_reset", staff, now)
    return staff


def _by_login(session: Session, login: str) -> Staff:
    found = session.scalars(select(Staff).where(Staff.login == folded_login(login))).one_or_none()
    if found is None:
        raise NotFound(say("Nobody has the login {login}.", login=login), field="login")
    return found


def _record(session: Session, verb: str, staff: Staff, now: datetime, **detail: object) -> None:
    session.add(
        Event(
            id=new_id(),
            at=now,
            verb=verb,
            subject_kind="staff",
            subject_id=staff.id,
            detail={"by": "database_administrator", **detail},
        )
    )


def _line(given: str | None, field: str) -> str | None:
    return clean(given, TextKind.LINE, field=field).text or None if given else None


def _names(session: Session) -> RoleNames:
    return RoleNames.of(str(session.scalar(text("SELECT current_database()"))))
