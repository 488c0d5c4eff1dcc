"""A desk in a process of its own, driven by keys on a big center: frames, memory, stalls.

    python -m thirdring.bench.desk CENTER LOGIN

Prints one line of JSON: {"frames": {name: Series}, "memory_mb", "own_mb", "stall", ...}.
"""

import json
import os
import sys
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from functools import partial
from random import Random
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from thirdring.bench import cpp_view
from thirdring.bench.days import NOW
from thirdring.bench.driven import Frames, offscreen, own_mb, press, resident_mb, until
from thirdring.bench.heartbeat import Heartbeat
from thirdring.bench.timing import Series, timed
from thirdring.bench.told import PASSWORD
from thirdring.domain.ticket_views import SortBy, View
from thirdring.usecases.find_tickets import TicketQuery

SIZE = (1366, 768)
_ROUNDS = 100
_FEW = 10
_SEARCHES = {"common": "送货", "four_characters": "上门维修", "two_words": "退款 手续费"}


class Desk:
    """The whole window of the person with `login`, at the time `now` tells."""

    def __init__(
        self, address: str, login: str, password: str, now: Callable[[], datetime] = lambda: NOW
    ) -> None:
        from thirdring.app.front_door import FrontDoor
        from thirdring.app.start import make_application

        self.app: QApplication = make_application()
        self.frames: dict[str, Series] = {}
        self.beat = Heartbeat()
        self._login, self._password = login, password
        self._new = False
        self.door = FrontDoor(self.app, address, login=login, now=now)
        self.door.open()
        self.door.window.resize(*SIZE)
        until(self.app, lambda: self.door.settled, "the database opens")

    def sign_in(self) -> None:
        """Until every screen of the rail is there."""
        self.beat.step = "sign-in"
        self.door.enter(self._login, self._password)
        until(self.app, lambda: self.door.day is not None and self.door.day.settled, "sign-in")

    def close(self) -> None:
        """Look no longer, and go home."""
        self.beat.close()
        self.door.close()

    @property
    def table(self) -> Any:
        return self.door.day.tickets.pane.table

    def complete(self) -> bool:
        """Every row to be seen is there."""
        table = self.table
        first, last = table.visible_rows()
        rows = range(first, min(last, table.tickets.rowCount()))
        return len(rows) > 0 and all(table.tickets.line_at(row) is not None for row in rows)

    def list_of_all(self) -> None:
        """Open the list, once the desk is at rest and has it built, then all tickets; wait until
        each is counted.
        """
        self.beat.step = "the desk comes to rest"
        until(self.app, lambda: self.door.day.work.is_built("tickets"), "the list is built")
        self.beat.step = "the list opens"
        series = Series()
        series.take(self._open_list)
        self.frames["painted.list_opened"] = series
        self.beat.step = "all tickets"
        self._show(TicketQuery(View.ALL))
        self._each_sort()

    def _open_list(self) -> None:
        self.door.day.work.show_screen("tickets")
        until(self.app, lambda: self.table.isVisible() and self.complete(), "the list")
        self.app.processEvents()

    def _show(self, query: TicketQuery) -> None:
        model = self.table.tickets
        self.door.day.tickets.pane.show_query(query)
        until(
            self.app,
            lambda: model.query == query and model.exact_count is not None and self.complete(),
            "the list is counted",
        )
        until(self.app, lambda: self.door.day.runner.idle, "everything is read")

    def scroll(self) -> None:
        """A hundred pages by their key, and a hundred places by the scroll bar; the newest first, as
        they are searched afterwards.
        """
        self.beat.step = "the newest first"
        self._show(TicketQuery(View.ALL, sort=SortBy.RECEIVED, descending=True))
        table, random = self.table, Random(1)
        table.setFocus()
        press(table, Qt.Key.Key_Home)
        down = Frames(self.app, table.viewport(), self.complete)
        self.beat.step = "page down"
        for _ in range(self._pages()):
            down.take(partial(press, table, Qt.Key.Key_PageDown), "a page")
        jump = Frames(self.app, table.viewport(), self.complete)
        bar = table.verticalScrollBar()
        self.beat.step = "jump"
        for _ in range(_ROUNDS):
            place = (bar.value() + random.randrange(1, bar.maximum())) % bar.maximum()
            jump.take(partial(bar.setValue, place), "a place")
        self.frames |= {"painted.page_down": down.series, "painted.jump": jump.series}
        self.beat.step = ""

    def _pages(self) -> int:
        first, last = self.table.visible_rows()
        pages: int = self.table.tickets.rowCount() // (last - first)
        return min(_ROUNDS, pages - 1)

    def floor(self) -> None:
        """The same pages where their words live in C++: what they take up is no desk's memory."""
        if "painted.jump" not in self.frames:
            return  # the list never came
        self.frames["floor"] = cpp_view.frames(self.app, self.table, self._words(), self._pages())

    def _words(self) -> list[list[str]]:
        model = self.table.tickets
        first, last = self.table.visible_rows()
        columns = range(1, model.columnCount())
        return [
            [str(model.data(model.index(row, column)) or "") for column in columns]
            for row in range(first, min(last, model.rowCount()))
        ]

    def _each_sort(self) -> None:
        """A click on each heading that offers one, to the first page of rows in the new order."""
        table = self.table
        head = table.head
        for section in range(1, table.tickets.columnCount()):
            sort = head.sort_of(section)
            if sort is None or head.isSectionHidden(section):
                continue
            self.beat.step = f"sort by {sort}"
            frames = Frames(self.app, table.viewport(), self._replaced)
            for _ in range(_FEW):
                spot = QPoint(head.sectionViewportPosition(section) + 20, head.height() // 2)
                frames.take(partial(self._click, spot), f"sort by {sort}")
                until(self.app, lambda: self.door.day.runner.idle, "the count")
            self.frames[f"painted.sort.{sort}"] = frames.series

    def _click(self, spot: QPoint) -> None:
        self._new = False
        self.table.tickets.replaced.connect(self._on_replaced)
        QTest.mouseClick(
            self.table.head.viewport(),
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
            spot,
        )

    def _on_replaced(self) -> None:
        self._new = True
        self.table.tickets.replaced.disconnect(self._on_replaced)

    def _replaced(self) -> bool:
        return self._new and self.complete()

    def search(self) -> None:
        """Counted from when the pause after the last key is over."""
        for name, typed in _SEARCHES.items():
            self.beat.step = f"search {name}"
            frames = Frames(self.app, self.table.viewport(), self._replaced)
            for _ in range(_FEW):
                frames.take(partial(self._search, typed), f"search {typed}")
                until(self.app, lambda: self.door.day.runner.idle, "the count")
                self._search("")
                until(self.app, self._replaced, "the whole list again")
                until(self.app, lambda: self.door.day.runner.idle, "its count")
            self.frames[f"painted.search.{name}"] = frames.series

    def _search(self, typed: str) -> None:
        self._new = False
        self.table.tickets.replaced.connect(self._on_replaced)
        self.door.day.tickets.pane.bar.searched.emit(typed)

    def every_screen(self) -> None:
        """Each screen of the rail once, until it has read what it shows."""
        day = self.door.day
        for screen in day.work.screens():
            self.beat.step = f"screen {screen}"
            series = Series()
            series.take(partial(self._visit, screen))
            self.frames[f"screen.{screen}"] = series
        self.beat.step = ""

    def _visit(self, screen: str) -> None:
        day = self.door.day
        day.work.show_screen(screen)
        self.app.processEvents()
        until(self.app, lambda: day.settled, screen)


def main(address: str, login: str) -> None:
    """Do it all and print it. What doesn't come within a minute is given up, and told of."""
    offscreen()
    desk = Desk(address, login, os.environ.pop(PASSWORD, ""))
    loaded = timed(desk.sign_in)
    given_up = []
    memory = own = None
    for step in (desk.list_of_all, desk.scroll, desk.floor, desk.search, desk.every_screen):
        try:
            step()
        except TimeoutError as error:
            given_up.append(str(error))
        if step == desk.scroll and not given_up:
            memory, own = resident_mb(), own_mb()
    beat = desk.beat
    told = {
        "frames": {name: asdict(series) for name, series in desk.frames.items()},
        "given_up": given_up,
        "desk_loaded_ms": loaded,
        "memory_mb": memory, "own_mb": own,
        "stall_ms": beat.longest, "stall_during": beat.during,
        "stall_cpu_ms": beat.longest_cpu, "stall_cpu_during": beat.during_cpu,
    }  # fmt: skip
    sys.stdout.write(json.dumps(told, ensure_ascii=False) + "\n")
    sys.stdout.flush()
    desk.close()


if __name__ == "__main__":
    main(*sys.argv[1:3])
