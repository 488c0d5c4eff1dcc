CREATE TABLE inbox_items (
	id BLOB NOT NULL,
	sha256 TEXT NOT NULL,
	message_id TEXT,
	arrived_at INTEGER NOT NULL,
	sent_at INTEGER,
	due_at INTEGER NOT NULL,
	from_name TEXT,
	from_address TEXT,
	subject TEXT,
	text TEXT,
	size INTEGER NOT NULL,
	automatic TEXT,
	problems TEXT NOT NULL,
	state TEXT NOT NULL,
	proposal TEXT,
	sorted_as TEXT,
	sorted_by BLOB,
	sorted_at INTEGER,
	ticket_id BLOB,
	received_by BLOB NOT NULL,
	created_at INTEGER NOT NULL,
	version INTEGER DEFAULT '1' NOT NULL,
	CONSTRAINT pk_inbox_items PRIMARY KEY (id),
	CONSTRAINT ck_inbox_items_automatic_known CHECK ("automatic" IN ('bounce', 'auto_reply', 'list')),
	CONSTRAINT ck_inbox_items_state_known CHECK ("state" IN ('waiting', 'sorted', 'set_aside')),
	CONSTRAINT ck_inbox_items_proposal_known CHECK ("proposal" IN ('complaint', 'enquiry', 'praise', 'not_for_us', 'reply')),
	CONSTRAINT ck_inbox_items_sorted_as_known CHECK ("sorted_as" IN ('complaint', 'enquiry', 'praise', 'not_for_us', 'reply')),
	CONSTRAINT ck_inbox_items_sha256_form CHECK (length(sha256) = 64),
	CONSTRAINT ck_inbox_items_size_positive CHECK (size >= 0),
	CONSTRAINT ck_inbox_items_due_order CHECK (due_at >= arrived_at),
	CONSTRAINT ck_inbox_items_sorted_as_something CHECK (state <> 'sorted' OR sorted_as IS NOT NULL),
	CONSTRAINT ck_inbox_items_message_id_length CHECK (length("message_id") <= 500),
	CONSTRAINT ck_inbox_items_from_name_length CHECK (length("from_name") <= 500),
	CONSTRAINT ck_inbox_items_from_address_length CHECK (length("from_address") <= 500),
	CONSTRAINT ck_inbox_items_subject_length CHECK (length("subject") <= 500),
	CONSTRAINT ck_inbox_items_text_length CHECK (length("text") <= 100000),
	CONSTRAINT uq_inbox_items_sha256 UNIQUE (sha256),
	CONSTRAINT fk_inbox_items_sorted_by_staff FOREIGN KEY(sorted_by) REFERENCES staff (id),
	CONSTRAINT fk_inbox_items_ticket_id_tickets FOREIGN KEY(ticket_id) REFERENCES tickets (id),
	CONSTRAINT fk_inbox_items_received_by_staff FOREIGN KEY(received_by) REFERENCES staff (id)
)
 STRICT;

CREATE INDEX ix_inbox_items_state_arrived_at ON inbox_items (state, arrived_at);

CREATE INDEX ix_inbox_items_ticket_id ON inbox_items (ticket_id);

CREATE INDEX ix_inbox_items_message_id ON inbox_items (message_id);

CREATE TABLE inbox_raw (
	inbox_id BLOB NOT NULL,
	packed BLOB NOT NULL,
	CONSTRAINT pk_inbox_raw PRIMARY KEY (inbox_id),
	CONSTRAINT fk_inbox_raw_inbox_id_inbox_items FOREIGN KEY(inbox_id) REFERENCES inbox_items (id) ON DELETE CASCADE
)
 STRICT;

CREATE TABLE inbox_attachments (
	id BLOB NOT NULL,
	inbox_id BLOB NOT NULL,
	position INTEGER NOT NULL,
	name TEXT NOT NULL,
	media_type TEXT NOT NULL,
	size INTEGER NOT NULL,
	sha256 TEXT NOT NULL,
	CONSTRAINT pk_inbox_attachments PRIMARY KEY (id),
	CONSTRAINT ck_inbox_attachments_position_positive CHECK (position >= 0),
	CONSTRAINT ck_inbox_attachments_size_positive CHECK (size >= 0),
	CONSTRAINT ck_inbox_attachments_sha256_form CHECK (length(sha256) = 64),
	CONSTRAINT ck_inbox_attachments_name_length CHECK (length("name") <= 500),
	CONSTRAINT ck_inbox_attachments_media_type_length CHECK (length("media_type") <= 500),
	CONSTRAINT fk_inbox_attachments_inbox_id_inbox_items FOREIGN KEY(inbox_id) REFERENCES inbox_items (id) ON DELETE CASCADE
)
 STRICT;

CREATE UNIQUE INDEX ix_inbox_attachments_inbox_id_position ON inbox_attachments (inbox_id, position);
