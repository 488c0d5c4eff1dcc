"""Where the sample's people act: each deed is the real one, done by somebody at some moment."""

import datetime as dt
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy import select

from thirdring.demo.deed_words import DeedWords
from thirdring.demo.identities import Identities
from thirdring.demo.words import Words
from thirdring.domain.enums import TicketKind, TicketState
from thirdring.domain.errors import Refusal
from thirdring.domain.ids import ids_from
from thirdring.store.deed_session import DeedSession
from thirdring.store.tables import Staff, Ticket
from thirdring.usecases.context import Context
from thirdring.usecases.deed_start import start

P = ParamSpec("P")
T = TypeVar("T")
_SETTLING = dt.timedelta(minutes=2)


@dataclass(slots=True)
class Stage:
    """`now` is when the story ends; nothing is done after it. `staff`: ids by login."""

    session: DeedSession
    random: Random
    words: Words
    deeds: DeedWords
    ids: Identities
    staff: dict[str, uuid.UUID]
    now: dt.datetime
    used: set[uuid.UUID] = field(default_factory=set)

    @contextmanager
    def acting(self, login: str, at: dt.datetime) -> Iterator[Context]:
        """As `login` at `at` (aware UTC); ids come from the story's own chance."""
        session = self.session
        session.flush()
        actor, center, policy = start(session, self.staff[login])
        context = Context(session, actor, at, center, policy)
        with ids_from(lambda: self.ids.at(at)):
            yield context
            session.flush()

    def do(
        self, login: str, at: dt.datetime, deed: Callable[Concatenate[Context, P], T],
        *args: P.args, **kw: P.kwargs,
    ) -> T:  # fmt: skip
        """Do it.

        Raises:
            Refusal: a rule says no.
        """
        with self.acting(login, min(at, self.now)) as context:
            return deed(context, *args, **kw)

    def try_to(
        self, login: str, at: dt.datetime, deed: Callable[Concatenate[Context, P], T],
        *args: P.args, **kw: P.kwargs,
    ) -> T | None:  # fmt: skip
        """Do it, or leave everything as it was where a rule says no."""
        try:
            with self.session.begin_nested():
                return self.do(login, at, deed, *args, **kw)
        except Refusal:
            return None

    def ago(self, **span: float) -> dt.datetime:
        """So long before the story ends."""
        return self.now - dt.timedelta(**span)

    def cases(self, *states: TicketState) -> Iterator[tuple[Ticket, str, dt.datetime]]:
        """Open complaints in one of `states` nobody acted on here yet, the latest first: the
        ticket, its owner's login, and from when on something can be done with it.
        """
        owner = select(Staff.login).where(Staff.id == Ticket.owner_id).scalar_subquery()
        rows = self.session.execute(
            select(Ticket, owner)
            .where(
                Ticket.kind == TicketKind.COMPLAINT, Ticket.state.in_(states),
                Ticket.owner_id.is_not(None), Ticket.escalation_level == 0,
            )
            .order_by(Ticket.updated_at.desc(), Ticket.seq)
        ).all()  # fmt: skip
        for ticket, login in rows:
            if ticket.id not in self.used and login not in {"deng", "duan"}:
                yield ticket, login, ticket.updated_at + _SETTLING
