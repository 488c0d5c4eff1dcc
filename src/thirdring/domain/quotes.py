"""Where a text quotes somebody: customers' own words are written down as they were said."""

import re

_PAIRS = {"“": "”", "「": "」", "『": "』", "‘": "’", "〝": "〞"}
_OPENERS = {close: opener for opener, close in _PAIRS.items()}
_SIGNS = re.compile("[“”「」『』‘’〝〞]")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
# Straight quotes have no direction: one after a letter or digit of a Latin word never opens
# (5" screens), and a pair never spans lines, so that one forgotten sign doesn't exempt the rest.
_STRAIGHT = re.compile(r'(?<![0-9A-Za-z])["＂]([^"＂\n]*)["＂]')


def _inside_word(text: str, at: int) -> bool:
    """Whether the ’ at `at` is an apostrophe (don’t) rather than a closing quote."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return before.isascii() and before.isalnum() and after.isascii() and after.isalnum()


def _paired(text: str, start: int, end: int) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    open_at: list[tuple[str, int]] = []
    waiting = dict.fromkeys(_PAIRS, 0)
    for sign in _SIGNS.finditer(text, start, end):
        char, at = sign.group(), sign.start()
        if char in _PAIRS:
            open_at.append((char, at))
            waiting[char] += 1
            continue
        opener = _OPENERS[char]
        if not waiting[opener] or (char == "’" and _inside_word(text, at)):
            continue  # closes nothing
        while True:  # what was opened inside and never closed is dropped
            kind, opened = open_at.pop()
            waiting[kind] -= 1
            if kind == opener:
                spans.append((opened, at + 1))
                break
    return spans


def quoted_spans(text: str) -> list[tuple[int, int]]:
    """Half-open spans between “…”, "…", 「…」, 『…』, ‘…’, signs included, merged and in order.

    An opening sign without its closing one in the same paragraph quotes nothing. Linear.
    """
    spans = [match.span() for match in _STRAIGHT.finditer(text)]
    begin = 0
    for gap in _BLANK_LINE.finditer(text):
        spans += _paired(text, begin, gap.start())
        begin = gap.end()
    spans += _paired(text, begin, len(text))
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
