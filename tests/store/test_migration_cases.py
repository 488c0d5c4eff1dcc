"""0002 on a center in use: every row stays, and what was due becomes a clock of its own."""

from typing import Any

import pytest
from sqlalchemy import Connection, text

from thirdring.domain.ids import new_id
from thirdring.store import revision
from thirdring.store.engine import open_store
from thirdring.store.upgrade import downgrade, upgrade

_TOLD, _DUE, _DAY = 1_000_000_000_000, 1_001_800_000_000, 86_400_000_000


def _moment(connection: Connection, micros: int) -> Any:
    if connection.dialect.name == "sqlite":
        return micros
    return connection.execute(text("SELECT to_timestamp(:s)"), {"s": micros / 1e6}).scalar_one()


def _id(connection: Connection) -> Any:
    made = new_id()
    return made.bytes if connection.dialect.name == "sqlite" else made


def _insert(connection: Connection, table: str, **values: Any) -> None:
    names, marks = ", ".join(values), ", ".join(f":{name}" for name in values)
    sql = f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608 - names of this file
    connection.execute(text(sql), values)


def _old_center(connection: Connection) -> None:
    """As 0001 knew it: a complaint with an answer owed, a callback told, an enquiry closed."""
    told, due = _moment(connection, _TOLD), _moment(connection, _DUE)
    staff, ticket = _id(connection), _id(connection)
    _insert(
        connection, "staff", id=staff, login="lin", name="林", draft_key=b"k" * 32,
        active=True, must_change_password=False, created_at=told,
    )  # fmt: skip
    for seq, (key, kind, open_) in enumerate(
        [(ticket, "complaint", True), (_id(connection), "enquiry", False)], start=1
    ):
        _insert(
            connection, "tickets", seq=seq, id=key, number=f"C000{seq}", kind=kind,
            state="intake" if open_ else "archived", open=open_, raised="退货", created_by=staff,
            received_at=told, due_at=due if open_ else None, due_rule="C2" if open_ else None,
            sort_due=due, created_at=told, updated_at=told,
        )  # fmt: skip
    _insert(connection, "complaint_details", ticket_id=ticket, month="1970-01", channel="phone")
    _insert(
        connection, "callbacks", id=_id(connection), kind="promise", state="open",
        ticket_id=ticket, told_at=told, due_at=due, owner_id=staff, created_at=told,
    )  # fmt: skip


@pytest.fixture
def old_center(database_url: str) -> str:
    upgrade(database_url)
    downgrade(database_url, "0001")
    return database_url


def test_what_was_due_becomes_clocks(old_center: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(revision, "head", lambda: "0001")
        with open_store(old_center) as store, store.engine.begin() as connection:
            _old_center(connection)

    done = upgrade(old_center)

    assert done.before == "0001"
    with open_store(old_center) as store, store.reader.connect() as connection:
        clocks = connection.execute(
            text("SELECT rule, span_seconds, due_at, callback_id IS NULL FROM clocks ORDER BY rule")
        ).all()
        assert [(c[0], c[1], bool(c[3])) for c in clocks] == [
            ("C2", 1800, False),
            ("D4", 86_400, True),
        ]
        assert clocks[0][2] == _moment(connection, _DUE)
        assert clocks[1][2] == _moment(connection, _TOLD + _DAY)
        assert connection.execute(text("SELECT count(*) FROM complaint_details")).scalar() == 1
        assert connection.execute(text("SELECT count(*) FROM tickets")).scalar() == 2


def test_praise_goes_down_as_an_enquiry(old_center: str) -> None:
    upgrade(old_center)
    with open_store(old_center) as store, store.engine.begin() as connection:
        _old_center(connection)
        connection.execute(text("UPDATE tickets SET kind = 'praise' WHERE seq = 2"))
    downgrade(old_center, "0001")
    assert upgrade(old_center).before == "0001"
    with open_store(old_center) as store, store.reader.connect() as connection:
        kinds = connection.execute(text("SELECT kind FROM tickets ORDER BY seq")).scalars().all()
    assert kinds == ["complaint", "enquiry"]
