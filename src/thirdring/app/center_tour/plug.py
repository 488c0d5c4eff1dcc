"""A desk's cable to its server, with a plug that can be pulled: a relay on this computer."""

import contextlib
import selectors
import socket
import threading
from typing import Self

_CHUNK = 65_536
_LOOK_SECONDS = 0.05


class Plug:
    """Passes on what comes to `port`, both ways, until `pull`; then whoever asks is turned away, as
    by a computer without a network. One thread, from entering the block to leaving it.
    """

    def __init__(self, host: str, port: int) -> None:
        self._to = (host, port)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self._ends: dict[socket.socket, socket.socket] = {}
        self._turn = threading.Lock()
        self._over = threading.Event()
        self._out = False
        self._thread = threading.Thread(target=self._relay, name="thirdring-plug", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()
        self.pull()
        self._listener.close()

    def pull(self) -> None:
        """Every connection that stands is gone, and none comes about."""
        with self._turn:
            self._out = True
            for end in self._ends:
                # Closed by the thread that reads it; a reader of a closed number could meet another.
                with contextlib.suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)

    def put_back(self) -> None:
        with self._turn:
            self._out = False

    def _relay(self) -> None:
        with selectors.DefaultSelector() as ready:
            ready.register(self._listener, selectors.EVENT_READ)
            while not self._over.is_set():
                for key, _events in ready.select(_LOOK_SECONDS):
                    if key.fileobj is self._listener:
                        self._let_in(ready)
                    elif isinstance(key.fileobj, socket.socket) and key.fileobj in self._ends:
                        self._pass_on(ready, key.fileobj)
            for end in list(self._ends):
                end.close()

    def _let_in(self, ready: selectors.BaseSelector) -> None:
        near, _address = self._listener.accept()
        with self._turn:
            if self._out:
                near.close()
                return
            try:
                far = socket.create_connection(self._to)
            except OSError:
                near.close()
                return
            for end, other in ((near, far), (far, near)):
                end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                self._ends[end] = other
                ready.register(end, selectors.EVENT_READ)

    def _pass_on(self, ready: selectors.BaseSelector, end: socket.socket) -> None:
        other = self._ends[end]
        try:
            data = end.recv(_CHUNK)
            if data and not self._out:
                other.sendall(data)
                return
        except OSError:
            pass
        with self._turn:
            for one in (end, other):
                self._ends.pop(one, None)
                ready.unregister(one)
                one.close()
