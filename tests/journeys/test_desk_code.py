"""J1: a desk's code for ticket numbers, got at the first sign-in; what keeps it from that is told."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.server_center import OWN, ServerCenter
from thirdring.app.entered import Entered
from thirdring.app.server_desk import sign_in_here
from thirdring.domain.enums import Role
from thirdring.i18n import render
from thirdring.store.address import parse_address
from thirdring.store.desk_numbers import DeskNumbers
from thirdring.store.vault import vaults_of
from thirdring.usecases.offline.sign_in_away import AwayDoor
from thirdring.usecases.opening import look_at
from thirdring.usecases.tries import Tries

pytestmark = pytest.mark.postgres


def _now() -> datetime:
    return datetime.now(UTC)


@contextmanager
def signed_in(center: ServerCenter, login: str) -> Iterator[Entered]:
    with center.at(login, OWN) as store, ThreadPoolExecutor(1) as beside_the_window:
        door = AwayDoor(store.address, _now, Tries(_now))
        entered = beside_the_window.submit(
            lambda: sign_in_here(look_at(store), door, "", OWN, _now)
        ).result()
        yield entered
        entered.center.close()


def code_here(center: ServerCenter) -> str | None:
    return DeskNumbers(vaults_of(parse_address(center.url)).name).code


def test_j1_a_desk_the_database_gives_no_code_says_so_and_gets_one_when_it_does(
    server_center: ServerCenter, home: Any
) -> None:
    login = server_center.employ(Role.AGENT, now=_now)
    server_center.run("REVOKE INSERT ON desks FROM center_agent")
    try:
        with signed_in(server_center, login) as entered:
            assert entered.notice is not None
            assert "no code" in render(entered.notice)
            assert "may not do this" in render(entered.notice)
    finally:
        server_center.run("GRANT INSERT ON desks TO center_agent")
    assert code_here(server_center) is None
    with signed_in(server_center, login) as entered:
        assert entered.notice is None
    assert code_here(server_center) is not None


def test_who_takes_no_calls_needs_none(server_center: ServerCenter) -> None:
    with signed_in(server_center, server_center.employ(Role.HR, now=_now)) as entered:
        assert entered.notice is None
    assert code_here(server_center) is None
