"""Looks whether a server is set up as it should be: a finding for each thing looked at."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from sqlalchemy import Connection, text

from thirdring.domain.errors import say
from thirdring.store.server.expected import drifts, rights
from thirdring.store.server.finding import Finding, State, judged, one
from thirdring.store.server.quiet_log import loud, may_be_set
from thirdring.store.server.report_people import administrators, people
from thirdring.store.server.role_names import RoleNames
from thirdring.store.server.roles import attributes
from thirdring.store.server.transport import is_loopback

_NEWEST_TRIED = 18
_OLDEST = 15
_DRIFT = timedelta(seconds=2)
# Beside the desks: the administrators' own, backups, replicas.
_SPARE_CONNECTIONS = 10
_PER_DESK = 2


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
        administrators(connection, names),
        *people(connection, names),
    ]


def _version(connection: Connection) -> Finding:
    number = int(one(connection, "SHOW server_version_num"))
    shown, major = str(one(connection, "SHOW server_version")), number // 10_000
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
    on = one(connection, "SHOW ssl") == "on"
    used = one(connection, "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")
    listens = str(one(connection, "SHOW listen_addresses"))
    found = (
        f"ssl {'on' if on else 'off'}; listens on {listens or 'sockets'}; "
        f"this connection {'encrypted' if used else 'plain'}"
    )
    if on:
        return Finding("tls", State.GOOD, found)
    advice = say("Other computers can't connect before TLS is turned on: ssl = on, a certificate.")
    # `*` is no address: it is everybody's.
    local = all(is_loopback(address.strip()) for address in listens.split(","))
    return Finding("tls", State.NOTE if local else State.WRONG, found, advice)


def _scram(connection: Connection) -> Finding:
    kept = str(one(connection, "SHOW password_encryption"))
    advice = say(
        "Set password_encryption = 'scram-sha-256', use that word in pg_hba.conf, and give whom it "
        "names a new password."
    )
    problems = [] if kept == "scram-sha-256" else [f"password_encryption {kept}"]
    if one(connection, "SELECT has_table_privilege('pg_hba_file_rules', 'SELECT')") and one(
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
    if one(connection, "SELECT has_table_privilege('pg_authid', 'SELECT')"):
        kept_as_md5 = text("SELECT rolname FROM pg_authid WHERE rolpassword LIKE 'md5%' ORDER BY 1")
        problems += [
            f"the password of {login} is kept as md5" for login in connection.scalars(kept_as_md5)
        ]
    return judged("scram", problems, kept, advice)


def _encoding(connection: Connection) -> Finding:
    encoding = str(one(connection, "SHOW server_encoding"))
    return judged(
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
    return judged("roles", problems, ", ".join(sorted(present)), _INIT)


def _rights(connection: Connection) -> Iterator[Finding]:
    """Policies, grants, row security, definer functions and triggers, as `server init` left them."""
    different, is_now = drifts(connection), rights(connection)
    for check, kinds in (
        ("policies", ("policy",)),
        ("grants", ("table", "column", "schema", "database", "trigger")),
        ("functions", ("function",)),
    ):
        problems = [sentence for kind, sentence in different if kind in kinds]
        count = sum(line.startswith(kinds) for line in is_now)
        yield judged(check, problems, str(count), _INIT)


def _owners(connection: Connection, names: RoleNames) -> Finding:
    foreign = connection.scalars(
        text(
            "SELECT c.relname || ': ' || pg_get_userbyid(c.relowner) FROM pg_class c WHERE "
            "c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'S') "
            "AND pg_get_userbyid(c.relowner) <> :owner ORDER BY 1"
        ),
        {"owner": names.owner},
    )
    return judged("owners", list(foreign), names.owner, _INIT)


def _extensions(connection: Connection) -> Finding:
    found = list(connection.scalars(text("SELECT extname FROM pg_extension ORDER BY 1")))
    problems = [] if "plpgsql" in found else ["plpgsql is missing"]
    return judged(
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
    theirs: datetime = one(connection, "SELECT clock_timestamp()")
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
    room = int(one(connection, "SHOW max_connections")) - int(
        one(connection, "SHOW superuser_reserved_connections")
    )
    people = int(
        one(
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
