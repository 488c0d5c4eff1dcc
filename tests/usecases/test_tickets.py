"""Listing, opening and working on tickets: who may, what is kept, what is refused and why."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import func, select

from tests.ticket_world import NOW, World, add_tickets, make_world, ticket_row
from thirdring.domain.case_values import Degree, Remedy
from thirdring.domain.enums import Nature, Severity, TicketKind, TicketState
from thirdring.domain.errors import Conflict, NotFound, NotPermitted, Refusal
from thirdring.domain.ticket_views import SortBy, Status, TicketFilter, View
from thirdring.i18n import render
from thirdring.store.engine import open_store
from thirdring.store.tables import Access, ComplaintDetail, Event, Ticket, TicketNote
from thirdring.store.upgrade import upgrade
from thirdring.usecases.add_note import add_note
from thirdring.usecases.advance_ticket import advance_ticket
from thirdring.usecases.edit_ticket import edit_ticket
from thirdring.usecases.find_tickets import (
    TicketQuery,
    anchors,
    list_for_people,
    page,
    view_counts,
)
from thirdring.usecases.preferences import read_preference, save_preference
from thirdring.usecases.reassign_ticket import reassign_ticket
from thirdring.usecases.saved_views import remove_view, save_view, saved_views
from thirdring.usecases.show_ticket import Deed, show_for_people, show_ticket
from thirdring.usecases.step_facts import Assessment, StepFacts
from thirdring.usecases.unmask_ticket import unmask_ticket

NUMBER = "C261122-K7001"
ASSESSED = Assessment(
    nature=Nature.DELIVERY, wants="今天送到", safety=False, complexity=Degree.LOW,
    impact=Degree.LOW, immediate=False,
)  # fmt: skip


@pytest.fixture
def world(database_url: str) -> Iterator[World]:
    upgrade(database_url)
    with open_store(database_url) as store:
        yield make_world(store)


def put(world: World, **given: Any) -> None:
    """One ticket with key 1: a fresh complaint nobody has, unless told otherwise."""
    row = {
        "number": NUMBER, "kind": TicketKind.COMPLAINT, "state": TicketState.INTAKE,
        "severity": Severity.ORDINARY, "owner_id": None, "raised": "沙发送货延期", "wants": "今天送到",
        "name": "王雅琴", "phone": "13812345678", "digits": "13812345678", "escalation_level": 0,
        "due_at": None, "due_rule": None, "category": "delivery", "received_at": NOW,
    } | given  # fmt: skip
    with world.store.begin_write() as session:
        add_tickets(session, [ticket_row(world, 1, **row)])


def against(world: World, login: str) -> None:
    with world.store.begin_write() as session:
        ticket_id = session.scalars(select(Ticket.id)).one()
        session.add(
            ComplaintDetail(
                ticket_id=ticket_id, against_staff_id=world.staff[login], month="2026-11"
            )
        )


def put_detail(world: World, **given: Any) -> None:
    """What was judged first (J2), so that the path is free."""
    values = {
        "nature": Nature.DELIVERY, "safety": False, "complexity": Degree.LOW,
        "impact": Degree.LOW, "immediate": False, "month": "2026-11",
    } | given  # fmt: skip
    with world.store.begin_write() as session:
        ticket_id = session.scalars(select(Ticket.id)).one()
        session.add(ComplaintDetail(ticket_id=ticket_id, **values))


def events(world: World) -> list[tuple[str, dict[str, Any]]]:
    with world.store.begin_read() as session:
        rows = session.execute(select(Event.verb, Event.detail).order_by(Event.seq))
        return [(verb, detail) for verb, detail in rows]


# --- who sees what -----------------------------------------------------------------------------


def test_h5_hr_sees_complaints_only_and_no_names_or_numbers(world: World) -> None:
    put(world, raised="回电 13987654321")
    with world.store.begin_write() as session:
        add_tickets(
            session, [ticket_row(world, 2, kind=TicketKind.ENQUIRY, number="E261122-K7002")]
        )
    (line,) = world.center("he").read(page, TicketQuery(View.ALL)).lines
    assert (line.number, line.name, line.phone) == (NUMBER, "王**", "138****5678")
    assert "13987654321" not in line.raised
    assert world.center("he").read(anchors, TicketQuery(View.ALL)).count == 1
    assert world.center("he").read(view_counts)[View.ALL] == 1
    assert world.center("lin").read(view_counts)[View.ALL] == 2
    with pytest.raises(NotFound):
        world.center("he").read(show_ticket, "E261122-K7002")
    with pytest.raises(Refusal):
        world.center("he").read(
            page, TicketQuery(View.ALL, filter=TicketFilter(kind=TicketKind.ENQUIRY))
        )
    detail = world.center("he").read(show_ticket, NUMBER)
    assert (detail.name, detail.phone, detail.may) == ("王**", "138****5678", frozenset())
    assert "13987654321" not in detail.fields.raised
    assert world.center("he").read(page, TicketQuery(View.ALL, search="王雅琴")).lines == ()


def test_masked_hides_from_everybody(world: World) -> None:
    put(world)
    (line,) = world.center().read(page, TicketQuery(View.ALL, masked=True)).lines
    assert (line.name, line.phone) == ("王**", "138****5678")
    assert world.center().read(page, TicketQuery(View.ALL)).lines[0].name == "王雅琴"
    (row,) = world.center().read(list_for_people, masked=True)
    assert (row["name"], row["address"]) == ("王**", "东湖区****")
    assert world.center().read(show_for_people, NUMBER, masked=True)["phone"] == "138****5678"
    assert world.center().read(show_for_people, NUMBER)["phone"] == "13812345678"


@pytest.mark.parametrize(
    "deed",
    [
        lambda c: c.read(page, TicketQuery()),
        lambda c: c.read(anchors, TicketQuery()),
        lambda c: c.read(view_counts),
        lambda c: c.read(list_for_people),
        lambda c: c.read(show_ticket, NUMBER),
        lambda c: c.read(saved_views),
        lambda c: c.run(save_view, "x", TicketQuery()),
    ],
)
def test_h5_an_administrator_sees_no_tickets(world: World, deed: Callable[[Any], Any]) -> None:
    put(world)
    with pytest.raises(NotPermitted):
        deed(world.center("root"))


@pytest.mark.parametrize(
    "deed",
    [
        lambda c: c.run(add_note, NUMBER, "x"),
        lambda c: c.run(advance_ticket, NUMBER, TicketState.ACKNOWLEDGED),
        lambda c: c.run(edit_ticket, NUMBER, 1, {"wants": "x"}),
        lambda c: c.run(reassign_ticket, NUMBER, "lin", reason="x"),
        lambda c: c.run(unmask_ticket, NUMBER, "回电"),
    ],
)
def test_hr_looks_and_does_not_touch(world: World, deed: Callable[[Any], Any]) -> None:
    put(world)
    with pytest.raises(NotPermitted):
        deed(world.center("he"))
    assert events(world) == []


def test_h5_uncovering_a_number_is_written_down(world: World) -> None:
    put(world)
    center = world.center()
    assert center.read(show_ticket, NUMBER).phone == "138****5678"
    assert center.run(unmask_ticket, NUMBER, "回电").replace(" ", "") == "13812345678"
    with world.store.begin_read() as session:
        row = session.scalars(select(Access)).one()
        assert (row.action, row.subject_kind, row.staff_id) == (
            "unmask",
            "ticket",
            world.staff["lin"],
        )


# --- the command line's form -------------------------------------------------------------------


def test_lists_for_the_command_line_take_names_and_refuse_others(world: World) -> None:
    put(world)
    read = world.center().read
    (row,) = read(list_for_people, view="unassigned", status="intake", kind="complaint")
    assert row["number"] == NUMBER
    assert row["raised"] == "沙发送货延期"
    assert read(list_for_people, status="closed") == []
    assert [r["number"] for r in read(list_for_people, search="送货", status="open")] == [NUMBER]
    world.center().run(save_view, "送货", TicketQuery(View.ALL, search="送货"))
    assert [r["number"] for r in read(list_for_people, view="送货")] == [NUMBER]
    for wrong in (
        {"view": "none such"}, {"status": "x"}, {"kind": "x"}, {"limit": 0}, {"limit": 10**6},
    ):  # fmt: skip
        with pytest.raises(Refusal):
            read(list_for_people, **wrong)


def test_a_ticket_is_found_by_number_as_typed_and_by_id(world: World) -> None:
    put(world)
    detail = world.center().read(show_ticket, "c261122k7001")
    assert world.center().read(show_ticket, str(detail.fields.id)) == detail
    assert world.center().read(show_ticket, detail.fields.id) == detail
    for missing in ("C261122-K7999", "nonsense", ""):
        with pytest.raises(NotFound):
            world.center().read(show_ticket, missing)


# --- notes and the story -----------------------------------------------------------------------


def test_d5_progress_is_kept_in_words_and_its_event_holds_none_of_them(world: World) -> None:
    put(world)
    world.center().run(add_note, NUMBER, "  电话告知王女士进展 ", told_customer=True)
    world.center().run(add_note, NUMBER, "仓库确认今天到货")
    told = world.center().read(show_ticket, NUMBER).timeline
    assert [(e.verb, e.words, e.actor) for e in told] == [
        ("noted", "仓库确认今天到货", "林晓梅"),
        ("told_progress", "电话告知王女士进展", "林晓梅"),
    ]
    assert all("王" not in str(detail) for _, detail in events(world))
    with pytest.raises(Refusal) as refused:
        world.center().run(add_note, NUMBER, " \n ")
    assert refused.value.field == "text"


def test_every_deed_reads_as_a_sentence(world: World) -> None:
    put(world)
    run = world.center("zhao").run
    put_detail(world)
    run(advance_ticket, NUMBER, TicketState.INVESTIGATION, reason="电话里已确认")
    run(reassign_ticket, NUMBER, "sun", reason="休假")
    run(edit_ticket, NUMBER, 3, {"severity": "serious", "category": "product", "raised": "新"})
    run(edit_ticket, NUMBER, 4, {"wants": None, "answer": "已答复"})
    sentences = [render(e.sentence) for e in world.center().read(show_ticket, NUMBER).timeline]
    assert set(sentences) == {
        "Intake → Investigation", "Handed on to 孙巧", "Severity: Ordinary → Serious",
        "Category: Delivery → Product", "What they raise was changed; before:",
        "What they ask for was changed; before:", "Written down afterwards",
    }  # fmt: skip


# --- the path ----------------------------------------------------------------------------------


def test_d6_no_state_is_skipped_without_a_reason(world: World) -> None:
    put(world)
    run = world.center().run
    assert run(advance_ticket, NUMBER, TicketState.ACKNOWLEDGED).state is TicketState.ACKNOWLEDGED
    agreed = StepFacts(
        ASSESSED, plan="明天补送", accepted=True, remedy=Remedy.APOLOGY,
    )  # fmt: skip
    with pytest.raises(Refusal) as refused:
        run(advance_ticket, NUMBER, TicketState.REMEDY, reason=" ", facts=agreed)
    assert (refused.value.rule, refused.value.field) == ("D6", "reason")
    run(advance_ticket, NUMBER, TicketState.REMEDY, reason="照片已足够", facts=agreed)
    verb, detail = events(world)[-1]
    assert (verb, detail["skipped"]) == ("moved", ["investigation", "appraisal", "plan_offered"])
    with pytest.raises(Refusal) as refused:
        run(advance_ticket, NUMBER, TicketState.INVESTIGATION)
    assert refused.value.rule == "D6"


def test_closing_stops_the_clock_and_reopening_starts_one(world: World) -> None:
    put(world, state=TicketState.RESULT_TOLD, due_at=NOW, due_rule="D10")
    put_detail(world, accepted=True)
    run = world.center().run
    run(advance_ticket, NUMBER, TicketState.RETURN_VISIT, facts=StepFacts(satisfaction=4))
    with pytest.raises(Refusal) as refused:
        run(advance_ticket, NUMBER, TicketState.ARCHIVED)
    assert refused.value.rule == "D11"
    summed_up = StepFacts(cause="缺货", prevention="已改排产")
    run(advance_ticket, NUMBER, TicketState.ARCHIVED, facts=summed_up)
    read = world.center().read
    detail = read(show_ticket, NUMBER)
    assert (detail.open, detail.due_at, detail.closed_at) == (False, None, NOW)
    query = TicketQuery(View.ALL, filter=TicketFilter(status=Status.CLOSED))
    assert [line.number for line in read(page, query).lines] == [NUMBER]
    with pytest.raises(Refusal):
        run(advance_ticket, NUMBER, TicketState.INVESTIGATION)
    run(advance_ticket, NUMBER, TicketState.INVESTIGATION, reason="客户再次来电")
    detail = read(show_ticket, NUMBER)
    assert (detail.open, detail.due_rule, detail.closed_at) == (True, "D4", None)
    assert [line.number for line in read(page, TicketQuery(View.OPEN)).lines] == [NUMBER]


def test_g4_a_complaint_is_withdrawn_by_a_supervisor_and_shown_as_such(world: World) -> None:
    put(world)
    with pytest.raises(NotPermitted):
        world.center().run(advance_ticket, NUMBER, TicketState.WITHDRAWN, reason="x")
    offered = world.center().read(show_ticket, NUMBER).steps
    assert TicketState.WITHDRAWN not in {step.to for step in offered}
    assert TicketState.WITHDRAWN in {
        step.to for step in world.center("zhao").read(show_ticket, NUMBER).steps
    }
    done = world.center("zhao").run(advance_ticket, NUMBER, TicketState.WITHDRAWN, reason="x")
    assert done.state is TicketState.WITHDRAWN
    shown = world.center().read(show_ticket, NUMBER)
    assert (shown.open, shown.due_at) == (False, None)


def test_an_enquiry_goes_the_short_way(world: World) -> None:
    put(world)
    with world.store.begin_write() as session:
        add_tickets(
            session,
            [ticket_row(world, 2, kind=TicketKind.ENQUIRY, number="E261122-K7002",
                        state=TicketState.INVESTIGATION)],
        )  # fmt: skip
    run = world.center().run
    run(advance_ticket, "E261122-K7002", TicketState.RESULT_TOLD)
    run(advance_ticket, "E261122-K7002", TicketState.ARCHIVED)
    with pytest.raises(Refusal):
        run(advance_ticket, "E261122-K7002", TicketState.WITHDRAWN, reason="x")


def test_e1_only_a_supervisor_closes_what_the_press_asks(world: World) -> None:
    put(world, kind=TicketKind.PROTOCOL, state=TicketState.RESULT_TOLD)
    with pytest.raises(NotPermitted) as refused:
        world.center("lin").run(advance_ticket, NUMBER, TicketState.ARCHIVED)
    assert refused.value.rule == "E1"
    world.center("zhao").run(advance_ticket, NUMBER, TicketState.ARCHIVED)


def test_g9_nobody_works_on_a_complaint_against_themselves(world: World) -> None:
    put(world)
    against(world, "zhao")
    run = world.center("zhao").run
    deeds: tuple[Callable[[], object], ...] = (
        lambda: run(advance_ticket, NUMBER, TicketState.ACKNOWLEDGED),
        lambda: run(edit_ticket, NUMBER, 1, {"severity": "minor"}),
        lambda: run(reassign_ticket, NUMBER, "lin", reason="x"),
    )
    for deed in deeds:
        with pytest.raises(NotPermitted) as refused:
            deed()
        assert refused.value.rule == "G9"
    assert world.center("zhao").read(show_ticket, NUMBER).may == {Deed.NOTE}
    assert Deed.EDIT in world.center("lin").read(show_ticket, NUMBER).may


def test_c10_handing_on_takes_a_supervisor_and_a_reason(world: World) -> None:
    put(world)
    world.center("lin").run(reassign_ticket, NUMBER, "lin")  # nobody had it
    with pytest.raises(NotPermitted):
        world.center("sun").run(reassign_ticket, NUMBER, "sun", reason="x")
    with pytest.raises(Refusal) as refused:
        world.center("zhao").run(reassign_ticket, NUMBER, "sun", reason=" ")
    assert (refused.value.rule, refused.value.field) == ("C10", "reason")
    with pytest.raises(Refusal):
        world.center("zhao").run(reassign_ticket, NUMBER, "lin", reason="x")
    with pytest.raises(NotFound):
        world.center("zhao").run(reassign_ticket, NUMBER, "nobody", reason="x")
    world.center("zhao").run(reassign_ticket, NUMBER, "sun", reason="休假")
    assert [verb for verb, _ in events(world)] == ["taken", "reassigned"]
    mine = world.center("sun").read(page, TicketQuery(View.MINE)).lines
    assert [line.number for line in mine] == [NUMBER]


# --- editing -----------------------------------------------------------------------------------


def test_an_edit_keeps_the_earlier_wording_and_the_search_follows(world: World) -> None:
    put(world)
    fields = world.center().run(
        edit_ticket, NUMBER, 1, {"raised": "餐桌气味重", "wants": "今天送到"}
    )
    assert (fields.version, fields.raised) == (2, "餐桌气味重")
    (entry,) = world.center().read(show_ticket, NUMBER).timeline
    assert entry.words == "沙发送货延期"
    read = world.center().read
    assert read(page, TicketQuery(View.ALL, search="沙发")).lines == ()
    assert len(read(page, TicketQuery(View.ALL, search="餐桌")).lines) == 1
    same = world.center().run(edit_ticket, NUMBER, 2, {"raised": "餐桌气味重"})
    assert same.version == 2


def test_a_change_made_meanwhile_is_answered_with_both_versions(world: World) -> None:
    put(world)
    seen = world.center("lin").read(show_ticket, NUMBER).fields
    world.center("sun").run(
        edit_ticket, NUMBER, seen.version, {"raised": "孙巧改的", "wants": "换"}
    )
    deeds: tuple[Callable[[], object], ...] = (
        lambda: world.center("lin").run(
            edit_ticket, NUMBER, seen.version, {"raised": "林晓梅改的"}
        ),
        lambda: world.center("lin").run(
            advance_ticket, NUMBER, TicketState.ACKNOWLEDGED, version=seen.version
        ),
        lambda: world.center("zhao").run(
            reassign_ticket, NUMBER, "lin", reason="x", version=seen.version
        ),
    )
    for deed in deeds:
        with pytest.raises(Conflict) as conflict:
            deed()
        theirs: Any = conflict.value.theirs
        assert (theirs.raised, theirs.wants, theirs.changed_by) == ("孙巧改的", "换", "孙巧")
    merged = world.center("lin").run(edit_ticket, NUMBER, theirs.version, {"raised": "林晓梅改的"})
    assert (merged.raised, merged.wants) == ("林晓梅改的", "换")


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"raised": " "}, "B1"), ({"category": "none such"}, "H3"), ({"severity": "huge"}, ""),
        ({"severity": None}, "D2"), ({"number": "C1"}, ""), ({"wants": "长" * 40_001}, ""),
    ],
)  # fmt: skip
def test_what_can_not_be_is_refused_and_nothing_changes(
    world: World, change: dict[str, Any], rule: str
) -> None:
    put(world)
    with pytest.raises(Refusal) as refused:
        world.center().run(edit_ticket, NUMBER, 1, change)
    assert refused.value.rule == rule
    with world.store.begin_read() as session:
        assert session.scalar(select(func.count()).select_from(TicketNote)) == 0
        assert session.scalars(select(Ticket.version)).one() == 1


def test_d9_a_complaint_that_turns_major_is_due_at_once(world: World) -> None:
    put(world)
    world.center().run(edit_ticket, NUMBER, 1, {"severity": "major"})
    detail = world.center().read(show_ticket, NUMBER)
    assert detail.due_rule == "D9"
    assert detail.due_at is not None
    assert (detail.due_at - NOW).total_seconds() == 15 * 60
    (line,) = world.center().read(page, TicketQuery(View.DUE_TODAY)).lines
    assert line.number == NUMBER


# --- what is one's own -------------------------------------------------------------------------


def test_saved_views_are_ones_own_and_hold_the_whole_question(world: World) -> None:
    query = TicketQuery(
        View.OPEN, "送货", TicketFilter(kind=TicketKind.REQUEST, severity=Severity.MAJOR,
        owner_id=world.staff["sun"], received_from=NOW, status=Status.OPEN, category="other",
        state=TicketState.REMEDY), SortBy.SEVERITY, descending=True,
    )  # fmt: skip
    run, read = world.center().run, world.center().read
    made = run(save_view, " 停车 ", query)
    assert read(saved_views) == (made,)
    assert (made.name, made.query) == ("停车", query)
    assert world.center("sun").read(saved_views) == ()
    changed = run(save_view, "停车", TicketQuery(View.ALL))
    assert read(saved_views) == (changed,)
    for name in ("", "mine"):
        with pytest.raises(Refusal):
            run(save_view, name, query)
    with pytest.raises(NotFound):
        world.center("sun").run(remove_view, made.id)
    run(remove_view, made.id)
    assert read(saved_views) == ()


def test_preferences_are_kept_per_person(world: World) -> None:
    run, read = world.center().run, world.center().read
    run(save_preference, "tickets.columns", ["state", "due"])
    run(save_preference, "tickets.columns", ["due"])
    assert read(read_preference, "tickets.columns") == ["due"]
    assert world.center("sun").read(read_preference, "tickets.columns") is None
    with pytest.raises(Refusal):
        run(save_preference, "", 1)
