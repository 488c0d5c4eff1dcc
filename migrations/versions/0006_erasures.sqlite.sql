CREATE TABLE erasures (
	kind TEXT NOT NULL,
	id BLOB NOT NULL,
	run_id BLOB NOT NULL,
	erased_at INTEGER NOT NULL,
	CONSTRAINT pk_erasures PRIMARY KEY (kind, id),
	CONSTRAINT ck_erasures_kind_length CHECK (length("kind") <= 500)
)
 STRICT;

CREATE INDEX ix_erasures_run_id_kind ON erasures (run_id, kind);
