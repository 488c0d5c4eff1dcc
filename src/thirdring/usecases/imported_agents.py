"""Whose calls a file tells of: people of the center by login, work number or name, or new ones."""

import re
import unicodedata
import uuid
from collections import defaultdict

from sqlalchemy import select

from thirdring.domain.enums import Role
from thirdring.domain.errors import NotPermitted, Refusal, say
from thirdring.domain.roles import Permission
from thirdring.domain.text_safety import TextKind, clean
from thirdring.intake.readings import words
from thirdring.store.tables import Staff
from thirdring.usecases.context import Context
from thirdring.usecases.staff_accounts import folded_login, new_account


def _login_from(said: str) -> str:
    """A login made of a person's name: what a login may not hold becomes a dot."""
    spaced = unicodedata.normalize("NFKC", clean(said, TextKind.NAME, field="agent").text)
    return folded_login(re.sub(r"[^\w@-]+", ".", spaced).strip(".")[:60] or "agent")


class People:
    """Everybody of the center by login, work number and name, as files write them."""

    def __init__(self, ctx: Context) -> None:
        self.by_login: dict[str, uuid.UUID] = {}
        self._by_name: dict[str, set[uuid.UUID]] = defaultdict(set)
        rows = ctx.session.execute(select(Staff.id, Staff.login, Staff.name, Staff.work_number))
        for row in rows:
            self.by_login[row.login] = row.id
            for name in (row.name, row.work_number):
                if name:
                    self._by_name[words(name)].add(row.id)

    def called(self, said: str) -> frozenset[uuid.UUID]:
        """Whoever that may be: one by login, else all of that number or name."""
        key = words(said)
        login = self.by_login.get(key)
        return frozenset(self._by_name.get(key, ())) if login is None else frozenset({login})


class AgentBook:
    """Finds the person a file means. Somebody the center has not got becomes an account out of
    use, without a password: history has its owner, and nobody can sign in with it.
    """

    def __init__(self, ctx: Context, *, add: bool) -> None:
        """`add`: whether the map lets unknown people be added; the actor must be allowed to."""
        self._ctx = ctx
        self._add = add
        self.added: list[str] = []
        self._people = People(ctx)
        self._found: dict[str, uuid.UUID] = {}

    def find(self, said: str) -> uuid.UUID | None:
        """The person's id, or None for somebody unknown.

        Raises:
            Refusal: two people of the center have that name.
        """
        key = words(said)
        if key in self._found:
            return self._found[key]
        named = self._people.called(said)
        if len(named) > 1:
            raise Refusal(
                say("More than one person is called {name}; write logins instead.", name=said[:40]),
                field="agent",
            )
        return next(iter(named), None)

    def refuse_unknown(self, everybody: list[str]) -> None:
        """Raise NotPermitted with the list when people are unknown and can't be added."""
        unknown = [name for name in everybody if self.find(name) is None]
        if not unknown or (self._add and self._ctx.actor.may(Permission.MANAGE_STAFF)):
            return
        raise NotPermitted(
            say(
                "The center has nobody called {names}. Add them first, or let an administrator "
                "import the file.",
                names=", ".join(f"“{name[:40]}”" for name in unknown[:20]),
            ),
            field="agent",
        )

    def find_or_add(self, said: str) -> uuid.UUID:
        """The person's id; adds the account where there is none."""
        found = self.find(said)
        if found is None:
            found = self._new(said)
        self._found[words(said)] = found
        return found

    def _new(self, said: str) -> uuid.UUID:
        self._ctx.require(Permission.MANAGE_STAFF)
        login = wanted = _login_from(said)
        times = 1
        while login in self._people.by_login:
            times += 1
            login = f"{wanted}-{times}"
        account = new_account(
            self._ctx.session,
            login=login,
            name=said,
            password=None,
            roles=frozenset({Role.AGENT}),
            now=self._ctx.now,
        )
        account.active = False
        self._ctx.session.flush()
        self._ctx.touch("staff")
        self._people.by_login[login] = account.id
        self.added.append(login)
        return account.id
