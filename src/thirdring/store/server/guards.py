"""Triggers for what grants and policies can't say: which columns of which rows, and whose name.

Grants know columns, policies know rows; where a role may change some columns of some rows and others
of others, a trigger looks at each change. It also holds that whoever writes into a row who decided,
told or closed something writes their own name.
"""

from collections.abc import Iterable, Iterator

from thirdring.domain.enums import Role
from thirdring.store.server.columns import DOERS
from thirdring.store.server.rights import ALL_ROWS, Right, Verb, rights_of, tables
from thirdring.store.server.role_names import RoleNames

NAME = "thirdring_guard"
_Rows = tuple[str, str | None]
_PLAIN: _Rows = (ALL_ROWS, None)


def guarded() -> tuple[str, ...]:
    """The tables that have such a trigger."""
    return tuple(table for table in tables() if table in DOERS or _is_mixed(table))


def guard_of(table: str, names: RoleNames) -> tuple[str, str]:
    """The trigger's function, and the trigger."""
    body = "\n".join((*_columns(table, names), *_doers(table)))
    function = f"""CREATE OR REPLACE FUNCTION {NAME}_{table}() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE
    me uuid := thirdring_actor();
    changed text[];
    allowed text[] := '{{}}';
BEGIN
    IF me IS NULL THEN
        RETURN NEW;  -- nobody of the staff: an upgrade, a restore
    END IF;
{body}
    RETURN NEW;
END
$$"""
    trigger = (
        f'CREATE OR REPLACE TRIGGER {NAME} BEFORE INSERT OR UPDATE ON "{table}" '
        # What the owner writes is written by our own functions: retention, say, empties columns.
        f"FOR EACH ROW WHEN (current_user <> '{names.owner}') EXECUTE FUNCTION {NAME}_{table}()"
    )
    return function, trigger


def _is_mixed(table: str) -> bool:
    return any(len({(r.rows, r.becomes) for r in _changes(role, table)}) > 1 for role in Role)


def _changes(role: Role, table: str) -> Iterable[Right]:
    return [r for r in rights_of(role) if (r.table, r.verb) == (table, Verb.UPDATE)]


def _columns(table: str, names: RoleNames) -> Iterator[str]:
    """What was changed, against what the person's roles allow on the row as it stood."""
    if not _is_mixed(table):
        return
    yield """    IF TG_OP = 'UPDATE' THEN
        SELECT coalesce(array_agg(n.key), '{}') INTO changed
        FROM jsonb_each(to_jsonb(NEW)) AS n JOIN jsonb_each(to_jsonb(OLD)) AS o USING (key)
        WHERE n.value <> o.value;"""
    # What needs no look at the row comes first: most changes are allowed by that alone, and what is
    # never asked is never planned.
    for role, (rows, becomes), columns in sorted(_grants(table), key=lambda one: one[1] != _PLAIN):
        holds = _holds(table, "OLD", rows) + _holds(table, "NEW", becomes or ALL_ROWS)
        yield f"""        IF NOT changed <@ allowed THEN
            IF pg_has_role(session_user, '{names.group_of(role)}', 'MEMBER') THEN
                {_if(holds)}allowed := allowed || '{{{",".join(sorted(columns))}}}'::text[];{_end(holds)}
            END IF;
        END IF;"""
    yield f"""        IF NOT changed <@ allowed THEN
            RAISE EXCEPTION 'not yours to change in {table}: %',
                (SELECT string_agg(one, ', ') FROM unnest(changed) AS one
                 WHERE one <> ALL (allowed))
                USING ERRCODE = 'insufficient_privilege';
        END IF;
    END IF;"""


def _holds(table: str, row: str, predicate: str) -> list[str]:
    if predicate == ALL_ROWS:
        return []
    return [f"EXISTS (SELECT FROM (SELECT {row}.*) AS {table} WHERE {predicate})"]


def _if(holds: list[str]) -> str:
    return f"IF {' AND '.join(holds)} THEN\n                    " if holds else ""


def _end(holds: list[str]) -> str:
    return "\n                END IF;" if holds else ""


def _grants(table: str) -> Iterator[tuple[Role, _Rows, frozenset[str]]]:
    """For each role the columns it may change, by which rows they are and become."""
    for role in Role:
        found: dict[_Rows, frozenset[str]] = {}
        for right in _changes(role, table):
            key = right.rows, right.becomes
            found[key] = found.get(key, frozenset()) | right.columns
        for key, columns in found.items():
            yield role, key, columns


def _doers(table: str) -> Iterator[str]:
    for column in sorted(DOERS.get(table, ())):
        yield f"""    IF NEW.{column} <> me AND (TG_OP = 'INSERT' OR NEW.{column} IS DISTINCT FROM OLD.{column}) THEN
        RAISE EXCEPTION '{table}.{column} is not your name'
            USING ERRCODE = 'insufficient_privilege';
    END IF;"""
