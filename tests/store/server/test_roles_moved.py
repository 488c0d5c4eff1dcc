"""H5: a role given or taken while a desk is open holds from its next deed on, both ways."""

import uuid
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from tests.server_center import OWN, ServerCenter
from tests.usecases.cases import filed
from thirdring.domain.enums import Role
from thirdring.domain.errors import NotPermitted
from thirdring.store.tables import Staff
from thirdring.usecases.center import Center
from thirdring.usecases.context import Context
from thirdring.usecases.find_callers import find_callers
from thirdring.usecases.manage_staff import StaffChange, change_staff
from thirdring.usecases.show_ticket import show_ticket
from thirdring.usecases.unmask_ticket import unmask_ticket

pytestmark = pytest.mark.postgres


def _now() -> datetime:
    return datetime.now(UTC)


def _becomes(server: ServerCenter, staff_id: uuid.UUID, *roles: Role) -> None:
    """As the administrator of the program gives and takes roles, at another desk."""

    def change(ctx: Context) -> None:
        version = ctx.session.scalars(select(Staff.version).where(Staff.id == staff_id)).one()
        change_staff(ctx, StaffChange(staff_id, version, roles=frozenset(roles)))

    server.center(server.owner, _now).run(change)


def _desk(server: ServerCenter, login: str) -> Center:
    return server.center(server.at(login, OWN), _now)


def test_h5_who_becomes_hr_reads_masked_from_the_next_deed_on_and_the_other_way_round(
    server_center: ServerCenter,
) -> None:
    desk = _desk(server_center, server_center.employ(Role.AGENT, now=_now))
    ticket = filed(desk).id
    assert desk.read(show_ticket, ticket).name == "王雅琴"
    assert desk.read(find_callers, "138")
    _becomes(server_center, desk.staff_id, Role.HR)
    for _again in range(2):
        seen = desk.read(show_ticket, ticket)
        assert (seen.name, seen.phone) == ("王**", "138****5678")
    with pytest.raises(NotPermitted):
        desk.read(find_callers, "138")
    with pytest.raises(NotPermitted):
        desk.run(unmask_ticket, ticket, "回电")
    _becomes(server_center, desk.staff_id, Role.SUPERVISOR)
    assert desk.run(unmask_ticket, ticket, "回电") == "138 1234 5678"
    assert desk.read(show_ticket, ticket).name == "王雅琴"
    desk.store.close()


def test_h5_a_second_role_counts_as_soon_as_it_is_given(server_center: ServerCenter) -> None:
    desk = _desk(server_center, server_center.employ(Role.HR, now=_now))
    with pytest.raises(NotPermitted):
        filed(desk)
    _becomes(server_center, desk.staff_id, Role.HR, Role.AGENT)
    assert desk.read(show_ticket, filed(desk).id).name == "王雅琴"
    desk.store.close()
