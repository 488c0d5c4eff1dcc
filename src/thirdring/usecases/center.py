"""An open center: runs one deed at a time, in one transaction, for the person signed in."""

import uuid
from collections.abc import Callable
from datetime import datetime
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from thirdring.domain.errors import NotPermitted, say
from thirdring.domain.roles import Permission
from thirdring.store.announce import touched
from thirdring.store.engine import Store
from thirdring.store.month_counts import act_as
from thirdring.store.tables import Staff, StaffRole
from thirdring.usecases.context import Actor, Context
from thirdring.usecases.settings_of_center import read_center, read_policy

P = ParamSpec("P")
T = TypeVar("T")
Deed = Callable[Concatenate[Context, P], T]
# Built once, and one statement for both: every deed begins with it.
_PERSON = (
    select(Staff.login, Staff.name, Staff.active, StaffRole.role)
    .outerjoin(StaffRole, StaffRole.staff_id == Staff.id)
    .where(Staff.id == bindparam("staff_id"))
)


class AccountClosed(NotPermitted):
    """The account was taken out of use: nothing more is done in its name."""


def actor_of(session: Session, staff_id: uuid.UUID) -> Actor:
    """The person as the database has them now.

    Raises:
        AccountClosed: it was taken out of use meanwhile.
    """
    rows = session.execute(_PERSON, {"staff_id": staff_id}).all()
    if not rows or not rows[0].active:
        raise AccountClosed(say("This account is no longer in use. Ask an administrator."))
    roles = frozenset(row.role for row in rows if row.role is not None)
    return Actor(id=staff_id, login=rows[0].login, name=rows[0].name, roles=roles)


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

    def _context(self, session: Session) -> Context:
        actor = actor_of(session, self.staff_id)
        if self.store.masked is not None and (
            self.store.masked is actor.may(Permission.SEE_ALL_TICKETS)
        ):
            raise _RightsMoved
        return Context(
            session=session,
            actor=actor,
            now=self._now(),
            center=read_center(session),
            policy=read_policy(session),
        )
