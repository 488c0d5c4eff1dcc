"""What the group roles of one center's database are called.

Roles belong to the whole cluster, databases don't: the names are made from the database's.
"""

import hashlib
from dataclasses import dataclass
from typing import Self

from thirdring.domain.enums import Role

# PostgreSQL cuts longer names without a word.
_LONGEST = 63
_ROLES = ("owner", "everyone", "agent", "supervisor", "hr", "admin", "backup", "keeper")
_ROOM = _LONGEST - 1 - max(map(len, _ROLES))
_MARK = 6


@dataclass(frozen=True, slots=True)
class RoleNames:
    """The roles, none of which anybody logs in as.

    `owner` owns every object; `everyone` has the logins of all staff in it; one for each role of
    the program; `backup` reads past row security; `keeper` makes logins, through its functions only.
    """

    owner: str
    everyone: str
    agent: str
    supervisor: str
    hr: str
    admin: str
    backup: str
    keeper: str

    @classmethod
    def of(cls, database: str) -> Self:
        """The names for a database. A name too long is cut, and told apart by a digest."""
        return cls(*(f"{_prefix(database)}_{role}" for role in _ROLES))

    def group_of(self, role: Role) -> str:
        """The group of those who hold `role`."""
        return {
            Role.AGENT: self.agent,
            Role.SUPERVISOR: self.supervisor,
            Role.HR: self.hr,
            Role.ADMIN: self.admin,
        }[role]

    @property
    def groups(self) -> tuple[str, ...]:
        """The groups of people: everyone's, then one for each role of the program."""
        return (self.everyone, *(self.group_of(role) for role in Role))


def _prefix(database: str) -> str:
    whole = database.encode()
    if len(whole) <= _ROOM:
        return database
    mark = hashlib.sha256(whole).hexdigest()[:_MARK]
    return whole[: _ROOM - _MARK].decode(errors="ignore") + mark
