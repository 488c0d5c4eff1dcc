"""Looks whether people and their logins belong together, and who may do everything."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, text

from thirdring.domain.enums import Role
from thirdring.domain.errors import say
from thirdring.store.server.finding import Finding, judged
from thirdring.store.server.role_names import RoleNames


def administrators(connection: Connection, names: RoleNames) -> Finding:
    """Who may do everything, past the rights of each role; nobody who works in the center does."""
    rows = connection.execute(
        text(
            "SELECT r.rolname, r.rolsuper, r.rolname IN (SELECT login FROM staff) AS of_staff "
            "FROM pg_roles r WHERE r.rolcanlogin AND (r.rolsuper OR EXISTS (SELECT FROM pg_roles g "
            "WHERE g.rolname = ANY (:strong) AND pg_has_role(r.oid, g.oid, 'MEMBER'))) ORDER BY 1"
        ),
        {"strong": [names.owner, names.keeper, names.backup]},
    ).all()
    problems = [
        f"{row.rolname} of the staff "
        + ("is a superuser" if row.rolsuper else "may act as an administrator of the database")
        for row in rows
        if row.of_staff
    ]
    return judged(
        "administrators", problems, ", ".join(row.rolname for row in rows),
        say("Take these rights back: a person's login may only what their account says."),
    )  # fmt: skip


def people(connection: Connection, names: RoleNames) -> Iterator[Finding]:
    """Accounts and logins belong together, one to one."""
    staff = {
        row.login: row
        for row in connection.execute(
            text(
                "SELECT s.login, s.active, array(SELECT r.role FROM staff_roles r "
                "WHERE r.staff_id = s.id) AS roles FROM staff s"
            )
        )
    }
    logins = {
        row.rolname: row
        for row in connection.execute(
            text(
                "SELECT r.rolname, r.rolcanlogin, r.rolsuper OR r.rolcreaterole OR r.rolcreatedb "
                "OR r.rolreplication OR r.rolbypassrls AS strong, array(SELECT g.rolname FROM "
                "pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid WHERE m.member = r.oid) "
                "AS groups FROM pg_roles r"
            )
        )
        # The owner's members are administrators of the database, who made the groups; of the staff
        # nobody is.
        if names.everyone in row.groups
        and (names.owner not in row.groups or row.rolname in staff)
        and row.rolname != names.keeper
    }
    # Taken out of use and back, a login waits for its new password.
    absent = [
        login
        for login, row in staff.items()
        if row.active and not (login in logins and logins[login].rolcanlogin)
    ]
    yield judged(
        "staff_without_login", absent, str(len(staff)),
        say("Give them one: `thirdring server reset-password LOGIN`."),
    )  # fmt: skip
    strangers = [login for login in logins if login not in staff]
    yield judged(
        "login_without_staff",
        strangers,
        str(len(logins)),
        say("Take these roles out of {group}, or drop them.", group=names.everyone),
    )
    yield judged(
        "logins", list(_askew(names, staff, logins)), str(len(logins)),
        say("Run `thirdring server init`, which puts each login back to what its account is."),
    )  # fmt: skip


def _askew(names: RoleNames, staff: dict[str, Any], logins: dict[str, Any]) -> Iterator[str]:
    """What a login may that its account doesn't say, or the other way round."""
    groups = {role.value: names.group_of(role) for role in Role}
    for login, row in logins.items():
        person = staff.get(login)
        if row.strong:
            yield f"{login} has powers over the server"
        if person is None:
            continue
        if row.rolcanlogin and not person.active:
            yield f"{login} may sign in"
        wanted = {groups[role] for role in person.roles} if person.active else set()
        held = set(row.groups) - {names.everyone}
        yield from (f"{login} lacks {group}" for group in sorted(wanted - held))
        yield from (f"{login} is in {group}" for group in sorted(held - wanted))
