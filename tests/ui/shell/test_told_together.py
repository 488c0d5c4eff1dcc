"""What was just done and an alarm, told at the same time: neither takes the other's words."""

from datetime import UTC, datetime, timedelta
from typing import Any

from tests.ui.conftest import GRANTED
from thirdring.domain.case_values import AlarmStage
from thirdring.domain.centertime import CenterTime
from thirdring.domain.ids import new_id
from thirdring.ui.alarms.alarm_card import AlarmCard
from thirdring.ui.runner import Runner
from thirdring.ui.shell.window import MainWindow
from thirdring.ui.shell.work import Work
from thirdring.ui.widgets.short_text import ShortText
from thirdring.usecases.alarm_rows import AlarmRow

NOW = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
SAVED = "来电已保存，工单 E261129-A0008。"


def late(*, about: str) -> AlarmRow:
    return AlarmRow(
        clock_id=new_id(), stage=AlarmStage.DUE, rule="D4", due_at=NOW - timedelta(days=16),
        raised_at=NOW, callback_id=None, escalation_id=None, visit_id=None, ticket_id=new_id(),
        ticket_number="C261111-A0003", name="郭艳", title=None, about=about, owner="罗一帆",
        mine=True, appeal_id=None,
    )  # fmt: skip


def shown(window: MainWindow, runner: Runner) -> tuple[Work, AlarmCard]:
    """A window as wide as the smallest screen, a call on the line, and the card of alarms."""
    work = window.start_work(runner, GRANTED)
    card = AlarmCard(CenterTime("Asia/Shanghai"), work)
    work.top_bar.told.add(card)
    work.set_person("林小梅", "坐席 1023")
    window.show_work()
    window.resize(1366, 768)
    window.show()
    work.top_bar.set_title("工单")
    work.top_bar.set_call(NOW)
    return work, card


def said(work: Work) -> str:
    words = work.undo.findChildren(ShortText)[0]
    return "".join(words.lines()[1])


def test_a_saved_call_is_told_whole_beside_an_alarm(
    qtbot: Any, window: MainWindow, plain_runner: Runner
) -> None:
    work, card = shown(window, plain_runner)
    # As the list's own controls leave it room.
    work.top_bar.setFixedWidth(1020)
    work.undo.offer(SAVED)
    card.ring((late(about="直播间说乳胶床垫半价，到店说活动已结束"),) * 19, NOW)
    qtbot.waitUntil(lambda: said(work) == SAVED)
    assert card.isVisible()


def test_an_alarm_alone_says_whom_it_is_about(
    qtbot: Any, window: MainWindow, plain_runner: Runner
) -> None:
    work, card = shown(window, plain_runner)
    work.top_bar.setFixedWidth(1020)
    card.ring((late(about="直播间说乳胶床垫半价，到店说活动已结束"),) * 19, NOW)
    qtbot.waitUntil(lambda: card.width() > card.minimumSizeHint().width())
    assert card._who.isVisible()
