"""Deeds on a file, held against the rights a server would give: the two can't drift apart.

Which tables and columns each deed writes is seen as it writes them, and asked of the table of rights
that grants and policies are made from. Rows are the server's own matter (`--secured`).
"""

from contextvars import ContextVar
from typing import Any

from sqlalchemy import Insert, Update, event

from thirdring.domain.enums import Role
from thirdring.store.engine import Store
from thirdring.store.server.rights import Verb, granted, rights_of
from thirdring.usecases.center import Center
from thirdring.usecases.context import Context

# On a server a function of the database writes these, or the login is another matter.
_NOT_THE_DEEDS = frozenset(
    {"complaint_standings", "month_adjustments", "monthly_complaint_counts", "standings_due"}
)
_NOT_THERE = {
    "staff": frozenset(
        {"password_hash", "failed_attempts", "locked_until", "must_change_password", "version"}
    )
}
_acting: ContextVar[frozenset[Role] | None] = ContextVar("acting", default=None)


class RightsKept(Center):
    """A person's deeds, with the roles they have while one runs."""

    def run(self, deed: Any, *args: Any, **kw: Any) -> Any:
        try:
            return super().run(deed, *args, **kw)
        finally:
            _acting.set(None)

    def read(self, deed: Any, *args: Any, **kw: Any) -> Any:
        try:
            return super().read(deed, *args, **kw)
        finally:
            _acting.set(None)

    def _context(self, session: Any) -> Context:
        made = super()._context(session)
        _acting.set(made.actor.roles)
        return made


def watch(store: Store) -> list[str]:
    """What deeds write from now on without a right to it, for as long as the store lives."""
    beyond: list[str] = []

    @event.listens_for(store.engine, "before_execute")
    def _look(_connection: Any, statement: Any, many: Any, one: Any, _options: Any) -> None:
        roles = _acting.get()
        if roles is not None and isinstance(statement, Insert | Update):
            beyond.extend(_beyond(roles, statement, (*many, one)))

    return beyond


def _beyond(roles: frozenset[Role], statement: Insert | Update, values: Any) -> list[str]:
    written: Any = statement.table
    table = str(written.name)
    verb = Verb.INSERT if isinstance(statement, Insert) else Verb.UPDATE
    given = {str(getattr(column, "name", column)) for column in statement._values or ()}
    given |= {key for row in values for key in row} & set(written.columns.keys())
    rights = frozenset().union(*(granted(rights_of(role), table, verb) for role in roles))
    lacking = given - rights - _NOT_THERE.get(table, frozenset())
    if table in _NOT_THE_DEEDS or not lacking:
        return []
    who = "+".join(sorted(role.value for role in roles))
    return [f"{who} may not {verb} {table} ({', '.join(sorted(lacking))})"]
