"""Whether a server's center holds together: what no server says by itself, and no extension is for.

Every row is held against the constraints of its table anew, as after a restore from damaged disks;
the month's counts against the complaints; the rights against those `server init` left. Indexes are
not compared with their tables (`amcheck` would; docs/operations.md says how).
"""

from collections.abc import Iterator
from contextlib import suppress

from sqlalchemy import Connection, select, text
from sqlalchemy.orm import Session

from thirdring.domain.errors import NotPermitted
from thirdring.store.month_counts import kept_counts, recount
from thirdring.store.server.expected import differences
from thirdring.store.server.login_functions import SCHEMA
from thirdring.store.server.whole import become_owner
from thirdring.store.tables import StandingDue

_NOT_HELD = text(
    "SELECT 'index ' || c.relname || ' is not valid' FROM pg_index i "
    "JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace "
    "WHERE NOT (i.indisvalid AND i.indisready) AND n.nspname = current_schema() "
    "UNION ALL SELECT 'constraint ' || conname || ' is not validated' FROM pg_constraint "
    "WHERE NOT convalidated AND connamespace = current_schema()::regnamespace"
)
_CHECKS = text(
    "SELECT conrelid::regclass::text, array_agg(conname ORDER BY conname), "
    "array_agg(pg_get_expr(conbin, conrelid) ORDER BY conname) FROM pg_constraint "
    "WHERE contype = 'c' AND connamespace = current_schema()::regnamespace GROUP BY 1 ORDER BY 1"
)
# Each foreign key as the question how many rows have no parent.
_ORPHANS = text(
    """
    SELECT k.conname, format('SELECT count(*) FROM %s AS child WHERE %s AND NOT EXISTS '
        '(SELECT FROM %s AS parent WHERE %s)', k.conrelid::regclass,
        string_agg(format('child.%I IS NOT NULL', c.attname), ' AND '), k.confrelid::regclass,
        string_agg(format('parent.%I = child.%I', p.attname, c.attname), ' AND '))
    FROM pg_constraint k
    CROSS JOIN LATERAL unnest(k.conkey, k.confkey) AS pair (child, parent)
    JOIN pg_attribute c ON c.attrelid = k.conrelid AND c.attnum = pair.child
    JOIN pg_attribute p ON p.attrelid = k.confrelid AND p.attnum = pair.parent
    WHERE k.contype = 'f' AND k.connamespace = current_schema()::regnamespace
    GROUP BY k.oid, k.conname, k.conrelid, k.confrelid ORDER BY 1
    """
)
_SEQUENCES = text(
    """
    SELECT t.relname, format('%I.%I', n.nspname, s.relname), a.attname
    FROM pg_class s JOIN pg_namespace n ON n.oid = s.relnamespace
    JOIN pg_depend d ON d.objid = s.oid AND d.deptype IN ('a', 'i')
        AND d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass
    JOIN pg_class t ON t.oid = d.refobjid
    JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid
    WHERE s.relkind = 'S' AND n.nspname = current_schema() ORDER BY 1
    """
)
_UNSEARCHABLE = text(
    "SELECT count(*) FROM tickets t WHERE NOT EXISTS "
    "(SELECT FROM ticket_search s WHERE s.seq = t.seq)"
)
_KNOWS_RIGHTS = text(
    "SELECT to_regnamespace(:schema) IS NOT NULL "
    "AND has_schema_privilege(current_user, :schema, 'USAGE')"
)
_SCHEMA_THERE = text("SELECT to_regnamespace(:schema) IS NOT NULL")


def problems(connection: Connection) -> list[str]:
    """Everything found, in the database's words; empty for a sound center. Nothing is changed.
    `connection` reads everything (see `whole`).
    """
    # The owner may see the rights too; the backup role all the rest.
    with suppress(NotPermitted):
        become_owner(connection)
    return [
        *connection.scalars(_NOT_HELD),
        *_broken_checks(connection),
        *_orphans(connection),
        *_running_numbers(connection),
        *_unsearchable(connection),
        *_miscounted(connection),
        *_changed_rights(connection),
    ]


def _broken_checks(connection: Connection) -> Iterator[str]:
    """One pass over each table for all its CHECKs."""
    for table, names, conditions in connection.execute(_CHECKS).all():
        asked = ", ".join(f"count(*) FILTER (WHERE NOT ({one}))" for one in conditions)
        counts = connection.execute(text(f"SELECT {asked} FROM {table}".replace(":", "\\:"))).one()
        for name, count in zip(names, counts, strict=True):
            if count:
                yield f"{count} rows of {table} break {name}"


def _orphans(connection: Connection) -> Iterator[str]:
    for name, question in connection.execute(_ORPHANS).all():
        count = connection.scalar(text(question))
        if count:
            yield f"{count} rows have no parent by {name}"


def _running_numbers(connection: Connection) -> Iterator[str]:
    for table, sequence, column in connection.execute(_SEQUENCES).all():
        behind = text(
            f'SELECT (SELECT coalesce(max({column}), 0) FROM "{table}") > '
            f"(SELECT last_value FROM {sequence})"
        )
        if connection.scalar(behind):
            yield f"{sequence} is behind {table}"


def _unsearchable(connection: Connection) -> Iterator[str]:
    count = connection.scalar(_UNSEARCHABLE)
    if count:
        yield f"{count} tickets are not in the search index"


def _miscounted(connection: Connection) -> Iterator[str]:
    """The month's counts against the complaints, unless some are about to be counted."""
    if connection.scalar(select(StandingDue.seq).limit(1)) is not None:
        return
    with Session(connection) as session:
        kept, anew = kept_counts(session), recount(session)
    for cell in sorted(kept.keys() | anew.keys()):
        if kept.get(cell) != anew.get(cell):
            yield f"the counts of {' '.join(cell)} are {kept.get(cell)}, recounted {anew.get(cell)}"


def _changed_rights(connection: Connection) -> Iterator[str]:
    there = connection.scalar(_SCHEMA_THERE, {"schema": SCHEMA})
    if there and connection.scalar(_KNOWS_RIGHTS, {"schema": SCHEMA}):
        yield from differences(connection)
