"""The one way anything is erased on a server: previewed, run with what was seen, within the policy's
periods, written down; whoever asks with whatever program.
"""

from typing import Any

import psycopg
import pytest

from tests.store.server.conftest import PEOPLE, Attacked
from thirdring.domain.text_safety import BLANKS
from thirdring.store.server.blank_sql import says_nothing

pytestmark = pytest.mark.postgres
_MAIL = (
    "INSERT INTO inbox_items (id, sha256, arrived_at, due_at, size, problems, state, sorted_as, "
    "from_name, received_by, created_at) SELECT gen_random_uuid(), lpad(i::text, 64, '0'), moment, "
    "moment, 1, '[]', 'set_aside', 'not_for_us', '秦慕雪', %s, moment "
    "FROM generate_series(1, 3) AS i, (SELECT now() - interval '2 years' AS moment) AS old"
)
_RUN = "SELECT thirdring_retention(%s, {at}, gen_random_uuid(), %s, 500, %s)"


def run(
    who: psycopg.Connection[Any], what: str, seen: int, why: str | None, at: str = "now()"
) -> int:
    row = who.execute(_RUN.format(at=at), [what, seen, why]).fetchone()
    assert row is not None
    return int(row[0])


def test_j6_what_is_old_goes_as_it_was_previewed_and_leaves_its_trace(attacked: Attacked) -> None:
    root = attacked.connections["root"]
    attacked.admin.execute(_MAIL, [attacked.ids["lin"]])
    preview = "SELECT records, held FROM thirdring_retention_preview('mail', now())"
    with root.transaction():
        assert root.execute(preview).fetchone() == (3, 0)
        assert run(root, "mail", 2, "过期") == -1  # more than was seen: nothing went
        assert root.execute(preview).fetchone() == (3, 0)
        assert run(root, "mail", 3, "过期") == 3
        assert root.execute(preview).fetchone() == (0, 0)
        entry = root.execute(
            "SELECT staff_id::text, action, subject_kind, reason, records FROM access_log "
            "WHERE action = 'retention'"
        ).fetchall()
        assert entry == [(attacked.ids["root"], "retention", "mail", "过期", 3)]
    left = attacked.admin.execute(
        "SELECT count(*), count(from_name) FROM inbox_items WHERE state = 'set_aside'"
    )
    assert left.fetchone() == (3, 0)
    told = attacked.admin.execute(
        "SELECT actor_id::text, detail->>'what', detail->>'records' FROM events "
        "WHERE verb = 'retention_run'"
    ).fetchall()
    assert told == [(attacked.ids["root"], "mail", "3")]


@pytest.mark.parametrize(
    ("what", "why", "state"),
    [
        ("mail", " ", "23514"),
        ("mail", None, "23514"),
        ("mail", "\t\u3000\n", "23514"),
        ("mail", "\u200b\u2060", "23514"),
        ("tickets; DROP TABLE tickets", "x", "20000"),
    ],
    ids=["a space", "no reason", "wide spaces", "nothing to be seen", "of no such class"],
)
def test_j6_retention_refuses(attacked: Attacked, what: str, why: str | None, state: str) -> None:
    root = attacked.connections["root"]
    with pytest.raises(psycopg.Error) as refused, root.transaction(force_rollback=True):
        run(root, what, 0, why)
    assert refused.value.sqlstate == state


def test_j6_the_server_takes_for_a_reason_what_the_program_does(attacked: Attacked) -> None:
    """Character by character, all there are."""
    rows = attacked.admin.execute(
        "SELECT i FROM generate_series(1, 1114111) AS i "  # noqa: S608 - a condition of ours
        f"WHERE i NOT BETWEEN 55296 AND 57343 AND {says_nothing('chr(i)')}"
    )
    blank = {code for first, last in BLANKS for code in range(max(first, 1), last + 1)}
    assert {row[0] for row in rows} == blank


def test_j6_nobody_sets_the_clock_forward_or_the_period_below_its_least(attacked: Attacked) -> None:
    """Neither the moment that is given nor a policy written past the program shortens a period."""
    root, zhao = attacked.connections["root"], attacked.connections["zhao"]
    with zhao.transaction(force_rollback=True):
        zhao.execute(
            "INSERT INTO policy (key, value, updated_at) VALUES ('access_log_days', '1', now())"
        )
        kept = zhao.execute("SELECT count(*) FROM policy WHERE key = 'access_log_days'").fetchone()
        assert kept == (1,)
    attacked.admin.execute(
        "INSERT INTO policy (key, value, updated_at) VALUES ('access_log_days', '1', now())"
    )
    attacked.admin.execute(
        "INSERT INTO access_log (id, at, staff_id, action, subject_kind) "
        "SELECT gen_random_uuid(), now() - interval '300 days', id, 'unmask', 'ticket' FROM staff "
        "WHERE login = 'lin'"
    )
    with root.transaction(force_rollback=True):
        assert run(root, "access_log", 9, "早", "now() + interval '9 years'") == 0
    attacked.admin.execute("DELETE FROM policy WHERE key = 'access_log_days'")


def test_j6_the_access_log_itself_goes_only_this_way(attacked: Attacked) -> None:
    root = attacked.connections["root"]
    attacked.admin.execute(
        "INSERT INTO access_log (id, at, staff_id, action, subject_kind) "
        "SELECT gen_random_uuid(), now() - interval '9 years', id, 'unmask', 'ticket' FROM staff "
        "WHERE login = 'lin'"
    )
    with root.transaction(force_rollback=True):
        assert run(root, "access_log", 1, "九年") == 1
        with pytest.raises(psycopg.errors.InsufficientPrivilege), root.transaction():
            root.execute("DELETE FROM access_log")
    with pytest.raises(psycopg.errors.RaiseException, match="append-only"):
        attacked.admin.execute("DELETE FROM access_log")


@pytest.mark.parametrize("login", PEOPLE)
def test_j6_nobody_erases_otherwise(attacked: Attacked, login: str) -> None:
    """Neither rows, nor the list of what was erased, nor by the functions of others."""
    who = attacked.connections[login]
    ticket = attacked.ids["against lin"]
    attempts = [
        f"DELETE FROM tickets WHERE id = '{ticket}'",  # noqa: S608
        "DELETE FROM customers",
        "DELETE FROM erasures",
        f"INSERT INTO erasures VALUES ('ticket', '{ticket}', gen_random_uuid(), now())",  # noqa: S608
        "SELECT thirdring_erase(gen_random_uuid(), now())",
        "ALTER TABLE access_log DISABLE TRIGGER access_log_append_only",
    ]
    if login != "root":
        attempts += [
            "SELECT thirdring_retention('mail', now(), gen_random_uuid(), 9, 500, 'x')",
            "SELECT thirdring_retention_preview('mail', now())",
        ]
    if login not in {"root", "zhao"}:
        attempts += [
            "SELECT thirdring_person(NULL, '13812345678')",
            "SELECT thirdring_anonymise(NULL, '1', gen_random_uuid(), 0, 'x', true)",
        ]
    for attempt in attempts:
        with pytest.raises(psycopg.errors.InsufficientPrivilege), who.transaction():
            who.execute(attempt)


def test_g9_nobody_erases_who_complained_about_them(attacked: Attacked) -> None:
    """By no program: the function looks at who asks."""
    zhao, admin = attacked.connections["zhao"], attacked.admin
    change = "UPDATE complaint_details SET against_staff_id = %s WHERE ticket_id = %s"
    admin.execute(change, [attacked.ids["zhao"], attacked.ids["against sun"]])
    (customer,) = admin.execute(
        "SELECT customer_id::text FROM tickets WHERE id = %s", [attacked.ids["against sun"]]
    ).fetchone() or ("",)
    try:
        with (
            pytest.raises(psycopg.errors.InsufficientPrivilege, match="about you"),
            zhao.transaction(),
        ):
            zhao.execute(
                "SELECT thirdring_anonymise(%s, '', gen_random_uuid(), 1, 'x', true)", [customer]
            )
    finally:
        admin.execute(change, [attacked.ids["sun"], attacked.ids["against sun"]])
