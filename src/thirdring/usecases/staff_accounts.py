"""Making and changing accounts; what `set_up`, `manage_staff` and the staff import share."""

import secrets
import unicodedata
import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, true
from sqlalchemy.orm import Session

from thirdring.domain.enums import Role
from thirdring.domain.errors import Refusal, say
from thirdring.domain.ids import new_id
from thirdring.domain.logins import check_password
from thirdring.domain.text_safety import TextKind, clean
from thirdring.store.secured import remove
from thirdring.store.tables import Department, Staff, StaffRole
from thirdring.usecases.passwords import hash_password


@dataclass(frozen=True, slots=True)
class StaffRow:
    """One person as lists and the command line show them. Times are UTC."""

    id: uuid.UUID
    login: str
    name: str
    roles: tuple[Role, ...]
    department: str | None
    post: str | None
    work_number: str | None
    active: bool
    absent_until: datetime | None
    absent_from: datetime | None
    locked_until: datetime | None
    has_password: bool
    version: int


def folded_login(login: str) -> str:
    """The login as it is kept and compared: no case, no width, no spaces around.

    Raises:
        Refusal: empty, longer than the gate allows, or with spaces inside.
    """
    folded = unicodedata.normalize("NFKC", clean(login, TextKind.LOGIN, field="login").text)
    folded = folded.strip().casefold()
    if not folded or any(c.isspace() for c in folded):
        raise Refusal(say("A login is one word, such as lin.xiaomei."), field="login")
    return folded


def _is_login(text: str) -> bool:
    """Letters of any script with their marks, digits, and . _ - @; nothing that could be markup,
    a path, or unseen.
    """
    return all(c in "._-@" or unicodedata.category(c)[0] in "LM" or c.isdecimal() for c in text)


def new_login(login: str) -> str:
    """A login for an account that is made now, as it is kept.

    Raises:
        Refusal: not 1 to 64 letters, digits and . _ - @.
    """
    folded = folded_login(login)
    if not _is_login(unicodedata.normalize("NFKC", login.strip())):
        raise Refusal(say("A login has letters, digits and . _ - @ only."), field="login")
    return folded


def new_account(
    session: Session,
    *,
    login: str,
    name: str,
    password: str | None,
    roles: frozenset[Role],
    now: datetime,
    department_id: uuid.UUID | None = None,
    post: str | None = None,
    work_number: str | None = None,
    internal_number: str | None = None,
    must_change_password: bool = False,
) -> Staff:
    """Add an account.

    Raises:
        Refusal: the login is taken or malformed, no role, or the password is too weak.
    """
    login = new_login(login)
    if not roles:
        raise Refusal(say("Give {login} at least one role.", login=login), field="role")
    if session.scalars(select(Staff.id).where(Staff.login == login)).first() is not None:
        raise Refusal(
            say("The login {login} is taken; choose another.", login=login), field="login"
        )
    if password is not None:
        check_password(password, login=login)
    staff = Staff(
        id=new_id(),
        login=login,
        name=clean(name, TextKind.NAME, field="name").text or login,
        post=post,
        work_number=work_number,
        internal_number=internal_number,
        department_id=department_id,
        password_hash=None if password is None else hash_password(password),
        must_change_password=must_change_password,
        draft_key=secrets.token_bytes(32),
        created_at=now,
    )
    session.add(staff)
    session.flush()
    session.add_all(StaffRole(staff_id=staff.id, role=role) for role in sorted(roles))
    return staff


def set_roles(session: Session, staff: Staff, roles: frozenset[Role]) -> None:
    """Replace the roles.

    Raises:
        Refusal: nobody would be left who may manage the staff.
    """
    if not roles:
        raise Refusal(say("Give {login} at least one role.", login=staff.login), field="role")
    if Role.ADMIN not in roles:
        refuse_without_administrator(session, staff)
    remove(session, StaffRole, staff_id=staff.id)
    session.add_all(StaffRole(staff_id=staff.id, role=role) for role in sorted(roles))


def refuse_out_of_use(staff: Staff) -> None:
    """A password given now would be gone when the account comes back."""
    if not staff.active:
        raise Refusal(
            say(
                "{login} is out of use: take the account into use again, then give it a password.",
                login=staff.login,
            ),
            field="login",
        )


def refuse_without_administrator(session: Session, leaving: Staff) -> None:
    """Raise `Refusal` when `leaving` is the last active administrator."""
    others = session.scalar(
        select(func.count())
        .select_from(Staff)
        .join(StaffRole, StaffRole.staff_id == Staff.id)
        .where(StaffRole.role == Role.ADMIN, Staff.active.is_(true()), Staff.id != leaving.id)
    )
    if not others:
        raise Refusal(
            say(
                "{login} is the last administrator. Make someone else an administrator first.",
                login=leaving.login,
            ),
            field="role",
        )


def department_named(session: Session, name: str, now: datetime) -> uuid.UUID:
    """The department's id; made when there is none of that name."""
    name = clean(name, TextKind.NAME, field="department").text
    found = session.scalars(select(Department.id).where(Department.name == name)).first()
    if found is not None:
        return found
    department = Department(id=new_id(), name=name, created_at=now)
    session.add(department)
    session.flush()
    return department.id
