"""The left of the callbacks screen: tabs with counts, the list or what to do without one."""

import uuid
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from thirdring.domain.centertime import CenterTime
from thirdring.i18n import _
from thirdring.ui.callbacks.absent_line import AbsentLine
from thirdring.ui.callbacks.callback_list import CallbackList
from thirdring.ui.callbacks.callback_model import CallbackModel
from thirdring.ui.callbacks.sections import kept_in_time
from thirdring.ui.runner import Runner
from thirdring.ui.theme import Token, Type
from thirdring.ui.ticker import Ticker
from thirdring.ui.widgets import EmptyState, Ground, Shape, StateMark, Tab, Tabs
from thirdring.usecases.callback_board import Board, CallbackBoard, callback_board
from thirdring.usecases.callback_rows import CallbackLine


class _TabsRow(Ground):
    """The tabs; at the right how many of today's were kept in time, where there is room."""

    def __init__(self) -> None:
        self.tabs = Tabs()
        self.kept = StateMark(Shape.RING, step=Type.CAPTION)
        super().__init__(Token.BG_SURFACE, edges=Qt.Edge.BottomEdge)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 1)
        row.setSpacing(12)
        row.addWidget(self.tabs)
        row.addStretch(1)
        row.addWidget(self.kept)
        self.kept.hide()
        self._wanted = False
        self.wire()

    def show_kept(self, lines: tuple[CallbackLine, ...]) -> None:
        good = sum(1 for line in lines if kept_in_time(line))
        words = _("In time today: {good} of {n}").format(good=good, n=len(lines))
        self.kept.set(Shape.RING if good == len(lines) else Shape.PIE, words)
        self._wanted = bool(lines)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        need = self.tabs.sizeHint().width() + self.kept.sizeHint().width() + 44
        self.kept.setVisible(self._wanted and need <= self.width())


class ListPane(Ground):
    """`chosen` and `called` as the list has them; `counted` carries a CallbackBoard."""

    chosen = Signal(object)
    called = Signal(object)
    counted = Signal(object)
    failed = Signal(object)

    def __init__(
        self,
        runner: Runner,
        ticker: Ticker,
        time: CenterTime,
        *,
        supervises: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(Token.BG_SURFACE, parent=parent)
        self._runner, self._ticker = runner, ticker
        self._last: CallbackBoard | None = None
        self._wanted: uuid.UUID | None = None
        self.model = CallbackModel(time, ticker.now(), self)
        self.head = _TabsRow()
        self.list = CallbackList(self.model)
        self.foot = AbsentLine(supervises=supervises)
        self._empty = EmptyState("clock-check")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self._stack, 1)
        column.addWidget(self.foot)
        self.list.chosen.connect(self.chosen)
        self.list.called.connect(self.called)
        self.head.tabs.chosen.connect(self._on_tab)
        self.wire()

    @property
    def tab(self) -> Board:
        return Board(str(self.head.tabs.value() or Board.MINE))

    @property
    def board(self) -> CallbackBoard | None:
        """What was read last."""
        return self._last

    def set_me(self, login: str) -> None:
        """Whose callbacks are called "me"."""
        self.model.mine = login

    def refresh(self) -> None:
        """Read again what is seen."""
        self._runner.read(
            callback_board, self.tab, owner=self, key="list", then=self._on_read,
            failed=self.failed.emit,
        )  # fmt: skip

    def show_callback(self, callback_id: uuid.UUID) -> None:
        """Put the keys on this callback: in the list that is shown, else in the team's."""
        self._wanted = callback_id
        if self.model.row_of(callback_id) < 0 and self.tab != Board.TEAM:
            self.head.tabs.set_value(Board.TEAM.value)
        self.refresh()

    def tick(self, now: datetime) -> None:
        """Once a second, while it is shown."""
        self.list.tick(now)

    def focus_list(self) -> None:
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        self._show_tabs()
        self._show_empty()
        if self._last is not None:
            self.head.show_kept(self._last.kept)

    def _on_tab(self, _value: object) -> None:
        self._show_empty()
        self.refresh()

    def _on_read(self, read: CallbackBoard) -> None:
        if read.tab != self.tab:
            return
        self._last = read
        self._show_tabs()
        self.head.show_kept(read.kept)
        self.foot.show_board(read)
        had_focus = self.list.hasFocus() or self._empty.hasFocus()
        self._stack.setCurrentWidget(self.list if read.lines else self._empty)
        self.list.show_lines(read.lines, self._ticker.now())
        if self._wanted is not None and self.list.choose(self._wanted):
            self._wanted = None
        if had_focus and read.lines:
            self.focus_list()
        self.counted.emit(read)

    def _show_tabs(self) -> None:
        read = self._last
        mine = read.counts.mine if read else None
        team = read.counts.team if read else None
        kept = len(read.kept) if read else None
        self.head.tabs.set_tabs(
            [
                Tab(Board.MINE.value, _("Mine"), mine, counted=True),
                Tab(Board.TEAM.value, _("My team"), team, counted=True),
                Tab(Board.KEPT.value, _("Kept today"), kept, counted=True),
            ]
        )

    def _show_empty(self) -> None:
        if self.tab == Board.KEPT:
            self._empty.set_text(
                _("Nothing kept yet today"),
                _("A callback stands here once the customer was reached."),
            )
        else:
            self._empty.set_text(
                _("Nobody waits for a call"),
                _("What you promise in a call with Alt+P appears here, by time left."),
                _("Enter calls the customer back, step by step (C8)."),
            )
