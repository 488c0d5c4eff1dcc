CREATE TABLE quality_checks (
	id UUID NOT NULL,
	month TEXT NOT NULL,
	staff_id UUID NOT NULL,
	call_id UUID,
	ticket_id UUID,
	score INTEGER NOT NULL,
	grades JSONB NOT NULL,
	remark TEXT,
	checked_by UUID NOT NULL,
	checked_at TIMESTAMP WITH TIME ZONE NOT NULL,
	withdrawn_by UUID,
	withdrawn_at TIMESTAMP WITH TIME ZONE,
	withdrawn_reason TEXT,
	CONSTRAINT pk_quality_checks PRIMARY KEY (id),
	CONSTRAINT ck_quality_checks_month_form CHECK (length(month) = 7),
	CONSTRAINT ck_quality_checks_score_range CHECK (score BETWEEN 0 AND 100),
	CONSTRAINT ck_quality_checks_of_one_thing CHECK ((call_id IS NULL) <> (ticket_id IS NULL)),
	CONSTRAINT ck_quality_checks_checked_by_other CHECK (checked_by <> staff_id),
	CONSTRAINT ck_quality_checks_withdrawn_whole CHECK ((withdrawn_at IS NULL) = (withdrawn_by IS NULL) AND (withdrawn_at IS NULL) = (withdrawn_reason IS NULL)),
	CONSTRAINT ck_quality_checks_remark_length CHECK (length("remark") <= 100000),
	CONSTRAINT ck_quality_checks_withdrawn_reason_length CHECK (length("withdrawn_reason") <= 100000),
	CONSTRAINT fk_quality_checks_staff_id_staff FOREIGN KEY(staff_id) REFERENCES staff (id),
	CONSTRAINT fk_quality_checks_call_id_calls FOREIGN KEY(call_id) REFERENCES calls (id),
	CONSTRAINT fk_quality_checks_ticket_id_tickets FOREIGN KEY(ticket_id) REFERENCES tickets (id),
	CONSTRAINT fk_quality_checks_checked_by_staff FOREIGN KEY(checked_by) REFERENCES staff (id),
	CONSTRAINT fk_quality_checks_withdrawn_by_staff FOREIGN KEY(withdrawn_by) REFERENCES staff (id)
);

CREATE INDEX ix_quality_checks_call_id ON quality_checks (call_id);

CREATE INDEX ix_quality_checks_ticket_id ON quality_checks (ticket_id);

CREATE INDEX ix_quality_checks_month_staff_id ON quality_checks (month, staff_id);

CREATE INDEX ix_quality_checks_checked_at ON quality_checks (checked_at);

CREATE INDEX ix_return_visits_state_closed_at ON return_visits (state, closed_at);
