"""Real and torture mails of the shared data: all go through, what a person can tell is right."""

import itertools
import unicodedata
from pathlib import Path

import pytest

from tests.intake.mail_expected import EXPECTED
from thirdring.intake.mail_boxes import FoundMail, NoMail, mails_in
from thirdring.intake.mail_charsets import decode
from thirdring.intake.mail_message import read_mail

pytestmark = pytest.mark.shared_data
# The pairs' own names of what they are written in; two have a sign of their own in their system.
ENCODINGS = (
    "big5", "big5hkscs", "cp949", "euc_jisx0213", "euc_jp", "euc_kr", "gb18030", "gb2312", "gbk",
    "hz", "iso2022_jp", "iso2022_kr", "johab", "shift_jis", "shift_jisx0213",
)  # fmt: skip
# Nobody can tell these from Chinese, or from each other, without being told.
ONLY_WHEN_NAMED = {"big5hkscs", "cp949", "euc_kr", "johab", "shift_jisx0213"}


@pytest.mark.parametrize(("file", "subject", "text", "names"), EXPECTED, ids=lambda v: str(v)[-40:])
def test_what_a_person_can_tell_is_right(
    shared_data: Path, file: str, subject: str, text: str, names: tuple[str, ...]
) -> None:
    mail = read_mail((shared_data / "mail" / file).read_bytes())
    assert mail.subject == subject
    assert mail.text.startswith(text) if text else mail.text == ""
    assert tuple(one.name for one in mail.attachments) == names


def test_every_file_goes_through(shared_data: Path) -> None:
    files = [path for path in (shared_data / "mail").rglob("*") if path.is_file()]
    for path in itertools.chain(files, (shared_data / "cjkencodings").iterdir()):
        mail = read_mail(path.read_bytes())
        assert mail.raw == path.read_bytes()
        for said in (mail.subject, mail.text, mail.sender.name, mail.message_id):
            assert "\0" not in said
            said.encode()  # whole characters only


def test_a_folder_is_read_mail_by_mail_and_the_rest_is_left_alone(shared_data: Path) -> None:
    found = list(mails_in(shared_data / "mail"))
    assert len([one for one in found if isinstance(one, FoundMail)]) > 300
    left = [one for one in found if isinstance(one, NoMail)]
    assert left
    assert all(one.quiet for one in left)


@pytest.mark.parametrize("name", ENCODINGS)
def test_text_in_a_named_encoding_is_its_utf8(shared_data: Path, name: str) -> None:
    folder = shared_data / "cjkencodings"
    found = decode((folder / f"{name}.txt").read_bytes(), name)
    assert found.text == (folder / f"{name}-utf8.txt").read_text("utf-8")


@pytest.mark.parametrize("name", sorted(set(ENCODINGS) - ONLY_WHEN_NAMED))
def test_text_in_an_encoding_nobody_named_is_found_out(shared_data: Path, name: str) -> None:
    folder = shared_data / "cjkencodings"
    raw = b"Subject: x\nFrom: a@b.cn\n\n" + (folder / f"{name}.txt").read_bytes()
    expected = unicodedata.normalize("NFC", (folder / f"{name}-utf8.txt").read_text("utf-8"))
    assert read_mail(raw).text.split() == expected.split()
