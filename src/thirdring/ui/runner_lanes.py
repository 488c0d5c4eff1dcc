"""The threads behind the runner: each lane is a queue and the threads that empty it. No widgets."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any

from thirdring.domain.errors import Unavailable, say

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


class Lane:
    """`threads` workers on one queue; `deliver` is called on them, once per task."""

    def __init__(self, name: str, threads: int, deliver: Callable[[Answer], None]) -> None:
        self._queue: SimpleQueue[_Task | None] = SimpleQueue()
        self._deliver = deliver
        self._closed = False
        # Daemons: a server that never answers must not keep a closed desk alive.
        self._threads = [
            threading.Thread(target=self._work, name=f"{name}-{n}", daemon=True)
            for n in range(threads)
        ]
        for thread in self._threads:
            thread.start()

    def put(
        self,
        call: "Call",
        how: Callable[..., Any],
        deed: Callable[..., Any],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
    ) -> None:
        """Queue a task; on a closed lane the answer is `Unavailable` at once."""
        if self._closed:
            self._deliver(Answer(call, error=Unavailable(say("The desk is closing."))))
            return
        self._queue.put(_Task(call, how, deed, args, kwargs))

    def close(self, timeout: float) -> bool:
        """Let the workers finish what is queued; True when all ended within `timeout` seconds."""
        if not self._closed:
            self._closed = True
            for _ in self._threads:
                self._queue.put(None)
        end = time.monotonic() + timeout
        for thread in self._threads:
            thread.join(max(0.0, end - time.monotonic()))
        return not any(thread.is_alive() for thread in self._threads)

    def _work(self) -> None:
        while True:
            task = self._queue.get()
            if task is None:
                return
            self._deliver(task.answer())
            del task  # or the last call's objects live until the next one comes
