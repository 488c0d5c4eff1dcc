"""What one commit tells the other desks: which kinds of records it touched, about whom, and who it
was.

It is a hint to read again, never data: anybody who may log in to the database can send one, and
hear them. So it names no person and no record's contents, ids only by a piece of their random
part, and what can't be understood means "everything".
"""

import re
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass

# A server takes 8000 bytes at most; with this much said, "everything" says it shorter.
LONGEST = 4_000
_ALL = "*"
PRESENCE = "presence"
_FORM = "3r1"
_TOPIC = r"[a-z_]{1,40}(?::[0-9a-f]{1,32})?"
_PAYLOAD = re.compile(rf"{_FORM} ([0-9a-f]{{16}}) (\*|{_TOPIC}(?:,{_TOPIC})*)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Change:
    """One or several commits. `topics`: names of tables, each alone (any of its rows) or with whom
    rows of it are about (`about`); None when it could be anything. `own`: this desk alone made them.
    """

    topics: frozenset[str] | None = None
    own: bool = False

    def concerns(
        self, tables: frozenset[str] | None, ids: Iterable[uuid.UUID] | None = None
    ) -> bool:
        """Whether who shows rows of `tables` (None: a bit of everything) reads again; with `ids`,
        who shows only rows about these. Who has something open is no record, and concerns only who
        asks for it.
        """
        if self.topics is None:
            return True
        if tables is None:
            return any(not is_presence(topic) for topic in self.topics)
        if ids is None:
            return any(topic.partition(":")[0] in tables for topic in self.topics)
        asked = {about(table, one) for one in ids for table in tables} | tables
        return not self.topics.isdisjoint(asked)

    @property
    def only_presence(self) -> bool:
        """Whether nothing was written: somebody opened a ticket, or put it away."""
        return self.topics is not None and all(map(is_presence, self.topics))

    def and_then(self, later: "Change") -> "Change":
        """Both as one."""
        topics = None
        if self.topics is not None and later.topics is not None:
            topics = self.topics | later.topics
        return Change(topics, self.own and later.own)


EVERYTHING = Change()


def about(table: str, one: uuid.UUID) -> str:
    """The topic of rows about `one`: themselves, or who or what they belong to."""
    return f"{table}:{one.bytes[-4:].hex()}"


def is_presence(topic: str) -> bool:
    """Whether it is about who has something open."""
    return topic.startswith(f"{PRESENCE}:")


def to_payload(mark: str, topics: Iterable[str]) -> str:
    """A change of `topics` in the form it is sent; `mark`: 16 hex digits, this notice's own."""
    said = ",".join(sorted(topics))
    payload = f"{_FORM} {mark} {said}"
    if len(payload) > LONGEST or _PAYLOAD.fullmatch(payload) is None:
        return f"{_FORM} {mark} {_ALL}"
    return payload


def from_payload(payload: str, is_own: Callable[[str], bool]) -> Change:
    """What was sent, to a desk that knows its own marks; of another form: everything."""
    found = _PAYLOAD.fullmatch(payload) if len(payload) <= LONGEST else None
    if found is None:
        return EVERYTHING
    mark, said = found.groups()
    topics = None if said == _ALL else frozenset(said.split(","))
    return Change(topics, own=is_own(mark))
