"""Telling customers, departments and those upward: composed, kept, told, and the clocks that meets."""

import email
import email.policy
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import select

from tests.usecases.conftest import House
from tests.usecases.house_of_cases import Cases, found_cases, make_cases
from thirdring.domain.case_values import (
    Decision,
    EscalationKind,
    EscalationState,
    NoticeKind,
    RecipientKind,
    Way,
)
from thirdring.domain.enums import Channel, Language, Severity, TicketKind
from thirdring.domain.errors import Conflict, NotFound, NotPermitted, Refusal
from thirdring.domain.ids import new_id
from thirdring.i18n import render
from thirdring.reports.notice_eml import mailto, notice_eml
from thirdring.store.tables import ClockRow, Department, Escalation, Notice, Ticket
from thirdring.usecases.change_policy import set_policy
from thirdring.usecases.compose_notice import compose_notice, lint_notice
from thirdring.usecases.context import Context
from thirdring.usecases.desk_facts import desk_facts
from thirdring.usecases.log_call import log_call
from thirdring.usecases.manage_contacts import (
    ContactInput,
    list_contacts,
    list_posts,
    retire_contact,
    save_contact,
)
from thirdring.usecases.owe_notices import owe_notices
from thirdring.usecases.raise_level import raise_level
from thirdring.usecases.tell_notice import (
    change_notice,
    keep_notice,
    owed_notices,
    tell_notice,
    ticket_notices,
)
from thirdring.usecases.ticket_access import load_ticket

pytestmark = pytest.mark.begins_with(make=found_cases)


@pytest.fixture
def cases(house: House) -> Cases:
    return make_cases(house)


def contact(cases: Cases, post: str, name: str, **more: str) -> Any:
    more = more or {"phone": "137 0000 1234"}
    return cases["zhao"].run(save_contact, ContactInput(post=post, name=name, **more))


def clocks(cases: Cases, rule: str) -> list[ClockRow]:
    with cases.house.store.begin_read() as session:
        return list(session.scalars(select(ClockRow).where(ClockRow.rule == rule)))


def escalation(cases: Cases) -> Escalation:
    with cases.house.store.begin_read() as session:
        return session.scalars(select(Escalation)).one()


# --- to the customer ---------------------------------------------------------------------------


def test_j1_the_acknowledgement_names_number_deadline_and_the_way_to_ask(cases: Cases) -> None:
    number = cases.open()
    draft = cases["lin"].read(compose_notice, number, NoticeKind.ACKNOWLEDGEMENT)
    assert (draft.rule, draft.recipient_kind, draft.recipient) == (
        "J1", RecipientKind.CUSTOMER, "王雅琴",
    )  # fmt: skip
    assert (draft.missing, draft.findings) == ((), ())
    for part in (
        "王女士，您好",
        number,
        "2026-11-23 13:00",
        "021-6666 0001",
        "三声家居",
        "客服专员",
    ):
        assert part in draft.body
    kept = cases["lin"].run(keep_notice, draft)
    assert (kept.told_at, kept.made_by) == (None, "lin")
    told = cases["lin"].run(tell_notice, kept.id, Way.MESSAGE, version=kept.version)
    assert (told.told_at, told.told_by, told.told_way) == (cases.house.now, "lin", Way.MESSAGE)
    assert clocks(cases, "D4")[0].met_at is None
    assert cases.events("composed", "told") == [
        ("composed", {"kind": "acknowledgement", "rule": "J1"}),
        ("told", {"kind": "acknowledgement", "way": "message", "rule": "J1", "note_id": None}),
    ]


def test_d5_progress_says_what_was_written_and_the_next_time(cases: Cases) -> None:
    number = cases.open()
    at = cases.house.now + timedelta(hours=3)
    draft = cases["lin"].read(
        compose_notice,
        number,
        NoticeKind.PROGRESS,
        text="仓库已找到沙发，明早装车。",
        next_contact_at=at,
    )
    assert "仓库已找到沙发，明早装车。\n" in draft.body
    assert "2026-11-22 16:00" in draft.body
    empty = cases["sun"].read(compose_notice, number, NoticeKind.PROGRESS)
    assert empty.missing == ("progress",)
    assert "工作电话" not in empty.body


def test_d4_d18_the_plan_has_ones_own_number_and_telling_it_meets_the_clock(cases: Cases) -> None:
    number = cases.open(channel=Channel.MAILBOX)
    draft = cases["lin"].read(
        compose_notice, number, NoticeKind.PLAN, text="明日上午送到，免配送费"
    )
    assert draft.missing == ("next_contact",)
    kept = cases["lin"].run(
        keep_notice, draft, draft.subject, draft.body.replace("……", "明天 12:00")
    )
    assert "明天 12:00" in kept.body
    cases.house.later(hours=1)
    at = cases.house.now - timedelta(minutes=20)
    cases["lin"].run(tell_notice, kept.id, Way.PHONE, at=at)
    assert [clock.met_at for rule in ("D4", "D16") for clock in clocks(cases, rule)] == [at, at]


@pytest.mark.parametrize(("accepted", "outside"), [(True, False), (False, True), (None, True)])
def test_j3_the_result_names_outside_recourse_when_not_accepted(
    cases: Cases, accepted: bool | None, outside: bool
) -> None:
    draft = cases["lin"].read(
        compose_notice, cases.open(), NoticeKind.RESULT, text="按合同退还定金", accepted=accepted
    )
    assert ("12315" in draft.body) is outside
    assert "按合同退还定金" in draft.body
    assert draft.rule == "J3"


def test_a_message_is_written_in_the_language_asked_for(cases: Cases) -> None:
    draft = cases["lin"].read(
        compose_notice, cases.open(), NoticeKind.ACKNOWLEDGEMENT, language=Language.EN
    )
    assert draft.body.startswith("Dear Ms Wang,\n")


def test_b10_what_is_typed_is_linted(cases: Cases) -> None:
    draft = cases["lin"].read(
        compose_notice, cases.open(), NoticeKind.PROGRESS, text="什么时候能到我不知道"
    )
    (found,) = draft.findings
    assert draft.body[found.start : found.end] == "不知道"
    assert cases["lin"].read(lint_notice, "这个不归我们管")[0].rule == "B10"


def test_c7_no_notice_gives_away_a_superiors_number(cases: Cases) -> None:
    contact(cases, "general_manager", "温总", phone="136 0000 5555")
    assert "136 0000 5555" in cases["lin"].read(desk_facts).internal_numbers
    draft = cases["lin"].read(compose_notice, cases.open(), NoticeKind.ACKNOWLEDGEMENT)
    for number in ("13900001111", "13600005555"):
        with pytest.raises(Refusal) as no:
            cases["lin"].run(keep_notice, draft, None, f"请直接打 {number}")
        assert no.value.rule == "C7"
    with pytest.raises(Refusal) as no:
        cases["lin"].run(keep_notice, draft, " ", "x")
    assert no.value.field == "subject"


# --- to the department -------------------------------------------------------------------------


def test_d3_j6_a_department_reads_the_matter_and_nobodys_name(cases: Cases) -> None:
    number = cases.open(raised="王雅琴的沙发没到，回电 13987654321", severity=Severity.SERIOUS)
    with pytest.raises(Refusal) as no:
        cases["lin"].read(compose_notice, number, NoticeKind.DEPARTMENT)
    assert no.value.rule == "D3"
    with cases.house.store.begin_write() as session:
        department = Department(id=new_id(), name="物流部", created_at=cases.house.now)
        session.add(department)
        session.flush()
        session.scalars(select(Ticket)).one().department_id = department.id
    draft = cases["lin"].read(compose_notice, number, NoticeKind.DEPARTMENT)
    assert (draft.recipient, draft.recipient_kind) == ("物流部", RecipientKind.DEPARTMENT)
    assert "送货安装" in draft.body
    assert "严重" in draft.body
    assert "王**的沙发没到，回电 139****4321" in draft.body
    for personal in ("王雅琴", "13987654321", "138 1234 5678"):
        assert personal not in draft.body
    assert draft.missing == ("due",)
    assert cases["lin"].run(keep_notice, draft).recipient == "物流部"


# --- upward ------------------------------------------------------------------------------------


def test_d9_a_major_complaint_owes_both_recipients_a_report_at_once(cases: Cases) -> None:
    contact(cases, "service_manager", "何经理")
    number = cases.open(severity=Severity.MAJOR, raised="王雅琴说床板塌了")
    owed = cases["lin"].read(owed_notices, escalation(cases).id)
    assert [(row.post, row.recipient, row.held, row.phone) for row in owed] == [
        ("service_manager", "何经理", True, "137 0000 1234"),
        ("group_satisfaction_office", "", False, ""),
    ]  # fmt: skip
    assert {row.due_at for row in owed} == {cases.house.now + timedelta(minutes=15)}
    assert owed[0].made_by is None
    assert "王**说床板塌了" in owed[0].body
    assert "王雅琴" not in owed[0].body
    assert "138" not in owed[0].body
    assert [row.id for row in cases["lin"].read(ticket_notices, number)] == [r.id for r in owed]


def test_d9_the_clock_is_met_when_the_last_recipient_was_told(cases: Cases) -> None:
    cases.open(severity=Severity.MAJOR)
    first, second = cases["lin"].read(owed_notices)
    cases.house.later(minutes=5)
    cases["lin"].run(tell_notice, first.id, Way.PHONE)
    (clock,) = clocks(cases, "D9")
    assert clock.met_at is None
    told_at = cases.house.now
    cases.house.later(minutes=5)
    cases["zhao"].run(
        tell_notice,
        second.id,
        Way.EMAIL,
        at=told_at - timedelta(minutes=1),
        note="值班室小李接的电话",
    )
    (clock,) = clocks(cases, "D9")
    assert clock.met_at == told_at
    assert cases["lin"].read(owed_notices) == ()
    with pytest.raises(Refusal):
        cases["zhao"].run(tell_notice, second.id, Way.PHONE)


def test_d9_decided_and_told_the_escalation_closes(cases: Cases) -> None:
    cases.open(severity=Severity.MAJOR)
    with cases.house.store.begin_write() as session:
        row = session.scalars(select(Escalation)).one()
        row.decision = Decision.CALLED_BACK
    for owed in cases["lin"].read(owed_notices):
        assert escalation(cases).state is EscalationState.OPEN
        cases["lin"].run(tell_notice, owed.id, Way.PHONE)
    assert escalation(cases).state is EscalationState.CLOSED


def test_e1_the_press_is_reported_with_what_a_superior_needs_to_call(
    cases: Cases, call: Any
) -> None:
    contact(cases, "department_heads", "孙部长", phone="021-1")
    contact(cases, "department_heads", "李部长", email="li@example.com")
    cases["lin"].run(
        log_call,
        call(
            caller_type="press", name="罗记者", number="139 8888 7777", raised=None, answer=None,
            category=None, outcome="escalated", read_back=True,
            protocol={
                "outlet": "晨报", "questions": "床板为什么会塌", "answer_hoped_for": "本周内书面答复",
            },
        ),
    )  # fmt: skip
    owed = cases["lin"].read(owed_notices)
    assert {row.rule for row in owed} == {"E1"}
    assert sorted((row.post or "", row.recipient) for row in owed) == sorted(
        [("service_manager", ""), ("department_heads", "孙部长"), ("department_heads", "李部长"),
         ("deputy_heads", ""), ("general_manager", ""), ("group_hotline_office", "")]
    )  # fmt: skip
    for part in ("晨报", "罗记者", "139 8888 7777", "床板为什么会塌", "本周内书面答复"):
        assert part in owed[0].body


@pytest.mark.parametrize(
    ("caller", "rule", "word"),
    [("association", "E2", "协会"), ("lawyer", "E2", "律师"), ("authority", "E3", "政府部门")],
)
def test_e2_e3_associations_lawyers_and_authorities_are_reported(
    cases: Cases, call: Any, caller: str, rule: str, word: str
) -> None:
    record = call(
        caller_type=caller, name="高女士", raised=None, answer=None, category=None,
        outcome="escalated", transferred_to=None,
        protocol={
            "questions": "退定金的依据", "demands": "十日内退还", "help_expected": "提供合同",
        },
    )  # fmt: skip
    cases["lin"].run(log_call, record)
    owed = cases["lin"].read(owed_notices)
    assert {row.rule for row in owed} == {rule}
    assert all(word in row.subject + row.body and "十日内退还" in row.body for row in owed)


def test_e5_raised_to_leadership_it_owes_the_new_recipients_on_top(cases: Cases) -> None:
    number = cases.open(kind=TicketKind.PROTOCOL, complaint=None, name="罗记者")

    def sent_up(ctx: Context) -> None:
        from thirdring.usecases.send_up import About, send_up

        send_up(ctx, EscalationKind.PRESS, About(load_ticket(ctx, number)), "要求书面答复")

    def raised(ctx: Context) -> None:
        row = ctx.session.scalars(select(Escalation)).one()
        raise_level(ctx, row, EscalationKind.PRESS_NOT_CONTENT, 3)

    cases["lin"].run(sent_up)
    before = {row.id for row in cases["lin"].read(owed_notices)}
    cases["zhao"].run(raised)
    after = cases["lin"].read(owed_notices)
    assert before < {row.id for row in after}
    assert sorted(row.post or "" for row in after if row.rule == "E5") == [
        "general_manager", "group_hotline_office",
    ]  # fmt: skip
    for row in after:
        if row.rule == "E5":
            cases["zhao"].run(tell_notice, row.id, Way.PHONE)
    assert clocks(cases, "E5")[0].met_at is not None
    assert clocks(cases, "E1")[0].met_at is None


def test_e6_an_emergency_is_reported_to_who_is_there(cases: Cases, call: Any) -> None:
    cases["lin"].run(log_call, call(emergency=True, raised="B2 层冒烟", outcome="ticket"))
    owed = cases["lin"].read(owed_notices)
    by_post = {row.post: row for row in owed}
    assert set(by_post) == {"supervisor", "service_manager"}
    assert by_post["supervisor"].held
    assert {"zhao", "qian"} <= set(by_post["supervisor"].recipient.split("、"))
    assert "B2 层冒烟" in by_post["supervisor"].body


def test_what_is_owed_is_made_once(cases: Cases) -> None:
    cases.open(severity=Severity.MAJOR)

    def again(ctx: Context) -> int:
        return owe_notices(ctx, ctx.session.scalars(select(Escalation)).one())

    assert cases["lin"].run(again) == 0
    contact(cases, "service_manager", "何经理")
    (row, *_) = cases["lin"].read(owed_notices)
    assert (row.recipient, row.held) == ("何经理", True)


def test_a_notice_is_worded_anew_until_it_was_told(cases: Cases) -> None:
    cases.open(severity=Severity.MAJOR)
    owed = cases["lin"].read(owed_notices)[0]
    row, found = cases["lin"].run(
        change_notice, owed.id, "重大投诉", "床板塌了，人没有受伤，原因不知道", version=owed.version
    )
    assert (row.subject, [one.text for one in found]) == ("重大投诉", ["不知道"])
    with pytest.raises(Conflict):
        cases["lin"].run(change_notice, owed.id, "x", "y", version=owed.version)
    cases["lin"].run(tell_notice, owed.id, Way.PHONE)
    with pytest.raises(Refusal):
        cases["lin"].run(change_notice, owed.id, "x", "y")


def test_what_was_told_was_told_in_the_past(cases: Cases) -> None:
    number = cases.open()
    draft = cases["lin"].read(compose_notice, number, NoticeKind.ACKNOWLEDGEMENT)
    kept = cases["lin"].run(keep_notice, draft)
    for minutes in (1, -24 * 60):
        with pytest.raises(Refusal) as no:
            cases["lin"].run(
                tell_notice, kept.id, Way.PHONE, at=cases.house.now + timedelta(minutes=minutes)
            )
        assert no.value.field == "at"
    with pytest.raises(NotFound):
        cases["lin"].run(tell_notice, new_id(), Way.PHONE)


def test_g9_nobody_writes_about_what_stands_against_them(cases: Cases) -> None:
    number = cases.open(by="sun", against="lin")
    draft = cases["sun"].read(compose_notice, number, NoticeKind.ACKNOWLEDGEMENT)
    kept = cases["sun"].run(keep_notice, draft)
    with pytest.raises(NotPermitted):
        cases["lin"].read(compose_notice, number, NoticeKind.ACKNOWLEDGEMENT)
    with pytest.raises(NotPermitted):
        cases["lin"].run(keep_notice, draft)
    with pytest.raises(NotPermitted):
        cases["lin"].run(tell_notice, kept.id, Way.PHONE)


@pytest.mark.parametrize("login", ["he", "root"])
def test_h5_hr_and_administrators_write_and_read_no_notices(cases: Cases, login: str) -> None:
    number = cases.open()
    draft = cases["lin"].read(compose_notice, number, NoticeKind.ACKNOWLEDGEMENT)
    for refused in (
        lambda: cases[login].read(compose_notice, number, NoticeKind.ACKNOWLEDGEMENT),
        lambda: cases[login].run(keep_notice, draft),
        lambda: cases[login].read(ticket_notices, number),
        lambda: cases[login].read(owed_notices),
        lambda: cases[login].read(lint_notice, "x"),
    ):
        with pytest.raises(NotPermitted):
            refused()
    with cases.house.store.begin_read() as session:
        assert session.scalars(select(Notice)).all() == []


# --- who holds a post --------------------------------------------------------------------------


def test_e1_posts_show_their_rules_and_that_nobody_holds_them(cases: Cases) -> None:
    row = contact(cases, "service_manager", "", login="HE")
    assert (row.name, row.login) == ("he", "he")
    posts = {post.post: post for post in cases["lin"].read(list_posts)}
    assert {"E1", "E2", "E3", "D9", "E6"} <= set(posts["service_manager"].rules)
    assert posts["service_manager"].holders[0].kind is RecipientKind.STAFF
    assert not posts["general_manager"].holders[0].held
    cases["zhao"].run(retire_contact, row.id, version=row.version)
    posts = {post.post: post for post in cases["lin"].read(list_posts)}
    assert not posts["service_manager"].holders[0].held
    assert cases["lin"].read(list_contacts) == ()


def test_contacts_are_named_by_supervisors_and_can_be_reached(cases: Cases) -> None:
    with pytest.raises(NotPermitted):
        cases["lin"].run(save_contact, ContactInput("service_manager", "何经理", "1"))
    for typed, field in (
        (ContactInput("", "何经理", "1"), "post"),
        (ContactInput("service_manager", "", "1"), "name"),
        (ContactInput("service_manager", "何经理"), "phone"),
        (ContactInput("service_manager", "何经理", email="he@@x"), "email"),
        (ContactInput("service_manager", "何经理", login="nobody"), "login"),
    ):
        with pytest.raises(Refusal) as no:
            cases["zhao"].run(save_contact, typed)
        assert no.value.field == field
    row = contact(cases, "service_manager", "何经理", email="he@example.com")
    changed = cases["qian"].run(
        save_contact, ContactInput("service_manager", "何静", "137"), contact_id=row.id,
        version=row.version,
    )  # fmt: skip
    assert (changed.name, changed.email, changed.phone) == ("何静", "", "137")
    with pytest.raises(Conflict):
        cases["zhao"].run(retire_contact, row.id, version=row.version)


def test_d9_a_post_of_the_centers_own_is_told_too(cases: Cases) -> None:
    cases["zhao"].run(set_policy, "recipients_major", "service_manager, 值班店长", "门店制度")
    contact(cases, "值班店长", "吴店长")
    cases.open(severity=Severity.MAJOR)
    owed = {row.post: row for row in cases["lin"].read(owed_notices)}
    assert owed["值班店长"].body.startswith("值班店长 吴店长：")


# --- out of the program ------------------------------------------------------------------------


def test_j3_a_notice_as_a_mail_is_a_draft_in_utf8(house: House) -> None:
    body = "王女士，您好：\n\n已处理完毕。\n"
    raw = notice_eml("处理结果（C261122-K7001）", body, to="wang@example.com", at=house.now)
    raw.decode("ascii")
    read = email.message_from_bytes(raw, policy=email.policy.default)
    assert read["Subject"] == "处理结果（C261122-K7001）"
    assert (read["To"], read["X-Unsent"]) == ("wang@example.com", "1")
    assert read.get_content().replace("\r\n", "\n") == body
    assert read["Date"].datetime == house.now
    with pytest.raises(ValueError, match=r"linefeed|newline"):
        notice_eml("x\nBcc: a@b.c", body, at=house.now)


def test_a_mailto_address_holds_the_text_or_says_that_it_cant() -> None:
    short = mailto("进展 & 结果", "第一行\n第二行", to="wang@example.com")
    parts = urlsplit(short.url)
    assert (parts.scheme, parts.path, short.whole) == ("mailto", "wang@example.com", True)
    assert parse_qs(parts.query) == {"subject": ["进展 & 结果"], "body": ["第一行\r\n第二行"]}
    long = mailto("进展", "字" * 300)
    assert not long.whole
    assert "body" not in long.url


def test_refusals_are_sentences(cases: Cases) -> None:
    with pytest.raises(Refusal) as no:
        cases["lin"].read(compose_notice, cases.open(), NoticeKind.RECIPIENT)
    assert render(no.value) == "Who is told upward is told of an escalation."
