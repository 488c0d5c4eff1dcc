"""Cells that a spreadsheet won't run as formulas."""

import re

_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?\Z")
# Cells that begin with apostrophes and then such a sign get one more, so that taking one off gives
# back what was there.
_WOULD_RUN = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")


def guarded(cell: str) -> str:
    """`cell`, safe to open in a spreadsheet; `unguarded` takes the guard off again."""
    return "'" + cell if _WOULD_RUN.match(cell) else cell


def unguarded(cell: str) -> str:
    """The other way round of `guarded`; other leading apostrophes stay."""
    return cell[1:] if cell.startswith("'") and _WOULD_RUN.match(cell) else cell


def safe_cell(text: str) -> str:
    """`guarded`, for what is read and not read back: real numbers stay numbers.

    A telephone number such as +86138… is text and gets one.
    Source: OWASP, CSV injection.
    """
    if _NUMBER.match(text) and len(text.lstrip("+-").split(".")[0]) < 8 and text[0] != "+":
        return text
    return guarded(text)
