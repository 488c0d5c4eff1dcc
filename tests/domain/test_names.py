"""A4: the family name with the right title."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thirdring.domain.enums import Language, Title
from thirdring.domain.names import addressed, family_name, written_forms

ZH, EN = Language.ZH_CN, Language.EN


@pytest.mark.parametrize(
    ("name", "title", "language", "expected"),
    [
        ("王雅琴", Title.MS, ZH, "王女士"),
        ("王", Title.MR, ZH, "王先生"),
        ("欧阳锋", Title.MR, ZH, "欧阳先生"),
        ("歐陽鋒", Title.MR, ZH, "歐陽先生"),
        ("尉迟", Title.MR, ZH, "尉迟先生"),
        ("歐陽", Title.MR, ZH, "歐陽先生"),
        ("K王", Title.MR, ZH, "K王先生"),
        ("王雅琴", None, ZH, "王雅琴"),
        ("王", None, ZH, ""),
        ("王", Title.OTHER, ZH, ""),
        ("K", None, ZH, "K"),
        ("K王", None, ZH, "K王"),
        ("王教授", Title.MR, ZH, "王教授"),
        ("王女士", Title.MS, ZH, "王女士"),
        ("John Smith", Title.MR, ZH, "Smith先生"),
        ("", Title.MR, ZH, ""),
        ("  ", None, ZH, ""),
        ("王雅琴", Title.MS, EN, "Ms Wang"),
        ("歐陽鋒", Title.MR, EN, "Mr 歐陽"),
        ("Wang Yaqin", Title.MS, EN, "Ms Wang"),
        ("Lü Bu", Title.MR, EN, "Mr Lü"),
        ("John  Smith", Title.MR, EN, "Mr Smith"),
        ("Smith, John", Title.MR, EN, "Mr Smith"),
        ("FOX, John", Title.MR, EN, "Mr FOX"),
        ("Mr Smith", Title.MR, EN, "Mr Smith"),
        ("Msumi Anna", Title.MS, EN, "Ms Anna"),
        ("Anna Smith", None, EN, "Anna Smith"),
        ("单田芳", Title.MR, EN, "Mr Shan"),
    ],
)
def test_a4_addressed(name: str, title: Title | None, language: Language, expected: str) -> None:
    assert addressed(name, title, language) == expected


@given(st.text(max_size=20))
def test_the_family_name_is_part_of_the_name(name: str) -> None:
    assert family_name(name) in name or "," in name


@pytest.mark.parametrize(
    ("name", "hidden", "shown"),
    [
        (
            "王小明",
            ["王小明", "王 小明", "王 小 明", "小明", "小 明"],
            ["王", "小", "明", "王先生"],
        ),
        ("王小明先生", ["王小明", "小明"], ["王先生"]),
        ("王强", ["王强", "王\n强"], ["强", "王  强"]),
        ("欧阳娜娜", ["欧阳娜娜", "娜娜"], ["欧阳", "阳娜"]),
        (
            "Wang Xiaoming",
            ["wang  XIAOMING", "Wang", "Xiaoming"],
            ["wang", "wangxiaoming", "xWang"],
        ),
        ("Dr. Li Na", ["Li Na", "li\nna"], ["Li", "Na", "Li Nas"]),
        ("王(小*", [], ["王", "小"]),
        ("A+ (b", ["A+ (b", "a+  (B"], ["A", "b"]),
        ("王", [], ["王"]),
        ("K", [], ["K"]),
        ("王小*", [], ["王小", "王小*"]),
        ("先生", [], ["先生"]),
        ("", [], [""]),
    ],
)
def test_h5_how_a_text_may_repeat_a_name(name: str, hidden: list[str], shown: list[str]) -> None:
    forms = written_forms(name)
    for way in hidden:
        assert any(form.fullmatch(way) for form in forms), way
        assert any(form.search(f"说 {way} 了") for form in forms), way
    for way in shown:
        assert not any(form.search(way) for form in forms), way
