"""The steps of a tour, and who takes one after another."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication

_BEAT_MS = 60
_MOST_BEATS = 1000  # a minute for one step: a busy machine is no bug


def _at_once() -> bool:
    return True


def _nobody() -> int:
    return 0


@dataclass(frozen=True, slots=True)
class Step:
    """`act` does it; the picture `name` is taken once everything has settled and `until` holds (""
    takes none).
    """

    name: str
    act: Callable[[], object]
    until: Callable[[], bool] = _at_once


def write_into(form: Any, field: str, text: str) -> None:
    """Into a field of a form itself, as typing would."""
    edit = form.field(field)
    if hasattr(edit, "replace_all"):
        edit.replace_all(text)
    else:
        edit.selectAll()
        edit.insert(text)


class Walk(QObject):
    """Takes one step after another, waiting for the windows between them; then ends the
    application's loop. `code` is then the exit code.

    `asked`: the code somebody wants it to end with, 0 while nobody does; looked at before each step,
    so that a signal's handler, which runs anywhere, has nothing to do but say so. Whoever derives from it says what it looks at and what it photographs.
    """

    def __init__(
        self, app: QApplication, *, calm_beats: int = 5, asked: Callable[[], int] = _nobody
    ) -> None:
        super().__init__(app)
        self._app, self._calm_beats, self._asked = app, calm_beats, asked
        self._steps: Iterator[Step] = iter(())
        self._step: Step | None = None
        self._calm = self._beats = 0
        self.code = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_BEAT_MS)
        self._timer.timeout.connect(self._on_beat)

    def begin(self, steps: Iterable[Step]) -> None:
        """Take `steps`."""
        self._steps = iter(steps)
        self._timer.start()

    def end(self, code: int) -> None:
        """Stop here."""
        self.code = code
        self._timer.stop()
        self._app.quit()

    def settled(self) -> bool:
        """Whether nothing is under way in the windows."""
        raise NotImplementedError

    def crashed(self) -> bool:
        """Whether a window shows that something went wrong."""
        raise NotImplementedError

    def photograph(self, step: Step) -> bool:
        """Take the step's picture; whether it could be written."""
        raise NotImplementedError

    @Slot()
    def _on_beat(self) -> None:
        if wanted := self._asked():
            self.end(wanted)
            return
        self._beats += 1
        # A bug is shown on the crash page, also here; a tour that meets one has failed.
        if self._beats > _MOST_BEATS or self.crashed():
            self.end(1)
            return
        done = self.settled() and (self._step is None or self._step.until())
        self._calm = self._calm + 1 if done else 0
        if self._calm < self._calm_beats:
            return
        if self._step is not None and self._step.name and not self.photograph(self._step):
            self.end(1)
            return
        self._step = next(self._steps, None)
        self._calm = self._beats = 0
        if self._step is None:
            self.end(0)
            return
        self._step.act()
