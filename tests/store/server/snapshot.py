"""The state of a secured database as text, line by line, so that two can be compared by reading."""

from typing import Any

import psycopg

from thirdring.store.server.role_names import RoleNames

_QUESTIONS = {
    "tables without row security": "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') "
    "AND relnamespace = 'public'::regnamespace AND NOT relrowsecurity ORDER BY 1",
    "owners": "SELECT DISTINCT pg_get_userbyid(relowner) FROM pg_class "
    "WHERE relnamespace = 'public'::regnamespace ORDER BY 1",
    "policies": "SELECT tablename, policyname, permissive, array_to_string(roles, ' '), cmd, qual, "
    "with_check FROM pg_policies WHERE schemaname = 'public' ORDER BY 1, 2",
    "table rights": "SELECT relname, pg_get_userbyid(a.grantee), "
    "string_agg(a.privilege_type, ' ' ORDER BY a.privilege_type) "
    "FROM pg_class, aclexplode(relacl) AS a WHERE relnamespace = 'public'::regnamespace "
    "AND a.grantee <> relowner GROUP BY 1, 2 ORDER BY 1, 2",
    "column rights": "SELECT relname, pg_get_userbyid(a.grantee), a.privilege_type, "
    "string_agg(attname, ' ' ORDER BY attname) FROM pg_attribute "
    "JOIN pg_class ON pg_class.oid = attrelid, aclexplode(attacl) AS a "
    "WHERE relnamespace = 'public'::regnamespace GROUP BY 1, 2, 3 ORDER BY 1, 2, 3",
    "functions": "SELECT n.nspname, p.oid::regprocedure, "
    "CASE WHEN prosecdef THEN 'definer' ELSE 'INVOKER' END, "
    "coalesce(array_to_string(proconfig, ' '), 'NO SEARCH PATH'), "
    "(SELECT string_agg(CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(a.grantee) END, "
    "' ' ORDER BY 1) FROM aclexplode(coalesce(proacl, acldefault('f', proowner))) AS a "
    "WHERE a.grantee <> proowner) FROM pg_proc p JOIN pg_namespace n ON n.oid = pronamespace "
    "WHERE n.nspname IN ('public', 'thirdring_logins') ORDER BY 1, p.oid::regprocedure::text",
    "triggers": "SELECT tgrelid::regclass, tgname, tgenabled, pg_get_triggerdef(oid) "
    "FROM pg_trigger WHERE NOT tgisinternal ORDER BY tgrelid::regclass::text, 2",
    "schemas": "SELECT nspname, CASE a.grantee WHEN 0 THEN 'PUBLIC' "
    "ELSE pg_get_userbyid(a.grantee) END, "
    "string_agg(a.privilege_type, ' ' ORDER BY a.privilege_type) "
    "FROM pg_namespace, aclexplode(nspacl) AS a WHERE nspname IN ('public', 'thirdring_logins') "
    "AND a.grantee <> nspowner GROUP BY 1, 2 ORDER BY 1, 2",
    "roles": "SELECT rolname, CASE WHEN rolcanlogin THEN 'LOGIN' ELSE 'nologin' END, "
    "CASE WHEN rolsuper THEN 'SUPERUSER' END, CASE WHEN rolbypassrls THEN 'bypassrls' END, "
    "CASE WHEN rolcreaterole THEN 'createrole' END FROM pg_roles WHERE rolname = ANY (%s) "
    "ORDER BY 1",
    "large objects": "SELECT oid::regprocedure FROM pg_proc, aclexplode(proacl) AS a "
    "WHERE pronamespace = 'pg_catalog'::regnamespace AND proname LIKE 'lo\\_%%' "
    "AND a.grantee = 0 ORDER BY oid::regprocedure::text",
}


def snapshot(connection: psycopg.Connection[Any], names: RoleNames) -> str:
    """Everything that keeps the rights, under the names a center called "center" has."""
    lines = []
    roles = [names.owner, *names.groups, names.backup, names.keeper]
    for title, question in _QUESTIONS.items():
        lines.append(f"# {title}")
        rows = connection.execute(question, [roles] if "%s" in question else None).fetchall()
        lines += [" | ".join("" if one is None else str(one) for one in row) for row in rows]
        lines.append("")
    prefix = names.owner.removesuffix("_owner")
    return "\n".join(lines).replace(f"{prefix}_", "center_")
