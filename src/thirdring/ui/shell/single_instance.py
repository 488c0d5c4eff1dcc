"""One desk per database and person at this computer; a second start tells the first and leaves.

A local socket (a pipe on Windows) that only this user can open. What comes through it is hostile
input all the same: it is bounded, parsed as JSON and read field by field.
"""

import hashlib
import json
from typing import Any

from PySide6.QtCore import QDir, QLockFile, QObject, Signal, Slot
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_MOST_BYTES = 4096
_PATIENCE_MS = 2000
# Who took the connection is alive, though perhaps still loading.
_ANSWER_MS = 20_000


def line_name(address: str) -> str:
    """The socket's name for the database at `address` (its text without a password)."""
    return "thirdring-" + hashlib.sha256(address.encode()).hexdigest()[:16]


def tell(name: str, message: dict[str, Any]) -> bool:
    """Tell the running desk; False when none is running (or it does not answer in 20 s)."""
    socket = QLocalSocket()
    socket.connectToServer(name)
    if not socket.waitForConnected(_PATIENCE_MS):
        return False
    socket.write(json.dumps(message, ensure_ascii=False).encode() + b"\n")
    heard = socket.waitForBytesWritten(_PATIENCE_MS) and socket.waitForReadyRead(_ANSWER_MS)
    socket.disconnectFromServer()
    return bool(heard)


def line_or_told(name: str, message: dict[str, Any]) -> "DeskLine | None":
    """The line of the only desk, listening; None when another desk runs and was told.

    Two starts at once go through here one after the other.
    """
    gate = QLockFile(f"{QDir.tempPath()}/{name}.lock")
    gate.lock()
    try:
        if tell(name, message):
            return None
        line = DeskLine(name)
        line.listen()
        return line
    finally:
        gate.unlock()


class DeskLine(QObject):
    """Listens for other starts. `told` carries the message, a dict of JSON values."""

    told = Signal(object)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)

    def listen(self) -> bool:
        """Begin; what a killed desk left behind is taken away first. False if it can't.

        Takes the name from a living desk too (Qt moves its socket into place): `tell` comes first.
        """
        QLocalServer.removeServer(self._name)
        return self._server.listen(self._name)

    def close(self) -> None:
        """Stop listening."""
        self._server.close()

    @Slot()
    def _on_connection(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.readyRead.connect(self._on_ready)
            socket.disconnected.connect(socket.deleteLater)

    @Slot()
    def _on_ready(self) -> None:
        socket = self.sender()
        if not isinstance(socket, QLocalSocket):
            return
        if not socket.canReadLine():
            if socket.bytesAvailable() > _MOST_BYTES:
                socket.abort()
            return
        line = bytes(socket.readLine(_MOST_BYTES).data())
        message = _understood(line)
        if message is None:
            socket.abort()
            return
        socket.write(b"ok\n")
        socket.flush()
        self.told.emit(message)


def _understood(line: bytes) -> dict[str, Any] | None:
    try:
        message = json.loads(line.decode())
    except (ValueError, RecursionError):
        return None
    return message if isinstance(message, dict) else None
