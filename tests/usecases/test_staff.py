"""Accounts: signing in, lock-out, roles, the last administrator, absence, passwords."""

from datetime import timedelta
from typing import Any

import pytest

from thirdring.domain.enums import Role
from thirdring.domain.errors import Conflict, NotFound, NotPermitted, Refusal
from thirdring.domain.policy import Key, Policy
from thirdring.usecases.manage_staff import (
    NewStaff,
    StaffChange,
    add_staff,
    change_own_password,
    change_staff,
    deactivate,
    list_staff,
    reactivate,
    reset_password,
)
from thirdring.usecases.mark_absent import mark_absent, mark_present
from thirdring.usecases.sign_in import needs_password, only_account, sign_in
from thirdring.usecases.staff_accounts import StaffRow

GOOD = "Tide-of-Lanterns-9"
# On a server the login is the database's, and the password with it.
in_a_file = pytest.mark.parametrize("founded_url", ["sqlite"], indirect=True)


@in_a_file
def test_the_first_account_holds_every_role_and_needs_no_password(house: Any) -> None:
    (row,) = house.owner.read(list_staff)
    assert row.roles == tuple(Role)
    assert not row.has_password
    with house.store.begin_read() as session:
        assert only_account(session) == "owner"
        assert not needs_password(session, "OWNER")
    assert sign_in(house.store, "Owner ", None, house.now).id == house.owner.staff_id


@in_a_file
def test_signing_in_takes_the_password_and_never_says_which_part_is_wrong(house: Any) -> None:
    house.hire("lin", Role.AGENT, password=GOOD)
    assert sign_in(house.store, "LIN", GOOD, house.now).roles == {Role.AGENT}
    sentences = set()
    for login, password in (("lin", "wrong"), ("nobody", GOOD), ("lin", None), ("lin", "")):
        with pytest.raises(NotPermitted) as refused:
            sign_in(house.store, login, password, house.now)
        sentences.add(str(refused.value))
    assert len(sentences) == 1


@in_a_file
def test_h5_too_many_wrong_passwords_lock_and_say_until_when(house: Any) -> None:
    house.hire("lin", Role.AGENT, password=GOOD)
    attempts = Policy().integer(Key.LOGIN_ATTEMPTS)
    for _ in range(attempts):
        with pytest.raises(NotPermitted):
            sign_in(house.store, "lin", "wrong", house.now)
    with pytest.raises(NotPermitted, match="12:"):
        sign_in(house.store, "lin", GOOD, house.now)
    later = house.now + Policy().span(Key.LOGIN_LOCK_MINUTES)
    assert sign_in(house.store, "lin", GOOD, later).login == "lin"


@in_a_file
def test_an_administrator_lifts_a_lock_and_the_new_password_is_to_be_changed(house: Any) -> None:
    lin = house.hire("lin", Role.AGENT, password=GOOD)
    for _ in range(Policy().integer(Key.LOGIN_ATTEMPTS)):
        with pytest.raises(NotPermitted):
            sign_in(house.store, "lin", "wrong", house.now)
    house.owner.run(reset_password, "lin", "Second-Harvest-4")
    person = sign_in(house.store, "lin", "Second-Harvest-4", house.now)
    assert person.must_change_password
    with pytest.raises(Refusal, match="old password"):
        lin.run(change_own_password, GOOD, "Third-Watch-77")
    lin.run(change_own_password, "Second-Harvest-4", "Third-Watch-77")
    assert not sign_in(house.store, "lin", "Third-Watch-77", house.now).must_change_password


@in_a_file
def test_h5_a_first_password_given_by_somebody_else_is_to_be_changed(house: Any) -> None:
    lin = house.hire("lin", Role.AGENT, password=GOOD)
    assert sign_in(house.store, "lin", GOOD, house.now).must_change_password
    lin.run(change_own_password, GOOD, "Third-Watch-77")
    assert not sign_in(house.store, "lin", "Third-Watch-77", house.now).must_change_password
    house.hire("sun", Role.AGENT)
    assert not sign_in(house.store, "sun", None, house.now).must_change_password


@pytest.mark.parametrize("weak", ["short", "12345678", "aaaaaaaaaaaa", "lin-lin-lin-1"])
def test_h5_a_weak_password_is_refused(house: Any, weak: str) -> None:
    with pytest.raises(Refusal) as refused:
        house.hire("lin", Role.AGENT, password=weak)
    assert refused.value.field == "password"
    assert weak not in str(refused.value)


@in_a_file
def test_the_last_administrator_stays(house: Any) -> None:
    (owner,) = house.owner.read(list_staff)
    with pytest.raises(Refusal, match="last administrator"):
        house.owner.run(
            change_staff, StaffChange(owner.id, owner.version, roles=frozenset({Role.AGENT}))
        )
    admin = house.hire("root2", Role.ADMIN)
    admin.run(deactivate, "owner")
    with pytest.raises(Refusal):
        admin.run(deactivate, "root2")
    with pytest.raises(NotPermitted):
        house.owner.read(list_staff)
    admin.run(reactivate, "owner")
    assert len(house.owner.read(list_staff)) == 2


@in_a_file
def test_an_account_out_of_use_can_not_sign_in(house: Any) -> None:
    house.hire("lin", Role.AGENT, password=GOOD)
    house.owner.run(deactivate, "lin")
    with pytest.raises(NotPermitted, match="not right"):
        sign_in(house.store, "lin", GOOD, house.now)


@pytest.mark.parametrize("role", [Role.AGENT, Role.SUPERVISOR, Role.HR])
def test_only_an_administrator_manages_staff(house: Any, role: Role) -> None:
    someone = house.hire("someone", role)
    for deed, arguments in (
        (add_staff, (NewStaff("x", "x", frozenset({Role.AGENT})),)),
        (deactivate, ("owner",)),
        (reset_password, ("owner", GOOD)),
    ):
        with pytest.raises(NotPermitted):
            someone.run(deed, *arguments)


def test_a_login_is_one_word_whatever_its_case_and_taken_once(house: Any) -> None:
    house.hire("Lin.Xiaomei", Role.AGENT)
    for login in ("lin.xiaomei", "LIN.XIAOMEI", "ｌｉｎ．ｘｉａｏｍｅｉ"):
        with pytest.raises(Refusal, match="taken"):
            house.hire(login, Role.AGENT)
    for login in ("two words", " ", "x" * 65):
        with pytest.raises(Refusal):
            house.hire(login, Role.AGENT)


def test_two_administrators_at_once_lose_nothing(house: Any) -> None:
    house.hire("lin", Role.AGENT, department="客服部")
    row = next(r for r in house.owner.read(list_staff) if r.login == "lin")
    house.owner.run(change_staff, StaffChange(row.id, row.version, post="组长"))
    with pytest.raises(Conflict) as conflict:
        house.owner.run(change_staff, StaffChange(row.id, row.version, post="实习"))
    theirs = conflict.value.theirs
    assert isinstance(theirs, StaffRow)
    assert theirs.post == "组长"
    again = next(r for r in house.owner.read(list_staff) if r.login == "lin")
    assert (again.post, again.department) == ("组长", "客服部")


def test_c6_an_absence_is_marked_by_who_may_and_ends(house: Any) -> None:
    house.hire("lin", Role.AGENT)
    boss = house.hire("zhao", Role.SUPERVISOR)
    until = house.now + timedelta(days=2)
    row = boss.run(mark_absent, "lin", until).person
    assert (row.absent_from, row.absent_until) == (house.now, until)
    with pytest.raises(Refusal):
        boss.run(mark_absent, "lin", house.now)
    assert boss.run(mark_present, "lin").absent_from is None
    with pytest.raises(NotFound):
        boss.run(mark_absent, "nobody", None)
