"""Rules whose whole substance is a line to say at the right moment."""

import pytest

from tests.domain.phrase_samples import LANGUAGES, lines
from thirdring.domain.call_moment import CallMoment, Purpose
from thirdring.domain.enums import Direction, Language, Stage
from thirdring.domain.saying import lines_for

TALK = CallMoment(talk_seconds=60.0, named=True)
SORRY = {Language.ZH_CN: ("抱歉", "不好意思"), Language.EN: ("sorry", "Forgive")}
AGAIN = {Language.ZH_CN: ("道歉", "久等", "抱歉"), Language.EN: ("sorry", "apolog")}


@pytest.mark.parametrize("language", LANGUAGES)
def test_b6_interrupting_has_its_line_while_one_listens(language: Language) -> None:
    offered = lines_for(lines(language), TALK, Stage.LISTENING)
    found = [line for line in offered if "B6" in line.rules]
    assert len(found) >= 2
    assert all(any(word in line.text for word in SORRY[language]) for line in found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_c9_each_follow_up_call_has_the_apology_again(language: Language) -> None:
    begun = CallMoment(
        direction=Direction.OUTBOUND, named=True, confirmed=True, talk_seconds=20.0,
        purpose=Purpose.PROGRESS,
    )  # fmt: skip
    offered = lines_for(lines(language), begun, Stage.ANSWER)
    found = [line for line in offered if "C9" in line.rules]
    assert len(found) >= 2
    assert all(any(word in line.text for word in AGAIN[language]) for line in found)
    inbound = lines_for(lines(language), TALK, Stage.ANSWER)
    assert not [line for line in inbound if "C9" in line.rules]
