"""Finding a line by what one types."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.phrase_samples import LANGUAGES, lines, sheet
from thirdring.domain.enums import Language, PhraseGroup, Stage
from thirdring.domain.filling import without_placeholders
from thirdring.domain.phrase_search import PhraseIndex, search
from thirdring.domain.phrase_types import Phrase

ZH, EN = Language.ZH_CN, Language.EN
INDEX = {language: PhraseIndex(lines(language)) for language in LANGUAGES}


@pytest.mark.parametrize("query", ["抱歉", "bq", "baoqian", "bao qian", "BaoQ", "ｂｑ", "抱歉 "])
def test_bq_finds_what_begins_with_sorry_first(query: str) -> None:
    found = INDEX[ZH].find(query)
    begins = [one for one in found if re.sub(r"^\[[^]]*\]", "", one.text).startswith("抱歉")]
    assert len(begins) >= 5
    assert list(found[: len(begins)]) == begins
    assert all("抱歉" in one.text or query != "抱歉" for one in found)


def test_traditional_characters_find_simplified_lines() -> None:
    assert INDEX[ZH].find("請稍等") == INDEX[ZH].find("请稍等") != ()


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ("morn", ["greeting.morning"]),
        ("mute", ["hold.ask_colleague", "hold.ask_superior"]),
        ("staff number", ["complaint.work_number"]),
        ("number staff", ["complaint.work_number"]),
        ("e6", ["listening.emergency", "listening.emergency_who"]),
        ("dont hang up", ["hold.ask_colleague"]),
        ("uneral", []),
        ("orning", []),
        ("sorry zzz", []),
    ],
)
def test_english_words_from_their_beginnings(query: str, keys: list[str]) -> None:
    assert [one.key for one in INDEX[EN].find(query)] == keys


def test_several_terms_must_all_be_there() -> None:
    found = INDEX[ZH].find("gh 主管")
    assert all("主管" in one.text for one in found)
    assert INDEX[ZH].find("主管 hd")
    assert len(INDEX[ZH].find("主管 hd")) < len(INDEX[ZH].find("主管"))


def test_a_rule_finds_its_lines() -> None:
    assert {one.key for one in INDEX[ZH].find("A2") if "A2" in one.rules} == {
        one.key for one in lines(ZH) if "A2" in one.rules
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_query_finds_all_in_order(language: Language) -> None:
    assert INDEX[language].find("  ") == lines(language)


@given(st.sampled_from(sheet().phrases), st.data())
def test_any_part_of_a_line_finds_it(phrase: Phrase, data: st.DataObject) -> None:
    words = without_placeholders(phrase.text).split()
    word = data.draw(st.sampled_from(words))
    stop = data.draw(st.integers(1, len(word)))
    assert phrase in INDEX[phrase.language].find(word[:stop])


@given(st.text(max_size=80))
def test_no_query_is_too_strange(query: str) -> None:
    for index in INDEX.values():
        found = index.find(query)
        assert len({one.key for one in found}) == len(found)


def _order(query: str, *texts: str) -> list[str]:
    """The texts that are found, in the order in which they are found."""
    own = [
        Phrase(f"own.n{n}", EN, PhraseGroup.LISTENING, Stage.LISTENING, text)
        for n, text in enumerate(texts)
    ]
    return [one.text for one in search(own, query)]


@pytest.mark.parametrize(
    ("query", "texts", "order"),
    [
        # What begins with it comes first, also behind a placeholder or a mark.
        ("抱歉", ("真抱歉", "抱歉，真抱歉"), [1, 0]),
        ("ok", ("b, ok", "ok ok"), [1, 0]),
        ("ok", ("b, ok", "[{customer}, ]ok"), [1, 0]),
        # Latin letters from the beginning of a word, which may stand behind a Chinese character.
        ("sorry", ("asorry", "a sorry"), [1]),
        ("ok", ("a您ok", "b, ok"), [0, 1]),
        ("ok", ("xok ok xok", "b, ok"), [0, 1]),
        # Terms by themselves, or together where they spell a word; the better of the two counts.
        ("ok go", ("so ok go", "b, ok, go"), [0, 1]),
        ("ba oqian", ("抱歉", "ok"), [0]),
        ("bao qian", ("非常抱歉", "抱歉"), [1, 0]),
    ],
)
def test_the_better_a_line_fits_the_earlier_it_is_found(
    query: str, texts: tuple[str, ...], order: list[int]
) -> None:
    assert _order(query, *texts) == [texts[n] for n in order]


def test_search_is_the_index_for_once() -> None:
    assert search(lines(EN), "sorry") == INDEX[EN].find("sorry") != ()
    assert search([], "sorry") == ()
