"""What is tried with psql and one's own login: a statement a line, several with "; " between them.

`{me}` and `{my id}` are who tries, `{own}` their group and `{foreign}` another's; `{other}` is sun, an
agent like lin. All but the last lists are what nobody may, whatever their role.
"""

# Becoming somebody else.
BECOME = """
SET ROLE "{owner}"
SET ROLE "{foreign}"
SET ROLE postgres
SET LOCAL ROLE "{keeper}"
SET SESSION AUTHORIZATION {other}
SET SESSION AUTHORIZATION postgres
SELECT set_config('role', '{owner}', false)
SELECT set_config('session_authorization', 'postgres', false)
GRANT "{foreign}" TO {me}
GRANT "{own}" TO {me} WITH ADMIN OPTION
ALTER ROLE {me} SUPERUSER
ALTER ROLE {me} BYPASSRLS
ALTER ROLE {me} CREATEROLE
ALTER ROLE {other} RENAME TO mine
ALTER ROLE {other} PASSWORD 'mine'
ALTER ROLE "{own}" SET search_path = pg_temp
CREATE ROLE friend LOGIN
DROP ROLE {other}
DROP OWNED BY "{owner}"
REASSIGN OWNED BY "{owner}" TO {me}
DO $$ BEGIN EXECUTE 'SET ROLE "{owner}"'; END $$
REVOKE "{agent}" FROM {other}
SET ROLE "{keeper}"
SET ROLE "{backup}"
SET ROLE {other}
SET ROLE pg_read_all_data
SET ROLE pg_execute_server_program
GRANT pg_read_all_data TO {me}
GRANT pg_signal_backend TO {me}
GRANT "{backup}" TO {me}
GRANT {other} TO {me}
GRANT {me} TO "{owner}"
ALTER GROUP "{owner}" ADD USER {me}
ALTER ROLE {me} CREATEDB
ALTER ROLE {me} REPLICATION
ALTER ROLE {me} CONNECTION LIMIT 99
ALTER ROLE {me} VALID UNTIL 'infinity'
ALTER ROLE {me} SET session_replication_role = replica
ALTER ROLE ALL SET search_path = pg_temp
ALTER ROLE {other} SET search_path = pg_temp
ALTER ROLE {other} NOLOGIN
ALTER ROLE "{owner}" LOGIN PASSWORD 'mine'
ALTER DEFAULT PRIVILEGES FOR ROLE {other} GRANT ALL ON TABLES TO {me}
CREATE ROLE friend IN ROLE "{owner}"
DROP OWNED BY {other}
REASSIGN OWNED BY {other} TO {me}
SET ROLE "{own}"; GRANT "{own}" TO {other}
SET ROLE "{own}"; ALTER ROLE "{own}" LOGIN
SET ROLE "{own}"; CREATE TABLE public.mine (id uuid)
SET ROLE "{own}"; SELECT password_hash FROM public.staff
SET ROLE "{own}"; ALTER TABLE public.tickets DISABLE TRIGGER USER
UPDATE pg_authid SET rolsuper = true WHERE rolname = '{me}'
INSERT INTO pg_auth_members SELECT * FROM pg_auth_members
SELECT thirdring_logins.end_sessions('{other}')
SELECT thirdring_logins.belong('{me}', '{owner}', true)
SELECT thirdring_logins.is_ours('{me}')
SELECT thirdring_logins.may_keep()
"""

# Changing what keeps the rights.
LOOSEN = """
ALTER TABLE appeals DISABLE ROW LEVEL SECURITY
ALTER TABLE events DISABLE TRIGGER ALL
ALTER TABLE tickets OWNER TO {me}
DROP POLICY agent_select ON appeals
CREATE POLICY mine ON appeals USING (true)
ALTER DEFAULT PRIVILEGES FOR ROLE "{owner}" GRANT ALL ON TABLES TO {me}
ALTER FUNCTION thirdring_actor() SECURITY INVOKER
ALTER FUNCTION thirdring_actor() SET search_path = pg_temp
CREATE OR REPLACE FUNCTION thirdring_actor() RETURNS uuid LANGUAGE sql AS 'SELECT NULL::uuid'
DROP FUNCTION thirdring_guard_tickets() CASCADE
GRANT EXECUTE ON FUNCTION thirdring_add_counts(jsonb) TO {me}
ALTER DATABASE "{database}" SET search_path = pg_temp
SET session_replication_role = replica
COMMENT ON TABLE tickets IS 'mine'
ALTER SEQUENCE tickets_seq_seq RESTART
SELECT setval('tickets_seq_seq', 1)
SELECT 1; LOCK TABLE tickets IN ACCESS EXCLUSIVE MODE
TRUNCATE events
REINDEX TABLE tickets
CREATE STATISTICS s ON name, phone FROM tickets
ALTER POLICY agent_select ON appeals USING (true)
ALTER TABLE appeals NO FORCE ROW LEVEL SECURITY
ALTER TABLE tickets DISABLE TRIGGER thirdring_guard
DROP TRIGGER thirdring_guard ON tickets
ALTER TRIGGER thirdring_guard ON tickets RENAME TO mine
ALTER TABLE tickets ADD COLUMN mine text
ALTER TABLE tickets DROP CONSTRAINT ck_tickets_state
ALTER TABLE tickets INHERIT customers
ALTER TABLE tickets RENAME TO mine
ALTER TABLE tickets SET SCHEMA pg_temp
ALTER TABLE tickets REPLICA IDENTITY FULL
DROP TABLE events
DROP INDEX ix_ticket_search_tokens
ALTER SCHEMA public RENAME TO mine
ALTER SCHEMA public OWNER TO {me}
DROP SCHEMA thirdring_logins CASCADE
ALTER DATABASE "{database}" CONNECTION LIMIT 0
ALTER DATABASE "{database}" OWNER TO {me}
DROP DATABASE "{database}"
DROP FUNCTION thirdring_actor() CASCADE
ALTER FUNCTION thirdring_actor() OWNER TO {me}
ALTER FUNCTION thirdring_actor() RESET search_path
CREATE OR REPLACE FUNCTION thirdring_logins.may_keep() RETURNS boolean LANGUAGE sql AS 'SELECT true'
UPDATE thirdring_logins.expected SET line = 'mine'
DELETE FROM thirdring_logins.expected
CREATE CONSTRAINT TRIGGER mine AFTER INSERT ON tickets FOR EACH ROW EXECUTE FUNCTION refuse_change()
ALTER SEQUENCE tickets_seq_seq OWNED BY NONE
SELECT last_value FROM tickets_seq_seq
CLUSTER tickets USING pk_tickets
ALTER SYSTEM SET session_replication_role = replica
SET log_statement = 'none'
SET log_min_messages = panic
SET allow_system_table_mods = on
SET temp_file_limit = -1
SET lc_messages = 'C'
SET session_preload_libraries = 'mine'
UPDATE pg_class SET relrowsecurity = false WHERE relname = 'appeals'
DELETE FROM pg_policy
UPDATE pg_proc SET prosecdef = false WHERE proname = 'thirdring_actor'
UPDATE pg_trigger SET tgenabled = 'D'
UPDATE pg_database SET datacl = NULL
"""

# Making something of one's own to get in with.
MAKE = """
CREATE VIEW mine AS SELECT * FROM access_log
CREATE TEMP VIEW mine AS SELECT * FROM access_log
CREATE TABLE mine (id uuid)
CREATE TEMP TABLE staff (id uuid, login text, active boolean)
CREATE TABLE heir () INHERITS (tickets)
CREATE TABLE ref (id uuid REFERENCES appeals (id))
CREATE TABLE part PARTITION OF tickets DEFAULT
CREATE MATERIALIZED VIEW mine AS SELECT 1
CREATE SCHEMA mine
CREATE DOMAIN public.mine AS text
CREATE TYPE public.mine AS (a text)
CREATE SEQUENCE public.mine
CREATE FUNCTION public.leak(text) RETURNS boolean LANGUAGE plpgsql AS 'BEGIN RETURN true; END'
CREATE FUNCTION pg_temp.leak(text) RETURNS boolean LANGUAGE plpgsql AS 'BEGIN RETURN true; END'
CREATE OPERATOR public.=== (LEFTARG = text, RIGHTARG = text, FUNCTION = texteq)
CREATE AGGREGATE public.leak (text) (SFUNC = textcat, STYPE = text)
CREATE CAST (text AS uuid) WITH INOUT
CREATE LANGUAGE mine HANDLER plpgsql_call_handler
CREATE FOREIGN DATA WRAPPER mine
CREATE PUBLICATION mine FOR TABLE tickets
CREATE EVENT TRIGGER mine ON ddl_command_start EXECUTE FUNCTION refuse_change()
CREATE TRIGGER mine BEFORE INSERT ON tickets FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE RULE mine AS ON INSERT TO tickets DO INSTEAD NOTHING
CREATE INDEX mine ON tickets (lower(name))
CREATE TABLE mine AS SELECT 1
CREATE UNLOGGED TABLE mine (id uuid)
SELECT 1 AS one INTO TEMP mine
CREATE TEMP SEQUENCE mine
CREATE TYPE pg_temp.mine AS ENUM ('x')
CREATE PROCEDURE public.mine() LANGUAGE sql AS 'SELECT 1'
CREATE FUNCTION public.text(uuid) RETURNS text LANGUAGE sql AS 'SELECT 1::text'
CREATE FUNCTION pg_catalog.leak() RETURNS text LANGUAGE sql AS 'SELECT 1::text'
CREATE COLLATION public.mine FROM "C"
CREATE TEXT SEARCH CONFIGURATION public.mine (PARSER = default)
CREATE TEXT SEARCH DICTIONARY public.mine (TEMPLATE = simple)
CREATE CONVERSION public.mine FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8
CREATE OPERATOR FAMILY public.mine USING btree
CREATE ACCESS METHOD mine TYPE INDEX HANDLER bthandler
CREATE TABLESPACE mine LOCATION '/tmp'
CREATE DATABASE mine
CREATE TRUSTED LANGUAGE mine HANDLER plpgsql_call_handler
CREATE POLICY mine ON access_log USING (true)
CREATE VIEW public.mine WITH (security_barrier = false) AS SELECT 1 AS one
CREATE RECURSIVE VIEW public.mine (n) AS SELECT 1
"""

# Files, programs, large objects, other sessions, other servers.
OUTSIDE = """
COPY tickets TO PROGRAM 'cat'
COPY tickets TO '/tmp/mine'
COPY (SELECT 1) TO PROGRAM 'id'
COPY tickets FROM '/etc/passwd'
SELECT pg_read_file('/etc/passwd')
SELECT pg_read_binary_file('postgresql.conf')
SELECT pg_ls_dir('/')
SELECT lo_import('/etc/passwd')
SELECT lo_create(0)
SELECT lo_from_bytea(0, 'x')
SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'postgres'
SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE usename = '{other}'
SELECT pg_reload_conf()
SELECT pg_switch_wal()
SELECT pg_create_logical_replication_slot('mine', 'pgoutput')
SELECT * FROM pg_authid
SELECT * FROM pg_statistic
SELECT * FROM pg_hba_file_rules
COPY (SELECT 1) TO '/tmp/mine' WITH (FORMAT binary)
SELECT pg_stat_file('/etc/passwd')
SELECT pg_read_file('global/pg_auth', 0, 100)
SELECT pg_ls_logdir()
SELECT pg_ls_waldir()
SELECT pg_rotate_logfile()
SELECT pg_promote()
SELECT pg_create_restore_point('mine')
SELECT pg_backup_start('mine')
SELECT pg_log_backend_memory_contexts(1)
SELECT lo_export(1, '/tmp/mine')
SELECT lo_creat(-1)
SELECT lo_open(1, 131072)
SELECT lo_put(1, 0, 'x')
SELECT lo_unlink(1)
SELECT * FROM pg_largeobject
SELECT * FROM pg_shadow
SELECT rolpassword FROM pg_authid WHERE rolname = '{me}'
SELECT subconninfo FROM pg_subscription
SELECT * FROM pg_file_settings
SELECT * FROM pg_statistic_ext_data
SELECT umoptions FROM pg_user_mapping
SHOW data_directory
SHOW hba_file
LOAD 'mine'
DO $$ BEGIN PERFORM pg_read_file('/etc/passwd'); END $$
DO $$ BEGIN EXECUTE 'COPY tickets TO PROGRAM ''id'' '; END $$
SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '{other}'
SELECT pg_drop_replication_slot('mine')
SELECT pg_create_physical_replication_slot('mine')
SELECT pg_stat_reset()
SELECT pg_stat_reset_shared('bgwriter')
SELECT pg_stat_reset_single_table_counters('tickets'::regclass)
CREATE SUBSCRIPTION mine CONNECTION 'host=127.0.0.1' PUBLICATION mine WITH (connect = false)
"""

# An agent: reading what isn't theirs.
READ = """
TABLE access_log
TABLE staff
GRANT SELECT (password_hash) ON staff TO {me}
SELECT staff FROM staff
SELECT to_jsonb(s) FROM staff s
SELECT s.* FROM staff s
SELECT login FROM staff ORDER BY password_hash
SELECT login FROM staff WHERE draft_key IS NOT NULL
SELECT count(password_hash) FROM staff
COPY access_log TO STDOUT
COPY staff (password_hash) TO STDOUT
COPY (SELECT draft_key FROM staff) TO STDOUT
EXPLAIN ANALYZE SELECT reason FROM access_log
PREPARE p AS SELECT reason FROM access_log; EXECUTE p
DECLARE c CURSOR FOR SELECT reason FROM access_log; FETCH c
SELECT thirdring_tally('{against sun}')
SELECT thirdring_open_evidence('{appeal}', 'why')
SELECT thirdring_mask_name('x')
SELECT thirdring_retention_preview('access_log', now())
SELECT * FROM thirdring_standing_of('zhao')
SELECT thirdring_left_key('{sun}')
SELECT FROM access_log LIMIT 0
SELECT 1 FROM access_log WHERE false
EXPLAIN SELECT reason FROM access_log
EXPLAIN (VERBOSE) SELECT draft_key FROM staff
DECLARE c CURSOR WITH HOLD FOR SELECT reason FROM access_log
SELECT * FROM ts_stat('SELECT to_tsvector(reason) FROM access_log')
SELECT (SELECT a FROM access_log a LIMIT 1)::text
SELECT EXISTS (SELECT FROM access_log)
SELECT s.login FROM staff s ORDER BY s
SELECT DISTINCT s FROM staff s
SELECT row_to_json(s) FROM staff s
SELECT login FROM staff WHERE password_hash::text LIKE '$%'
SELECT login FROM staff GROUP BY login, draft_key
SELECT max(draft_key::text) OVER () FROM staff
UPDATE saved_views SET name = (SELECT reason FROM access_log LIMIT 1)
UPDATE saved_views v SET name = a.reason FROM access_log a RETURNING a.reason
UPDATE saved_views SET name = name RETURNING (SELECT draft_key FROM staff LIMIT 1)
INSERT INTO saved_views (id, staff_id, name, filter, created_at) SELECT gen_random_uuid(), '{my id}', reason, '{{}}', now() FROM access_log
DELETE FROM saved_views USING access_log
MERGE INTO saved_views v USING access_log a ON true WHEN MATCHED THEN UPDATE SET name = a.reason
SELECT * FROM quality_checks FOR UPDATE
SELECT * FROM events FOR UPDATE
SELECT id FROM access_log FOR KEY SHARE
SET row_security = off; SELECT count(*) FROM appeals
SET row_security = off; SELECT count(*) FROM day_sheets
SELECT thirdring_erase(gen_random_uuid(), now())
SELECT thirdring_mask_text('x', 'y')
SELECT * FROM thirdring_logins.expected
SELECT thirdring_stood('{against sun}')
"""

# An agent: writing what isn't theirs, or as somebody else.
WRITE = """
UPDATE staff SET login = 'zhao' WHERE login = 'lin'
UPDATE staff SET active = true
INSERT INTO staff_roles (staff_id, role) VALUES ('{my id}', 'admin')
UPDATE staff_roles SET role = 'admin' WHERE staff_id = '{my id}'
DELETE FROM staff_roles
INSERT INTO events (id, at, actor_id, verb, subject_kind, subject_id, detail) VALUES (gen_random_uuid(), now(), '{zhao}', 'x', 'x', gen_random_uuid(), '{{}}')
INSERT INTO access_log (id, at, staff_id, action, subject_kind) VALUES (gen_random_uuid(), now(), '{zhao}', 'x', 'x')
UPDATE events SET verb = 'x'
DELETE FROM events
DELETE FROM access_log
UPDATE tickets SET created_by = '{my id}'
UPDATE tickets SET owner_id = '{my id}' WHERE owner_id IS NOT NULL
UPDATE tickets SET severity = 'minor', state = 'unfounded' WHERE number = '{against lin number}'
UPDATE tickets SET state = 'withdrawn' WHERE ctid = (SELECT ctid FROM tickets WHERE number = '{against lin number}')
UPDATE monthly_complaint_counts SET counted = 0
INSERT INTO monthly_complaint_counts (month, subject_kind, subject_key, channel) VALUES ('2026-11', 'employee', '{sun}', 'phone')
UPDATE complaint_standings SET standing = 'unfounded'
INSERT INTO month_adjustments (id) VALUES (gen_random_uuid())
DELETE FROM standings_due
SELECT thirdring_add_counts('[]')
SELECT thirdring_adjust('[]', '{zhao}', now(), '{{}}')
SELECT thirdring_retention('access_log', now(), gen_random_uuid(), 0, 500, 'why')
SELECT thirdring_remove_routes(gen_random_uuid())
SELECT thirdring_remove_staff_roles('{zhao}')
INSERT INTO appeal_steps (id, appeal_id, step, made_by, made_at, reason) VALUES (gen_random_uuid(), '{appeal}', 'take_back', '{my id}', now(), 'x')
INSERT INTO appeals (id, month, staff_id, ticket_id, state, filed_at) VALUES ('{appeal}', '2026-11', '{sun}', gen_random_uuid(), 'filed', now()) ON CONFLICT DO NOTHING
INSERT INTO appeals (id, month, staff_id, ticket_id, state, filed_at) VALUES ('{appeal}', '2026-11', '{my id}', '{against lin}', 'filed', now()) ON CONFLICT (id) DO UPDATE SET state = 'taken_back'
INSERT INTO appeals (id, month, staff_id, ticket_id, state, filed_at) VALUES (gen_random_uuid(), '2026-11', '{my id}', '{against lin}', 'corrected', now())
INSERT INTO day_sheets (id, staff_id, day, sums, opened_at) VALUES (gen_random_uuid(), '{sun}', '2026-11-22', '{{}}', now())
INSERT INTO saved_views (id, staff_id, name, filter, created_at) VALUES (gen_random_uuid(), '{sun}', 'x', '{{}}', now())
INSERT INTO coupons (id, ticket_id, cents, need, state, asked_by, asked_at, decided_by) VALUES (gen_random_uuid(), '{against sun}', 100, 'x', 'approved', '{my id}', now(), '{zhao}')
INSERT INTO coupons (id, ticket_id, cents, need, state, asked_by, asked_at) VALUES (gen_random_uuid(), '{against sun}', 99999, 'x', 'approved', '{my id}', now())
INSERT INTO coupons (id, ticket_id, cents, need, state, asked_by, asked_at) VALUES (gen_random_uuid(), '{against sun}', 1, 'x', 'issued', '{my id}', now())
UPDATE coupons SET decided_by = '{zhao}'
UPDATE coupons SET state = 'approved'
UPDATE escalations SET decision = 'approve', decided_by = '{my id}'
INSERT INTO ticket_notes (id, ticket_id, text, told_customer, made_by, made_at) VALUES (gen_random_uuid(), '{against sun}', 'x', false, '{sun}', now())
INSERT INTO policy (key, value, updated_at) VALUES ('rings', '9', now())
INSERT INTO settings (key, value, updated_at) VALUES ('company', '"x"', now())
MERGE INTO appeals USING (SELECT 1) AS one ON true WHEN MATCHED THEN DELETE
UPDATE appeals SET decided_by = '{my id}'
UPDATE appeals SET correction = 'unfounded'
UPDATE events SET detail = '{{}}'
UPDATE access_log SET reason = NULL
UPDATE policy_history SET reason = 'x'
UPDATE month_closings SET digest = 'x'
UPDATE month_closing_rows SET body = '{{}}'
DELETE FROM tickets
DELETE FROM saved_views WHERE staff_id = '{my id}'
UPDATE staff SET draft_key = 'x'
INSERT INTO staff (id, login, name) VALUES (gen_random_uuid(), 'mine', 'x')
INSERT INTO staff_roles (staff_id, role) VALUES ('{my id}', 'supervisor')
INSERT INTO staff_roles (staff_id, role) VALUES ('{my id}', 'agent') ON CONFLICT DO NOTHING
UPDATE complaint_details SET against_staff_id = NULL, against_kind = 'none' WHERE ticket_id = '{against lin}' AND thirdring_add_counts('[]') IS NULL
INSERT INTO calls (id, agent_id, direction, outcome, started_at) VALUES (gen_random_uuid(), '{sun}', 'inbound', 'solved', now())
INSERT INTO tickets (id, number, kind, state, created_by) VALUES (gen_random_uuid(), 'C1', 'enquiry', 'intake', '{sun}')
INSERT INTO month_closings (id, month) VALUES (gen_random_uuid(), '2026-10')
INSERT INTO quality_checks (id, staff_id, checked_by) VALUES (gen_random_uuid(), '{my id}', '{my id}')
SELECT setval('events_seq_seq', 1)
ALTER SEQUENCE events_seq_seq RESTART
COPY access_log TO STDOUT
SELECT thirdring_remove_shifts('{sun}')
SELECT thirdring_remove_alarms(gen_random_uuid())
SELECT thirdring_index_more(1, ARRAY['x'])
SELECT thirdring_logins.follow('{me}', NULL)
SELECT thirdring_logins.follow('postgres', NULL)
SELECT thirdring_settle_left()
SELECT thirdring_guard_tickets()
"""

# A supervisor: whoever decides decides nothing of their own, and changes no count.
SUPERVISOR = """
SELECT password_hash FROM staff
SELECT draft_key FROM staff
UPDATE staff_roles SET role = 'admin' WHERE staff_id = '{my id}'
UPDATE staff SET login = 'mine'
INSERT INTO staff_roles (staff_id, role) VALUES ('{my id}', 'admin')
UPDATE access_log SET reason = NULL
DELETE FROM access_log
UPDATE policy_history SET reason = 'x'
INSERT INTO policy_history (id, key, changed_by, changed_at, reason) VALUES (gen_random_uuid(), 'rings', '{sun}', now(), 'x')
UPDATE monthly_complaint_counts SET counted = 0
UPDATE complaint_standings SET standing = 'unfounded'
INSERT INTO month_closings (id, month) VALUES (gen_random_uuid(), '2026-10')
UPDATE escalations SET decided_by = '{sun}', decision = 'approve'
UPDATE coupons SET decided_by = '{sun}', decided_at = now()
INSERT INTO quality_checks (id, staff_id, checked_by) VALUES (gen_random_uuid(), '{sun}', '{sun}')
UPDATE appeals SET decided_by = '{sun}'
SELECT thirdring_open_evidence('{appeal}', 'why')
SELECT thirdring_retention('access_log', now(), gen_random_uuid(), 0, 500, 'why')
SELECT thirdring_retention_preview('access_log', now())
SELECT thirdring_masked_hits(ARRAY['x'], 1) FROM appeals WHERE thirdring_add_counts('[]') IS NULL
SELECT thirdring_remove_staff_roles('{sun}')
SELECT thirdring_logins.follow('sun', NULL)
UPDATE quality_checks SET score = 100
DELETE FROM phrases
UPDATE shifts SET staff_id = '{my id}'
"""

# HR: no customer by any way round.
HR = """
SELECT name FROM tickets
SELECT seq FROM tickets WHERE phone LIKE '138%'
SELECT seq FROM tickets ORDER BY digits
SELECT count(*) FROM tickets GROUP BY phone
SELECT max(name) FROM tickets
SELECT t FROM tickets t
SELECT to_jsonb(t) FROM tickets t
SELECT tickets.*::text FROM tickets
UPDATE tickets SET severity = 'minor' WHERE phone LIKE '138%'
UPDATE tickets SET severity = 'minor' RETURNING name
UPDATE complaint_details d SET nature = 'other' FROM tickets t WHERE t.id = d.ticket_id AND t.name LIKE '王%'
INSERT INTO ticket_notes (id, ticket_id, text, told_customer, made_by, made_at) SELECT gen_random_uuid(), id, name, false, '{my id}', now() FROM tickets
COPY tickets TO STDOUT
COPY tickets (name) TO STDOUT
COPY (SELECT raised FROM tickets) TO STDOUT
EXPLAIN SELECT name FROM tickets
EXPLAIN ANALYZE SELECT FROM tickets WHERE phone = '13812345678'
SELECT seq FROM ticket_search WHERE tokens @@ 'x'::tsquery
SELECT * FROM ts_stat('SELECT tokens FROM ticket_search')
SELECT raw FROM customer_numbers
SELECT name FROM customers
SELECT content FROM attachment_contents
SELECT text FROM inbox_items
SELECT number FROM calls
SELECT thirdring_mask_text(raised, NULL) FROM tickets
SELECT reason FROM access_log
SELECT thirdring_add_counts('[]')
UPDATE monthly_complaint_counts SET counted = 0
UPDATE month_closings SET digest = 'x'
DELETE FROM month_closings
INSERT INTO month_closings (id, month, closed_by) VALUES (gen_random_uuid(), '2026-10', '{sun}')
INSERT INTO events (id, at, verb, subject_kind, subject_id, detail) VALUES (gen_random_uuid(), now(), 'x', 'x', gen_random_uuid(), (SELECT to_jsonb(t) FROM tickets t LIMIT 1))
SELECT thirdring_open_evidence('{appeal}', 'why')
SELECT thirdring_left_key('{sun}')
"""

# The program's administrator: keeps people, and neither reads customers nor changes a log.
ADMIN = """
SELECT name FROM tickets
SELECT phone FROM tickets
SELECT raised FROM calls
SELECT note FROM customers
SELECT text FROM inbox_items
SELECT tokens FROM ticket_search
SELECT content FROM attachment_contents
SELECT password_hash FROM staff
SELECT draft_key FROM staff
UPDATE staff SET login = 'mine' WHERE login = 'sun'
UPDATE staff SET draft_key = 'x' WHERE login = 'sun'
DELETE FROM staff
DELETE FROM access_log
DELETE FROM events
UPDATE access_log SET reason = NULL
INSERT INTO access_log (id, at, staff_id, action, subject_kind) VALUES (gen_random_uuid(), now(), '{sun}', 'x', 'x')
TRUNCATE access_log
SELECT reason FROM appeal_steps FOR UPDATE
SELECT thirdring_erase(gen_random_uuid(), now())
SELECT thirdring_add_counts('[]')
SELECT thirdring_open_evidence('{appeal}', 'why')
SELECT thirdring_left_key('{sun}')
SELECT thirdring_masked_hits(ARRAY['x'], 1)
CREATE ROLE mine LOGIN
ALTER ROLE sun PASSWORD 'mine'
GRANT "{supervisor}" TO root
SELECT thirdring_logins.belong('root', '{supervisor}', true)
SELECT thirdring_logins.end_sessions('sun')
UPDATE thirdring_logins.expected SET line = 'mine'
"""
