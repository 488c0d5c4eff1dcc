"""What is shown of names, addresses and free text to those who may not see them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thirdring.domain import masking
from thirdring.domain.names import written_forms


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("王小明", "王**"),
        ("王强", "王**"),
        ("欧阳娜娜", "欧**"),
        (" 王女士 ", "王**"),
        ("𠮷田", "𠮷**"),
        ("Wang Xiaoming", "W***"),
        ("E\u0301mile", "E\u0301***"),
        ("😀", "😀***"),
        ("", ""),
        ("  ", ""),
    ],
)
def test_h5_a_name_shows_its_first_letter_and_not_its_length(name: str, shown: str) -> None:
    assert masking.mask_name(name) == shown


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("上海市浦东新区世纪大道1号", "上海市浦东新区****"),
        ("浙江省杭州市西湖区文三路90号", "浙江省杭州市西湖区****"),
        ("朝阳区大望路8号", "朝阳区****"),
        ("昆山市长江路", "昆山市****"),
        ("12 Main Street", "1****"),
        ("文三路90号", "文****"),
        ("", ""),
    ],
)
def test_h5_an_address_shows_town_and_district(address: str, shown: str) -> None:
    assert masking.mask_address(address) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("打我电话13812345678。", "打我电话138****5678。"),
        ("138 1234 5678 或 021-62345678", "138****5678 或 021****5678"),
        ("call +86 138-1234-5678, please", "call 861****5678, please"),
        ("座机62345678", "座机****78"),
        ("单 123456789", "单 ****89"),
        ("单 1234567890", "单 123****7890"),
        ("单号 C261122-K7042，买了 3 件", "单号 C261122-K7042，买了 3 件"),
        ("wang.li@example.com", "wa***@example.com"),
        ("邮箱：w@example.com", "邮箱：w***@example.com"),
        ("2026-11-22 退货 ¥199.00", "2026-11-22 退货 ¥199.00"),
        ("2026-11-22 13812345678", "2026-112****5678"),
        ("", ""),
    ],
)
def test_h5_numbers_and_mail_addresses_in_a_text_are_hidden(text: str, shown: str) -> None:
    assert masking.mask_text(text) == shown


@given(
    st.text("0123456789 -()+王a，.", max_size=40), st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
)
def test_h5_no_whole_mobile_number_is_left_in_a_text(around: str, number: str) -> None:
    assert number not in masking.mask_text(f"{around}，{number}，{around}")


@given(st.text(st.characters(categories=["L"]), min_size=1, max_size=40))
def test_h5_a_masked_name_shows_one_letter_and_a_fixed_count_of_stars(name: str) -> None:
    assert masking.mask_name(name) in {name[0] + "**", name[0] + "***"}


def test_h5_a_number_is_masked_as_the_phone_rules_say() -> None:
    assert masking.mask_phone("+86 138 1234 5678") == "138****5678"
    assert masking.mask_phone("95588") == "95588"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("电话１３８１２３４５６７８", "电话138****5678"),
        ("tel13812345678x", "tel138****5678x"),
        ("1381234567813912345678", "138****5678"),
        ("138·1234·5678", "138****5678"),
        ("幺三八一二三四五六七八，下午打", "****，下午打"),
        ("一、二、三、四、五、六、七", "一、二、三、四、五、六、七"),
        ("订单20261122的三件", "订单****22的三件"),
    ],
)
def test_h5_numbers_are_found_however_they_are_written(text: str, shown: str) -> None:
    assert masking.mask_text(text) == shown


@pytest.mark.parametrize(
    ("name", "text", "shown"),
    [
        ("王小明", "王小明说：王 小明的货，小明要退", "王**说：王**的货，小**要退"),
        ("王小明先生", "王小明先生来电，王先生很急", "王**先生来电，王先生很急"),
        ("欧阳娜娜", "娜娜和欧阳娜娜", "娜**和欧**"),
        ("王强", "王强很坚强", "王**很坚强"),
        ("王", "王女士，王府井", "王女士，王府井"),
        ("王**", "王** 和 **", "王** 和 **"),
        ("Wang Xiaoming", "wang  xiaoming called, Ms Wang; Xiaoming waits; wangle",
         "w*** called, Ms W***; X*** waits; wangle"),
        ("Ms Li Na", "Li Na asks for a line", "L*** asks for a line"),
        ("May Long", "it took too long, May Long says", "it took too long, M*** says"),
        ("C++ (A", "C++ (A is no name", "C*** is no name"),
        ("", "王小明", "王小明"),
        (None, "王小明", "王小明"),
    ],
)  # fmt: skip
def test_h5_the_known_name_is_hidden_in_the_text(name: str | None, text: str, shown: str) -> None:
    assert masking.mask_text(text, name) == shown


@given(
    st.text("王小明李娜", min_size=2, max_size=4),
    st.text("王小明李 娜aB.*(", max_size=60),
    st.sampled_from(["", " ", "先生"]),
)
def test_h5_no_whole_chinese_name_is_left_in_a_text(name: str, around: str, end: str) -> None:
    assert name not in masking.mask_text(f"{around}，{name}，{around}", name + end)


@pytest.mark.parametrize(
    ("known", "shown"),
    [
        (("王小明", "13812345678", None), "＊＊＊说：＊＊＊的货，＊＊＊要退，打 ＊＊＊ 或 w@x.cn"),
        (("王小明",), "＊＊＊说：＊＊＊的货，＊＊＊要退，打 13812345678 或 w@x.cn"),
        ((None, "", "w@x.cn"), "王小明说：王 小明的货，小明要退，打 13812345678 或 ＊＊＊"),
        (("", None), "王小明说：王 小明的货，小明要退，打 13812345678 或 w@x.cn"),
    ],
)
def test_g9_who_complains_is_hidden_whole(known: tuple[str | None, ...], shown: str) -> None:
    text = "王小明说：王 小明的货，小明要退，打 13812345678 或 w@x.cn"
    assert masking.hide_whole(text, *known) == shown


@given(
    text=st.lists(
        st.sampled_from(["小明", "王", "明", "小", "欧阳", "Ken", "wang", " ", "\n", "说"]),
        max_size=6,
    ).map("".join),
    name=st.sampled_from(
        ["王小明", "王 小明", "欧阳明", "王明先生", "Ken Wang", "王", "明 ", "先生",
         "王小明 Mr", "王小明Mr.", "Dr 王小明", "王小明先生 Dr", "王小明 Mr 先生", "Mr"]
    ),
)  # fmt: skip
def test_h5_each_way_of_writing_a_name_is_hidden_wherever_it_stands(text: str, name: str) -> None:
    hidden = text
    for form in written_forms(name):
        hidden = form.sub("＃", hidden)
    assert masking.hide_name(text, name, lambda _: "＃") == hidden
