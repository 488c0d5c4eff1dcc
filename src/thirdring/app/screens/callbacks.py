"""Who waits for a call (C1 to C3, B8)."""

from functools import cached_property
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QObject, Slot

from thirdring.app.screens.station import Station
from thirdring.domain.errors import N_
from thirdring.domain.roles import Permission
from thirdring.ui.callbacks.topics import TOPICS
from thirdring.ui.phrases.topics import TOPICS as PHRASE_TOPICS
from thirdring.usecases.callback_board import (
    Board,
    CallbackBoard,
    callback_board,
    overdue_callbacks,
)
from thirdring.usecases.phrases import phrase_book

if TYPE_CHECKING:
    from thirdring.ui.callbacks.callbacks_screen import CallbacksScreen
    from thirdring.ui.calls.call_desk import CallDesk


class CallbacksPlace(QObject):
    """The screen is built when first shown. What it begins with is read from the start: the rail
    counts who is late, and a desk knows it when its server goes away.
    """

    def __init__(self, station: Station, desk: "CallDesk | None") -> None:
        """`desk` has the calls under way: a call back is one of them."""
        super().__init__(station)
        self._station, self._work, self._desk = station, station.work, desk
        station.callback_asked.connect(self._on_callback_asked)
        self._work.add_screen(
            "callbacks", "clock-check", N_("Callbacks"), lambda: self.screen,
            code="thirdring.ui.callbacks.callbacks_screen", needs=Permission.KEEP_CALLBACKS,
        )  # fmt: skip
        self._read_board()
        if desk is not None and station.opened.store.address.on_server:
            station.runner.read(phrase_book, owner=self, failed=station.fail)
        station.follow_seldom(self._on_touched, TOPICS, self._seen, self._whose)

    @cached_property
    def screen(self) -> "CallbacksScreen":
        from thirdring.ui.callbacks.callbacks_screen import CallbacksScreen

        station = self._station
        screen = CallbacksScreen(
            station.facts, station.runner, self._work.shortcuts, station.ticker, self._desk,
            supervises=station.may(Permission.HAND_OVER_CALLBACKS),
        )  # fmt: skip
        screen.ticket_asked.connect(station.to_ticket)
        screen.said.connect(station.say)
        screen.failed.connect(station.fail)
        screen.overdue_counted.connect(self._on_overdue)
        station.follow(screen.read_lines, PHRASE_TOPICS)
        return screen

    @property
    def built(self) -> bool:
        return "screen" in vars(self)

    @Slot()
    def refresh(self) -> None:
        """Time has passed: what became late is counted; what is seen shows it. One's own board is
        read when something of it is touched, a supervisor's now: everybody's changes all the time.
        """
        if self._seen():
            self.screen.refresh()
        elif self._whose() is None:
            self._read_board()
        else:
            self._count()

    def _count(self) -> None:
        self._station.runner.read(
            overdue_callbacks, owner=self, key="overdue", then=self._on_overdue,
            failed=self._station.fail,
        )  # fmt: skip

    def _read_board(self) -> None:
        """What the screen would begin with: it is known here when the server goes away."""
        self._station.runner.read(
            callback_board, Board.MINE, owner=self, key="board", then=self._on_board,
            failed=self._station.fail,
        )  # fmt: skip

    def _seen(self) -> bool:
        return self.built and self.screen.isVisible()

    def _whose(self) -> tuple[UUID, ...] | None:
        """Whose lateness the rail counts; what the screen shows is about more than that."""
        if self._seen() or self._station.may(Permission.HAND_OVER_CALLBACKS):
            return None
        return (self._station.person.id,)

    def _on_touched(self) -> None:
        """After a commit anywhere."""
        if self._seen():
            self.screen.refresh()
        elif self._whose() is None:
            self._count()
        else:
            self._read_board()

    @Slot(object)
    def _on_board(self, board: CallbackBoard) -> None:
        self._on_overdue(board.overdue)

    @Slot(object, bool)
    def _on_callback_asked(self, callback_id: Any, call: bool) -> None:
        self._work.show_screen(
            "callbacks", then=lambda: self.screen.show_callback(callback_id, call=call)
        )

    @Slot(int)
    def _on_overdue(self, count: int) -> None:
        self._work.set_badge("callbacks", count, urgent=True)
