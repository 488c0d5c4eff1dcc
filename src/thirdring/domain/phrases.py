"""The scripted phrases, gathered: everything the sidebar, the editor and the files need of them.

`phrase_types` what a line is · `conditions` when it applies · `call_moment` where the call stands ·
`saying` which lines to list and which to say now · `filling` placeholders · `phrase_search`.
"""

from thirdring.domain.call_moment import CallMoment, HoldState, LineState, Purpose, stage_of
from thirdring.domain.conditions import When, conditions
from thirdring.domain.festivals import Festival, TimeOfDay, festivals_on, time_of_day
from thirdring.domain.filling import (
    MASK,
    PERSONAL,
    Placeholder,
    check_phrase,
    fill,
    masked_values,
    placeholders_of,
)
from thirdring.domain.phrase_search import PhraseIndex, search
from thirdring.domain.phrase_types import Phrase
from thirdring.domain.saying import SayNow, applies, lines_for, offered, say_now

__all__ = [
    "MASK",
    "PERSONAL",
    "CallMoment",
    "Festival",
    "HoldState",
    "LineState",
    "Phrase",
    "PhraseIndex",
    "Placeholder",
    "Purpose",
    "SayNow",
    "TimeOfDay",
    "When",
    "applies",
    "check_phrase",
    "conditions",
    "festivals_on",
    "fill",
    "lines_for",
    "masked_values",
    "offered",
    "placeholders_of",
    "say_now",
    "search",
    "stage_of",
    "time_of_day",
]
