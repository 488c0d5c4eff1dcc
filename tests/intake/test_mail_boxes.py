"""Where messages lie: files, mbox, Maildir, folders of all these."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from thirdring.intake.mail_boxes import FoundMail, NoMail, mails_in

ONE = b"From: a@b.cn\nSubject: one\n\nhello\n"
ENVELOPE = b"From a@b.cn Sun Nov 22 04:00:00 2026\n"


def found(path: Path) -> list[FoundMail]:
    return [one for one in mails_in(path) if isinstance(one, FoundMail)]


def test_an_mbox_is_split_at_its_envelopes_and_quoting_is_undone(tmp_path: Path) -> None:
    file = tmp_path / "in.mbox"
    second = b"From: c@d.cn\nSubject: two\n\n>From here\n>>From there\nFrom the start: not one\n"
    file.write_bytes(ENVELOPE + ONE + b"\n" + ENVELOPE + second)
    first, other = found(file)
    assert (first.where, first.arrived_at) == ("in.mbox#1", datetime(2026, 11, 22, 4, tzinfo=UTC))
    assert first.raw.strip() == ONE.strip()
    assert b"\nFrom here\n>From there\nFrom the start" in other.raw


def test_an_envelope_in_the_middle_of_a_paragraph_splits_nothing(tmp_path: Path) -> None:
    file = tmp_path / "in.mbox"
    file.write_bytes(ENVELOPE + ONE + ENVELOPE + b"rest\n")
    assert len(found(file)) == 1


def test_a_single_message_keeps_what_looks_like_an_envelope(tmp_path: Path) -> None:
    file = tmp_path / "one.eml"
    file.write_bytes(ENVELOPE + ONE + b"\n" + ENVELOPE + b"\nquoted")
    (only,) = found(file)
    assert only.raw.endswith(b"quoted")


def test_a_maildir_is_read_new_and_read_alike_but_nothing_unfinished(tmp_path: Path) -> None:
    for folder, name in (("cur", "1795320000.a:2,S"), ("new", "x.b"), ("tmp", "1795320000.c")):
        (tmp_path / "Maildir" / folder).mkdir(parents=True)
        (tmp_path / "Maildir" / folder / name).write_bytes(ONE)
    read, new = found(tmp_path / "Maildir")
    assert (read.where, read.arrived_at) == (
        "Maildir/cur/1795320000.a:2,S", datetime(2026, 11, 22, 4, tzinfo=UTC),
    )  # fmt: skip
    assert (new.where, new.arrived_at) == ("Maildir/new/x.b", None)


def test_a_folder_is_read_in_order_and_what_is_no_mail_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "2.eml").write_bytes(ONE)
    (tmp_path / "a.txt").write_bytes(ONE)
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8\xff\xe0")
    (tmp_path / "notes.txt").write_bytes(b"Milk, eggs")
    (tmp_path / "empty").write_bytes(b"")
    everything = list(mails_in(tmp_path))
    assert [one.where.rpartition("/")[2] for one in everything if isinstance(one, FoundMail)] == [
        "a.txt", "2.eml",
    ]  # fmt: skip
    assert [one.quiet for one in everything if isinstance(one, NoMail)] == [True, True, True]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "This file is empty."),
        (b"GIF89a\0\0", "This is no mail."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0", "This is a message of Outlook’s own kind"),
    ],
)
def test_what_somebody_named_and_is_no_mail_is_refused(
    tmp_path: Path, content: bytes, said: str
) -> None:
    file = tmp_path / "x.bin"
    file.write_bytes(content)
    (refused,) = mails_in(file)
    assert isinstance(refused, NoMail)
    assert not refused.quiet
    assert refused.reason.english().startswith(said)


def test_a_link_in_a_circle_ends(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "1.eml").write_bytes(ONE)
    (tmp_path / "a" / "again").symlink_to(tmp_path)
    assert len(found(tmp_path)) == 1
