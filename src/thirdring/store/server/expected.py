"""What the rights of a center's database were when it was last set up, to compare with."""

import re
from collections.abc import Iterable

from sqlalchemy import Connection, text

from thirdring.store.server.login_functions import SCHEMA
from thirdring.store.server.role_names import RoleNames
from thirdring.store.server.roles import quoted

_TABLE = f"{SCHEMA}.expected"
_GRANT = re.compile(r"[A-Z][A-Z ]* to .+")
_FIELDS = {
    "table": re.compile(
        "owner (?P<owner>.*), row security (?P<row_security>.), forced (?P<forced>.)"
    ),
    "function": re.compile(
        "owner (?P<owner>.*), definer (?P<definer>.), settings (?P<settings>.*), "
        "body (?P<body>[0-9a-f]*)"
    ),
}
_OURS = f"IN ('public', '{SCHEMA}')"

# One line for each right there is: a policy, an owner, a grant, the way a function runs.
_RIGHTS = text(
    f"""
    SELECT format('policy %s on %s.%s: %s for %s to %s using %s with check %s', policyname,
        schemaname, tablename, permissive, cmd, roles, coalesce(qual, '-'),
        coalesce(with_check, '-')) AS line
    FROM pg_policies WHERE schemaname {_OURS}
    UNION ALL
    SELECT format('table %s.%s: owner %s, row security %s, forced %s', n.nspname, c.relname,
        pg_get_userbyid(c.relowner), c.relrowsecurity, c.relforcerowsecurity)
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname {_OURS} AND c.relkind IN ('r', 'p', 'v', 'm', 'S')
    UNION ALL
    SELECT format('table %s.%s: %s to %s', n.nspname, c.relname, a.privilege_type,
        CASE a.grantee WHEN 0 THEN 'public' ELSE pg_get_userbyid(a.grantee) END)
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace, aclexplode(c.relacl) a
    WHERE n.nspname {_OURS} AND c.relkind IN ('r', 'p', 'v', 'm', 'S')
    UNION ALL
    SELECT format('column %s.%s.%s: %s to %s', n.nspname, c.relname, t.attname, a.privilege_type,
        CASE a.grantee WHEN 0 THEN 'public' ELSE pg_get_userbyid(a.grantee) END)
    FROM pg_attribute t JOIN pg_class c ON c.oid = t.attrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace, aclexplode(t.attacl) a
    WHERE n.nspname {_OURS} AND NOT t.attisdropped
    UNION ALL
    SELECT format('function %s: owner %s, definer %s, settings %s, body %s', p.oid::regprocedure,
        pg_get_userbyid(p.proowner), p.prosecdef, p.proconfig, md5(p.prosrc))
    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname {_OURS}
    UNION ALL
    SELECT format('function %s: %s to %s', p.oid::regprocedure, a.privilege_type,
        CASE a.grantee WHEN 0 THEN 'public' ELSE pg_get_userbyid(a.grantee) END)
    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace,
        aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
    WHERE n.nspname {_OURS}
    UNION ALL
    SELECT format('schema %s: %s to %s', n.nspname, a.privilege_type,
        CASE a.grantee WHEN 0 THEN 'public' ELSE pg_get_userbyid(a.grantee) END)
    FROM pg_namespace n, aclexplode(n.nspacl) a WHERE n.nspname {_OURS}
    UNION ALL
    SELECT format('trigger %s on %s: %s', t.tgname, t.tgrelid::regclass, t.tgenabled)
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    WHERE c.relnamespace = 'public'::regnamespace AND NOT t.tgisinternal
    UNION ALL
    SELECT format('database %s: %s to %s', d.datname, a.privilege_type,
        CASE a.grantee WHEN 0 THEN 'public' ELSE pg_get_userbyid(a.grantee) END)
    FROM pg_database d, aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) a
    WHERE d.datname = current_database()
    """
)


def rights(connection: Connection) -> frozenset[str]:
    """Every right in the center's schemas as it stands, a line for each."""
    return frozenset(connection.scalars(_RIGHTS))


def remember(connection: Connection, names: RoleNames) -> None:
    """Keep the rights as they are now, for `expected`; as who set the database up."""
    run = connection.exec_driver_sql
    run(f"SET LOCAL ROLE {quoted(names.keeper)}")
    run(f"CREATE TABLE IF NOT EXISTS {_TABLE} (line text PRIMARY KEY)")
    run(f"GRANT SELECT ON {_TABLE} TO {quoted(names.admin)}, {quoted(names.owner)}")
    run(f"DELETE FROM {_TABLE}")
    _keep(connection, rights(connection))
    run("RESET ROLE")


def _keep(connection: Connection, lines: Iterable[str]) -> None:
    connection.execute(
        text(f"INSERT INTO {_TABLE} SELECT unnest(CAST(:lines AS text[]))"),
        {"lines": sorted(lines)},
    )


def expected(connection: Connection) -> frozenset[str]:
    """The rights as they were when the database was last set up."""
    return frozenset(connection.scalars(text(f"SELECT line FROM {_TABLE}")))


def drifts(connection: Connection) -> list[tuple[str, str]]:
    """What is other than it was, a sentence for each thing: with its kind, the first word of a line."""
    was, is_now = expected(connection), rights(connection)
    before, now = _by_thing(was - is_now), _by_thing(is_now - was)
    return [
        (thing.partition(" ")[0], _sentence(thing, before.get(thing), now.get(thing)))
        for thing in sorted(before.keys() | now.keys())
    ]


def _by_thing(lines: Iterable[str]) -> dict[str, str]:
    """Each line as a thing and how it is; a grant is a thing by itself, which is there or isn't."""
    told = {}
    for line in lines:
        thing, _, how = line.partition(": ")
        told.update({line: ""} if _GRANT.fullmatch(how) else {thing: how})
    return told


def _sentence(thing: str, was: str | None, now: str | None) -> str:
    if was is None:
        return f"{thing} was added"
    if now is None:
        return f"{thing} is missing"
    fields = _FIELDS.get(thing.partition(" ")[0])
    if fields is None:
        return f"{thing} was changed"
    old, new = fields.fullmatch(was), fields.fullmatch(now)
    if old is None or new is None:
        return f"{thing} was changed"
    changed = [
        f"{name.replace('_', ' ')} {value}, was {old[name]}"
        for name, value in new.groupdict().items()
        if value != old[name]
    ]
    return f"{thing} has {'; '.join(changed)}"


def differences(connection: Connection) -> list[str]:
    """What is missing of the rights as they were, and what was added."""
    was, is_now = expected(connection), rights(connection)
    return [
        *(f"missing: {line}" for line in sorted(was - is_now)),
        *(f"not ours: {line}" for line in sorted(is_now - was)),
    ]
