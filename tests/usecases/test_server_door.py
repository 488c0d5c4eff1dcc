"""The desk's own door to a server, which by itself takes any number of wrong passwords (H5)."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.server_center import FIRST, ServerCenter
from thirdring.domain.enums import Role
from thirdring.domain.errors import NotLetIn, NotPermitted
from thirdring.domain.policy import Key, Policy
from thirdring.usecases.server_door import open_as, unlock
from thirdring.usecases.tries import Tries

pytestmark = pytest.mark.postgres
NOON = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
ATTEMPTS = Policy().integer(Key.LOGIN_ATTEMPTS)


class Clock:
    now = NOON

    def __call__(self) -> datetime:
        return self.now


def test_h5_after_too_many_wrong_passwords_a_desk_asks_the_server_no_more(
    server_center: ServerCenter,
) -> None:
    lin = server_center.hire(Role.AGENT, now=lambda: datetime.now(UTC))
    url, clock = server_center.url_of(lin, "").replace(f"{lin}:@", ""), Clock()
    tries = Tries(clock)
    for login in (lin, "zhou", lin, "nobody", lin)[:ATTEMPTS]:
        with pytest.raises(NotLetIn):
            open_as(tries, url, login, "guessed")
    with pytest.raises(NotPermitted, match="Too many wrong passwords") as refused:
        open_as(tries, url, lin, FIRST)
    assert refused.value.rule == "H5"
    clock.now += timedelta(minutes=Policy().integer(Key.LOGIN_LOCK_MINUTES))
    open_as(tries, url, lin, FIRST).store.close()


def test_h5_a_locked_window_is_no_second_door(server_center: ServerCenter) -> None:
    lin = server_center.hire(Role.AGENT, now=lambda: datetime.now(UTC))
    tries = Tries(Clock())
    with server_center.at(lin, FIRST) as store:
        for _try in range(ATTEMPTS - 1):
            with pytest.raises((NotLetIn, NotPermitted)):
                unlock(store, "guessed", tries)
        unlock(store, FIRST, tries)  # who knows it begins anew
        for _try in range(ATTEMPTS):
            with pytest.raises((NotLetIn, NotPermitted)):
                unlock(store, "guessed", tries)
        with pytest.raises(NotPermitted, match="Too many wrong passwords"):
            unlock(store, FIRST, tries)
