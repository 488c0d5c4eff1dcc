import os
import uuid
from datetime import UTC, datetime
from pathlib import Path

import pytest

from thirdring.domain.errors import Unavailable
from thirdring.domain.ids import new_id
from thirdring.usecases.drafts import Draft, DraftBox, DraftState, draft_file_of, open_drafts

STAFF = uuid.UUID(int=7)
KEY = bytes(range(32))
NOW = datetime(2026, 11, 22, 6, 32, 8, 123456, tzinfo=UTC)


def a_draft(text: str = "沙发未到", state: DraftState = DraftState.UNFINISHED) -> Draft:
    return Draft(new_id(), {"raised": text}, NOW, state)


def box_in(folder: Path, key: bytes = KEY) -> DraftBox:
    return open_drafts(STAFF, key, folder)


def test_what_was_saved_is_there_after_opening_again(tmp_path: Path) -> None:
    one, two = a_draft("一"), a_draft("二", DraftState.SENDING)
    box = box_in(tmp_path)
    assert box.put(two, one)
    box.close()
    again = box_in(tmp_path)
    assert again.all() == (one, two)
    assert again.notice is None
    again.close()


def test_a_later_save_replaces_and_a_removed_draft_is_gone(tmp_path: Path) -> None:
    box = box_in(tmp_path)
    draft = a_draft("早")
    box.put(draft)
    failed = Draft(draft.id, {"raised": "晚"}, NOW, DraftState.FAILED, "The disk is full.")
    box.put(failed)
    assert box.all() == (failed,)
    box.remove(draft.id)
    assert box.all() == ()
    box.close()


def test_the_file_can_not_be_read_without_the_key(tmp_path: Path) -> None:
    box = box_in(tmp_path)
    box.put(a_draft("13812345678"))
    box.close()
    content = draft_file_of(STAFF, tmp_path).read_bytes()
    assert b"13812345678" not in content
    assert b"SQLite format 3" not in content


@pytest.mark.parametrize("damage", ["wrong key", "garbage", "cut off", "not JSON"])
def test_a_file_that_can_not_be_read_is_kept_aside_and_a_new_one_begun(
    tmp_path: Path, damage: str
) -> None:
    box = box_in(tmp_path)
    box.put(*(a_draft("字" * 3000) for _ in range(20)))
    if damage == "not JSON":
        box.file._connection.execute("UPDATE drafts SET content = '{'")
    box.close()
    path = draft_file_of(STAFF, tmp_path)
    if damage == "garbage":
        path.write_bytes(os.urandom(8192))
    if damage == "cut off":
        path.write_bytes(path.read_bytes()[:9000])
    before = path.read_bytes()
    box = box_in(tmp_path, bytes(32) if damage == "wrong key" else KEY)
    assert box.all() == ()
    assert box.notice is not None
    kept = Path(str(box.notice.params["path"]))
    assert kept.read_bytes() == before
    box.put(a_draft("new"))
    assert [d.content for d in box.all()] == [{"raised": "new"}]
    box.close()


def test_damage_met_while_saving_begins_a_new_file_with_what_is_being_saved(tmp_path: Path) -> None:
    box = box_in(tmp_path)
    box.put(*(a_draft("字" * 3000) for _ in range(20)))
    box.file._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    path = draft_file_of(STAFF, tmp_path)
    with path.open("r+b") as file:
        file.write(os.urandom(path.stat().st_size))
    box.file._connection.execute("PRAGMA shrink_memory")
    draft = a_draft("kept")
    assert not box.put(draft)
    assert box.all() == (draft,)
    assert box.notice is not None
    box.close()


def test_a_full_disk_is_said_and_what_was_saved_before_stays(tmp_path: Path) -> None:
    box = box_in(tmp_path)
    first = a_draft("first")
    box.put(first)
    pages = box.file._connection.execute("PRAGMA page_count").fetchone()[0]
    box.file._connection.execute(f"PRAGMA max_page_count = {pages}")
    big = a_draft("x" * 200_000)
    with pytest.raises(Unavailable, match="full"):
        box.put(big)
    assert box.all() == (first,)
    box.file._connection.execute("PRAGMA max_page_count = 100000")
    assert box.put(big)
    assert len(box.all()) == 2
    box.close()


def test_a_second_desk_of_the_same_person_is_told(tmp_path: Path) -> None:
    box = box_in(tmp_path)
    with pytest.raises(Unavailable, match="another desk"):
        box_in(tmp_path)
    box.close()
    box_in(tmp_path).close()


def test_a_folder_that_can_not_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "drafts").write_text("a file in the way")
    with pytest.raises(Unavailable, match="can't be written"):
        box_in(tmp_path / "drafts")


def damage(box: DraftBox, path: Path) -> None:
    box.put(*(a_draft("字" * 3000) for _ in range(20)))
    box.file._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with path.open("r+b") as file:
        file.write(os.urandom(path.stat().st_size))
    box.file._connection.execute("PRAGMA shrink_memory")


def test_damage_met_while_reading_or_removing_begins_a_new_file(tmp_path: Path) -> None:
    box = box_in(tmp_path)
    damage(box, draft_file_of(STAFF, tmp_path))
    assert box.all() == ()
    assert box.notice is not None
    damage(box, draft_file_of(STAFF, tmp_path))
    box.remove(new_id())
    assert box.all() == ()
    box.close()
    assert len(list(tmp_path.glob("*unreadable*.db"))) == 2


def test_drafts_are_in_the_users_folder(tmp_path: Path, home: Path) -> None:
    box = open_drafts(STAFF, KEY)
    assert draft_file_of(STAFF) == home / "drafts" / f"{STAFF}.db"
    assert draft_file_of(STAFF).exists()
    box.close()
