"""The reports' figures walk indexes (J5): with so many rows that a scan would cost, on both engines."""

from typing import Any

import pytest
from sqlalchemy import Engine, event, text

from tests.usecases.cases import filed, walk
from tests.usecases.conftest import House
from thirdring.domain.enums import TicketState
from thirdring.store.tables import ClockRow, ReturnVisit
from thirdring.usecases.show_indicators import show_indicators

_ROWS = 20_000


def many(house: House, table: Any, which: str, *moments: str) -> None:
    """Such a row of the table again and again, each a day earlier, through fifty years and more. On a
    server each is of another ticket, which need not be there: all of one, it would skip through by
    the ticket's index, whatever other there is.
    """
    names = [column.name for column in table.columns if column.name != "seq"]
    sqlite = house.store.engine.dialect.name == "sqlite"
    series = (
        f"(WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < {_ROWS})"  # noqa: S608 - names and a figure of ours
        " SELECT n FROM s) AS s"
        if sqlite
        else f"generate_series(1, {_ROWS}) AS s(n)"
    )
    earlier = "{0} - s.n * 86400000000" if sqlite else "{0} - s.n * interval '1 day'"
    made = {"id": "randomblob(16)" if sqlite else "gen_random_uuid()"}
    if not sqlite:
        made["ticket_id"] = "gen_random_uuid()"
    made |= {name: earlier.format(f"t.{name}") for name in moments}
    columns = ", ".join(made.get(name, f"t.{name}") for name in names)
    with house.store.engine.begin() as connection:
        if not sqlite:
            connection.execute(text("SET LOCAL session_replication_role = replica"))
        connection.execute(
            text(
                f"INSERT INTO {table.name} ({', '.join(names)}) SELECT {columns}"  # noqa: S608 - as above
                f" FROM (SELECT * FROM {table.name} WHERE {which} LIMIT 1) AS t CROSS JOIN {series}"
            )
        )
        connection.execute(text("ANALYZE"))


def plans(house: House, deed: Any) -> list[str]:
    """How the database goes about each statement of a deed, as the program sends it."""
    asked: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, values: Any, *_more: Any) -> None:
        asked.append((statement, values))

    event.listen(Engine, "before_cursor_execute", note)
    house.owner.read(deed)
    event.remove(Engine, "before_cursor_execute", note)
    how = "EXPLAIN QUERY PLAN" if house.store.engine.dialect.name == "sqlite" else "EXPLAIN"
    found = []
    with house.store.begin_read() as session:
        connection = session.connection()
        for statement, values in asked:
            rows = connection.exec_driver_sql(f"{how} {statement}", values).all()
            found.append("\n".join(str(row[-1]) for row in rows))
    return found


@pytest.mark.parametrize(
    ("table", "which", "moments", "index"),
    [
        (
            ClockRow.__table__,
            "rule = 'D4'",
            ("started_at", "due_at", "met_at"),
            "ix_clocks_rule_due_at",
        ),
        (
            ReturnVisit.__table__,
            "state = 'done'",
            ("closed_at",),
            "ix_return_visits_state_closed_at",
        ),
    ],
)
def test_j5_a_months_figures_are_looked_up(
    house: House, table: Any, which: str, moments: tuple[str, ...], index: str
) -> None:
    number = filed(house.owner, against_kind="product").number
    walk(house, number, TicketState.RETURN_VISIT)
    many(house, table, which, *moments)
    found = [plan for plan in plans(house, show_indicators) if table.name in plan]
    assert len(found) == 1
    lines = [line.lstrip(" ->") for line in found[0].splitlines()]
    assert not any(line.startswith(("SCAN", "Seq Scan")) for line in lines), lines
    assert index in found[0], lines
