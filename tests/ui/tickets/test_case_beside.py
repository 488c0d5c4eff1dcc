"""What stands beside an open ticket, in the windows: evidence, coupons, notices, merging, G9."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel, QMenu
from sqlalchemy import select

from tests.ticket_world import NOW, World, add_tickets, ticket_row
from tests.ui.tickets.seen import NUMBER, Seen
from thirdring.domain.case_values import CouponState, EscalationKind, Way
from thirdring.domain.enums import AgainstKind, ClockState, Severity, TicketKind, TicketState
from thirdring.domain.months import Lack
from thirdring.reports.paper_forms import form_html
from thirdring.reports.record_form import ticket_form
from thirdring.store.tables import Access, ComplaintDetail, Ticket
from thirdring.usecases.find_coupons import ticket_coupons
from thirdring.usecases.find_quality_checks import find_quality_checks
from thirdring.usecases.print_record import print_record
from thirdring.usecases.show_case import CaseDeed, show_case
from thirdring.usecases.show_ticket import show_ticket
from thirdring.usecases.tell_notice import ticket_notices


@pytest.fixture
def open_case(seen: Seen, settled: Any) -> Seen:
    seen.screen.open_ticket(NUMBER)
    settled()
    return seen


def test_d7_a_coupon_is_asked_for_and_shown(open_case: Seen, settled: Any, world: World) -> None:
    deeds = open_case.screen.deeds
    open_case.screen.panel.case.buttons[CaseDeed.COUPON].click()
    form: Any = deeds.forms[CaseDeed.COUPON]
    assert form.isVisible()
    form.amount.setText("much")
    form.need.setPlainText("送货延误")
    form.done.emit()
    assert form.rows["amount"].note.problem == "Write an amount like 300."
    form.amount.setText("60")
    form.done.emit()
    settled()
    assert not form.isVisible()
    (coupon,) = world.center("zhao").read(ticket_coupons, NUMBER).coupons
    assert (str(coupon.amount), coupon.state) == ("60.00", CouponState.APPROVED)
    assert open_case.screen.panel.case.coupons.open


def test_evidence_goes_in_and_comes_out_whole(
    open_case: Seen, settled: Any, world: World, tmp_path: Path
) -> None:
    photo = tmp_path / "rail.png"
    photo.write_bytes(b"\x89PNG\r\n\x1a\n" + b"x" * 3000)
    open_case.screen.panel.case.files_given.emit((photo,))
    settled()
    (kept,) = world.center("zhao").read(show_case, NUMBER).files
    assert (kept.name, kept.size) == ("rail.png", 3008)
    out = tmp_path / "out.png"
    open_case.screen.panel.case.save_asked.emit(kept.id, out)
    settled()
    assert out.read_bytes() == photo.read_bytes()


def test_a_file_that_is_not_there_is_said(open_case: Seen, settled: Any, tmp_path: Path) -> None:
    open_case.screen.panel.case.files_given.emit((tmp_path / "gone.png",))
    settled()
    assert "gone.png can't be read" in str(open_case.failed[0])


def test_c4_reported_up_with_level_and_reason(open_case: Seen, settled: Any, world: World) -> None:
    open_case.screen.panel.case.buttons[CaseDeed.ESCALATE].click()
    form: Any = open_case.screen.deeds.forms[CaseDeed.ESCALATE]
    form.done.emit()
    settled()
    assert form.rows["reason"].note.problem == "Say why it goes up."
    form.reason.setPlainText("客户要求经理答复")
    form.done.emit()
    settled()
    sent = world.center("zhao").read(show_case, NUMBER).sent_up
    assert [(one.kind, one.level) for one in sent] == [(EscalationKind.DIFFICULT, 1)]


def test_d5_a_notice_is_composed_worded_and_told(
    open_case: Seen, settled: Any, world: World
) -> None:
    open_case.screen.panel.case.buttons[CaseDeed.NOTICE].click()
    settled()
    form: Any = open_case.screen.deeds.forms[CaseDeed.NOTICE]
    assert NUMBER in form.body.value()
    form.body.setPlainText("您反映的水槽今天下午上门。")
    form.way.set_value(Way.PHONE)
    form.done.emit()
    settled()
    (notice,) = world.center("zhao").read(ticket_notices, NUMBER)
    assert (notice.body, notice.told_way) == ("您反映的水槽今天下午上门。", Way.PHONE)


def test_the_same_matter_is_merged_and_taken_out_again(
    seen: Seen,
    settled: Any,
    world: World,
) -> None:
    twin = "C261122-K7902"
    with world.store.begin_write() as session:
        add_tickets(
            session,
            [ticket_row(world, 902, number=twin, kind=TicketKind.COMPLAINT, state=TicketState.INTAKE,
                        severity=Severity.MINOR, received_at=NOW, phone="13800138000",
                        digits="13800138000", owner_id=world.staff["lin"])],
        )  # fmt: skip
        first = session.scalars(select(Ticket).where(Ticket.number == NUMBER)).one()
        first.received_at, first.digits = NOW, "13800138000"
    seen.screen.open_ticket(NUMBER)
    settled()
    undo: list[Any] = []
    seen.screen.undoable.connect(lambda _text, back: undo.append(back))
    (likely,) = world.center("zhao").read(show_case, NUMBER).likely
    seen.screen.panel.case.asked.emit(CaseDeed.MERGE, likely)
    form: Any = seen.screen.deeds.forms[CaseDeed.MERGE]
    form.reason.setPlainText("同一件事")
    form.done.emit()
    settled()
    assert world.center("zhao").read(show_ticket, twin).fields.state is TicketState.MERGED
    undo[0]()
    settled()
    assert world.center("zhao").read(show_ticket, twin).fields.state is TicketState.INTAKE


def test_all_clocks_are_listed(open_case: Seen, settled: Any, world: World) -> None:
    view = world.center("zhao").read(show_case, NUMBER)
    assert {clock.rule for clock in view.clocks} == {"D4"}
    assert view.clocks[0].state in {ClockState.RUNNING, ClockState.LATE}
    assert "Answer or plan" in open_case.words()


def test_g9_the_employee_complained_about_sees_facts_and_no_buttons(
    seen: Seen,
    settled: Any,
    world: World,
) -> None:
    with world.store.begin_write() as session:
        ticket = session.scalars(select(Ticket).where(Ticket.number == NUMBER)).one()
        session.add(
            ComplaintDetail(
                ticket_id=ticket.id, month="2026-11", against_kind=AgainstKind.EMPLOYEE,
                against_staff_id=world.staff["zhao"],
            )
        )  # fmt: skip
    seen.screen.open_ticket(NUMBER)
    settled()
    words = seen.words()
    assert "水槽漏水，要求上门" in words
    assert "温<b>若兰</b>" not in words
    assert "somebody else decides" in words
    assert not seen.screen.deeds.isVisible()
    assert not any(b.isVisible() for b in seen.screen.panel.case.buttons.values())


def test_h1_the_record_on_paper_is_covered_unless_asked_for(world: World, seen: Seen) -> None:
    center = world.center("zhao")
    zone = center.read(lambda ctx: ctx.center.time.zone)
    covered = center.run(print_record, NUMBER)
    assert "138****8000" in form_html(ticket_form(covered, NOW, zone))
    whole = center.run(print_record, NUMBER, whole=True)
    text = form_html(ticket_form(whole, NOW, zone))
    assert "138 0013 8000" in text
    assert "温&lt;b&gt;若兰&lt;/b&gt;" in text
    with world.store.begin_read() as session:
        assert session.scalars(select(Access.action)).all() == ["print", "print"]


def test_g8_a_supervisor_checks_the_quality_of_a_colleagues_ticket(
    seen: Seen, settled: Any, world: World
) -> None:
    with world.store.begin_write() as session:
        ticket = session.scalars(select(Ticket).where(Ticket.number == NUMBER)).one()
        ticket.owner_id = world.staff["lin"]
    seen.screen.open_ticket(NUMBER)
    settled()
    assert CaseDeed.QUALITY not in world.center("lin").read(show_case, NUMBER).may
    deeds = seen.screen.deeds
    menu = QMenu()
    deeds.fill_menu(menu)
    next(one for one in menu.actions() if one.text() == "Check quality…").trigger()
    form: Any = deeds.forms[CaseDeed.QUALITY]
    assert form.isVisible()
    form.done.emit()
    settled()
    assert form.rows["grades"].note.problem == "Grade at least one of the criteria."
    for box in form.grades.boxes.values():
        box.step(-3)
    form.done.emit()
    settled()
    assert not form.isVisible()
    (check,) = world.center("zhao").read(find_quality_checks, f"{NOW:%Y-%m}")
    assert (check.number, check.login, check.score) == (NUMBER, "lin", 100)


def test_d13_an_incomplete_complaint_says_so_and_is_settled_from_its_panel(
    seen: Seen, settled: Any, world: World
) -> None:
    with world.store.begin_write() as session:
        ticket = session.scalars(select(Ticket).where(Ticket.number == NUMBER)).one()
        session.add(
            ComplaintDetail(ticket_id=ticket.id, month="2026-11", channel="wechat", example=False)
        )
    seen.screen.open_ticket(NUMBER)
    settled()
    told = [one.text() for one in seen.screen.panel.findChildren(QLabel)]
    assert "Whom it is against, Nature; counts for nobody until it is settled" in told
    deeds = seen.screen.deeds
    menu = QMenu()
    deeds.fill_menu(menu)
    next(one for one in menu.actions() if one.text() == "Settle what is lacking…").trigger()
    form: Any = deeds.forms[CaseDeed.COMPLETE]
    assert form.rows["nature"].isVisible()
    assert not form.rows["channel"].isVisible()
    form.kind.set_value("none")
    form.boxes[Lack.NATURE].set_value("delivery")
    form.done.emit()
    settled()
    assert form.rows["reason"].note.problem == "Say why."
    form.reason.setPlainText("看了来信")
    form.done.emit()
    settled()
    assert not form.isVisible()
    facts = world.center("zhao").read(show_ticket, NUMBER).complaint
    assert facts is not None
    assert (facts.lacks, facts.nature) == ((), "delivery")
