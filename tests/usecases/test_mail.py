"""Mail comes in once and whole, waits, is sorted, joins its ticket; its clock runs from arrival."""

import threading
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from tests.usecases.conftest import NOON, House
from thirdring.domain.enums import Channel, Role, TicketKind, TicketState
from thirdring.domain.errors import Conflict, NotFound, NotPermitted, Refusal
from thirdring.domain.mail import MailKind, MailProblem, MailState
from thirdring.domain.policy import Key
from thirdring.intake.mail_message import read_mail
from thirdring.store.tables import (
    Access,
    Attachment,
    ClockRow,
    ComplaintDetail,
    Event,
    InboxItem,
    Ticket,
    TicketNote,
)
from thirdring.usecases.advance_ticket import advance_ticket
from thirdring.usecases.center import Center
from thirdring.usecases.change_policy import set_policy
from thirdring.usecases.clock_keeping import Of, meet_clocks
from thirdring.usecases.context import Context
from thirdring.usecases.find_inbox import (
    find_inbox,
    inbox_counts,
    read_mail_file,
    show_inbox_item,
)
from thirdring.usecases.import_mail import import_mail
from thirdring.usecases.receive_mail import ReceivedMail, receive_mail
from thirdring.usecases.sort_mail import restore_mail, sort_mail
from thirdring.usecases.ticket_timeline import timeline

ARRIVED = NOON - timedelta(hours=3)


def raw(subject: str = "沙发坏了", text: str = "要求退货", **headers: str) -> bytes:
    lines = [
        "From: 王雅琴 <wang@example.cn>",
        f"Received: from a by b; {ARRIVED:%a, %d %b %Y %H:%M:%S +0000}",
        f"Subject: {subject}",
        *(f"{name.replace('_', '-')}: {value}" for name, value in headers.items()),
    ]
    return ("\n".join(lines) + f"\n\n{text}\n").encode()


def with_file(name: str, content: str) -> bytes:
    return raw(
        Content_Type='multipart/mixed; boundary="b"',
        text=f"--b\n\n要求退货\n--b\nContent-Disposition: attachment; filename={name}\n\n"
        f"{content}\n--b--",
    )


@pytest.fixture
def supervisor(house: House) -> Center:
    return house.hire("boss", Role.SUPERVISOR)


@pytest.fixture
def agent(house: House) -> Center:
    return house.hire("amy", Role.AGENT)


def arrive(center: Center, data: bytes, at: datetime | None = None) -> ReceivedMail:
    return center.run(receive_mail, read_mail(data), at)


def look(center: Center, read: Callable[[Context], Any]) -> Any:
    return center.read(read)


def ticket_of(center: Center, number: str | None) -> Ticket:
    found: Ticket = look(
        center, lambda ctx: ctx.session.scalars(select(Ticket).where(Ticket.number == number)).one()
    )
    return found


def test_d13_a_mail_waits_until_somebody_sorts_it_and_counts_for_nobody(
    supervisor: Center, agent: Center
) -> None:
    received = arrive(supervisor, raw())
    assert (received.added, received.state) == (True, MailState.WAITING)
    (line,) = agent.read(find_inbox)
    assert (line.sender, line.subject, line.proposal) == ("王雅琴", "沙发坏了", MailKind.COMPLAINT)
    assert look(agent, lambda ctx: ctx.session.scalars(select(Ticket)).all()) == []


def test_d16_its_clock_starts_at_arrival_before_and_after_it_is_sorted(
    house: House, supervisor: Center, agent: Center
) -> None:
    received = arrive(supervisor, raw())
    (line,) = agent.read(find_inbox)
    due = ARRIVED + timedelta(hours=24)
    assert (line.arrived_at, line.due_at) == (ARRIVED, due)
    house.later(hours=22)
    assert agent.read(inbox_counts).overdue == 1

    number = agent.run(sort_mail, received.id, MailKind.COMPLAINT).number

    ticket = ticket_of(agent, number)
    assert (ticket.kind, ticket.received_at, ticket.owner_id) == (
        TicketKind.COMPLAINT, ARRIVED, agent.staff_id,
    )  # fmt: skip
    clocks = look(
        agent,
        lambda ctx: {row.rule: row.due_at for row in ctx.session.scalars(select(ClockRow))},
    )
    assert clocks == {"D4": due, "D16": due}
    detail = look(agent, lambda ctx: ctx.session.get(ComplaintDetail, ticket.id))
    assert (detail.channel, detail.nature, detail.month) == (Channel.MAILBOX, None, "2026-11")


@pytest.mark.parametrize(
    ("kind", "rules"), [(MailKind.ENQUIRY, {"D16"}), (MailKind.PRAISE, {"D16"})]
)
def test_d16_an_enquiry_and_praise_are_answered_as_well(
    supervisor: Center, agent: Center, kind: MailKind, rules: set[str]
) -> None:
    number = agent.run(sort_mail, arrive(supervisor, raw()).id, kind).number
    assert ticket_of(agent, number).kind.value == kind.value
    assert look(agent, lambda c: set(c.session.scalars(select(ClockRow.rule)))) == rules


def test_each_message_is_kept_once_by_its_bytes_and_never_by_its_id(supervisor: Center) -> None:
    first = arrive(supervisor, raw(Message_ID="<1@x>"))
    again = arrive(supervisor, raw(Message_ID="<1@x>").replace(b"\n", b"\r\n"))
    other = arrive(supervisor, raw(Message_ID="<1@x>", text="something else"))
    assert (again.id, again.added) == (first.id, False)
    assert other.added


def test_brought_in_by_two_at_once_it_is_there_once(house: House, supervisor: Center) -> None:
    mail = read_mail(raw())
    other = house.hire("other", Role.SUPERVISOR)
    found: list[ReceivedMail] = []
    second = threading.Thread(target=lambda: found.append(other.run(receive_mail, mail)))

    def first(ctx: Context) -> ReceivedMail:
        received = receive_mail(ctx, mail)
        second.start()  # it waits for this transaction, or begins after it
        return received

    received = supervisor.run(first)
    second.join()
    assert [(one.id, one.added) for one in found] == [(received.id, False)]


def test_the_story_of_a_ticket_says_it_was_a_mail(supervisor: Center, agent: Center) -> None:
    received = arrive(supervisor, raw())
    number = agent.run(sort_mail, received.id, MailKind.ENQUIRY).number
    ticket = ticket_of(agent, number)
    told = look(agent, lambda ctx: [e.sentence.msgid for e in timeline(ctx.session, ticket.id)])
    assert "Made of a mail" in told


def test_what_it_carries_becomes_evidence_and_the_message_is_kept_whole(
    supervisor: Center, agent: Center
) -> None:
    data = with_file("a.txt", "receipt")
    received = arrive(supervisor, data)
    detail = agent.run(show_inbox_item, received.id)
    (file,) = detail.files
    assert agent.run(read_mail_file, received.id, file.id) == ("a.txt", b"receipt")
    assert agent.run(read_mail_file, received.id) == ("message.eml", data)
    agent.run(sort_mail, received.id, MailKind.COMPLAINT)
    kept = look(agent, lambda ctx: ctx.session.scalars(select(Attachment)).one())
    assert (kept.name, kept.sha256) == ("a.txt", file.sha256)


def test_what_exceeds_the_policy_stays_in_the_message(supervisor: Center, agent: Center) -> None:
    supervisor.run(set_policy, Key.ATTACHMENTS_PER_TICKET.value, "1", "space")
    data = with_file("a.txt", "one\n--b\nContent-Disposition: attachment; filename=b.txt\n\ntwo")
    received = arrive(supervisor, data)
    agent.run(sort_mail, received.id, MailKind.COMPLAINT)
    assert look(agent, lambda c: c.session.scalars(select(Attachment.name)).all()) == ["a.txt"]
    assert len(agent.run(show_inbox_item, received.id).files) == 2


def test_h5_reading_a_mail_is_recorded_and_events_hold_nothing_personal(
    supervisor: Center, agent: Center
) -> None:
    received = arrive(supervisor, raw())
    agent.run(show_inbox_item, received.id)
    access = look(supervisor, lambda c: c.session.scalars(select(Access)).one())
    assert (access.action, access.staff_id, access.subject_id) == (
        "read_mail", agent.staff_id, received.id,
    )  # fmt: skip
    details = look(agent, lambda c: str(c.session.scalars(select(Event.detail)).all()))
    assert "王" not in details
    assert "wang" not in details


def test_h5_the_list_hides_who_wrote_where_it_is_asked(supervisor: Center, agent: Center) -> None:
    arrive(supervisor, raw(subject="13812345678"))
    (line,) = agent.read(find_inbox, masked=True)
    assert (line.sender, line.subject) == ("王**", "138****5678")


def test_two_people_sort_one_mail_only_the_first_counts(supervisor: Center, agent: Center) -> None:
    received = arrive(supervisor, raw())
    (line,) = agent.read(find_inbox)
    supervisor.run(sort_mail, received.id, MailKind.PRAISE, version=line.version)
    with pytest.raises(Conflict):
        agent.run(sort_mail, received.id, MailKind.COMPLAINT, version=line.version)
    with pytest.raises(Refusal, match="sorted already"):
        agent.run(sort_mail, received.id, MailKind.COMPLAINT)


def test_what_is_not_for_us_is_set_aside_and_can_be_taken_back(
    supervisor: Center, agent: Center
) -> None:
    received = arrive(supervisor, raw())
    aside = agent.run(sort_mail, received.id, MailKind.NOT_FOR_US)
    assert (aside.state, aside.number) == (MailState.SET_ASIDE, None)
    assert agent.run(restore_mail, received.id, aside.version).state is MailState.WAITING
    with pytest.raises(Refusal, match="Only what was set aside"):
        agent.run(restore_mail, received.id)


@pytest.mark.parametrize(
    "headers",
    [{"Auto_Submitted": "auto-replied"}, {"X_Failed_Recipients": "a@b.c"}],
)
def test_bounces_and_automatic_answers_are_set_aside_with_the_reason(
    supervisor: Center, headers: dict[str, str]
) -> None:
    received = arrive(supervisor, raw(**headers))
    (line,) = supervisor.read(find_inbox, MailState.SET_ASIDE)
    assert (received.state, line.automatic is None) == (MailState.SET_ASIDE, False)


# --- replies -----------------------------------------------------------------------------------


@pytest.fixture
def number(supervisor: Center, agent: Center) -> str:
    received = arrive(supervisor, raw(Message_ID="<1@x>"))
    found = agent.run(sort_mail, received.id, MailKind.ENQUIRY).number
    assert found is not None
    return found


@pytest.mark.parametrize("how", ["reference", "subject"])
def test_a_reply_joins_its_ticket_as_a_note_and_is_to_be_answered_too(
    house: House, supervisor: Center, agent: Center, number: str, how: str
) -> None:
    ticket = ticket_of(agent, number)
    agent.run(lambda ctx: meet_clocks(ctx, Of(ticket_id=ticket.id), {"D16"}))
    house.later(hours=1)
    headers = {"In_Reply_To": "<1@x>"} if how == "reference" else {}
    subject = "Re: hello" if how == "reference" else f"回复：{number}"
    reply = arrive(supervisor, raw(subject, "还没有收到回复", **headers))
    assert (reply.number, reply.state) == (number, MailState.SORTED)
    note = look(agent, lambda ctx: ctx.session.scalars(select(TicketNote.text)).all()[-1])
    assert note == f"王雅琴 <wang@example.cn>\n{subject}\n\n还没有收到回复"
    verbs = look(agent, lambda ctx: ctx.session.scalars(select(Event.verb)).all())
    assert "mail_joined" in verbs
    assert ticket_of(agent, number).due_rule == "D16"


def test_a_reply_to_a_closed_ticket_waits_for_a_person(
    supervisor: Center, agent: Center, number: str
) -> None:
    agent.run(advance_ticket, number, TicketState.WITHDRAWN, reason="settled itself")
    reply = arrive(supervisor, raw("again", In_Reply_To="<1@x>"))
    assert (reply.state, reply.number) == (MailState.WAITING, None)
    (line,) = agent.read(find_inbox)
    assert (line.proposal, line.number) == (MailKind.REPLY, number)
    assert agent.run(sort_mail, reply.id, MailKind.REPLY).number == number


def test_a_reply_is_joined_by_hand_to_the_ticket_somebody_names(
    supervisor: Center, agent: Center, number: str
) -> None:
    other = arrive(supervisor, raw("one more thing"))
    with pytest.raises(Refusal, match="Name the ticket"):
        agent.run(sort_mail, other.id, MailKind.REPLY)
    assert agent.run(sort_mail, other.id, MailKind.REPLY, ticket=number.lower()).number == number


def test_a_mail_of_a_known_writer_is_the_same_customers(
    supervisor: Center, agent: Center, number: str
) -> None:
    again = arrive(supervisor, raw("something else"))
    found = ticket_of(agent, agent.run(sort_mail, again.id, MailKind.COMPLAINT).number)
    assert (found.name, found.address, found.customer_id) == ("王雅琴", "wang@example.cn", None)


# --- files -------------------------------------------------------------------------------------


def test_files_are_brought_in_once_and_a_second_time_adds_nothing(
    supervisor: Center, tmp_path: Path
) -> None:
    (tmp_path / "1.eml").write_bytes(raw("one"))
    (tmp_path / "2.eml").write_bytes(raw("two"))
    (tmp_path / "copy.eml").write_bytes(raw("two"))
    (tmp_path / "empty.eml").write_bytes(b"")
    dry = import_mail(supervisor, [tmp_path], dry_run=True)
    assert (dry.read, dry.added, dry.known) == (4, 2, 1)
    first = import_mail(supervisor, [tmp_path])
    assert (first.read, first.added, first.known, first.waiting) == (4, 2, 1, 2)
    assert [one.row.rpartition("/")[2] for one in first.refused] == ["empty.eml"]
    again = import_mail(supervisor, [tmp_path])
    assert (again.added, again.known) == (0, 3)


def test_with_a_kind_mail_is_sorted_at_once_but_not_what_nobody_wrote(
    supervisor: Center, tmp_path: Path
) -> None:
    (tmp_path / "1.eml").write_bytes(raw())
    (tmp_path / "2.eml").write_bytes(raw(Auto_Submitted="auto-replied"))
    report = import_mail(supervisor, [tmp_path], kind=MailKind.COMPLAINT)
    assert (report.added, report.sorted, report.set_aside, report.waiting) == (2, 1, 1, 0)
    with pytest.raises(Refusal, match="complaint, an enquiry or praise"):
        import_mail(supervisor, [tmp_path], kind=MailKind.NOT_FOR_US)
    with pytest.raises(NotFound):
        import_mail(supervisor, [tmp_path / "gone"])


def test_an_administrator_brings_mail_in_but_reads_and_sorts_none(
    house: House, tmp_path: Path
) -> None:
    admin = house.hire("root", Role.ADMIN)
    (tmp_path / "1.eml").write_bytes(raw())
    assert import_mail(admin, [tmp_path]).waiting == 1
    with pytest.raises(NotPermitted):
        import_mail(admin, [tmp_path], kind=MailKind.COMPLAINT)
    with pytest.raises(NotPermitted):
        admin.read(find_inbox)


def test_a_mail_nobody_can_read_is_kept_whole_and_shown_as_such(
    supervisor: Center, agent: Center
) -> None:
    deep = b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (i, i) for i in range(150)
    )
    data = b"From: a@b.cn\nSubject: deep\n" + deep
    received = arrive(supervisor, data)
    assert MailProblem.UNREADABLE in agent.run(show_inbox_item, received.id).problems
    assert agent.run(read_mail_file, received.id) == ("message.eml", data)
    agent.run(sort_mail, received.id, MailKind.COMPLAINT)
    kept = look(agent, lambda c: c.session.scalars(select(Attachment)).one())
    assert (kept.name, kept.size) == ("message.eml", len(data))


@pytest.mark.parametrize(
    ("date", "expected"),
    [("Fri, 30 Jun 3609 17:33:50 +0800", NOON), ("Thu, 1 Jan 1970 00:00:00 +0000", NOON)],
)
def test_a_date_that_cant_be_is_the_time_it_was_brought_in(
    supervisor: Center, agent: Center, date: str, expected: datetime
) -> None:
    arrive(supervisor, f"From: a@b.cn\nDate: {date}\n\nhello".encode())
    (line,) = agent.read(find_inbox)
    assert line.arrived_at == expected


def test_there_is_no_mail_by_another_id(agent: Center) -> None:
    for deed in (show_inbox_item, read_mail_file, restore_mail):
        with pytest.raises(NotFound):
            agent.run(deed, uuid.uuid4())
    assert look(agent, lambda ctx: ctx.session.scalars(select(InboxItem)).all()) == []
