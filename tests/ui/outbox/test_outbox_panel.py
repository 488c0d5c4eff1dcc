"""The calm line and the pile: what is said, what can be done, and by keys (H6)."""

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tests.ui.clipping import cut_off
from thirdring.domain.enums import Outcome
from thirdring.domain.errors import Unavailable, say
from thirdring.domain.ids import new_id
from thirdring.domain.outbox import OutboxRecord, Standing
from thirdring.store.server.connect_errors import NO_LOGIN
from thirdring.ui.outbox.compare_panel import ComparePanel
from thirdring.ui.outbox.outbox_panel import OutboxPanel
from thirdring.ui.outbox.outbox_words import next_try, said_of, why_away
from thirdring.ui.widgets import Button, Segments
from thirdring.usecases.call_rows import CallRow
from thirdring.usecases.edit_ticket import TicketFields
from thirdring.usecases.given_ids import GivenIds
from thirdring.usecases.offline.frozen_text import to_plain
from thirdring.usecases.offline.link import LinkState
from thirdring.usecases.offline.pile import Pile, PileLine
from thirdring.usecases.offline.waiting import WaitingDeed
from thirdring.usecases.offline.waiting_calls import WaitingCall, WaitingCorrection
from thirdring.usecases.offline.waiting_cases import WaitingEdit
from thirdring.usecases.records import CallInput

NOON = datetime(2026, 11, 22, 4, tzinfo=UTC)
ZONE = ZoneInfo("Asia/Shanghai")
THERE = LinkState()
AWAY = LinkState(Unavailable("No answer.", gone=True), NOON, NOON + timedelta(seconds=18), 4)
REFUSED = LinkState(Unavailable("No.", gone=True, refused=True), NOON, None, 1)


def line(deed: WaitingDeed, standing: Standing = Standing.WAITING, **more: Any) -> PileLine:
    record = OutboxRecord(deed.id, deed.name, {}, NOON, standing, **more)
    return PileLine(record, deed, deed.gist())


def a_call(raised: str = "Who pays for sending it back") -> WaitingCall:
    record = CallInput(name="Liu Zhihua", raised=raised, outcome=Outcome.SOLVED)
    return WaitingCall(id=new_id(), record=record, given=GivenIds())


def seen(**more: Any) -> TicketFields:
    values: dict[str, Any] = {
        "id": uuid.UUID(int=7), "number": "C261122-A0001", "version": 1, "state": "intake",
        "raised": "Paint comes off", "wants": "repair", "answer": None, "severity": None,
        "category": None, "owner_id": None, "changed_by": "Mei", "changed_at": NOON,
    }  # fmt: skip
    return TicketFields(**values | more)


def test_the_reason_names_the_server_and_not_the_way_to_it() -> None:
    address = "postgresql://lin:***@db.example.com:5433/center?sslmode=verify-full"
    trouble = Unavailable(say("The database server {address} does not answer.", address=address))
    assert why_away(trouble) == "The database server db.example.com:5433/center does not answer."


@pytest.fixture
def panel(qtbot: Any) -> OutboxPanel:
    over, below = QWidget(), QWidget()
    QVBoxLayout(over).addWidget(below)
    qtbot.addWidget(over)
    over.resize(900, 600)
    made = OutboxPanel(ZONE, over, below)
    over.show()
    qtbot.waitExposed(over)
    made.toggle()
    return made


def buttons(widget: QWidget) -> dict[str, Button]:
    return {one.label(): one for one in widget.findChildren(Button) if one.isVisible()}


def test_h6_one_calm_line_says_what_there_is_to_say() -> None:
    def title(pile: Pile) -> str | None:
        said = said_of(pile)
        return said.title if said is not None else None

    assert title(Pile(THERE)) is None
    assert title(Pile(LinkState(slow=True))) is None  # the rail's foot says that
    assert "can't be reached" in (title(Pile(AWAY)) or "")
    assert "doesn't take your login" in (title(Pile(REFUSED)) or "")
    said = said_of(Pile(REFUSED, waiting=2))
    assert said is not None
    assert "sign in with the new one" in said.text
    assert "no longer in use" in (title(Pile(THERE, waiting=2, closed=True)) or "")
    gone = LinkState(Unavailable(say(NO_LOGIN), gone=True, refused=True), NOON, None, 1)
    assert "no longer in use" in (title(Pile(gone, waiting=2)) or "")
    assert (title(Pile(THERE, needing=1)) or "").startswith("1 record was not taken")
    assert (title(Pile(THERE, waiting=3)) or "").startswith("3 records are on their way")
    said = said_of(Pile(AWAY, waiting=3))
    assert said is not None
    assert said.text.startswith("3 records are kept")


def test_the_next_try_is_counted_down() -> None:
    assert next_try(Pile(AWAY), NOON) == "next try in 18 s"
    assert next_try(Pile(AWAY), NOON + timedelta(seconds=30)) == "trying …"
    assert next_try(Pile(THERE), NOON) == ""


def test_what_waits_is_listed_with_what_can_be_done(qtbot: Any, panel: OutboxPanel) -> None:
    waits = line(a_call())
    sent = line(a_call("Sent without an answer"), tries=1)
    aside = line(a_call("Refused"), Standing.ASIDE, reason="There is no such category.")
    panel.show_pile(Pile(AWAY, (aside, waits, sent), waiting=2, needing=1), NOON)
    qtbot.waitUntil(lambda: all(row.isVisible() for row in panel.rows()), timeout=5_000)
    texts = [sorted(buttons(row)) for row in panel.rows()]
    assert texts == [["Open again", "Send again"], ["Open again"], []]
    assert "There is no such category." in [
        label.text() for label in panel.rows()[0].findChildren(type(panel._hint))
    ]
    with qtbot.waitSignal(panel.opened) as opened:
        qtbot.keyClick(buttons(panel.rows()[0])["Open again"], Qt.Key.Key_Return)
    assert opened.args == [aside]
    with qtbot.waitSignal(panel.try_asked):
        qtbot.keyClick(buttons(panel)["Try now"], Qt.Key.Key_Return)


def test_it_closes_by_escape_and_gives_the_focus_back(qtbot: Any, panel: OutboxPanel) -> None:
    qtbot.keyClick(panel, Qt.Key.Key_Escape)
    assert not panel.isVisible()


@pytest.fixture
def compare(qtbot: Any) -> ComparePanel:
    over, below = QWidget(), QWidget()
    QVBoxLayout(over).addWidget(below)
    qtbot.addWidget(over)
    over.resize(900, 600)
    made = ComparePanel(over, below)
    over.show()
    qtbot.waitExposed(over)
    return made


def test_h6_two_versions_are_chosen_field_by_field(qtbot: Any, compare: ComparePanel) -> None:
    deed = WaitingEdit(
        id=new_id(), ticket_id=uuid.UUID(int=7), version=1,
        changes={"wants": "money back", "answer": "looked up"}, seen=seen(),
    )  # fmt: skip
    theirs = seen(version=2, wants="new door")
    both = line(deed, Standing.CONFLICT, theirs={"theirs": to_plain(theirs)})
    compare.begin(both)
    assert compare.isVisible()
    with qtbot.waitSignal(compare.settled) as settled:
        qtbot.keyClick(compare.form.go, Qt.Key.Key_Return)
    instead = settled.args[1]
    assert isinstance(instead, WaitingEdit)
    assert (instead.version, instead.changes, instead.id) == (2, deed.changes, deed.id)


def call_as_it_is(**values: str | None) -> CallRow:
    """As somebody else corrected it since."""
    return CallRow(
        uuid.UUID(int=9), 2, uuid.UUID(int=1), None, None, None, Outcome.SOLVED, NOON, values, ()
    )


def corrected(theirs: CallRow) -> PileLine:
    deed = WaitingCorrection(
        id=new_id(), call_id=theirs.id, version=1,
        changes={"name": "刘志华", "answer": "后天送到", "unmet_need": "靠垫"},
        seen={"name": "刘志花", "answer": "明天送到", "unmet_need": None},
    )  # fmt: skip
    return line(deed, Standing.CONFLICT, theirs={"theirs": to_plain(theirs)})


def choices(compare: ComparePanel) -> list[Segments]:
    return [one for one in compare.form.findChildren(Segments) if one.isVisible()]


def take_theirs(qtbot: Any, choice: Segments) -> None:
    choice.setFocus()
    qtbot.keyClick(choice.window().focusWidget(), Qt.Key.Key_Right)


def test_h6_a_correction_of_a_call_keeps_both_versions_and_asks_by_keys(
    qtbot: Any, compare: ComparePanel
) -> None:
    theirs = call_as_it_is(name="刘志桦", answer="下周送到", unmet_need=None)
    compare.begin(corrected(theirs))
    asked = choices(compare)  # what else they need only one of the two wrote down
    assert len(asked) == 2
    take_theirs(qtbot, asked[0])
    with qtbot.waitSignal(compare.settled) as settled:
        qtbot.keyClick(compare.form.go, Qt.Key.Key_Return)
    before, instead = settled.args
    assert isinstance(instead, WaitingCorrection)
    assert (instead.id, instead.version) == (before.record.id, 2)
    assert instead.changes == {"answer": "后天送到", "unmet_need": "靠垫"}
    assert instead.seen == {"answer": "下周送到", "unmet_need": None}
    assert not compare.isVisible()


def test_h6_where_theirs_stands_throughout_nothing_goes_up(
    qtbot: Any, compare: ComparePanel
) -> None:
    theirs = call_as_it_is(name="刘志桦", answer="下周送到", unmet_need="地毯")
    compare.begin(corrected(theirs))
    for one in choices(compare):
        take_theirs(qtbot, one)
    with qtbot.waitSignal(compare.settled) as settled:
        qtbot.keyClick(compare.form.go, Qt.Key.Key_Return)
    assert settled.args[1] is None


def test_changes_that_fit_together_are_not_asked_about(compare: ComparePanel) -> None:
    theirs = call_as_it_is(name="刘志花", answer="明天送到", unmet_need=None)
    compare.begin(corrected(theirs))
    assert choices(compare) == []
    assert "fit together" in compare.form._who.text()


def test_nothing_is_clipped(qtbot: Any, look: float, panel: OutboxPanel) -> None:
    aside = line(a_call("退货运费由谁承担" * 6), Standing.ASIDE, reason="没有这个类别。" * 6)
    panel.show_pile(Pile(AWAY, (aside, line(a_call())), waiting=1, needing=1), NOON)
    qtbot.waitUntil(lambda: cut_off(panel) == [], timeout=5_000)
