"""Signing in while the server is away, for who has signed in at this desk before."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from thirdring.domain.errors import NotPermitted, Unavailable, say
from thirdring.store.address import Address
from thirdring.store.vault import (
    forget_vault,
    has_vaults,
    keep_in_vault,
    read_vault,
    vaults_of,
)
from thirdring.usecases.desk_facts import DeskFacts
from thirdring.usecases.offline.frozen_text import NotPlain, from_plain, to_plain
from thirdring.usecases.sign_in import SignedIn
from thirdring.usecases.staff_accounts import folded_login
from thirdring.usecases.tries import Tries

# Who left, or lost the right, is known to the server only: after this a desk asks it again first.
GOOD_FOR = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class KnownHere:
    """A person as this desk knew them at their last sign-in with the server, and their center.
    `at` is when that was (aware UTC).
    """

    person: SignedIn
    facts: DeskFacts
    at: datetime


def remember_sign_in(
    address: Address, password: str, known: KnownHere, folder: Path | None = None
) -> None:
    """After each sign-in with the server: `password` opens this desk to `known.person` from now on,
    and no earlier one does.

    Raises:
        Unavailable: this computer's disk takes nothing.
    """
    vaults = vaults_of(address, folder)
    person = known.person
    # Somebody else's word, which the person has to change first, is nobody's for long.
    if person.must_change_password or not password:
        forget_vault(vaults, person.login)
        return
    content = json.dumps(to_plain(known), ensure_ascii=False, separators=(",", ":"))
    keep_in_vault(vaults, person.login, password, content)


def forget_sign_in(address: Address, login: str, folder: Path | None = None) -> None:
    """The server doesn't take this password (any more): neither does this desk."""
    forget_vault(vaults_of(address, folder), folded_login(login))


def anybody_known(address: Address, folder: Path | None = None) -> bool:
    """Whether anybody can sign in here while the server is away."""
    return has_vaults(vaults_of(address, folder))


@dataclass(slots=True)
class AwayDoor:
    """What this desk knows of who signed in here; `tries` counts wrong passwords."""

    address: Address
    now: Callable[[], datetime]
    tries: Tries
    folder: Path | None = None

    def enter(self, login: str, password: str) -> KnownHere:
        """Who it is, from what this desk knows. A slow call (argon2id).

        Raises:
            NotPermitted: the password doesn't open it, nobody of that login signed in here, it was
                too long ago, or too many tries.
        """
        self.tries.refuse_if_locked()
        known = self._read(folded_login(login), password)
        if known is None:
            self.tries.wrong()
            raise NotPermitted(
                say(
                    "The server can't be reached, and this desk doesn't know this login and "
                    "password from before."
                ),
                field="password",
            )
        self.tries.right()
        if self.now() - known.at > GOOD_FOR:
            raise NotPermitted(
                say(
                    "You signed in here with the server more than {days} days ago: the server has "
                    "to be reached first.",
                    days=GOOD_FOR.days,
                ),
                field="password",
            )
        return known

    def _read(self, login: str, password: str) -> KnownHere | None:
        content = read_vault(vaults_of(self.address, self.folder), login, password)
        try:
            known = from_plain(json.loads(content)) if content is not None else None
        except (NotPlain, ValueError):
            return None
        return known if isinstance(known, KnownHere) else None


def is_away(error: BaseException) -> bool:
    """Whether an error of opening or signing in means that the server can't be asked at all, so
    that what this desk knows counts. A login the server refuses is an answer.
    """
    return isinstance(error, Unavailable) and error.gone and not error.refused
