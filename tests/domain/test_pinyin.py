"""Pinyin and initials, surnames included."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thirdring.domain.pinyin import (
    full_pinyin,
    initials,
    matched,
    name_units,
    syllable,
    units,
)


@pytest.mark.parametrize(
    ("text", "full", "short"),
    [
        ("抱歉", "baoqian", "bq"),
        ("抱歉让您久等了", "baoqianrangninjiudengle", "bqrnjdl"),
        ("請您重新撥打", "qingninchongxinboda", "qncxbd"),  # traditional; 重 is chong here
        ("用ABC卡，好", "yongabckahao", "yakh"),
        ("Good day", "goodday", "gd"),
        ("", "", ""),
        ("，。!", "", ""),
        ("女士", "nvshi", "ns"),
    ],
)
def test_keys(text: str, full: str, short: str) -> None:
    assert full_pinyin(units(text)) == full
    assert initials(units(text)) == short


@pytest.mark.parametrize(
    ("name", "full"),
    [
        ("单田", "shantian"),
        ("曾国", "zengguo"),
        ("解女士", "xienvshi"),
        ("仇先生", "qiuxiansheng"),
        ("区先生", "ouxiansheng"),
        ("查先生", "zhaxiansheng"),
        ("任先生", "renxiansheng"),
        ("华女士", "huanvshi"),
        ("朴女士", "piaonvshi"),
        ("盖先生", "gexiansheng"),
        ("尉迟恭", "yuchigong"),
        ("万俟先生", "moqixiansheng"),
        ("長孫女士", "zhangsunnvshi"),
        ("乐女士", "yuenvshi"),
        ("翟先生", "zhaixiansheng"),
        ("Li Ming", "liming"),
        ("", ""),
    ],
)
def test_surnames_are_read_as_surnames(name: str, full: str) -> None:
    assert full_pinyin(name_units(name)) == full


@pytest.mark.parametrize(
    ("name", "query"),
    [("单先生", "shan"), ("单先生", "dan"), ("曾女士", "ceng"), ("吕先生", "lv"), ("吕先生", "lu")],
)
def test_the_everyday_reading_finds_a_surname_too(name: str, query: str) -> None:
    assert matched(name_units(name), query) == 0


def test_initials_find_a_surname_read_as_a_surname() -> None:
    assert matched(name_units("单田芳"), "stf") == 1
    assert matched(name_units("单田芳"), "dtf") == 1


def test_a_clause_begins_with_the_text_and_after_each_mark() -> None:
    assert [unit.begins for unit in units("好，抱歉")] == [True, True, False]
    assert [unit.begins for unit in units("，ok go")] == [True, False]
    assert [unit.begins for unit in name_units("单田")] == [True, False]
    assert [unit.chinese for unit in units("好ok，ok")] == [True, False, False]


@pytest.mark.parametrize(
    "rare", ["\u9fe4\u9fe5", "䷀䷁"]
)  # of signs the dictionary makes one piece
def test_characters_no_dictionary_reads_are_found_as_they_are(rare: str) -> None:
    assert [(unit.readings, unit.chinese) for unit in units(rare)] == [
        ((rare[0],), True),
        ((rare[1],), True),
    ]


def test_the_first_and_the_last_chinese_character_are_chinese() -> None:
    for char in "\u3400\u9fff":
        assert [unit.chinese for unit in units(char)] == [True]


@pytest.mark.parametrize(
    ("text", "query", "rank"),
    [
        ("抱歉让您久等", "baoqian", 0),
        ("抱歉让您久等", "b", 0),
        ("抱歉让您久等", "baoq", 0),
        ("抱歉让您久等", "bq", 1),
        ("抱歉让您久等", "bqian", 1),
        ("抱歉让您久等", "bqrnjd", 1),
        ("请稍等", "qshd", 1),
        ("非常抱歉", "baoqian", 4),
        ("非常抱歉", "bq", 5),
        ("好，抱歉", "bq", 3),
        ("好，抱歉", "baoqian", 2),
        ("很长时间", "changshi", 4),
        ("很长时间", "zhangshi", 4),
        ("抱歉", "bqx", None),
        ("请稍等", "qshx", None),
        ("请稍等", "qshax", None),
        ("抱歉", "aoqian", None),  # not from the middle of a syllable
        ("抱歉", "", None),
        ("西安", "xian", 0),
        ("thank you", "than", 0),
        ("thank you", "thankyo", 0),
        ("thank you", "ty", None),  # initials are for Chinese
        ("用ABC", "yabc", 1),
    ],
)
def test_matched(text: str, query: str, rank: int | None) -> None:
    assert matched(units(text), query) == rank


@given(st.text(alphabet="抱歉让您久等请稍安心啊ab ，", min_size=1, max_size=12), st.data())
def test_every_typed_way_finds_what_it_spells(text: str, data: st.DataObject) -> None:
    found = units(text)
    if found:
        start = data.draw(st.integers(0, len(found) - 1))
        stop = data.draw(st.integers(start + 1, len(found)))
        typed = "".join(
            unit.readings[0][0] if unit.chinese and data.draw(st.booleans()) else unit.readings[0]
            for unit in found[start:stop]
        )
        assert matched(found, typed) is not None


@given(st.text(max_size=40), st.text(alphabet="abz01", min_size=1, max_size=6))
def test_no_text_is_too_strange(text: str, query: str) -> None:
    found = name_units(text)
    assert matched(found, query) in {None, 0, 1, 2, 3, 4, 5}
    assert all(reading for unit in found for reading in unit.readings)


def test_a_long_run_of_one_letter_is_no_trap() -> None:
    assert matched(units("啊" * 300), "a" * 60) is not None
    assert matched(units("啊" * 300), "a" * 59 + "x") is None


def test_the_table_is_loaded_late() -> None:
    code = (
        "import sys, thirdring.domain.saying, thirdring.domain.wording; "
        "print([m for m in ('thirdring.domain.readings', 'opencc', 'holidays') if m in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_words_are_read_otherwise_than_their_characters() -> None:
    assert full_pinyin(units("银行重新长大")) == "yinhangchongxinzhangda"
    assert full_pinyin(units("我在银行重新长大")) == "wozaiyinhangchongxinzhangda"
    assert full_pinyin(units("真了不起")) == "zhenliaobuqi"


@pytest.mark.parametrize(
    ("character", "read"),
    [
        ("㐀", "qiu"),
        ("鿿", "xing"),
        ("退", "tui"),
        ("銀", "yin"),
        ("女", "nv"),
        ("Ａ", "a"),
        ("，", ","),
    ],
)
def test_one_character(character: str, read: str) -> None:
    assert syllable(character) == read
