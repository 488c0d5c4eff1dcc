"""Who may do what."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thirdring.domain.enums import Role
from thirdring.domain.roles import PERMISSIONS, Permission, may, permissions_of

ROLES = st.frozensets(st.sampled_from(list(Role)))


@given(ROLES, st.sampled_from(list(Permission)))
def test_roles_add_up_and_nothing_more(roles: frozenset[Role], permission: Permission) -> None:
    one_by_one = any(permission in PERMISSIONS[role] for role in roles)
    assert may(roles, permission) is one_by_one
    assert (permission in permissions_of(roles)) is one_by_one


def test_nobody_may_nothing() -> None:
    assert permissions_of([]) == frozenset()


def test_the_first_account_with_every_role_may_everything() -> None:
    assert permissions_of(Role) == frozenset(Permission)


def test_a_supervisor_may_all_that_an_agent_may() -> None:
    assert PERMISSIONS[Role.AGENT] < PERMISSIONS[Role.SUPERVISOR]


@pytest.mark.parametrize("role", list(Role))
def test_g4_everybody_sees_their_own_tally_and_may_appeal(role: Role) -> None:
    assert {Permission.SEE_OWN_TALLY, Permission.APPEAL} <= PERMISSIONS[role]


@pytest.mark.parametrize("role", [Role.HR, Role.ADMIN])
def test_h5_who_needs_no_customer_data_sees_none(role: Role) -> None:
    personal = {
        Permission.SEE_CUSTOMERS,
        Permission.SEE_NUMBERS,
        Permission.UNMASK,
        Permission.EXPORT_LISTS,
        Permission.SEE_CALLS,
        Permission.SEE_ALL_CALLS,
    }
    assert not personal & PERMISSIONS[role]


@pytest.mark.parametrize(
    ("permission", "roles"),
    [
        (Permission.LOG_CALL, {Role.AGENT, Role.SUPERVISOR}),
        (Permission.LOG_CALL_FOR_OTHERS, {Role.SUPERVISOR}),
        (Permission.CORRECT_ANY_CALL, {Role.SUPERVISOR}),
        (Permission.EDIT_PHRASES, {Role.SUPERVISOR}),
        (Permission.CHANGE_POLICY, {Role.SUPERVISOR}),
        (Permission.REASSIGN, {Role.SUPERVISOR}),
        (Permission.USE_STATEMENTS, {Role.SUPERVISOR}),
        (Permission.HAND_OVER_CALLBACKS, {Role.SUPERVISOR}),
        (Permission.CLOSE_MONTH, {Role.HR}),
        (Permission.DECIDE_APPEALS, {Role.HR}),
        (Permission.MEDIATE_APPEALS, {Role.SUPERVISOR}),
        (Permission.MANAGE_STAFF, {Role.ADMIN}),
        (Permission.BACKUP, {Role.ADMIN}),
        (Permission.IMPORT_CALLS, {Role.SUPERVISOR, Role.ADMIN}),
        (Permission.IMPORT_COMPLAINTS, {Role.SUPERVISOR, Role.ADMIN}),
        (Permission.SEE_ACCESS_LOG, {Role.SUPERVISOR, Role.ADMIN}),
    ],
)
def test_who_may(permission: Permission, roles: set[Role]) -> None:
    assert {role for role in Role if may([role], permission)} == roles


def test_every_deed_is_somebodys() -> None:
    assert frozenset().union(*PERMISSIONS.values()) == frozenset(Permission)
