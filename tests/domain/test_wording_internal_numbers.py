"""C7: a superior's own number never reaches a customer, however it is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thirdring.domain.enums import WordingKind
from thirdring.domain.wording import WordingLint

NUMBERS = (
    "138 0013 8000",
    "0571-88880000转8801",
    "021-5555 1234",
    "6602",
    "801",
    "+86 139 1111 2222",
    "0086-571-8666 7777",
    "0379-123456",
    "0512-6666 5555",
    "0398-765 4321",
)


def found(text: str, numbers: tuple[str, ...] = NUMBERS) -> list[str]:
    findings = WordingLint([], internal_numbers=numbers).find(text)
    assert {(one.kind, one.rule) for one in findings} <= {(WordingKind.INTERNAL_NUMBER, "C7")}
    return [one.text for one in findings]


@pytest.mark.parametrize(
    "text",
    [
        "13800138000",
        "138-0013-8000",
        "138.0013.8000",
        "1 3 8 0 0 1 3 8 0 0 0",
        "１３８００１３８０００",
        "8613800138000",
        "86 138 0013 8000",
        "一三八零零一三八零零零",
        "幺三八〇〇幺三八〇〇〇",
        "138\u200b0013\u200b8000",
        "138（0013）8000",
        "057188880000转8801",
        "0571 8888 0000 ext. 8801",
        "571-88880000-8801",
        "5555 1234",
        "021 5555 1234",
        "86-21-55551234",
        "13911112222",
        "0086 13911112222",
        "139—1111—2222",
        "86667777",
        "0571 86667777",
        "571 86667777",
        "86-571-86667777",
        "0379123456",
        "6666-5555",
        "7654321",
    ],
)
def test_c7_an_internal_number_is_found_however_it_is_written(text: str) -> None:
    assert found(f"经理电话：{text}，谢谢") == [text]
    assert found(f"“{text}”") == [text]  # a quotation gives it away all the same


@pytest.mark.parametrize(
    "text",
    [
        "13800138001",
        "138001380009",
        "订单 9913800138000",
        "2413800138000",
        "88880000",  # the switchboard is public, only the extension is not
        "13888018801",
        "8801 元",
        "123456",  # without its area code too short to be told from a price
        "订单尾号 6602",
        "房号6602室",
        "138、0013。8000",
    ],
)
def test_c7_other_numbers_are_left_alone(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("请转8801", "8801"),
        ("ext. 801", "801"),
        ("分机：6602", "6602"),
        ("please dial 6602", "6602"),
        ("内线 六六〇二", "六六〇二"),
        ("4000000-转-8801", "8801"),
    ],
)
def test_c7_a_short_number_is_one_after_the_word_for_it(text: str, expected: str) -> None:
    assert found(text) == [expected]


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("+86 10 6234 5678", "010-62345678"),
        ("+86 10 6234 5678", "6234 5678"),
        ("+86 5550123", "5550123"),
        ("5550123", "86 5550123"),
        ("0571-8666 7777", "0086 571 8666 7777"),
    ],
)
def test_c7_country_and_area_code_may_be_there_or_not(number: str, text: str) -> None:
    assert found(f"请记 {text}。", (number,)) == [text]


def test_c7_a_short_number_is_no_part_of_a_code() -> None:
    assert found("请转8601", ("8601",)) == ["8601"]
    assert found("请拨打 123456", ("0379-123456",)) == []


@pytest.mark.parametrize("before", ["1", "1-22", "1 22 333", "4 4 4 4 4"])
def test_c7_other_digits_before_it_do_not_hide_it(before: str) -> None:
    assert found(f"{before} 138 0013 8000") == ["138 0013 8000"]
    assert found(f"单号 {before} 13800138000，{before}") == ["13800138000"]


def test_a_number_of_two_digits_is_never_one() -> None:
    assert found("转 12", ("12", "")) == []


@given(
    st.lists(st.sampled_from(["", " ", "-", ".", "转", "\u200b", "（"]), min_size=11, max_size=11),
    st.text(alphabet="客户abc，。\n", max_size=20),
)
def test_separators_never_hide_it(separators: list[str], around: str) -> None:
    text = "".join(d + s for d, s in zip("13800138000", separators, strict=True))
    findings = WordingLint([], internal_numbers=NUMBERS).find(around + "x，" + text + around)
    assert len(findings) == 1
    start = len(around) + 2
    assert (findings[0].start, findings[0].end) == (
        start,
        start + len(text.rstrip(" -.转\u200b（")),
    )


def test_c7_a_landline_kept_with_country_code_and_zero_is_found_without_both() -> None:
    kept = ("+86 0571-8666 7777",)
    assert found("请打86667777", kept) == ["86667777"]
    assert found("请打0571-86667777", kept) == ["0571-86667777"]
