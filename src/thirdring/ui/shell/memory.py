"""What a window remembers of itself from day to day: its place, widths, colours, text size."""

import json
from pathlib import Path
from typing import Protocol

# Alarms ring once unless this is kept as off.
ALARM_SOUND, SOUND_OFF = "alarm_sound", "off"
# The address of the center's server, without login and password; none is kept for a file.
SERVER = "server"


class Memory(Protocol):
    """Small texts by name. Losing them must never matter."""

    def read(self, name: str) -> str:
        """The text kept under `name`, "" if none."""
        ...

    def write(self, name: str, text: str) -> None:
        """Keep `text`; failing to is not worth a word to the person."""
        ...


class FileMemory:
    """A JSON file; one that can't be read counts as empty."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._kept: dict[str, str] = self._load()

    def _load(self) -> dict[str, str]:
        try:
            kept = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        if not isinstance(kept, dict):
            return {}
        return {str(name): str(text) for name, text in kept.items()}

    def read(self, name: str) -> str:
        return self._kept.get(name, "")

    def write(self, name: str, text: str) -> None:
        if self._kept.get(name) == text:
            return
        self._kept[name] = text
        beside = self._path.with_suffix(".new")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            beside.write_text(json.dumps(self._kept, ensure_ascii=False), encoding="utf-8")
            beside.replace(self._path)
        except OSError:
            return
