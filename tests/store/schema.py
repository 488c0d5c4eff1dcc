"""What a database's schema is, in a form in which two can be compared."""

import re

from sqlalchemy import Connection, text

_POSTGRESQL = {
    "columns": "SELECT table_name, column_name, data_type, is_nullable, column_default "
    "FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1, 2",
    "constraints": "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) "
    "FROM pg_constraint WHERE connamespace = 'public'::regnamespace ORDER BY 1, 2",
    "indexes": "SELECT tablename, indexname, indexdef FROM pg_indexes "
    "WHERE schemaname = 'public' ORDER BY 1, 2",
    "triggers": "SELECT tgrelid::regclass::text, tgname, pg_get_triggerdef(oid) FROM pg_trigger "
    "WHERE NOT tgisinternal ORDER BY 1, 2",
    "functions": "SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace "
    "ORDER BY 1",
    "sequences": "SELECT sequencename, data_type::text FROM pg_sequences "
    "WHERE schemaname = 'public' ORDER BY 1",
}
_SQLITE = (
    "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name"
)


def schema(connection: Connection) -> dict[str, list[tuple[str, ...]]]:
    """Everything the database says of its tables; white space in SQL doesn't count."""
    questions = {"schema": _SQLITE} if connection.dialect.name == "sqlite" else _POSTGRESQL
    found = {
        name: [tuple(re.sub(r"\s+", " ", str(v)).strip() for v in row) for row in rows]
        for name, sql in questions.items()
        for rows in [connection.execute(text(sql)).all()]
    }
    return {
        name: [row for row in rows if not any("alembic_version" in v for v in row)]
        for name, rows in found.items()
    }
