"""What somebody with psql and their own login tries beside plain statements; all of it is refused.

Each attempt is a statement, or several, and the states it may end with; it is taken back afterwards.
Attempts that come back with rows instead of an error are in the second list: what they come back
with is nothing.
"""

import psycopg
import pytest
from psycopg import sql

from tests.store.server.conftest import Attacked
from tests.store.server.test_rights_attacked import REFUSED

pytestmark = pytest.mark.postgres

# Becoming somebody else.
_BECOME = """
SET ROLE "{owner}"
SET ROLE "{supervisor}"
SET ROLE "{agent}"
SET ROLE postgres
SET LOCAL ROLE "{keeper}"
SET SESSION AUTHORIZATION zhao
SET SESSION AUTHORIZATION postgres
SELECT set_config('role', '{owner}', false)
SELECT set_config('session_authorization', 'postgres', false)
GRANT "{supervisor}" TO lin
GRANT "{agent}" TO lin WITH ADMIN OPTION
REVOKE "{supervisor}" FROM zhao
ALTER ROLE lin SUPERUSER
ALTER ROLE lin BYPASSRLS
ALTER ROLE lin CREATEROLE
ALTER ROLE sun RENAME TO zhao2
ALTER ROLE zhao PASSWORD 'mine'
ALTER ROLE "{agent}" SET search_path = pg_temp
CREATE ROLE friend LOGIN
DROP ROLE zhao
DROP OWNED BY "{owner}"
REASSIGN OWNED BY "{owner}" TO lin
DO $$ BEGIN EXECUTE 'SET ROLE "{owner}"'; END $$
SELECT thirdring_logins.follow('lin', NULL)
"""

# Changing what keeps the rights.
_LOOSEN = """
ALTER TABLE appeals DISABLE ROW LEVEL SECURITY
ALTER TABLE events DISABLE TRIGGER ALL
ALTER TABLE tickets OWNER TO lin
DROP POLICY agent_select ON appeals
CREATE POLICY mine ON appeals USING (true)
GRANT SELECT (password_hash) ON staff TO lin
ALTER DEFAULT PRIVILEGES FOR ROLE "{owner}" GRANT ALL ON TABLES TO lin
ALTER FUNCTION thirdring_actor() SECURITY INVOKER
ALTER FUNCTION thirdring_actor() SET search_path = pg_temp
CREATE OR REPLACE FUNCTION thirdring_actor() RETURNS uuid LANGUAGE sql AS 'SELECT NULL::uuid'
DROP FUNCTION thirdring_guard_tickets() CASCADE
GRANT EXECUTE ON FUNCTION thirdring_add_counts(jsonb) TO lin
ALTER DATABASE "{database}" SET search_path = pg_temp
SET session_replication_role = replica
SET row_security = off; SELECT count(*) FROM appeals
COMMENT ON TABLE tickets IS 'mine'
ALTER SEQUENCE tickets_seq_seq RESTART
SELECT setval('tickets_seq_seq', 1)
LOCK TABLE tickets IN ACCESS EXCLUSIVE MODE
TRUNCATE events
REINDEX TABLE tickets
CREATE STATISTICS s ON name, phone FROM tickets
"""

# Making something of one's own to get in with.
_MAKE = """
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
"""

# Files, programs, large objects, other servers.
_OUTSIDE = """
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
SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE usename = 'zhao'
SELECT pg_reload_conf()
SELECT pg_switch_wal()
SELECT pg_create_logical_replication_slot('mine', 'pgoutput')
SELECT * FROM pg_authid
SELECT * FROM pg_statistic
SELECT * FROM pg_hba_file_rules
"""

# Reading what isn't theirs.
_READ = """
TABLE access_log
TABLE staff
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
"""

# Writing what isn't theirs, or as somebody else.
_WRITE = """
UPDATE staff SET login = 'zhao' WHERE login = 'lin'
UPDATE staff SET active = true
INSERT INTO staff_roles (staff_id, role) VALUES ('{lin}', 'admin')
UPDATE staff_roles SET role = 'admin' WHERE staff_id = '{lin}'
DELETE FROM staff_roles
INSERT INTO events (id, at, actor_id, verb, subject_kind, subject_id, detail) VALUES (gen_random_uuid(), now(), '{zhao}', 'x', 'x', gen_random_uuid(), '{{}}')
INSERT INTO access_log (id, at, staff_id, action, subject_kind) VALUES (gen_random_uuid(), now(), '{zhao}', 'x', 'x')
UPDATE events SET verb = 'x'
DELETE FROM events
DELETE FROM access_log
UPDATE tickets SET created_by = '{lin}'
UPDATE tickets SET owner_id = '{lin}' WHERE owner_id IS NOT NULL
UPDATE tickets SET severity = 'minor', state = 'unfounded' WHERE number = '{against lin number}'
UPDATE tickets SET state = 'withdrawn' WHERE ctid = (SELECT ctid FROM tickets WHERE number = '{against lin number}')
UPDATE monthly_complaint_counts SET counted = 0
INSERT INTO monthly_complaint_counts (month, subject_kind, subject_key, channel) VALUES ('2026-11', 'employee', '{sun}', 'phone')
UPDATE complaint_standings SET standing = 'unfounded'
INSERT INTO month_adjustments (id) VALUES (gen_random_uuid())
DELETE FROM standings_due
SELECT thirdring_add_counts('[]')
SELECT thirdring_adjust('[]', '{zhao}', now(), '{{}}')
SELECT thirdring_retention('access_log', now(), 0, 'why')
SELECT thirdring_remove_routes(gen_random_uuid())
SELECT thirdring_remove_staff_roles('{zhao}')
INSERT INTO appeal_steps (id, appeal_id, step, made_by, made_at, reason) VALUES (gen_random_uuid(), '{appeal}', 'take_back', '{lin}', now(), 'x')
INSERT INTO appeals (id, month, staff_id, ticket_id, state, filed_at) VALUES ('{appeal}', '2026-11', '{sun}', gen_random_uuid(), 'filed', now()) ON CONFLICT DO NOTHING
INSERT INTO appeals (id, month, staff_id, ticket_id, state, filed_at) VALUES ('{appeal}', '2026-11', '{lin}', '{against lin}', 'filed', now()) ON CONFLICT (id) DO UPDATE SET state = 'taken_back'
INSERT INTO appeals (id, month, staff_id, ticket_id, state, filed_at) VALUES (gen_random_uuid(), '2026-11', '{lin}', '{against lin}', 'corrected', now())
INSERT INTO day_sheets (id, staff_id, day, sums, opened_at) VALUES (gen_random_uuid(), '{sun}', '2026-11-22', '{{}}', now())
INSERT INTO saved_views (id, staff_id, name, filter, created_at) VALUES (gen_random_uuid(), '{sun}', 'x', '{{}}', now())
INSERT INTO coupons (id, ticket_id, cents, need, state, asked_by, asked_at, decided_by) VALUES (gen_random_uuid(), '{against sun}', 100, 'x', 'approved', '{lin}', now(), '{zhao}')
INSERT INTO coupons (id, ticket_id, cents, need, state, asked_by, asked_at) VALUES (gen_random_uuid(), '{against sun}', 99999, 'x', 'approved', '{lin}', now())
INSERT INTO coupons (id, ticket_id, cents, need, state, asked_by, asked_at) VALUES (gen_random_uuid(), '{against sun}', 1, 'x', 'issued', '{lin}', now())
UPDATE coupons SET decided_by = '{zhao}'
UPDATE coupons SET state = 'approved'
UPDATE escalations SET decision = 'approve', decided_by = '{lin}'
INSERT INTO ticket_notes (id, ticket_id, text, told_customer, made_by, made_at) VALUES (gen_random_uuid(), '{against sun}', 'x', false, '{sun}', now())
INSERT INTO policy (key, value, updated_at) VALUES ('rings', '9', now())
INSERT INTO settings (key, value, updated_at) VALUES ('company', '"x"', now())
MERGE INTO appeals USING (SELECT 1) AS one ON true WHEN MATCHED THEN DELETE
UPDATE appeals SET decided_by = '{lin}'
UPDATE appeals SET correction = 'unfounded'
"""


def _attempts() -> list[str]:
    texts = (_BECOME, _LOOSEN, _MAKE, _OUTSIDE, _READ, _WRITE)
    return [line for text in texts for line in text.strip().splitlines()]


def _filled(attacked: Attacked, attempt: str) -> str:
    names = attacked.logins.names
    words = {
        name: getattr(names, name)
        for name in ("owner", "everyone", "agent", "supervisor", "hr", "admin", "keeper")
    }
    return attempt.format(**words, **attacked.ids, database=attacked.logins.database)


def _state(connection: psycopg.Connection, attempt: str) -> str | None:
    try:
        with connection.transaction(force_rollback=True):
            for one in (
                attempt.split("; ") if not attempt.startswith(("DO", "CREATE F")) else [attempt]
            ):
                if one.startswith("COPY") and one.endswith("STDOUT"):
                    with connection.cursor().copy(one) as copy:
                        copy.read()
                else:
                    connection.execute(one)
    except psycopg.Error as error:
        return error.sqlstate
    return None


def test_h5_every_way_out_is_refused(attacked: Attacked) -> None:
    connection = attacked.connections["lin"]
    done = {}
    for attempt in _attempts():
        filled = _filled(attacked, attempt)
        state = _state(connection, filled)
        if state != REFUSED:
            done[filled] = state
    assert done == {}
    assert len(_attempts()) >= 45


# What ends without an error and gives nothing: the question, and all it may answer.
_NOTHING = (
    ("SELECT count(*) FROM appeals", 0),
    ("SELECT count(*) FROM appeals WHERE 1 / (length(state) - 5) > 0", 0),
    ("SELECT count(*) FROM appeals WHERE state LIKE '%' OR xmin IS NOT NULL", 0),
    ("SELECT count(*) FROM appeal_steps", 0),
    ("SELECT count(*) FROM complaint_standings WHERE staff_key = '{sun}'", 0),
    ("SELECT sum(received) FROM monthly_complaint_counts WHERE subject_key = '{sun}'", None),
    ("SELECT count(*) FROM pg_stats WHERE tablename = 'appeals'", 0),
    ("SELECT count(*) FROM pg_stats WHERE attname IN ('password_hash', 'draft_key')", 0),
    (
        "SELECT count(*) FROM pg_stat_activity WHERE usename <> 'lin' "
        "AND query NOT IN ('', '<insufficient privilege>')",
        0,
    ),
    ("SELECT count(*) FROM pg_extension WHERE extname <> 'plpgsql'", 0),
    ("SELECT count(*) FROM pg_proc WHERE proname LIKE 'dblink%'", 0),
    ("SELECT thirdring_remove_saved_views('{sun view}')", 0),
)


def test_h5_what_is_hidden_is_as_if_it_weren_t_there(attacked: Attacked) -> None:
    connection = attacked.connections["lin"]
    for question, nothing in _NOTHING:
        with connection.transaction(force_rollback=True):
            found = connection.execute(_filled(attacked, question)).fetchone()
        assert found == (nothing,), question
    for login, number in (("lin", 0), ("sun", 1), ("zhao", 1), ("he", 1), ("root", 0)):
        with attacked.connections[login].transaction(force_rollback=True):
            found = attacked.connections[login].execute("SELECT count(*) FROM appeals").fetchone()
        assert found == (number,), login


def test_h5_a_change_of_what_is_hidden_changes_nothing(attacked: Attacked) -> None:
    connection = attacked.connections["lin"]
    for attempt in (
        "UPDATE appeals SET state = 'taken_back'",
        "UPDATE appeals SET version = 9 WHERE ctid = '(0,1)'",
        "UPDATE complaint_details SET nature = 'other' WHERE ticket_id = '{against lin}'",
        "UPDATE day_sheets SET priorities = 'x'",
        "UPDATE saved_views SET name = 'x' WHERE staff_id <> '{lin}'",
    ):
        with connection.transaction(force_rollback=True):
            assert connection.execute(_filled(attacked, attempt)).rowcount == 0, attempt


def test_h5_nothing_stands_before_our_own_names(attacked: Attacked) -> None:
    """Whatever the search path says, the functions look where they were made to."""
    connection = attacked.connections["lin"]
    with connection.transaction(force_rollback=True):
        connection.execute("SET search_path = pg_temp, pg_catalog, public")
        found = connection.execute("SELECT public.thirdring_actor()::text").fetchone()
    assert found == (attacked.ids["lin"],)


def test_h5_a_grant_of_what_one_has_without_the_option_gives_nothing(attacked: Attacked) -> None:
    connection = attacked.connections["lin"]
    with connection.transaction(force_rollback=True):
        connection.execute("GRANT SELECT ON tickets TO PUBLIC")  # a warning, no more
        found = connection.execute(
            "SELECT count(*) FROM pg_class, aclexplode(relacl) AS a "
            "WHERE relname = 'tickets' AND a.grantee = 0"
        ).fetchone()
    assert found == (0,)


def test_h5_a_login_that_is_nobodys_any_more_sees_nothing(attacked: Attacked) -> None:
    """Also while it is still connected, and before anybody took its groups away."""
    connection = attacked.connections["sun"]
    attacked.admin.execute("UPDATE staff SET active = false WHERE login = 'sun'")
    try:
        for table in ("tickets", "customers", "staff", "settings", "phrases", "events"):
            with connection.transaction(force_rollback=True):
                found = connection.execute(
                    sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))
                ).fetchone()
            assert found == (0,), table
    finally:
        attacked.admin.execute("UPDATE staff SET active = true WHERE login = 'sun'")


def test_c6_a_supervisor_opens_what_somebody_left_here_and_nothing_of_who_still_works(
    attacked: Attacked,
) -> None:
    connection = attacked.connections["zhao"]
    asked = f"SELECT thirdring_left_key('{attacked.ids['sun']}') IS NOT NULL"
    found = []
    for active in (False, True):
        attacked.admin.execute("UPDATE staff SET active = %s WHERE login = 'sun'", [active])
        with connection.transaction(force_rollback=True):
            found.append(connection.execute(asked).fetchone())
    assert found == [(True,), (False,)]


def test_h5_hr_finds_nobody_by_name_or_number(attacked: Attacked) -> None:
    connection = attacked.connections["he"]
    masked = "SELECT thirdring_masked('tickets.{}', '{}')"
    ticket = attacked.ids["against lin"]
    with connection.transaction(force_rollback=True):
        name = connection.execute(masked.format("name", ticket)).fetchone()
        phone = connection.execute(masked.format("phone", ticket)).fetchone()
        hits = connection.execute("SELECT thirdring_masked_hits(ARRAY['王雅琴'], 9)").fetchall()
    assert (name, phone, hits) == (("王**",), ("138****5678",), [])
    for attempt in (
        "SELECT name FROM tickets",
        "SELECT seq FROM tickets WHERE phone LIKE '138%'",
        "SELECT seq FROM tickets ORDER BY digits",
        "SELECT seq FROM ticket_search WHERE tokens @@ 'x'::tsquery",
        "SELECT raw FROM customer_numbers",
        "SELECT name FROM customers",
        "SELECT content FROM attachment_contents",
        "INSERT INTO events (id, at, verb, subject_kind, subject_id, detail) VALUES "
        "(gen_random_uuid(), now(), 'x', 'x', gen_random_uuid(), (SELECT to_jsonb(t) FROM tickets t LIMIT 1))",
    ):
        assert _state(connection, attempt) == REFUSED, attempt
