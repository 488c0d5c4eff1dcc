"""The card of who is on the line, by itself."""

import uuid
from datetime import timedelta
from typing import Any

from PySide6.QtGui import QFontMetrics

from tests.ui.calls.kit import NOON
from thirdring.domain.centertime import CenterTime
from thirdring.domain.enums import Direction, Outcome, Title
from thirdring.ui.calls.customer_card import CustomerCard
from thirdring.ui.calls.customer_parts import PanelRow
from thirdring.ui.theme import Type
from thirdring.usecases.caller_history import CallerCard, PastCall


def test_earlier_years_keep_off_the_icons_and_all_subjects_begin_below_each_other(
    qtbot: Any,
) -> None:
    ago = (timedelta(hours=1), timedelta(days=3), timedelta(days=400), timedelta(days=900))
    history = tuple(
        PastCall(
            uuid.uuid4(),
            NOON - one,
            Direction.INBOUND,
            Outcome.SOLVED,
            "退货运费",
            "林",
            owed=False,
        )
        for one in ago
    )
    card = CustomerCard(CenterTime("Asia/Shanghai"))
    qtbot.addWidget(card)
    card.show_card(
        CallerCard(
            uuid.uuid4(), 1, "王雅琴", Title.MS, None, None, ("138****5678",), 4, 0, 0, (), (),
            history, (), (),
        ),
        NOON,
    )  # fmt: skip
    rows = [row for row in card.findChildren(PanelRow) if row.lead]
    metrics = QFontMetrics(card.theme.font(Type.CAPTION))
    assert len(rows) == len(ago)
    assert len({row.lead_room() for row in rows}) == 1
    assert all(metrics.horizontalAdvance(row.lead) < row.lead_room() for row in rows)
