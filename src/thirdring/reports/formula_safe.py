"""Cells that a spreadsheet won't run as formulas."""

import re

_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?\Z")
_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def safe_cell(text: str) -> str:
    """`text` with a leading apostrophe where a spreadsheet would read a formula.

    Real numbers keep their sign; a telephone number such as +86138… is text and gets one.
    Source: OWASP, CSV injection.
    """
    if not text.startswith(_STARTS):
        return text
    if _NUMBER.match(text) and len(text.lstrip("+-").split(".")[0]) < 8 and text[0] != "+":
        return text
    return "'" + text
