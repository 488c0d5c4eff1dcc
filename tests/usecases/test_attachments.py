"""D6, H4, H5: evidence is kept whole, once, under a safe name, and read on the record."""

import hashlib
import os
from pathlib import Path

import pytest
from sqlalchemy import select, update

from tests.usecases.conftest import House
from tests.usecases.house_of_cases import Cases, found_cases, make_cases
from thirdring.domain.enums import TicketKind, TicketState
from thirdring.domain.errors import NotFound, NotPermitted, Refusal
from thirdring.domain.file_names import UNKNOWN_TYPE
from thirdring.domain.ids import new_id
from thirdring.i18n import render
from thirdring.intake.evidence_files import read_evidence
from thirdring.store.tables import Access, AttachmentContent, Ticket
from thirdring.usecases.attach_file import (
    MEGABYTE,
    attach_file,
    list_attachments,
    most_bytes,
    read_attachment,
)
from thirdring.usecases.change_policy import set_policy
from thirdring.usecases.ticket_timeline import timeline

pytestmark = pytest.mark.begins_with(make=found_cases)

PHOTO = b"\xff\xd8\xff\xe0 a sofa with a dent"


@pytest.fixture
def cases(house: House) -> Cases:
    return make_cases(house)


def test_d6_evidence_is_kept_whole_and_listed_without_its_bytes(cases: Cases) -> None:
    number = cases.open()
    row = cases["lin"].run(attach_file, number, r"D:\照片\沙发:破损.jpg", PHOTO)
    assert (row.name, row.media_type, row.size, row.added_by, row.looked_at) == (
        "沙发_破损.jpg", "image/jpeg", len(PHOTO), "lin", True,
    )  # fmt: skip
    assert row.sha256 == hashlib.sha256(PHOTO).hexdigest()
    assert cases["sun"].read(list_attachments, number) == (row,)
    assert cases["sun"].run(read_attachment, row.id).content == PHOTO
    assert cases["sun"].run(read_attachment, row.id).row == row


def test_h5_j6_reading_evidence_is_in_the_access_log(cases: Cases) -> None:
    row = cases["lin"].run(attach_file, cases.open(), "发票.jpg", PHOTO)
    cases["sun"].run(read_attachment, row.id)
    with cases.house.store.begin_read() as session:
        entry = session.scalars(select(Access)).one()
        assert (entry.action, entry.subject_kind, entry.subject_id, entry.staff_id) == (
            "read_evidence", "ticket", row.ticket_id, cases.staff_id("sun"),
        )  # fmt: skip
        told = [render(e.sentence) for e in timeline(session, row.ticket_id)]
    assert told[:2] == ["Evidence opened", "Evidence added"]


def test_d6_a_program_in_a_pictures_clothes_is_never_opened(cases: Cases) -> None:
    row = cases["lin"].run(attach_file, cases.open(), "photo\u202egpj.exe", b"MZ\x90\0")
    assert (row.name, row.media_type, row.looked_at) == ("photogpj.exe", UNKNOWN_TYPE, False)


def test_d6_the_same_file_twice_is_refused_as_known(cases: Cases) -> None:
    number = cases.open()
    cases["lin"].run(attach_file, number, "一.jpg", PHOTO)
    with pytest.raises(Refusal) as no:
        cases["sun"].run(attach_file, number, "二.jpg", PHOTO)
    assert "“一.jpg”" in render(no.value)
    cases["lin"].run(attach_file, cases.open(), "一.jpg", PHOTO)
    cases["lin"].run(attach_file, number, "一.jpg", PHOTO + b"!")
    assert [row.name for row in cases["lin"].read(list_attachments, number)] == ["一.jpg"] * 2


def test_d6_size_and_count_have_limits(cases: Cases) -> None:
    number = cases.open()
    cases["zhao"].run(set_policy, "attachment_megabytes", "1", "磁盘不大")
    cases["zhao"].run(set_policy, "attachments_per_ticket", "2", "磁盘不大")
    assert cases["lin"].read(most_bytes) == MEGABYTE
    for content in (b"", b"x" * (MEGABYTE + 1)):
        with pytest.raises(Refusal) as no:
            cases["lin"].run(attach_file, number, "a.txt", content)
        assert (no.value.rule, no.value.field) == ("D6", "file")
    cases["lin"].run(attach_file, number, "a.txt", b"x" * MEGABYTE)
    cases["lin"].run(attach_file, number, "b.txt", b"b")
    with pytest.raises(Refusal) as no:
        cases["lin"].run(attach_file, number, "c.txt", b"c")
    assert "2" in render(no.value)


def test_g9_who_is_complained_about_neither_adds_nor_reads_evidence(cases: Cases) -> None:
    number = cases.open(by="sun", against="lin")
    row = cases["sun"].run(attach_file, number, "a.jpg", PHOTO)
    for refused in (
        lambda: cases["lin"].run(attach_file, number, "b.jpg", PHOTO + b"2"),
        lambda: cases["lin"].run(read_attachment, row.id),
    ):
        with pytest.raises(NotPermitted) as no:
            refused()
        assert no.value.rule == "G9"


@pytest.mark.parametrize("login", ["he", "root"])
def test_h5_who_sees_no_numbers_reads_no_evidence(cases: Cases, login: str) -> None:
    number = cases.open()
    row = cases["lin"].run(attach_file, number, "a.jpg", PHOTO)
    with pytest.raises(NotPermitted):
        cases[login].run(read_attachment, row.id)
    with pytest.raises(NotPermitted):
        cases[login].run(attach_file, number, "b.jpg", PHOTO + b"2")
    enquiry = cases.open(kind=TicketKind.ENQUIRY, complaint=None)
    with pytest.raises((NotFound, NotPermitted)):
        cases[login].read(list_attachments, enquiry)


def test_h4_a_closed_file_stays_as_it_is(cases: Cases) -> None:
    number = cases.open()
    with cases.house.store.begin_write() as session:
        session.execute(update(Ticket).values(state=TicketState.ARCHIVED, open=False))
    with pytest.raises(Refusal) as no:
        cases["lin"].run(attach_file, number, "a.jpg", PHOTO)
    assert no.value.rule == "H4"


def test_h6_evidence_that_was_damaged_says_so(cases: Cases) -> None:
    row = cases["lin"].run(attach_file, cases.open(), "a.jpg", PHOTO)
    with cases.house.store.begin_write() as session:
        session.execute(update(AttachmentContent).values(content=PHOTO[:-1] + b"?"))
    with pytest.raises(Refusal) as no:
        cases["lin"].run(read_attachment, row.id)
    assert no.value.rule == "H6"
    with pytest.raises(NotFound):
        cases["lin"].run(read_attachment, new_id())


# --- from the disk -----------------------------------------------------------------------------


def test_a_file_is_read_in_pieces_and_given_up_on_request(tmp_path: Path) -> None:
    path = tmp_path / "video.mp4"
    path.write_bytes(b"v" * (2 * MEGABYTE + 5))
    told: list[tuple[int, int]] = []
    content = read_evidence(path, 3 * MEGABYTE, told=lambda *at: told.append(at))
    assert content == path.read_bytes()
    size = 2 * MEGABYTE + 5
    assert told == [(MEGABYTE, size), (2 * MEGABYTE, size), (size, size)]
    assert read_evidence(path, 3 * MEGABYTE, cancelled=lambda: True) is None


def test_a_file_that_is_too_large_a_folder_or_a_pipe_is_refused(tmp_path: Path) -> None:
    large = tmp_path / "large"
    large.write_bytes(b"x" * 11)
    assert read_evidence(large, 11) == b"x" * 11
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for path, most in ((large, 10), (tmp_path, 2**40), (pipe, 10)):
        with pytest.raises(Refusal):
            read_evidence(path, most)
    with pytest.raises(NotFound):
        read_evidence(tmp_path / "none", 10)
