"""What a scripted phrase is."""

import re
from dataclasses import dataclass, field

from thirdring.domain.conditions import When
from thirdring.domain.enums import Language, PhraseGroup, Stage

KEY = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)*")
RULE = re.compile(r"[A-J][1-9][0-9]?")
LONGEST_KEY = 80  # characters; KEY and RULE describe the whole text


@dataclass(frozen=True, slots=True)
class Phrase:
    """One line to say. `key` is the same in both languages where the lines correspond.

    `rules` are the rulebook's ids the line serves; `position` orders the lines of a language.
    """

    key: str
    language: Language
    group: PhraseGroup
    stage: Stage
    text: str
    rules: tuple[str, ...] = ()
    when: When = field(default_factory=When)
    position: int = 0
