"""D11: two complaints are alike by the rare words they share."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thirdring.domain.likeness import (
    LEAST_SHARE,
    MOST_FEATURES,
    features,
    likeness,
    wanted_features,
    weights,
)
from thirdring.domain.search_text import index_tokens

texts = st.text(st.sampled_from("沙发床板送货迟到破损 abcdef 0123，。"), max_size=120)


def test_d11_pairs_and_words_speak_and_numbers_dont() -> None:
    assert features("沙发 sofa 破了 2026-11-22") == {"沙发", "sofa", "破了"}
    assert features("13812345678 ok！") == frozenset()


@given(texts)
def test_d11_each_feature_can_be_looked_up_in_the_index(text: str) -> None:
    assert features(text) <= set(index_tokens(text))
    assert len(wanted_features(text)) <= MOST_FEATURES
    assert set(wanted_features(text)) <= features(text)


@given(texts, texts)
def test_d11_likeness_is_a_share_and_whole_with_itself(one: str, other: str) -> None:
    weighed = weights(dict.fromkeys(wanted_features(one), 3), 400)
    assert 0 <= likeness(weighed, features(other)) <= 1
    if weighed:
        assert likeness(weighed, features(one)) == 1


def test_d11_what_is_rare_weighs_more() -> None:
    weighed = weights({"沙发": 400, "塌陷": 2, "送货": 0}, 400)
    assert weighed["沙发"] < weighed["塌陷"] < weighed["送货"]
    assert likeness(weighed, {"塌陷"}) > likeness(weighed, {"沙发"})
    assert likeness({}, {"沙发"}) == 0


def test_d11_the_weight_of_a_word_is_how_rare_it_is() -> None:
    assert weights({"never": 0, "once": 1, "half": 200, "all": 400, "beyond": 900}, 400) == {
        "never": math.log(401), "once": math.log(401), "half": math.log(3), "all": math.log(2),
        "beyond": math.log(2),
    }  # fmt: skip
    assert weights({}, 400) == {}


@pytest.mark.parametrize(
    ("there", "share"),
    [({"a"}, 0.25), ({"b", "c"}, 0.75), ({"d"}, 0.0), (set(), 0.0), ({"a", "b", "c"}, 1.0)],
)
def test_d11_a_share_is_what_is_there_of_what_is_wanted(there: set[str], share: float) -> None:
    assert likeness({"a": 1.0, "b": 2.0, "c": 1.0}, there) == share


def test_d11_next_to_nothing_begins_below_the_least_share() -> None:
    assert likeness({"a": LEAST_SHARE, "b": 1 - LEAST_SHARE}, {"a"}) == LEAST_SHARE
    assert likeness({"a": 0.079, "b": 0.921}, {"a"}) == 0.0


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("is sofa tv big", {"sofa", "big"}),
        ("床", set()),
        ("床板断", {"床板", "板断"}),
        ("abc1 x2y 床1", set()),
        ("㐀㐀", {"㐀㐀"}),  # the first of the characters there are
        ("", set()),
    ],
)
def test_d11_what_speaks(text: str, found: set[str]) -> None:
    assert features(text) == found


def test_d11_of_a_long_story_its_beginning_speaks() -> None:
    story = "".join(chr(0x4E00 + 7 * n) for n in range(80))
    wanted = wanted_features(story)
    assert len(wanted) == MOST_FEATURES
    assert set(wanted) == features(story[: MOST_FEATURES + 1])
    assert list(wanted) == sorted(wanted)
    # A beginning that says nothing leaves it to the rest.
    numbers = "1" * 60
    assert wanted_features(numbers + story) == wanted
    words = [f"{a}{b}word" for a in "abcdefgh" for b in "stuvwx"]
    assert wanted_features(" ".join(words)) == tuple(words)  # as many as there may be
    assert set(wanted_features(" ".join([*words, "one"]))) == set(words)
    assert set(wanted_features(" ".join(["one", *words]))) == {"one", *words[:-1]}
    few = "床板断裂"
    assert wanted_features(few) == tuple(sorted(features(few)))
