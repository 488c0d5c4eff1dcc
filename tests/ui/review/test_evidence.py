"""Evidence on the page of a case: pictures made small from real bytes, everything else by name."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QImage, QImageWriter

from tests.ui.callbacks.callback_day import Day
from tests.ui.review import cases
from thirdring.app.working_day import WorkingDay
from thirdring.ui.review.evidence import size_text
from thirdring.ui.review.thumbnail import SIDE, thumbnail
from thirdring.usecases.attach_file import attach_file
from thirdring.usecases.read_access_log import read_access_log

CTX: Any = None  # it runs where deeds run and asks nothing of them


def picture(width: int, height: int, kind: bytes = b"PNG") -> bytes:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkCyan)
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert QImageWriter(buffer, QByteArray(kind)).write(image)
    return bytes(data.data())


@pytest.mark.parametrize(("width", "height"), [(3000, 2000), (40, 3000), (20, 10)])
@pytest.mark.parametrize(("kind", "media_type"), [(b"PNG", "image/png"), (b"JPEG", "image/jpeg")])
def test_d6_a_picture_is_made_small(width: int, height: int, kind: bytes, media_type: str) -> None:
    made = thumbnail(CTX, picture(width, height, kind), media_type)
    assert made is not None
    assert 0 < made.width() <= SIDE.width()
    assert 0 < made.height() <= SIDE.height()


def _huge() -> bytes:
    """A PNG that says it is 60,000 pixels wide and high."""
    told = bytearray(picture(1, 1))
    told[16:24] = (60_000).to_bytes(4, "big") * 2
    return bytes(told)


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (b'<svg xmlns="http://www.w3.org/2000/svg"><image href="/etc/passwd"/></svg>', "image/png"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "image/svg+xml"),
        (picture(64, 64)[:60], "image/png"),
        (picture(64, 64), "image/jpeg"),
        (picture(64, 64), "application/pdf"),
        (_huge(), "image/png"),
        (b"", "image/png"),
    ],
)
def test_what_is_no_such_picture_is_not_drawn(content: bytes, media_type: str) -> None:
    assert thumbnail(CTX, content, media_type) is None


def test_d6_h5_pictures_come_up_small_and_looking_at_them_is_on_record(
    qtbot: Any, open_review: Callable[..., WorkingDay], day: Day
) -> None:
    number = cases.log(day, cases.COMPLAINT)
    for name, content in (("护栏.png", picture(640, 480)), ("说明.txt", "安装单".encode())):
        day.as_("lin").run(attach_file, number, name, content)
    opened = open_review()
    assert opened.review is not None
    evidence = opened.review.page.evidence
    qtbot.waitUntil(lambda: bool(evidence.tiles) and evidence.tiles[0].image is not None)
    (tile,) = evidence.tiles
    assert tile.accessibleName() == "护栏.png"
    qtbot.waitUntil(lambda: opened.settled)
    seen = [
        row for row in day.as_("zhao").run(read_access_log).rows if row.action == "read_evidence"
    ]
    assert len(seen) == 1


@pytest.mark.parametrize(("size", "said"), [(1, "1 KB"), (2048, "2 KB"), (4_404_020, "4.2 MB")])
def test_sizes_are_told_in_round_figures(size: int, said: str) -> None:
    assert size_text(size) == said
