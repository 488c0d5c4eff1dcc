"""The one deed that deletes on a server: previewed, run with the number that was seen, written down."""

import psycopg
import pytest

from tests.store.server.conftest import Attacked

pytestmark = pytest.mark.postgres
_MAIL = (
    "INSERT INTO inbox_items (id, sha256, arrived_at, due_at, size, problems, state, sorted_as, "
    "sorted_at, received_by, created_at) SELECT gen_random_uuid(), lpad(i::text, 64, '0'), moment, "
    "moment, 1, '[]', 'sorted', 'complaint', moment, %s, moment "
    "FROM generate_series(1, 3) AS i, (SELECT now() - interval '2 years' AS moment) AS old"
)
_BEFORE = "now() - interval '1 year'"


def test_j6_what_is_old_goes_as_it_was_previewed_and_leaves_its_trace(attacked: Attacked) -> None:
    root = attacked.connections["root"]
    attacked.admin.execute(_MAIL, [attacked.ids["lin"]])
    with root.transaction():
        seen = root.execute(f"SELECT thirdring_retention_preview('mail', {_BEFORE})").fetchone()
        assert seen == (3,)
        run = f"SELECT thirdring_retention('mail', {_BEFORE}, 3, '过期')"
        assert root.execute(run).fetchone() == (3,)
        again = f"SELECT thirdring_retention_preview('mail', {_BEFORE})"
        assert root.execute(again).fetchone() == (0,)
        entry = root.execute(
            "SELECT staff_id::text, action, subject_kind, reason, records FROM access_log "
            "WHERE action = 'retention'"
        ).fetchall()
        assert entry == [(attacked.ids["root"], "retention", "mail", "过期", 3)]
    told = attacked.admin.execute(
        "SELECT actor_id::text, detail->>'what', detail->>'records' FROM events "
        "WHERE verb = 'retention_run'"
    ).fetchall()
    assert told == [(attacked.ids["root"], "mail", "3")]


@pytest.mark.parametrize(
    ("call", "state"),
    [
        (f"thirdring_retention('access_log', {_BEFORE}, 7, 'x')", "40001"),
        (f"thirdring_retention('access_log', {_BEFORE}, 0, ' ')", "23514"),
        ("thirdring_retention('access_log', now(), 0, 'x')", "23514"),
        (f"thirdring_retention('tickets', {_BEFORE}, 0, 'x')", "20000"),
    ],
    ids=["not what was previewed", "without a reason", "too young", "of no such class"],
)
def test_j6_retention_refuses(attacked: Attacked, call: str, state: str) -> None:
    root = attacked.connections["root"]
    with pytest.raises(psycopg.Error) as refused, root.transaction(force_rollback=True):
        root.execute(f"SELECT {call}")
    assert refused.value.sqlstate == state


def test_j6_the_access_log_itself_goes_only_this_way(attacked: Attacked) -> None:
    root = attacked.connections["root"]
    attacked.admin.execute(
        "INSERT INTO access_log (id, at, staff_id, action, subject_kind) "
        "SELECT gen_random_uuid(), now() - interval '9 years', id, 'unmask', 'ticket' FROM staff "
        "WHERE login = 'lin'"
    )
    before = "now() - interval '8 years'"
    with root.transaction(force_rollback=True):
        assert root.execute(
            f"SELECT thirdring_retention('access_log', {before}, 1, '八年')"
        ).fetchone() == (1,)
        with pytest.raises(psycopg.errors.InsufficientPrivilege), root.transaction():
            root.execute("DELETE FROM access_log")
    with pytest.raises(psycopg.errors.RaiseException, match="append-only"):
        attacked.admin.execute("DELETE FROM access_log")
