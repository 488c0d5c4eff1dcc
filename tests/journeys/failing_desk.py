"""A desk in which everything fails that can: what it writes down of it is read by the test.

Run as `python -m tests.journeys.failing_desk URL LOGIN RECORD`: RECORD is the JSON of a call, whose
values come up in every error. The center at URL refuses it.
"""

import faulthandler
import gc
import json
import logging
import os
import sys
import threading
import warnings
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from thirdring.bug_report import take_hooks


class Forgotten:
    """Fails when it is destroyed."""

    def __init__(self, record: object) -> None:
        self.record = record

    def __del__(self) -> None:
        raise LookupError(self.record)


def wrong(record: dict[str, Any]) -> Exception:
    """What pydantic says of it, with what it was given."""
    from pydantic import ValidationError

    from thirdring.usecases.records import CallInput

    try:
        CallInput.model_validate({"title": record["name"], "rings": record["number"] + "?"})
    except ValidationError as error:
        return error
    raise AssertionError


def fail(record: dict[str, Any]) -> None:
    """In a thread, with a cause."""
    try:
        raise wrong(record)
    except ValueError as error:
        raise RuntimeError(f"cannot log {record}") from error


def beside_the_window(record: dict[str, Any]) -> None:
    """What comes up off the window: threads, logs of all kinds, warnings, destructors."""
    thread = threading.Thread(target=fail, args=(record,))
    thread.start()
    thread.join()
    for name in ("thirdring.store.change_feed", "sqlalchemy.pool"):
        logging.getLogger(name).error("not sent: %s", record, exc_info=wrong(record))
        logging.getLogger(name).warning("%d %d", record)  # noqa: PLE1206 - can't be filled in
    logging.getLogger("imap_tools").warning("odd header in " + json.dumps(record))  # noqa: G003
    warnings.warn(f"a cell of {record}", UserWarning, stacklevel=1)
    Forgotten(record)
    gc.collect()
    faulthandler.dump_traceback(sys.stderr)


def keep(record: dict[str, Any], folder: Path) -> None:
    """In an outbox whose server never answers, with a receipt beside it."""
    from tests.usecases.offline.conftest import desk_at
    from tests.usecases.offline.test_faults import MATTER
    from thirdring.domain.errors import KeptHere
    from thirdring.domain.ids import new_id
    from thirdring.usecases.log_call import log_call
    from thirdring.usecases.receive_matter import receive_matter
    from thirdring.usecases.records import CallInput, ReceptionInput, checked

    class Clock:
        now = datetime(2026, 11, 22, 4, tzinfo=UTC)

    house: Any = Clock()
    desk = desk_at("postgresql://lan:hush@127.0.0.1:9/none", new_id(), folder, house)
    matter = checked(ReceptionInput, MATTER | {"name": record["name"], "raised": record["raised"]})
    receipt = folder.parent.parent / "receipt.txt"
    receipt.write_text(f"{record['name']} {record['number']}", encoding="utf-8")
    for deed in (
        (log_call, checked(CallInput, record), new_id()),
        (receive_matter, matter, new_id(), None, [receipt]),
    ):
        try:
            desk.run(*deed)
        except KeptHere as kept:
            logging.getLogger("thirdring.usecases.offline").warning("kept", exc_info=kept)
    desk.post.send_all()
    assert len(desk.post.records()) == 2
    desk.close()


def main() -> None:
    """Fail in every way; the details of the crash page are written where they would be pasted."""
    take_hooks()
    url, login, record = sys.argv[1], sys.argv[2], json.loads(sys.argv[3])
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from thirdring.store.address import parse_address
    from thirdring.store.engine import open_store
    from thirdring.ui.garbage import MainThreadGarbage
    from thirdring.ui.runner import Runner
    from thirdring.ui.shell.crash import CrashGuard, CrashPage
    from thirdring.ui.theme import Theme
    from thirdring.usecases.log_call import log_call
    from thirdring.usecases.opening import enter
    from thirdring.usecases.records import CallInput, checked

    app = QApplication([])
    Theme(parent=app).install(app)
    MainThreadGarbage(app)
    home = Path(os.environ["THIRDRING_HOME"])
    password = os.environ["THIRDRING_PASSWORD"]
    with open_store(replace(parse_address(url), login=login, password=password)) as store:
        _person, center = enter(store, login, password, None)
        runner, page, guard = Runner(center), CrashPage(), CrashGuard()
        guard.install()
        crashes: list[BaseException] = []

        def crashed(error: BaseException) -> None:
            crashes.append(error)
            page.show_error(error, None)
            report = home / f"crash-{len(crashes)}.txt"
            report.write_text(page._details.toPlainText(), encoding="utf-8")
            if len(crashes) == 3:
                app.quit()

        runner.crashed.connect(crashed)
        guard.crashed.connect(crashed)
        runner.run(log_call, checked(CallInput, record), owner=runner)
        QTimer.singleShot(0, lambda: fail(record))
        threading.Thread(target=fail, args=(record,)).start()
        QTimer.singleShot(30_000, app.quit)
        app.exec()
        runner.shut_down()
        sys.stdout.write(f"{[type(one).__name__ for one in crashes]}\n")
    beside_the_window(record)
    keep(record, home / "desk")


if __name__ == "__main__":
    main()
