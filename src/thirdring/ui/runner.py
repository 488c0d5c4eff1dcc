"""Runs deeds on database threads and brings their results back to the window's thread.

One thread writes, so that writes happen in the order they were asked for; two read, so that a
slow search never delays a save. Only frozen records may cross.
"""

import time
import weakref
from collections.abc import Callable, Hashable
from importlib import import_module
from typing import Any, Protocol

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from thirdring.domain.errors import ThirdRingError, Unavailable, say
from thirdring.ui.gate import Gate
from thirdring.ui.runner_lanes import HELP_SECONDS, Answer, Lane

Deed = Callable[..., Any]
_TICK_MS = 100


class Center(Protocol):
    """What runs a deed in a transaction; `usecases.center.Center` is one."""

    def run(self, deed: Deed, /, *args: Any, **kwargs: Any) -> Any:
        """Run `deed(ctx, *args, **kwargs)` and commit."""
        ...

    def read(self, deed: Deed, /, *args: Any, **kwargs: Any) -> Any:
        """Run `deed(ctx, *args, **kwargs)` without writing."""
        ...


def _as_it_is(work: Callable[..., Any], *args: Any) -> Any:
    return work(*args)


class _Listener:
    """A callback that does not keep the widget it belongs to alive."""

    def __init__(self, slot: Callable[[Any], None] | None) -> None:
        self._strong: Callable[[Any], None] | None = None
        self._weak: weakref.WeakMethod[Callable[[Any], None]] | None = None
        if isinstance(getattr(slot, "__self__", None), QObject):
            self._weak = weakref.WeakMethod(slot)  # type: ignore[arg-type]
        else:
            self._strong = slot

    def __call__(self, value: object) -> None:
        slot = self._weak() if self._weak is not None else self._strong
        if slot is not None:
            slot(value)

    @property
    def given(self) -> bool:
        return self._weak is not None or self._strong is not None


class Call:
    """One deed under way. `cancel()` drops its answer (and the deed, if it hasn't begun)."""

    def __init__(self, owner: QObject, then: _Listener, failed: _Listener) -> None:
        self.cancelled = False
        self.then = then
        self.failed = failed
        self.due_at: float | None = None
        self._owner = weakref.ref(owner)

    def cancel(self) -> None:
        self.cancelled = True

    @property
    def wanted(self) -> bool:
        """Whether somebody still waits: not cancelled, and the owner lives."""
        owner = self._owner()
        return not self.cancelled and owner is not None and shiboken6.isValid(owner)


# So long a day that ends waits for what saves nothing.
_BESIDE_SECONDS = 1.0


class Runner(QObject):
    """`refused`: an error nobody listened for. `crashed`: a bug. `settled`: nothing is under way.
    `ending`: the day is closed; what takes long gives up.

    All signals and callbacks come on the thread the runner was made on.
    """

    refused = Signal(object)  # ThirdRingError
    crashed = Signal(object)  # BaseException
    settled = Signal()
    ending = Signal()
    _answered = Signal(object)  # Answer, from a lane's thread

    def __init__(
        self,
        center: Center,
        parent: QObject | None = None,
        *,
        readers: int = 2,
        patience: float = HELP_SECONDS,
    ) -> None:
        """`patience`: so many seconds the first reader may take before another helps."""
        super().__init__(parent)
        self._center = center
        self._gate = Gate()
        self._writer = Lane("thirdring-writer", 1, self._deliver)
        self._readers = Lane("thirdring-reader", readers, self._deliver, patience)
        self._far: Lane | None = None
        self._loader: Lane | None = None
        self._open: set[Call] = set()
        self._newest: dict[tuple[int, Hashable], Call] = {}
        self._clock = QTimer(self)
        self._clock.setInterval(_TICK_MS)
        self._clock.timeout.connect(self._on_tick)
        self._answered.connect(self._on_answered, Qt.ConnectionType.QueuedConnection)

    @property
    def idle(self) -> bool:
        """Nothing is under way."""
        return not self._open

    def run(
        self,
        deed: Deed,
        *args: Any,
        owner: QObject,
        then: Callable[[Any], None] | None = None,
        failed: Callable[[ThirdRingError], None] | None = None,
        deadline: float | None = None,
        **kwargs: Any,
    ) -> Call:
        """Write: in order, one at a time. `deadline` in seconds, see `read`."""
        call = self._begin(owner, then, failed, deadline)
        self._put(self._writer, call, self._center.run, deed, args, kwargs)
        return call

    def read(
        self,
        deed: Deed,
        *args: Any,
        owner: QObject,
        then: Callable[[Any], None] | None = None,
        failed: Callable[[ThirdRingError], None] | None = None,
        key: Hashable = None,
        deadline: float | None = None,
        **kwargs: Any,
    ) -> Call:
        """Read. With `key`, only the newest call of this owner and key is answered.

        `deadline` (seconds): if no answer has come by then, `failed` gets `Unavailable`; the
        thread goes on, and its answer is dropped.
        """
        call = self._begin(owner, then, failed, deadline)
        if key is not None:
            older = self._newest.get((id(owner), key))
            if older is not None:
                self._close(older)
            self._newest[id(owner), key] = call
        self._put(self._readers, call, self._center.read, deed, args, kwargs)
        return call

    def work(
        self,
        errand: Callable[..., Any],
        *args: Any,
        owner: QObject,
        then: Callable[[Any], None] | None = None,
        failed: Callable[[ThirdRingError], None] | None = None,
        **kwargs: Any,
    ) -> Call:
        """Run `errand(center, …)` outside any transaction: what waits for another machine. One at a
        time, on a thread of its own, so that it holds up neither a save nor a list.
        """
        if self._far is None:
            self._far = Lane("thirdring-far", 1, self._deliver)
        call = self._begin(owner, then, failed, None)
        self._put(self._far, call, self._with_center, errand, args, kwargs)
        return call

    def _with_center(self, errand: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        return errand(self._center, *args, **kwargs)

    def apart(
        self,
        work: Callable[..., Any],
        *args: Any,
        owner: QObject,
        then: Callable[[Any], None] | None = None,
        failed: Callable[[ThirdRingError], None] | None = None,
    ) -> Call:
        """Work that is no deed of the center's, on this computer's own disk say: off the window's
        thread, outside any transaction.
        """
        call = self._begin(owner, then, failed, None)
        self._put(self._readers, call, _as_it_is, work, args, {})
        return call

    def load(self, module: str, *, owner: QObject, then: Callable[[Any], None]) -> Call:
        """Import a module, on a thread of its own: one that reads may wait for a server."""
        if self._loader is None:
            self._loader = Lane("thirdring-loader", 1, self._deliver)
        call = self._begin(owner, then, None, None)
        self._put(self._loader, call, _as_it_is, import_module, (module,), {})
        return call

    def shut_down(self, timeout: float = 5.0) -> bool:
        """Finish what was asked for, take nothing new; False if it took longer than `timeout` s.

        Answers that come after this are dropped.
        """
        self._clock.stop()
        self.ending.emit()
        done = self._writer.close(timeout)
        done = self._readers.close(timeout) and done
        for lane in (self._far, self._loader):
            # It may wait for a server that says nothing, what it had is committed; or import for
            # long, what nobody will show.
            if lane is not None:
                done = lane.close(min(timeout, _BESIDE_SECONDS)) and done
        self._gate.shut()
        for call in list(self._open):
            call.cancel()
        return done

    def _put(
        self,
        lane: Lane,
        call: Call,
        how: Callable[..., Any],
        deed: Callable[..., Any],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
    ) -> None:
        if not lane.put(call, how, deed, args, kwargs):
            error = Unavailable(say("The desk is closing."))
            self._answered.emit(Answer(call, error=error))

    def _deliver(self, answer: Answer) -> None:
        """Called on a lane's thread; a thread that was given up at closing may come late."""
        if shiboken6.isValid(self):
            self._gate.tell(self._answered.emit, answer)

    def _begin(
        self,
        owner: QObject,
        then: Callable[[Any], None] | None,
        failed: Callable[[ThirdRingError], None] | None,
        deadline: float | None,
    ) -> Call:
        call = Call(owner, _Listener(then), _Listener(failed))
        self._open.add(call)
        if deadline is not None:
            call.due_at = time.monotonic() + deadline
            self._clock.start()
        return call

    def _close(self, call: Call) -> None:
        call.cancel()
        self._open.discard(call)

    @Slot(object)
    def _on_answered(self, answer: Answer) -> None:
        call = answer.call
        wanted = call in self._open and call.wanted
        self._open.discard(call)
        for key, newest in list(self._newest.items()):
            if newest is call:
                del self._newest[key]
        if answer.error is not None:
            self._fail(call, answer.error, wanted=wanted)
        elif wanted:
            call.then(answer.value)
        if not self._open:
            self._clock.stop()
            self.settled.emit()

    def _fail(self, call: Call, error: BaseException, *, wanted: bool) -> None:
        if not isinstance(error, ThirdRingError):
            self.crashed.emit(error)
        elif wanted and call.failed.given:
            call.failed(error)
        elif wanted:
            self.refused.emit(error)

    @Slot()
    def _on_tick(self) -> None:
        now = time.monotonic()
        late = [c for c in self._open if c.due_at is not None and c.due_at <= now]
        for call in late:
            wanted = call.wanted
            self._close(call)
            error = Unavailable(say("The database has not answered in time."))
            self._fail(call, error, wanted=wanted)
        if not any(c.due_at is not None for c in self._open):
            self._clock.stop()
