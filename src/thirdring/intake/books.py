"""What every kind of workbook answers: its sheets, and the rows of one."""

from collections.abc import Iterator
from dataclasses import dataclass
from types import TracebackType
from typing import Protocol, Self

from thirdring.intake.cells import Row


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: the name on its tab and the part of the file it is kept in."""

    name: str
    part: str
    hidden: bool


class Book(Protocol):
    """An open workbook. Every method raises Refusal on damage; close it (`with`)."""

    sheets: list[Sheet]

    def rows(self, sheet: Sheet) -> Iterator[Row]:
        """The sheet's rows that have cells, in the order of the file, each time anew."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...


class RowsInMemory:
    """A book whose rows were all read at once: formats that can't be streamed, with a bound."""

    def __init__(self, sheets: dict[str, list[Row]], hidden: frozenset[str] = frozenset()) -> None:
        self.sheets = [Sheet(name, name, name in hidden) for name in sheets]
        self._rows = sheets

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        """Nothing is open."""

    def rows(self, sheet: Sheet) -> Iterator[Row]:
        """The sheet's rows."""
        return iter(self._rows[sheet.part])
