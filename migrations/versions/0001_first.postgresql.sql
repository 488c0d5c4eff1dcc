CREATE TABLE settings (
	key TEXT NOT NULL,
	value JSONB NOT NULL,
	updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT pk_settings PRIMARY KEY (key)
);

CREATE TABLE departments (
	id UUID NOT NULL,
	name TEXT NOT NULL,
	active BOOLEAN DEFAULT '1' NOT NULL,
	created_at TIMESTAMP WITH TIME ZONE NOT NULL,
	version INTEGER DEFAULT '1' NOT NULL,
	CONSTRAINT pk_departments PRIMARY KEY (id),
	CONSTRAINT ck_departments_name_length CHECK (length("name") <= 500),
	CONSTRAINT uq_departments_name UNIQUE (name)
);

CREATE TABLE merchants (
	id UUID NOT NULL,
	name TEXT NOT NULL,
	unit TEXT,
	active BOOLEAN DEFAULT '1' NOT NULL,
	created_at TIMESTAMP WITH TIME ZONE NOT NULL,
	version INTEGER DEFAULT '1' NOT NULL,
	CONSTRAINT pk_merchants PRIMARY KEY (id),
	CONSTRAINT ck_merchants_name_length CHECK (length("name") <= 500),
	CONSTRAINT ck_merchants_unit_length CHECK (length("unit") <= 500),
	CONSTRAINT uq_merchants_name UNIQUE (name)
);

CREATE TABLE desks (
	id UUID NOT NULL,
	code TEXT NOT NULL,
	name TEXT,
	counter_day TEXT,
	counter INTEGER DEFAULT '0' NOT NULL,
	created_at TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT pk_desks PRIMARY KEY (id),
	CONSTRAINT ck_desks_code_length CHECK (length(code) = 2),
	CONSTRAINT ck_desks_counter_positive CHECK (counter >= 0),
	CONSTRAINT ck_desks_name_length CHECK (length("name") <= 500),
	CONSTRAINT uq_desks_code UNIQUE (code)
);

CREATE TABLE policy (
	key TEXT NOT NULL,
	value JSONB NOT NULL,
	updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
	version INTEGER DEFAULT '1' NOT NULL,
	CONSTRAINT pk_policy PRIMARY KEY (key)
);

CREATE TABLE customers (
	id UUID NOT NULL,
	name TEXT,
	title TEXT,
	address TEXT,
	note TEXT,
	merged_into_id UUID,
	erased_at TIMESTAMP WITH TIME ZONE,
	created_at TIMESTAMP WITH TIME ZONE NOT NULL,
	version INTEGER DEFAULT '1' NOT NULL,
	CONSTRAINT pk_customers PRIMARY KEY (id),
	CONSTRAINT ck_customers_title_known CHECK ("title" IN ('mr', 'ms', 'other')),
	CONSTRAINT ck_customers_name_length CHECK (length("name") <= 500),
	CONSTRAINT ck_customers_address_length CHECK (length("address") <= 100000),
	CONSTRAINT ck_customers_note_length CHECK (length("note") <= 100000),
	CONSTRAINT fk_customers_merged_into_id_customers FOREIGN KEY(merged_into_id) REFERENCES customers (id)
);

CREATE INDEX ix_customers_name ON customers (name);

CREATE INDEX ix_customers_merged_into_id ON customers (merged_into_id);

CREATE TABLE phrases (
	id UUID NOT NULL,
	key TEXT NOT NULL,
	language TEXT NOT NULL,
	"group" TEXT NOT NULL,
	stage TEXT NOT NULL,
	text TEXT NOT NULL,
	rules JSONB NOT NULL,
	conditions JSONB NOT NULL,
	position INTEGER DEFAULT '0' NOT NULL,
	shipped BOOLEAN DEFAULT '0' NOT NULL,
	retired BOOLEAN DEFAULT '0' NOT NULL,
	created_at TIMESTAMP WITH TIME ZONE NOT NULL,
	updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
	version INTEGER DEFAULT '1' NOT NULL,
	CONSTRAINT pk_phrases PRIMARY KEY (id),
	CONSTRAINT ck_phrases_language_known CHECK ("language" IN ('zh_CN', 'en')),
	CONSTRAINT ck_phrases_group_known CHECK ("group" IN ('greeting', 'identification', 'listening', 'hold', 'line_trouble', 'apology', 'complaint', 'special_callers', 'outbound', 'thanks', 'closing')),
	CONSTRAINT ck_phrases_stage_known CHECK ("stage" IN ('opening', 'identification', 'listening', 'hold', 'answer', 'closing')),
	CONSTRAINT ck_phrases_key_length CHECK (length("key") <= 500),
	CONSTRAINT ck_phrases_text_length CHECK (length("text") <= 500),
	CONSTRAINT uq_phrases_language_key UNIQUE (language, key)
);

CREATE INDEX ix_phrases_language_stage_position ON phrases (language, stage, position);

CREATE TABLE wordings (
	id UUID NOT NULL,
	language TEXT NOT NULL,
	kind TEXT NOT NULL,
	text TEXT NOT NULL,
	instead TEXT NOT NULL,
	rule TEXT NOT NULL,
	matching JSONB NOT NULL,
	shipped BOOLEAN DEFAULT '0' NOT NULL,
	retired BOOLEAN DEFAULT '0' NOT NULL,
	position INTEGER DEFAULT '0' NOT NULL,
	created_at TIMESTAMP WITH TIME ZONE NOT NULL,
	version INTEGER DEFAULT '1' NOT NULL,
	CONSTRAINT pk_wordings PRIMARY KEY (id),
	CONSTRAINT ck_wordings_language_known CHECK ("language" IN ('zh_CN', 'en')),
	CONSTRAINT ck_wordings_kind_known CHECK ("kind" IN ('forbidden', 'over_promise', 'fault', 'jargon', 'internal_number')),
	CONSTRAINT ck_wordings_text_length CHECK (length("text") <= 500),
	CONSTRAINT ck_wordings_instead_length CHECK (length("instead") <= 500),
	CONSTRAINT ck_wordings_rule_length CHECK (length("rule") <= 500),
	CONSTRAINT uq_wordings_language_text UNIQUE (language, text)
);

CREATE TABLE monthly_complaint_counts (
	month TEXT NOT NULL,
	subject_kind TEXT NOT NULL,
	subject_key TEXT NOT NULL,
	channel TEXT NOT NULL,
	received INTEGER DEFAULT '0' NOT NULL,
	counted INTEGER DEFAULT '0' NOT NULL,
	unfounded INTEGER DEFAULT '0' NOT NULL,
	merged INTEGER DEFAULT '0' NOT NULL,
	withdrawn INTEGER DEFAULT '0' NOT NULL,
	undecided INTEGER DEFAULT '0' NOT NULL,
	CONSTRAINT pk_monthly_complaint_counts PRIMARY KEY (month, subject_kind, subject_key, channel),
	CONSTRAINT ck_monthly_complaint_counts_adds_up CHECK (received = counted + unfounded + merged + withdrawn + undecided),
	CONSTRAINT ck_monthly_complaint_counts_none_negative CHECK (counted >= 0 AND unfounded >= 0 AND merged >= 0 AND withdrawn >= 0 AND undecided >= 0),
	CONSTRAINT ck_monthly_complaint_counts_month_form CHECK (length(month) = 7)
);

CREATE TABLE products (
	id UUID NOT NULL,
	name TEXT NOT NULL,
	code TEXT,
	merchant_id UUID,
	active BOOLEAN DEFAULT '1' NOT NULL,
	created_at TIMESTAMP WITH TIME ZONE NOT NULL,
	version INTEGER DEFAULT '1' NOT NULL,
	CONSTRAINT pk_products PRIMARY KEY (id),
	CONSTRAINT ck_products_name_length CHECK (length("name") <= 500),
	CONSTRAINT ck_products_code_length CHECK (length("code") <= 500),
	CONSTRAINT uq_products_name UNIQUE (name),
	CONSTRAINT fk_products_merchant_id_merchants FOREIGN KEY(merchant_id) REFERENCES merchants (id)
);

CREATE INDEX ix_products_merchant_id ON products (merchant_id);

CREATE TABLE customer_numbers (
	id UUID NOT NULL,
	customer_id UUID NOT NULL,
	raw TEXT NOT NULL,
	digits TEXT NOT NULL,
	extension TEXT,
	created_at TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT pk_customer_numbers PRIMARY KEY (id),
	CONSTRAINT uq_customer_numbers_digits_customer_id UNIQUE (digits, customer_id),
	CONSTRAINT ck_customer_numbers_raw_length CHECK (length("raw") <= 500),
	CONSTRAINT ck_customer_numbers_digits_length CHECK (length("digits") <= 500),
	CONSTRAINT ck_customer_numbers_extension_length CHECK (length("extension") <= 500),
	CONSTRAINT fk_customer_numbers_customer_id_customers FOREIGN KEY(customer_id) REFERENCES customers (id) ON DELETE CASCADE
);

CREATE INDEX ix_customer_numbers_customer_id ON customer_numbers (customer_id);

CREATE TABLE staff (
	id UUID NOT NULL,
	login TEXT NOT NULL,
	name TEXT NOT NULL,
	post TEXT,
	work_number TEXT,
	internal_number TEXT,
	department_id UUID,
	password_hash TEXT,
	must_change_password BOOLEAN DEFAULT '0' NOT NULL,
	failed_attempts INTEGER DEFAULT '0' NOT NULL,
	locked_until TIMESTAMP WITH TIME ZONE,
	draft_key BYTEA NOT NULL,
	active BOOLEAN DEFAULT '1' NOT NULL,
	absent_from TIMESTAMP WITH TIME ZONE,
	absent_until TIMESTAMP WITH TIME ZONE,
	created_at TIMESTAMP WITH TIME ZONE NOT NULL,
	version INTEGER DEFAULT '1' NOT NULL,
	CONSTRAINT pk_staff PRIMARY KEY (id),
	CONSTRAINT ck_staff_failed_attempts_positive CHECK (failed_attempts >= 0),
	CONSTRAINT ck_staff_login_length CHECK (length("login") <= 500),
	CONSTRAINT ck_staff_name_length CHECK (length("name") <= 500),
	CONSTRAINT ck_staff_post_length CHECK (length("post") <= 500),
	CONSTRAINT ck_staff_work_number_length CHECK (length("work_number") <= 500),
	CONSTRAINT ck_staff_internal_number_length CHECK (length("internal_number") <= 500),
	CONSTRAINT uq_staff_login UNIQUE (login),
	CONSTRAINT fk_staff_department_id_departments FOREIGN KEY(department_id) REFERENCES departments (id)
);

CREATE INDEX ix_staff_department_id ON staff (department_id);

CREATE TABLE policy_history (
	id UUID NOT NULL,
	key TEXT NOT NULL,
	old_value JSONB,
	new_value JSONB,
	reason TEXT NOT NULL,
	changed_by UUID NOT NULL,
	changed_at TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT pk_policy_history PRIMARY KEY (id),
	CONSTRAINT ck_policy_history_reason_length CHECK (length("reason") <= 500),
	CONSTRAINT fk_policy_history_changed_by_staff FOREIGN KEY(changed_by) REFERENCES staff (id)
);

CREATE INDEX ix_policy_history_key_changed_at ON policy_history (key, changed_at);

CREATE TABLE staff_preferences (
	staff_id UUID NOT NULL,
	key TEXT NOT NULL,
	value JSONB NOT NULL,
	updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT pk_staff_preferences PRIMARY KEY (staff_id, key),
	CONSTRAINT fk_staff_preferences_staff_id_staff FOREIGN KEY(staff_id) REFERENCES staff (id) ON DELETE CASCADE
);

CREATE TABLE saved_views (
	id UUID NOT NULL,
	staff_id UUID NOT NULL,
	name TEXT NOT NULL,
	filter JSONB NOT NULL,
	position INTEGER DEFAULT '0' NOT NULL,
	created_at TIMESTAMP WITH TIME ZONE NOT NULL,
	version INTEGER DEFAULT '1' NOT NULL,
	CONSTRAINT pk_saved_views PRIMARY KEY (id),
	CONSTRAINT uq_saved_views_staff_id_name UNIQUE (staff_id, name),
	CONSTRAINT ck_saved_views_name_length CHECK (length("name") <= 500),
	CONSTRAINT fk_saved_views_staff_id_staff FOREIGN KEY(staff_id) REFERENCES staff (id) ON DELETE CASCADE
);

CREATE TABLE customer_merges (
	id UUID NOT NULL,
	kept_id UUID NOT NULL,
	merged_id UUID NOT NULL,
	moved JSONB NOT NULL,
	undone BOOLEAN DEFAULT '0' NOT NULL,
	merged_by UUID NOT NULL,
	merged_at TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT pk_customer_merges PRIMARY KEY (id),
	CONSTRAINT fk_customer_merges_kept_id_customers FOREIGN KEY(kept_id) REFERENCES customers (id),
	CONSTRAINT fk_customer_merges_merged_id_customers FOREIGN KEY(merged_id) REFERENCES customers (id),
	CONSTRAINT fk_customer_merges_merged_by_staff FOREIGN KEY(merged_by) REFERENCES staff (id)
);

CREATE INDEX ix_customer_merges_merged_id ON customer_merges (merged_id);

CREATE INDEX ix_customer_merges_kept_id ON customer_merges (kept_id);

CREATE TABLE phrase_versions (
	id UUID NOT NULL,
	phrase_id UUID NOT NULL,
	version INTEGER NOT NULL,
	before JSONB NOT NULL,
	changed_by UUID,
	changed_at TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT pk_phrase_versions PRIMARY KEY (id),
	CONSTRAINT uq_phrase_versions_phrase_id_version UNIQUE (phrase_id, version),
	CONSTRAINT fk_phrase_versions_phrase_id_phrases FOREIGN KEY(phrase_id) REFERENCES phrases (id),
	CONSTRAINT fk_phrase_versions_changed_by_staff FOREIGN KEY(changed_by) REFERENCES staff (id)
);

CREATE INDEX ix_phrase_versions_phrase_id ON phrase_versions (phrase_id);

CREATE TABLE phrase_favourites (
	staff_id UUID NOT NULL,
	phrase_id UUID NOT NULL,
	created_at TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT pk_phrase_favourites PRIMARY KEY (staff_id, phrase_id),
	CONSTRAINT fk_phrase_favourites_staff_id_staff FOREIGN KEY(staff_id) REFERENCES staff (id) ON DELETE CASCADE,
	CONSTRAINT fk_phrase_favourites_phrase_id_phrases FOREIGN KEY(phrase_id) REFERENCES phrases (id) ON DELETE CASCADE
);

CREATE TABLE access_log (
	id UUID NOT NULL,
	at TIMESTAMP WITH TIME ZONE NOT NULL,
	staff_id UUID,
	action TEXT NOT NULL,
	subject_kind TEXT NOT NULL,
	subject_id UUID,
	reason TEXT,
	records INTEGER DEFAULT '1' NOT NULL,
	CONSTRAINT pk_access_log PRIMARY KEY (id),
	CONSTRAINT ck_access_log_action_length CHECK (length("action") <= 500),
	CONSTRAINT ck_access_log_subject_kind_length CHECK (length("subject_kind") <= 500),
	CONSTRAINT ck_access_log_reason_length CHECK (length("reason") <= 500),
	CONSTRAINT fk_access_log_staff_id_staff FOREIGN KEY(staff_id) REFERENCES staff (id)
);

CREATE INDEX ix_access_log_at ON access_log (at);

CREATE INDEX ix_access_log_staff_id_at ON access_log (staff_id, at);

CREATE INDEX ix_access_log_subject_id_at ON access_log (subject_id, at);

CREATE TABLE staff_roles (
	staff_id UUID NOT NULL,
	role TEXT NOT NULL,
	CONSTRAINT pk_staff_roles PRIMARY KEY (staff_id, role),
	CONSTRAINT ck_staff_roles_role_known CHECK ("role" IN ('agent', 'supervisor', 'hr', 'admin')),
	CONSTRAINT fk_staff_roles_staff_id_staff FOREIGN KEY(staff_id) REFERENCES staff (id) ON DELETE CASCADE
);

CREATE TABLE tickets (
	seq BIGSERIAL NOT NULL,
	id UUID NOT NULL,
	number TEXT NOT NULL,
	kind TEXT NOT NULL,
	state TEXT NOT NULL,
	open BOOLEAN NOT NULL,
	escalation_level INTEGER DEFAULT '0' NOT NULL,
	severity TEXT,
	category TEXT,
	customer_id UUID,
	name TEXT,
	title TEXT,
	phone TEXT,
	digits TEXT,
	address TEXT,
	raised TEXT NOT NULL,
	wants TEXT,
	answer TEXT,
	owner_id UUID,
	department_id UUID,
	created_by UUID NOT NULL,
	received_at TIMESTAMP WITH TIME ZONE NOT NULL,
	due_at TIMESTAMP WITH TIME ZONE,
	due_rule TEXT,
	sort_due TIMESTAMP WITH TIME ZONE NOT NULL,
	closed_at TIMESTAMP WITH TIME ZONE,
	merged_into_id UUID,
	source TEXT,
	source_id TEXT,
	created_at TIMESTAMP WITH TIME ZONE NOT NULL,
	updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
	version INTEGER DEFAULT '1' NOT NULL,
	CONSTRAINT pk_tickets PRIMARY KEY (seq),
	CONSTRAINT ck_tickets_kind_known CHECK ("kind" IN ('complaint', 'request', 'enquiry', 'protocol')),
	CONSTRAINT ck_tickets_state_known CHECK ("state" IN ('intake', 'acknowledged', 'investigation', 'appraisal', 'plan_offered', 'remedy', 'result_told', 'return_visit', 'archived', 'withdrawn', 'merged', 'unfounded')),
	CONSTRAINT ck_tickets_severity_known CHECK ("severity" IN ('minor', 'ordinary', 'serious', 'major')),
	CONSTRAINT ck_tickets_title_known CHECK ("title" IN ('mr', 'ms', 'other')),
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
);

CREATE INDEX ix_tickets_open_received_at_seq ON tickets (open, received_at, seq);

CREATE INDEX ix_tickets_kind_open_sort_due_seq ON tickets (kind, open, sort_due, seq);

CREATE INDEX ix_tickets_escalation_level_open_sort_due_seq ON tickets (escalation_level, open, sort_due, seq);

CREATE UNIQUE INDEX ix_tickets_source_source_id ON tickets (source, source_id);

CREATE INDEX ix_tickets_sort_due_seq ON tickets (sort_due, seq);

CREATE INDEX ix_tickets_received_at_seq ON tickets (received_at, seq);

CREATE INDEX ix_tickets_owner_id_open_received_at_seq ON tickets (owner_id, open, received_at, seq);

CREATE INDEX ix_tickets_customer_id_received_at ON tickets (customer_id, received_at);

CREATE INDEX ix_tickets_severity_open_sort_due_seq ON tickets (severity, open, sort_due, seq);

CREATE INDEX ix_tickets_digits ON tickets (digits);

CREATE INDEX ix_tickets_open_sort_due_seq ON tickets (open, sort_due, seq);

CREATE INDEX ix_tickets_department_id ON tickets (department_id);

CREATE INDEX ix_tickets_merged_into_id ON tickets (merged_into_id);

CREATE INDEX ix_tickets_owner_id_open_sort_due_seq ON tickets (owner_id, open, sort_due, seq);

CREATE INDEX ix_tickets_state_sort_due_seq ON tickets (state, sort_due, seq);

CREATE TABLE calls (
	seq BIGSERIAL NOT NULL,
	id UUID NOT NULL,
	direction TEXT NOT NULL,
	agent_id UUID NOT NULL,
	customer_id UUID,
	ticket_id UUID,
	number TEXT,
	digits TEXT,
	extension TEXT,
	name TEXT,
	title TEXT,
	address TEXT,
	withheld JSONB NOT NULL,
	caller_type TEXT NOT NULL,
	category TEXT,
	raised TEXT,
	wants TEXT,
	answer TEXT,
	unmet_need TEXT,
	rings INTEGER,
	rings_disagree BOOLEAN DEFAULT '0' NOT NULL,
	started_at TIMESTAMP WITH TIME ZONE NOT NULL,
	answered_at TIMESTAMP WITH TIME ZONE,
	ended_at TIMESTAMP WITH TIME ZONE,
	wrapped_up_at TIMESTAMP WITH TIME ZONE,
	hung_up_by TEXT,
	read_back BOOLEAN DEFAULT '0' NOT NULL,
	read_back_at TIMESTAMP WITH TIME ZONE,
	read_back_revision TEXT,
	outcome TEXT NOT NULL,
	transferred_to TEXT,
	transfer_taken BOOLEAN,
	emergency BOOLEAN DEFAULT '0' NOT NULL,
	satisfaction INTEGER,
	source TEXT,
	source_id TEXT,
	created_at TIMESTAMP WITH TIME ZONE NOT NULL,
	version INTEGER DEFAULT '1' NOT NULL,
	CONSTRAINT pk_calls PRIMARY KEY (seq),
	CONSTRAINT ck_calls_direction_known CHECK ("direction" IN ('inbound', 'outbound')),
	CONSTRAINT ck_calls_title_known CHECK ("title" IN ('mr', 'ms', 'other')),
	CONSTRAINT ck_calls_caller_type_known CHECK ("caller_type" IN ('customer', 'press', 'association', 'lawyer', 'authority', 'merchant', 'staff', 'other')),
	CONSTRAINT ck_calls_hung_up_by_known CHECK ("hung_up_by" IN ('customer', 'agent', 'line')),
	CONSTRAINT ck_calls_outcome_known CHECK ("outcome" IN ('solved', 'callback', 'ticket', 'escalated', 'transferred', 'no_audio', 'cut_off', 'misdial', 'abandoned')),
	CONSTRAINT ck_calls_rings_range CHECK (rings IS NULL OR rings BETWEEN 0 AND 1000),
	CONSTRAINT ck_calls_satisfaction CHECK (satisfaction IS NULL OR satisfaction BETWEEN 1 AND 5),
	CONSTRAINT ck_calls_answered_order CHECK (answered_at IS NULL OR answered_at >= started_at),
	CONSTRAINT ck_calls_ended_order CHECK (ended_at IS NULL OR ended_at >= started_at),
	CONSTRAINT ck_calls_wrapped_up_order CHECK (wrapped_up_at IS NULL OR ended_at IS NULL OR wrapped_up_at >= ended_at),
	CONSTRAINT ck_calls_number_length CHECK (length("number") <= 500),
	CONSTRAINT ck_calls_digits_length CHECK (length("digits") <= 500),
	CONSTRAINT ck_calls_extension_length CHECK (length("extension") <= 500),
	CONSTRAINT ck_calls_name_length CHECK (length("name") <= 500),
	CONSTRAINT ck_calls_category_length CHECK (length("category") <= 500),
	CONSTRAINT ck_calls_transferred_to_length CHECK (length("transferred_to") <= 500),
	CONSTRAINT ck_calls_source_length CHECK (length("source") <= 500),
	CONSTRAINT ck_calls_source_id_length CHECK (length("source_id") <= 500),
	CONSTRAINT ck_calls_address_length CHECK (length("address") <= 100000),
	CONSTRAINT ck_calls_raised_length CHECK (length("raised") <= 100000),
	CONSTRAINT ck_calls_wants_length CHECK (length("wants") <= 100000),
	CONSTRAINT ck_calls_answer_length CHECK (length("answer") <= 100000),
	CONSTRAINT ck_calls_unmet_need_length CHECK (length("unmet_need") <= 100000),
	CONSTRAINT uq_calls_id UNIQUE (id),
	CONSTRAINT fk_calls_agent_id_staff FOREIGN KEY(agent_id) REFERENCES staff (id),
	CONSTRAINT fk_calls_customer_id_customers FOREIGN KEY(customer_id) REFERENCES customers (id),
	CONSTRAINT fk_calls_ticket_id_tickets FOREIGN KEY(ticket_id) REFERENCES tickets (id)
);

CREATE INDEX ix_calls_agent_id_started_at ON calls (agent_id, started_at);

CREATE INDEX ix_calls_digits_started_at ON calls (digits, started_at);

CREATE INDEX ix_calls_started_at_seq ON calls (started_at, seq);

CREATE INDEX ix_calls_customer_id_started_at ON calls (customer_id, started_at);

CREATE UNIQUE INDEX ix_calls_source_source_id ON calls (source, source_id);

CREATE INDEX ix_calls_ticket_id ON calls (ticket_id);

CREATE TABLE events (
	seq BIGSERIAL NOT NULL,
	id UUID NOT NULL,
	at TIMESTAMP WITH TIME ZONE NOT NULL,
	actor_id UUID,
	verb TEXT NOT NULL,
	subject_kind TEXT NOT NULL,
	subject_id UUID NOT NULL,
	ticket_id UUID,
	detail JSONB NOT NULL,
	CONSTRAINT pk_events PRIMARY KEY (seq),
	CONSTRAINT ck_events_verb_length CHECK (length("verb") <= 500),
	CONSTRAINT ck_events_subject_kind_length CHECK (length("subject_kind") <= 500),
	CONSTRAINT uq_events_id UNIQUE (id),
	CONSTRAINT fk_events_actor_id_staff FOREIGN KEY(actor_id) REFERENCES staff (id),
	CONSTRAINT fk_events_ticket_id_tickets FOREIGN KEY(ticket_id) REFERENCES tickets (id)
);

CREATE INDEX ix_events_at ON events (at);

CREATE INDEX ix_events_ticket_id_at_seq ON events (ticket_id, at, seq);

CREATE INDEX ix_events_subject_id_at ON events (subject_id, at);

CREATE TABLE ticket_notes (
	id UUID NOT NULL,
	ticket_id UUID NOT NULL,
	text TEXT NOT NULL,
	told_customer BOOLEAN DEFAULT '0' NOT NULL,
	made_by UUID NOT NULL,
	made_at TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT pk_ticket_notes PRIMARY KEY (id),
	CONSTRAINT ck_ticket_notes_text_length CHECK (length("text") <= 100000),
	CONSTRAINT fk_ticket_notes_ticket_id_tickets FOREIGN KEY(ticket_id) REFERENCES tickets (id) ON DELETE CASCADE,
	CONSTRAINT fk_ticket_notes_made_by_staff FOREIGN KEY(made_by) REFERENCES staff (id)
);

CREATE INDEX ix_ticket_notes_ticket_id_made_at ON ticket_notes (ticket_id, made_at);

CREATE TABLE complaint_details (
	ticket_id UUID NOT NULL,
	channel TEXT,
	nature TEXT,
	against_kind TEXT,
	against_staff_id UUID,
	against_department_id UUID,
	against_merchant_id UUID,
	against_product_id UUID,
	against_text TEXT,
	product_id UUID,
	product_text TEXT,
	merchant_id UUID,
	merchant_text TEXT,
	bought_on DATE,
	warranty_until DATE,
	order_no TEXT,
	month TEXT NOT NULL,
	CONSTRAINT pk_complaint_details PRIMARY KEY (ticket_id),
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
	CONSTRAINT fk_complaint_details_merchant_id_merchants FOREIGN KEY(merchant_id) REFERENCES merchants (id)
);

CREATE INDEX ix_complaint_details_product_id ON complaint_details (product_id);

CREATE INDEX ix_complaint_details_against_merchant_id ON complaint_details (against_merchant_id);

CREATE INDEX ix_complaint_details_merchant_id ON complaint_details (merchant_id);

CREATE INDEX ix_complaint_details_against_staff_id ON complaint_details (against_staff_id);

CREATE INDEX ix_complaint_details_month ON complaint_details (month);

CREATE INDEX ix_complaint_details_against_product_id ON complaint_details (against_product_id);

CREATE INDEX ix_complaint_details_against_department_id ON complaint_details (against_department_id);

CREATE TABLE holds (
	id UUID NOT NULL,
	call_id UUID NOT NULL,
	from_at TIMESTAMP WITH TIME ZONE NOT NULL,
	to_at TIMESTAMP WITH TIME ZONE NOT NULL,
	reason TEXT NOT NULL,
	CONSTRAINT pk_holds PRIMARY KEY (id),
	CONSTRAINT ck_holds_reason_known CHECK ("reason" IN ('look_up', 'ask_colleague', 'ask_superior', 'transfer', 'other')),
	CONSTRAINT ck_holds_order CHECK (to_at >= from_at),
	CONSTRAINT fk_holds_call_id_calls FOREIGN KEY(call_id) REFERENCES calls (id) ON DELETE CASCADE
);

CREATE INDEX ix_holds_call_id ON holds (call_id);

CREATE TABLE protocol_records (
	call_id UUID NOT NULL,
	outlet TEXT,
	questions TEXT,
	answer_hoped_for TEXT,
	demands TEXT,
	help_expected TEXT,
	CONSTRAINT pk_protocol_records PRIMARY KEY (call_id),
	CONSTRAINT ck_protocol_records_outlet_length CHECK (length("outlet") <= 500),
	CONSTRAINT ck_protocol_records_questions_length CHECK (length("questions") <= 100000),
	CONSTRAINT ck_protocol_records_answer_hoped_for_length CHECK (length("answer_hoped_for") <= 100000),
	CONSTRAINT ck_protocol_records_demands_length CHECK (length("demands") <= 100000),
	CONSTRAINT ck_protocol_records_help_expected_length CHECK (length("help_expected") <= 100000),
	CONSTRAINT fk_protocol_records_call_id_calls FOREIGN KEY(call_id) REFERENCES calls (id) ON DELETE CASCADE
);

CREATE TABLE call_revisions (
	id UUID NOT NULL,
	call_id UUID NOT NULL,
	version INTEGER NOT NULL,
	before JSONB NOT NULL,
	reason TEXT,
	changed_by UUID NOT NULL,
	changed_at TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT pk_call_revisions PRIMARY KEY (id),
	CONSTRAINT ck_call_revisions_reason_length CHECK (length("reason") <= 500),
	CONSTRAINT fk_call_revisions_call_id_calls FOREIGN KEY(call_id) REFERENCES calls (id) ON DELETE CASCADE,
	CONSTRAINT fk_call_revisions_changed_by_staff FOREIGN KEY(changed_by) REFERENCES staff (id)
);

CREATE INDEX ix_call_revisions_call_id ON call_revisions (call_id);

CREATE TABLE callbacks (
	id UUID NOT NULL,
	kind TEXT NOT NULL,
	state TEXT NOT NULL,
	call_id UUID,
	ticket_id UUID,
	customer_id UUID,
	number TEXT,
	digits TEXT,
	about TEXT,
	told_at TIMESTAMP WITH TIME ZONE NOT NULL,
	due_at TIMESTAMP WITH TIME ZONE NOT NULL,
	later_reason TEXT,
	owner_id UUID NOT NULL,
	closed_at TIMESTAMP WITH TIME ZONE,
	created_at TIMESTAMP WITH TIME ZONE NOT NULL,
	version INTEGER DEFAULT '1' NOT NULL,
	CONSTRAINT pk_callbacks PRIMARY KEY (id),
	CONSTRAINT ck_callbacks_kind_known CHECK ("kind" IN ('promise', 'redial')),
	CONSTRAINT ck_callbacks_state_known CHECK ("state" IN ('open', 'done', 'escalated', 'cancelled')),
	CONSTRAINT ck_callbacks_due_order CHECK (due_at >= told_at),
	CONSTRAINT ck_callbacks_number_length CHECK (length("number") <= 500),
	CONSTRAINT ck_callbacks_digits_length CHECK (length("digits") <= 500),
	CONSTRAINT ck_callbacks_later_reason_length CHECK (length("later_reason") <= 500),
	CONSTRAINT ck_callbacks_about_length CHECK (length("about") <= 100000),
	CONSTRAINT fk_callbacks_call_id_calls FOREIGN KEY(call_id) REFERENCES calls (id),
	CONSTRAINT fk_callbacks_ticket_id_tickets FOREIGN KEY(ticket_id) REFERENCES tickets (id),
	CONSTRAINT fk_callbacks_customer_id_customers FOREIGN KEY(customer_id) REFERENCES customers (id),
	CONSTRAINT fk_callbacks_owner_id_staff FOREIGN KEY(owner_id) REFERENCES staff (id)
);

CREATE INDEX ix_callbacks_ticket_id ON callbacks (ticket_id);

CREATE INDEX ix_callbacks_customer_id ON callbacks (customer_id);

CREATE INDEX ix_callbacks_state_due_at ON callbacks (state, due_at);

CREATE INDEX ix_callbacks_call_id ON callbacks (call_id);

CREATE INDEX ix_callbacks_owner_id_state_due_at ON callbacks (owner_id, state, due_at);

CREATE INDEX ix_callbacks_digits ON callbacks (digits);

CREATE TABLE attachments (
	id UUID NOT NULL,
	ticket_id UUID,
	call_id UUID,
	name TEXT NOT NULL,
	media_type TEXT NOT NULL,
	size INTEGER NOT NULL,
	sha256 TEXT NOT NULL,
	added_by UUID NOT NULL,
	added_at TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT pk_attachments PRIMARY KEY (id),
	CONSTRAINT ck_attachments_size_positive CHECK (size >= 0),
	CONSTRAINT ck_attachments_sha256_length CHECK (length(sha256) = 64),
	CONSTRAINT ck_attachments_name_length CHECK (length("name") <= 500),
	CONSTRAINT ck_attachments_media_type_length CHECK (length("media_type") <= 500),
	CONSTRAINT fk_attachments_ticket_id_tickets FOREIGN KEY(ticket_id) REFERENCES tickets (id),
	CONSTRAINT fk_attachments_call_id_calls FOREIGN KEY(call_id) REFERENCES calls (id),
	CONSTRAINT fk_attachments_added_by_staff FOREIGN KEY(added_by) REFERENCES staff (id)
);

CREATE INDEX ix_attachments_ticket_id ON attachments (ticket_id);

CREATE INDEX ix_attachments_call_id ON attachments (call_id);

CREATE TABLE callback_attempts (
	id UUID NOT NULL,
	callback_id UUID NOT NULL,
	call_id UUID,
	result TEXT NOT NULL,
	note TEXT,
	next_at TIMESTAMP WITH TIME ZONE,
	made_by UUID NOT NULL,
	made_at TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT pk_callback_attempts PRIMARY KEY (id),
	CONSTRAINT ck_callback_attempts_result_known CHECK ("result" IN ('done', 'progress', 'not_reached', 'escalated')),
	CONSTRAINT ck_callback_attempts_note_length CHECK (length("note") <= 100000),
	CONSTRAINT fk_callback_attempts_callback_id_callbacks FOREIGN KEY(callback_id) REFERENCES callbacks (id),
	CONSTRAINT fk_callback_attempts_call_id_calls FOREIGN KEY(call_id) REFERENCES calls (id),
	CONSTRAINT fk_callback_attempts_made_by_staff FOREIGN KEY(made_by) REFERENCES staff (id)
);

CREATE INDEX ix_callback_attempts_callback_id ON callback_attempts (callback_id);

CREATE INDEX ix_callback_attempts_call_id ON callback_attempts (call_id);

CREATE TABLE attachment_contents (
	attachment_id UUID NOT NULL,
	content BYTEA NOT NULL,
	CONSTRAINT pk_attachment_contents PRIMARY KEY (attachment_id),
	CONSTRAINT fk_attachment_contents_attachment_id_attachments FOREIGN KEY(attachment_id) REFERENCES attachments (id) ON DELETE CASCADE
);

CREATE TABLE ticket_search (seq bigint CONSTRAINT pk_ticket_search PRIMARY KEY CONSTRAINT fk_ticket_search_seq_tickets REFERENCES tickets (seq) ON DELETE CASCADE, tokens tsvector NOT NULL);

CREATE INDEX ix_ticket_search_tokens ON ticket_search USING gin (tokens);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$;

CREATE TRIGGER events_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON events FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER access_log_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON access_log FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER policy_history_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON policy_history FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
