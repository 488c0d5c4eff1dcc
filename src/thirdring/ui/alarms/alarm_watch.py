"""Ticks every half minute: has what is due told once, and knows what this person has to be told."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from thirdring.domain.errors import ThirdRingError
from thirdring.ui.runner import Runner
from thirdring.usecases.alarm_rows import AlarmRow
from thirdring.usecases.raise_alarms import alarms_due, my_alarms, raise_alarms, see_alarm

PERIOD_MS = 30_000
TOPICS = frozenset(
    {"alarms", "callbacks", "clocks", "return_visits", "escalations", "tickets", "staff", "notices"}
)
RAISED = frozenset({"alarms"})
_DEADLINE_SECONDS = 20.0
# Who needn't look does all the same, so often: the desk that looks for all may hang.
LOOKS_ANYWAY = 10


class AlarmWatch(QObject):
    """`lookout()`: whether this desk looks at what time brings; what others' looking finds it is told
    as a change. `listed`: everything that is to be told and wasn't put away. `rang`: what of it is
    new since the last look (at the sign-in nothing is new: the bell's count says it).
    """

    listed = Signal(object)  # tuple[AlarmRow, ...]
    rang = Signal(object)  # tuple[AlarmRow, ...]
    failed = Signal(object)  # ThirdRingError
    ticked = Signal()

    def __init__(
        self,
        runner: Runner,
        parent: QObject | None = None,
        lookout: Callable[[], bool] = lambda: True,
    ) -> None:
        super().__init__(parent)
        self._runner, self._lookout, self._ticks = runner, lookout, 0
        self._known: set[tuple[object, object]] | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(PERIOD_MS)
        self._timer.timeout.connect(self.tick)

    def start(self) -> None:
        """Look now, and from now on."""
        self._timer.start()
        self.tick()

    def tick(self) -> None:
        """Have told what is due; a center that doesn't answer is asked again half a minute later."""
        if self._lookout() or self._ticks % LOOKS_ANYWAY == 0:
            self._look()
            self.refresh()
        self._ticks += 1
        self.ticked.emit()

    def _look(self) -> None:
        self._runner.read(
            alarms_due, owner=self, key="due", deadline=_DEADLINE_SECONDS,
            then=self._on_due, failed=self._on_unreachable,
        )  # fmt: skip

    def refresh(self) -> None:
        """After a commit: read again what is to be told."""
        self._runner.read(
            my_alarms, owner=self, key="mine", deadline=_DEADLINE_SECONDS,
            then=self._on_mine, failed=self._on_unreachable,
        )  # fmt: skip

    def see(self, rows: tuple[AlarmRow, ...]) -> None:
        """Put these away; they come back only with their next stage."""
        for row in rows:
            self._runner.run(
                see_alarm, row.clock_id, row.stage, owner=self,
                then=self._on_seen, failed=self._on_not_seen,
            )  # fmt: skip

    def _on_due(self, due: bool) -> None:
        if due:
            self._runner.run(
                raise_alarms, owner=self, then=self._on_raised, failed=self._on_unreachable
            )

    def _on_raised(self, rows: tuple[AlarmRow, ...]) -> None:
        self.refresh()
        if rows:  # of very much, after days without a desk, only so much is told at once
            self._look()

    def _on_mine(self, rows: tuple[AlarmRow, ...]) -> None:
        keys: set[tuple[object, object]] = {(row.clock_id, row.stage) for row in rows}
        fresh = () if self._known is None else tuple(
            row for row in rows if (row.clock_id, row.stage) not in self._known
        )  # fmt: skip
        self._known = keys
        self.listed.emit(rows)
        if fresh:
            self.rang.emit(fresh)

    def _on_seen(self, _nothing: object) -> None:
        self.refresh()

    def _on_not_seen(self, error: ThirdRingError) -> None:
        self.failed.emit(error)
        self.refresh()

    def _on_unreachable(self, _error: ThirdRingError) -> None:
        """Somebody's typing isn't disturbed for this: the next tick asks again."""
