"""H5, J6: plain values reach who reads them masked through a function alone, for a reason it writes down."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest

from tests.store.server.conftest import Attacked

pytestmark = pytest.mark.postgres

REFUSED = psycopg.errors.InsufficientPrivilege
_ENTRY = """
SELECT s.login, a.action, a.subject_kind, a.subject_id::text, a.reason, a.records
FROM access_log a JOIN staff s ON s.id = a.staff_id ORDER BY a.at DESC, a.id DESC LIMIT 1
"""


@pytest.fixture
def disputed(attacked: Attacked) -> Iterator[Attacked]:
    """Sun's appeal is with HR."""
    attacked.admin.execute(
        "UPDATE appeals SET state = 'disputed' WHERE id = %s", [appeal(attacked)]
    )
    yield attacked
    attacked.admin.execute("UPDATE appeals SET state = 'filed' WHERE id = %s", [appeal(attacked)])


def appeal(attacked: Attacked) -> str:
    return attacked.ids["appeal"]


@contextmanager
def taken_back(attacked: Attacked, login: str) -> Iterator[psycopg.Connection[Any]]:
    connection = attacked.connections[login]
    try:
        yield connection
    finally:
        connection.rollback()


def ask(attacked: Attacked, login: str, statement: str, *values: str) -> list[tuple[Any, ...]]:
    """Done and committed, as somebody with psql."""
    connection = attacked.connections[login]
    with connection.transaction():
        return connection.execute(statement.encode(), values).fetchall()


def entry(attacked: Attacked) -> tuple[Any, ...] | None:
    return attacked.admin.execute(_ENTRY).fetchone()


def written_by(attacked: Attacked) -> bytes:
    return (attacked.server.folder / "log").read_bytes()


EVIDENCE = "SELECT name, phone FROM thirdring_open_evidence(%s, %s)"
UNMASK = "SELECT thirdring_unmask(%s, %s, %s)"


def test_h5_hr_gets_at_a_customer_by_the_function_alone_with_a_reason_that_is_kept(
    disputed: Attacked,
) -> None:
    before = entry(disputed)
    for empty in ("", " \n\u3000"):
        with taken_back(disputed, "he") as he, pytest.raises(REFUSED):
            he.execute(EVIDENCE, [appeal(disputed), empty])
    with taken_back(disputed, "he") as he, pytest.raises(REFUSED):
        he.execute("SELECT name, phone FROM tickets")
    assert entry(disputed) == before
    assert ask(disputed, "he", EVIDENCE, appeal(disputed), "回电核实") == [
        ("王雅琴", "138 1234 5678")
    ]
    ticket = disputed.ids["against sun"]
    assert entry(disputed) == ("he", "open_evidence", "ticket", ticket, "回电核实", 1)


@pytest.mark.parametrize("login", ["he", "root"])
@pytest.mark.parametrize("what", ["ticket", "customer", "visit"])
def test_h5_who_reads_masked_uncovers_nothing_else(
    attacked: Attacked, login: str, what: str
) -> None:
    with taken_back(attacked, login) as connection, pytest.raises(REFUSED):
        connection.execute(UNMASK, [what, attacked.ids["against lin"], "why"])


@pytest.mark.parametrize(
    ("what", "whose", "why"),
    [
        ("ticket", "against sun", ""),  # no reason
        ("ticket", "against sun", "\t\u3000"),
        ("ticket", "against lin", "to see who it was"),  # G9: about oneself
        ("staff", "lin", "another table"),
    ],
)
def test_h5_an_agent_uncovers_nothing_without_a_reason_nor_of_a_case_against_themselves(
    attacked: Attacked, what: str, whose: str, why: str
) -> None:
    with taken_back(attacked, "lin") as lin, pytest.raises(REFUSED):
        lin.execute(UNMASK, [what, attacked.ids[whose], why])


def test_h5_the_function_writes_who_whose_and_why_and_no_value(attacked: Attacked) -> None:
    ticket = attacked.ids["against sun"]
    assert ask(attacked, "lin", UNMASK, "ticket", ticket, "to call back") == [("138 1234 5678",)]
    assert entry(attacked) == ("lin", "unmask", "ticket", ticket, "to call back", 1)


def test_h5_whoever_takes_the_entry_back_still_stands_in_the_servers_log(
    disputed: Attacked,
) -> None:
    begins = len(written_by(disputed))
    before, ticket = entry(disputed), disputed.ids["against sun"]
    with taken_back(disputed, "he") as he:
        assert he.execute(EVIDENCE, [appeal(disputed), "secretly"]).fetchall()
    with taken_back(disputed, "lin") as lin:
        assert lin.execute(UNMASK, ["ticket", ticket, "secretly"]).fetchall()
    assert entry(disputed) == before
    said = written_by(disputed)[begins:]
    assert f"thirdring: he opens the evidence of {ticket}".encode() in said
    assert f"thirdring: lin uncovers ticket {ticket}".encode() in said
    assert b"138" not in said.replace(ticket.encode(), b"")
