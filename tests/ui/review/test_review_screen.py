"""The review with real keys on a real database: queue, page, decisions, several at once, conflicts."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication

from tests.ui.callbacks.callback_day import Day
from tests.ui.clipping import cut_off
from tests.ui.review import cases
from thirdring.app.working_day import WorkingDay
from thirdring.domain.case_values import Decision, EscalationKind, EscalationState, Way
from thirdring.ui.day.parts import Part
from thirdring.ui.review.queue_pane import Queue
from thirdring.ui.review.review_screen import ReviewScreen
from thirdring.ui.widgets import Button, Label
from thirdring.usecases.decide_review import decide_review
from thirdring.usecases.find_review import sent_up_by_me
from thirdring.usecases.show_ticket import show_ticket
from thirdring.usecases.statements import add_statement
from thirdring.usecases.tell_notice import owed_notices

Open = Callable[..., WorkingDay]
Wait = Callable[[], None]
K, D, S = EscalationKind, Decision, EscalationState


def screen(opened: WorkingDay) -> ReviewScreen:
    assert opened.review is not None
    return opened.review


def badge(opened: WorkingDay) -> str:
    """What the rail says of the review."""
    buttons = opened.work.rail.findChildren(QAbstractButton)
    found = next(one for one in buttons if getattr(one, "screen_id", "") == "review")
    return found.accessibleDescription()


def press(qtbot: Any, key: Qt.Key, control: bool = False) -> None:
    """A key, where the keys are."""
    held = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
    focus = QApplication.focusWidget()
    assert focus is not None
    qtbot.keyClick(focus, key, held)


def type_in(qtbot: Any, review: ReviewScreen, text: str) -> None:
    """Enter leads from the queue to the words; then they are typed."""
    press(qtbot, Qt.Key.Key_Return)
    assert review.bar.text.hasFocus()
    qtbot.keyClicks(review.bar.text, text)


def listed(review: ReviewScreen) -> list[str | None]:
    return [line.number for line in review.pane.model.lines]


def test_queue_stands_by_urgency_and_badge_counts_it(open_review: Open, day: Day) -> None:
    late = cases.ordinary(day, "沙发送货延期三次")
    cases.send_up(day, late)
    major = cases.log(day, cases.COMPLAINT)
    opened = open_review()
    review = screen(opened)
    assert listed(review) == [major, late]
    assert review.pane.list.hasFocus()
    assert badge(opened) == "2 waiting"
    assert review.page.title.text() == "儿童床护栏脱落，孩子擦伤"


def test_h5_the_number_is_masked_until_it_is_asked_for(
    qtbot: Any, open_review: Open, day: Day, settled: Wait
) -> None:
    cases.log(day, cases.COMPLAINT)
    review = screen(open_review())
    assert "138****2094" in review.page.who.text()
    review.page.eye.setFocus()
    press(qtbot, Qt.Key.Key_Space)
    qtbot.waitUntil(review.page.eye.menu.isVisible)
    qtbot.keyClick(review.page.eye.menu, Qt.Key.Key_1)
    settled()
    assert "13800002094" in review.page.who.text().replace(" ", "")


def test_c4_a_case_goes_back_with_a_plan_by_keys_alone(
    qtbot: Any, open_review: Open, day: Day, settled: Wait
) -> None:
    number = cases.ordinary(day)
    cases.send_up(day, number)
    review = screen(open_review())
    type_in(qtbot, review, "16:00 qian gaozhi")
    press(qtbot, Qt.Key.Key_Return, control=True)
    settled()
    line = cases.case(day, number)
    assert (line.state, line.decision, line.plan) == (
        S.RETURNED,
        D.RETURN_PLAN,
        "16:00 qian gaozhi",
    )
    assert review.bar.text.value() == ""
    assert review.pane.list.hasFocus()


def test_a_plan_that_is_missing_is_asked_for_beside_the_field(
    qtbot: Any, open_review: Open, day: Day, settled: Wait
) -> None:
    cases.send_up(day, cases.ordinary(day))
    review = screen(open_review())
    press(qtbot, Qt.Key.Key_Return, control=True)
    settled()
    assert review.bar.note.problem
    assert review.bar.text.hasFocus()
    qtbot.keyClicks(review.bar.text, "x")
    assert not review.bar.note.problem


def test_b10_wording_of_a_plan_is_linted_and_replaced(
    qtbot: Any, open_review: Open, day: Day
) -> None:
    cases.send_up(day, cases.ordinary(day))
    review = screen(open_review())
    press(qtbot, Qt.Key.Key_Return)
    review.bar.text.insertPlainText("这个我们不知道")
    wrong, instead = review.bar.line.shown
    assert "不知道" in wrong
    assert instead
    qtbot.keyClick(review.bar.text, Qt.Key.Key_R, Qt.KeyboardModifier.AltModifier)
    assert "不知道" not in review.bar.text.value()


def test_f3_takes_over(qtbot: Any, open_review: Open, day: Day, settled: Wait) -> None:
    number = cases.ordinary(day)
    cases.send_up(day, number)
    review = screen(open_review())
    press(qtbot, Qt.Key.Key_F3)
    settled()
    assert cases.case(day, number).owner_login == "zhao"
    assert review.bar.buttons[D.TAKE_OVER].isHidden()  # taken: nothing to take over any more


def test_c10_handing_on_asks_who_and_why(
    qtbot: Any, open_review: Open, day: Day, settled: Wait
) -> None:
    number = cases.ordinary(day)
    cases.send_up(day, number)
    review = screen(open_review())
    press(qtbot, Qt.Key.Key_F10)
    assert review.bar.to.hasFocus()
    press(qtbot, Qt.Key.Key_Return, control=True)
    settled()
    assert review.bar.note.problem  # nobody chosen yet
    review.bar.to.set_value("sun")
    press(qtbot, Qt.Key.Key_Tab)
    assert review.bar.text.hasFocus()
    qtbot.keyClicks(review.bar.text, "lin is ill")
    press(qtbot, Qt.Key.Key_Return, control=True)
    settled()
    assert cases.queue(day) == ()  # nothing is left to decide
    assert day.as_("zhao").read(show_ticket, number).owner_login == "sun"


def test_escape_gives_up_handing_on(qtbot: Any, open_review: Open, day: Day) -> None:
    cases.send_up(day, cases.ordinary(day))
    review = screen(open_review())
    press(qtbot, Qt.Key.Key_F10)
    press(qtbot, Qt.Key.Key_Escape)
    assert not review.bar.choosing


def test_d7_coupon_above_the_limit_is_approved_by_somebody_else(
    qtbot: Any, open_review: Open, day: Day, settled: Wait
) -> None:
    number = cases.ordinary(day, "灯具碎裂")
    cases.ask(day, number)
    review = screen(open_review())
    assert review.bar.main is D.APPROVE
    press(qtbot, Qt.Key.Key_Return, control=True)
    settled()
    assert cases.case(day, number).decision is D.APPROVE


def test_d7_refusing_needs_a_reason(qtbot: Any, open_review: Open, day: Day, settled: Wait) -> None:
    number = cases.ordinary(day, "灯具碎裂")
    cases.ask(day, number)
    review = screen(open_review())
    press(qtbot, Qt.Key.Key_F9)
    settled()
    assert review.bar.note.problem
    qtbot.keyClicks(review.bar.text, "repair first")
    press(qtbot, Qt.Key.Key_F9)
    settled()
    assert cases.case(day, number).decision is D.REFUSE


def test_e4_a_statement_is_used_by_its_key(
    qtbot: Any, open_review: Open, day: Day, settled: Wait
) -> None:
    number = cases.log(day, cases.PRESS)
    day.as_("zhao").run(add_statement, "活动退款说明", "按实付金额原路退回。")
    open_review()
    press(qtbot, Qt.Key.Key_F7)
    settled()
    assert cases.case(day, number).decision is D.STATEMENT


def test_e1_who_is_told_is_marked_with_the_way(
    qtbot: Any, open_review: Open, day: Day, settled: Wait
) -> None:
    cases.log(day, cases.PRESS)
    opened = open_review()
    review = screen(opened)
    before = day.as_("zhao").read(owed_notices)
    review.side.told.emit(before[0].id, Way.PHONE)
    settled()
    after = day.as_("zhao").read(owed_notices)
    assert len(after) == len(before) - 1


def test_refreshing_keeps_choice_and_typed_words(
    qtbot: Any, open_review: Open, day: Day, settled: Wait
) -> None:
    first = cases.ordinary(day, "第一件")
    cases.send_up(day, first)
    opened = open_review()
    review = screen(opened)
    type_in(qtbot, review, "half a pl")
    major = cases.log(day, cases.COMPLAINT)  # at another desk; it comes to the top
    opened.runner.read(lambda _ctx: None, owner=review)
    review.on_touched()
    settled()
    assert listed(review)[0] == major
    assert review.pane.list.line is not None
    assert review.pane.list.line.number == first
    assert review.bar.text.value() == "half a pl"
    assert review.bar.text.hasFocus()


def test_words_stay_with_their_case(qtbot: Any, open_review: Open, day: Day, settled: Wait) -> None:
    for text in ("第一件", "第二件"):
        cases.send_up(day, cases.ordinary(day, text))
    review = screen(open_review())
    type_in(qtbot, review, "for the first")
    press(qtbot, Qt.Key.Key_Escape)
    press(qtbot, Qt.Key.Key_Down)
    settled()
    assert review.bar.text.value() == ""
    press(qtbot, Qt.Key.Key_Up)
    settled()
    assert review.bar.text.value() == "for the first"


def test_a_conflict_shows_both_and_loses_nothing(
    qtbot: Any, open_review: Open, day: Day, settled: Wait
) -> None:
    number = cases.ordinary(day)
    escalation = cases.send_up(day, number)
    review = screen(open_review())
    type_in(qtbot, review, "mine")
    sheet = review.page.sheet
    day.as_("zhao").run(decide_review, escalation, D.RETURN_PLAN, plan="theirs")
    assert review.page.sheet is sheet  # not read again yet
    press(qtbot, Qt.Key.Key_Return, control=True)
    settled()
    assert review.bar.conflict.isVisible()
    assert "theirs" in review.bar.conflict.texts()[0]
    assert "mine" in review.bar.conflict.texts()[1]
    assert cases.case(day, number).plan == "theirs"
    review.bar.conflict.again.setFocus()
    press(qtbot, Qt.Key.Key_Space)
    settled()
    assert cases.case(day, number).plan == "mine"
    assert not review.bar.conflict.isVisible()


def test_several_are_decided_at_once_and_each_is_told_of(
    qtbot: Any, open_review: Open, day: Day, settled: Wait
) -> None:
    numbers = [cases.ordinary(day, text) for text in ("第一件", "第二件", "第三件")]
    ids = [cases.send_up(day, number) for number in numbers]
    review = screen(open_review())
    press(qtbot, Qt.Key.Key_A, control=True)
    settled()
    assert review.bar.isVisible()
    assert D.CALLED_BACK not in review.bar.offered
    day.as_("zhao").run(decide_review, ids[1], D.TAKE_OVER)  # somebody was quicker
    press(qtbot, Qt.Key.Key_F3)
    settled()
    assert review.bulk.has_result
    cells = [row.cells[-1].text for row in review.bulk.table.rows.rows]
    assert len(cells) == 3
    assert sum(text == "Decided" for text in cells) == 2
    assert {line.owner_login for line in cases.queue(day)} == {"zhao"}
    press(qtbot, Qt.Key.Key_Escape)
    assert review.pane.list.hasFocus()


def test_c4_the_sender_sees_what_became_of_it_and_tells_the_customer(
    qtbot: Any, open_review: Open, day: Day, settled: Wait
) -> None:
    number = cases.ordinary(day)
    escalation = cases.send_up(day, number)
    day.as_("zhao").run(decide_review, escalation, D.RETURN_PLAN, plan="今天上门")
    opened = open_review("lin")
    review = screen(opened)
    assert review.pane.queue is Queue.MINE
    assert listed(review) == [number]
    assert badge(opened) == "1 waiting"
    type_in(qtbot, review, "told, agrees")
    press(qtbot, Qt.Key.Key_Return, control=True)
    settled()
    assert not day.as_("lin").read(sent_up_by_me)
    assert listed(review) == []


def test_an_agent_decides_nothing(qtbot: Any, open_review: Open, day: Day, settled: Wait) -> None:
    number = cases.ordinary(day)
    cases.send_up(day, number)
    review = screen(open_review("lin"))
    assert not review.bar.isVisible()
    press(qtbot, Qt.Key.Key_F3)
    settled()
    assert cases.case(day, number).state is S.OPEN


def test_d11_cases_like_this_one_are_told_with_their_lesson(
    qtbot: Any, open_review: Open, day: Day, settled: Wait
) -> None:
    old = cases.learnt(day, "布艺沙发坐垫塌陷", "送货前逐个压坐垫")
    cases.send_up(day, cases.ordinary(day, "沙发的坐垫塌陷了"))
    cases.send_up(day, cases.ordinary(day, "停车场扣费与公示不符"))
    opened = open_review()
    lessons = screen(opened).page.lessons
    assert [one.number for one in lessons.shown] == [old]
    assert lessons.isVisible()
    told = [one.text() for one in lessons.findChildren(Label) if one.isVisible()]
    assert "送货前逐个压坐垫" in told
    press(qtbot, Qt.Key.Key_Down)
    settled()
    assert not lessons.isVisible()
    press(qtbot, Qt.Key.Key_Up)
    settled()
    (number,) = (one for one in lessons.findChildren(Button) if one.isVisible())
    assert number.label() == old
    number.setFocus()
    press(qtbot, Qt.Key.Key_Space)
    settled()
    assert opened.work.current == "tickets"


def test_title_counts_what_one_decided_today(
    qtbot: Any, open_review: Open, day: Day, settled: Wait
) -> None:
    cases.send_up(day, cases.ordinary(day))
    context = screen(open_review()).context
    assert context.today.isVisible()
    assert context.today.text() == "0 decided today"
    press(qtbot, Qt.Key.Key_F3)
    settled()
    assert context.today.text() == "1 decided today"
    context.set_narrow(True)
    assert not context.today.isVisible()
    assert context.brief.isVisible()


def test_f4_brief_is_one_press_from_the_review(
    qtbot: Any, open_review: Open, day: Day, settled: Wait
) -> None:
    opened = open_review("lin")
    context = screen(opened).context
    assert not context.today.isVisible()  # an agent decides nothing
    context.brief.setFocus()
    press(qtbot, Qt.Key.Key_Space)
    settled()
    assert opened.work.current == "day"
    assert opened.day is not None
    assert opened.day.part is Part.BRIEF
    assert not context.isVisible()


def test_nothing_waiting_says_what_comes_here(open_review: Open) -> None:
    review = screen(open_review())
    assert not review.pane.list.isVisible()
    assert not review.bar.isVisible()


def test_no_text_is_cut_off(qtbot: Any, open_review: Open, day: Day, look: float) -> None:
    cases.learnt(day, "询问活动退款规则，想知道满减订单怎么退", "先把规则寄到柜台，再答复客户")
    cases.log(day, cases.PRESS)
    day.as_("zhao").run(add_statement, "活动退款说明", "按实付金额原路退回。")
    review = screen(open_review())
    assert review.page.lessons.isVisible()
    assert day.window is not None
    for width in (1366, 1920) if look == 1.0 else (1366,):
        day.window.resize(width, 768)
        qtbot.waitUntil(lambda: cut_off(review) + cut_off(review.context) == [])
