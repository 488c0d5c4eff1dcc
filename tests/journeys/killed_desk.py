"""A desk to be killed: the real form over real files, typing by itself until SIGKILL comes.

Run as `python -m tests.journeys.killed_desk FOLDER`: for each line on stdin (a seed) it forks a
desk, so that fifty starts cost fifty forks and not fifty imports. Each desk tells on stdout what
it restored, what it handed to the drafts, what became durable and what the center has.
"""

import json
import os
import random
import sys
import time
from pathlib import Path
from typing import Any

LETTERS = "abcdefghijklmnopqrstuvwxyz "


def tell(kind: str, value: Any) -> None:
    """One line: kind, monotonic seconds, JSON."""
    line = f"{kind}\t{time.monotonic()}\t{json.dumps(value)}\n"
    os.write(1, line.encode())  # one write, so that a kill never tears a line already begun


def run_desk(folder: Path, seed: int) -> None:
    """Type until killed."""
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from tests.ui.calls.kit import WallClock, form_window, make_bench

    app = QApplication([])
    bench = make_bench(folder, WallClock(None))
    window = form_window(bench)
    desk = window.desk
    keeper = desk._keeper
    keep = keeper.keep

    def telling(draft: Any, *, at_once: bool = False) -> None:
        tell("KEPT", {"id": str(draft.id), "state": draft.state, "content": draft.content})
        keep(draft, at_once=at_once)

    keeper.keep = telling  # type: ignore[method-assign]
    keeper.saved.connect(_tell_saved)
    desk.logged.connect(lambda row: tell("LOGGED", str(row.id)))
    ready: list[bool] = []
    desk.ready.connect(lambda: ready.append(True))
    window.show()
    while not ready:
        app.processEvents()
    tell(
        "RESTORED",
        {str(entry.id): entry.call.record.to_json() for entry in desk.pile if not entry.blank},
    )
    window.page.entered()
    chance = random.Random(seed)  # noqa: S311 - a day at the desk, not a secret
    deeds = _deeds(window, chance, QTest)
    while True:
        chance.choice(deeds)()
        until = time.monotonic() + chance.uniform(0, 0.02)
        while True:
            app.processEvents()
            if time.monotonic() >= until:
                break


def _tell_saved(drafts: Any) -> None:
    for draft in drafts:
        tell("SAVED", {"id": str(draft.id), "state": draft.state, "content": draft.content})


def _deeds(window: Any, chance: random.Random, test: Any) -> list[Any]:
    """Mostly typing; now and then another call, a hold, a call that is finished at once."""
    page = window.page

    def type_into(name: str) -> None:
        page.form.focus_field(name)
        test.keyClicks(page.form.field(name), chance.choice(LETTERS))

    def finish() -> None:
        if len(page.desk.current.call.record.text("raised")) > 5:
            from thirdring.domain.enums import Outcome

            tell("FINISHED", str(page.desk.current.id))
            page.finish_as(Outcome.MISDIAL)

    typing = [lambda name=name: type_into(name) for name in ("raised", "answer", "name")]
    return [*typing * 12, page.new_call, page.toggle_hold, page.desk.show_next, finish]


def main() -> None:
    """Fork a desk per line of stdin, and say when it has ended."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
    folder = Path(sys.argv[1])
    os.environ["THIRDRING_HOME"] = str(folder)
    # Imported before the fork, so that each desk starts at once; no Qt object is made here.
    import tests.ui.calls.kit  # noqa: F401

    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            run_desk(folder, int(line))
            os._exit(0)
        tell("DESK", child)
        os.waitpid(child, 0)
        tell("GONE", child)


if __name__ == "__main__":
    main()
