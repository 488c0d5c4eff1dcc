CREATE TABLE standings_due (
	seq INTEGER NOT NULL,
	ticket_id BLOB NOT NULL,
	CONSTRAINT pk_standings_due PRIMARY KEY (seq)
)
 STRICT;

CREATE TABLE month_closings (
	id BLOB NOT NULL,
	month TEXT NOT NULL,
	number INTEGER NOT NULL,
	closed_by BLOB NOT NULL,
	closed_at INTEGER NOT NULL,
	late_reason TEXT,
	digest TEXT NOT NULL,
	CONSTRAINT pk_month_closings PRIMARY KEY (id),
	CONSTRAINT ck_month_closings_month_form CHECK (length(month) = 7),
	CONSTRAINT ck_month_closings_number_positive CHECK (number >= 1),
	CONSTRAINT ck_month_closings_digest_length CHECK (length(digest) = 64),
	CONSTRAINT ck_month_closings_late_reason_length CHECK (length("late_reason") <= 100000),
	CONSTRAINT fk_month_closings_closed_by_staff FOREIGN KEY(closed_by) REFERENCES staff (id)
)
 STRICT;

CREATE UNIQUE INDEX ix_month_closings_month_number ON month_closings (month, number);

CREATE TABLE appeals (
	id BLOB NOT NULL,
	month TEXT NOT NULL,
	staff_id BLOB NOT NULL,
	ticket_id BLOB NOT NULL,
	state TEXT NOT NULL,
	correction TEXT,
	filed_at INTEGER NOT NULL,
	mediated_by BLOB,
	mediated_at INTEGER,
	decided_by BLOB,
	decided_at INTEGER,
	closed_at INTEGER,
	version INTEGER DEFAULT '1' NOT NULL,
	CONSTRAINT pk_appeals PRIMARY KEY (id),
	CONSTRAINT ck_appeals_state_known CHECK ("state" IN ('filed', 'upheld', 'disputed', 'corrected', 'dismissed', 'taken_back')),
	CONSTRAINT ck_appeals_correction_known CHECK ("correction" IN ('unfounded', 'against')),
	CONSTRAINT ck_appeals_month_form CHECK (length(month) = 7),
	CONSTRAINT ck_appeals_mediated_by_other CHECK (mediated_by IS NULL OR mediated_by <> staff_id),
	CONSTRAINT ck_appeals_decided_by_other CHECK (decided_by IS NULL OR decided_by <> staff_id),
	CONSTRAINT fk_appeals_staff_id_staff FOREIGN KEY(staff_id) REFERENCES staff (id),
	CONSTRAINT fk_appeals_ticket_id_tickets FOREIGN KEY(ticket_id) REFERENCES tickets (id),
	CONSTRAINT fk_appeals_mediated_by_staff FOREIGN KEY(mediated_by) REFERENCES staff (id),
	CONSTRAINT fk_appeals_decided_by_staff FOREIGN KEY(decided_by) REFERENCES staff (id)
)
 STRICT;

CREATE INDEX ix_appeals_month_state ON appeals (month, state);

CREATE INDEX ix_appeals_ticket_id ON appeals (ticket_id);

CREATE INDEX ix_appeals_staff_id_month ON appeals (staff_id, month);

CREATE INDEX ix_appeals_state_filed_at ON appeals (state, filed_at);

CREATE TABLE complaint_standings (
	ticket_id BLOB NOT NULL,
	kind TEXT NOT NULL,
	month TEXT NOT NULL,
	standing TEXT NOT NULL,
	channel TEXT NOT NULL,
	staff_key TEXT NOT NULL,
	department_key TEXT NOT NULL,
	merchant_key TEXT NOT NULL,
	product_key TEXT NOT NULL,
	nature TEXT NOT NULL,
	severity TEXT NOT NULL,
	CONSTRAINT pk_complaint_standings PRIMARY KEY (ticket_id),
	CONSTRAINT ck_complaint_standings_month_form CHECK (length(month) = 7),
	CONSTRAINT fk_complaint_standings_ticket_id_tickets FOREIGN KEY(ticket_id) REFERENCES tickets (id)
)
 STRICT;

CREATE INDEX ix_complaint_standings_month_standing_channel ON complaint_standings (month, standing, channel);

CREATE INDEX ix_complaint_standings_staff_key_month ON complaint_standings (staff_key, month);

CREATE TABLE month_closing_rows (
	closing_id BLOB NOT NULL,
	position INTEGER NOT NULL,
	kind TEXT NOT NULL,
	body TEXT NOT NULL,
	CONSTRAINT pk_month_closing_rows PRIMARY KEY (closing_id, position),
	CONSTRAINT ck_month_closing_rows_kind_length CHECK (length("kind") <= 500),
	CONSTRAINT fk_month_closing_rows_closing_id_month_closings FOREIGN KEY(closing_id) REFERENCES month_closings (id)
)
 STRICT;

CREATE INDEX ix_month_closing_rows_closing_id_kind ON month_closing_rows (closing_id, kind);

CREATE TABLE month_reopenings (
	closing_id BLOB NOT NULL,
	reopened_by BLOB NOT NULL,
	reopened_at INTEGER NOT NULL,
	reason TEXT NOT NULL,
	CONSTRAINT pk_month_reopenings PRIMARY KEY (closing_id),
	CONSTRAINT ck_month_reopenings_reason_length CHECK (length("reason") <= 100000),
	CONSTRAINT fk_month_reopenings_closing_id_month_closings FOREIGN KEY(closing_id) REFERENCES month_closings (id),
	CONSTRAINT fk_month_reopenings_reopened_by_staff FOREIGN KEY(reopened_by) REFERENCES staff (id)
)
 STRICT;

CREATE TABLE appeal_steps (
	id BLOB NOT NULL,
	appeal_id BLOB NOT NULL,
	step TEXT NOT NULL,
	made_by BLOB NOT NULL,
	made_at INTEGER NOT NULL,
	reason TEXT NOT NULL,
	CONSTRAINT pk_appeal_steps PRIMARY KEY (id),
	CONSTRAINT ck_appeal_steps_step_known CHECK ("step" IN ('file', 'add', 'uphold', 'correct', 'dispute', 'open_evidence', 'take_back')),
	CONSTRAINT ck_appeal_steps_reason_length CHECK (length("reason") <= 100000),
	CONSTRAINT fk_appeal_steps_appeal_id_appeals FOREIGN KEY(appeal_id) REFERENCES appeals (id),
	CONSTRAINT fk_appeal_steps_made_by_staff FOREIGN KEY(made_by) REFERENCES staff (id)
)
 STRICT;

CREATE INDEX ix_appeal_steps_appeal_id_made_at ON appeal_steps (appeal_id, made_at);

CREATE TABLE appeal_files (
	id BLOB NOT NULL,
	appeal_id BLOB NOT NULL,
	name TEXT NOT NULL,
	media_type TEXT NOT NULL,
	size INTEGER NOT NULL,
	sha256 TEXT NOT NULL,
	content BLOB NOT NULL,
	added_by BLOB NOT NULL,
	added_at INTEGER NOT NULL,
	CONSTRAINT pk_appeal_files PRIMARY KEY (id),
	CONSTRAINT ck_appeal_files_size_positive CHECK (size >= 0),
	CONSTRAINT ck_appeal_files_sha256_length CHECK (length(sha256) = 64),
	CONSTRAINT ck_appeal_files_name_length CHECK (length("name") <= 500),
	CONSTRAINT ck_appeal_files_media_type_length CHECK (length("media_type") <= 500),
	CONSTRAINT fk_appeal_files_appeal_id_appeals FOREIGN KEY(appeal_id) REFERENCES appeals (id),
	CONSTRAINT fk_appeal_files_added_by_staff FOREIGN KEY(added_by) REFERENCES staff (id)
)
 STRICT;

CREATE INDEX ix_appeal_files_appeal_id ON appeal_files (appeal_id);

CREATE TABLE month_adjustments (
	id BLOB NOT NULL,
	closing_id BLOB NOT NULL,
	month TEXT NOT NULL,
	decided_month TEXT NOT NULL,
	ticket_id BLOB NOT NULL,
	"before" TEXT,
	"after" TEXT,
	decided_by BLOB,
	decided_at INTEGER NOT NULL,
	appeal_id BLOB,
	note_id BLOB,
	CONSTRAINT pk_month_adjustments PRIMARY KEY (id),
	CONSTRAINT ck_month_adjustments_month_form CHECK (length(month) = 7),
	CONSTRAINT ck_month_adjustments_decided_month_form CHECK (length(decided_month) = 7),
	CONSTRAINT fk_month_adjustments_closing_id_month_closings FOREIGN KEY(closing_id) REFERENCES month_closings (id),
	CONSTRAINT fk_month_adjustments_ticket_id_tickets FOREIGN KEY(ticket_id) REFERENCES tickets (id),
	CONSTRAINT fk_month_adjustments_decided_by_staff FOREIGN KEY(decided_by) REFERENCES staff (id),
	CONSTRAINT fk_month_adjustments_appeal_id_appeals FOREIGN KEY(appeal_id) REFERENCES appeals (id)
)
 STRICT;

CREATE INDEX ix_month_adjustments_appeal_id ON month_adjustments (appeal_id);

CREATE INDEX ix_month_adjustments_month ON month_adjustments (month);

CREATE INDEX ix_month_adjustments_ticket_id ON month_adjustments (ticket_id);

CREATE INDEX ix_month_adjustments_closing_id ON month_adjustments (closing_id);

CREATE INDEX ix_month_adjustments_decided_month ON month_adjustments (decided_month);

CREATE TRIGGER month_closings_refuse_update BEFORE UPDATE ON month_closings BEGIN SELECT RAISE(ABORT, 'month_closings is append-only'); END;

CREATE TRIGGER month_closings_refuse_delete BEFORE DELETE ON month_closings BEGIN SELECT RAISE(ABORT, 'month_closings is append-only'); END;

CREATE TRIGGER month_closing_rows_refuse_update BEFORE UPDATE ON month_closing_rows BEGIN SELECT RAISE(ABORT, 'month_closing_rows is append-only'); END;

CREATE TRIGGER month_closing_rows_refuse_delete BEFORE DELETE ON month_closing_rows BEGIN SELECT RAISE(ABORT, 'month_closing_rows is append-only'); END;

CREATE TRIGGER month_reopenings_refuse_update BEFORE UPDATE ON month_reopenings BEGIN SELECT RAISE(ABORT, 'month_reopenings is append-only'); END;

CREATE TRIGGER month_reopenings_refuse_delete BEFORE DELETE ON month_reopenings BEGIN SELECT RAISE(ABORT, 'month_reopenings is append-only'); END;

CREATE TRIGGER month_adjustments_refuse_update BEFORE UPDATE ON month_adjustments BEGIN SELECT RAISE(ABORT, 'month_adjustments is append-only'); END;

CREATE TRIGGER month_adjustments_refuse_delete BEFORE DELETE ON month_adjustments BEGIN SELECT RAISE(ABORT, 'month_adjustments is append-only'); END;

CREATE TRIGGER appeal_steps_refuse_update BEFORE UPDATE ON appeal_steps BEGIN SELECT RAISE(ABORT, 'appeal_steps is append-only'); END;

CREATE TRIGGER appeal_steps_refuse_delete BEFORE DELETE ON appeal_steps BEGIN SELECT RAISE(ABORT, 'appeal_steps is append-only'); END;

CREATE TRIGGER tickets_tally_insert AFTER INSERT ON tickets WHEN NEW.kind IN ('complaint', 'praise') BEGIN INSERT INTO standings_due (ticket_id) VALUES (NEW.id); END;

CREATE TRIGGER tickets_tally_update AFTER UPDATE OF kind, state, severity ON tickets WHEN OLD.kind IS NOT NEW.kind OR OLD.state IS NOT NEW.state OR OLD.severity IS NOT NEW.severity BEGIN INSERT INTO standings_due (ticket_id) VALUES (NEW.id); END;

CREATE TRIGGER complaint_details_tally_insert AFTER INSERT ON complaint_details BEGIN INSERT INTO standings_due (ticket_id) VALUES (NEW.ticket_id); END;

CREATE TRIGGER complaint_details_tally_update AFTER UPDATE OF channel, nature, against_kind, against_staff_id, against_department_id, against_merchant_id, against_product_id, against_text, product_id, product_text, merchant_id, merchant_text, month ON complaint_details WHEN OLD.channel IS NOT NEW.channel OR OLD.nature IS NOT NEW.nature OR OLD.against_kind IS NOT NEW.against_kind OR OLD.against_staff_id IS NOT NEW.against_staff_id OR OLD.against_department_id IS NOT NEW.against_department_id OR OLD.against_merchant_id IS NOT NEW.against_merchant_id OR OLD.against_product_id IS NOT NEW.against_product_id OR OLD.against_text IS NOT NEW.against_text OR OLD.product_id IS NOT NEW.product_id OR OLD.product_text IS NOT NEW.product_text OR OLD.merchant_id IS NOT NEW.merchant_id OR OLD.merchant_text IS NOT NEW.merchant_text OR OLD.month IS NOT NEW.month BEGIN INSERT INTO standings_due (ticket_id) VALUES (NEW.ticket_id); END;

CREATE TRIGGER appeals_tally_insert AFTER INSERT ON appeals BEGIN INSERT INTO standings_due (ticket_id) VALUES (NEW.ticket_id); END;

CREATE TRIGGER appeals_tally_update AFTER UPDATE OF state, correction, ticket_id, staff_id ON appeals WHEN OLD.state IS NOT NEW.state OR OLD.correction IS NOT NEW.correction OR OLD.ticket_id IS NOT NEW.ticket_id OR OLD.staff_id IS NOT NEW.staff_id BEGIN INSERT INTO standings_due (ticket_id) VALUES (NEW.ticket_id); END;

CREATE TABLE clocks (
	id BLOB NOT NULL,
	rule TEXT NOT NULL,
	ticket_id BLOB,
	callback_id BLOB,
	escalation_id BLOB,
	visit_id BLOB,
	appeal_id BLOB,
	basis TEXT NOT NULL,
	started_at INTEGER NOT NULL,
	span_seconds INTEGER NOT NULL,
	due_at INTEGER NOT NULL,
	met_at INTEGER,
	cancelled_at INTEGER,
	version INTEGER DEFAULT '1' NOT NULL,
	CONSTRAINT pk_clocks PRIMARY KEY (id),
	CONSTRAINT ck_clocks_basis_known CHECK ("basis" IN ('wall', 'working')),
	CONSTRAINT ck_clocks_span_positive CHECK (span_seconds >= 0),
	CONSTRAINT ck_clocks_due_order CHECK (due_at >= started_at),
	CONSTRAINT ck_clocks_one_end CHECK (met_at IS NULL OR cancelled_at IS NULL),
	CONSTRAINT ck_clocks_of_something CHECK (ticket_id IS NOT NULL OR callback_id IS NOT NULL OR escalation_id IS NOT NULL OR visit_id IS NOT NULL OR appeal_id IS NOT NULL),
	CONSTRAINT ck_clocks_rule_length CHECK (length("rule") <= 500),
	CONSTRAINT fk_clocks_ticket_id_tickets FOREIGN KEY(ticket_id) REFERENCES tickets (id),
	CONSTRAINT fk_clocks_callback_id_callbacks FOREIGN KEY(callback_id) REFERENCES callbacks (id),
	CONSTRAINT fk_clocks_escalation_id_escalations FOREIGN KEY(escalation_id) REFERENCES escalations (id),
	CONSTRAINT fk_clocks_visit_id_return_visits FOREIGN KEY(visit_id) REFERENCES return_visits (id),
	CONSTRAINT fk_clocks_appeal_id_appeals FOREIGN KEY(appeal_id) REFERENCES appeals (id)
)
 STRICT;

CREATE INDEX ix_clocks_ticket_id_due_at ON clocks (ticket_id, due_at);

CREATE INDEX ix_clocks_appeal_id ON clocks (appeal_id);

CREATE INDEX ix_clocks_met_at_cancelled_at_due_at ON clocks (met_at, cancelled_at, due_at);

CREATE INDEX ix_clocks_callback_id ON clocks (callback_id);

CREATE INDEX ix_clocks_visit_id ON clocks (visit_id);

CREATE INDEX ix_clocks_rule_due_at ON clocks (rule, due_at);

CREATE INDEX ix_clocks_escalation_id ON clocks (escalation_id);
