"""Signing in while the server is away: for who signed in at this desk before, and nobody else."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.usecases.conftest import NOON
from thirdring.domain.centertime import CenterTime
from thirdring.domain.enums import Language, Role
from thirdring.domain.errors import NotPermitted, Unavailable
from thirdring.domain.ids import new_id
from thirdring.domain.policy import Key, Policy
from thirdring.store.address import parse_address
from thirdring.usecases.desk_facts import DeskFacts
from thirdring.usecases.offline.sign_in_away import (
    GOOD_FOR,
    AwayDoor,
    KnownHere,
    anybody_known,
    is_away,
    remember_sign_in,
)
from thirdring.usecases.sign_in import SignedIn
from thirdring.usecases.tries import Tries

ADDRESS = parse_address("postgresql://lan:hush@db.example/center")
LAN = SignedIn(
    new_id(), "lan", "蓝天", "客服专员", "1041", frozenset({Role.AGENT}), bytes(range(32)), False, True
)  # fmt: skip
FACTS = DeskFacts(
    "三声家居", Language.ZH_CN, CenterTime("Asia/Shanghai"), ("delivery",), Policy(), "蓝天", "lan",
    "客服专员", "1041", (), (), (),
)  # fmt: skip
HERE = KnownHere(LAN, FACTS, NOON)


def door(folder: Path, *, later: timedelta = timedelta(hours=1)) -> AwayDoor:
    return AwayDoor(ADDRESS, lambda: NOON + later, Tries(lambda: NOON + later), folder)


def test_who_signed_in_here_before_signs_in_with_the_same_password(tmp_path: Path) -> None:
    assert not anybody_known(ADDRESS, tmp_path)
    remember_sign_in(ADDRESS, "海上灯火-9", HERE, tmp_path)
    assert anybody_known(ADDRESS, tmp_path)
    assert door(tmp_path).enter("LAN", "海上灯火-9").person == LAN


def test_the_same_center_under_another_login_of_the_server_is_the_same(tmp_path: Path) -> None:
    remember_sign_in(ADDRESS, "海上灯火-9", HERE, tmp_path)
    other = parse_address("postgresql://mei@db.example:5432/center")
    assert (
        AwayDoor(other, lambda: NOON, Tries(lambda: NOON), tmp_path)
        .enter("lan", "海上灯火-9")
        .person
        == LAN
    )
    assert not anybody_known(parse_address("postgresql://lan@db.example/other"), tmp_path)


@pytest.mark.parametrize(("login", "password"), [("lan", "海上灯火-8"), ("mei", "海上灯火-9")])
def test_h5_nobody_else_does(tmp_path: Path, login: str, password: str) -> None:
    remember_sign_in(ADDRESS, "海上灯火-9", HERE, tmp_path)
    with pytest.raises(NotPermitted, match="doesn't know this login"):
        door(tmp_path).enter(login, password)


def test_h5_too_many_tries_lock_it(tmp_path: Path) -> None:
    remember_sign_in(ADDRESS, "海上灯火-9", HERE, tmp_path)
    one = door(tmp_path)
    for _try in range(Policy().integer(Key.LOGIN_ATTEMPTS)):
        with pytest.raises(NotPermitted):
            one.enter("lan", "wrong")
    with pytest.raises(NotPermitted, match="Too many"):
        one.enter("lan", "海上灯火-9")


def test_a_new_password_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    remember_sign_in(ADDRESS, "海上灯火-9", HERE, tmp_path)
    remember_sign_in(ADDRESS, "山下炉火-7", HERE, tmp_path)
    with pytest.raises(NotPermitted):
        door(tmp_path).enter("lan", "海上灯火-9")
    assert door(tmp_path).enter("lan", "山下炉火-7").person == LAN


def test_h6_the_key_of_the_outbox_is_the_same_after_a_password_reset(tmp_path: Path) -> None:
    """It comes from the staff row, which a reset leaves alone, and not from the password."""
    remember_sign_in(ADDRESS, "海上灯火-9", HERE, tmp_path)
    remember_sign_in(ADDRESS, "新密码-炉火-1", replace(HERE, at=NOON), tmp_path)
    assert door(tmp_path).enter("lan", "新密码-炉火-1").person.draft_key == LAN.draft_key


def test_after_two_weeks_the_server_is_asked_first(tmp_path: Path) -> None:
    remember_sign_in(ADDRESS, "海上灯火-9", HERE, tmp_path)
    assert door(tmp_path, later=GOOD_FOR).enter("lan", "海上灯火-9")
    with pytest.raises(NotPermitted, match="14 days"):
        door(tmp_path, later=GOOD_FOR + timedelta(seconds=1)).enter("lan", "海上灯火-9")


def test_h5_a_password_that_somebody_else_set_opens_nothing(tmp_path: Path) -> None:
    remember_sign_in(ADDRESS, "海上灯火-9", HERE, tmp_path)
    set_by_another = replace(HERE, person=replace(LAN, must_change_password=True))
    remember_sign_in(ADDRESS, "first-word-1", set_by_another, tmp_path)
    for password in ("海上灯火-9", "first-word-1"):
        with pytest.raises(NotPermitted):
            door(tmp_path).enter("lan", password)


def test_h5_neither_password_nor_name_is_readable_on_the_disk(tmp_path: Path) -> None:
    remember_sign_in(ADDRESS, "海上灯火-9", HERE, tmp_path)
    found = [path for path in tmp_path.rglob("*") if path.is_file()]
    raw = b"".join(path.read_bytes() + path.name.encode() for path in found)
    for secret in ("海上灯火-9", "蓝天", "db.example"):
        assert secret.encode() not in raw
    assert LAN.draft_key not in raw


def test_a_login_the_server_refuses_is_an_answer() -> None:
    assert is_away(Unavailable("silent", gone=True))
    assert not is_away(Unavailable("refused", gone=True, refused=True))
    assert not is_away(Unavailable("disk full"))
