"""A working day at a center that is on a server, where each of its people has a login of their own."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests import secured
from tests.postgres import Server
from tests.secured import Logins, OwnLogin
from tests.ui.callbacks.callback_day import PEOPLE, ROLES, Day
from tests.ui.calls.kit import WallClock
from tests.usecases.conftest import found, house_in
from thirdring.domain.enums import Language, Role
from thirdring.store.engine import Store
from thirdring.usecases.center import Center
from thirdring.usecases.manage_staff import NewStaff, add_staff


class ServedDay(Day):
    """Windows and deeds are those of logins; of the center itself only people's ids are read."""

    def __init__(self, folder: Path, address: str, logins: Logins) -> None:
        super().__init__(folder, WallClock(), Language.EN, address)
        self._logins = logins
        self._founder = house_in(self.store).owner
        for login, name in PEOPLE[Language.EN].items():
            self.hire(login, name, *ROLES.get(login, frozenset(Role)))

    def hire(self, login: str, name: str, *roles: Role) -> None:
        new = NewStaff(login=login, name=name, roles=frozenset(roles), password=None)
        self._founder.run(add_staff, new)

    def as_(self, login: str) -> Center:
        return OwnLogin(self._logins, super().as_(login).staff_id, now=self.wall)

    def store_of(self, login: str) -> Store:
        return self._logins.store_of(super().as_(login).staff_id)


@contextmanager
def served_day(server: Server, folder: Path) -> Iterator[ServedDay]:
    """A day at a center made for it, which goes with the block."""
    database = secured.copy_of(server, found)
    with secured.logins(server, database) as logins:
        day = ServedDay(folder, server.url(database), logins)
        yield day
        day.close()
        day.store.close()
    server.drop(database)
