"""The session of a deed: mapped rows, and rows that are only added.

An event, a clock, a hold: nobody changes it once it is made, so nothing has to watch it. Such rows
skip the unit of work and go by prebuilt statements, at a quarter of the price.
"""

from collections import defaultdict
from functools import cache
from typing import Any

from sqlalchemy import Connection, event
from sqlalchemy.orm import Session, SessionTransaction

from thirdring.store.base import Base
from thirdring.store.prepared import insert_rows

_Row = dict[str, Any]


class DeedSession(Session):
    """A session that also keeps rows which are only added (`add_row`) until its next flush: that
    is before anything is read through it, and before the commit.
    """

    def __init__(self, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self._added: defaultdict[type[Base], list[_Row]] = defaultdict(list)
        self._own: Connection | None = None
        self._made: list[object] = []

    def add(self, instance: object, *args: Any, **kw: Any) -> None:
        """Add a mapped row. It stays known until the transaction ends: a session forgets what
        nobody holds, and asks the database for it again.
        """
        self._made.append(instance)
        super().add(instance, *args, **kw)

    def connection(self, bind_arguments: Any = None, execution_options: Any = None) -> Connection:
        """The connection of this transaction: a deed asks for it with each prebuilt statement, and
        the session's own way to it costs as much as a short statement does.
        """
        if bind_arguments or execution_options:
            return super().connection(bind_arguments, execution_options)
        if self._own is None:
            self._own = super().connection()
        return self._own

    def add_row(self, table: type[Base], **values: Any) -> None:
        """Add a row that no mapped row of the same transaction refers to. It goes after those,
        together with others of its table, in the order they were added.
        """
        self._added[table].append(values)

    @property
    def tables_waiting(self) -> set[str]:
        """Of which tables rows were added that are not sent yet."""
        return {table.__tablename__ for table in self._added}

    def flush_mapped(self) -> None:
        """Send mapped rows that are pending, and leave those that are only added for later."""
        super().flush()

    def flush(self, objects: Any = None) -> None:
        """Send what is pending: mapped rows, then those that are only added."""
        super().flush(objects)
        if not self._added:
            return
        added, self._added = self._added, defaultdict(list)
        connection = self.connection()
        for table in sorted(added, key=_rank):
            insert_rows(connection, table, added[table])

    def forget(self) -> None:
        """The transaction is over: what was made in it is no concern of the next one."""
        self._made.clear()

    def start_over(self) -> None:
        """After a rollback: rows that were added and not sent are none any more."""
        self._added.clear()
        self._own = None
        self.forget()


@event.listens_for(DeedSession, "before_commit")
def _committing(session: DeedSession) -> None:
    # Also where nothing is written otherwise: what was added in a reading session is refused.
    session.flush()


@event.listens_for(DeedSession, "after_commit")
def _committed(session: DeedSession) -> None:
    session.forget()


@event.listens_for(DeedSession, "after_soft_rollback")
def _rolled_back(session: DeedSession, _transaction: SessionTransaction) -> None:
    # To a savepoint, too: what was pending before it was sent when it began.
    session.start_over()


def _rank(table: type[Base]) -> int:
    return _ranks()[table.__tablename__]


@cache
def _ranks() -> dict[str, int]:
    """Those referred to come first."""
    return {table.name: rank for rank, table in enumerate(Base.metadata.sorted_tables)}
