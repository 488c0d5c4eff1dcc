"""What SQLAlchemy's tables can't say: the search index and the triggers that keep records whole.

`STATEMENTS[dialect]` is the DDL in order; it is run after `metadata.create_all`, and migration
0001 carries the same statements, frozen.

The search index holds tokens made by domain/search_text.py, never text; its key is `tickets.seq`.
"""

from sqlalchemy import DDL, event

from thirdring.store.base import Base

# What is only ever added to. A retention deed may empty them through a door of its own.
APPEND_ONLY = ("events", "access_log", "policy_history")

_SQLITE = [
    # ascii: the tokens come ready cut. Merging in small steps keeps saves short.
    "CREATE VIRTUAL TABLE ticket_search USING fts5("
    "tokens, content='', contentless_delete=1, tokenize='ascii')",
    "INSERT INTO ticket_search(ticket_search, rank) VALUES ('automerge', 8)",
    "INSERT INTO ticket_search(ticket_search, rank) VALUES ('crisismerge', 64)",
]
for _table in APPEND_ONLY:
    for _verb in ("update", "delete"):
        _SQLITE.append(
            f"CREATE TRIGGER {_table}_refuse_{_verb} BEFORE {_verb.upper()} ON {_table} "
            f"BEGIN SELECT RAISE(ABORT, '{_table} is append-only'); END"
        )

_POSTGRESQL = [
    "CREATE TABLE ticket_search (seq bigint CONSTRAINT pk_ticket_search PRIMARY KEY "
    "CONSTRAINT fk_ticket_search_seq_tickets REFERENCES tickets (seq) ON DELETE CASCADE, "
    "tokens tsvector NOT NULL)",
    "CREATE INDEX ix_ticket_search_tokens ON ticket_search USING gin (tokens)",
    "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$",
]
_POSTGRESQL += [
    f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
    "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    for table in APPEND_ONLY
]

STATEMENTS: dict[str, list[str]] = {"sqlite": _SQLITE, "postgresql": _POSTGRESQL}

for _dialect, _statements in STATEMENTS.items():
    for _statement in _statements:
        event.listen(
            Base.metadata,
            "after_create",
            DDL(_statement.replace("%", "%%")).execute_if(dialect=_dialect),  # type: ignore[no-untyped-call]
        )
