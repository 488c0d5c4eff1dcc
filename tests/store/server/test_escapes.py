"""What somebody with psql and their own login tries beside plain statements; all of it is refused.

What is tried stands in `attempts.py`. Nothing is taken back afterwards: rights and rows are compared.
"""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import create_engine

from tests.store.server.attempts import (
    ADMIN,
    BECOME,
    HR,
    LOOSEN,
    MAKE,
    OUTSIDE,
    READ,
    SUPERVISOR,
    WRITE,
)
from tests.store.server.conftest import PEOPLE, Attacked
from tests.store.server.snapshot import snapshot
from tests.store.server.test_rights_attacked import REFUSED
from thirdring.store.digests import TableDigest, digests
from thirdring.store.server.rights import tables

pytestmark = pytest.mark.postgres
_NOBODY_MAY = (BECOME, LOOSEN, MAKE, OUTSIDE)

# What somebody of the role tries; sun is the colleague they try it on.
_TRIED = {
    "lin": (*_NOBODY_MAY, READ, WRITE),
    "zhao": (*_NOBODY_MAY, SUPERVISOR),
    "he": (*_NOBODY_MAY, HR),
    "root": (*_NOBODY_MAY, ADMIN),
}
_OTHER_GROUP = {"lin": "supervisor", "zhao": "hr", "he": "admin", "root": "supervisor"}


def _attempts(login: str) -> list[str]:
    return [line for text in _TRIED[login] for line in text.strip().splitlines()]


def _filled(attacked: Attacked, attempt: str, login: str = "lin") -> str:
    names = attacked.logins.names
    words = {
        name: getattr(names, name)
        for name in ("owner", "everyone", "agent", "supervisor", "hr", "admin", "keeper", "backup")
    }
    words |= {
        "me": login, "my id": attacked.ids[login], "other": "sun",
        "own": names.group_of(PEOPLE[login]), "foreign": words[_OTHER_GROUP[login]],
    }  # fmt: skip
    return attempt.format(**words, **attacked.ids, database=attacked.logins.database)


def _run(connection: psycopg.Connection, statement: str) -> None:
    if statement.startswith("COPY") and statement.endswith(("STDOUT", "STDIN")):
        with connection.cursor().copy(statement.encode()) as copy:
            if statement.endswith("STDOUT"):
                copy.read()
    else:
        connection.execute(statement.encode())


def _state(connection: psycopg.Connection, attempt: str) -> str | None:
    """The SQLSTATE an attempt ends with. What isn't refused stays done."""
    parts = [attempt] if attempt.startswith(("DO", "CREATE F")) else attempt.split("; ")
    try:
        with connection.transaction() if len(parts) > 1 else nullcontext():
            for part in parts:
                _run(connection, part)
    except psycopg.Error as error:
        return error.sqlstate
    return None


@contextmanager
def _signed_in(attacked: Attacked, login: str) -> Iterator[psycopg.Connection]:
    """As with psql: what isn't refused is committed."""
    url = attacked.logins.url(login).replace("+psycopg", "")
    with psycopg.connect(url, autocommit=True) as connection:
        yield connection


def _whole(attacked: Attacked) -> tuple[str, dict[str, TableDigest]]:
    """Rights and rows, as they are."""
    engine = create_engine(attacked.server.url(attacked.logins.database))
    with engine.connect() as connection:
        rows = digests(connection)
    engine.dispose()
    return snapshot(attacked.admin, attacked.logins.names), rows


@pytest.mark.parametrize("login", _TRIED)
def test_h5_every_way_out_is_refused_and_changes_nothing(attacked: Attacked, login: str) -> None:
    before, done = _whole(attacked), {}
    with _signed_in(attacked, login) as connection:
        for attempt in _attempts(login):
            filled = _filled(attacked, attempt, login)
            state = _state(connection, filled)
            if state != REFUSED:
                done[filled] = state
    assert dict(sorted(done.items())) == {}
    assert _whole(attacked) == before
    assert len(_attempts(login)) >= 200


# What a server says no to in other words: there is no such thing, or none may have it.
_NO: dict[str, set[str | None]] = {
    "CREATE EXTENSION dblink": {REFUSED, "0A000"},
    "CREATE EXTENSION pgcrypto": {REFUSED, "0A000"},
    "CREATE EXTENSION file_fdw": {REFUSED, "0A000"},
    "SELECT dblink('dbname=postgres', 'SELECT 1')": {"42883"},
    "CREATE SERVER mine FOREIGN DATA WRAPPER dblink_fdw": {"42704"},
    "SELECT 1; PREPARE TRANSACTION 'mine'": {"55000"},
    "COMMIT PREPARED 'mine'": {"42704"},
    "SELECT thirdring_masked('tickets.name'' FROM staff --', '{against sun}')": {"20000"},
    "SELECT thirdring_retention(thirdring_new_id()::text, now(), thirdring_new_id(), 0, 500, 'x')": {
        REFUSED
    },
    "SELECT currval('tickets_seq_seq')": {"55000"},
    "COPY events FROM STDIN": {"0A000"},
    "SELECT table_to_xml('access_log', true, false, '')": {REFUSED, "0A000"},
    "SELECT query_to_xml('SELECT reason FROM access_log', true, false, '')": {REFUSED, "0A000"},
    'REVOKE ALL ON ALL TABLES IN SCHEMA public FROM "{own}"': {REFUSED, None},
    'REVOKE ALL ON ALL FUNCTIONS IN SCHEMA public FROM "{own}"': {REFUSED, None},
    'DROP OWNED BY "{own}"': {REFUSED, None},
    "SECURITY LABEL ON ROLE {me} IS 'x'": {"22023"},
    "ALTER ROLE {me} RENAME TO mine": {REFUSED, "0A000"},
    "SELECT staff_id::integer FROM saved_views WHERE staff_id <> '{my id}'": {"42846"},
}
# What ends with a warning, or is one's own to do, and changes nothing of the center.
_IDLE = """
DROP OWNED BY {me}
GRANT CREATE ON SCHEMA public TO {me}
GRANT TEMPORARY ON DATABASE "{database}" TO {me}
REVOKE ALL ON tickets FROM "{own}"
GRANT SELECT ON tickets TO PUBLIC
GRANT EXECUTE ON FUNCTION thirdring_actor() TO PUBLIC
VACUUM tickets
VACUUM FULL events
ANALYZE staff
RESET ROLE
RESET SESSION AUTHORIZATION
SET ROLE NONE
SET search_path = pg_temp, pg_catalog, public
SET default_transaction_read_only = off
SELECT nextval('events_seq_seq')
SELECT pg_advisory_lock(13138, 202611)
SELECT pg_advisory_unlock_all()
NOTIFY thirdring_mine, 'x'
LISTEN thirdring_mine
UPDATE appeals SET state = 'taken_back' WHERE staff_id <> '{my id}'
UPDATE appeals SET version = 9 WHERE staff_id <> '{my id}' AND ctid = '(0,1)'
UPDATE day_sheets SET version = 9 WHERE staff_id <> '{my id}'
UPDATE saved_views SET name = 'x' WHERE staff_id <> '{my id}'
UPDATE saved_views v SET name = a.state FROM appeals a WHERE v.staff_id = a.staff_id AND a.staff_id <> '{my id}'
UPDATE complaint_details SET nature = 'other' WHERE ticket_id = '{against lin}'
MERGE INTO saved_views v USING appeals a ON v.staff_id = a.staff_id WHEN MATCHED THEN UPDATE SET name = a.state
SELECT thirdring_remove_saved_views('{sun view}')
SELECT thirdring_remove_phrase_favourites(gen_random_uuid())
ALTER ROLE {me} SET search_path = pg_temp, pg_catalog
ALTER ROLE {me} SET row_security = on
ALTER ROLE {me} RESET ALL
"""


@pytest.mark.parametrize("login", ["lin"])
@pytest.mark.filterwarnings("ignore")
def test_h5_what_ends_otherwise_changes_nothing_either(attacked: Attacked, login: str) -> None:
    before = _whole(attacked)
    with _signed_in(attacked, login) as connection:
        for attempt, states in _NO.items():
            assert _state(connection, _filled(attacked, attempt, login)) in states, attempt
        for attempt in _IDLE.strip().splitlines():
            assert _state(connection, _filled(attacked, attempt, login)) is None, attempt
    assert _whole(attacked) == before


def test_h5_before_postgresql_16_one_may_become_ones_group_and_gains_nothing(
    attacked: Attacked,
) -> None:
    """A group has fewer rights than its people, and the rows stay those of the login."""
    before = _whole(attacked)
    sixteen = attacked.admin.info.server_version >= 160_000
    with _signed_in(attacked, "lin") as connection:
        state = _state(connection, _filled(attacked, 'SET ROLE "{own}"'))
        assert state == (REFUSED if sixteen else None)
        if not sixteen:
            for table in tables():
                assert _state(connection, f'SELECT FROM public."{table}"') == REFUSED, table
            everyone = _filled(attacked, 'SET ROLE "{everyone}"')
            assert _state(connection, everyone) is None
            found = connection.execute("SELECT thirdring_actor()::text").fetchone()
            assert found == (attacked.ids["lin"],)
    assert _whole(attacked) == before


@pytest.mark.parametrize("login", _TRIED)
def test_h5_no_table_can_be_locked_against_the_others(attacked: Attacked, login: str) -> None:
    with _signed_in(attacked, login) as connection:
        done = [
            (table, mode)
            for table in tables()
            for mode in ("EXCLUSIVE", "ACCESS EXCLUSIVE", "SHARE")
            if _state(connection, f'SELECT 1; LOCK TABLE "{table}" IN {mode} MODE') != REFUSED
        ]
    assert done == []


# What ends without an error and gives nothing: the question, and all it may answer.
_NOTHING = (
    ("SELECT count(*) FROM appeals", 0),
    ("SELECT count(*) FROM appeals WHERE 1 / (length(state) - 5) > 0", 0),
    ("SELECT count(*) FROM appeals WHERE state LIKE '%' OR xmin IS NOT NULL", 0),
    ("SELECT count(*) FROM appeals WHERE state::integer > 0", 0),
    ("SELECT count(*) FROM appeals GROUP BY () HAVING max(state::integer) > 0 OR true", 0),
    ("SELECT count(*) FROM appeals WHERE pg_advisory_lock(length(state)) IS NULL", 0),
    ("SELECT count(*) FROM appeal_steps", 0),
    ("SELECT count(*) FROM day_sheets WHERE staff_id <> '{lin}'", 0),
    ("SELECT count(*) FROM events WHERE subject_kind = 'appeal'", 0),
    ("SELECT count(*) FROM events WHERE subject_kind = 'quality_check'", 0),
    ("SELECT count(*) FROM events WHERE ticket_id IS NULL AND actor_id <> '{lin}'", 0),
    ("SELECT count(*) FROM quality_checks", 0),
    ("SELECT thirdring_masked('quality_checks.remark', '{check of sun}')", None),
    ("SELECT count(*) FROM calls WHERE id = '{sun's silent call}'", 0),
    ("SELECT thirdring_masked('calls.raised', '{sun's silent call}')", None),
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


@pytest.mark.parametrize(
    ("login", "what", "key", "seen"),
    [
        ("sun", "quality_checks.remark", "check of sun", "开头没有问好"),
        ("he", "quality_checks.remark", "check of sun", "开头没有问好"),
        ("root", "quality_checks.remark", "check of sun", None),
        ("root", "inbox_items.subject", "mail", "x"),
        ("he", "inbox_items.subject", "mail", None),
        ("he", "calls.category", "against lin", "20000"),
    ],
)
def test_h5_what_is_masked_is_shown_to_who_may_see_its_row(
    attacked: Attacked, login: str, what: str, key: str, seen: str | None
) -> None:
    with _signed_in(attacked, login) as connection:
        try:
            asked = f"SELECT thirdring_masked('{what}', '{attacked.ids[key]}')"
            found = connection.execute(asked.encode()).fetchone()
        except psycopg.Error as error:
            found = (error.sqlstate,)
    assert found == (seen,)


def test_h5_a_question_that_acts_on_each_row_acts_on_no_hidden_one(attacked: Attacked) -> None:
    """A function in WHERE that isn't leakproof runs behind the policy: its effect is counted."""
    with _signed_in(attacked, "sun") as own, _signed_in(attacked, "lin") as connection:
        mine = "SELECT count(*) FROM appeals WHERE nextval('events_seq_seq') > 0"
        said = "SELECT last_value FROM events_seq_seq"
        counted = [attacked.admin.execute(said).fetchone()]
        for one in (own, connection):
            one.execute(mine)
            counted.append(attacked.admin.execute(said).fetchone())
    assert counted[1] != counted[0]  # sun's own appeal
    assert counted[2] == counted[1]


def test_h5_a_key_that_is_taken_or_missing_is_told_without_its_row(attacked: Attacked) -> None:
    """Probing with unique and foreign keys: that there is a row, and nothing of what is in it."""
    new = "INSERT INTO saved_views (id, staff_id, name, filter, created_at) VALUES ('{}', '{}', 'x', '{{}}', now())"
    event = (
        "INSERT INTO events (id, at, actor_id, verb, subject_kind, subject_id, ticket_id, detail) "
        "VALUES (gen_random_uuid(), now(), '{}', 'x', 'x', gen_random_uuid(), gen_random_uuid(), "
        "'{{}}')"
    )
    said = []
    with _signed_in(attacked, "lin") as connection:
        for statement in (
            new.format(attacked.ids["sun view"], attacked.ids["lin"]),
            f"{new.format(attacked.ids['sun view'], attacked.ids['lin'])} ON CONFLICT DO NOTHING "
            "RETURNING name",
            event.format(attacked.ids["lin"]),
        ):
            try:
                said.append(connection.execute(statement.encode()).fetchone())
            except psycopg.Error as error:
                said.append((error.sqlstate, "=" in (error.diag.message_detail or "")))
    assert said == [("23505", False), None, ("23503", False)]


def test_h5_nothing_stands_before_our_own_names(attacked: Attacked) -> None:
    """Whatever the search path says, the functions look where they were made to."""
    connection = attacked.connections["lin"]
    with connection.transaction(force_rollback=True):
        connection.execute("SET search_path = pg_temp, pg_catalog, public")
        found = connection.execute("SELECT public.thirdring_actor()::text").fetchone()
    assert found == (attacked.ids["lin"],)


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
