"""A key written down and typed in again: what people get wrong is found, and where."""

import re
import secrets

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thirdring.domain.errors import Refusal
from thirdring.domain.recovery_key import ALPHABET, key_from_recovery, recovery_key

KEYS = st.binary(min_size=32, max_size=32)
PLACES = st.integers(0, 64)


@given(KEYS)
def test_there_and_back(key: bytes) -> None:
    text = recovery_key(key)
    assert re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{5}-){12}[0-9A-HJKMNP-TV-Z]{5}", text)
    assert key_from_recovery(text) == key


@given(KEYS)
def test_case_spaces_hyphens_and_look_alikes_do_not_matter(key: bytes) -> None:
    text = recovery_key(key)
    typed = text.lower().replace("-", "  ").replace("0", "o").replace("1", "l").replace("v", "u")
    assert key_from_recovery(f" {typed}\n") == key


@given(KEYS, PLACES, st.sampled_from(ALPHABET))
def test_one_wrong_character_is_found_in_its_group(key: bytes, place: int, wrong: str) -> None:
    typed = list(recovery_key(key).replace("-", ""))
    if typed[place] == wrong:
        return
    typed[place] = wrong
    with pytest.raises(Refusal, match=f"Group {place // 5 + 1} .*mistyped"):
        key_from_recovery("".join(typed))


@given(KEYS, PLACES)
def test_two_neighbours_exchanged_are_found(key: bytes, place: int) -> None:
    typed = list(recovery_key(key).replace("-", ""))
    if place % 5 == 4 or typed[place] == typed[place + 1]:
        return
    typed[place], typed[place + 1] = typed[place + 1], typed[place]
    with pytest.raises(Refusal, match=f"Group {place // 5 + 1} "):
        key_from_recovery("".join(typed))


@given(KEYS, st.integers(0, 12), st.integers(0, 12))
def test_two_groups_exchanged_are_found(key: bytes, one: int, other: int) -> None:
    groups = recovery_key(key).split("-")
    if groups[one][:4] == groups[other][:4]:
        return
    groups[one], groups[other] = groups[other], groups[one]
    with pytest.raises(Refusal, match="mistyped"):
        key_from_recovery("-".join(groups))


@pytest.mark.parametrize("text", ["", "ABCDE", "0" * 64, "0" * 66])
def test_a_wrong_length_is_told(text: str) -> None:
    with pytest.raises(Refusal, match=f"has 65 characters; this one has {len(text)}"):
        key_from_recovery(text)


def test_other_characters_are_mistypings() -> None:
    text = recovery_key(bytes(32))
    for wrong in ("*", "中", "é"):
        with pytest.raises(Refusal, match="Group 1 "):
            key_from_recovery(wrong + text[1:])


def test_bits_beyond_the_key_are_refused() -> None:
    """The last group carries four bits more than a key has; its check must not let them pass."""
    key = secrets.token_bytes(32)
    *head, _last = recovery_key(key).split("-")
    found = set()
    for third in range(32):
        for check in ALPHABET:
            typed = "-".join([*head, f"000{ALPHABET[third]}{check}"])
            try:
                found.add(key_from_recovery(typed))
            except Refusal:
                continue
    assert len(found) == 2  # only the topmost of the fourth character's five bits is the key's


def test_only_whole_keys_are_written_down() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        recovery_key(b"short")


def test_h6_a_key_written_down_years_ago_still_opens() -> None:
    """The characters of a key are a promise on paper: no release may make them otherwise."""
    assert (
        recovery_key(bytes(range(32)))
        == "000GC-40R4Y-0M301-E209M-185G2-R38EE-1W810-24GKG-2GAH0-C5RR1-34D1A-P70XT-3RFGY"
    )
    assert (
        recovery_key(bytes(range(255, 223, -1)))
        == "ZZZF1-VZ7VK-ZBWZC-HXZPS-YQTFF-7WQH3-Y3QYD-XVFCX-XFNED-KT77C-WVJY7-9RZ2Q-W7G0R"
    )


def test_a_mistyped_group_is_named_and_quoted() -> None:
    typed = recovery_key(bytes(range(32)))
    group = typed[-5:]
    wrong = ("1" if group[0] != "1" else "2") + group[1:]
    with pytest.raises(Refusal) as refused:
        key_from_recovery(typed[:-5] + wrong.lower())
    assert str(refused.value) == f"Group 13 of the recovery key ({wrong}) is mistyped."
    assert refused.value.field == "recovery_key"
    with pytest.raises(Refusal) as refused:
        key_from_recovery(typed[:6] + "*" + typed[7:])
    assert str(refused.value) == f"Group 2 of the recovery key (*{typed[7:11]}) is mistyped."
    with pytest.raises(Refusal) as refused:
        key_from_recovery(typed[:-1])
    assert str(refused.value) == "A recovery key has 65 characters; this one has 64."
    assert refused.value.field == "recovery_key"


def test_of_all_last_groups_only_those_of_a_key_are_read() -> None:
    *head, _last = recovery_key(bytes(32)).split("-")
    read, sentences = 0, set()
    for third in ALPHABET:
        for check in ALPHABET:
            try:
                key_from_recovery("-".join([*head, f"000{third}{check}"]))
            except Refusal as refused:
                sentences.add(str(refused))
            else:
                read += 1
    assert read == 2
    assert sentences < {
        f"Group 13 of the recovery key (000{third}{check}) is mistyped."
        for third in ALPHABET
        for check in ALPHABET
    }
