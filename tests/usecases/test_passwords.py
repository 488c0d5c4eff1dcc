"""A password that nobody has is checked as long as one that somebody has."""

import subprocess
import sys

from argon2 import extract_parameters
from argon2.profiles import RFC_9106_LOW_MEMORY

from thirdring.usecases.passwords import NOBODY, hash_password, matches

ASK = (
    "from thirdring.usecases.passwords import hash_password; print(hash_password('correct horse'))"
)


def test_who_is_not_there_is_checked_with_the_same_work() -> None:
    """In a process of its own: in this one hashes are made lightly."""
    told = subprocess.run(
        [sys.executable, "-P", "-c", ASK], check=True, capture_output=True, text=True
    )
    real = extract_parameters(told.stdout.strip())
    assert extract_parameters(NOBODY) == real
    assert real == RFC_9106_LOW_MEMORY


def test_nobodys_password_lets_nobody_in() -> None:
    assert not matches(None, "correct horse")
    assert matches(hash_password("correct horse"), "correct horse")
