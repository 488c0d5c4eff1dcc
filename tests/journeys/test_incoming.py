"""A ringing phone: the running desk is told; what is hostile is refused; a second start leaves."""

import json
from typing import Any

import pytest
from PySide6.QtNetwork import QLocalSocket

from thirdring.app import announce_call
from thirdring.domain.errors import Refusal
from thirdring.ui.shell.single_instance import DeskLine, line_name


@pytest.fixture
def line(qtbot: Any, tmp_path: Any) -> Any:
    line = DeskLine(line_name(str(tmp_path / "center.db")))
    assert line.listen()
    yield line
    line.close()


def send(qtbot: Any, name: str, data: bytes) -> QLocalSocket:
    socket = QLocalSocket()
    socket.connectToServer(name)
    assert socket.waitForConnected(2000)
    socket.write(data)
    socket.flush()
    return socket


def test_a_message_arrives_and_is_answered(qtbot: Any, line: DeskLine, tmp_path: Any) -> None:
    name = line_name(str(tmp_path / "center.db"))
    with qtbot.waitSignal(line.told) as told:
        socket = send(qtbot, name, json.dumps({"deed": "ring", "number": "95588"}).encode() + b"\n")
    assert told.args == [{"deed": "ring", "number": "95588"}]
    qtbot.waitUntil(lambda: socket.bytesAvailable() > 0)
    assert bytes(socket.readAll().data()) == b"ok\n"


@pytest.mark.parametrize("data", [b"[]\n", b"{\n", b"\xff\xfe\n", b"x" * 9000])
def test_what_is_no_message_is_hung_up_on(
    qtbot: Any, line: DeskLine, tmp_path: Any, data: bytes
) -> None:
    heard: list[object] = []
    line.told.connect(heard.append)
    socket = send(qtbot, line_name(str(tmp_path / "center.db")), data)
    qtbot.waitUntil(lambda: socket.state() is QLocalSocket.LocalSocketState.UnconnectedState)
    assert heard == []


@pytest.mark.parametrize("number", ["<img src=x>", "138|rm -rf /", "1" * 33, "abc"])
def test_a_hostile_caller_id_is_refused(qtbot: Any, number: str) -> None:
    with pytest.raises(Refusal):
        announce_call(None, number)
