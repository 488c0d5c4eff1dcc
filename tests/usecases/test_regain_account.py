"""A forgotten administrator's password: the way in for who owns the database file, and only them."""

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from thirdring.domain.enums import Role
from thirdring.domain.errors import NotFound, NotPermitted, Refusal
from thirdring.domain.policy import Key, Policy
from thirdring.store.tables import Event
from thirdring.usecases.regain_account import regain_account
from thirdring.usecases.sign_in import sign_in

NOON = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
OLD, NEW = "Tide-of-Lanterns-9", "Second-Harvest-4"


@pytest.fixture
def founded_url(founded_sqlite_url: str) -> str:
    """An embedded file: a server has no owner on this machine."""
    return founded_sqlite_url


def test_h5_the_files_owner_gives_a_locked_out_administrator_a_new_password(house: Any) -> None:
    house.hire("bao", Role.ADMIN, password=OLD)
    for _ in range(Policy().integer(Key.LOGIN_ATTEMPTS)):
        with pytest.raises(NotPermitted):
            sign_in(house.store, "bao", "wrong", house.now)
    regain_account(house.store, "BAO", NEW, house.now)
    person = sign_in(house.store, "bao", NEW, house.now)
    assert person.must_change_password
    with pytest.raises(NotPermitted):
        sign_in(house.store, "bao", OLD, house.now)


def test_it_is_recorded_without_an_actor_and_without_the_password(house: Any) -> None:
    row = house.hire("bao", Role.ADMIN, password=OLD)
    regain_account(house.store, "bao", NEW, house.now)
    with house.store.begin_read() as session:
        (event,) = session.scalars(select(Event).where(Event.verb == "password_reset"))
        assert (event.actor_id, event.subject_id, event.at) == (None, row.staff_id, house.now)
        assert event.detail == {"by": "file_owner"}


def test_other_accounts_are_an_administrators_to_reset(house: Any) -> None:
    house.hire("lin", Role.AGENT, Role.SUPERVISOR, Role.HR, password=OLD)
    for login in ("lin", "nobody"):
        with pytest.raises(NotFound):
            regain_account(house.store, login, NEW, house.now)
    assert sign_in(house.store, "lin", OLD, house.now).login == "lin"


def test_h5_a_weak_password_is_refused_here_too(house: Any) -> None:
    with pytest.raises(Refusal, match="at least"):
        regain_account(house.store, "owner", "short", house.now)
    assert sign_in(house.store, "owner", None, house.now).login == "owner"


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may give a file away"
)
def test_h5_another_users_file_is_refused(house: Any) -> None:
    path: Path = house.store.address.file
    os.chown(path, 12_345, -1)
    with pytest.raises(NotPermitted, match="another user"):
        regain_account(house.store, "owner", NEW, house.now)
    assert sign_in(house.store, "owner", None, house.now).login == "owner"


@pytest.mark.postgres
def test_a_server_has_no_owner_here(migrated_postgres_url: str) -> None:
    from thirdring.store.address import parse_address
    from thirdring.store.engine import open_store

    store = open_store(parse_address(migrated_postgres_url))
    try:
        with pytest.raises(Refusal, match="is a server"):
            regain_account(store, "owner", NEW, NOON)
    finally:
        store.close()
