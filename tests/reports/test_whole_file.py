"""A file whole or not at all, and nothing of anybody's lost beside it."""

import resource
from pathlib import Path

import pytest

from thirdring.domain.errors import Unavailable
from thirdring.reports.whole_file import write_new, write_whole


def test_a_file_of_somebody_s_that_ends_in_part_stays(tmp_path: Path) -> None:
    beside, elsewhere = tmp_path / "m.csv.part", tmp_path / "elsewhere"
    elsewhere.write_text("kept")
    beside.symlink_to(elsewhere)
    assert write_whole(tmp_path / "m.csv", b"new") == 3
    assert elsewhere.read_text() == "kept"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["elsewhere", "m.csv", "m.csv.part"]


@pytest.mark.parametrize("write", [write_whole, write_new])
def test_what_the_disk_cuts_short_leaves_no_piece(tmp_path: Path, write: object) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, hard))
    try:
        with pytest.raises(Unavailable):
            write(tmp_path / "f", b"x" * 100_000)  # type: ignore[operator]
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert list(tmp_path.iterdir()) == []


def test_write_new_overwrites_nothing(tmp_path: Path) -> None:
    file = tmp_path / "f"
    assert write_new(file, b"first") == 5
    with pytest.raises(Unavailable):
        write_new(file, b"second")
    assert file.read_bytes() == b"first"
