"""A way to a server that can be disturbed: slow, throttled, silent, reset, or cut after the COMMIT.

A real TCP proxy on a real socket; what goes through it is not changed, only delayed or lost.
"""

import contextlib
import socket
import struct
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Self

_CHUNK = 65_536
_LOOK_SECONDS = 0.02


class Way(StrEnum):
    PASS = "pass"
    DELAY = "delay"  # each answer comes later by `delay_seconds`
    THROTTLE = "throttle"  # a few hundred bytes at a time
    HOLE = "hole"  # taken, and never answered
    RESET = "reset"  # closed with an RST
    CUT_AFTER_COMMIT = "cut after commit"  # the COMMIT reaches the server, its answer nobody


@dataclass(eq=False)
class TcpProxy:
    """Listens on `port` until the block ends. `way` may change at any time.

    `when`: a rule of the test's own, asked with each piece on its way to the server; what it
    returns becomes the way from that piece on.
    """

    to: tuple[str, int]
    way: Way = Way.PASS
    delay_seconds: float = 0.3
    when: Callable[[bytes], Way | None] | None = None
    port: int = field(init=False)
    _ends: set[socket.socket] = field(init=False, default_factory=set)
    _threads: list[threading.Thread] = field(init=False, default_factory=list)

    def __enter__(self) -> Self:
        self._over = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.settimeout(_LOOK_SECONDS)
        self.port = int(self._listener.getsockname()[1])
        self._run(self._listen)
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._listener.close()
        for end in list(self._ends):
            with contextlib.suppress(OSError):
                end.close()
        for thread in self._threads:
            thread.join()

    def url(self, direct: str) -> str:
        """The address `direct` of the server, through here."""
        return direct.replace(f":{self.to[1]}/", f":{self.port}/")

    def drop(self) -> None:
        """Reset every connection that stands."""
        for end in list(self._ends):
            _reset(end)

    def _run(self, work: Callable[..., None], *args: object) -> None:
        thread = threading.Thread(target=work, args=args, name="tcp-proxy", daemon=True)
        self._threads.append(thread)
        thread.start()

    def _listen(self) -> None:
        while not self._over.is_set():
            try:
                near, _ = self._listener.accept()
            except TimeoutError:
                continue
            except OSError:
                return
            self._ends.add(near)
            if self.way is Way.RESET:
                _reset(near)
                continue
            try:
                far = socket.create_connection(self.to)
            except OSError:
                _reset(near)
                continue
            self._ends.add(far)
            for end in (near, far):
                end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            cut = threading.Event()
            self._run(self._up, near, far, cut)
            self._run(self._down, near, far, cut)

    def _up(self, near: socket.socket, far: socket.socket, cut: threading.Event) -> None:
        """From the desk to the server."""
        for data in self._pieces(near):
            if self.when is not None:
                self.way = self.when(data) or self.way
            if self.way is Way.RESET:
                break
            if self.way is Way.HOLE:
                continue
            if self.way is Way.CUT_AFTER_COMMIT and b"COMMIT" in data:
                cut.set()
            with contextlib.suppress(OSError):
                self._send(far, data)
        _reset(near)
        _reset(far)

    def _down(self, near: socket.socket, far: socket.socket, cut: threading.Event) -> None:
        """From the server to the desk."""
        for data in self._pieces(far):
            if self.way is Way.DELAY:
                self._over.wait(self.delay_seconds)
            if cut.is_set() or self.way is Way.RESET:
                break
            if self.way is Way.HOLE:
                continue
            with contextlib.suppress(OSError):
                self._send(near, data)
        _reset(near)
        _reset(far)

    def _send(self, end: socket.socket, data: bytes) -> None:
        if self.way is not Way.THROTTLE:
            end.sendall(data)
            return
        for at in range(0, len(data), 512):
            end.sendall(data[at : at + 512])
            self._over.wait(0.001)

    def _pieces(self, end: socket.socket):  # type: ignore[no-untyped-def]
        end.settimeout(_LOOK_SECONDS)
        while not self._over.is_set():
            try:
                data = end.recv(_CHUNK)
            except TimeoutError:
                continue
            except OSError:
                return
            if not data:
                return
            yield data


def _reset(end: socket.socket) -> None:
    with contextlib.suppress(OSError):
        end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        end.close()
