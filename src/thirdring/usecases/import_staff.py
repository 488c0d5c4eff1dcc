"""Importing the staff list: login, name, role, department, post, work number."""

import re
import secrets
from pathlib import Path
from typing import Any

from sqlalchemy import select

from thirdring.domain.enums import Role
from thirdring.domain.errors import Message, Refusal, say
from thirdring.domain.logins import check_password, check_server_login
from thirdring.domain.roles import Permission
from thirdring.domain.text_safety import TextKind, clean
from thirdring.intake.readings import words
from thirdring.intake.staff_fields import STAFF_FIELDS
from thirdring.store.server import logins
from thirdring.store.tables import Staff
from thirdring.usecases.context import Context
from thirdring.usecases.import_plan import plan_import
from thirdring.usecases.import_report import ImportReport, Tally, no_progress
from thirdring.usecases.staff_accounts import department_named, folded_login, new_account
from thirdring.usecases.timeline import record_event

_BETWEEN_ROLES = re.compile(r"[,，、;；/|+&]|\band\b")


def import_staff(ctx: Context, file: Path, *, map_file: Path | None = None) -> ImportReport:
    """Add everybody in `file` (CSV or XLSX) who is not there yet; nobody when a row is refused.

    A login that is there already is left as it is. Whoever comes without a password gets a random
    one that nobody knows: an administrator sets the first one. A password from the file must be
    changed at the first sign-in.

    Raises:
        NotPermitted: not an administrator.
        Refusal: the file can't be understood.
    """
    ctx.require(Permission.MANAGE_STAFF)
    plan = plan_import(file, STAFF_FIELDS, map_file=map_file, order=None, progress=no_progress)
    converter = plan.converter()
    tally = Tally()
    added: list[str] = []
    unset: list[str] = []
    savepoint = ctx.session.begin_nested()
    for row in plan.table.rows():
        tally.read += 1
        try:
            values = converter.convert(row)
            login = _add(ctx, values)
        except Refusal as refusal:
            tally.refuse(row.number, refusal)
            continue
        if login is None:
            tally.known += 1
            continue
        added.append(login)
        if values.get("password") is None:
            unset.append(login)
    if tally.refused_rows:
        savepoint.rollback()
        added, unset = [], []
    else:
        savepoint.commit()
        if added:
            ctx.touch("staff")
    return ImportReport(
        read=tally.read,
        added=len(added),
        known=tally.known,
        refused=tuple(tally.refused),
        map=plan.mapping.as_dict(),
        map_toml=plan.mapping.as_toml(),
        notes=(*plan.notes(), *tally.notes(), *_without_password(ctx, unset)),
    )


def _add(ctx: Context, values: dict[str, Any]) -> str | None:
    """Add one person; None when the login is there."""
    for name in STAFF_FIELDS.required:
        if not values.get(name):
            raise Refusal(say("{field} is missing.", field=name), field=name)
    login = folded_login(values["login"])
    if ctx.session.scalars(select(Staff.id).where(Staff.login == login)).first() is not None:
        return None
    roles = _roles(values["role"])
    given: str | None = values.get("password")
    on_server = logins.keeps_logins(ctx.session)
    if on_server:
        check_server_login(login)
        if given is not None:
            check_password(given, login=login, policy=ctx.policy)
    # Checked before the row is added; a department is only made for somebody who comes.
    staff = new_account(
        ctx.session,
        login=login,
        name=values["name"],
        password=None if on_server else given or secrets.token_urlsafe(24),
        roles=roles,
        now=ctx.now,
        post=_line(values.get("post"), "post"),
        work_number=_line(values.get("work_number"), "work_number"),
        must_change_password=given is not None,
    )
    if values.get("department"):
        staff.department_id = department_named(ctx.session, values["department"], ctx.now)
        ctx.session.flush()
    if on_server:
        logins.follow_login(ctx.session, staff.login, given)
    record_event(ctx, "added", "staff", staff.id, roles=sorted(role.value for role in roles))
    return login


def _roles(text: str) -> frozenset[Role]:
    usual = STAFF_FIELDS.fields["role"].words
    roles = set()
    for part in _BETWEEN_ROLES.split(words(text)):
        said = part.strip()
        if not said:
            continue
        role = usual.get(said)
        if role is None:
            raise Refusal(
                say("“{role}” is not a role; they are {roles}.",
                    role=said[:40], roles=", ".join(Role)),
                field="role",
            )  # fmt: skip
        roles.add(Role(role))
    return frozenset(roles)


def _line(text: str | None, field: str) -> str | None:
    return None if not text else clean(text, TextKind.LINE, field=field).text or None


def _without_password(ctx: Context, unset: list[str]) -> list[Message]:
    if not unset:
        return []
    if logins.keeps_logins(ctx.session):
        return [
            say("Give a login with “thirdring server reset-password LOGIN” to: {logins}.",
                logins=", ".join(unset))
        ]  # fmt: skip
    return [
        say("Set a first password with “thirdring staff password LOGIN” for: {logins}.",
            logins=", ".join(unset))
    ]  # fmt: skip
