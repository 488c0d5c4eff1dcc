"""A password for somebody else: given in the environment, typed on a terminal, or made here."""

import os
import secrets
import sys

from thirdring.cli.output import say_to_person
from thirdring.i18n import _

# Without what is mistaken for something else when it is read out or copied by hand.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_GROUPS, _LENGTH = 4, 4
VARIABLE = "THIRDRING_NEW_PASSWORD"


def first_password(login: str, *, also: str | None = None) -> tuple[str, bool]:
    """The password and whether it was made here, so that it has to be shown, once.

    `also`: what a second variable of the environment holds, for the commands that take it.
    """
    given = os.environ.get(VARIABLE) or also
    if given:
        return given, False
    if sys.stdin.isatty() and (typed := _typed(login)):
        return typed, False
    return made(), True


def made() -> str:
    """Sixteen letters and digits in groups: 79 bits."""
    groups = ("".join(secrets.choice(_LETTERS) for _ in range(_LENGTH)) for _ in range(_GROUPS))
    return "-".join(groups)


def _typed(login: str) -> str:
    import getpass

    while True:
        first = getpass.getpass(
            _("First password of {login} (empty: one is made): ").format(login=login)
        )
        if not first or first == getpass.getpass(_("Once more: ")):
            return first
        say_to_person(_("The two were not the same."))
