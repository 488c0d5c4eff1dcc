CREATE TABLE routes (
	id BLOB NOT NULL,
	nature TEXT,
	severity TEXT,
	department_id BLOB NOT NULL,
	hours INTEGER,
	version INTEGER DEFAULT '1' NOT NULL,
	CONSTRAINT pk_routes PRIMARY KEY (id),
	CONSTRAINT ck_routes_hours CHECK (hours IS NULL OR hours BETWEEN 1 AND 2400),
	CONSTRAINT ck_routes_nature_length CHECK (length("nature") <= 500),
	CONSTRAINT ck_routes_severity_length CHECK (length("severity") <= 500),
	CONSTRAINT fk_routes_department_id_departments FOREIGN KEY(department_id) REFERENCES departments (id)
)
 STRICT;

CREATE INDEX ix_routes_department_id ON routes (department_id);

CREATE UNIQUE INDEX ix_routes_nature_severity ON routes (nature, severity);

CREATE TABLE shifts (
	staff_id BLOB NOT NULL,
	start_minute INTEGER NOT NULL,
	end_minute INTEGER NOT NULL,
	CONSTRAINT pk_shifts PRIMARY KEY (staff_id),
	CONSTRAINT ck_shifts_start_in_day CHECK (start_minute BETWEEN 0 AND 1439),
	CONSTRAINT ck_shifts_end_in_day CHECK (end_minute BETWEEN 0 AND 1439),
	CONSTRAINT fk_shifts_staff_id_staff FOREIGN KEY(staff_id) REFERENCES staff (id) ON DELETE CASCADE
)
 STRICT;

CREATE TABLE day_sheets (
	id BLOB NOT NULL,
	staff_id BLOB NOT NULL,
	day TEXT NOT NULL,
	priorities TEXT,
	unfinished TEXT,
	sums TEXT NOT NULL,
	opened_at INTEGER NOT NULL,
	closed_at INTEGER,
	version INTEGER DEFAULT '1' NOT NULL,
	CONSTRAINT pk_day_sheets PRIMARY KEY (id),
	CONSTRAINT ck_day_sheets_priorities_length CHECK (length("priorities") <= 100000),
	CONSTRAINT ck_day_sheets_unfinished_length CHECK (length("unfinished") <= 100000),
	CONSTRAINT fk_day_sheets_staff_id_staff FOREIGN KEY(staff_id) REFERENCES staff (id)
)
 STRICT;

CREATE UNIQUE INDEX ix_day_sheets_staff_id_day ON day_sheets (staff_id, day);

CREATE INDEX ix_day_sheets_day ON day_sheets (day);

CREATE TABLE sign_offs (
	ledger TEXT NOT NULL,
	month TEXT NOT NULL,
	signed_by BLOB NOT NULL,
	signed_at INTEGER NOT NULL,
	note TEXT,
	CONSTRAINT pk_sign_offs PRIMARY KEY (ledger, month),
	CONSTRAINT ck_sign_offs_month_form CHECK (length(month) = 7),
	CONSTRAINT ck_sign_offs_ledger_length CHECK (length("ledger") <= 500),
	CONSTRAINT ck_sign_offs_note_length CHECK (length("note") <= 100000),
	CONSTRAINT fk_sign_offs_signed_by_staff FOREIGN KEY(signed_by) REFERENCES staff (id)
)
 STRICT;

CREATE TABLE contacts (
	id BLOB NOT NULL,
	post TEXT NOT NULL,
	name TEXT NOT NULL,
	phone TEXT,
	email TEXT,
	staff_id BLOB,
	active INTEGER DEFAULT '1' NOT NULL,
	created_at INTEGER NOT NULL,
	version INTEGER DEFAULT '1' NOT NULL,
	CONSTRAINT pk_contacts PRIMARY KEY (id),
	CONSTRAINT ck_contacts_active_flag CHECK ("active" IN (0, 1)),
	CONSTRAINT ck_contacts_post_length CHECK (length("post") <= 500),
	CONSTRAINT ck_contacts_name_length CHECK (length("name") <= 500),
	CONSTRAINT ck_contacts_phone_length CHECK (length("phone") <= 500),
	CONSTRAINT ck_contacts_email_length CHECK (length("email") <= 500),
	CONSTRAINT fk_contacts_staff_id_staff FOREIGN KEY(staff_id) REFERENCES staff (id)
)
 STRICT;

CREATE INDEX ix_contacts_post_active ON contacts (post, active);

CREATE TABLE statements (
	id BLOB NOT NULL,
	title TEXT NOT NULL,
	text TEXT NOT NULL,
	valid_from TEXT NOT NULL,
	valid_until TEXT,
	retired_at INTEGER,
	made_by BLOB NOT NULL,
	made_at INTEGER NOT NULL,
	version INTEGER DEFAULT '1' NOT NULL,
	CONSTRAINT pk_statements PRIMARY KEY (id),
	CONSTRAINT ck_statements_order CHECK (valid_until IS NULL OR valid_until >= valid_from),
	CONSTRAINT ck_statements_title_length CHECK (length("title") <= 500),
	CONSTRAINT ck_statements_text_length CHECK (length("text") <= 100000),
	CONSTRAINT fk_statements_made_by_staff FOREIGN KEY(made_by) REFERENCES staff (id)
)
 STRICT;

CREATE TABLE tasks (
	id BLOB NOT NULL,
	kind TEXT NOT NULL,
	state TEXT NOT NULL,
	repeat TEXT NOT NULL,
	ticket_id BLOB,
	title TEXT NOT NULL,
	text TEXT,
	due_at INTEGER NOT NULL,
	anchor_day INTEGER,
	owner_id BLOB,
	made_by BLOB NOT NULL,
	made_at INTEGER NOT NULL,
	done_by BLOB,
	done_at INTEGER,
	version INTEGER DEFAULT '1' NOT NULL,
	CONSTRAINT pk_tasks PRIMARY KEY (id),
	CONSTRAINT ck_tasks_kind_known CHECK ("kind" IN ('announcement', 'campaign', 'other')),
	CONSTRAINT ck_tasks_state_known CHECK ("state" IN ('open', 'done', 'cancelled')),
	CONSTRAINT ck_tasks_repeat_known CHECK ("repeat" IN ('never', 'weekly', 'monthly', 'yearly')),
	CONSTRAINT ck_tasks_anchor_day CHECK (anchor_day IS NULL OR anchor_day BETWEEN 1 AND 31),
	CONSTRAINT ck_tasks_title_length CHECK (length("title") <= 500),
	CONSTRAINT ck_tasks_text_length CHECK (length("text") <= 100000),
	CONSTRAINT fk_tasks_ticket_id_tickets FOREIGN KEY(ticket_id) REFERENCES tickets (id),
	CONSTRAINT fk_tasks_owner_id_staff FOREIGN KEY(owner_id) REFERENCES staff (id),
	CONSTRAINT fk_tasks_made_by_staff FOREIGN KEY(made_by) REFERENCES staff (id),
	CONSTRAINT fk_tasks_done_by_staff FOREIGN KEY(done_by) REFERENCES staff (id)
)
 STRICT;

CREATE INDEX ix_tasks_ticket_id ON tasks (ticket_id);

CREATE INDEX ix_tasks_state_due_at ON tasks (state, due_at);

CREATE INDEX ix_tasks_owner_id_state_due_at ON tasks (owner_id, state, due_at);

CREATE TABLE coupons (
	id BLOB NOT NULL,
	ticket_id BLOB NOT NULL,
	customer_id BLOB,
	digits TEXT,
	cents INTEGER NOT NULL,
	need TEXT NOT NULL,
	state TEXT NOT NULL,
	asked_by BLOB NOT NULL,
	asked_at INTEGER NOT NULL,
	decided_by BLOB,
	decided_at INTEGER,
	decision_reason TEXT,
	issued_by BLOB,
	issued_at INTEGER,
	code TEXT,
	version INTEGER DEFAULT '1' NOT NULL,
	CONSTRAINT pk_coupons PRIMARY KEY (id),
	CONSTRAINT ck_coupons_state_known CHECK ("state" IN ('requested', 'approved', 'refused', 'issued', 'cancelled')),
	CONSTRAINT ck_coupons_cents_positive CHECK (cents > 0),
	CONSTRAINT ck_coupons_not_ones_own CHECK (state <> 'approved' OR decided_by IS NULL OR decided_by <> asked_by),
	CONSTRAINT ck_coupons_digits_length CHECK (length("digits") <= 500),
	CONSTRAINT ck_coupons_code_length CHECK (length("code") <= 500),
	CONSTRAINT ck_coupons_need_length CHECK (length("need") <= 100000),
	CONSTRAINT ck_coupons_decision_reason_length CHECK (length("decision_reason") <= 100000),
	CONSTRAINT fk_coupons_ticket_id_tickets FOREIGN KEY(ticket_id) REFERENCES tickets (id),
	CONSTRAINT fk_coupons_customer_id_customers FOREIGN KEY(customer_id) REFERENCES customers (id),
	CONSTRAINT fk_coupons_asked_by_staff FOREIGN KEY(asked_by) REFERENCES staff (id),
	CONSTRAINT fk_coupons_decided_by_staff FOREIGN KEY(decided_by) REFERENCES staff (id),
	CONSTRAINT fk_coupons_issued_by_staff FOREIGN KEY(issued_by) REFERENCES staff (id)
)
 STRICT;

CREATE INDEX ix_coupons_ticket_id ON coupons (ticket_id);

CREATE INDEX ix_coupons_state_asked_at ON coupons (state, asked_at);

CREATE INDEX ix_coupons_customer_id ON coupons (customer_id);

CREATE INDEX ix_coupons_digits ON coupons (digits);

CREATE INDEX ix_coupons_asked_at ON coupons (asked_at);

CREATE TABLE ticket_merges (
	id BLOB NOT NULL,
	ticket_id BLOB NOT NULL,
	into_id BLOB NOT NULL,
	state_before TEXT NOT NULL,
	merged_by BLOB NOT NULL,
	merged_at INTEGER NOT NULL,
	undone_by BLOB,
	undone_at INTEGER,
	CONSTRAINT pk_ticket_merges PRIMARY KEY (id),
	CONSTRAINT ck_ticket_merges_state_before_known CHECK ("state_before" IN ('intake', 'acknowledged', 'investigation', 'appraisal', 'plan_offered', 'remedy', 'result_told', 'return_visit', 'archived', 'withdrawn', 'merged', 'unfounded')),
	CONSTRAINT ck_ticket_merges_not_itself CHECK (ticket_id <> into_id),
	CONSTRAINT fk_ticket_merges_ticket_id_tickets FOREIGN KEY(ticket_id) REFERENCES tickets (id),
	CONSTRAINT fk_ticket_merges_into_id_tickets FOREIGN KEY(into_id) REFERENCES tickets (id),
	CONSTRAINT fk_ticket_merges_merged_by_staff FOREIGN KEY(merged_by) REFERENCES staff (id),
	CONSTRAINT fk_ticket_merges_undone_by_staff FOREIGN KEY(undone_by) REFERENCES staff (id)
)
 STRICT;

CREATE INDEX ix_ticket_merges_into_id ON ticket_merges (into_id);

CREATE INDEX ix_ticket_merges_ticket_id ON ticket_merges (ticket_id);

CREATE TABLE measures (
	id BLOB NOT NULL,
	ticket_id BLOB,
	indicator TEXT,
	cause TEXT,
	what TEXT NOT NULL,
	owner_id BLOB NOT NULL,
	due_on TEXT NOT NULL,
	state TEXT NOT NULL,
	result TEXT,
	made_by BLOB NOT NULL,
	made_at INTEGER NOT NULL,
	closed_at INTEGER,
	version INTEGER DEFAULT '1' NOT NULL,
	CONSTRAINT pk_measures PRIMARY KEY (id),
	CONSTRAINT ck_measures_state_known CHECK ("state" IN ('open', 'done', 'dropped')),
	CONSTRAINT ck_measures_indicator_length CHECK (length("indicator") <= 500),
	CONSTRAINT ck_measures_cause_length CHECK (length("cause") <= 100000),
	CONSTRAINT ck_measures_what_length CHECK (length("what") <= 100000),
	CONSTRAINT ck_measures_result_length CHECK (length("result") <= 100000),
	CONSTRAINT fk_measures_ticket_id_tickets FOREIGN KEY(ticket_id) REFERENCES tickets (id),
	CONSTRAINT fk_measures_owner_id_staff FOREIGN KEY(owner_id) REFERENCES staff (id),
	CONSTRAINT fk_measures_made_by_staff FOREIGN KEY(made_by) REFERENCES staff (id)
)
 STRICT;

CREATE INDEX ix_measures_state_due_on ON measures (state, due_on);

CREATE INDEX ix_measures_owner_id_state ON measures (owner_id, state);

CREATE INDEX ix_measures_ticket_id ON measures (ticket_id);

CREATE TABLE return_visits (
	id BLOB NOT NULL,
	reason TEXT NOT NULL,
	state TEXT NOT NULL,
	ticket_id BLOB,
	customer_id BLOB,
	call_id BLOB,
	name TEXT,
	number TEXT,
	digits TEXT,
	about TEXT,
	due_at INTEGER NOT NULL,
	owner_id BLOB,
	tries INTEGER DEFAULT '0' NOT NULL,
	next_try_at INTEGER,
	satisfaction INTEGER,
	opinion TEXT,
	waived_reason TEXT,
	made_by BLOB NOT NULL,
	closed_by BLOB,
	closed_at INTEGER,
	created_at INTEGER NOT NULL,
	version INTEGER DEFAULT '1' NOT NULL,
	CONSTRAINT pk_return_visits PRIMARY KEY (id),
	CONSTRAINT ck_return_visits_reason_known CHECK ("reason" IN ('complaint', 'asked', 'purchase')),
	CONSTRAINT ck_return_visits_state_known CHECK ("state" IN ('open', 'done', 'waived')),
	CONSTRAINT ck_return_visits_satisfaction CHECK (satisfaction IS NULL OR satisfaction BETWEEN 1 AND 5),
	CONSTRAINT ck_return_visits_tries_positive CHECK (tries >= 0),
	CONSTRAINT ck_return_visits_name_length CHECK (length("name") <= 500),
	CONSTRAINT ck_return_visits_number_length CHECK (length("number") <= 500),
	CONSTRAINT ck_return_visits_digits_length CHECK (length("digits") <= 500),
	CONSTRAINT ck_return_visits_about_length CHECK (length("about") <= 100000),
	CONSTRAINT ck_return_visits_opinion_length CHECK (length("opinion") <= 100000),
	CONSTRAINT ck_return_visits_waived_reason_length CHECK (length("waived_reason") <= 100000),
	CONSTRAINT fk_return_visits_ticket_id_tickets FOREIGN KEY(ticket_id) REFERENCES tickets (id),
	CONSTRAINT fk_return_visits_customer_id_customers FOREIGN KEY(customer_id) REFERENCES customers (id),
	CONSTRAINT fk_return_visits_call_id_calls FOREIGN KEY(call_id) REFERENCES calls (id),
	CONSTRAINT fk_return_visits_owner_id_staff FOREIGN KEY(owner_id) REFERENCES staff (id),
	CONSTRAINT fk_return_visits_made_by_staff FOREIGN KEY(made_by) REFERENCES staff (id),
	CONSTRAINT fk_return_visits_closed_by_staff FOREIGN KEY(closed_by) REFERENCES staff (id)
)
 STRICT;

CREATE INDEX ix_return_visits_customer_id ON return_visits (customer_id);

CREATE INDEX ix_return_visits_state_due_at ON return_visits (state, due_at);

CREATE INDEX ix_return_visits_call_id ON return_visits (call_id);

CREATE INDEX ix_return_visits_ticket_id ON return_visits (ticket_id);

CREATE INDEX ix_return_visits_owner_id_state_due_at ON return_visits (owner_id, state, due_at);

CREATE TABLE measure_notes (
	id BLOB NOT NULL,
	measure_id BLOB NOT NULL,
	text TEXT NOT NULL,
	made_by BLOB NOT NULL,
	made_at INTEGER NOT NULL,
	CONSTRAINT pk_measure_notes PRIMARY KEY (id),
	CONSTRAINT ck_measure_notes_text_length CHECK (length("text") <= 100000),
	CONSTRAINT fk_measure_notes_measure_id_measures FOREIGN KEY(measure_id) REFERENCES measures (id) ON DELETE CASCADE,
	CONSTRAINT fk_measure_notes_made_by_staff FOREIGN KEY(made_by) REFERENCES staff (id)
)
 STRICT;

CREATE INDEX ix_measure_notes_measure_id ON measure_notes (measure_id);

CREATE TABLE escalations (
	id BLOB NOT NULL,
	kind TEXT NOT NULL,
	rule TEXT NOT NULL,
	level INTEGER NOT NULL,
	state TEXT NOT NULL,
	ticket_id BLOB,
	callback_id BLOB,
	coupon_id BLOB,
	visit_id BLOB,
	staff_id BLOB,
	reason TEXT NOT NULL,
	sent_by BLOB,
	sent_at INTEGER NOT NULL,
	due_at INTEGER NOT NULL,
	owner_id BLOB,
	taken_at INTEGER,
	live_to BLOB,
	decision TEXT,
	decided_by BLOB,
	decided_at INTEGER,
	"plan" TEXT,
	report_due_at INTEGER,
	reported_at INTEGER,
	closed_at INTEGER,
	version INTEGER DEFAULT '1' NOT NULL,
	CONSTRAINT pk_escalations PRIMARY KEY (id),
	CONSTRAINT ck_escalations_kind_known CHECK ("kind" IN ('difficult', 'not_satisfied', 'major', 'press', 'association', 'lawyer', 'authority', 'press_not_content', 'emergency', 'coupon', 'overdue', 'absent')),
	CONSTRAINT ck_escalations_state_known CHECK ("state" IN ('open', 'taken', 'returned', 'closed')),
	CONSTRAINT ck_escalations_decision_known CHECK ("decision" IN ('take_over', 'return', 'approve', 'refuse', 'reassign', 'statement', 'raise', 'called_back')),
	CONSTRAINT ck_escalations_level CHECK (level BETWEEN 1 AND 3),
	CONSTRAINT ck_escalations_rule_length CHECK (length("rule") <= 500),
	CONSTRAINT ck_escalations_reason_length CHECK (length("reason") <= 100000),
	CONSTRAINT ck_escalations_plan_length CHECK (length("plan") <= 100000),
	CONSTRAINT fk_escalations_ticket_id_tickets FOREIGN KEY(ticket_id) REFERENCES tickets (id),
	CONSTRAINT fk_escalations_callback_id_callbacks FOREIGN KEY(callback_id) REFERENCES callbacks (id),
	CONSTRAINT fk_escalations_coupon_id_coupons FOREIGN KEY(coupon_id) REFERENCES coupons (id),
	CONSTRAINT fk_escalations_visit_id_return_visits FOREIGN KEY(visit_id) REFERENCES return_visits (id),
	CONSTRAINT fk_escalations_staff_id_staff FOREIGN KEY(staff_id) REFERENCES staff (id),
	CONSTRAINT fk_escalations_sent_by_staff FOREIGN KEY(sent_by) REFERENCES staff (id),
	CONSTRAINT fk_escalations_owner_id_staff FOREIGN KEY(owner_id) REFERENCES staff (id),
	CONSTRAINT fk_escalations_live_to_staff FOREIGN KEY(live_to) REFERENCES staff (id),
	CONSTRAINT fk_escalations_decided_by_staff FOREIGN KEY(decided_by) REFERENCES staff (id)
)
 STRICT;

CREATE INDEX ix_escalations_ticket_id_sent_at ON escalations (ticket_id, sent_at);

CREATE INDEX ix_escalations_coupon_id ON escalations (coupon_id);

CREATE INDEX ix_escalations_visit_id ON escalations (visit_id);

CREATE INDEX ix_escalations_staff_id ON escalations (staff_id);

CREATE INDEX ix_escalations_state_due_at ON escalations (state, due_at);

CREATE INDEX ix_escalations_owner_id_state ON escalations (owner_id, state);

CREATE INDEX ix_escalations_callback_id ON escalations (callback_id);

CREATE TABLE clocks (
	id BLOB NOT NULL,
	rule TEXT NOT NULL,
	ticket_id BLOB,
	callback_id BLOB,
	escalation_id BLOB,
	visit_id BLOB,
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
	CONSTRAINT ck_clocks_of_something CHECK (ticket_id IS NOT NULL OR callback_id IS NOT NULL OR escalation_id IS NOT NULL OR visit_id IS NOT NULL),
	CONSTRAINT ck_clocks_rule_length CHECK (length("rule") <= 500),
	CONSTRAINT fk_clocks_ticket_id_tickets FOREIGN KEY(ticket_id) REFERENCES tickets (id),
	CONSTRAINT fk_clocks_callback_id_callbacks FOREIGN KEY(callback_id) REFERENCES callbacks (id),
	CONSTRAINT fk_clocks_escalation_id_escalations FOREIGN KEY(escalation_id) REFERENCES escalations (id),
	CONSTRAINT fk_clocks_visit_id_return_visits FOREIGN KEY(visit_id) REFERENCES return_visits (id)
)
 STRICT;

CREATE INDEX ix_clocks_escalation_id ON clocks (escalation_id);

CREATE INDEX ix_clocks_callback_id ON clocks (callback_id);

CREATE INDEX ix_clocks_ticket_id_due_at ON clocks (ticket_id, due_at);

CREATE INDEX ix_clocks_visit_id ON clocks (visit_id);

CREATE INDEX ix_clocks_met_at_cancelled_at_due_at ON clocks (met_at, cancelled_at, due_at);

CREATE TABLE notices (
	id BLOB NOT NULL,
	kind TEXT NOT NULL,
	rule TEXT NOT NULL,
	ticket_id BLOB,
	escalation_id BLOB,
	recipient_kind TEXT NOT NULL,
	post TEXT,
	staff_id BLOB,
	contact_id BLOB,
	department_id BLOB,
	subject TEXT NOT NULL,
	body TEXT NOT NULL,
	due_at INTEGER,
	told_at INTEGER,
	told_by BLOB,
	told_way TEXT,
	made_by BLOB,
	made_at INTEGER NOT NULL,
	version INTEGER DEFAULT '1' NOT NULL,
	CONSTRAINT pk_notices PRIMARY KEY (id),
	CONSTRAINT ck_notices_kind_known CHECK ("kind" IN ('acknowledgement', 'progress', 'plan', 'result', 'department', 'recipient')),
	CONSTRAINT ck_notices_recipient_kind_known CHECK ("recipient_kind" IN ('customer', 'department', 'staff', 'contact')),
	CONSTRAINT ck_notices_told_way_known CHECK ("told_way" IN ('phone', 'in_person', 'email', 'message', 'letter', 'other')),
	CONSTRAINT ck_notices_told_whole CHECK ((told_at IS NULL) = (told_way IS NULL)),
	CONSTRAINT ck_notices_rule_length CHECK (length("rule") <= 500),
	CONSTRAINT ck_notices_post_length CHECK (length("post") <= 500),
	CONSTRAINT ck_notices_subject_length CHECK (length("subject") <= 500),
	CONSTRAINT ck_notices_body_length CHECK (length("body") <= 100000),
	CONSTRAINT fk_notices_ticket_id_tickets FOREIGN KEY(ticket_id) REFERENCES tickets (id),
	CONSTRAINT fk_notices_escalation_id_escalations FOREIGN KEY(escalation_id) REFERENCES escalations (id),
	CONSTRAINT fk_notices_staff_id_staff FOREIGN KEY(staff_id) REFERENCES staff (id),
	CONSTRAINT fk_notices_contact_id_contacts FOREIGN KEY(contact_id) REFERENCES contacts (id),
	CONSTRAINT fk_notices_department_id_departments FOREIGN KEY(department_id) REFERENCES departments (id),
	CONSTRAINT fk_notices_told_by_staff FOREIGN KEY(told_by) REFERENCES staff (id),
	CONSTRAINT fk_notices_made_by_staff FOREIGN KEY(made_by) REFERENCES staff (id)
)
 STRICT;

CREATE INDEX ix_notices_ticket_id_made_at ON notices (ticket_id, made_at);

CREATE INDEX ix_notices_escalation_id ON notices (escalation_id);

CREATE INDEX ix_notices_told_at_due_at ON notices (told_at, due_at);

CREATE TABLE clock_pauses (
	id BLOB NOT NULL,
	clock_id BLOB NOT NULL,
	from_at INTEGER NOT NULL,
	to_at INTEGER,
	paused_by BLOB NOT NULL,
	CONSTRAINT pk_clock_pauses PRIMARY KEY (id),
	CONSTRAINT ck_clock_pauses_order CHECK (to_at IS NULL OR to_at >= from_at),
	CONSTRAINT fk_clock_pauses_clock_id_clocks FOREIGN KEY(clock_id) REFERENCES clocks (id) ON DELETE CASCADE,
	CONSTRAINT fk_clock_pauses_paused_by_staff FOREIGN KEY(paused_by) REFERENCES staff (id)
)
 STRICT;

CREATE INDEX ix_clock_pauses_clock_id ON clock_pauses (clock_id);

CREATE TABLE alarms (
	clock_id BLOB NOT NULL,
	stage TEXT NOT NULL,
	raised_at INTEGER NOT NULL,
	seen_by BLOB,
	seen_at INTEGER,
	CONSTRAINT pk_alarms PRIMARY KEY (clock_id, stage),
	CONSTRAINT ck_alarms_stage_known CHECK ("stage" IN ('warned', 'due', 'went_up')),
	CONSTRAINT fk_alarms_clock_id_clocks FOREIGN KEY(clock_id) REFERENCES clocks (id) ON DELETE CASCADE,
	CONSTRAINT fk_alarms_seen_by_staff FOREIGN KEY(seen_by) REFERENCES staff (id)
)
 STRICT;

CREATE INDEX ix_alarms_raised_at ON alarms (raised_at);

CREATE TABLE tickets (
	seq INTEGER NOT NULL,
	id BLOB NOT NULL,
	number TEXT NOT NULL,
	kind TEXT NOT NULL,
	state TEXT NOT NULL,
	open INTEGER NOT NULL,
	escalation_level INTEGER DEFAULT '0' NOT NULL,
	severity TEXT,
	category TEXT,
	customer_id BLOB,
	name TEXT,
	title TEXT,
	phone TEXT,
	digits TEXT,
	address TEXT,
	raised TEXT NOT NULL,
	wants TEXT,
	answer TEXT,
	owner_id BLOB,
	department_id BLOB,
	created_by BLOB NOT NULL,
	received_at INTEGER NOT NULL,
	due_at INTEGER,
	due_rule TEXT,
	sort_due INTEGER NOT NULL,
	closed_at INTEGER,
	merged_into_id BLOB,
	source TEXT,
	source_id TEXT,
	created_at INTEGER NOT NULL,
	updated_at INTEGER NOT NULL,
	version INTEGER DEFAULT '1' NOT NULL,
	CONSTRAINT pk_tickets PRIMARY KEY (seq),
	CONSTRAINT ck_tickets_kind_known CHECK ("kind" IN ('complaint', 'request', 'enquiry', 'protocol', 'praise')),
	CONSTRAINT ck_tickets_state_known CHECK ("state" IN ('intake', 'acknowledged', 'investigation', 'appraisal', 'plan_offered', 'remedy', 'result_told', 'return_visit', 'archived', 'withdrawn', 'merged', 'unfounded')),
	CONSTRAINT ck_tickets_severity_known CHECK ("severity" IN ('minor', 'ordinary', 'serious', 'major')),
	CONSTRAINT ck_tickets_title_known CHECK ("title" IN ('mr', 'ms', 'other')),
	CONSTRAINT ck_tickets_open_flag CHECK ("open" IN (0, 1)),
	CONSTRAINT ck_tickets_escalation_level CHECK (escalation_level BETWEEN 0 AND 3),
	CONSTRAINT ck_tickets_number_length CHECK (length("number") <= 500),
	CONSTRAINT ck_tickets_name_length CHECK (length("name") <= 500),
	CONSTRAINT ck_tickets_phone_length CHECK (length("phone") <= 500),
	CONSTRAINT ck_tickets_digits_length CHECK (length("digits") <= 500),
	CONSTRAINT ck_tickets_category_length CHECK (length("category") <= 500),
	CONSTRAINT ck_tickets_due_rule_length CHECK (length("due_rule") <= 500),
	CONSTRAINT ck_tickets_source_length CHECK (length("source") <= 500),
	CONSTRAINT ck_tickets_source_id_length CHECK (length("source_id") <= 500),
	CONSTRAINT ck_tickets_address_length CHECK (length("address") <= 100000),
	CONSTRAINT ck_tickets_raised_length CHECK (length("raised") <= 100000),
	CONSTRAINT ck_tickets_wants_length CHECK (length("wants") <= 100000),
	CONSTRAINT ck_tickets_answer_length CHECK (length("answer") <= 100000),
	CONSTRAINT uq_tickets_id UNIQUE (id),
	CONSTRAINT uq_tickets_number UNIQUE (number),
	CONSTRAINT fk_tickets_customer_id_customers FOREIGN KEY(customer_id) REFERENCES customers (id),
	CONSTRAINT fk_tickets_owner_id_staff FOREIGN KEY(owner_id) REFERENCES staff (id),
	CONSTRAINT fk_tickets_department_id_departments FOREIGN KEY(department_id) REFERENCES departments (id),
	CONSTRAINT fk_tickets_created_by_staff FOREIGN KEY(created_by) REFERENCES staff (id),
	CONSTRAINT fk_tickets_merged_into_id_tickets FOREIGN KEY(merged_into_id) REFERENCES tickets (id)
)
 STRICT;

CREATE INDEX ix_tickets_owner_id_open_sort_due_seq ON tickets (owner_id, open, sort_due, seq);

CREATE INDEX ix_tickets_department_id ON tickets (department_id);

CREATE INDEX ix_tickets_state_sort_due_seq ON tickets (state, sort_due, seq);

CREATE INDEX ix_tickets_escalation_level_open_sort_due_seq ON tickets (escalation_level, open, sort_due, seq);

CREATE INDEX ix_tickets_open_received_at_seq ON tickets (open, received_at, seq);

CREATE INDEX ix_tickets_merged_into_id ON tickets (merged_into_id);

CREATE INDEX ix_tickets_kind_open_sort_due_seq ON tickets (kind, open, sort_due, seq);

CREATE INDEX ix_tickets_sort_due_seq ON tickets (sort_due, seq);

CREATE INDEX ix_tickets_received_at_seq ON tickets (received_at, seq);

CREATE INDEX ix_tickets_owner_id_open_received_at_seq ON tickets (owner_id, open, received_at, seq);

CREATE INDEX ix_tickets_digits ON tickets (digits);

CREATE UNIQUE INDEX ix_tickets_source_source_id ON tickets (source, source_id);

CREATE INDEX ix_tickets_severity_open_sort_due_seq ON tickets (severity, open, sort_due, seq);

CREATE INDEX ix_tickets_open_sort_due_seq ON tickets (open, sort_due, seq);

CREATE INDEX ix_tickets_customer_id_received_at ON tickets (customer_id, received_at);

CREATE TABLE complaint_details (
	ticket_id BLOB NOT NULL,
	channel TEXT,
	nature TEXT,
	against_kind TEXT,
	against_staff_id BLOB,
	against_department_id BLOB,
	against_merchant_id BLOB,
	against_product_id BLOB,
	against_text TEXT,
	product_id BLOB,
	product_text TEXT,
	merchant_id BLOB,
	merchant_text TEXT,
	bought_on TEXT,
	warranty_until TEXT,
	order_no TEXT,
	month TEXT NOT NULL,
	safety INTEGER,
	complexity TEXT,
	impact TEXT,
	"immediate" INTEGER,
	handling TEXT,
	guide_id BLOB,
	fault TEXT,
	"plan" TEXT,
	accepted INTEGER,
	alternatives TEXT,
	remedy TEXT,
	next_contact_at INTEGER,
	completed_at INTEGER,
	cause TEXT,
	prevention TEXT,
	lesson TEXT,
	example INTEGER DEFAULT '0' NOT NULL,
	CONSTRAINT pk_complaint_details PRIMARY KEY (ticket_id),
	CONSTRAINT ck_complaint_details_safety_flag CHECK ("safety" IN (0, 1)),
	CONSTRAINT ck_complaint_details_immediate_flag CHECK ("immediate" IN (0, 1)),
	CONSTRAINT ck_complaint_details_accepted_flag CHECK ("accepted" IN (0, 1)),
	CONSTRAINT ck_complaint_details_example_flag CHECK ("example" IN (0, 1)),
	CONSTRAINT ck_complaint_details_complexity_known CHECK ("complexity" IN ('low', 'medium', 'high')),
	CONSTRAINT ck_complaint_details_impact_known CHECK ("impact" IN ('low', 'medium', 'high')),
	CONSTRAINT ck_complaint_details_handling_known CHECK ("handling" IN ('on_the_spot', 'reception_room')),
	CONSTRAINT ck_complaint_details_fault_known CHECK ("fault" IN ('fault', 'no_fault')),
	CONSTRAINT ck_complaint_details_remedy_known CHECK ("remedy" IN ('return', 'exchange', 'repair', 'on_site_repair', 'compensation', 'apology', 'explanation')),
	CONSTRAINT ck_complaint_details_plan_length CHECK (length("plan") <= 100000),
	CONSTRAINT ck_complaint_details_alternatives_length CHECK (length("alternatives") <= 100000),
	CONSTRAINT ck_complaint_details_cause_length CHECK (length("cause") <= 100000),
	CONSTRAINT ck_complaint_details_prevention_length CHECK (length("prevention") <= 100000),
	CONSTRAINT ck_complaint_details_lesson_length CHECK (length("lesson") <= 100000),
	CONSTRAINT ck_complaint_details_channel_known CHECK ("channel" IN ('phone', 'in_person', 'mailbox', 'online_chat', 'wechat', 'weibo', 'website', 'hotline', 'letter', 'fax', 'referral', 'other')),
	CONSTRAINT ck_complaint_details_nature_known CHECK ("nature" IN ('product_quality', 'after_sales', 'service_attitude', 'price', 'delivery', 'promotion', 'other')),
	CONSTRAINT ck_complaint_details_against_kind_known CHECK ("against_kind" IN ('employee', 'department', 'merchant', 'product', 'none')),
	CONSTRAINT ck_complaint_details_month_form CHECK (length(month) = 7),
	CONSTRAINT ck_complaint_details_against_text_length CHECK (length("against_text") <= 500),
	CONSTRAINT ck_complaint_details_product_text_length CHECK (length("product_text") <= 500),
	CONSTRAINT ck_complaint_details_merchant_text_length CHECK (length("merchant_text") <= 500),
	CONSTRAINT ck_complaint_details_order_no_length CHECK (length("order_no") <= 500),
	CONSTRAINT fk_complaint_details_ticket_id_tickets FOREIGN KEY(ticket_id) REFERENCES tickets (id),
	CONSTRAINT fk_complaint_details_against_staff_id_staff FOREIGN KEY(against_staff_id) REFERENCES staff (id),
	CONSTRAINT fk_complaint_details_against_department_id_departments FOREIGN KEY(against_department_id) REFERENCES departments (id),
	CONSTRAINT fk_complaint_details_against_merchant_id_merchants FOREIGN KEY(against_merchant_id) REFERENCES merchants (id),
	CONSTRAINT fk_complaint_details_against_product_id_products FOREIGN KEY(against_product_id) REFERENCES products (id),
	CONSTRAINT fk_complaint_details_product_id_products FOREIGN KEY(product_id) REFERENCES products (id),
	CONSTRAINT fk_complaint_details_merchant_id_merchants FOREIGN KEY(merchant_id) REFERENCES merchants (id),
	CONSTRAINT fk_complaint_details_guide_id_staff FOREIGN KEY(guide_id) REFERENCES staff (id)
)
 STRICT;

CREATE INDEX ix_complaint_details_against_department_id ON complaint_details (against_department_id);

CREATE INDEX ix_complaint_details_month ON complaint_details (month);

CREATE INDEX ix_complaint_details_product_id ON complaint_details (product_id);

CREATE INDEX ix_complaint_details_against_product_id ON complaint_details (against_product_id);

CREATE INDEX ix_complaint_details_guide_id ON complaint_details (guide_id);

CREATE INDEX ix_complaint_details_against_staff_id ON complaint_details (against_staff_id);

CREATE INDEX ix_complaint_details_merchant_id ON complaint_details (merchant_id);

CREATE INDEX ix_complaint_details_against_merchant_id ON complaint_details (against_merchant_id);

CREATE TABLE callbacks (
	id BLOB NOT NULL,
	kind TEXT NOT NULL,
	state TEXT NOT NULL,
	call_id BLOB,
	ticket_id BLOB,
	customer_id BLOB,
	number TEXT,
	digits TEXT,
	about TEXT,
	told_at INTEGER NOT NULL,
	due_at INTEGER NOT NULL,
	later_reason TEXT,
	owner_id BLOB NOT NULL,
	handed_reason TEXT,
	closed_at INTEGER,
	created_at INTEGER NOT NULL,
	version INTEGER DEFAULT '1' NOT NULL,
	CONSTRAINT pk_callbacks PRIMARY KEY (id),
	CONSTRAINT ck_callbacks_kind_known CHECK ("kind" IN ('promise', 'redial')),
	CONSTRAINT ck_callbacks_state_known CHECK ("state" IN ('open', 'done', 'escalated', 'cancelled')),
	CONSTRAINT ck_callbacks_due_order CHECK (due_at >= told_at),
	CONSTRAINT ck_callbacks_number_length CHECK (length("number") <= 500),
	CONSTRAINT ck_callbacks_digits_length CHECK (length("digits") <= 500),
	CONSTRAINT ck_callbacks_later_reason_length CHECK (length("later_reason") <= 500),
	CONSTRAINT ck_callbacks_about_length CHECK (length("about") <= 100000),
	CONSTRAINT ck_callbacks_handed_reason_length CHECK (length("handed_reason") <= 100000),
	CONSTRAINT fk_callbacks_call_id_calls FOREIGN KEY(call_id) REFERENCES calls (id),
	CONSTRAINT fk_callbacks_ticket_id_tickets FOREIGN KEY(ticket_id) REFERENCES tickets (id),
	CONSTRAINT fk_callbacks_customer_id_customers FOREIGN KEY(customer_id) REFERENCES customers (id),
	CONSTRAINT fk_callbacks_owner_id_staff FOREIGN KEY(owner_id) REFERENCES staff (id)
)
 STRICT;

CREATE INDEX ix_callbacks_state_due_at ON callbacks (state, due_at);

CREATE INDEX ix_callbacks_customer_id ON callbacks (customer_id);

CREATE INDEX ix_callbacks_ticket_id ON callbacks (ticket_id);

CREATE INDEX ix_callbacks_call_id ON callbacks (call_id);

CREATE INDEX ix_callbacks_owner_id_state_due_at ON callbacks (owner_id, state, due_at);

CREATE INDEX ix_callbacks_digits ON callbacks (digits);

CREATE TABLE callback_attempts (
	id BLOB NOT NULL,
	callback_id BLOB NOT NULL,
	call_id BLOB,
	result TEXT NOT NULL,
	note TEXT,
	next_at INTEGER,
	later_reason TEXT,
	made_by BLOB NOT NULL,
	made_at INTEGER NOT NULL,
	CONSTRAINT pk_callback_attempts PRIMARY KEY (id),
	CONSTRAINT ck_callback_attempts_result_known CHECK ("result" IN ('done', 'progress', 'not_reached', 'escalated')),
	CONSTRAINT ck_callback_attempts_later_reason_length CHECK (length("later_reason") <= 500),
	CONSTRAINT ck_callback_attempts_note_length CHECK (length("note") <= 100000),
	CONSTRAINT fk_callback_attempts_callback_id_callbacks FOREIGN KEY(callback_id) REFERENCES callbacks (id),
	CONSTRAINT fk_callback_attempts_call_id_calls FOREIGN KEY(call_id) REFERENCES calls (id),
	CONSTRAINT fk_callback_attempts_made_by_staff FOREIGN KEY(made_by) REFERENCES staff (id)
)
 STRICT;

CREATE INDEX ix_callback_attempts_callback_id ON callback_attempts (callback_id);

CREATE INDEX ix_callback_attempts_call_id ON callback_attempts (call_id);
