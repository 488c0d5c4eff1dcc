"""The shipped phrases, and calls to try them on."""

import functools

from hypothesis import strategies as st

from thirdring.domain.call_moment import CallMoment, LineState, Purpose
from thirdring.domain.enums import CallerType, Direction, HoldReason, Language, Outcome
from thirdring.domain.festivals import Festival, TimeOfDay
from thirdring.domain.phrase_sheet import PhraseSheet
from thirdring.domain.phrase_types import Phrase
from thirdring.domain.wording import Wording, WordingLint
from thirdring.intake.phrase_files import shipped_phrases

LANGUAGES = tuple(Language)


@functools.cache
def sheet() -> PhraseSheet:
    return shipped_phrases()


@functools.cache
def lines(language: Language) -> tuple[Phrase, ...]:
    return tuple(one for one in sheet().phrases if one.language is language)


@functools.cache
def line(language: Language, key: str) -> Phrase:
    (found,) = [one for one in lines(language) if one.key == key]
    return found


@functools.cache
def wordings(language: Language | None = None) -> tuple[Wording, ...]:
    return tuple(one for one in sheet().wordings if language in {None, one.language})


@functools.cache
def lint() -> WordingLint:
    return WordingLint(wordings())


VALUES = {
    Language.ZH_CN: {
        "company": "晨光生活广场",
        "agent": "林晓梅",
        "post": "客服专员",
        "department": "客服部",
        "customer": "王女士",
        "minutes": "30",
        "time": "15:02",
        "ticket": "C261122-K7042",
        "work_number": "1023",
        "plan": "上门检测后换新",
        "summary": "沙发原定二十日送达，至今没有收到",
    },
    Language.EN: {
        "company": "Morning Light Plaza",
        "agent": "Lin Xiaomei",
        "post": "service agent",
        "department": "customer service",
        "customer": "Ms Wang",
        "minutes": "30",
        "time": "15:02",
        "ticket": "C261122-K7042",
        "work_number": "1023",
        "plan": "a visit by a technician, then an exchange",
        "summary": "the sofa was due on the 20th and has not come",
    },
}

moments = st.builds(
    CallMoment,
    direction=st.sampled_from(Direction),
    caller_type=st.sampled_from(CallerType),
    late=st.booleans(),
    talk_seconds=st.floats(0, 4000),
    named=st.booleans(),
    confirmed=st.booleans(),
    line=st.sampled_from(LineState),
    hold_seconds=st.none() | st.floats(0, 600),
    hold_reason=st.none() | st.sampled_from(HoldReason),
    resumed=st.booleans(),
    raised=st.booleans(),
    answered=st.booleans(),
    outcome=st.none() | st.sampled_from(Outcome),
    read_back=st.booleans(),
    complaint=st.booleans(),
    emergency=st.booleans(),
    purpose=st.none() | st.sampled_from(Purpose),
    time_of_day=st.none() | st.sampled_from(TimeOfDay),
    festivals=st.lists(st.sampled_from(Festival), max_size=2, unique=True).map(tuple),
)
