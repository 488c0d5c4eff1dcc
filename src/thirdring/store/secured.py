"""How a connection stands under a server's rights (store/server): are there any, does it read masked,
and the deeds that go through a function there.

The embedded file has no rights of its own; a server's database may not have been put under them.
"""

import uuid
from typing import Any

from sqlalchemy import Connection, Engine, delete, func, select, text
from sqlalchemy.orm import Session

from thirdring.store.base import Base

_SECURED = "thirdring_secured"
_MASKED = "thirdring_masked"
_LOOK = text(
    "SELECT to_regprocedure('thirdring_actor()') IS NOT NULL AS secured, "
    "to_regclass('tickets') IS NOT NULL "
    "AND NOT has_column_privilege('tickets', 'phone', 'SELECT') AS masked"
)


def look(connection: Connection, *engines: Engine) -> bool | None:
    """Ask a server how this login stands there, and let every later connection of `engines` know;
    whether it reads masked, None where the database keeps no rights.
    """
    secured, masked = connection.execute(_LOOK).one()
    from thirdring.store.server.masked_sql import MaskingCompiler, SecuredCompiler

    compiler = MaskingCompiler if masked else SecuredCompiler
    for engine in engines:
        engine.update_execution_options(**{_SECURED: secured, _MASKED: secured and masked})
        if secured and engine.dialect.statement_compiler is not compiler:
            engine.dialect.statement_compiler = compiler
            engine.clear_compiled_cache()  # put together for how it stood before
    return bool(masked) if secured else None


def is_secured(session: Session) -> bool:
    """Whether the database keeps the roles' rights itself."""
    return bool(session.connection().get_execution_options().get(_SECURED))


def reads_masked(session: Session) -> bool:
    """Whether personal values reach this login masked."""
    return bool(session.connection().get_execution_options().get(_MASKED))


def remove(session: Session, table: type[Base], **key: uuid.UUID) -> int:
    """Take away the rows `key` names; how many there were. Nobody may DELETE on a server: there a
    function does it, which knows by itself whose they have to be, by the first part of the key.
    """
    session.flush()
    name = table.__tablename__
    if is_secured(session):
        call = getattr(func, f"thirdring_remove_{name}")(next(iter(key.values())))
        return int(session.scalar(select(call)) or 0)
    where = [table.__table__.c[column] == value for column, value in key.items()]
    gone: Any = session.execute(delete(table).where(*where))
    return int(gone.rowcount)


def forget(session: Session, row: Base) -> None:
    """Let go of a mapped row that `remove` took away."""
    session.expunge(row)


__all__ = ["forget", "is_secured", "look", "reads_masked", "remove"]
