"""The desks of the tour: each the whole program in a window of its own, on the same server."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtWidgets import QApplication

from thirdring.app.front_door import FrontDoor
from thirdring.app.tour_place import SIZE
from thirdring.app.tour_step import write_into
from thirdring.domain.enums import Language
from thirdring.usecases.fill_demo import DEMO_PASSWORD


class Desk:
    """One person's. `letter` names its pictures."""

    def __init__(
        self, app: QApplication, letter: str, login: str, address: str,
        now: Callable[[], datetime], language: Language,
    ) -> None:  # fmt: skip
        self.letter, self.login = letter, login
        self._app, self._address, self._now, self._language = app, address, now, language
        self.door = self._start()

    def _start(self) -> FrontDoor:
        door = FrontDoor(
            self._app, self._address, login=self.login, now=self._now, language=self._language
        )
        door.open()
        door.window.resize(*SIZE)
        return door

    def restart(self) -> None:
        """The program ends and is started again, as after a power cut in the office."""
        self.close()
        self.door = self._start()

    def close(self) -> None:
        self.door.close()
        self.door.window.close()
        self.door.window.deleteLater()
        self.door.deleteLater()

    def sign_in(self) -> None:
        self.door.enter(self.login, DEMO_PASSWORD)

    @property
    def day(self) -> Any:
        """The `WorkingDay` of who is signed in."""
        return self.door.day

    @property
    def settled(self) -> bool:
        return bool(self.door.settled and (self.day is None or self.day.settled))

    @property
    def at_work(self) -> bool:
        return self.day is not None and bool(self.day.settled)

    def tick(self, now: datetime) -> None:
        """Time has passed."""
        self.door.ticker.tick.emit(now)

    # --- what a person does there --------------------------------------------------------------

    def key(self, action: str) -> None:
        """The key of an action."""
        self.door.window.activateWindow()
        self.day.work.shortcuts.trigger(action)

    def show(self, screen: str) -> None:
        self.door.window.activateWindow()
        self.day.work.show_screen(screen)

    def type(self, **fields: str) -> None:
        """Into the form of the call."""
        for field, text in fields.items():
            write_into(self.day.desk.calls.form, field, text)

    def choose(self, **values: str) -> None:
        """In the form of the call."""
        for name, value in values.items():
            self.day.desk.desk.current.call.choose(name.replace("__", "."), value)

    def open_ticket(self, number: str) -> None:
        self.show("tickets")
        self.day.open_ticket(number)

    # --- what a person sees there --------------------------------------------------------------

    @property
    def away(self) -> bool:
        """Whether the calm line says that the server is away."""
        return bool(self.day and self.day.outbox and self.day.outbox.watch.pile.link.away)

    @property
    def waiting(self) -> int:
        """How much of what was written here is not on the server yet."""
        return int(self.day.outbox.watch.pile.count) if self.day and self.day.outbox else 0

    @property
    def ticket(self) -> Any:
        """The ticket that is open, None without one."""
        return self.day.tickets.panel.detail if self.day.tickets else None
