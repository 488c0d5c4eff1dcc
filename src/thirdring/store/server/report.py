"""Looks whether a server is set up as it should be: a finding for each thing looked at."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, text

from thirdring.domain.enums import Role
from thirdring.domain.errors import Message, say
from thirdring.store.server.expected import differences, rights
from thirdring.store.server.quiet_log import loud, may_be_set
from thirdring.store.server.role_names import RoleNames
from thirdring.store.server.roles import attributes

_NEWEST_TRIED = 18
_OLDEST = 15
_DRIFT = timedelta(seconds=2)
# Beside the desks: the administrators' own, backups, replicas.
_SPARE_CONNECTIONS = 10
_PER_DESK = 2
_SHOWN = 5


class State(StrEnum):
    GOOD = "good"
    NOTE = "note"  # worth knowing, or could not be looked at
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """`found` is what was seen, in the database's words; `advice` what to do about it."""

    check: str
    state: State
    found: str
    advice: Message | None = None


_INIT = say("Run `thirdring server init` as the database's administrator.")


def report(connection: Connection, names: RoleNames, now: Callable[[], datetime]) -> list[Finding]:
    """Everything that was looked at; nothing is changed and nothing locked.

    `now` is this desk's clock, asked around the server's.
    """
    return [
        _version(connection),
        _tls(connection),
        _scram(connection),
        _encoding(connection),
        _roles(connection, names),
        *_rights(connection),
        _owners(connection, names),
        _extensions(connection),
        _log(connection),
        _clock(connection, now),
        _connections(connection, names),
        *_people(connection, names),
    ]


def _judged(check: str, problems: list[str], good: str, advice: Message) -> Finding:
    if not problems:
        return Finding(check, State.GOOD, good)
    more = f" … ({len(problems)})" if len(problems) > _SHOWN else ""
    return Finding(check, State.WRONG, "; ".join(problems[:_SHOWN]) + more, advice)


def _one(connection: Connection, sql: str, **values: Any) -> Any:
    return connection.scalar(text(sql), values)


def _version(connection: Connection) -> Finding:
    number = int(_one(connection, "SHOW server_version_num"))
    shown, major = str(_one(connection, "SHOW server_version")), number // 10_000
    if major < _OLDEST:
        return Finding(
            "version", State.WRONG, shown, say("Third Ring needs PostgreSQL 15 or newer.")
        )
    if major > _NEWEST_TRIED:
        return Finding(
            "version", State.NOTE, shown, say("Newer than what this version was tried with.")
        )
    return Finding("version", State.GOOD, shown)


def _tls(connection: Connection) -> Finding:
    on = _one(connection, "SHOW ssl") == "on"
    used = _one(connection, "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")
    found = f"ssl {'on' if on else 'off'}; this connection {'encrypted' if used else 'plain'}"
    if on:
        return Finding("tls", State.GOOD, found)
    advice = say("Other computers can't connect before TLS is turned on: ssl = on, a certificate.")
    local = _one(connection, "SELECT coalesce(inet_client_addr() <<= '127.0.0.0/8' "
                 "OR inet_client_addr() = '::1', true)")  # fmt: skip
    return Finding("tls", State.NOTE if local else State.WRONG, found, advice)


def _scram(connection: Connection) -> Finding:
    kept = str(_one(connection, "SHOW password_encryption"))
    advice = say("Set password_encryption = 'scram-sha-256', and use that word in pg_hba.conf.")
    problems = [] if kept == "scram-sha-256" else [f"password_encryption {kept}"]
    if _one(connection, "SELECT has_table_privilege('pg_hba_file_rules', 'SELECT')") and _one(
        connection, "SELECT has_function_privilege('pg_hba_file_rules()', 'EXECUTE')"
    ):
        lines = connection.execute(
            text(
                "SELECT line_number, auth_method FROM pg_hba_file_rules WHERE type LIKE 'host%' "
                "AND auth_method IN ('trust', 'password', 'md5') AND "
                "coalesce(address, '') NOT IN ('127.0.0.1', '::1', 'localhost')"
            )
        )
        problems += [f"pg_hba.conf:{line} {method}" for line, method in lines]
    return _judged("scram", problems, kept, advice)


def _encoding(connection: Connection) -> Finding:
    encoding = str(_one(connection, "SHOW server_encoding"))
    return _judged(
        "encoding", [] if encoding == "UTF8" else [encoding], encoding,
        say("Make a database with ENCODING 'UTF8' and move the center there."),
    )  # fmt: skip


def _roles(connection: Connection, names: RoleNames) -> Finding:
    rows = connection.execute(
        text(
            "SELECT rolname, rolcanlogin, rolsuper, rolcreatedb, rolreplication, rolcreaterole, "
            "rolbypassrls FROM pg_roles WHERE rolname = ANY (:names)"
        ),
        {"names": list(attributes(names))},
    )
    present = {row.rolname: row for row in rows}
    problems = [f"{name} is missing" for name in attributes(names) if name not in present]
    for name, row in present.items():
        more = {
            "LOGIN": row.rolcanlogin, "SUPERUSER": row.rolsuper, "CREATEDB": row.rolcreatedb,
            "REPLICATION": row.rolreplication,
            "CREATEROLE": row.rolcreaterole and name != names.keeper,
            "BYPASSRLS": row.rolbypassrls and name != names.backup,
        }  # fmt: skip
        problems += [f"{name} has {power}" for power, has in more.items() if has]
    if names.backup in present and not present[names.backup].rolbypassrls:
        problems.append(f"{names.backup} lacks BYPASSRLS")
    if names.keeper in present and not present[names.keeper].rolcreaterole:
        problems.append(f"{names.keeper} lacks CREATEROLE")
    return _judged("roles", problems, ", ".join(sorted(present)), _INIT)


def _rights(connection: Connection) -> Iterator[Finding]:
    """Policies, grants, row security, definer functions and triggers, as `server init` left them."""
    different, is_now = differences(connection), rights(connection)
    for check, kinds in (
        ("policies", ("policy",)),
        ("grants", ("table", "column", "schema", "database", "trigger")),
        ("functions", ("function",)),
    ):
        problems = [line for line in different if line.partition(": ")[2].startswith(kinds)]
        count = sum(line.startswith(kinds) for line in is_now)
        yield _judged(check, problems, str(count), _INIT)


def _owners(connection: Connection, names: RoleNames) -> Finding:
    foreign = connection.scalars(
        text(
            "SELECT c.relname || ': ' || pg_get_userbyid(c.relowner) FROM pg_class c WHERE "
            "c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'S') "
            "AND pg_get_userbyid(c.relowner) <> :owner ORDER BY 1"
        ),
        {"owner": names.owner},
    )
    return _judged("owners", list(foreign), names.owner, _INIT)


def _extensions(connection: Connection) -> Finding:
    found = list(connection.scalars(text("SELECT extname FROM pg_extension ORDER BY 1")))
    problems = [] if "plpgsql" in found else ["plpgsql is missing"]
    return _judged(
        "extensions",
        problems,
        ", ".join(found),
        say("CREATE EXTENSION plpgsql; none other is needed."),
    )


def _log(connection: Connection) -> Finding:
    """H5: whether rows and parameters get into the server's log."""
    problems = "; ".join(loud(connection))
    if not problems:
        return Finding("log", State.GOOD, "without values")
    return Finding(
        "log", State.WRONG if may_be_set(connection) else State.NOTE, problems,
        say("Customers' data may get into the server's log: have a superuser run "
            "`thirdring server init`, and log to stderr or syslog."),
    )  # fmt: skip


def _clock(connection: Connection, now: Callable[[], datetime]) -> Finding:
    """The server's clock against this desk's, half the way there and back taken off."""
    before = now()
    theirs: datetime = _one(connection, "SELECT clock_timestamp()")
    after = now()
    drift = theirs - (before + (after - before) / 2)
    found = f"{drift.total_seconds():+.3f} s"
    if abs(drift) <= _DRIFT + (after - before) / 2:
        return Finding("clock", State.GOOD, found)
    return Finding(
        "clock", State.WRONG, found,
        say("Set the clocks of both machines by the network (NTP): promises hang on them."),
    )  # fmt: skip


def _connections(connection: Connection, names: RoleNames) -> Finding:
    room = int(_one(connection, "SHOW max_connections")) - int(
        _one(connection, "SHOW superuser_reserved_connections")
    )
    people = int(
        _one(
            connection,
            "SELECT count(*) FROM pg_roles r WHERE r.rolcanlogin AND EXISTS (SELECT FROM "
            "pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid WHERE m.member = r.oid "
            "AND g.rolname = :everyone)",
            everyone=names.everyone,
        )
    )
    needed = people * _PER_DESK + _SPARE_CONNECTIONS
    found = f"{room} for {people} logins, which may need {needed}"
    if room >= needed:
        return Finding("max_connections", State.GOOD, found)
    return Finding(
        "max_connections", State.WRONG, found,
        say("Raise max_connections to {needed} and start the server anew.", needed=needed + 3),
    )  # fmt: skip


def _people(connection: Connection, names: RoleNames) -> Iterator[Finding]:
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
        # The owner's members are administrators of the database, who made the groups.
        if names.everyone in row.groups
        and names.owner not in row.groups
        and row.rolname != names.keeper
    }
    # Taken out of use and back, a login waits for its new password.
    absent = [
        login
        for login, row in staff.items()
        if row.active and not (login in logins and logins[login].rolcanlogin)
    ]
    yield _judged(
        "staff_without_login", absent, str(len(staff)),
        say("Give them one: `thirdring server reset-password LOGIN`."),
    )  # fmt: skip
    strangers = [login for login in logins if login not in staff]
    yield _judged(
        "login_without_staff",
        strangers,
        str(len(logins)),
        say("Take these roles out of {group}, or drop them.", group=names.everyone),
    )
    yield _judged(
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
