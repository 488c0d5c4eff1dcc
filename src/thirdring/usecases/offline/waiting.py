"""What every deed that may wait for the server has in common."""

import uuid
from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict

from thirdring.domain.outbox import Enclosure, Ties
from thirdring.usecases.context import Context


class Found(StrEnum):
    """What the server has under a deed's id."""

    NOTHING = "nothing"
    OURS = "ours"  # this very deed: an answer was lost, or the desk died before it came
    ANOTHERS = "anothers"  # something else; sending it would be taken for a retry of that


@dataclass(frozen=True, slots=True)
class Gist:
    """What a person recognises a waiting record by."""

    about: str
    name: str | None = None
    number: str | None = None
    ticket: str | None = None  # its number, where it has one
    files: int = 0  # that wait with it


class WaitingDeed(BaseModel, ABC):
    """One deed as it lies in the outbox. `id` was made on this desk and is its identity on the
    server too. `ctx.now` is the moment at which the person did it, whenever it is carried out.

    `by_own_clock`: it was written before the server had told the time, by this computer's clock.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    name: ClassVar[str]
    # Whether two of one's own about the same thing become one while they wait.
    joins: ClassVar[bool] = False
    id: uuid.UUID
    by_own_clock: bool = False

    @property
    def ties(self) -> Ties:
        """What it brings to the server, and what must be there before it."""
        return Ties()

    @property
    def answer(self) -> Any:
        """What can be told of it before the server has it."""
        return None

    @property
    def enclosures(self) -> tuple[Enclosure, ...]:
        """The files that wait with it; they lie beside the record, not in it."""
        return ()

    def enclosing(self, found: tuple[Enclosure, ...]) -> "WaitingDeed":  # noqa: ARG002 - most have none
        """The same with the files that waited with it."""
        return self

    def moved(self, by: timedelta) -> "WaitingDeed":  # noqa: ARG002 - most name no moments
        """The same by the server's clock: the moments written by this computer's are `by` later."""
        return self.model_copy(update={"by_own_clock": False})

    def keeping(self, before: "WaitingDeed") -> "WaitingDeed":  # noqa: ARG002 - most have none
        """The same under the ids and numbers `before` had: it was opened in its form again."""
        return self

    def joined(self, later: "WaitingDeed") -> "WaitingDeed | None":  # noqa: ARG002 - most don't
        """This and a `later` one of the same base as one deed; None when they stay two."""
        return None

    def after(self, earlier: "WaitingDeed") -> "WaitingDeed | None":  # noqa: ARG002 - most don't
        """This one with what `earlier`, which is on the server now, made of the record as its base;
        None when it had another base.
        """
        return None

    @abstractmethod
    def gist(self) -> Gist: ...

    @abstractmethod
    def find(self, ctx: Context) -> Found:
        """What the server has under its id, compared with what was done."""

    @abstractmethod
    def carry_out(self, ctx: Context) -> Any:
        """Do it; what the deed gives back.

        Raises:
            Refusal: a rule says no. Conflict: its base was changed meanwhile.
        """


def ours_if(same: bool) -> Found:
    """What is there under the id is this deed, or somebody else's."""
    return Found.OURS if same else Found.ANOTHERS
