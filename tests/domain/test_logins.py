"""Passwords and lock-outs."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thirdring.domain.centertime import CenterTime
from thirdring.domain.errors import NotPermitted, Refusal
from thirdring.domain.logins import (
    LONGEST_PASSWORD,
    after_failure,
    check_password,
    check_server_login,
    refuse_if_locked,
)
from thirdring.domain.policy import Key, Policy

NOW = dt.datetime(2026, 11, 22, 1, 0, tzinfo=dt.UTC)
TIME = CenterTime("Asia/Shanghai")


@pytest.mark.parametrize(
    "password", ["correct horse", "三声之内要接电话啊", "Tr0ub4dor&3", "x7!k" * 200]
)
def test_h5_a_good_password_is_taken(password: str) -> None:
    check_password(password, login="lin")


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("short12", "A password has at least 8 characters."),
        ("", "A password has at least 8 characters."),
        ("abcdefgh" * 200, "A password has at most 1024 characters."),
        ("aaaaaaaaab", "A password has at least four different characters."),
        ("AaAaAaBbBb", "A password has at least four different characters."),
        ("Password", "This password is among the first anybody would guess."),
        ("12345678", "This password is among the first anybody would guess."),
        ("my-Linda-99", "A password must not contain the login."),
        ("abc\x00defgh", "This password holds a character that cannot be typed again."),
        ("abcdefg\ud83d", "This password holds a character that cannot be typed again."),
    ],
)
def test_h5_a_bad_password_is_refused_without_repeating_it(password: str, why: str) -> None:
    with pytest.raises(Refusal) as refused:
        check_password(password, login="linda")
    assert str(refused.value) == why
    assert (refused.value.rule, refused.value.field) == ("H5", "password")
    assert not password or password not in str(refused.value)


def test_h5_without_a_login_there_is_none_to_keep_off() -> None:
    check_password("Xxxx is fine", login="")
    check_password("Xxxx is fine")


def test_h5_the_length_is_the_policys() -> None:
    with pytest.raises(Refusal, match="at least 12"):
        check_password("correct!!", policy=Policy({Key.PASSWORD_LENGTH: 12}))


@given(st.integers(1, 60), st.integers(3, 20), st.integers(1, 1440))
def test_h5_every_nth_failure_in_a_row_locks(failures: int, allowed: int, minutes: int) -> None:
    policy = Policy({Key.LOGIN_ATTEMPTS: allowed, Key.LOGIN_LOCK_MINUTES: minutes})
    count, locks = 0, 0
    for _ in range(failures):
        count, until = after_failure(count, NOW, policy)
        if until is not None:
            locks += 1
            assert count == 0
            assert until == NOW + dt.timedelta(minutes=minutes)
    assert locks == failures // allowed
    assert count == failures % allowed


def test_h5_a_lock_says_until_when_and_opens_on_the_instant() -> None:
    until = NOW + dt.timedelta(minutes=15)
    refused = refuse_if_locked(until, NOW, TIME)
    assert isinstance(refused, NotPermitted)
    assert str(refused) == (
        "Too many wrong passwords: signing in is locked until 09:15. "
        "An administrator can reset it sooner."
    )
    assert (refused.rule, refused.field) == ("H5", "password")
    assert refuse_if_locked(until, until - dt.timedelta(microseconds=1), TIME) is not None
    assert refuse_if_locked(until, until, TIME) is None
    assert refuse_if_locked(None, NOW, TIME) is None


def test_h5_the_longest_password_is_taken() -> None:
    check_password("long" * (LONGEST_PASSWORD // 4))
    with pytest.raises(Refusal, match="at most"):
        check_password("long" * (LONGEST_PASSWORD // 4) + "x")


@pytest.mark.parametrize("half", [0xD800, 0xDFFF])
def test_h5_half_a_character_cannot_be_typed_again(half: int) -> None:
    with pytest.raises(Refusal, match="cannot be typed again"):
        check_password("abcdefgh" + chr(half))


@pytest.mark.parametrize(
    "login", ["lin", "林晓梅", "x" * 63, "林" * 21, "publican", "apg_x", "current_users"]
)
def test_h5_a_login_that_can_be_a_role_of_the_server(login: str) -> None:
    check_server_login(login)


@pytest.mark.parametrize("login", ["x" * 64, "林" * 21 + "x"])
def test_h5_a_login_the_server_would_cut_is_refused(login: str) -> None:
    with pytest.raises(Refusal) as refused:
        check_server_login(login)
    assert str(refused.value) == (
        "A login on a server has at most 63 bytes: about 20 Chinese characters."
    )
    assert refused.value.field == "login"


@pytest.mark.parametrize(
    "login", ["pg_lin", "public", "none", "current_user", "session_user", "current_role"]
)
def test_h5_a_login_the_server_keeps_for_itself_is_refused(login: str) -> None:
    with pytest.raises(Refusal) as refused:
        check_server_login(login)
    assert str(refused.value) == (f"The server keeps the name {login} for itself; choose another.")
    assert refused.value.field == "login"
