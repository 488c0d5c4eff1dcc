"""The functions that make, change and end people's logins, and the only ones that can.

They belong to the keeper, a role with CREATEROLE that nobody is or becomes, in a schema of its
own; an administrator of the program may execute them and so needs no rights over roles. A login
is made to be what its row of `staff` says: nothing but a verifier comes from outside.
"""

from collections.abc import Iterator

from sqlalchemy import Connection

from thirdring.domain.enums import Role
from thirdring.store.server.role_names import RoleNames

SCHEMA = "thirdring_logins"
_HEAD = "LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp"
# What a server keeps instead of a password; anything else would be hashed, and logged, by it.
_VERIFIER = r"^SCRAM-SHA-256\$[0-9]+:[A-Za-z0-9+/=]+\$[A-Za-z0-9+/=]+:[A-Za-z0-9+/=]+$"

# States of our own, put into words by `logins`.
NOBODY, TAKEN, NO_VERIFIER = "TR001", "TR002", "TR003"


def apply_login_functions(connection: Connection, names: RoleNames) -> None:
    """Make them as this version has them. As who may become the keeper; any time again.

    Raises:
        sqlalchemy.exc.DBAPIError: a role is missing, or the rights are.
    """
    run = connection.exec_driver_sql
    run(f'CREATE SCHEMA IF NOT EXISTS {SCHEMA} AUTHORIZATION "{names.keeper}"')
    run(f'SET LOCAL ROLE "{names.keeper}"')
    for statement in _statements(names):
        run(statement.replace("%", "%%"))
    run("RESET ROLE")


def follow_all(connection: Connection, names: RoleNames) -> None:
    """Put every login there is back to what its account says; as who may become the owner."""
    connection.exec_driver_sql(f'SET LOCAL ROLE "{names.owner}"')
    connection.exec_driver_sql(
        f"SELECT {SCHEMA}.follow(login, NULL) FROM public.staff WHERE {SCHEMA}.is_ours(login)"
    )
    connection.exec_driver_sql("RESET ROLE")


def _statements(names: RoleNames) -> Iterator[str]:
    yield f"REVOKE ALL ON SCHEMA {SCHEMA} FROM PUBLIC"
    yield f'GRANT USAGE ON SCHEMA {SCHEMA} TO "{names.admin}", "{names.owner}"'
    for signature, create in (
        ("may_keep()", _may_keep(names)),
        ("is_ours(text)", _is_ours(names)),
        ("end_sessions(text)", _END_SESSIONS),
        ("belong(text, text, boolean)", _BELONG),
        ("follow(text, text)", _follow(names)),
    ):
        yield create
        yield f"REVOKE ALL ON FUNCTION {SCHEMA}.{signature} FROM PUBLIC"
    admin, owner = f'"{names.admin}"', f'"{names.owner}"'
    yield f"GRANT EXECUTE ON FUNCTION {SCHEMA}.follow(text, text) TO {admin}, {owner}"
    yield f"GRANT EXECUTE ON FUNCTION {SCHEMA}.is_ours(text) TO {owner}"


def _may_keep(names: RoleNames) -> str:
    """Whether who is connected keeps logins: an administrator of the program who is in use, or
    one of the database.
    """
    return (
        f"CREATE OR REPLACE FUNCTION {SCHEMA}.may_keep() RETURNS boolean STABLE {_HEAD} AS $$ "
        f"BEGIN RETURN pg_has_role(session_user, {_text(names.owner)}, 'MEMBER') "
        f"OR (pg_has_role(session_user, {_text(names.admin)}, 'MEMBER') "
        "AND public.thirdring_actor() IS NOT NULL); END $$"
    )


def _is_ours(names: RoleNames) -> str:
    """Whether a role is a person's login of this center, and no more than that."""
    return (
        f"CREATE OR REPLACE FUNCTION {SCHEMA}.is_ours(the_login text) RETURNS boolean STABLE "
        f"{_HEAD} AS $$ BEGIN RETURN EXISTS (SELECT FROM pg_roles r "
        "JOIN pg_auth_members m ON m.member = r.oid JOIN pg_roles g ON g.oid = m.roleid "
        f"WHERE r.rolname = the_login AND g.rolname = {_text(names.everyone)} AND NOT (r.rolsuper "
        "OR r.rolcreaterole OR r.rolcreatedb OR r.rolreplication OR r.rolbypassrls)); END $$"
    )


_END_SESSIONS = f"""
CREATE OR REPLACE FUNCTION {SCHEMA}.end_sessions(the_login text) RETURNS void VOLATILE {_HEAD} AS $$
BEGIN
    PERFORM pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE usename = the_login AND datname = current_database() AND pid <> pg_backend_pid();
END $$"""


# From PostgreSQL 16 on a membership can be had without the right to become the group.
_BELONG = f"""
CREATE OR REPLACE FUNCTION {SCHEMA}.belong(the_login text, the_group text, wanted boolean)
RETURNS void VOLATILE {_HEAD} AS $$
DECLARE
    present boolean := EXISTS (SELECT FROM pg_auth_members m
        JOIN pg_roles r ON r.oid = m.member JOIN pg_roles g ON g.oid = m.roleid
        WHERE r.rolname = the_login AND g.rolname = the_group);
    how text := '';
BEGIN
    IF wanted AND NOT present THEN
        IF current_setting('server_version_num')::integer >= 160000 THEN
            how := ' WITH INHERIT TRUE, SET FALSE';
        END IF;
        EXECUTE format('GRANT %I TO %I' || how, the_group, the_login);
    ELSIF present AND NOT wanted THEN
        EXECUTE format('REVOKE %I FROM %I', the_group, the_login);
    END IF;
END $$"""


def _follow(names: RoleNames) -> str:
    """`follow(login, verifier)`: the login becomes what the person's row says. A verifier makes a
    login that is missing, or changes its password and ends its sessions. A login that was out of use
    comes back without its old password, and signs in with a new verifier only.
    """
    roles = ", ".join(_text(role.value) for role in Role)
    groups = ", ".join(_text(names.group_of(role)) for role in Role)
    return f"""
CREATE OR REPLACE FUNCTION {SCHEMA}.follow(the_login text, verifier text) RETURNS void
VOLATILE {_HEAD} AS $$
DECLARE
    person record;
    known boolean := EXISTS (SELECT FROM pg_roles WHERE rolname = the_login);
    roles text[] := ARRAY[{roles}];
    groups text[] := ARRAY[{groups}];
BEGIN
    IF NOT {SCHEMA}.may_keep() THEN
        RAISE insufficient_privilege;
    END IF;
    SELECT * INTO person FROM public.thirdring_standing_of(the_login);
    IF NOT FOUND THEN
        RAISE SQLSTATE '{NOBODY}';
    END IF;
    IF known AND NOT {SCHEMA}.is_ours(the_login) THEN
        RAISE SQLSTATE '{TAKEN}';
    END IF;
    IF verifier IS NOT NULL AND verifier !~ {_text(_VERIFIER)} THEN
        RAISE SQLSTATE '{NO_VERIFIER}';
    END IF;
    IF NOT known THEN
        IF verifier IS NULL THEN
            RETURN;  -- nobody signs in with it yet
        END IF;
        EXECUTE format('CREATE ROLE %I LOGIN INHERIT NOSUPERUSER NOCREATEDB NOCREATEROLE '
            'NOREPLICATION NOBYPASSRLS PASSWORD %L', the_login, verifier);
    ELSIF verifier IS NOT NULL THEN
        EXECUTE format('ALTER ROLE %I PASSWORD %L', the_login, verifier);
        PERFORM {SCHEMA}.end_sessions(the_login);
    END IF;
    PERFORM {SCHEMA}.belong(the_login, {_text(names.everyone)}, true);
    FOR place IN 1 .. cardinality(roles) LOOP
        PERFORM {SCHEMA}.belong(
            the_login, groups[place], person.active AND roles[place] = ANY (person.roles));
    END LOOP;
    IF NOT person.active THEN
        EXECUTE format('ALTER ROLE %I NOLOGIN', the_login);
        PERFORM {SCHEMA}.end_sessions(the_login);
    ELSIF verifier IS NOT NULL THEN
        EXECUTE format('ALTER ROLE %I LOGIN', the_login);
    ELSIF NOT (SELECT rolcanlogin FROM pg_roles WHERE rolname = the_login) THEN
        EXECUTE format('ALTER ROLE %I PASSWORD NULL', the_login);
    END IF;
END $$"""


def _text(value: str) -> str:
    """An SQL literal."""
    return "'" + value.replace("'", "''") + "'"
