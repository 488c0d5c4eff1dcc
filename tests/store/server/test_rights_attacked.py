"""Each role, each table, each verb with a bare connection: what the table of rights gives, no more.

Expected is what store/server/rights.py says; whether a verb is allowed is asked of the server by
planning it, whether it is refused by doing it.
"""

from collections.abc import Iterator

import psycopg
import pytest
from psycopg import sql

from tests.store.server.conftest import PEOPLE, Attacked
from thirdring.domain.enums import Role
from thirdring.domain.roles import Permission
from thirdring.store.server.columns import PERSONAL, SECRET
from thirdring.store.server.rights import (
    ALL_ROWS,
    RIGHTS,
    Verb,
    columns_of,
    granted,
    rights_of,
    tables,
)

pytestmark = pytest.mark.postgres
REFUSED = "42501"
_TRUNCATE = "TRUNCATE"
_LOGIN = {role: login for login, role in PEOPLE.items() if login != "sun"}


def statement(verb: str, table: str, columns: frozenset[str]) -> sql.Composed:
    """The plainest use of a verb on some columns."""
    names = [sql.Identifier(one) for one in sorted(columns)]
    listed = sql.SQL(", ").join(names)
    forms = {
        Verb.SELECT: sql.SQL("SELECT {columns} FROM {table}"),
        Verb.INSERT: sql.SQL("INSERT INTO {table} ({columns}) VALUES ({nulls})"),
        Verb.UPDATE: sql.SQL("UPDATE {table} SET {sets}"),
        Verb.DELETE: sql.SQL("DELETE FROM {table}"),
        _TRUNCATE: sql.SQL("TRUNCATE {table} CASCADE"),
    }
    return forms[verb].format(
        table=sql.Identifier(table),
        columns=listed,
        nulls=sql.SQL(", ").join(sql.SQL("NULL") for _ in names),
        sets=sql.SQL(", ").join(sql.SQL("{} = NULL").format(name) for name in names),
    )


def answer(connection: psycopg.Connection, query: sql.Composed) -> str:
    """The SQLSTATE of a statement that is taken back again; 00000 when it went through."""
    try:
        with connection.transaction(force_rollback=True):
            connection.execute(query)
    except psycopg.Error as error:
        return str(error.sqlstate)
    return "00000"


def cases() -> Iterator[tuple[str, str]]:
    """Every table with every verb."""
    for table in tables():
        for verb in (*Verb, _TRUNCATE):
            yield table, verb


@pytest.mark.parametrize("role", list(Role))
def test_h5_a_role_does_in_the_database_what_it_may_and_nothing_else(
    attacked: Attacked, role: Role
) -> None:
    connection = attacked.connections[_LOGIN[role]]
    wrong: list[tuple[object, ...]] = []
    for table, verb in cases():
        every = frozenset(columns_of(table))
        given = frozenset() if verb == _TRUNCATE else granted(rights_of(role), table, Verb(verb))
        if given:
            planned = sql.SQL("EXPLAIN ") + statement(verb, table, given)
            if (state := answer(connection, planned)) != "00000":
                wrong.append(("refused", table, verb, state))
        # A verb without columns is one case, else each column that isn't given is tried by itself.
        rest = [every] if not given else [frozenset({one}) for one in every - given]
        for columns in rest:
            if (state := answer(connection, statement(verb, table, columns))) != REFUSED:
                wrong.append(("done", table, verb, sorted(columns), state))
    assert wrong == []
    assert len(list(cases())) * len(Role) >= 1_000


def test_every_permission_says_what_it_needs_of_the_database() -> None:
    """A new one without an entry stops here, whether a role has it yet or not."""
    assert set(RIGHTS) == set(Permission)


@pytest.mark.parametrize("role", list(Role))
def test_h5_a_right_on_all_rows_opens_no_personal_column_meant_for_some(role: Role) -> None:
    """Rows are kept by table, not by column: the widest of a role's rights counts for all columns."""
    for table in tables():
        found = [r for r in rights_of(role) if (r.table, r.verb) == (table, Verb.SELECT)]
        everywhere = frozenset().union(*(r.columns for r in found if r.rows == ALL_ROWS))
        if not everywhere:
            continue
        opened = frozenset().union(*(r.columns for r in found)) - everywhere
        # Of calls an administrator needs a few columns of all rows, to know what was brought in.
        assert not opened & PERSONAL.get(table, frozenset()), table
        assert not opened or (role, table) == (Role.ADMIN, "calls"), (table, opened)


def test_nobody_deletes_and_nobody_changes_what_is_append_only() -> None:
    from thirdring.store.tables.beside import APPEND_ONLY

    for role in Role:
        for table in tables():
            assert not granted(rights_of(role), table, Verb.DELETE)
        for table in APPEND_ONLY:
            assert not granted(rights_of(role), table, Verb.UPDATE)


@pytest.mark.parametrize("role", [Role.HR, Role.ADMIN])
def test_h5_no_column_that_tells_who_a_customer_is_for_hr_and_administrators(role: Role) -> None:
    read = {
        (table, column)
        for table in PERSONAL
        for column in granted(rights_of(role), table, Verb.SELECT) & PERSONAL[table]
    }
    # Whoever brings in old records looks customers up by their numbers.
    found_by = {("customers", "name"), ("customers", "address")} if role is Role.ADMIN else set()
    assert read <= found_by


@pytest.mark.parametrize("role", list(Role))
def test_nobody_reads_a_secret(role: Role) -> None:
    for table, columns in SECRET.items():
        assert not granted(rights_of(role), table, Verb.SELECT) & columns
