"""Writes src/thirdring/domain/word_readings.py anew, from the dictionary of the pypinyin installed."""

import os
import sys
from pathlib import Path

os.environ.pop("PYPINYIN_NO_PHRASES", None)  # what the program goes without is what is asked here

from pypinyin import lazy_pinyin
from pypinyin.constants import PHRASES_DICT

ROOT = Path(__file__).resolve().parent.parent
MODULE = ROOT / "src" / "thirdring" / "domain" / "word_readings.py"
_HEAD = '''"""Chinese words that are read otherwise than their characters one by one.

Written by scripts/word_readings.py from the dictionary of pypinyin, Copyright (c) 2016 mozillazg,
闲耘, MIT License (NOTICE). One line for each word: the word, its syllables without tones.
"""

WORDS = """\\
'''


def lines() -> list[str]:
    """What stands between the quotes."""
    found = []
    for word in sorted(PHRASES_DICT):
        syllables = lazy_pinyin(word)
        alone = [syllable for character in word for syllable in lazy_pinyin(character)]
        if len(syllables) == len(word) and syllables != alone:
            found.append(f"{word} {' '.join(syllables)}")
    return found


def main() -> None:
    """Write it, or with `--check` say whether it is what would be written."""
    text = _HEAD + "\n".join(lines()) + '\n"""\n'
    if "--check" in sys.argv:
        raise SystemExit(MODULE.read_text("utf-8") != text)
    MODULE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
