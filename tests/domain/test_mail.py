"""What a mail seems to be, and which ticket its subject names."""

import pytest

from thirdring.domain.mail import Automatic, MailKind, numbers_in, proposed


@pytest.mark.parametrize(
    ("subject", "text", "kind"),
    [
        ("投诉：沙发破损", "请问什么时候能换？", MailKind.COMPLAINT),
        ("Refund", "my lamp arrived broken", MailKind.COMPLAINT),
        ("请问营业时间", "", MailKind.ENQUIRY),
        ("Opening hours", "Could you tell me when you open?", MailKind.ENQUIRY),
        ("表扬 3 号收银员", "服务周到，非常满意", MailKind.PRAISE),
        ("代开发票", "", MailKind.NOT_FOR_US),
        ("您好", "", None),
        ("感谢信 退货", "", MailKind.COMPLAINT),  # a tie goes to the graver one
        ("感谢信", "投诉 举报", MailKind.PRAISE),  # the subject counts thrice
        ("感谢信", "投诉 举报 不满", MailKind.COMPLAINT),
        ("感谢信", "投诉 投诉 投诉 投诉", MailKind.PRAISE),  # a word counts once
        ("请问", "请问", MailKind.ENQUIRY),
        ("", "a" * 19_998 + "投诉", MailKind.COMPLAINT),
        ("", "a" * 19_999 + "投诉", None),  # what follows is not read
        ("ENQUIRY", "SEO", MailKind.ENQUIRY),
        ("", "NEWSLETTER", MailKind.NOT_FOR_US),
    ],
)
def test_d13_a_kind_is_proposed_by_its_words(
    subject: str, text: str, kind: MailKind | None
) -> None:
    assert proposed(subject, text) is kind


def test_a_mailing_list_is_proposed_as_not_for_us() -> None:
    assert proposed("投诉", "", Automatic.MAILING_LIST) is MailKind.NOT_FOR_US


@pytest.mark.parametrize(
    ("subject", "numbers"),
    [
        ("回复：您的投诉 C261122-K7042", ("C261122-K7042",)),
        ("Re: c261122k7042, and E261120-A1001", ("C261122-K7042", "E261120-A1001")),
        ("C261122-K7042 C261122-K7042", ("C261122-K7042",)),
        ("SC261122-K7042", ()),
        ("C269922-K7042", ()),  # no such day
        ("nothing", ()),
    ],
)
def test_a_subject_names_tickets(subject: str, numbers: tuple[str, ...]) -> None:
    assert numbers_in(subject) == numbers


def test_a_number_that_is_none_does_not_hide_the_next() -> None:
    assert numbers_in("C269922-K7042 C261122-K7042") == ("C261122-K7042",)
