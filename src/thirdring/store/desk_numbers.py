"""The ticket numbers this computer gives by itself: its code in the center, and the day's counter.

No personal data, and shared by everybody who works at this desk; hence a plain file of its own.
"""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from filelock import FileLock

from thirdring.store.address import data_folder
from thirdring.store.safe_files import explained_os_error, make_durable

_LOCK_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class Given:
    """The `running`th number of the code `code` on `day`."""

    code: str
    day: date
    running: int


class DeskNumbers:
    """The counter of one center on this computer; another process of it waits its turn."""

    def __init__(self, center: str, folder: Path | None = None) -> None:
        """`center` tells centers apart: the name of its vaults' folder."""
        self._path = (folder or data_folder() / "desk") / f"{center}.json"

    @property
    def code(self) -> str | None:
        """This desk's code in the center, once it was given one."""
        code = self._read().get("code")
        return code if isinstance(code, str) else None

    def set_code(self, code: str) -> None:
        """Raises Unavailable when this computer's disk takes nothing."""
        with self._held():
            self._write({"code": code})

    def next(self, day: date) -> Given | None:
        """The next number; durable before it is given, so that it is never given twice. None while
        this desk has no code. A clock set back goes on with the later day's numbers.

        Raises:
            Unavailable: this computer's disk takes nothing.
        """
        with self._held():
            state = self._read()
            if not isinstance(state.get("code"), str):
                return None
            if str(state.get("day", "")) < day.isoformat():
                state |= {"day": day.isoformat(), "counter": 0}
            state["counter"] = int(state.get("counter", 0)) + 1
            self._write(state)
        return Given(state["code"], date.fromisoformat(state["day"]), state["counter"])

    def _held(self) -> FileLock:
        with explained_os_error(self._path):
            self._path.parent.mkdir(parents=True, exist_ok=True)
        return FileLock(self._path.with_suffix(".lock"), timeout=_LOCK_SECONDS)

    def _read(self) -> dict[str, Any]:
        try:
            state = json.loads(self._path.read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return state if isinstance(state, dict) else {}

    def _write(self, state: dict[str, Any]) -> None:
        fresh = self._path.with_suffix(".new")
        with explained_os_error(self._path):
            fresh.write_text(json.dumps(state), encoding="utf-8")
            make_durable(fresh)
            fresh.replace(self._path)
            make_durable(self._path.parent)
