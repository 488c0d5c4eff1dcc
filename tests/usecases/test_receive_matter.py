"""A matter filed with what somebody brought along: all of it, or nothing (D6, D14, D17)."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.usecases import callbacks
from tests.usecases.cases import clocks, record
from thirdring.domain.errors import Refusal, Unavailable
from thirdring.domain.ids import new_id
from thirdring.store.tables import AttachmentContent, Ticket
from thirdring.usecases.attach_file import list_attachments
from thirdring.usecases.receive_matter import Counter, receive_matter


def test_d6_the_files_are_filed_with_the_matter(house: Any, tmp_path: Path) -> None:
    photo, letter = tmp_path / "坐垫.txt", tmp_path / "信.txt"
    photo.write_text("塌陷")
    letter.write_text("要求换货")
    key, since = new_id(), house.now - timedelta(minutes=20)
    counter = Counter(since, since + timedelta(minutes=2), ((since, since + timedelta(minutes=9)),))
    filed = house.owner.run(receive_matter, record(), key, counter, [photo, letter])
    assert {row.name for row in house.owner.read(list_attachments, key)} == {"坐垫.txt", "信.txt"}
    ran = clocks(house, filed.number)
    assert (ran["D17"], ran["D14"]) == (["met"], ["late"])
    photo.unlink()
    again = house.owner.run(receive_matter, record(), key, counter, [photo, letter])
    assert (again.added, len(callbacks.all_of(house, AttachmentContent))) == (False, 2)


@pytest.mark.parametrize("content", [None, b""])
def test_d6_a_file_that_cannot_be_kept_files_nothing(
    house: Any, tmp_path: Path, content: bytes | None
) -> None:
    good, bad = tmp_path / "a.txt", tmp_path / "b.txt"
    good.write_bytes(b"x")
    if content is not None:
        bad.write_bytes(content)
    with pytest.raises((Refusal, Unavailable)):
        house.owner.run(receive_matter, record(), new_id(), None, [good, bad])
    assert callbacks.all_of(house, Ticket) == []
    assert callbacks.all_of(house, AttachmentContent) == []
