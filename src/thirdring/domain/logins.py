"""Passwords and lock-outs of an embedded center (H5): pure decisions; hashing is done elsewhere."""

import datetime as dt

from thirdring.domain.centertime import CenterTime
from thirdring.domain.errors import Message, NotPermitted, Refusal, say
from thirdring.domain.policy import Key, Policy

# A hash of something longer would let anybody keep the processor busy.
LONGEST_PASSWORD = 1024
# Folded: what people choose first, and so do those who guess.
_GUESSED_FIRST = (
    "password", "passw0rd", "12345678", "123456789", "1234567890", "87654321", "88888888",
    "66668888", "qwertyui", "qwerty123", "1q2w3e4r", "abc12345", "a1234567", "admin123",
    "iloveyou", "5201314a", "woaini1314", "thirdring",
)  # fmt: skip

# PostgreSQL cuts longer names without a word, and has its own use for these.
_LONGEST_ROLE = 63
_NO_ROLES = frozenset({"public", "none", "current_user", "session_user", "current_role"})


def check_password(password: str, *, login: str = "", policy: Policy | None = None) -> None:
    """Whether a new password is good enough: long, not the login, not among the first guesses.

    Raises:
        Refusal: it isn't; says which rule and never repeats the password.
    """
    least = (policy or Policy()).integer(Key.PASSWORD_LENGTH)
    folded = password.casefold()
    if len(password) < least:
        raise _no(say("A password has at least {least} characters.", least=least))
    if len(password) > LONGEST_PASSWORD:
        raise _no(say("A password has at most {most} characters.", most=LONGEST_PASSWORD))
    if any("\ud800" <= c <= "\udfff" or c == "\0" for c in password):
        raise _no(say("This password holds a character that cannot be typed again."))
    if len(set(folded)) < 4:
        raise _no(say("A password has at least four different characters."))
    if login and login.casefold() in folded:
        raise _no(say("A password must not contain the login."))
    if folded in _GUESSED_FIRST:
        raise _no(say("This password is among the first anybody would guess."))


def after_failure(failed: int, now: dt.datetime, policy: Policy) -> tuple[int, dt.datetime | None]:
    """Failures in a row and, at the policy's number of them, until when signing in is locked.

    `failed` counts those before this one. A lock starts the count anew.
    """
    failed += 1
    if failed < policy.integer(Key.LOGIN_ATTEMPTS):
        return failed, None
    return 0, now + policy.span(Key.LOGIN_LOCK_MINUTES)


def refuse_if_locked(
    locked_until: dt.datetime | None, now: dt.datetime, time: CenterTime
) -> NotPermitted | None:
    """The refusal that says until when, or None when signing in is open."""
    if locked_until is None or now >= locked_until:
        return None
    return NotPermitted(
        say(
            "Too many wrong passwords: signing in is locked until {time}. "
            "An administrator can reset it sooner.",
            time=time.clock_text(locked_until, now),
        ),
        rule="H5",
        field="password",
    )


def check_server_login(login: str) -> None:
    """Whether a login can be a role of a PostgreSQL server.

    Raises:
        Refusal: too long in UTF-8, or a name the server keeps for itself.
    """
    if len(login.encode()) > _LONGEST_ROLE:
        raise Refusal(
            say("A login on a server has at most {most} bytes: about 20 Chinese characters.",
                most=_LONGEST_ROLE),
            field="login",
        )  # fmt: skip
    if login.startswith("pg_") or login in _NO_ROLES:
        raise Refusal(
            say("The server keeps the name {login} for itself; choose another.", login=login),
            field="login",
        )


def _no(message: Message) -> Refusal:
    return Refusal(message, rule="H5", field="password")
