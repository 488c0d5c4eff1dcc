"""What waits on a desk: kept, in order, each once, and nobody else's (H6)."""

import itertools
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select, update

from tests.tcp_proxy import TcpProxy, Way
from tests.usecases.conftest import House
from tests.usecases.offline.conftest import KEY, Desk, send_everything
from tests.usecases.offline.test_faults import MATTER, calm, filed
from thirdring.domain.enums import Role
from thirdring.domain.errors import KeptHere, NotPermitted, Refusal, Refusals, Unavailable
from thirdring.domain.ids import new_id
from thirdring.domain.outbox import Standing
from thirdring.store.tables import Call, Staff, Ticket, TicketNote
from thirdring.usecases.add_note import add_note
from thirdring.usecases.correct_call import correct_call
from thirdring.usecases.decide_review import decide_review
from thirdring.usecases.edit_ticket import edit_ticket
from thirdring.usecases.find_calls import show_call
from thirdring.usecases.log_call import log_call
from thirdring.usecases.manage_staff import deactivate
from thirdring.usecases.offline.frozen_text import from_plain
from thirdring.usecases.offline.left_behind import forget_taken, left_outboxes, take_over_outbox
from thirdring.usecases.offline.outbox import open_outbox, outbox_file_of
from thirdring.usecases.offline.pile import pile_of
from thirdring.usecases.receive_matter import receive_matter
from thirdring.usecases.records import ReceptionInput, checked
from thirdring.usecases.show_ticket import show_ticket

pytestmark = pytest.mark.postgres


def calls_on(house: House) -> list[str]:
    """What was raised, in the order in which the server got it."""
    with house.store.begin_read() as session:
        return list(session.scalars(select(Call.raised).order_by(Call.seq)))


def kept(desk: Desk, deed: Any, *args: Any, **more: Any) -> KeptHere:
    """Do it while the server is away."""
    with pytest.raises(KeptHere) as caught:
        desk.run(deed, *args, **more)
    return caught.value


def standings(desk: Desk) -> list[Standing]:
    return [one.standing for one in desk.post.records()]


def test_h6_a_call_logged_into_a_black_hole_is_on_the_server_once_when_it_is_back(
    hasty_desk: Desk, served_house: House, proxy: TcpProxy, call: Any
) -> None:
    proxy.way = Way.HOLE
    kept(hasty_desk, log_call, call(raised="沙发未到"))
    assert hasty_desk.center.link.away
    assert calls_on(served_house) == []
    calm(proxy)
    send_everything(hasty_desk)
    assert calls_on(served_house) == ["沙发未到"]


def test_h6_what_waits_goes_up_in_order_and_nothing_overtakes_it(
    desk: Desk, served_house: House, proxy: TcpProxy, call: Any
) -> None:
    proxy.way = Way.RESET
    for n in range(3):
        kept(desk, log_call, call(raised=f"第{n}通"))
    calm(proxy)
    desk.center.link.found()
    kept(desk, log_call, call(raised="第3通"))  # the server is there, but older ones wait
    send_everything(desk)
    assert calls_on(served_house) == [f"第{n}通" for n in range(4)]


def test_h6_it_survives_the_end_of_the_program_and_is_sent_at_the_next_start(
    desk: Desk, served_house: House, proxy: TcpProxy, call: Any
) -> None:
    proxy.way = Way.RESET
    kept(desk, log_call, call(raised="重启前"))
    calm(proxy)
    again = desk.again()
    again.post.start()
    for _look in range(400):
        if not again.post.records():
            break
        again.post._wake.acquire()
        again.post._wake.wait(0.01)
        again.post._wake.release()
    assert calls_on(served_house) == ["重启前"]
    again.close()


def test_h6_the_moment_of_the_deed_is_kept_not_that_of_the_sending(
    desk: Desk, served_house: House, proxy: TcpProxy, call: Any
) -> None:
    then = served_house.now
    proxy.way = Way.RESET
    kept(desk, log_call, call())
    served_house.later(hours=5)
    calm(proxy)
    send_everything(desk)
    with served_house.store.begin_read() as session:
        assert session.scalars(select(Call.created_at)).one() == then


def test_h6_a_poison_record_is_set_aside_with_its_reason_and_blocks_nothing(
    desk: Desk, served_house: House, proxy: TcpProxy, call: Any
) -> None:
    proxy.way = Way.RESET
    kept(desk, log_call, call(category="nowhere"))
    kept(desk, log_call, call(raised="后一通"))
    calm(proxy)
    for _try in range(50):
        desk.post.send_all()
        if len(desk.post.records()) == 1:
            break
    assert calls_on(served_house) == ["后一通"]
    (aside,) = desk.post.records()
    assert aside.standing is Standing.ASIDE
    assert "nowhere" in (aside.reason or "")
    assert pile_of(desk.center).needing == 1
    asked: list[bytes] = []
    proxy.when = asked.append
    assert desk.post.send_all()
    assert asked == []  # it is not sent again before somebody has looked at it


def test_h6_what_needs_a_record_that_was_set_aside_waits_for_it(
    desk: Desk, served_house: House, proxy: TcpProxy, call: Any
) -> None:
    one = new_id()
    proxy.way = Way.RESET
    kept(desk, log_call, call(category="nowhere"), one)
    kept(desk, correct_call, one, 1, {"category": "delivery"})
    calm(proxy)
    desk.post.send_all()
    assert standings(desk) == [Standing.ASIDE, Standing.WAITING]


def test_a_correction_of_ones_own_unsent_call_follows_it(
    desk: Desk, served_house: House, proxy: TcpProxy, call: Any
) -> None:
    one = new_id()
    proxy.way = Way.RESET
    kept(desk, log_call, call(answer="明天"), one)
    kept(desk, correct_call, one, 1, {"answer": "后天"}, "听错")
    served_house.later(days=2)  # too late to correct anything, had it not been done in time
    calm(proxy)
    send_everything(desk)
    with served_house.store.begin_read() as session:
        assert session.scalars(select(Call.answer)).one() == "后天"


def test_what_a_rule_refuses_at_once_is_kept_nowhere(desk: Desk, call: Any) -> None:
    with pytest.raises(Refusals):
        desk.run(log_call, call(category="nowhere"))
    assert desk.post.records() == ()


def test_a_decision_says_that_it_needs_the_server(desk: Desk, proxy: TcpProxy, call: Any) -> None:
    proxy.way = Way.RESET
    kept(desk, log_call, call())
    with pytest.raises(Unavailable, match="needs the server") as refused:
        desk.run(decide_review, new_id(), "approve")
    assert not refused.value.gone
    assert len(desk.post.records()) == 1


def test_while_the_server_is_known_to_be_away_nobody_waits_for_it(
    hasty_desk: Desk, proxy: TcpProxy, call: Any
) -> None:
    proxy.way = Way.HOLE
    kept(hasty_desk, log_call, call())
    asked: list[bytes] = []
    proxy.when = asked.append
    kept(hasty_desk, log_call, call())
    with pytest.raises(Unavailable):
        hasty_desk.center.read(show_ticket, new_id())
    assert asked == []


def test_a_ticket_that_was_looked_at_is_readable_while_the_server_is_away(
    desk: Desk, served_house: House, proxy: TcpProxy
) -> None:
    ticket = filed(desk, served_house)
    seen = desk.center.read(show_ticket, ticket)
    again = desk.again()  # from the disk, not from memory
    proxy.way = Way.RESET
    assert again.center.read(show_ticket, ticket) == seen
    with pytest.raises(Unavailable):
        again.center.read(show_ticket, new_id())
    again.close()


def test_h6_an_edit_whose_base_was_changed_keeps_both_and_asks(
    desk: Desk, served_house: House, proxy: TcpProxy
) -> None:
    ticket = filed(desk, served_house)
    seen = desk.center.read(show_ticket, ticket).fields
    proxy.way = Way.RESET
    kept(desk, edit_ticket, ticket, seen.version, {"wants": "退款"})
    served_house.owner.run(edit_ticket, ticket, seen.version, {"wants": "修好"})
    calm(proxy)
    desk.post.send_all()
    (line,) = pile_of(desk.center).lines
    assert line.record.standing is Standing.CONFLICT
    assert line.record.theirs is not None
    with served_house.store.begin_read() as session:
        assert session.scalars(select(Ticket.wants)).one() == "修好"
    # The person takes their own after all.
    deed: Any = line.deed
    desk.post.send_instead(line.record, deed.model_copy(update={"version": seen.version + 1}))
    send_everything(desk)
    with served_house.store.begin_read() as session:
        assert session.scalars(select(Ticket.wants)).one() == "退款"


def test_h6_a_correction_whose_call_was_corrected_meanwhile_keeps_both_and_asks(
    desk: Desk, served_house: House, proxy: TcpProxy, call: Any
) -> None:
    row = desk.run(log_call, call(answer="明天", name="刘志花"))
    assert desk.center.read(show_call, row.id).values["answer"] == "明天"
    proxy.way = Way.RESET
    kept(desk, correct_call, row.id, row.version, {"answer": "后天"}, "听错")
    served_house.owner.run(correct_call, row.id, row.version, {"name": "刘志华"})
    calm(proxy)
    desk.post.send_all()
    (line,) = pile_of(desk.center).lines
    assert line.record.standing is Standing.CONFLICT
    deed: Any = line.deed
    assert deed.seen == {"answer": "明天"}
    assert line.record.theirs is not None
    theirs = from_plain(line.record.theirs["theirs"])
    assert (theirs.version, theirs.values["name"]) == (2, "刘志华")
    desk.post.send_instead(line.record, deed.model_copy(update={"version": theirs.version}))
    send_everything(desk)
    with served_house.store.begin_read() as session:
        assert session.execute(select(Call.name, Call.answer)).one() == ("刘志华", "后天")


def test_a_full_disk_here_does_not_keep_a_call_from_a_server_that_is_there(
    desk: Desk, served_house: House, call: Any
) -> None:
    file = desk.post._outbox
    pages = file._connection.execute("PRAGMA page_count").fetchone()[0]
    file._connection.execute(f"PRAGMA max_page_count = {pages}")
    long = "长" * 30_000
    desk.run(log_call, call(raised=long))
    assert calls_on(served_house) == [long]


def test_a_full_disk_and_no_server_is_said_and_the_form_keeps_it(
    desk: Desk, proxy: TcpProxy, call: Any
) -> None:
    proxy.way = Way.RESET
    kept(desk, log_call, call())
    file = desk.post._outbox
    pages = file._connection.execute("PRAGMA page_count").fetchone()[0]
    file._connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(Unavailable, match="full") as refused:
        desk.run(log_call, call(raised="长" * 30_000))
    assert not isinstance(refused.value, KeptHere)


def test_another_record_under_the_same_id_is_noticed_not_overwritten(
    desk: Desk, served_house: House, proxy: TcpProxy, call: Any
) -> None:
    one = new_id()
    proxy.way = Way.RESET
    kept(desk, log_call, call(raised="我的"), one)
    served_house.later(minutes=1)
    served_house.owner.run(log_call, call(raised="别人的", agent="lan"), one)
    calm(proxy)
    desk.post.send_all()
    assert standings(desk) == [Standing.ASIDE]
    assert calls_on(served_house) == ["别人的"]


def test_h6_a_form_killed_while_it_sent_hands_the_same_call_in_again_and_it_is_there_once(
    desk: Desk, served_house: House, proxy: TcpProxy, call: Any
) -> None:
    one = new_id()
    proxy.way = Way.CUT_AFTER_COMMIT
    kept(desk, log_call, call(outcome="callback"), one)
    before = desk.post.records()
    served_house.later(minutes=5)
    kept(desk, log_call, call(outcome="callback"), one)
    assert desk.post.records() == before
    calm(proxy)
    send_everything(desk)
    assert len(calls_on(served_house)) == 1


def test_j1_a_call_opened_in_its_form_again_keeps_its_number_and_waits_until_it_is_finished(
    desk: Desk, served_house: House, proxy: TcpProxy, call: Any
) -> None:
    desk.center.number = lambda _kind: f"E261122-B3{next(running):03}"
    running = itertools.count(1)
    one = new_id()
    proxy.way = Way.RESET
    kept(desk, log_call, call())
    told = kept(desk, log_call, call(outcome="callback", raised="先"), one).answer
    first, mine = desk.post.records()
    assert not desk.post.hold_back(first)  # it was sent once: it may be there
    assert desk.post.hold_back(mine)
    calm(proxy)
    desk.post.send_all()
    assert standings(desk) == [Standing.ASIDE]
    desk.center.link.found()
    row = desk.run(log_call, call(outcome="callback", raised="后"), one)
    assert (row.ticket_number, row.values["raised"]) == (told, "后")
    assert desk.post.records() == ()


def test_two_changes_of_ones_own_to_the_same_ticket_are_no_conflict(
    desk: Desk, served_house: House, proxy: TcpProxy, call: Any
) -> None:
    ticket = filed(desk, served_house)
    proxy.way = Way.RESET
    kept(desk, log_call, call())
    kept(desk, edit_ticket, ticket, 1, {"wants": "退款", "answer": "查一下"})
    kept(desk, edit_ticket, ticket, 1, {"wants": "换货"})
    assert len(desk.post.records()) == 2
    calm(proxy)
    send_everything(desk)
    with served_house.store.begin_read() as session:
        row = session.execute(select(Ticket.wants, Ticket.answer)).one()
        assert tuple(row) == ("换货", "查一下")


def test_h6_taken_out_of_use_in_mid_call_the_call_is_kept_for_a_supervisor(
    desk: Desk, served_house: House, call: Any
) -> None:
    served_house.owner.run(deactivate, "lan")
    kept(desk, log_call, call())
    assert pile_of(desk.center).closed
    assert standings(desk) == [Standing.WAITING]


# --- whose it is -----------------------------------------------------------------------------


def test_h5_nobody_else_can_read_it_and_an_unreadable_file_is_kept_aside(
    desk: Desk, proxy: TcpProxy, call: Any
) -> None:
    proxy.way = Way.RESET
    kept(desk, log_call, call(raised="王雅琴的沙发"))
    desk.post.stop()
    path = outbox_file_of(desk.staff_id, desk.folder / "outbox")
    raw = b"".join(one.read_bytes() for one in path.parent.iterdir())
    assert "王雅琴".encode() not in raw
    opened = open_outbox(desk.staff_id, bytes(32), path.parent)
    assert opened.notice is not None
    assert opened.file.all() == ()
    opened.file.close()
    assert Path(str(opened.notice.params["path"])).exists()


def test_h6_of_who_was_taken_out_of_use_nothing_goes_up_until_a_supervisor_takes_it_over(
    desk: Desk, served_house: House, proxy: TcpProxy, call: Any
) -> None:
    ticket = filed(desk, served_house)
    proxy.way = Way.RESET
    kept(desk, log_call, call(raised="离职前的一通"))
    kept(desk, add_note, ticket, "已电话联系")
    kept(desk, receive_matter, checked(ReceptionInput, MATTER | {"raised": "另一件"}), new_id())
    kept(desk, edit_ticket, ticket, 1, {"wants": "退款"})
    with served_house.store.begin_write() as session:
        session.execute(update(Staff).where(Staff.login == "lan").values(draft_key=KEY))
    served_house.owner.run(deactivate, "lan")
    calm(proxy)
    assert desk.post.send_all()
    assert pile_of(desk.center).closed
    assert calls_on(served_house) == []
    desk.post.stop()
    folder = desk.folder / "outbox"
    boss = served_house.hire("boss", Role.SUPERVISOR)
    with pytest.raises(NotPermitted):
        served_house.hire("mei", Role.AGENT).run(take_over_outbox, "lan", "", folder)
    (left,) = boss.read(left_outboxes, folder)
    assert (left.login, left.records) == ("lan", 4)
    for _twice in range(2):
        done = boss.run(take_over_outbox, "lan", "离职", folder)
        assert [one.deed for one in done.taken] == ["log_call", "add_note", "receive_matter"]
        assert [one.deed for one, _why in done.left] == ["edit_ticket"]
    forget_taken(done)
    (left,) = boss.read(left_outboxes, folder)
    assert left.records == 1
    with served_house.store.begin_read() as session:
        call_row = session.scalars(select(Call)).one()
        assert call_row.agent_id == desk.staff_id
        notes = session.scalars(select(TicketNote.text).order_by(TicketNote.id)).all()
        assert any("lan" in text and "已电话联系" in text for text in notes)
        assert session.scalar(select(func.count()).select_from(Ticket)) == 2


def test_c6_who_still_works_here_sends_it_themselves(
    desk: Desk, served_house: House, proxy: TcpProxy, call: Any
) -> None:
    proxy.way = Way.RESET
    kept(desk, log_call, call())
    boss = served_house.hire("boss", Role.SUPERVISOR)
    desk.post.stop()
    with pytest.raises(Refusal, match="still works here"):
        boss.run(take_over_outbox, "lan", "", desk.folder / "outbox")
    assert boss.read(left_outboxes, desk.folder / "outbox") == ()
