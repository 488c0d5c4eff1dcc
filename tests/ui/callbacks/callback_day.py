"""A working day with promises in it: the real window over a real file, with a clock the test moves."""

import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication
from sqlalchemy import select

from tests.ui.calls.kit import WallClock, guard
from thirdring.app.working_day import WorkingDay
from thirdring.domain.enums import Language, Role
from thirdring.store.engine import Store
from thirdring.store.tables import Call, Callback, CallbackAttempt, Escalation, Staff
from thirdring.ui.shell.memory import FileMemory
from thirdring.ui.shell.window import MainWindow
from thirdring.ui.theme import theme_of
from thirdring.ui.ticker import Ticker
from thirdring.usecases.center import Center
from thirdring.usecases.log_call import log_call
from thirdring.usecases.manage_staff import NewStaff, add_staff
from thirdring.usecases.opening import Opened, enter, found_center, look_at, open_center
from thirdring.usecases.records import CallInput, checked
from thirdring.usecases.set_up import FirstStart

PEOPLE = {
    Language.ZH_CN: {"zhao": "赵立群", "lin": "林晓梅", "sun": "孙巧"},
    Language.EN: {"zhao": "Zhao Liqun", "lin": "Lin Xiaomei", "sun": "Sun Qiao"},
}
ROLES = {"lin": frozenset({Role.AGENT}), "sun": frozenset({Role.AGENT})}
TOLD = {
    "number": "159 0000 3307", "name": "罗一帆", "title": "mr", "address": "东湖区文景路 88 号",
    "hung_up_by": "customer", "category": "delivery", "raised": "二次送货仍缺衣柜门板",
    "wants": "补送门板", "read_back": True, "outcome": "callback",
}  # fmt: skip


class Day:
    """A center of three: zhao (all roles), lin and sun (agents), and the window of one of them."""

    def __init__(
        self, folder: Path, wall: WallClock, language: Language = Language.ZH_CN, address: str = ""
    ) -> None:
        """`address` of a center; else it is a file in `folder`."""
        self.folder, self.wall, self.language = folder, wall, language
        self.opened: Opened = open_center(address or str(folder / "center.db"))
        self.store = self.opened.store
        names = PEOPLE[language]
        if not self.opened.set_up:
            company = "示范广场服务中心" if language is Language.ZH_CN else "Model Plaza Service"
            first = FirstStart(company, "zhao", names["zhao"], None, language)
            self.opened = found_center(self.opened.store, first)
            for login, roles in ROLES.items():
                self.hire(login, names[login], *roles)
        self.window: MainWindow | None = None
        self.day: WorkingDay | None = None

    def hire(self, login: str, name: str, *roles: Role) -> None:
        """Somebody more."""
        new = NewStaff(login=login, name=name, roles=frozenset(roles), password=None)
        self.as_("zhao").run(add_staff, new)

    def as_(self, login: str) -> Center:
        """The center as that person sees it."""
        with self.store.begin_read() as session:
            staff_id = session.scalars(select(Staff.id).where(Staff.login == login)).one()
        return Center(self.store, staff_id, now=self.wall)

    def store_of(self, _login: str) -> Store:
        """What that person's window is opened on."""
        return self.store

    # --- promises ----------------------------------------------------------------------------

    def promise(self, minutes: float, login: str = "lin", **changes: Any) -> uuid.UUID:
        """A callback told half an hour before it is due, which is in `minutes`; its id."""
        due = self.wall() + timedelta(minutes=minutes)
        told = min(due - timedelta(minutes=30), self.wall() - timedelta(minutes=1))
        asked: dict[str, Any] = {"due_at": due.isoformat()}
        asked |= {"about": changes.pop("about", "缺失门板何时补送")}
        if due - told > timedelta(minutes=30):
            asked["reason"] = changes.pop("reason", "客户下午开会")
        return self.log(login, told, TOLD | {"callback": asked} | changes)

    def redial(self, login: str = "lin", **changes: Any) -> uuid.UUID:
        """A call the line ended a minute ago."""
        ended = self.wall() - timedelta(minutes=1)
        record = {
            "number": TOLD["number"], "outcome": "cut_off", "hung_up_by": "line",
            "name": "高志远", "title": "mr",
        }  # fmt: skip
        return self.log(login, ended, record | changes)

    def log(self, login: str, ended: datetime, record: dict[str, Any]) -> uuid.UUID:
        start = ended - timedelta(minutes=3)
        times = {"started_at": start, "answered_at": start, "ended_at": ended}
        texts = {name: at.isoformat() for name, at in times.items()}
        center = self.as_(login)
        center = Center(self.opened.store, center.staff_id, now=lambda: ended)
        call = center.run(log_call, checked(CallInput, texts | record))
        with self.opened.store.begin_read() as session:
            return session.scalars(select(Callback.id).where(Callback.call_id == call.id)).one()

    def callback(self, callback_id: uuid.UUID) -> Callback:
        with self.opened.store.begin_read() as session:
            found = session.get_one(Callback, callback_id)
            session.expunge(found)
            return found

    def attempts(self, callback_id: uuid.UUID) -> list[CallbackAttempt]:
        with self.opened.store.begin_read() as session:
            rows = session.scalars(
                select(CallbackAttempt)
                .where(CallbackAttempt.callback_id == callback_id)
                .order_by(CallbackAttempt.made_at)
            ).all()
            session.expunge_all()
            return list(rows)

    def sent_up(self) -> list[Escalation]:
        """What waits for somebody who decides."""
        with self.opened.store.begin_read() as session:
            rows = session.scalars(select(Escalation)).all()
            session.expunge_all()
            return list(rows)

    def calls(self) -> list[Call]:
        """Every call record, oldest first."""
        with self.opened.store.begin_read() as session:
            rows = session.scalars(select(Call).order_by(Call.seq)).all()
            session.expunge_all()
            return list(rows)

    # --- the window --------------------------------------------------------------------------

    def open(self, login: str = "lin") -> WorkingDay:
        """Sign in and build the window of `login`; wait for `ready` yourself."""
        self.opened = look_at(self.store_of(login))
        person, center = enter(self.opened.store, login, None, self.wall)
        self.ticker = Ticker(self.wall)
        self.memory = FileMemory(self.folder / "window.json")
        self.window = MainWindow(theme_of(), self.ticker, self.memory)
        self.window.resize(1366, 768)
        self.day = WorkingDay(self.window, self.opened, person, center, self.ticker, self.memory)
        self.window.show_work()
        return self.day

    def later(self, **span: float) -> None:
        """Time passes, and the clocks on screen with it."""
        self.wall.later(**span)
        self.ticker.tick.emit(self.wall())

    def close(self) -> None:
        if self.day is not None and self.window is not None:
            self.day.end()
            self.window.close()
            self.window.deleteLater()
            self.day = None


@contextmanager
def day_in(folder: Path, founded: Path, app: QApplication) -> Iterator[Day]:
    """A day in a copy of the center's file `founded`; its window is closed in the end."""
    shutil.copy(founded, folder)
    made = Day(folder, WallClock())
    preedit = guard(app)
    yield made
    made.close()
    app.removeEventFilter(preedit)
    preedit.deleteLater()
    made.store.close()
