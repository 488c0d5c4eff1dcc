"""The left of the review: what waits for me, what I sent up, or what to do without either."""

import uuid
from datetime import datetime
from enum import StrEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from thirdring.domain.centertime import CenterTime
from thirdring.i18n import _
from thirdring.ui.review.queue_list import QueueList
from thirdring.ui.review.queue_model import QueueModel
from thirdring.ui.review.waiting import Waiting, owed
from thirdring.ui.runner import Runner
from thirdring.ui.theme import Token
from thirdring.ui.ticker import Ticker
from thirdring.ui.widgets import EmptyState, Ground, Tab, Tabs
from thirdring.usecases.context import Context
from thirdring.usecases.find_review import review_counts, review_queue, sent_up_by_me
from thirdring.usecases.review_rows import ReviewLine


class Queue(StrEnum):
    WAITING = "waiting"
    MINE = "mine"


class QueuePane(Ground):
    """`counted` carries `Waiting`; `switched` when the other queue is shown."""

    counted = Signal(object)
    switched = Signal()
    failed = Signal(object)

    def __init__(
        self, runner: Runner, ticker: Ticker, time: CenterTime, *, decides: bool,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(Token.BG_SURFACE, edges=Qt.Edge.RightEdge, parent=parent)
        self._runner, self._ticker, self._decides = runner, ticker, decides
        self._wanted: uuid.UUID | None = None
        self._waiting: int | None = None
        self._mine: int | None = None
        self.model = QueueModel(time, ticker.now(), self)
        self.tabs = Tabs()
        self.list = QueueList(self.model)
        self._empty = EmptyState("gavel")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._empty)
        head = Ground(Token.BG_SURFACE, edges=Qt.Edge.BottomEdge)
        row = QHBoxLayout(head)
        row.setContentsMargins(16, 0, 16, 1)
        row.addWidget(self.tabs)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self._stack, 1)
        self.tabs.chosen.connect(self._on_tab)
        self.wire()

    @property
    def queue(self) -> Queue:
        first = Queue.WAITING if self._decides else Queue.MINE
        return Queue(str(self.tabs.value() or first))

    def refresh(self) -> None:
        """Read again what is seen."""
        self._runner.read(
            _read, self.queue, decides=self._decides, owner=self, key="queue",
            then=self._on_read, failed=self.failed.emit,
        )  # fmt: skip

    def show_case(self, escalation_id: uuid.UUID) -> None:
        """Put the keys on this case as soon as it is listed."""
        self._wanted = escalation_id
        self.refresh()

    def show_queue(self, queue: Queue) -> None:
        self.tabs.set_value(queue.value)
        self._on_tab(queue.value)

    def tick(self, now: datetime) -> None:
        self.model.tick(now)

    def focus_list(self) -> None:
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        self._show_tabs()
        self._show_empty()

    def _on_tab(self, _value: object) -> None:
        self._show_empty()
        self.switched.emit()
        self.refresh()

    def _on_read(self, read: tuple[Queue, tuple[ReviewLine, ...], Waiting, int]) -> None:
        queue, lines, waiting, mine = read
        counts = waiting.counts
        if queue is not self.queue:
            return
        self._waiting = counts.waiting + counts.taken + counts.returned if counts else None
        self._mine = mine
        self._show_tabs()
        had_focus = self.list.hasFocus()
        self._stack.setCurrentWidget(self.list if lines else self._empty)
        self.list.show_lines(lines, self._ticker.now())
        if self._wanted is not None and self.list.choose(self._wanted):
            self._wanted = None
        if had_focus and lines:
            self.focus_list()
        self.counted.emit(waiting)

    def _show_tabs(self) -> None:
        mine = Tab(Queue.MINE.value, _("Sent up by me"), self._mine, counted=True)
        waiting = Tab(Queue.WAITING.value, _("To decide"), self._waiting, counted=True)
        self.tabs.set_tabs([waiting, mine] if self._decides else [mine])

    def _show_empty(self) -> None:
        if self.queue is Queue.MINE:
            self._empty.set_text(
                _("Nothing you sent up is open"),
                _("What you send up stays here until the customer was told what was decided."),
                _("Whoever sent it up keeps tracking it (C4)."),
            )
            return
        self._empty.set_text(
            _("Nothing waits for a decision"),
            _("What agents send up, and what must be told at once, appears here by urgency."),
        )


def _read(
    ctx: Context, queue: Queue, *, decides: bool
) -> tuple[Queue, tuple[ReviewLine, ...], Waiting, int]:
    """On a reading thread: the lines of `queue`, the counts of both."""
    mine = sent_up_by_me(ctx)
    lines = review_queue(ctx) if queue is Queue.WAITING else mine
    counts = review_counts(ctx) if decides else None
    return queue, lines, Waiting(counts, owed(mine)), len(mine)
