"""Writes src/thirdring/domain/readings.py anew, from the dictionary of the pypinyin installed."""

import sys
from collections import defaultdict
from pathlib import Path

from pypinyin import lazy_pinyin
from pypinyin.constants import PHRASES_DICT

ROOT = Path(__file__).resolve().parent.parent
MODULE = ROOT / "src" / "thirdring" / "domain" / "readings.py"
_TEXT = '''"""How Chinese is read, without tones; v stands for ü.

Written by scripts/readings.py from the dictionary of pypinyin, Copyright (c) 2016 mozillazg, 闲耘,
MIT License (NOTICE). That dictionary takes 60 MB in memory; this takes less than two.
"""

# A syllable, and the characters that are read so by themselves.
CHARACTERS = """\\
{characters}
"""
# A word that is read otherwise than its characters one by one, and its syllables.
WORDS = """\\
{words}
"""
'''


def characters() -> list[str]:
    """Of the two blocks in which everyday Chinese is."""
    found = defaultdict(list)
    for code in range(0x3400, 0xA000):
        (syllable,) = lazy_pinyin(chr(code))
        if syllable.isascii():
            found[syllable].append(chr(code))
    return [f"{syllable} {''.join(found[syllable])}" for syllable in sorted(found)]


def words() -> list[str]:
    """The few of the dictionary's that are worth keeping."""
    found = []
    for word in sorted(PHRASES_DICT):
        syllables = lazy_pinyin(word)
        alone = [syllable for character in word for syllable in lazy_pinyin(character)]
        if len(syllables) == len(word) and syllables != alone:
            found.append(f"{word} {' '.join(syllables)}")
    return found


def main() -> None:
    """Write it, or with `--check` say whether it is what would be written."""
    text = _TEXT.format(characters="\n".join(characters()), words="\n".join(words()))
    if "--check" in sys.argv:
        raise SystemExit(MODULE.read_text("utf-8") != text)
    MODULE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
