"""The people of the center: listing, adding, changing, taking out of use, passwords."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import event, select, true

from thirdring.domain.enums import Role
from thirdring.domain.errors import Conflict, NotFound, Refusal, say
from thirdring.domain.logins import check_password, check_server_login
from thirdring.domain.roles import Permission
from thirdring.domain.text_safety import TextKind, clean
from thirdring.store.engine import store_of
from thirdring.store.server import logins
from thirdring.store.tables import Department, Staff, StaffRole
from thirdring.usecases.context import Context
from thirdring.usecases.passwords import hash_password, matches
from thirdring.usecases.staff_accounts import (
    StaffRow,
    department_named,
    folded_login,
    new_account,
    refuse_out_of_use,
    refuse_without_administrator,
    set_roles,
)
from thirdring.usecases.timeline import record_event
from thirdring.usecases.unowned import send_up_unowned, settle_owned


@dataclass(frozen=True, slots=True)
class NewStaff:
    """Someone to add. `password` None: none is set, and none is asked for at the sign-in; on a
    server there is no way to sign in before one is.

    A password set here was set by somebody else: its owner chooses their own at the first sign-in.
    """

    login: str
    name: str
    roles: frozenset[Role]
    password: str | None = None
    department: str | None = None
    post: str | None = None
    work_number: str | None = None
    internal_number: str | None = None


@dataclass(frozen=True, slots=True)
class StaffChange:
    """New values of one account; None leaves a field as it is, "" empties it."""

    id: uuid.UUID
    version: int
    name: str | None = None
    roles: frozenset[Role] | None = None
    department: str | None = None
    post: str | None = None
    work_number: str | None = None
    internal_number: str | None = None


def list_staff(ctx: Context, *, inactive: bool = True) -> list[StaffRow]:
    """Everybody, by login."""
    ctx.require(Permission.SEE_STAFF)
    statement = (
        select(Staff, Department.name)
        .outerjoin(Department, Department.id == Staff.department_id)
        .order_by(Staff.login)
    )
    if not inactive:
        statement = statement.where(Staff.active.is_(true()))
    found = ctx.session.execute(statement).all()
    roles: dict[uuid.UUID, list[Role]] = {}
    for staff_id, role in ctx.session.execute(select(StaffRole.staff_id, StaffRole.role)):
        roles.setdefault(staff_id, []).append(role)
    order = list(Role)
    able = _able(ctx)
    return [
        _row(staff, department, sorted(roles.get(staff.id, ()), key=order.index), able)
        for staff, department in found
    ]


def signs_in_by_server(ctx: Context) -> bool:
    """Whether people sign in with logins of the database, so that nobody can without a password."""
    return logins.knows_accounts(ctx.session)


def add_staff(ctx: Context, new: NewStaff) -> StaffRow:
    """Add someone.

    Raises:
        NotPermitted: not an administrator. Refusal: see `new_account`.
    """
    ctx.require(Permission.MANAGE_STAFF)
    on_server = logins.keeps_logins(ctx.session)
    if on_server:
        check_server_login(folded_login(new.login))
        if new.password is not None:
            check_password(new.password, login=folded_login(new.login), policy=ctx.policy)
    staff = new_account(
        ctx.session,
        login=new.login,
        name=new.name,
        password=None if on_server else new.password,
        roles=new.roles,
        now=ctx.now,
        department_id=_department(ctx, new.department),
        post=_line(new.post, "post"),
        work_number=_line(new.work_number, "work_number"),
        internal_number=_line(new.internal_number, "internal_number"),
        must_change_password=new.password is not None,
    )
    if on_server:
        logins.follow_login(ctx.session, staff.login, new.password)
    record_event(ctx, "added", "staff", staff.id, roles=sorted(role.value for role in new.roles))
    ctx.touch("staff")
    return staff_row(ctx, staff.id)


def change_staff(ctx: Context, change: StaffChange) -> StaffRow:
    """Change name, roles, department, post or numbers. What they owe and may do no more seeks
    another owner (C6).

    Raises:
        Conflict: someone changed the account meanwhile.
        Refusal: nobody would be left to manage the staff.
    """
    ctx.require(Permission.MANAGE_STAFF)
    staff = _by_id(ctx, change.id, lock=True)
    if staff.version != change.version:
        raise Conflict(
            say("{login} was changed by someone else meanwhile.", login=staff.login),
            theirs=staff_row(ctx, staff.id),
        )
    if change.name is not None:
        staff.name = clean(change.name, TextKind.NAME, field="name").text or staff.login
    for field in ("post", "work_number", "internal_number"):
        if (value := getattr(change, field)) is not None:
            setattr(staff, field, _line(value, field))
    if change.department is not None:
        staff.department_id = _department(ctx, change.department)
    if change.roles is not None:
        set_roles(ctx.session, staff, change.roles)
        send_up_unowned(ctx, staff.id)
        settle_owned(ctx, staff.id)
        _follow(ctx, staff)
    staff.version += 1
    fields = [
        field
        for field in ("name", "roles", "department", "post", "work_number", "internal_number")
        if getattr(change, field) is not None
    ]
    record_event(ctx, "changed", "staff", staff.id, fields=fields)
    ctx.touch("staff")
    return staff_row(ctx, staff.id)


def deactivate(ctx: Context, login: str) -> StaffRow:
    """Take an account out of use; what it did stays.

    It is not refused for promises that are open, or whoever left could still sign in: each of them
    goes into the supervisors' queue, as with an absence (C6).

    Raises:
        Refusal: it is one's own, or the last administrator's.
    """
    ctx.require(Permission.MANAGE_STAFF)
    staff = by_login(ctx, login)
    if staff.id == ctx.actor.id:
        raise Refusal(say("Nobody takes their own account out of use."), field="login")
    refuse_without_administrator(ctx.session, staff)
    return _switched(ctx, staff, active=False)


def reactivate(ctx: Context, login: str) -> StaffRow:
    """Take an account into use again. On a server its old password is gone: it has no way in before
    a new one is given.
    """
    ctx.require(Permission.MANAGE_STAFF)
    return _switched(ctx, by_login(ctx, login), active=True)


def _switched(ctx: Context, staff: Staff, *, active: bool) -> StaffRow:
    if staff.active is not active:
        staff.active = active
        staff.version += 1
        _follow(ctx, staff)
        record_event(ctx, "reactivated" if active else "deactivated", "staff", staff.id)
        if active:
            settle_owned(ctx, staff.id)
        else:
            send_up_unowned(ctx, staff.id)
        ctx.touch("staff")
    return staff_row(ctx, staff.id)


def reset_password(ctx: Context, login: str, password: str) -> StaffRow:
    """Give someone a new password, which they change at their next sign-in; lifts a lock-out. On a
    server it makes the login of who has none yet, and ends the sessions of who had the old one.

    Raises:
        Refusal: too weak; on a server, the account is out of use.
    """
    ctx.require(Permission.MANAGE_STAFF)
    staff = by_login(ctx, login)
    check_password(password, login=staff.login, policy=ctx.policy)
    if logins.keeps_logins(ctx.session):
        check_server_login(staff.login)
        refuse_out_of_use(staff)
        logins.follow_login(ctx.session, staff.login, password)
    else:
        staff.password_hash = hash_password(password)
    staff.must_change_password = staff.id != ctx.actor.id
    staff.failed_attempts, staff.locked_until = 0, None
    staff.version += 1
    record_event(ctx, "password_reset", "staff", staff.id)
    ctx.touch("staff")
    return staff_row(ctx, staff.id)


def change_own_password(ctx: Context, old: str, new: str) -> None:
    """Change one's own password.

    Raises:
        Refusal: the old one is not right, or the new one is too weak.
    """
    if logins.keeps_own_login(ctx.session):
        _change_own_login(ctx, old, new)
        return
    staff = _by_id(ctx, ctx.actor.id)
    if staff.password_hash is not None and not matches(staff.password_hash, old):
        raise Refusal(say("The old password is not right."), field="old_password")
    check_password(new, login=staff.login, policy=ctx.policy)
    staff.password_hash = hash_password(new)
    staff.must_change_password = False
    staff.version += 1
    record_event(ctx, "password_changed", "staff", staff.id)


def _change_own_login(ctx: Context, old: str, new: str) -> None:
    store = store_of(ctx.session)
    if store.address.password is not None and not store.is_password(old):
        raise Refusal(say("The old password is not right."), field="old_password")
    check_password(new, login=ctx.actor.login, policy=ctx.policy)
    logins.change_own_password(ctx.session, ctx.actor.login, new)
    record_event(ctx, "password_changed", "staff", ctx.actor.id)

    @event.listens_for(ctx.session, "after_commit", once=True)
    def _changed(_session: object) -> None:
        store.take_password(new)


def _follow(ctx: Context, staff: Staff) -> None:
    """On a server the login becomes what the account is."""
    if logins.keeps_logins(ctx.session):
        logins.follow_login(ctx.session, staff.login)


def by_login(ctx: Context, login: str) -> Staff:
    """The account of that login.

    Raises:
        NotFound: nobody has it.
    """
    staff = ctx.session.scalars(
        select(Staff).where(Staff.login == folded_login(login))
    ).one_or_none()
    if staff is None:
        raise NotFound(say("Nobody has the login {login}.", login=login), field="login")
    return staff


def _by_id(ctx: Context, staff_id: uuid.UUID, *, lock: bool = False) -> Staff:
    """`lock`: until the commit, for who changes it; who only refers to it is not held up."""
    held = {"key_share": True} if lock else None
    staff = ctx.session.get(Staff, staff_id, with_for_update=held)
    if staff is None:
        raise NotFound(say("This account no longer exists."))
    return staff


def staff_row(ctx: Context, staff_id: uuid.UUID) -> StaffRow:
    """The account as lists show it."""
    ctx.session.flush()
    staff = _by_id(ctx, staff_id)
    department = None
    if staff.department_id is not None:
        department = ctx.session.scalars(
            select(Department.name).where(Department.id == staff.department_id)
        ).one()
    order = list(Role)
    roles = ctx.session.scalars(select(StaffRole.role).where(StaffRole.staff_id == staff_id))
    return _row(staff, department, sorted(roles, key=order.index), _able(ctx))


def _able(ctx: Context) -> frozenset[str]:
    """The logins with a password: asked for once, as a hash is only read where one is compared."""
    able = logins.able_logins(ctx.session)
    if able is not None:
        return able
    return frozenset(
        ctx.session.scalars(select(Staff.login).where(Staff.password_hash.is_not(None)))
    )


def _row(
    staff: Staff, department: str | None, roles: Sequence[Role], able: frozenset[str]
) -> StaffRow:
    return StaffRow(
        id=staff.id,
        login=staff.login,
        name=staff.name,
        roles=tuple(roles),
        department=department,
        post=staff.post,
        work_number=staff.work_number,
        active=staff.active,
        absent_from=staff.absent_from,
        absent_until=staff.absent_until,
        locked_until=staff.locked_until,
        has_password=staff.login in able,
        version=staff.version,
    )


def _department(ctx: Context, name: str | None) -> uuid.UUID | None:
    return department_named(ctx.session, name, ctx.now) if name and name.strip() else None


def _line(text: str | None, field: str) -> str | None:
    return clean(text, TextKind.LINE, field=field).text or None if text else None
