"""Passwords of an embedded center: argon2id (RFC 9106, the low-memory parameters)."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.profiles import RFC_9106_LOW_MEMORY

_HASHER = PasswordHasher.from_parameters(RFC_9106_LOW_MEMORY)
# Verified when no such login exists, so that the answer takes as long either way. Of a password
# that was thrown away; written down, because to hash one costs each start a third of a second.
NOBODY = (
    "$argon2id$v=19$m=65536,t=3,p=4$tJJWHgBCBJdzQhA3i"
    "bOXYA$irEI8FoV/8BZnSWCFN2pLrkDfUelqAanUW2ALZn803E"
)


def hash_password(password: str) -> str:
    """The password in PHC form, with a salt of its own."""
    return _HASHER.hash(password)


def matches(password_hash: str | None, password: str) -> bool:
    """Whether `password` is the one hashed; with no hash the same time is spent and the answer is
    no.
    """
    try:
        return _HASHER.verify(password_hash or NOBODY, password) and password_hash is not None
    except (VerificationError, InvalidHashError):
        return False
