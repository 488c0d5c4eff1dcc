"""A text that says nothing, as the server's functions ask for it: by the rule of `domain.text_safety`."""

from thirdring.domain.text_safety import BLANKS

# No text of a server's holds NUL.
_BLANK = "".join(f"\\U{max(first, 1):08x}-\\U{last:08x}" for first, last in BLANKS)


def says_nothing(expression: str) -> str:
    """A condition in SQL: this text is NULL, empty, or made of nothing that can be read."""
    return f"coalesce({expression}, '') !~ '[^{_BLANK}]'"
