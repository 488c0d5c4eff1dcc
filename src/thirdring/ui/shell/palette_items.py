"""What the command palette shows and who provides it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Protocol

from thirdring.domain.errors import N_
from thirdring.domain.pinyin import syllable
from thirdring.ui.widgets.shapes import Shape

MIN_HITS = 5  # of each group, when all groups are asked


@dataclass(frozen=True, slots=True)
class PaletteItem:
    """One line. `hits` are (start, length) in `text`; `key` is the provider's own identity.

    `state` is the shape and word at the right; `note` a quiet word there instead.
    """

    key: Any
    text: str
    detail: str = ""
    icon: str = "command"
    hits: tuple[tuple[int, int], ...] = ()
    state: tuple[Shape, str] | None = None
    note: str = ""
    keys: str = ""


class PaletteProvider(Protocol):
    """A source of lines, as tickets or customers. `group` is a msgid, `prefix` one of # @ / >."""

    @property
    def group(self) -> str: ...

    @property
    def prefix(self) -> str: ...

    def search(self, text: str, limit: int) -> Callable[..., Sequence[PaletteItem]]:
        """A deed (`deed(ctx)`) that finds at most `limit` lines; it runs on a reading thread."""
        ...

    def open(self, item: PaletteItem, *, aside: bool) -> None:
        """The person chose `item`; `aside` with Ctrl+Enter (beside what is open)."""
        ...


@dataclass(frozen=True, slots=True)
class Command:
    """A command as the palette searches it: `text` in the language spoken now."""

    id: str
    text: str
    keys: str = ""
    icon: str = "command"


class CommandProvider:
    """The actions' table as palette lines, found by words, pinyin and initials."""

    group = N_("Commands")
    prefix = ">"

    def __init__(
        self, commands: Callable[[], list[Command]], trigger: Callable[[str], None]
    ) -> None:
        """`commands` lists what may be done now; `trigger` does one by id."""
        self._commands = commands
        self._trigger = trigger

    def search(self, text: str, limit: int) -> Callable[..., Sequence[PaletteItem]]:
        return _find_among(self._commands(), text, limit)

    def open(self, item: PaletteItem, *, aside: bool) -> None:  # noqa: ARG002 - nothing to open beside
        self._trigger(str(item.key))


def _find_among(
    commands: list[Command], text: str, limit: int
) -> Callable[..., Sequence[PaletteItem]]:
    def find(_ctx: object) -> Sequence[PaletteItem]:
        found = []
        for command in commands:
            hits = match(command.text, text)
            if hits is not None:
                item = PaletteItem(
                    command.id, command.text, icon=command.icon, hits=hits, keys=command.keys
                )
                found.append(item)
        return tuple(found[:limit])

    return find


def match(text: str, query: str) -> tuple[tuple[int, int], ...] | None:
    """Where `query` is found in `text`: by letters, or a Chinese text by pinyin or initials.

    None when it isn't; () for an empty query.
    """
    wanted = query.strip().casefold()
    if not wanted:
        return ()
    at = text.casefold().find(wanted)
    if at >= 0:
        return ((at, len(wanted)),)
    letters = re.sub(r"[\s']", "", wanted)
    if not letters.isascii() or not letters.isalnum():
        return None
    spelled = _spelled(text)
    for start in range(len(spelled)):
        length = _spelled_from(spelled, start, letters)
        if length:
            return ((start, length),)
    return None


def _spelled_from(spelled: tuple[str, ...], start: int, letters: str) -> int:
    """How many characters from `start` on spell `letters`, each by its pinyin or its initial."""
    rests = {letters}
    for count, sound in enumerate(spelled[start:], start=1):
        following: set[str] = set()
        for rest in rests:
            if sound and sound.startswith(rest):
                return count
            for taken in (sound, sound[:1]):
                if taken and rest.startswith(taken):
                    following.add(rest[len(taken) :])
        if "" in following:
            return count
        if not following:
            return 0
        rests = following
    return 0


@lru_cache(maxsize=1024)
def _spelled(text: str) -> tuple[str, ...]:
    """One entry per character: its pinyin in plain letters, or the character itself in lower case.

    Loads a dictionary, which takes a moment: only on a reading thread.
    """
    return tuple(syllable(character).strip() for character in text)
