"""Composition root: the only package that knows everyone. Paints first, opens the database after."""

import sys
from pathlib import Path

from thirdring.domain.enums import Language


def run_desk(address: str | None, login: str | None, *, demo: bool = False) -> int:
    """Open the desk on the database at `address`; returns when it is closed.

    A second start on the same database raises the first one's window and leaves. `demo` opens a
    sample center of its own, made at the first time.
    """
    from thirdring.app.start import make_application, shown_at, watch_stalls, whereabouts
    from thirdring.ui.shell.single_instance import line_name, line_or_told

    app = make_application()
    watch_stalls(app)
    address = whereabouts(address, demo=demo)
    name = line_name(shown_at(address))
    # Before anything slow is loaded, so that a second start is answered soon.
    line = line_or_told(name, {"deed": "raise"})
    if line is None:
        return 0
    from thirdring.app.front_door import FrontDoor

    door = FrontDoor(app, address, login=login, demo=demo)
    line.told.connect(door.hear)
    lines = [line]

    def moved(server: str) -> None:
        """Rings and other starts ask for the server's desk from now on."""
        other = line_or_told(line_name(shown_at(server)), {"deed": "raise"})
        if other is not None:
            other.told.connect(door.hear)
            lines.append(other)

    door.moved.connect(moved)
    door.open()
    code = app.exec()
    for one in lines:
        one.close()
    door.close()
    return code


def announce_call(
    address: str | None, number: str, *, call_id: str | None = None, name: str | None = None
) -> int:
    """A phone rings: tell the running desk, or start one; returns the exit code.

    Raises:
        Refusal: `number` is not what a telephone system sends (domain/phones.caller_id).
    """
    from PySide6.QtCore import QCoreApplication

    from thirdring.app.start import shown_at, whereabouts
    from thirdring.domain.phones import caller_id
    from thirdring.domain.text_safety import TextKind, clean
    from thirdring.ui.shell.single_instance import line_name, tell

    caller = caller_id(number)
    ring: dict[str, object] = {
        "deed": "ring",
        "number": caller.number,
        "anonymous": caller.anonymous,
        "name": clean(name or "", TextKind.NAME, field="name").text,
        "call_id": clean(call_id or "", TextKind.KEY, field="call_id").text,
    }
    if QCoreApplication.instance() is None:
        QCoreApplication(sys.argv[:1])
    if tell(line_name(shown_at(whereabouts(address))), ring):
        return 0
    return _start_with(address, ring)


def _start_with(address: str | None, ring: dict[str, object]) -> int:
    """Nobody is at the desk: start one in a process of its own, which takes the ring at sign-in."""
    import json
    import os
    import subprocess

    environment = os.environ | {"THIRDRING_RING": json.dumps(ring)}
    if address:
        environment["THIRDRING_DB"] = address
    subprocess.Popen(
        [sys.executable, "-m", "thirdring"],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    return 0


def run_tour(out: Path, *, language: Language | None = None, theme: str | None = None) -> int:
    """Walk a working day in the real windows; pictures and files go to `out`."""
    from thirdring.app.tour import tour

    return tour(out, language=language, theme=theme)


def run_center_tour(
    out: Path, address: str | None, *, language: Language | None = None, theme: str | None = None
) -> int:
    """Walk three desks on one server; `address`: its administrator's, or None for one of its own."""
    from thirdring.app.center_tour.tour import center_tour

    return center_tour(out, address, language=language, theme=theme)
