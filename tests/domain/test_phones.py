"""Numbers as people type them: kept, understood, found, masked, and taken from telephony."""

import csv
import string
import sys
from dataclasses import replace

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from tests.conftest import SHARED_DATA
from thirdring.domain import phones
from thirdring.domain.errors import Refusal
from thirdring.domain.phones import PhoneKind, parse

MOBILES = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
# Area codes and numbers as the plan has them; 8 digits where the city has grown to them.
LANDLINES = st.one_of(
    st.from_regex(r"0(?:10|2[0-57-9])[2-8][0-9]{7}", fullmatch=True),
    st.from_regex(r"0(?!950)[3-9][1-9][0-9][2-8][0-9]{6,7}", fullmatch=True),
)
SERVICES = st.sampled_from(
    ["95588", "12315", "12345", "10086", "110", "4008101234", "95013123456", "96110", "10109888"]
)


@pytest.mark.parametrize(
    ("raw", "digits", "e164", "extension", "kind"),
    [
        ("13812345678", "13812345678", "+8613812345678", None, "mobile"),
        ("138 1234 5678", "13812345678", "+8613812345678", None, "mobile"),
        ("+86 138-1234-5678", "13812345678", "+8613812345678", None, "mobile"),
        ("（+86）13812345678", "13812345678", "+8613812345678", None, "mobile"),
        ("008613812345678", "13812345678", "+8613812345678", None, "mobile"),
        ("8613812345678", "13812345678", "+8613812345678", None, "mobile"),
        ("013812345678", "13812345678", "+8613812345678", None, "mobile"),
        ("1795113812345678", "13812345678", "+8613812345678", None, "mobile"),
        ("12583113812345678", "13812345678", "+8613812345678", None, "mobile"),
        ("+8617951 13812345678", "13812345678", "+8613812345678", None, "mobile"),
        ("１３８ー１２３４ー５６７８", "13812345678", "+8613812345678", None, "mobile"),
        ("138\u00a01234\u200b5678\ufeff", "13812345678", "+8613812345678", None, "mobile"),
        ("13812345678#", "13812345678", "+8613812345678", None, "mobile"),
        ("电话：138 1234 5678（王先生）", "13812345678", "+8613812345678", None, "mobile"),
        ("13812345678/13912345678", "13812345678", "+8613812345678", None, "mobile"),
        ("13812345678、021-62345678", "13812345678", "+8613812345678", None, "mobile"),
        ("tel:+86-138-1234-5678", "13812345678", "+8613812345678", None, "mobile"),
        ("callto://13812345678", "13812345678", "+8613812345678", None, "mobile"),
        ("tel:%2B8613812345678", "13812345678", "+8613812345678", None, "mobile"),
        ("13812345678转1234", "13812345678", "+8613812345678", "1234", "mobile"),
        ("138-1234-5678-12", "13812345678", "+8613812345678", "12", "mobile"),
        ("010-12345678", "01012345678", "+861012345678", None, "fixed"),
        ("(021)6234 5678转801", "02162345678", "+862162345678", "801", "fixed"),
        ("021-62345678 轉 801", "02162345678", "+862162345678", "801", "fixed"),
        ("021-62345678 分机：801", "02162345678", "+862162345678", "801", "fixed"),
        ("021-62345678 ext. 801", "02162345678", "+862162345678", "801", "fixed"),
        ("021-62345678x801", "02162345678", "+862162345678", "801", "fixed"),
        ("021-62345678#801", "02162345678", "+862162345678", "801", "fixed"),
        ("021-62345678,,801#", "02162345678", "+862162345678", "801", "fixed"),
        ("021-62345678;801", "02162345678", "+862162345678", "801", "fixed"),
        ("021-62345678*801", "02162345678", "+862162345678", "801", "fixed"),
        ("0571-88888888-801", "057188888888", "+8657188888888", "801", "fixed"),
        ("tel:+86-21-6234-5678;ext=801", "02162345678", "+862162345678", "801", "fixed"),
        ("tel:02162345678;phone-context=+86", "02162345678", "+862162345678", None, "fixed"),
        ("+86 (0)21 6234 5678", "02162345678", "+862162345678", None, "fixed"),
        ("86 571 8888 8888", "057188888888", "+8657188888888", None, "fixed"),
        ("62345678", "62345678", None, None, "fixed"),
        ("95588", "95588", None, None, "service"),
        ("+86 95588", "95588", None, None, "service"),
        ("12315", "12315", None, None, "service"),
        ("12345", "12345", None, None, "service"),
        ("10086", "10086", None, None, "service"),
        ("110", "110", None, None, "service"),
        ("1010-9888", "10109888", "+8610109888", None, "service"),
        ("400-123-4567,801", "4001234567", "+864001234567", "801", "service"),
        ("400-123-4567-801", "4001234567", "+864001234567", "801", "service"),
        ("800 810 1234", "8008101234", "+868008101234", None, "toll_free"),
        ("801", "801", None, None, "internal"),
        ("21 6234 5678", "02162345678", "+862162345678", None, "fixed"),
        ("571 8888 8888", "057188888888", "+8657188888888", None, "fixed"),
        ("+852 2123 4567", "0085221234567", "+85221234567", None, "international"),
        ("00852-21234567", "0085221234567", "+85221234567", None, "international"),
        ("1795100852 2123 4567", "0085221234567", "+85221234567", None, "international"),
        ("+1 650 253 0000 x12", "0016502530000", "+16502530000", "12", "international"),
        ("+999 123 4567", "009991234567", None, None, "international"),
        ("196123456780", "196123456780", None, None, "unknown"),
        ("1471234567", "1471234567", None, None, "unknown"),
        ("13812345678 13912345678", "13812345678", "+8613812345678", None, "mobile"),
        ("13812345678 021-62345678", "13812345678", "+8613812345678", None, "mobile"),
        ("13812345678和13912345678", "13812345678", "+8613812345678", None, "mobile"),
        ("13812345678 801", "13812345678801", None, None, "unknown"),
        ("138****5678", "1385678", None, None, "unknown"),
        ("138xxxx5678", "1385678", None, None, "unknown"),
        ("+86 800 810 1234", "8008101234", "+868008101234", None, "toll_free"),
        ("86 400 123 4567", "4001234567", "+864001234567", None, "service"),
        ("861234567890", "861234567890", None, None, "unknown"),
        ("12583100852 2123 4567", "0085221234567", "+85221234567", None, "international"),
        ("( + 852) 2123 4567", "0085221234567", "+85221234567", None, "international"),
        ("138 1234 567+1", "13812345671", "+8613812345671", None, "mobile"),
        ("00123", "00123", None, None, "unknown"),
        ("001234", "001234", None, None, "unknown"),
        ("0012345", "0012345", None, None, "international"),
        ("012", "012", None, None, "unknown"),
        ("1471234567转8", "1471234567", None, "8", "unknown"),
        ("21 6234 5678转8", "02162345678", "+862162345678", "8", "fixed"),
        ("+999 123 4567转8", "009991234567", None, "8", "international"),
        ("021-62345678转\u200b80\x001\ud83d", "02162345678", "+862162345678", "801", "fixed"),
        ("138  1234 \t5678-12", "13812345678", "+8613812345678", "12", "mobile"),
        ("+44 (0)20 7946 0958", "00442079460958", "+442079460958", None, "international"),
        ("0044 (0)20 7946 0958", "00442079460958", "+442079460958", None, "international"),
        ("95588转1", "95588", None, "1", "service"),
        ("abc", "", None, None, "unknown"),
        ("", "", None, None, "unknown"),
        ("٣٤٥", "", None, None, "unknown"),
    ],
)
def test_what_people_type_is_understood(
    raw: str, digits: str, e164: str | None, extension: str | None, kind: str
) -> None:
    number = parse(raw)
    assert (number.raw, number.digits, number.e164, number.extension, number.kind) == (
        raw, digits, e164, extension, kind,
    )  # fmt: skip
    assert not number.withheld


@pytest.mark.parametrize(
    ("raw", "region", "digits"),
    [
        ("800 123 456", "HK", "00852800123456"),
        ("070 1234 5678", "TW", "008867012345678"),
        ("011 86 138 1234 5678", "US", "13812345678"),
        ("+86 21 6234 5678", "HK", "02162345678"),
        ("12", "HK", "12"),
        ("013812345678", "HK", "013812345678"),
        ("+999 123", "US", "00999123"),
    ],
)
def test_numbers_written_down_elsewhere(raw: str, region: str, digits: str) -> None:
    assert parse(raw, region).digits == digits


@pytest.mark.parametrize(
    ("spelled", "begin"),
    [("13812345678", 0), ("02162345678", 0), ("4001234567", 0), ("95588", 0), ("82345678", 0),
     ("013812345678", 0), ("8613812345678", 13), ("864001234567", 12), ("+8613812345678", 14),
     ("+862162345678", 13), ("008602162345678", 15), ("+86013812345678", 15),
     ("+861795113812345678", 19), ("+868008101234", 13)],
)  # fmt: skip
def test_a_number_being_typed_does_not_load_the_numbering_plans(
    spelled: str, begin: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "phonenumbers", None)  # importing it would fail now
    for end in range(begin, len(spelled) + 1):
        number = parse(spelled[:end])
        phones.mask(number)
        phones.format_for_people(number)
        phones.prefix_keys(spelled[:end])
    assert number.kind is not PhoneKind.UNKNOWN


@pytest.mark.parametrize("raw", ["anonymous", "Anonymous", " 匿名 ", "UNKNOWN"])
def test_a_caller_who_shows_no_number_has_none(raw: str) -> None:
    number = parse(raw)
    assert number.withheld
    assert (number.digits, number.kind) == ("", PhoneKind.UNKNOWN)
    assert phones.mask(number) == ""


@pytest.mark.shared_data
def test_the_numbers_of_the_shared_file_agree_with_the_library() -> None:
    path = SHARED_DATA / "phones" / "phones.csv"
    if not path.exists():
        pytest.skip("the shared phone numbers are not beside the checkout")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 56
    for row in rows:
        number = parse(row["raw"], row["region"])
        assert number.digits, row
        if row["verdict"] == "valid":
            assert number.e164 == row["e164"], row
            assert number.kind is not PhoneKind.UNKNOWN, row


def _spellings(digits: str) -> list[str]:
    spelled = ["+86" + digits.removeprefix("0"), "0086" + digits.removeprefix("0")]
    if digits.startswith("0"):
        spelled += ["17951" + digits, "+86" + digits]
    else:
        spelled += ["0" + digits, "17951" + digits, "86" + digits, "12593" + digits]
    return [digits, *spelled]


@given(digits=MOBILES | LANDLINES, which=st.integers(0, 5))
@example(digits="01062345678", which=1)
def test_every_spelling_leads_to_the_same_key(digits: str, which: int) -> None:
    spellings = _spellings(digits)
    assert parse(spellings[which % len(spellings)]).digits == digits


@given(digits=MOBILES | LANDLINES | SERVICES, data=st.data())
def test_a_number_being_typed_is_found_by_each_spelling(digits: str, data: st.DataObject) -> None:
    spelled = data.draw(st.sampled_from(_spellings(digits) if len(digits) > 10 else [digits]))
    assume(parse(spelled).digits == digits)
    prefix = len(spelled) - len(digits.removeprefix("0"))
    typed = spelled[: data.draw(st.integers(prefix + 1, len(spelled)))]
    keys = phones.prefix_keys(typed)
    assert any(digits.startswith(key) for key in keys), (typed, keys)


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        ("", ()),
        ("+", ()),
        ("+86", ()),
        ("0086", ()),
        ("86", ("86",)),
        ("138", ("138",)),
        ("+86 138", ("138",)),
        ("8613", ("8613", "13")),
        ("+852 21", ("0085221",)),
        ("+8", ("008",)),
        ("01", ("01", "1")),
        ("0138", ("0138", "138")),
        ("010", ("010",)),
        ("+86 021", ("021",)),
        ("+86 0138", ("0138", "138")),
        ("+8621", ("21", "021")),
        ("17951138", ("17951138", "138")),
        ("021-6234转8", ("0216234",)),
    ],
)
def test_beginnings_of_keys_while_typing(typed: str, keys: tuple[str, ...]) -> None:
    assert phones.prefix_keys(typed) == keys


@pytest.mark.parametrize(
    ("raw", "shown", "masked"),
    [
        ("13812345678", "138 1234 5678", "138****5678"),
        ("13812345678转12", "138 1234 5678-12", "138****5678"),
        ("02162345678", "021-62345678", "021****5678"),
        ("0571-88881234", "0571-88881234", "0571****1234"),
        ("62345678", "62345678", "****78"),
        ("95588", "95588", "95588"),
        ("400-123-4567", "400-123-4567", "4001234567"),
        ("801", "801", "801"),
        ("+85221234567", "+852 2123 4567", "+852****567"),
        ("+9991234567", "+9991234567", "+999****567"),
        ("1471234567", "1471234567", "147****4567"),
        ("0123456", "0123456", "****56"),
        ("01234", "01234", "****34"),
        ("0123", "0123", "****"),
        ("01012345678", "010-12345678", "010****5678"),
        ("8008101234", "800-810-1234", "8008101234"),
        ("0", "0", "****"),
        ("call me", "call me", "****"),
        (" ", "", ""),
    ],
)
def test_h5_numbers_are_grouped_for_reading_and_masked(raw: str, shown: str, masked: str) -> None:
    number = parse(raw)
    assert phones.format_for_people(number) == shown
    assert phones.mask(number) == phones.mask(raw) == masked


@given(MOBILES | LANDLINES, st.none() | st.from_regex(r"[0-9]{1,6}", fullmatch=True))
def test_what_is_shown_reads_back_as_the_same_line(digits: str, extension: str | None) -> None:
    number = parse(digits + (f"转{extension}" if extension else ""))
    assert phones.same_line(parse(phones.format_for_people(number)), number)


@given(MOBILES | LANDLINES)
def test_h5_a_masked_number_hides_at_least_three_digits(digits: str) -> None:
    masked = phones.mask(digits)
    assert digits not in masked
    assert len(masked.replace("*", "")) <= len(digits) - 3


def test_two_extensions_of_one_line_are_two_lines() -> None:
    assert not phones.same_line(parse("021-62345678转801"), parse("021-62345678转802"))
    assert not phones.same_line(parse("?"), parse("!"))


@given(st.text(max_size=300))
@example("转转转")
@example("1" * 300)
@example("+" * 50)
@example("tel:;;;")
def test_anything_typed_is_kept_and_never_fails(raw: str) -> None:
    number = parse(raw)
    assert number.raw == raw
    assert set(number.digits) <= set(string.digits)
    assert len(number.digits) <= 34
    phones.format_for_people(number)
    phones.mask(number)
    phones.prefix_keys(raw)


@given(st.text(alphabet="0123456789+-# 转", max_size=24))
def test_a_key_is_its_own_key(raw: str) -> None:
    key = parse(raw).digits
    assert parse(key).digits == key


@pytest.mark.parametrize(
    ("raw", "number"),
    [
        ("13812345678", "13812345678"),
        ("tel:+86-21-6234-5678;ext=801", "+862162345678"),
        ("callto:%2B8613812345678", "+8613812345678"),
        ("TEL:(021) 6234.5678", "02162345678"),
        ("*67#", "*67#"),
        ("tel:138;ext=1;isub=2", "138"),
        ("1" * 32, "1" * 32),
    ],
)
def test_a_caller_id_is_read(raw: str, number: str) -> None:
    read = phones.caller_id(raw)
    assert (read.number, read.anonymous) == (number, False)


@pytest.mark.parametrize("raw", ["", "  ", "tel:", "anonymous", "tel:Anonymous", "Private", "匿名"])
def test_an_empty_or_anonymous_caller_is_allowed(raw: str) -> None:
    read = phones.caller_id(raw)
    assert (read.number, read.anonymous) == (None, True)


@pytest.mark.parametrize(
    "raw",
    [
        "1" * 33,
        "138$(reboot)",
        "<img src=x>",
        "１３８",
        "138\n139",
        "138\x00",
        "sip:1001@example.org",
        "sip:1001",
        "file:///etc/passwd",
        "+86'--",
        "1" * 100_000,
        "\u202e138",
        "٣٤٥",
    ],
)
def test_a_hostile_caller_id_is_refused_in_one_sentence(raw: str) -> None:
    with pytest.raises(Refusal, match="only digits") as refused:
        phones.caller_id(raw)
    assert refused.value.field == "number"


@given(st.text(max_size=80))
def test_a_caller_id_is_clean_or_refused(raw: str) -> None:
    try:
        read = phones.caller_id(raw)
    except Refusal:
        return
    assert read.number is None or (
        set(read.number) <= set("0123456789+*#") and len(read.number) < 33
    )


def test_the_refusal_of_a_caller_id_in_its_words() -> None:
    with pytest.raises(Refusal) as refused:
        phones.caller_id("<b>")
    assert str(refused.value) == (
        "A caller's number has only digits, +, * and #, at most 32 of them."
    )


@given(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True))
@example("17911001234")
def test_a_bare_mobile_is_read_as_one_with_something_around_it(typed: str) -> None:
    assert parse(typed) == replace(parse(f" {typed}"), raw=typed)
