"""Which row of a sheet holds the headings, and what they are called."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from thirdring.intake.cells import Row, is_blank, text_of

_LOOKED_AT = 30
_MOST_COLUMNS = 2_000


@dataclass(frozen=True, slots=True)
class Headings:
    """`row` as a spreadsheet numbers it; `names` are unique; whether rows with data follow."""

    row: int
    names: tuple[str, ...]
    has_data: bool


def find_headings(rows: Iterator[Row], wanted: int | None) -> Headings | None:
    """The row of headings: the one asked for, else the first that is about as wide as the table."""
    looked: list[Row] = []
    for row in rows:
        if wanted is not None and row.number < wanted:
            continue
        if row.fault is None and not all(is_blank(cell) for cell in row.cells):
            looked.append(row)
        if len(looked) >= _LOOKED_AT:
            break
    if not looked:
        return None
    if wanted is not None:
        found = looked[0]
    else:
        widths = [_width(row) for row in looked]
        usual = max(Counter(widths).items(), key=lambda item: (item[1], item[0]))[0]
        found = next(row for row, width in zip(looked, widths, strict=True) if width * 2 > usual)
    names = _unique([" ".join(text_of(cell).split()) for cell in found.cells[:_MOST_COLUMNS]])
    return Headings(found.number, names, found is not looked[-1])


def _width(row: Row) -> int:
    return sum(not is_blank(cell) for cell in row.cells)


def _unique(names: list[str]) -> tuple[str, ...]:
    while names and not names[-1]:
        names.pop()
    named = [name.replace("\0", "") or f"({_letters(i)})" for i, name in enumerate(names)]
    times = Counter(name.casefold() for name in named)
    taken: Counter[str] = Counter()
    unique = []
    for name in named:
        taken[name.casefold()] += 1
        double = times[name.casefold()] > 1
        unique.append(f"{name} ({taken[name.casefold()]})" if double else name)
    return tuple(unique)


def _letters(index: int) -> str:
    """The column's letters: A for 0, AA for 26."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
