"""Stretches in which the window's thread answered nobody: how long, and what it was doing.

Off unless somebody asks: THIRDRING_STALLS names the file they are written to (docs/administrators.md).
A thread beside the window's asks it for a word every few milliseconds and takes the time until the
answer, which is what a key pressed then would have waited. While it waits, it looks at the stack.
"""

import faulthandler
import re
import tempfile
import threading
import time
from collections import deque
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import IO, NamedTuple

from PySide6.QtCore import QObject, Qt, Signal, Slot

LIMIT_MS = 50  # the bar for the window's thread
_ASK_EVERY = 0.01  # seconds; a stretch is told shorter than it was by so much at most
_LOOKS = 8  # at the stack, in one stretch: what takes seconds is not told by its first moment alone
_KEPT = 500
_PROGRAM = "thirdring"
_WINDOW = ("thirdring/ui/", "thirdring/app/")
# Where a database is asked. What else of the store's is called by the window wakes a thread or a file.
_DATA = ("/sqlalchemy/", "/psycopg/")
_PLACE = re.compile(r'  File "(?P<file>.*)", line (?P<line>\d+|\?\?\?) in (?P<name>.*)')
_THREAD = re.compile(r"(?:Current t|T)hread 0x(?P<ident>[0-9a-f]+)")


class Place(NamedTuple):
    """Where a call stands in the code."""

    file: str
    line: str
    name: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line} {self.name}"


Stack = tuple[Place, ...]  # the outermost call first


@dataclass(frozen=True, slots=True)
class Stall:
    """`began_at` in UTC; `worked`: milliseconds of the processor that the thread used meanwhile, the
    rest it waited, for its turn where the machine is busy; `stacks`, each the limit later than the
    one before, hold places in the code and no values. None could be taken where Qt's own code held
    the interpreter throughout.
    """

    began_at: datetime
    milliseconds: float
    worked: float
    stacks: tuple[Stack, ...]

    @property
    def reads_data(self) -> bool:
        """Whether the window itself was waiting for a database."""
        return any(reads_data(stack) for stack in self.stacks)

    def __str__(self) -> str:
        when = self.began_at.isoformat(timespec="milliseconds")
        lines = [f"{when} {self.milliseconds:.0f} ms, {self.worked:.0f} of the processor"]
        for stack in self.stacks[:1]:
            ours = [place for place in stack if _PROGRAM in place.file]
            lines += [f"  {place}" for place in ours or stack]
        return "\n".join(lines)


def reads_data(stack: Stack) -> bool:
    """Whether the stack goes from the window's code into a database's, whatever is between."""
    files = [place.file.replace("\\", "/") for place in stack]
    window = next((i for i, name in enumerate(files) if any(w in name for w in _WINDOW)), None)
    return window is not None and any(d in name for name in files[window:] for d in _DATA)


def stack_of(ident: int, file: IO[bytes]) -> Stack:
    """Where the thread is at; `file` is a real one that is written over.

    The interpreter writes it down itself. To look at another thread's frames would keep what they
    hold: a painter or a widget would then be destroyed on this thread, which Qt does not survive.
    """
    file.seek(0)
    file.truncate()
    faulthandler.dump_traceback(file)  # of all threads; past Python's buffers
    file.seek(0)
    places: list[Place] = []
    ours = False
    for line in file.read().decode("ascii", "replace").splitlines():
        if thread := _THREAD.match(line):
            ours = int(thread["ident"], 16) == ident
        elif ours and (place := _PLACE.match(line)):
            places.append(Place(place["file"], place["line"], place["name"]))
    return tuple(reversed(places))


class StallMeter(QObject):
    """Made on the window's thread, which has an application; `close()` when done.

    `longest_ms` is the longest anything had to wait, also where it was below the limit. `answered`
    tells of each asking how long it waited, and the processor's time of it, in milliseconds.
    """

    stalled = Signal(object)  # Stall
    answered = Signal(float, float)
    _asked = Signal(float)  # when, from the thread beside

    def __init__(self, parent: QObject | None = None, *, limit_ms: float = LIMIT_MS) -> None:
        super().__init__(parent)
        self.stalls: deque[Stall] = deque(maxlen=_KEPT)
        self.longest_ms = 0.0
        self._limit = limit_ms / 1000
        self._watched = threading.get_ident()
        self._answered = threading.Event()
        self._ended = threading.Event()
        self._stacks: list[Stack] = []
        self._used = time.thread_time()
        self._asked.connect(self._on_asked, Qt.ConnectionType.QueuedConnection)
        self._watch = threading.Thread(target=self._look, name="thirdring-stalls", daemon=True)
        self._watch.start()

    def close(self) -> None:
        """Look no longer."""
        self._ended.set()
        self._watch.join()

    def _look(self) -> None:
        with tempfile.TemporaryFile(buffering=0) as file:
            # Asked from when it should have been: where Qt or C keeps the interpreter to itself,
            # this thread comes late too.
            due = time.perf_counter() + _ASK_EVERY
            while not self._ended.wait(_ASK_EVERY):
                self._answered.clear()
                stacks: list[Stack] = []
                self._stacks = stacks
                self._asked.emit(due)
                while not (self._answered.wait(self._limit) or self._ended.is_set()):
                    if len(stacks) < _LOOKS:
                        stacks.append(stack_of(self._watched, file))
                due = time.perf_counter() + _ASK_EVERY

    @Slot(float)
    def _on_asked(self, at: float) -> None:
        took = max(0.0, time.perf_counter() - at) * 1000
        used = time.thread_time()
        worked, self._used = min(took, (used - self._used) * 1000), used
        stacks = tuple(self._stacks)
        self._answered.set()
        self.longest_ms = max(self.longest_ms, took)
        if took > self._limit * 1000:
            began = datetime.now(UTC) - timedelta(milliseconds=took)
            stall = Stall(began, took, worked, stacks)
            self.stalls.append(stall)
            self.stalled.emit(stall)
        self.answered.emit(took, worked)


class StallFile(QObject):
    """Adds each stall to a file, as it comes."""

    def __init__(self, path: Path, meter: StallMeter) -> None:
        super().__init__(meter)
        self._path = path
        meter.stalled.connect(self._on_stalled)

    @Slot(object)
    def _on_stalled(self, stall: Stall) -> None:
        with self._path.open("a", encoding="utf-8") as file:
            file.write(f"{stall}\n")
