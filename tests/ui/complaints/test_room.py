"""Nothing on the reception form is cut off, in either language, also with the text twice as large."""

import pytest
from PySide6.QtTest import QTest

from tests.ui.clipping import cut_off
from tests.ui.complaints.conftest import Desk, Opener


def words_cut_off(desk: Desk) -> list[str]:
    """Without the signs Qt puts into a line of typing, which have no words."""
    return [one for one in cut_off(desk.screen_) if not one.startswith("QToolButton")]


@pytest.mark.usefixtures("look")
def test_nothing_is_cut_off(open_desk: Opener) -> None:
    desk = open_desk()
    current = desk.screen_.desk.current
    for name, value in {
        "channel": "in_person", "severity": "serious", "against_kind": "employee",
        "handling": "reception_room",
    }.items():  # fmt: skip
        current.choose(name, value)
    QTest.qWait(1)
    assert words_cut_off(desk) == []
    for kind in ("request", "praise"):
        current.choose("kind", kind)
        QTest.qWait(1)
        assert words_cut_off(desk) == []
