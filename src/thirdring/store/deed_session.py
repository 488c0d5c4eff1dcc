"""The session of a deed: mapped rows, and rows that are only added.

An event, a clock, a hold: nobody changes it once it is made, so nothing has to watch it. Such rows
skip the unit of work and go by prebuilt statements, at a quarter of the price.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any

from sqlalchemy import Connection, Executable, FromClause, event
from sqlalchemy.orm import Session, SessionTransaction

from thirdring.store.base import Base
from thirdring.store.exchange import in_one_exchange
from thirdring.store.prepared import insert_rows

_Row = dict[str, Any]


class DeedSession(Session):
    """A session that also keeps rows which are only added (`add_row`), and statements nobody asks
    an answer of (`send_later`), until its next flush: that is before anything is read through it,
    and before the commit.
    """

    def __init__(self, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self._added: defaultdict[type[Base], list[_Row]] = defaultdict(list)
        self._later: list[tuple[Executable, Mapping[str, object]]] = []
        self._sent: set[type[Base]] = set()
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
        """Add a row. It goes together with others of its table, in the order they were added: before
        the mapped rows that wait where one of them names it, else after them.
        """
        self._added[table].append(values)

    def send_later(self, statement: Executable, values: Mapping[str, object]) -> None:
        """Send a statement that gives no answer, after the rows that wait."""
        self._later.append((statement, values))

    def rows_made(self, table: type[Base]) -> Sequence[_Row] | None:
        """The rows added to `table` in this transaction, as long as none was sent: nobody can have
        changed them. None once one was.
        """
        return None if table in self._sent else self._added.get(table, ())

    @property
    def tables_waiting(self) -> set[str]:
        """Of which tables rows were added that are not sent yet."""
        return {table.__tablename__ for table in self._added}

    def flush_mapped(self) -> None:
        """Send mapped rows that are pending, and leave those that are only added for later, but for
        what the mapped ones refer to.
        """
        self._send_referred()
        super().flush()

    def flush(self, objects: Any = None) -> None:
        """Send what is pending: mapped rows, those that are only added, then statements."""
        self._send_referred()
        super().flush(objects)
        if not self._added and not self._later:
            return
        later, self._later = self._later, []
        with in_one_exchange(self.connection(), len(self._added) + len(later)):
            self._send(list(self._added))
            for statement, values in later:
                self.connection().execute(statement, values)

    @contextmanager
    def about(self, table: type[Base]) -> Iterator[None]:
        """Read rows of `table`, as this transaction leaves them. What waits goes on waiting if none
        of it is of that table; added rows do if only mapped ones are.
        """
        if table in self._added:
            self.flush()
        elif any(isinstance(row, table) for row in (*self.new, *self.dirty)):
            self.flush_mapped()
        with self.no_autoflush:
            yield

    def _send_referred(self) -> None:
        """Of the rows that are only added those that a mapped one names, and those they name."""
        if not self._added or not (self.new or self.dirty):
            return
        mapped: list[Base] = [*self.new, *self.dirty]
        named = {getattr(row, key) for row in mapped for key in _keys(row.__table__)} - {None}
        first: list[type[Base]] = []
        for table in sorted(self._added, key=_rank, reverse=True):
            rows = self._added[table]
            if any(row["id"] in named for row in rows if "id" in row):
                first.append(table)
                named |= {row.get(key) for row in rows for key in _keys(table.__table__)} - {None}
        with in_one_exchange(self.connection(), len(first)):
            self._send(first)

    def _send(self, tables: Collection[type[Base]]) -> None:
        self._sent.update(tables)
        for table in sorted(tables, key=_rank):
            insert_rows(self.connection(), table, self._added.pop(table))

    def forget(self) -> None:
        """The transaction is over: what was made in it is no concern of the next one."""
        self._made.clear()
        self._sent.clear()

    def start_over(self) -> None:
        """After a rollback: what waited to be sent is nothing any more."""
        self._added.clear()
        self._later.clear()

    def ask_anew(self) -> None:
        """A savepoint begins with the next question for the connection, or is over."""
        self._own = None


@event.listens_for(DeedSession, "before_commit")
def _committing(session: DeedSession) -> None:
    # Also where nothing is written otherwise: what was added in a reading session is refused.
    session.flush()


@event.listens_for(DeedSession, "after_transaction_create")
def _began(session: DeedSession, _transaction: SessionTransaction) -> None:
    session.ask_anew()


@event.listens_for(DeedSession, "after_transaction_end")
def _ended(session: DeedSession, transaction: SessionTransaction) -> None:
    session.ask_anew()
    if transaction.parent is None:  # not a savepoint's
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


@cache
def _keys(table: FromClause) -> tuple[str, ...]:
    """The columns by which its rows name others."""
    return tuple(key.parent.name for key in table.foreign_keys)
