"""The inbox in the window: what is due first on top, read as plain text, sorted with one key."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from sqlalchemy import select

from tests.ui.inbox.conftest import InboxDesk
from thirdring.domain.mail import MailKind, MailState
from thirdring.store.tables import Access, Ticket
from thirdring.usecases.find_inbox import find_inbox

Settle = Callable[[], None]


def cells(desk: InboxDesk) -> list[tuple[str, ...]]:
    return [tuple(cell.text for cell in row.cells) for row in desk.screen_.table.rows.rows]


def read_first(qtbot: Any, desk: InboxDesk, settle: Settle) -> None:
    qtbot.keyClick(desk.screen_.table, Qt.Key.Key_Down)
    settle()


def test_d16_what_is_due_first_is_on_top_and_who_wrote_is_masked(desk: InboxDesk) -> None:
    first, second, *_ = cells(desk)
    assert first == ("2 h over", "王**", "投诉：沙发送到时破损", "Complaint")
    assert second == ("36 min", "陈**", "请问国庆期间营业时间", "Enquiry")


def test_h5_nothing_is_read_before_one_is_chosen_and_then_it_is_recorded(
    qtbot: Any, desk: InboxDesk, settle: Settle
) -> None:
    def read() -> list[str]:
        return list(desk.center.read(lambda c: c.session.scalars(select(Access.action)).all()))

    assert read() == []
    read_first(qtbot, desk, settle)
    assert read() == ["read_mail"]
    pane = desk.screen_.pane
    assert pane.text.toPlainText().startswith("11 月 20 日")
    assert pane._sender.text() == "王雅琴 <wang@example.cn>"


def test_d13_one_key_sorts_and_the_next_mail_is_read(
    qtbot: Any, desk: InboxDesk, settle: Settle
) -> None:
    read_first(qtbot, desk, settle)
    with qtbot.waitSignal(desk.screen_.said) as said:
        qtbot.keyClick(desk.screen_.table, Qt.Key.Key_1)
    settle()
    ticket = desk.center.read(lambda ctx: ctx.session.scalars(select(Ticket)).one())
    assert ticket.number in said.args[0]
    assert len(cells(desk)) == 3
    detail = desk.screen_.pane.detail
    assert detail is not None
    assert detail.line.subject == "请问国庆期间营业时间"


def test_what_is_not_for_us_can_be_taken_back(qtbot: Any, desk: InboxDesk, settle: Settle) -> None:
    read_first(qtbot, desk, settle)
    with qtbot.waitSignal(desk.screen_.undoable) as offered:
        qtbot.keyClick(desk.screen_.table, Qt.Key.Key_4)
    settle()
    assert len(cells(desk)) == 3
    offered.args[1]()
    settle()
    assert len(cells(desk)) == 4


def test_what_was_set_aside_is_found_and_taken_back(
    qtbot: Any, desk: InboxDesk, settle: Settle
) -> None:
    desk.arrive("x@y.cn", "自动回复：外出", "", 1)
    screen = desk.screen_
    screen.tabs.set_value(MailState.SET_ASIDE.value)
    screen.tabs.chosen.emit(MailState.SET_ASIDE.value)
    settle()
    assert [row[3] for row in cells(desk)] == ["Automatic answer"]
    read_first(qtbot, desk, settle)
    qtbot.mouseClick(screen.pane.restore, Qt.MouseButton.LeftButton)
    settle()
    assert cells(desk) == []
    assert len(desk.center.read(find_inbox)) == 5


def test_a_key_does_nothing_while_nothing_is_read(
    qtbot: Any, desk: InboxDesk, settle: Settle
) -> None:
    qtbot.keyClick(desk.screen_.table, Qt.Key.Key_1)
    settle()
    assert len(cells(desk)) == 4


def test_sorted_by_somebody_else_meanwhile_it_is_said_and_leaves(
    qtbot: Any, desk: InboxDesk, settle: Settle
) -> None:
    from thirdring.usecases.sort_mail import sort_mail

    read_first(qtbot, desk, settle)
    detail = desk.screen_.pane.detail
    assert detail is not None
    desk.boss.run(sort_mail, detail.line.id, MailKind.PRAISE)
    with qtbot.waitSignal(desk.screen_.failed):
        qtbot.keyClick(desk.screen_.table, Qt.Key.Key_1)
    settle()
    assert len(cells(desk)) == 3


def test_markup_in_a_mail_is_shown_as_it_is(qtbot: Any, desk: InboxDesk, settle: Settle) -> None:
    desk.arrive("<img src=x> <a@b.cn>", "<b>bold</b>", "<img src=http://x/y.png>", 30)
    desk.screen_.refresh()
    settle()
    read_first(qtbot, desk, settle)
    pane = desk.screen_.pane
    assert pane._subject.text() == "<b>bold</b>"
    assert pane._subject.textFormat() is Qt.TextFormat.PlainText
    assert pane.text.toPlainText() == "<img src=http://x/y.png>"


def test_what_it_carries_is_listed_and_saved_where_somebody_says(
    qtbot: Any, desk: InboxDesk, settle: Settle, tmp_path: Path
) -> None:
    body = "--b\n\nhi\n--b\nContent-Disposition: attachment; filename=receipt.txt\n\n600\n--b--"
    desk.arrive("a@b.cn", "files", body, 40, Content_Type='multipart/mixed; boundary="b"')
    desk.screen_.refresh()
    settle()
    read_first(qtbot, desk, settle)
    detail = desk.screen_.pane.detail
    assert detail is not None
    (file,) = detail.files
    with qtbot.waitSignal(desk.screen_.said) as said:
        desk.screen_.save_to(detail.line.id, file, str(tmp_path / "r.txt"))
    settle()
    assert (tmp_path / "r.txt").read_text() == "600"
    assert said.args[0] == "Saved: r.txt"


def test_d13_words_find_mail_and_the_keys_lead_to_it(
    qtbot: Any, desk: InboxDesk, settle: Settle
) -> None:
    screen = desk.screen_
    search(qtbot, desk, settle, "营业")
    assert [row[2] for row in cells(desk)] == ["请问国庆期间营业时间"]
    # A digit typed into the search is no verdict on a mail.
    search(qtbot, desk, settle, "营业 1")
    assert cells(desk) == []
    assert "No mail holds these words" in screen._empty._title.text()
    search(qtbot, desk, settle, "营业")
    qtbot.keyClick(screen.bar.search, Qt.Key.Key_Down)
    settle()
    assert screen.pane.detail is not None
    assert screen.pane.detail.line.subject == "请问国庆期间营业时间"
    qtbot.keyClick(screen.bar.search, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(cells(desk)) == 4)


def search(qtbot: Any, desk: InboxDesk, settle: Settle, words: str) -> None:
    box = desk.screen_.bar.search
    box.setFocus()
    box.setText(words)
    qtbot.waitUntil(lambda: desk.screen_.bar.typed == words)
    settle()


def test_who_brings_no_mail_in_is_offered_no_fetching(desk: InboxDesk) -> None:
    assert desk.screen_.bar.fetch.isHidden()
    assert desk.screen_.bar.settings.isHidden()


def test_words_follow_the_language_and_nothing_is_cut(
    look: float, desk: InboxDesk, qtbot: Any, settle: Settle
) -> None:
    from tests.ui.clipping import cut_off

    read_first(qtbot, desk, settle)
    assert cut_off(desk) == []
