"""Runs migrations, for `thirdring.store.upgrade` and for alembic's own command.

The program hands over its connection, already in a transaction. The command (for developers:
`alembic -x db=center.db revision --autogenerate -m "…"`) opens one by address.
"""

from typing import Any

from alembic import context
from sqlalchemy import Connection

from thirdring.store.tables import Base

# Made by SQL of its own (see thirdring/store/tables/beside.py); autogenerate must not drop it.
SEARCH_TABLES = "ticket_search"


def include_object(
    thing: object, name: str | None, kind: str, reflected: bool, compared_to: object
) -> bool:
    """Leave the search index out of comparisons: SQLAlchemy can't describe it."""
    del thing, reflected, compared_to
    return not (kind == "table" and (name or "").startswith(SEARCH_TABLES))


def run(connection: Connection, **more: Any) -> None:
    """Run what alembic was asked for on `connection`."""
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        include_object=include_object,
        transactional_ddl=True,  # ours is, on SQLite too: BEGIN IMMEDIATE is said by ourselves
        render_as_batch=True,
        compare_server_default=True,
        **more,
    )
    with context.begin_transaction():
        context.run_migrations()


def run_for_command() -> None:
    """Open the database named by `-x db=…` (default: the user's own) and run there."""
    from thirdring.store.engine import open_store

    address = context.get_x_argument(as_dictionary=True).get("db")
    with open_store(address) as store, store.engine.begin() as connection:
        run(connection)


given = context.config.attributes.get("connection")
if given is None:
    run_for_command()
else:
    run(given)
