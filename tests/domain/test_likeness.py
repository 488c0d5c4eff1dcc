"""D11: two complaints are alike by the rare words they share."""

from hypothesis import given
from hypothesis import strategies as st

from thirdring.domain.likeness import (
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
