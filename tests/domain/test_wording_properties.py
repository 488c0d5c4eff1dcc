"""What holds of the lint for every text."""

from hypothesis import given
from hypothesis import strategies as st

from tests.domain.phrase_samples import lint, wordings
from thirdring.domain.folding import fold, folded
from thirdring.domain.quotes import quoted_spans
from thirdring.domain.wording import Wording, find_wordings

pieces = st.one_of(
    st.sampled_from([one.text for one in wordings()]),
    st.sampled_from([context for one in wordings() for context in one.exceptions]),
    st.sampled_from([*"“”\"「」『』‘’'\n \u200b😀ﬁ㊙İß①，。喂不知道", "\n\n", "保證"]),
    st.text(max_size=5),
)
texts = st.lists(pieces, max_size=12).map("".join)


@given(texts)
def test_findings_are_in_order_apart_and_inside_the_text(text: str) -> None:
    end = 0
    for finding in lint().find(text):
        assert end <= finding.start < finding.end <= len(text)
        assert finding.text == text[finding.start : finding.end]
        end = finding.end


@given(texts)
def test_no_finding_lies_wholly_within_a_quotation(text: str) -> None:
    spans = quoted_spans(text)
    for finding in lint().find(text):
        assert not any(start <= finding.start and finding.end <= end for start, end in spans)


@given(texts)
def test_a_quotation_exempts_all_of_a_balanced_text(text: str) -> None:
    plain = "".join(c for c in text if c not in '“”「」『』‘’"＂〝〞\n')
    assert lint().find(f"“{plain}”") == ()
    assert lint().find(f"「{plain}」") == ()


@given(st.sampled_from(wordings()), st.sampled_from(["\u200b", "\u00ad", "\u0300", "\u202e"]))
def test_invisible_signs_hide_nothing(wording: Wording, sign: str) -> None:
    text = sign.join(wording.text)
    assert [(one.start, one.end) for one in find_wordings(text, [wording])] == [(0, len(text))]


@given(st.text(max_size=60))
def test_folding_keeps_the_way_back(text: str) -> None:
    there = fold(text)
    assert there.text == folded(text)
    for at in range(len(there.text)):
        start, end = there.span(at, at + 1)
        assert end == start + 1
        assert there.text[at] in folded(text[start])
    assert folded(there.text) == there.text


@given(st.text(alphabet='“”‘’「」『』〝〞"a \n', max_size=40))
def test_quoted_spans_are_pairs_in_order(text: str) -> None:
    pairs = {"“”", "‘’", "「」", "『』", "〝〞", '""'}
    end = 0
    for start, stop in quoted_spans(text):
        assert start >= end
        assert stop - start >= 2
        assert text[start] in {pair[0] for pair in pairs}
        assert text[stop - 1] in {pair[1] for pair in pairs}
        end = stop


def test_a_long_text_is_read_in_one_go() -> None:
    text = "您好，我们不知道。" * 3640 + "x" * 8
    assert len(text) == 32_768
    findings = lint().find(text)
    assert len(findings) == 3640
    assert {one.text for one in findings} == {"不知道"}
