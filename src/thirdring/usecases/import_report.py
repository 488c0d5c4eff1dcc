"""What an import answers: counts, each refused row with its reason, the map that was used."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from thirdring.domain.errors import Message, Refusal, say

# `progress(done, total)` in rows; a total of 0 is not known yet. It may raise to stop the import:
# then nothing is written.
Progress = Callable[[int, int], None]

# A wrong map refuses every row; the report of a file of millions must still fit the memory.
_MOST_LISTED = 10_000


def no_progress(done: int, total: int) -> None:
    """For whoever does not watch."""


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """`row` as a spreadsheet numbers it; `field` empty when the row itself is broken."""

    row: int
    field: str
    reason: Message


@dataclass(frozen=True, slots=True)
class ImportReport:
    """`read` = `added` + `known` + refused rows, unless a refused row stopped the import: then
    nothing was added. In a dry run `added` counts what would be. `map` as TOML's tables.
    """

    read: int
    added: int
    known: int
    refused: tuple[RefusedRow, ...]
    map: dict[str, Any]
    map_toml: str = ""
    notes: tuple[Message, ...] = ()
    dry_run: bool = False


@dataclass(slots=True)
class Tally:
    """Counts of one pass over a file."""

    read: int = 0
    known: int = 0
    accepted: int = 0
    days_only: int = 0
    left_open: int = 0
    refused: list[RefusedRow] = field(default_factory=list)
    refused_rows: int = 0

    def refuse(self, row: int, refusal: Refusal) -> None:
        """Count a refused row, and list it while the list is of a readable length."""
        self.refused_rows += 1
        if len(self.refused) < _MOST_LISTED:
            self.refused.append(RefusedRow(row, refusal.field, refusal.message))

    def notes(self) -> list[Message]:
        """What the counts have to say beyond themselves."""
        notes = []
        if not self.read:
            notes.append(say("There are no rows below the headings."))
        if self.days_only:
            notes.append(
                say("{count} rows have a day and no time of day; midnight stands for it.",
                    count=self.days_only)
            )  # fmt: skip
        if self.left_open:
            notes.append(
                say("{count} calls left their matter open (outcome “ticket”); no tickets are made.",
                    count=self.left_open)
            )  # fmt: skip
        if self.refused_rows > len(self.refused):
            notes.append(
                say("{count} more rows were refused.", count=self.refused_rows - len(self.refused))
            )
        return notes
