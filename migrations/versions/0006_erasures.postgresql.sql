CREATE TABLE erasures (
	kind TEXT NOT NULL,
	id UUID NOT NULL,
	run_id UUID NOT NULL,
	erased_at TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT pk_erasures PRIMARY KEY (kind, id),
	CONSTRAINT ck_erasures_kind_length CHECK (length("kind") <= 500)
);

CREATE INDEX ix_erasures_run_id_kind ON erasures (run_id, kind);
