"""What ships: enough lines for every situation of the rulebook, in good order and clean."""

import itertools

import pytest

from tests.domain.phrase_samples import LANGUAGES, VALUES, line, lines, lint, sheet, wordings
from thirdring.domain.conditions import LAST_STEP
from thirdring.domain.enums import CallerType, Direction, Language, PhraseGroup, Stage
from thirdring.domain.festivals import Festival, TimeOfDay
from thirdring.domain.filling import check_phrase, fill, placeholders_of
from thirdring.domain.phrase_types import Phrase
from thirdring.domain.wording import WordingLint

# The rulebook's rules that ask for words in a customer's ear.
RULES_WITH_WORDS = """
    A1 A2 A3 A4 B1 B2 B3 B4 B5 B6 B7 B8 B9 B11 B12 B13 C1 C2 C3 C4 C5 C7 C8 C9 C10 D1 D4 D5 D6
    D7 D8 D9 D10 D12 D15 D18 D19 E1 E2 E3 E6 H5 J1 J2 J3 J6
"""
LONGEST = {Language.ZH_CN: 40, Language.EN: 120}  # five lines of the sidebar's 300 px


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_enough_lines_and_every_group_and_stage_has_some(language: Language) -> None:
    found = lines(language)
    assert len(found) >= 120
    assert {one.group for one in found} == set(PhraseGroup)
    assert {one.stage for one in found} == set(Stage)
    assert len({one.key for one in found}) == len(found)
    assert len({one.text for one in found}) == len(found)
    assert [one.position for one in found] == sorted(one.position for one in found)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("rule", RULES_WITH_WORDS.split())
def test_every_rule_that_asks_for_words_has_a_line(language: Language, rule: str) -> None:
    assert [one for one in lines(language) if rule in one.rules]


def test_both_languages_have_the_same_lines_at_the_same_places() -> None:
    def place(one: Phrase) -> tuple[object, ...]:
        return one.key, one.group, one.stage, one.rules, one.when, placeholders_of(one.text)

    chinese = [place(one) for one in lines(Language.ZH_CN)]
    english = [place(one) for one in lines(Language.EN)]
    assert chinese == english


@pytest.mark.parametrize("one", sheet().phrases, ids=lambda one: f"{one.language}:{one.key}")
def test_no_shipped_phrase_trips_a_lint(one: Phrase) -> None:
    assert check_phrase(one.text, lint()) == []
    assert len(fill(one.text, VALUES[one.language], one.language)) <= LONGEST[one.language]
    strict = WordingLint(wordings(), internal_numbers=["13800138000", "8801"])
    for values in (VALUES[one.language], {}, {"customer": "不一", "company": "一", "agent": "保"}):
        assert strict.find(fill(one.text, values, one.language)) == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a2_a3_the_opening_names_the_company_and_apologises_when_late(language: Language) -> None:
    inbound = [
        one
        for one in lines(language)
        if one.group is PhraseGroup.GREETING and {"A2", "A3"} & {*one.rules}
    ]
    sorry = ("抱歉", "对不起", "sorry", "Sorry", "apologise")
    for one in inbound:
        assert "{company}" in one.text
        assert one.when.direction is Direction.INBOUND
        late = "A2" in one.rules
        assert one.when.late is late
        assert any(word in one.text for word in sorry) is late, one.key
    assert sum("A2" in one.rules for one in inbound) >= 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_c8_the_guided_order_has_all_its_steps(language: Language) -> None:
    by_step: dict[int | None, list[Phrase]] = {}
    for one in lines(language):
        by_step.setdefault(one.when.step, []).append(one)
    assert {*by_step} == {None, *range(1, LAST_STEP + 1)}
    guided = itertools.chain.from_iterable(by_step[step] for step in range(1, LAST_STEP + 1))
    for one in guided:
        assert "C8" in one.rules
        assert one.when.direction is Direction.OUTBOUND
    assert "{company}" in by_step[1][0].text
    assert {"department", "post", "agent"} <= placeholders_of(by_step[2][0].text)
    assert {one.when.named for one in by_step[3]} == {True, False}
    assert all(one.when.confirmed for one in by_step[4])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("caller", "rule"),
    [
        (CallerType.PRESS, "E1"),
        (CallerType.ASSOCIATION, "E2"),
        (CallerType.LAWYER, "E2"),
        (CallerType.AUTHORITY, "E3"),
    ],
)
def test_e_special_callers_have_their_lines_from_name_to_goodbye(
    language: Language, caller: CallerType, rule: str
) -> None:
    theirs = [one for one in lines(language) if caller in one.when.callers and rule in one.rules]
    talk = {Stage.IDENTIFICATION, Stage.LISTENING, Stage.ANSWER, Stage.CLOSING}
    assert {one.stage for one in theirs} == talk


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_festival_and_time_of_day_has_its_greeting(language: Language) -> None:
    openings = [one for one in lines(language) if one.stage is Stage.OPENING]
    assert {f for one in openings for f in one.when.festivals} == set(Festival)
    assert {t for one in openings for t in one.when.times} == set(TimeOfDay)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nobody_is_congratulated_on_qingming(language: Language) -> None:
    joyful = ("快乐", "愉快", "恭喜", "祝", "appy", "njoy", "ongratulat", "wish")
    theirs = [one for one in lines(language) if Festival.QINGMING in one.when.festivals]
    assert theirs
    for one in theirs:
        assert not [word for word in joyful if word in one.text]


@pytest.mark.parametrize("language", LANGUAGES)
def test_d18_the_work_number_comes_with_the_next_contact(language: Language) -> None:
    text = line(language, "complaint.work_number").text
    assert {"work_number", "time"} <= placeholders_of(text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_c8_no_personal_data_in_lines_before_the_person_is_confirmed(language: Language) -> None:
    early = {Stage.OPENING, Stage.IDENTIFICATION, Stage.LISTENING}
    for one in lines(language):
        if one.stage in early:
            assert not placeholders_of(one.text) & {"ticket", "plan", "summary"}
