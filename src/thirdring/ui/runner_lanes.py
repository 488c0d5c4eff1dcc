"""The threads behind the runner: each lane is a queue and the threads that empty it. No widgets."""

import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from thirdring.ui.runner import Call


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a call: `value`, or `error`."""

    call: "Call"
    value: Any = None
    error: BaseException | None = None


@dataclass(frozen=True, slots=True)
class _Task:
    call: "Call"
    how: Callable[..., Any]
    deed: Callable[..., Any]
    args: tuple[Any, ...]
    kwargs: dict[str, Any]

    def answer(self) -> Answer:
        if self.call.cancelled:
            return Answer(self.call)
        try:
            return Answer(self.call, self.how(self.deed, *self.args, **self.kwargs))
        except Exception as error:  # noqa: BLE001 - the runner is where errors change threads
            return Answer(self.call, error=error)


# So long the first worker of a lane may take before another helps: on a server each takes a
# connection. A file has as many as one likes; short reads still go one by one, as two at once would
# wait for each other at the interpreter.
HELP_SECONDS, HELP_SECONDS_OF_FILE = 0.05, 0.008


class Lane:
    """`threads` workers on one queue; `deliver` is called on them, once per task. One does the work,
    in order, as long as it comes on; the others help while it is held up.
    """

    def __init__(
        self,
        name: str,
        threads: int,
        deliver: Callable[[Answer], None],
        patience: float = HELP_SECONDS,
    ) -> None:
        self._tasks: deque[tuple[float, _Task]] = deque()
        self._change = threading.Condition()
        self._deliver = deliver
        self._closed = False
        # Daemons: a server that never answers must not keep a closed desk alive.
        self._threads = [
            threading.Thread(
                target=self._work, args=(patience if n else 0.0,), name=f"{name}-{n}",
                daemon=True,
            )
            for n in range(threads)
        ]  # fmt: skip
        for thread in self._threads:
            thread.start()

    def put(
        self,
        call: "Call",
        how: Callable[..., Any],
        deed: Callable[..., Any],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
    ) -> bool:
        """Queue a task; False: the lane is closed and takes none."""
        if self._closed:
            return False
        with self._change:
            self._tasks.append((time.monotonic(), _Task(call, how, deed, args, kwargs)))
            self._change.notify_all()
        return True

    def close(self, timeout: float) -> bool:
        """Let the workers finish what is queued; True when all ended within `timeout` seconds."""
        with self._change:
            self._closed = True
            self._change.notify_all()
        end = time.monotonic() + timeout
        for thread in self._threads:
            thread.join(max(0.0, end - time.monotonic()))
        return not any(thread.is_alive() for thread in self._threads)

    def _work(self, patience: float) -> None:
        while True:
            task = self._take(patience)
            if task is None:
                return
            self._deliver(task.answer())
            del task  # or the last call's objects live until the next one comes

    def _take(self, patience: float) -> _Task | None:
        """The oldest task that has waited for `patience` seconds; None when all is done for good."""
        with self._change:
            while True:
                if not self._tasks:
                    if self._closed:
                        return None
                    self._change.wait()
                    continue
                since, task = self._tasks[0]
                more = 0.0 if self._closed else since + patience - time.monotonic()
                if more <= 0:
                    self._tasks.popleft()
                    return task
                self._change.wait(more)
