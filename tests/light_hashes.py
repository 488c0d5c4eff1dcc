"""Passwords of this process are hashed with the least work argon2id allows.

The program takes a fifth of a second for each hash, which is the point of it. The suite makes and
checks hundreds, of passwords nobody wants to guess. What the program's own parameters are is asked
of a process of its own (tests/usecases/test_passwords.py). To be imported before the program is.
"""

from argon2 import Parameters, PasswordHasher, extract_parameters

_LEAST_KIB = 8


def _least(_parameters: Parameters) -> PasswordHasher:
    return PasswordHasher(time_cost=1, memory_cost=_LEAST_KIB, parallelism=1)


setattr(PasswordHasher, "from_parameters", staticmethod(_least))  # noqa: B010 - a class not ours


def in_use() -> bool:
    """Whether the program hashes so: it was not imported before this was."""
    from thirdring.usecases.passwords import hash_password

    return extract_parameters(hash_password("x")).memory_cost == _LEAST_KIB
