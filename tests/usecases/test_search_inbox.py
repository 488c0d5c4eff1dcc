"""Mail is found by its sender, subject and text, by the same definition as everything else (D13)."""

from datetime import timedelta

import pytest

from tests.usecases.conftest import NOON, House
from thirdring.domain.enums import Role
from thirdring.domain.errors import NotPermitted
from thirdring.domain.mail import MailKind, MailState
from thirdring.intake.mail_message import read_mail
from thirdring.usecases.receive_mail import receive_mail
from thirdring.usecases.search_inbox import MOST_FOUND, search_inbox
from thirdring.usecases.sort_mail import sort_mail

MAILS = (
    ("王雅琴 <wang@example.cn>", "沙发送到时破损", "扶手破了，要求換新。"),
    ("陈思远 <chen@example.cn>", "营业时间", "想了解元旦怎么营业，顺便问沙发有没有现货"),
    ("news@example.com", "Winter Newsletter", "Unsubscribe here"),
)


@pytest.fixture
def full(house: House) -> House:
    for hours, (sender, subject, text) in enumerate(MAILS, start=1):
        at = NOON - timedelta(hours=hours)
        head = f"From: {sender}\nSubject: {subject}\nDate: {at:%a, %d %b %Y %H:%M:%S +0000}\n\n"
        house.owner.run(receive_mail, read_mail((head + text).encode()))
    return house


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("沙发", ["营业时间", "沙发送到时破损"]),  # in a text and in a subject, what is due first on top
        ("换新", ["沙发送到时破损"]),  # written in traditional characters
        ("沙发 元旦", ["营业时间"]),
        ("王雅琴", ["沙发送到时破损"]),
        ("CHEN@example", ["营业时间"]),
        ("newsletter", ["Winter Newsletter"]),
        ("沙发床", []),
        ("％_", []),
    ],
)  # fmt: skip
def test_d13_every_word_is_looked_for_in_sender_subject_and_text(
    full: House, typed: str, found: list[str]
) -> None:
    mails = full.owner.read(search_inbox, typed)
    assert ([line.subject for line in mails.lines], mails.every) == (found, True)


def test_only_the_list_that_is_asked_is_looked_through(full: House) -> None:
    (mail,) = full.owner.read(search_inbox, "破损").lines
    full.owner.run(sort_mail, mail.id, MailKind.NOT_FOR_US)
    assert full.owner.read(search_inbox, "破损").lines == ()
    aside = full.owner.read(search_inbox, "破损", MailState.SET_ASIDE, masked=True)
    assert [line.sender for line in aside.lines] == ["王**"]


def test_who_sorts_no_mail_finds_none(full: House) -> None:
    with pytest.raises(NotPermitted):
        full.hire("hilda", Role.HR).read(search_inbox, "沙发")


def test_the_answer_says_when_it_did_not_look_at_all(full: House) -> None:
    """The bounds are those of the program: more mails than one look finds."""
    for number in range(MOST_FOUND):
        raw = f"From: a@b.cn\nSubject: curtain {number}\n\ncurtain"
        full.owner.run(receive_mail, read_mail(raw.encode()))
    found = full.owner.read(search_inbox, "curtain")
    assert (len(found.lines), found.every) == (MOST_FOUND, True)
    full.owner.run(receive_mail, read_mail(b"From: a@b.cn\nSubject: curtain last\n\ncurtain"))
    found = full.owner.read(search_inbox, "curtain")
    assert (len(found.lines), found.every) == (MOST_FOUND, False)
