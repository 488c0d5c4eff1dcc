"""Folding what people type, and the way back to where it stood."""

import pytest

from thirdring.domain.folding import fold


@pytest.mark.parametrize(
    ("text", "folded", "origin"),
    [
        ("Ab退", "ab退", None),
        ("  a", " a", (0, 2)),
        ("a  b \t c ", "a b c ", (0, 1, 3, 4, 7, 8)),
        ("\u3000\u00a0退", " 退", (0, 2)),
        ("ﬁ退", "fi退", (0, 0, 1)),
        ("a\u200b \u200b b", "a b", (0, 2, 5)),
        ("", "", None),
    ],
)
def test_runs_of_white_space_become_one_also_at_the_ends(
    text: str, folded: str, origin: tuple[int, ...] | None
) -> None:
    there = fold(text)
    assert (there.text, there.origin) == (folded, origin)
