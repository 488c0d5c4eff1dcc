"""A forgotten administrator's password: the way in for who owns the machine (H5).

Whoever owns the database file could read it without us; this way leaves a trace instead.
"""

import os
import sys
from datetime import datetime
from pathlib import Path

from sqlalchemy import select, true

from thirdring.domain.enums import Role
from thirdring.domain.errors import NotFound, NotPermitted, say
from thirdring.domain.ids import new_id
from thirdring.domain.logins import check_password
from thirdring.store.engine import Store
from thirdring.store.tables import Event, Staff, StaffRole
from thirdring.usecases.passwords import hash_password
from thirdring.usecases.settings_of_center import read_policy
from thirdring.usecases.staff_accounts import folded_login


def regain_account(store: Store, login: str, password: str, now: datetime) -> None:
    """Give an administrator a new password without anybody signed in; lifts a lock-out.

    They change it at their next sign-in. A deed without an actor, like `set_up`: the event says
    that the file's owner did it. Other accounts are an administrator's to reset.

    Raises:
        NotPermitted: the file belongs to somebody else.
        NotFound: no active administrator has this login.
        Refusal: a server, which has no file here, or the password is too weak.
    """
    refuse_strangers(store.address.file)
    with store.begin_write() as session:
        staff = session.scalars(
            select(Staff)
            .join(StaffRole, StaffRole.staff_id == Staff.id)
            .where(
                Staff.login == folded_login(login),
                Staff.active.is_(true()),
                StaffRole.role == Role.ADMIN,
            )
        ).one_or_none()
        if staff is None:
            raise NotFound(
                say("No administrator has the login {login}.", login=login), field="login"
            )
        check_password(password, login=staff.login, policy=read_policy(session))
        staff.password_hash = hash_password(password)
        staff.must_change_password = True
        staff.failed_attempts, staff.locked_until = 0, None
        staff.version += 1
        session.add(
            Event(
                id=new_id(),
                at=now,
                verb="password_reset",
                subject_kind="staff",
                subject_id=staff.id,
                detail={"by": "file_owner"},
            )
        )


def refuse_strangers(path: Path) -> None:
    """Raise NotPermitted unless the database file belongs to this user of the system."""
    if not owns(path):
        raise NotPermitted(
            say("{path} belongs to another user of this computer; only they can do this.",
                path=str(path))
        )  # fmt: skip


def owns(path: Path) -> bool:
    """Whether the file is this user's. Windows names no plain owner: there, whether it lies in
    their own profile, which others can't write to.
    """
    if sys.platform == "win32":
        return path.resolve().is_relative_to(Path.home().resolve())
    return path.stat().st_uid == os.geteuid()
