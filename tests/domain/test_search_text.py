"""The definition of a match, the tokens that serve it, and both engines that hold them."""

import psycopg
import pytest
import sqlcipher3
from hypothesis import example, given
from hypothesis import strategies as st

from thirdring.domain import search_text
from thirdring.domain.search_text import (
    SearchQuery,
    highlights,
    index_text,
    index_tokens,
    matches,
    normalise,
)
from thirdring.domain.search_text import query as ask

# Alphabets in which words, digits, signs and scripts meet often enough to collide.
MIXED = st.text(
    alphabet="退货貨投诉訴了iPhoneＡß15123 -#\"'*()ｶﾞが한국é\u0301\u200b😀नम", max_size=40
)
ANY = MIXED | st.text(max_size=40)


def _found(typed: str, *texts: str) -> bool:
    return matches(ask(typed), [normalise(text) for text in texts])


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("退货", "我要退货，谢谢"),
        ("货", "我要退货"),
        ("要退货", "我要退货"),
        ("退货 投诉", "投诉：不给退货"),
        ("退貨", "我要退货"),
        ("退货", "我要退貨"),
        ("退货", "我要退\u200b货"),
        ("イ", "ｲﾝﾄﾞ"),
        ("iphone", "新买的iPhone15坏了"),
        ("iPh", "IPHONE"),
        ("ip", "iphone"),
        ("i", "iphone"),
        ("ＩＰ", "iphone"),
        ("café", "CAFE\u0301"),
        ("strasse", "STRASSE"),
        ("straße", "STRASSE"),
        ("15", "iphone15"),
        ("138", "13812345678"),
        ("234", "13812345678"),
        ("45678", "13812345678"),
        ("1234", "订单号12345"),
        ("5", "5 号"),
        ("5", "1 5"),
        ("C261122-K7042", "C261122-K7042"),
        ("c261122k7042", "C261122-K7042"),
        ("K7042", "C261122-K7042"),
        ("261122", "C261122-K7042"),
        ("7042", "C261122-K7042"),
        ("C2611", "C261122-K7042"),
        ("退货15", "15日退货"),
        ("", "anything"),
        ("  ", "anything"),
        ("नम", "नमस्ते"),
        ("ⅻ", "xii"),
        ("a_b", "b a"),
    ],
)
def test_found(typed: str, text: str) -> None:
    assert _found(typed, text)


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("退货", "退了货"),
        ("退货", "退 货"),
        ("要退货", "要退钱，退货"),
        ("hone", "iphone"),
        ("one", "iphone"),
        ("38", "138"),
        ("123", "12 3"),
        ("退货 投诉", "退货"),
        ("C261122-K7042", "C261122-M7042"),
        ("😀", "😀"),
        ("***", "***"),
        ("OR", "退货"),
    ],
)
def test_not_found(typed: str, text: str) -> None:
    assert not _found(typed, text)


def test_needles_may_stand_in_different_texts_but_each_in_one() -> None:
    assert _found("退货 张三", "要退货", "张三")
    assert not _found("退货张三", "要退货", "张三")


def test_signs_alone_find_nothing_and_say_so() -> None:
    assert ask('"*😀()').unsearchable
    assert not ask('"*😀()').blank
    assert ask(" \t").blank
    assert not ask(" ").unsearchable


def _holds_tokens(wanted: search_text.SearchQuery, tokens: list[str]) -> bool:
    return set(wanted.tokens) <= set(tokens) and all(
        any(token.startswith(prefix) for token in tokens) for prefix in wanted.prefixes
    )


@given(texts=st.lists(ANY, min_size=1, max_size=3), data=st.data())
@example(texts=["退货", "貨退"], data=None)
def test_a_text_that_matches_has_all_tokens_of_the_query(
    texts: list[str], data: st.DataObject | None
) -> None:
    """No false negatives: the index never hides what a brute-force scan would find."""
    if data is None:
        typed = "退貨"
    else:
        whole = " ".join(texts)
        start = data.draw(st.integers(0, len(whole)))
        piece = whole[start : start + data.draw(st.integers(0, 12))]
        typed = data.draw(st.just(piece) | ANY)
    wanted = ask(typed)
    tokens = index_tokens(*texts)
    if matches(wanted, [normalise(t) for t in texts]):
        assert _holds_tokens(wanted, tokens)
    elif wanted.exact and not wanted.unsearchable and not wanted.blank:
        assert not _holds_tokens(wanted, tokens)


@given(
    st.text(alphabet="退货了要投诉", max_size=30),
    st.text(alphabet="退货了要投诉", min_size=1, max_size=3),
)
def test_a_chinese_word_is_found_exactly_where_a_plain_scan_finds_it(text: str, word: str) -> None:
    assert _found(word, text) == (word in text)


@given(
    st.text(alphabet="退１2３²¹５5ß é\u0301\u200b①ⅠKＫ-", max_size=20),
    st.text(alphabet="1235１３²", min_size=1, max_size=4),
)
@example("单号 １\u200b2３", "123")
def test_digits_alone_are_found_in_a_text_folded_for_them_as_in_one_folded_whole(
    text: str, typed: str
) -> None:
    assert search_text.matches_plain(ask(typed), text) == matches(ask(typed), [normalise(text)])


@pytest.mark.parametrize(
    ("typed", "text", "found"),
    [("退貨", "要求退货", True), ("ABC 退货", "abc，要求退貨", True), ("退货 56", "退货 12", False),
     ("退货", "送货", False), ("Ａb", "aB", True)],
)  # fmt: skip
def test_words_are_found_in_a_text_as_it_was_written(typed: str, text: str, *, found: bool) -> None:
    assert search_text.matches_plain(ask(typed), text) is found


@given(
    text=st.text(
        alphabet="退货貨㪚送訴㊡株㈱休⼊入豈\U0002f800①⑤１½12345３ -\u200b\u0301が", max_size=20
    )
    | MIXED,
    typed=st.text(alphabet="退货貨送株休入豈岂123450 が", min_size=1, max_size=6),
)
@example(text="㈱云栖", typed="株")
@example(text="退\u200b貨", typed="退货")
@example(text="打 13⑤26", typed="13526")
def test_a_text_is_told_at_a_glance_only_as_folding_it_tells(text: str, typed: str) -> None:
    wanted = ask(typed)
    assert search_text.matches_plain(wanted, text) == matches(wanted, [normalise(text)])


def test_no_sign_holds_a_chinese_character_or_a_digit_that_a_glance_does_not_see() -> None:
    """Whatever sign there is: by itself, with what it is folded to typed."""
    unseen = []
    for code in (*range(0x80, 0xD800), *range(0xE000, 0x20000), *range(0x2F800, 0x2FA20)):
        sign = chr(code)
        for folded in set(normalise(sign)) - {sign}:
            typed = "00" + folded if folded in "0123456789" else folded
            text = "00" + sign if typed != folded else sign
            wanted = ask(typed)
            if search_text.matches_plain(wanted, text) != matches(wanted, [normalise(text)]):
                unseen.append((hex(code), folded))
    assert unseen == []


@given(ANY)
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@given(ANY)
@example("a\x00b ' \" \\ : * & | ! ( )")
def test_tokens_are_safe_for_both_engines(text: str) -> None:
    for token in index_tokens(text):
        assert token
        assert len(token.encode()) <= 256
        assert all(ord(c) > 127 or c in "abcdefghijklmnopqrstuvwxyz0123456789" for c in token)
        assert not any(c.isspace() for c in token)


@given(ANY, ANY)
def test_highlights_are_inside_the_text_sorted_and_apart(text: str, typed: str) -> None:
    spans = highlights(text, ask(typed))
    ends = [0, *(end for _, end in spans)]
    for (start, end), before in zip(spans, ends, strict=False):
        assert before <= start < end <= len(text)


@given(MIXED, st.data())
def test_a_match_is_highlighted_and_a_highlight_is_a_match(text: str, data: st.DataObject) -> None:
    typed = text[data.draw(st.integers(0, len(text))) :][:3]
    wanted = ask(typed)
    assert bool(highlights(text, wanted)) == any(
        matches(ask(needle.text), [normalise(text)]) for needle in wanted.needles
    )


@pytest.mark.parametrize(
    ("text", "typed", "marked"),
    [
        ("我要退货，退货！", "退货", ["退货", "退货"]),
        ("我要退貨", "退货", ["退貨"]),
        ("ﬁne day", "fi", ["ﬁ"]),
        ("CAFE\u0301 x", "café", ["CAFE\u0301"]),
        ("①②③", "23", []),
        ("①②③", "123", ["①②③"]),
        ("138-1234", "123", ["123"]),
        ("㍿の", "会社", ["㍿"]),
        ("退\u200b货了", "退货", ["退\u200b货"]),
        ("退货退货", "退货 货退", ["退货退货"]),
        ("无", "", []),
        ("退退退", "退退", ["退退退"]),
        ("ﬁne", "f", ["ﬁ"]),
        ("a ﬃx", "f", ["ﬃ"]),
        ("a ﬃx", "ff", ["ﬃ"]),
        ("株㍿x", "式会", ["㍿"]),
        ("㍿㍿", "株", ["㍿㍿"]),
        ("退货投诉", "退货 投诉", ["退货投诉"]),
        ("退货，投诉", "退货 投诉", ["退货", "投诉"]),
    ],
)
def test_highlights_mark_the_text_as_it_was_typed(text: str, typed: str, marked: list[str]) -> None:
    assert [text[a:b] for a, b in highlights(text, ask(typed))] == marked


def test_a_very_long_query_is_cut_and_no_longer_exact() -> None:
    words = " ".join(f"word{n}" for n in range(200))
    wanted = ask(words)
    assert not wanted.exact
    assert len(wanted.prefixes) == 32
    assert len(ask("退货投诉" * 100).tokens) <= 64
    many = "".join(chr(0x4E00 + n) for n in range(300))
    assert len(ask(many).tokens) == 64
    assert matches(ask(many), [normalise(many)])
    assert not matches(ask(many), [normalise(many)[:-1]])


def test_a_word_longer_than_a_token_is_still_told_apart() -> None:
    long, other = "a" * 80 + "b", "a" * 80 + "c"
    assert _found(long, long)
    assert not _found(long, other)
    assert not ask(long).exact


@pytest.mark.parametrize("character", ["乾", "後", "髮", "發", "麵", "裡"])
def test_folding_does_not_depend_on_what_stands_beside(character: str) -> None:
    assert normalise("乾隆" + character + "了") == (
        normalise("乾隆") + normalise(character) + normalise("了")
    )


# --- the engines -------------------------------------------------------------------------------

TEXTS = {
    1: "我要退貨，iPhone15坏了",
    2: "C261122-K7042 投诉服务态度 13812345678",
    3: "café नमस्ते 한국어 がぎ 𠀀𠀁",
    4: "退了货，货退了 don't a_b x-y O'Neil",
    5: '😀 "quoted" \\ AND OR NOT NEAR(',
}
QUERIES = [
    "退货", "货", "货退", "了", "iph", "i", "15", "1", "k7042", "C261122-K7042", "704", "42", "138",
    "2345678", "caf", "café", "नम", "नमस्ते", "한국", "한", "が", "𠀀𠀁", "𠀁", "don", "t", "o'neil",
    "a_b", "quoted", "and", "OR", '"', "*", "退货*", 'NEAR("x" "y")', "\\", "quo\\", "'; DROP", "^x",
    "{x}:y", "-x", "投诉 服务", "投诉 退货", "x-y",
]  # fmt: skip


def _expected(typed: str) -> set[int]:
    return {key for key, text in TEXTS.items() if _found(typed, text)}


def test_fts5_finds_what_the_definition_finds() -> None:
    with sqlcipher3.connect(":memory:") as connection:
        connection.execute(
            "CREATE VIRTUAL TABLE found USING fts5("
            "tokens, content='', contentless_delete=1, tokenize='ascii')"
        )
        rows = [(key, index_text(text)) for key, text in TEXTS.items()]
        connection.executemany("INSERT INTO found(rowid, tokens) VALUES (?, ?)", rows)
        for typed in QUERIES:
            wanted = ask(typed)
            match = wanted.fts5()
            hits = set()
            if match:
                sql = "SELECT rowid FROM found WHERE found MATCH ?"
                hits = {row[0] for row in connection.execute(sql, (match,))}
            assert {key for key in hits if _found(typed, TEXTS[key])} == _expected(typed), typed
            if wanted.exact:
                assert hits == _expected(typed), typed
    connection.close()


@pytest.mark.postgres
def test_postgresql_finds_what_the_definition_finds(postgres_url: str) -> None:
    with psycopg.connect(postgres_url.replace("+psycopg", "")) as connection:
        connection.execute("CREATE TABLE found (key int PRIMARY KEY, tokens tsvector NOT NULL)")
        for key, text in TEXTS.items():
            connection.execute(
                "INSERT INTO found VALUES (%s, array_to_tsvector(%s::text[]))",
                (key, index_tokens(text)),
            )
        for typed in QUERIES:
            wanted = ask(typed)
            hits = set()
            if wanted.tsquery():
                rows = connection.execute(
                    "SELECT key FROM found WHERE tokens @@ %s::tsquery", (wanted.tsquery(),)
                )
                hits = {row[0] for row in rows}
            assert {key for key in hits if _found(typed, TEXTS[key])} == _expected(typed), typed
            if wanted.exact:
                assert hits == _expected(typed), typed


@pytest.mark.postgres
def test_the_longest_texts_the_gate_lets_through_fit_an_index_row(postgres_url: str) -> None:
    from thirdring.domain.text_safety import MAX_BYTES, TextKind, clean

    rare = "".join(chr(0x20000 + n) for n in range(MAX_BYTES // 4 * 3))
    third = len(rare) // 3
    texts = [clean(rare[n * third : (n + 1) * third], TextKind.TEXT).text for n in range(3)]
    with psycopg.connect(postgres_url.replace("+psycopg", "")) as connection:
        row = connection.execute(
            "SELECT length(array_to_tsvector(%s::text[]))", (index_tokens(*texts),)
        ).fetchone()
    assert row is not None
    assert row[0] > 160_000


@pytest.mark.parametrize(
    ("typed", "tokens", "prefixes", "exact"),
    [
        ("退", ("退",), (), True),
        ("退货", ("退货",), (), True),
        ("要退货", ("要退", "退货"), (), False),
        ("要退货了", ("要退", "退货", "货了"), (), False),
        ("1", ("1ˑ",), (), True),
        ("13", ("13ˑ",), (), True),
        ("138", ("138",), (), True),
        ("1381", ("138", "381"), (), False),
        ("i", ("iˑ",), (), True),
        ("iP", ("ipˑ",), (), True),
        ("iPh", (), ("iph",), True),
        ("a" * 64, (), ("a" * 64,), True),
        ("a" * 65, (), ("a" * 64,), False),
        ("a1", ("a1ˑ",), (), True),
        ("C261122-K7042 退货", ("退货",), ("c261122", "k7042"), True),
        ("c261122k7042 退货", ("退货",), ("c261122", "k7042"), True),
        ("退货 退货", ("退货",), (), True),
        ("退货iPhone15", ("退货",), ("iphone15",), True),
        (" ".join(f"w{n:02}" for n in range(32)), (), tuple(f"w{n:02}" for n in range(32)), True),
        (" ".join(f"w{n:02}" for n in range(33)), (), tuple(f"w{n:02}" for n in range(32)), False),
    ],
)
def test_what_a_query_asks_of_the_index(
    typed: str, tokens: tuple[str, ...], prefixes: tuple[str, ...], exact: bool
) -> None:
    wanted = ask(typed)
    assert (wanted.tokens, wanted.prefixes, wanted.exact) == (tokens, prefixes, exact)
    assert all(kind in search_text.NeedleKind for kind in (n.kind for n in wanted.needles))


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("退货了", "退 货 了 退货 货了"),
        ("iPhone15", "iphone15 iˑ ipˑ 1ˑ 15ˑ"),
        ("2026", "2ˑ 20ˑ 202 026"),
        ("5", "5ˑ"),
        ("K7042", "k7042 kˑ k7ˑ 7ˑ 70ˑ 704 042"),
        ("٣٤", "٣٤ ٣ˑ ٣٤ˑ"),
        ("a, b!", "a b aˑ bˑ"),
        ("x" * 70, "x" * 64 + " xˑ xxˑ"),
    ],
)
def test_what_the_index_holds_of_a_text(text: str, tokens: str) -> None:
    assert set(index_tokens(text)) == set(tokens.split())


def test_every_single_character_folds_for_good() -> None:
    for code in (*range(0xD800), *range(0xE000, 0x30000)):
        folded = normalise(chr(code))
        assert normalise(folded) == folded, hex(code)
    assert normalise("\u0390") == "\u0390"


def test_a_query_reads_the_same_in_both_engines() -> None:
    wanted = SearchQuery(
        (), ("王芳", "138"), ("k70", "a"), exact=True, blank=False, unsearchable=False
    )
    assert wanted.fts5() == '"王芳" AND "138" AND "k70"* AND "a"*'
    assert wanted.tsquery() == "'王芳' & '138' & 'k70':* & 'a':*"
    nothing = SearchQuery((), (), (), exact=True, blank=True, unsearchable=False)
    assert (nothing.fts5(), nothing.tsquery()) == ("", "")
