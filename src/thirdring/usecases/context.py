"""What every deed is given: the transaction, who acts, when, under which policy."""

import uuid
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection

from thirdring.domain.centertime import CenterTime
from thirdring.domain.enums import Role
from thirdring.domain.errors import Message, NotPermitted, say
from thirdring.domain.policy import Policy
from thirdring.domain.roles import Permission, may
from thirdring.labels import label
from thirdring.store.deed_session import DeedSession


@dataclass(frozen=True, slots=True)
class Actor:
    """The person who acts: identity and roles as they stood at sign-in or at this transaction."""

    id: uuid.UUID
    login: str
    name: str
    roles: frozenset[Role]

    def may(self, permission: Permission) -> bool:
        """Whether one of the person's roles carries `permission` (domain/roles.py)."""
        return may(self.roles, permission)


@dataclass(frozen=True, slots=True)
class CenterFacts:
    """What deeds need to know of the center; read once per transaction from `settings`."""

    company: str
    language: str
    time: CenterTime
    categories: tuple[str, ...]
    desk_code: str


@dataclass(slots=True)
class Context:
    """One transaction of one person. The runner commits; a deed never does.

    `now` is the aware UTC time at which the deed began. `touched` collects the topics (table
    names) that the commit tells other desks of, beside the tables that were seen to be written.
    """

    session: DeedSession
    actor: Actor
    now: datetime
    center: CenterFacts
    policy: Policy
    touched: set[str] = field(default_factory=set)

    @property
    def connection(self) -> Connection:
        """The Core connection of the same transaction, for prebuilt statements."""
        return self.session.connection()

    def require(self, permission: Permission) -> None:
        """Refuse unless the actor may do it.

        Raises:
            NotPermitted: with the deed's name, so that the person knows whom to ask.
        """
        if not self.actor.may(permission):
            deed = Message(label(permission))
            raise NotPermitted(say("Your role does not allow this: {deed}.", deed=deed))

    def touch(self, *topics: str) -> None:
        """Name the topics this deed changed."""
        self.touched.update(topics)
