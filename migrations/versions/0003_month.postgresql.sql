CREATE TABLE standings_due (
	seq BIGSERIAL NOT NULL,
	ticket_id UUID NOT NULL,
	CONSTRAINT pk_standings_due PRIMARY KEY (seq)
);

CREATE TABLE month_closings (
	id UUID NOT NULL,
	month TEXT NOT NULL,
	number INTEGER NOT NULL,
	closed_by UUID NOT NULL,
	closed_at TIMESTAMP WITH TIME ZONE NOT NULL,
	late_reason TEXT,
	digest TEXT NOT NULL,
	CONSTRAINT pk_month_closings PRIMARY KEY (id),
	CONSTRAINT ck_month_closings_month_form CHECK (length(month) = 7),
	CONSTRAINT ck_month_closings_number_positive CHECK (number >= 1),
	CONSTRAINT ck_month_closings_digest_length CHECK (length(digest) = 64),
	CONSTRAINT ck_month_closings_late_reason_length CHECK (length("late_reason") <= 100000),
	CONSTRAINT fk_month_closings_closed_by_staff FOREIGN KEY(closed_by) REFERENCES staff (id)
);

CREATE UNIQUE INDEX ix_month_closings_month_number ON month_closings (month, number);

CREATE TABLE appeals (
	id UUID NOT NULL,
	month TEXT NOT NULL,
	staff_id UUID NOT NULL,
	ticket_id UUID NOT NULL,
	state TEXT NOT NULL,
	correction TEXT,
	filed_at TIMESTAMP WITH TIME ZONE NOT NULL,
	mediated_by UUID,
	mediated_at TIMESTAMP WITH TIME ZONE,
	decided_by UUID,
	decided_at TIMESTAMP WITH TIME ZONE,
	closed_at TIMESTAMP WITH TIME ZONE,
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
);

CREATE INDEX ix_appeals_month_state ON appeals (month, state);

CREATE INDEX ix_appeals_ticket_id ON appeals (ticket_id);

CREATE INDEX ix_appeals_staff_id_month ON appeals (staff_id, month);

CREATE INDEX ix_appeals_state_filed_at ON appeals (state, filed_at);

CREATE TABLE complaint_standings (
	ticket_id UUID NOT NULL,
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
);

CREATE INDEX ix_complaint_standings_month_standing_channel ON complaint_standings (month, standing, channel);

CREATE INDEX ix_complaint_standings_staff_key_month ON complaint_standings (staff_key, month);

CREATE TABLE month_closing_rows (
	closing_id UUID NOT NULL,
	position INTEGER NOT NULL,
	kind TEXT NOT NULL,
	body JSONB NOT NULL,
	CONSTRAINT pk_month_closing_rows PRIMARY KEY (closing_id, position),
	CONSTRAINT ck_month_closing_rows_kind_length CHECK (length("kind") <= 500),
	CONSTRAINT fk_month_closing_rows_closing_id_month_closings FOREIGN KEY(closing_id) REFERENCES month_closings (id)
);

CREATE INDEX ix_month_closing_rows_closing_id_kind ON month_closing_rows (closing_id, kind);

CREATE TABLE month_reopenings (
	closing_id UUID NOT NULL,
	reopened_by UUID NOT NULL,
	reopened_at TIMESTAMP WITH TIME ZONE NOT NULL,
	reason TEXT NOT NULL,
	CONSTRAINT pk_month_reopenings PRIMARY KEY (closing_id),
	CONSTRAINT ck_month_reopenings_reason_length CHECK (length("reason") <= 100000),
	CONSTRAINT fk_month_reopenings_closing_id_month_closings FOREIGN KEY(closing_id) REFERENCES month_closings (id),
	CONSTRAINT fk_month_reopenings_reopened_by_staff FOREIGN KEY(reopened_by) REFERENCES staff (id)
);

CREATE TABLE appeal_steps (
	id UUID NOT NULL,
	appeal_id UUID NOT NULL,
	step TEXT NOT NULL,
	made_by UUID NOT NULL,
	made_at TIMESTAMP WITH TIME ZONE NOT NULL,
	reason TEXT NOT NULL,
	CONSTRAINT pk_appeal_steps PRIMARY KEY (id),
	CONSTRAINT ck_appeal_steps_step_known CHECK ("step" IN ('file', 'add', 'uphold', 'correct', 'dispute', 'open_evidence', 'take_back')),
	CONSTRAINT ck_appeal_steps_reason_length CHECK (length("reason") <= 100000),
	CONSTRAINT fk_appeal_steps_appeal_id_appeals FOREIGN KEY(appeal_id) REFERENCES appeals (id),
	CONSTRAINT fk_appeal_steps_made_by_staff FOREIGN KEY(made_by) REFERENCES staff (id)
);

CREATE INDEX ix_appeal_steps_appeal_id_made_at ON appeal_steps (appeal_id, made_at);

CREATE TABLE appeal_files (
	id UUID NOT NULL,
	appeal_id UUID NOT NULL,
	name TEXT NOT NULL,
	media_type TEXT NOT NULL,
	size INTEGER NOT NULL,
	sha256 TEXT NOT NULL,
	content BYTEA NOT NULL,
	added_by UUID NOT NULL,
	added_at TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT pk_appeal_files PRIMARY KEY (id),
	CONSTRAINT ck_appeal_files_size_positive CHECK (size >= 0),
	CONSTRAINT ck_appeal_files_sha256_length CHECK (length(sha256) = 64),
	CONSTRAINT ck_appeal_files_name_length CHECK (length("name") <= 500),
	CONSTRAINT ck_appeal_files_media_type_length CHECK (length("media_type") <= 500),
	CONSTRAINT fk_appeal_files_appeal_id_appeals FOREIGN KEY(appeal_id) REFERENCES appeals (id),
	CONSTRAINT fk_appeal_files_added_by_staff FOREIGN KEY(added_by) REFERENCES staff (id)
);

CREATE INDEX ix_appeal_files_appeal_id ON appeal_files (appeal_id);

CREATE TABLE month_adjustments (
	id UUID NOT NULL,
	closing_id UUID NOT NULL,
	month TEXT NOT NULL,
	decided_month TEXT NOT NULL,
	ticket_id UUID NOT NULL,
	before JSONB,
	after JSONB,
	decided_by UUID,
	decided_at TIMESTAMP WITH TIME ZONE NOT NULL,
	appeal_id UUID,
	note_id UUID,
	CONSTRAINT pk_month_adjustments PRIMARY KEY (id),
	CONSTRAINT ck_month_adjustments_month_form CHECK (length(month) = 7),
	CONSTRAINT ck_month_adjustments_decided_month_form CHECK (length(decided_month) = 7),
	CONSTRAINT fk_month_adjustments_closing_id_month_closings FOREIGN KEY(closing_id) REFERENCES month_closings (id),
	CONSTRAINT fk_month_adjustments_ticket_id_tickets FOREIGN KEY(ticket_id) REFERENCES tickets (id),
	CONSTRAINT fk_month_adjustments_decided_by_staff FOREIGN KEY(decided_by) REFERENCES staff (id),
	CONSTRAINT fk_month_adjustments_appeal_id_appeals FOREIGN KEY(appeal_id) REFERENCES appeals (id)
);

CREATE INDEX ix_month_adjustments_appeal_id ON month_adjustments (appeal_id);

CREATE INDEX ix_month_adjustments_month ON month_adjustments (month);

CREATE INDEX ix_month_adjustments_ticket_id ON month_adjustments (ticket_id);

CREATE INDEX ix_month_adjustments_closing_id ON month_adjustments (closing_id);

CREATE INDEX ix_month_adjustments_decided_month ON month_adjustments (decided_month);

CREATE TRIGGER month_closings_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON month_closings FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER month_closing_rows_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON month_closing_rows FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER month_reopenings_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON month_reopenings FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER month_adjustments_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON month_adjustments FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER appeal_steps_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON appeal_steps FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE FUNCTION note_tickets_tally() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO standings_due (ticket_id) VALUES (NEW.id); RETURN NULL; END $$;

CREATE TRIGGER tickets_tally_insert AFTER INSERT ON tickets FOR EACH ROW WHEN (NEW.kind IN ('complaint', 'praise')) EXECUTE FUNCTION note_tickets_tally();

CREATE TRIGGER tickets_tally_update AFTER UPDATE OF kind, state, severity ON tickets FOR EACH ROW WHEN (OLD.kind IS DISTINCT FROM NEW.kind OR OLD.state IS DISTINCT FROM NEW.state OR OLD.severity IS DISTINCT FROM NEW.severity) EXECUTE FUNCTION note_tickets_tally();

CREATE FUNCTION note_complaint_details_tally() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO standings_due (ticket_id) VALUES (NEW.ticket_id); RETURN NULL; END $$;

CREATE TRIGGER complaint_details_tally_insert AFTER INSERT ON complaint_details FOR EACH ROW EXECUTE FUNCTION note_complaint_details_tally();

CREATE TRIGGER complaint_details_tally_update AFTER UPDATE OF channel, nature, against_kind, against_staff_id, against_department_id, against_merchant_id, against_product_id, against_text, product_id, product_text, merchant_id, merchant_text, month ON complaint_details FOR EACH ROW WHEN (OLD.channel IS DISTINCT FROM NEW.channel OR OLD.nature IS DISTINCT FROM NEW.nature OR OLD.against_kind IS DISTINCT FROM NEW.against_kind OR OLD.against_staff_id IS DISTINCT FROM NEW.against_staff_id OR OLD.against_department_id IS DISTINCT FROM NEW.against_department_id OR OLD.against_merchant_id IS DISTINCT FROM NEW.against_merchant_id OR OLD.against_product_id IS DISTINCT FROM NEW.against_product_id OR OLD.against_text IS DISTINCT FROM NEW.against_text OR OLD.product_id IS DISTINCT FROM NEW.product_id OR OLD.product_text IS DISTINCT FROM NEW.product_text OR OLD.merchant_id IS DISTINCT FROM NEW.merchant_id OR OLD.merchant_text IS DISTINCT FROM NEW.merchant_text OR OLD.month IS DISTINCT FROM NEW.month) EXECUTE FUNCTION note_complaint_details_tally();

CREATE FUNCTION note_appeals_tally() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO standings_due (ticket_id) VALUES (NEW.ticket_id); RETURN NULL; END $$;

CREATE TRIGGER appeals_tally_insert AFTER INSERT ON appeals FOR EACH ROW EXECUTE FUNCTION note_appeals_tally();

CREATE TRIGGER appeals_tally_update AFTER UPDATE OF state, correction, ticket_id, staff_id ON appeals FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state OR OLD.correction IS DISTINCT FROM NEW.correction OR OLD.ticket_id IS DISTINCT FROM NEW.ticket_id OR OLD.staff_id IS DISTINCT FROM NEW.staff_id) EXECUTE FUNCTION note_appeals_tally();

ALTER TABLE clocks DROP CONSTRAINT ck_clocks_of_something;

ALTER TABLE clocks ADD COLUMN appeal_id UUID;

ALTER TABLE clocks ADD CONSTRAINT ck_clocks_of_something CHECK (ticket_id IS NOT NULL OR callback_id IS NOT NULL OR escalation_id IS NOT NULL OR visit_id IS NOT NULL OR appeal_id IS NOT NULL);

ALTER TABLE clocks ADD CONSTRAINT fk_clocks_appeal_id_appeals FOREIGN KEY(appeal_id) REFERENCES appeals (id);

CREATE INDEX ix_clocks_appeal_id ON clocks (appeal_id);

CREATE INDEX ix_clocks_rule_due_at ON clocks (rule, due_at);
