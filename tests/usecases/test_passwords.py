"""A password that nobody has is checked as long as one that somebody has."""

from argon2 import extract_parameters

from thirdring.usecases.passwords import NOBODY, hash_password, matches


def test_who_is_not_there_is_checked_with_the_same_work() -> None:
    assert extract_parameters(NOBODY) == extract_parameters(hash_password("correct horse"))


def test_nobodys_password_lets_nobody_in() -> None:
    assert not matches(None, "correct horse")
    assert matches(hash_password("correct horse"), "correct horse")
