"""Nothing on the reception form is cut off, in either language, also with the text twice as large."""

from typing import Any

import pytest
from PySide6.QtTest import QTest

from tests.ui.clipping import cut_off
from tests.ui.complaints.conftest import Desk
from thirdring.domain.enums import Language
from thirdring.ui.speech import switch_language
from thirdring.ui.theme import theme_of


def words_cut_off(desk: Desk) -> list[str]:
    """Without the signs Qt puts into a line of typing, which have no words."""
    return [one for one in cut_off(desk.screen_) if not one.startswith("QToolButton")]


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("language", list(Language))
def test_nothing_is_cut_off(desk: Desk, qapp: Any, language: Language, scale: float) -> None:
    theme_of().change(text_scale=scale)
    switch_language(qapp, language)
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
