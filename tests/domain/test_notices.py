"""What is written to customers, departments and upward: templates that hold, gaps that show."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.phrase_samples import wordings
from thirdring.domain.case_values import NoticeKind, RecipientKind, Remedy
from thirdring.domain.enums import CallerType, Language, Nature, Severity
from thirdring.domain.errors import Refusal
from thirdring.domain.escalations import RULES, tellings
from thirdring.domain.filling import placeholders_of
from thirdring.domain.notices import (
    MEETS,
    Composed,
    Slot,
    Template,
    check_template,
    compose,
    reaches_customer,
    refuse_internal_numbers,
    template_key,
)
from thirdring.domain.wording import WordingLint
from thirdring.labels import POSTS
from thirdring.usecases.notice_templates import notice_book

LANGUAGES = tuple(Language)
TEMPLATES = [
    pytest.param(one, id=f"{language}:{key}")
    for language in LANGUAGES
    for key, one in notice_book(language).templates.items()
]
SAMPLE = {
    Language.ZH_CN: dict.fromkeys(Slot, "甲"),
    Language.EN: dict.fromkeys(Slot, "Sample"),
}


def test_both_languages_have_the_same_messages_with_the_same_placeholders() -> None:
    chinese, english = (
        {
            key: (one.rules, placeholders_of(one.subject + one.body))
            for key, one in notice_book(language).templates.items()
        }
        for language in LANGUAGES
    )
    assert chinese == english


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_is_a_message_for_everything_that_is_told(language: Language) -> None:
    book = notice_book(language)
    for kind in set(NoticeKind) - {NoticeKind.RECIPIENT}:
        for accepted in (True, False):
            assert template_key(kind, accepted=accepted) in book.templates
    for upward in RULES:
        for level in (1, 2, 3):
            for told in tellings(upward, level):
                assert told.rule in book.templates[told.template].rules
    for of, values in (("nature", Nature), ("severity", Severity), ("remedy", Remedy)):
        assert set(book.words[of]) == set(values)
    assert set(book.words["post"]) == set(POSTS)
    assert set(book.words["caller"]) <= set(CallerType)


@pytest.mark.parametrize("template", TEMPLATES)
def test_b10_no_shipped_message_trips_the_lint(template: Template) -> None:
    lint = WordingLint(wordings(), internal_numbers=["13800138000", "8801"])
    written = compose(template, SAMPLE[template.language])
    bare = compose(template, {})
    for text in (template.body, template.subject, written.body, written.subject, bare.body):
        assert lint.find(text) == ()
    assert written.missing == ()
    assert not re.search(r"[\[\]{}]", written.subject + written.body)


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_gap_is_named_and_an_optional_part_is_left_out(template: Template) -> None:
    needed = placeholders_of(re.sub(r"\[[^\[\]]*\]", "", template.subject + template.body))
    bare = compose(template, {})
    assert set(bare.missing) == needed
    assert not re.search(r"[\[\]{}]", bare.subject + bare.body)
    assert "\n\n\n" not in bare.body
    optional = placeholders_of(template.body) - needed
    least = compose(template, {Slot(name): "甲" for name in needed})
    assert least.missing == ()
    assert "…" not in least.body
    assert len(least.body) < len(compose(template, SAMPLE[template.language]).body) or not optional


@pytest.mark.parametrize("language", LANGUAGES)
def test_j1_the_acknowledgement_has_the_number_and_how_to_ask(language: Language) -> None:
    template = notice_book(language).templates["acknowledgement"]
    written = compose(template, SAMPLE[language] | {Slot.TICKET: "C261122-K7042"})
    assert "C261122-K7042" in written.subject
    assert written.body.count("C261122-K7042") == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_j3_who_did_not_accept_is_told_where_else_to_turn(language: Language) -> None:
    templates = notice_book(language).templates
    assert "12315" in templates["result_not_accepted"].body
    assert "12315" not in templates["result_accepted"].body


@pytest.mark.parametrize("language", LANGUAGES)
def test_d18_the_plan_has_the_agents_own_number_and_the_next_contact(language: Language) -> None:
    bare = compose(notice_book(language).templates["plan"], {})
    assert {"work_number", "next_contact", "plan"} <= set(bare.missing)


@pytest.mark.parametrize("language", LANGUAGES)
def test_j6_departments_and_reports_of_complaints_hold_no_name_or_number(
    language: Language,
) -> None:
    templates = notice_book(language).templates
    personal = {"customer", "number", "caller_name"}
    assert not placeholders_of(templates["department"].body) & personal
    assert placeholders_of(templates["major"].body) & personal == {"caller_name"}  # masked


@given(st.dictionaries(st.sampled_from(Slot), st.text(max_size=60)), st.sampled_from(LANGUAGES))
def test_values_are_never_read_as_placeholders(values: dict[Slot, str], language: Language) -> None:
    for template in notice_book(language).templates.values():
        written = compose(template, values | {Slot.RAISED: "{ticket}[{agent}]"})
        if "{raised}" in template.body:
            assert "{ticket}[{agent}]" in written.body
        assert "\n" not in written.subject


def test_an_unknown_placeholder_is_refused() -> None:
    for subject, body in (("{ticket}", "{zebra}{cutsomer}"), ("{cutsomer}", "{ticket}")):
        with pytest.raises(Refusal) as no:
            check_template(Template("x", Language.EN, (), subject, body))
        assert (no.value.rule, no.value.field, str(no.value)) == (
            "", "body", "“cutsomer” is not a placeholder of a notice.",
        )  # fmt: skip
    check_template(Template("x", Language.EN, (), "{ticket}", "{customer}"))


def test_c7_a_superiors_number_is_never_given_away_in_writing() -> None:
    lint = WordingLint(wordings(), internal_numbers=["139 0000 1111"])
    for subject, body, number in (
        ("x", "请打 13900001111", "13900001111"),
        ("请打 139-0000-1111", "不知道", "139-0000-1111"),
    ):
        with pytest.raises(Refusal) as no:
            refuse_internal_numbers(subject, body, lint)
        assert (no.value.rule, no.value.field, str(no.value)) == (
            "C7", "body", f"“{number}” is an internal number.",
        )  # fmt: skip
    assert refuse_internal_numbers("不知道", "您好", lint) == ()
    (found,) = refuse_internal_numbers("x", "这个我不知道", lint)
    assert (found.rule, found.text) == ("B10", "不知道")


def test_the_clocks_that_telling_meets() -> None:
    assert "D4" not in MEETS.get(NoticeKind.ACKNOWLEDGEMENT, ())
    assert {"D4", "D16"} <= MEETS[NoticeKind.PLAN] & MEETS[NoticeKind.RESULT]
    assert MEETS[NoticeKind.PROGRESS] == {"D18"}


def written(subject: str, body: str, **values: str) -> Composed:
    template = Template("x", Language.ZH_CN, (), subject, body)
    return compose(template, {Slot(name): text for name, text in values.items()})


def test_what_is_known_is_filled_in_and_what_is_not_is_named_in_the_order_of_the_slots() -> None:
    found = written(
        "单{ticket}", "问{agent}：\n[原因：{reason}。]\n\n{plan}，{due}前。\n\n",
        ticket=" C1 \n 2 ", plan="换新 。；", due="",
    )  # fmt: skip
    assert found == Composed("单C1 2", "问……：\n\n换新，……前。\n", ("agent", "due"))
    whole = written("{ticket}", "[{reason}。]", ticket="C1。", reason="坏了。")
    assert whole == Composed("C1。", "坏了。\n", ())
    assert written("{ticket}", "x").missing == ("ticket",)
    # The subject holds the same as the body, also what no phrase has.
    assert written("{merchant}：{plan}", "x", plan="换新") == Composed(
        "……：换新", "x\n", ("merchant",)
    )


def test_j3_the_result_speaks_by_whether_the_customer_accepted() -> None:
    assert template_key(NoticeKind.RESULT, accepted=True) == "result_accepted"
    assert template_key(NoticeKind.RESULT, accepted=False) == "result_not_accepted"
    assert template_key(NoticeKind.RESULT) == "result_not_accepted"
    assert template_key(NoticeKind.PLAN, accepted=True) == "plan"


def test_b10_wording_for_customers_holds_only_for_them() -> None:
    assert {one for one in RecipientKind if reaches_customer(one)} == {RecipientKind.CUSTOMER}
