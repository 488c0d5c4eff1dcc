"""What a look at a server says of one thing."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, text

from thirdring.domain.errors import Message

_SHOWN = 5


class State(StrEnum):
    GOOD = "good"
    NOTE = "note"  # worth knowing, or could not be looked at
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """`found` is what was seen, in the database's words; `advice` what to do about it."""

    check: str
    state: State
    found: str
    advice: Message | None = None


def judged(check: str, problems: list[str], good: str, advice: Message) -> Finding:
    """Good without problems; else the first of them, how many there are, and what to do."""
    if not problems:
        return Finding(check, State.GOOD, good)
    more = f" … ({len(problems)})" if len(problems) > _SHOWN else ""
    return Finding(check, State.WRONG, "; ".join(problems[:_SHOWN]) + more, advice)


def one(connection: Connection, sql: str, **values: Any) -> Any:
    """The first value of an answer."""
    return connection.scalar(text(sql), values)
