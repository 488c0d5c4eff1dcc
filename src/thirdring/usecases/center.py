"""An open center: runs one deed at a time, in one transaction, for the person signed in."""

import uuid
from collections.abc import Callable
from datetime import datetime
from typing import Concatenate, ParamSpec, TypeVar

from thirdring.domain.roles import Permission
from thirdring.store.announce import touched
from thirdring.store.deed_session import DeedSession
from thirdring.store.engine import Store
from thirdring.store.month_counts import act_as
from thirdring.usecases.context import Context
from thirdring.usecases.deed_start import AccountClosed, start

P = ParamSpec("P")
T = TypeVar("T")
Deed = Callable[Concatenate[Context, P], T]

__all__ = ["AccountClosed", "Center", "Deed"]


class _RightsMoved(Exception):
    """The login's roles were changed since the store looked how it stands with them."""


class Center:
    """Deeds of one signed-in person against one store. Safe to call from several threads."""

    def __init__(
        self, store: Store, staff_id: uuid.UUID, *, now: Callable[[], datetime] | None = None
    ) -> None:
        """`now` is the time deeds go by; the store's own (on a server, the server's) unless given."""
        self.store = store
        self.staff_id = staff_id
        self._now = now or store.now

    def at(self, moment: datetime) -> "Center":
        """The same person's center as of `moment` (aware UTC): for what was done then."""
        return Center(self.store, self.staff_id, now=lambda: moment)

    def run(self, deed: Callable[Concatenate[Context, P], T], *args: P.args, **kw: P.kwargs) -> T:
        """Run `deed` in a write transaction and commit it.

        Raises:
            Refusal: a rule said no; nothing was written.
            Unavailable: the database could not be reached or written; nothing was written.
        """

        def write() -> T:
            with self.store.begin_write() as session:
                context = self._context(session)
                act_as(session, context.actor.id, context.now)
                context.touched = touched(session)
                return deed(context, *args, **kw)

        return self._as_the_login_stands(write)

    def read(self, deed: Callable[Concatenate[Context, P], T], *args: P.args, **kw: P.kwargs) -> T:
        """Run `deed` in a read transaction; it sees one state of the database throughout."""

        def read() -> T:
            with self.store.begin_read() as session:
                return deed(self._context(session), *args, **kw)

        return self._as_the_login_stands(read)

    def _as_the_login_stands(self, work: Callable[[], T]) -> T:
        """Statements for a login that reads masked are put otherwise: a role given or taken while
        the desk runs holds from the next deed on.
        """
        try:
            return work()
        except _RightsMoved:
            self.store.look_at_rights()
            return work()

    def _context(self, session: DeedSession) -> Context:
        actor, center, policy = start(session, self.staff_id)
        if self.store.masked is not None and (
            self.store.masked is actor.may(Permission.SEE_ALL_TICKETS)
        ):
            raise _RightsMoved
        return Context(session=session, actor=actor, now=self._now(), center=center, policy=policy)
