"""A way to a server that can be disturbed: slow, throttled, silent, reset, or cut after the COMMIT.

A real TCP proxy on a real socket; what goes through it is not changed, only delayed or lost.
"""

import contextlib
import socket
import struct
import threading
from collections.abc import Callable, Iterator
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


class _Pair:
    """One connection through the proxy: its two ends, closed by the last of its two threads."""

    def __init__(self, near: socket.socket, far: socket.socket) -> None:
        self.near, self.far = near, far
        self.over, self.mute, self.gone = (threading.Event() for _event in range(3))
        self._turn, self._left = threading.Lock(), 2
        for end in (near, far):
            end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            end.settimeout(_LOOK_SECONDS)

    def leave(self) -> None:
        self.over.set()
        with self._turn:
            self._left -= 1
            last = not self._left
        if last:
            _reset(self.near)
            _reset(self.far)
            self.gone.set()


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
    _pairs: list[_Pair] = field(init=False, default_factory=list)
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
        self.drop()
        for thread in self._threads:
            thread.join()
        self._listener.close()

    def url(self, direct: str) -> str:
        """The address `direct` of the server, through here."""
        return direct.replace(f":{self.to[1]}/", f":{self.port}/")

    def drop(self) -> None:
        """Reset every connection that stands; they are gone when this returns."""
        for pair in self._pairs:
            pair.over.set()
        for pair in self._pairs:
            pair.gone.wait()
        self._pairs.clear()

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
            try:
                if self.way is Way.RESET:
                    raise ConnectionResetError
                far = socket.create_connection(self.to)
            except OSError:
                _reset(near)
                continue
            pair = _Pair(near, far)
            self._pairs.append(pair)
            self._run(self._up, pair)
            self._run(self._down, pair)

    def _up(self, pair: _Pair) -> None:
        """From the desk to the server."""
        for data in self._pieces(pair, pair.near):
            if self.when is not None:
                self.way = self.when(data) or self.way
            if self.way is Way.RESET:
                break
            if self.way is Way.HOLE:
                continue
            if self.way is Way.CUT_AFTER_COMMIT and b"COMMIT" in data:
                pair.mute.set()
            self._send(pair.far, data)
        pair.leave()

    def _down(self, pair: _Pair) -> None:
        """From the server to the desk."""
        for data in self._pieces(pair, pair.far):
            if self.way is Way.DELAY:
                pair.over.wait(self.delay_seconds)
            if pair.mute.is_set() or self.way is Way.RESET:
                break
            if self.way is Way.HOLE:
                continue
            self._send(pair.near, data)
        pair.leave()

    def _send(self, end: socket.socket, data: bytes) -> None:
        step = 512 if self.way is Way.THROTTLE else len(data)
        with contextlib.suppress(OSError):
            for at in range(0, len(data), step):
                end.sendall(data[at : at + step])
                if step < len(data):
                    self._over.wait(0.001)

    def _pieces(self, pair: _Pair, end: socket.socket) -> Iterator[bytes]:
        while not (self._over.is_set() or pair.over.is_set()):
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
