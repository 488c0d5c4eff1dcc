"""What SQLAlchemy's tables can't say: the search index and the triggers that keep records whole.

`STATEMENTS[dialect]` is the DDL in order; it is run after `metadata.create_all`, and the
migrations carry the same statements, frozen.

The search index holds tokens made by domain/search_text.py, never text; its key is `tickets.seq`.
"""

from sqlalchemy import DDL, event

from thirdring.store.base import Base

# What is only ever added to. A retention deed may empty them through a door of its own.
APPEND_ONLY = (
    "events",
    "access_log",
    "policy_history",
    "month_closings",
    "month_closing_rows",
    "month_reopenings",
    "month_adjustments",
    "appeal_steps",
)

# What of a complaint its place in the month's tally depends on (domain/months.py). Any change of
# it, by whatever way, is noted by a trigger and settled before the commit (store/month_counts.py).
TALLIED: dict[str, tuple[str, tuple[str, ...]]] = {
    "tickets": ("id", ("kind", "state", "severity")),
    "complaint_details": (
        "ticket_id",
        (
            "channel",
            "nature",
            "against_kind",
            "against_staff_id",
            "against_department_id",
            "against_merchant_id",
            "against_product_id",
            "against_text",
            "product_id",
            "product_text",
            "merchant_id",
            "merchant_text",
            "month",
        ),
    ),
    "appeals": ("ticket_id", ("state", "correction", "ticket_id", "staff_id")),
}

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

for _table, (_key, _columns) in TALLIED.items():
    _changed = " OR ".join(f"OLD.{c} IS NOT NEW.{c}" for c in _columns)
    _kinds = " WHEN NEW.kind IN ('complaint', 'praise')" if _table == "tickets" else ""
    _note = f"BEGIN INSERT INTO standings_due (ticket_id) VALUES (NEW.{_key}); END"  # noqa: S608
    _SQLITE += [
        f"CREATE TRIGGER {_table}_tally_insert AFTER INSERT ON {_table}{_kinds} {_note}",
        f"CREATE TRIGGER {_table}_tally_update AFTER UPDATE OF {', '.join(_columns)} ON {_table} "
        f"WHEN {_changed} {_note}",
    ]

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

for _table, (_key, _columns) in TALLIED.items():
    _changed = " OR ".join(f"OLD.{c} IS DISTINCT FROM NEW.{c}" for c in _columns)
    _kinds = "WHEN (NEW.kind IN ('complaint', 'praise')) " if _table == "tickets" else ""
    _POSTGRESQL += [
        f"CREATE FUNCTION note_{_table}_tally() RETURNS trigger LANGUAGE plpgsql AS "  # noqa: S608
        f"$$ BEGIN INSERT INTO standings_due (ticket_id) VALUES (NEW.{_key}); RETURN NULL; END $$",
        f"CREATE TRIGGER {_table}_tally_insert AFTER INSERT ON {_table} "
        f"FOR EACH ROW {_kinds}EXECUTE FUNCTION note_{_table}_tally()",
        f"CREATE TRIGGER {_table}_tally_update AFTER UPDATE OF {', '.join(_columns)} ON {_table} "
        f"FOR EACH ROW WHEN ({_changed}) EXECUTE FUNCTION note_{_table}_tally()",
    ]

STATEMENTS: dict[str, list[str]] = {"sqlite": _SQLITE, "postgresql": _POSTGRESQL}

for _dialect, _statements in STATEMENTS.items():
    for _statement in _statements:
        event.listen(
            Base.metadata,
            "after_create",
            DDL(_statement.replace("%", "%%")).execute_if(dialect=_dialect),  # type: ignore[no-untyped-call]
        )
