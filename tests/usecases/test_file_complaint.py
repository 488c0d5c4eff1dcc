"""Filing what arrived in any way: what is asked, what is kept, its number, clocks and customer."""

from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import func, select

from tests.usecases.cases import clocks, detail_row, filed, record, ticket_row
from tests.usecases.conftest import House
from thirdring.domain.enums import Channel, Role, TicketKind, TicketState
from thirdring.domain.errors import NotPermitted, Refusals
from thirdring.domain.ids import new_id
from thirdring.store.tables import Customer, Ticket
from thirdring.usecases.file_complaint import file_complaint
from thirdring.usecases.show_ticket import show_for_people


def refused(house: House, **changes: Any) -> list[tuple[str, str]]:
    with pytest.raises(Refusals) as caught:
        filed(house.owner, **changes)
    return [(one.field, one.rule) for one in caught.value.all]


@pytest.mark.parametrize("channel", list(Channel))
def test_d13_every_way_of_arriving_is_taken(house: House, channel: Channel) -> None:
    made = filed(house.owner, channel=channel.value)
    assert detail_row(house, made.number).channel is channel
    assert made.added


def test_d1_what_is_asked_for_is_asked_for_all_at_once(house: House) -> None:
    gone = {"raised": None, "wants": None, "name": None, "phone": None}
    assert sorted(refused(house, **gone)) == [
        ("name", "D1"), ("phone", "D1"), ("raised", "D1"), ("wants", "D1"),
    ]  # fmt: skip
    made = filed(
        house.owner, name=None, phone=None, wants=None, withheld=["name", "phone", "wants"]
    )
    row = ticket_row(house, made.number)
    assert (row.name, row.phone, row.wants) == (None, None, None)
    assert row.received_at == house.now


def test_d2_nature_and_severity_are_both_asked_for(house: House) -> None:
    assert refused(house, nature=None, severity=None) == [("nature", "D2"), ("severity", "D2")]


def test_d15_it_names_whom_it_is_against_or_nobody(house: House) -> None:
    assert refused(house, against_kind=None, against=None) == [("against_kind", "D15")]
    assert refused(house, against_kind="merchant", against=None) == [("against", "D15")]
    made = filed(house.owner, against_kind="none", against=None)
    assert detail_row(house, made.number).against_kind == "none"
    lin = house.hire("lin", Role.AGENT)
    against = filed(house.owner, against_kind="employee", against="lin")
    assert detail_row(house, against.number).against_staff_id == lin.staff_id


def test_d13_without_a_channel_it_is_refused(house: House) -> None:
    assert refused(house, channel=None) == [("channel", "D13")]


@pytest.mark.parametrize(
    ("changes", "field", "rule"),
    [
        ({"number": "C261122-A0001"}, "number", "J1"),
        ({"state": "archived"}, "state", "D6"),
        ({"received_at": "2026-11-22T12:06:00"}, "received_at", "D1"),
        ({"bought_on": "2026-11-23"}, "bought_on", "D19"),
        ({"warranty_until": "2026-09-30"}, "warranty_until", "D19"),
        ({"category": "none such"}, "category", "H3"),
        ({"channel": "phone", "handling": "on_the_spot"}, "handling", "D17"),
        ({"handling": "on_the_spot", "guide": "owner"}, "guide", "D17"),
    ],
)
def test_d19_j1_what_cannot_be_is_refused_with_its_field(
    house: House, changes: dict[str, str], field: str, rule: str
) -> None:
    assert refused(house, **changes) == [(field, rule)]
    with house.store.begin_read() as session:
        assert session.scalar(select(func.count(Ticket.id))) == 0


def test_d17_the_reception_room_has_a_guide(house: House) -> None:
    lin = house.hire("lin", Role.AGENT)
    alone = filed(house.owner, handling="reception_room")
    assert detail_row(house, alone.number).guide_id == house.owner.staff_id
    led = filed(house.owner, handling="reception_room", guide="lin")
    assert detail_row(house, led.number).guide_id == lin.staff_id
    spot = filed(house.owner, handling="on_the_spot")
    assert detail_row(house, spot.number).guide_id is None


@pytest.mark.parametrize(
    ("channel", "state", "begins"),
    [
        ("in_person", None, TicketState.ACKNOWLEDGED),
        ("phone", None, TicketState.ACKNOWLEDGED),
        ("mailbox", None, TicketState.INTAKE),
        ("letter", "acknowledged", TicketState.ACKNOWLEDGED),
        ("in_person", "intake", TicketState.INTAKE),
    ],
)
def test_j1_who_is_there_is_told_the_number_at_once(
    house: House, channel: str, state: str | None, begins: TicketState
) -> None:
    made = filed(house.owner, channel=channel, state=state)
    assert made.state is begins
    assert made.number.startswith("C261122-")
    story = house.owner.read(show_for_people, made.number)["timeline"]
    told = [entry for entry in story if entry["verb"] == "told_number"]
    assert len(told) == (begins is TicketState.ACKNOWLEDGED)


def test_d4_d16_the_answer_and_the_mail_have_clocks_of_their_own(house: House) -> None:
    counter = filed(house.owner)
    mail = filed(house.owner, channel="mailbox", received_at="2026-11-22T09:00:00")
    assert clocks(house, counter.number) == {"D4": ["running"]}
    assert clocks(house, mail.number) == {"D4": ["running"], "D16": ["running"]}
    row = house.owner.read(show_for_people, mail.number)
    due = datetime.fromisoformat("2026-11-23T09:00:00+08:00")
    assert {clock["rule"]: clock["due_at"] for clock in row["clocks"]} == {"D4": due, "D16": due}


def test_d9_a_major_one_is_sent_up_at_once(house: House) -> None:
    made = filed(house.owner, severity="major")
    assert clocks(house, made.number)["D9"] == ["running"]
    assert ticket_row(house, made.number).escalation_level == 2


def test_the_same_again_changes_nothing(house: House) -> None:
    first = filed(house.owner, source_id="crm-1")
    again = filed(house.owner, source_id="crm-1", raised="别的事")
    assert (again.number, again.added) == (first.number, False)
    ticket_id = new_id()
    made = house.owner.run(file_complaint, record(), ticket_id)
    assert house.owner.run(file_complaint, record(), ticket_id).number == made.number
    with house.store.begin_read() as session:
        assert session.scalar(select(func.count(Ticket.id))) == 2


def test_two_complaints_of_one_number_and_name_have_one_customer(house: House) -> None:
    one, two = filed(house.owner), filed(house.owner, raised="另一件事")
    assert ticket_row(house, one.number).customer_id == ticket_row(house, two.number).customer_id
    with house.store.begin_read() as session:
        assert session.scalar(select(func.count(Customer.id))) == 1


def test_i1_a_request_is_filed_without_what_only_a_complaint_needs(house: House) -> None:
    made = filed(
        house.owner, kind="request", nature=None, severity=None, against_kind=None, against=None
    )
    assert made.number.startswith("R261122-")
    assert ticket_row(house, made.number).kind is TicketKind.REQUEST
    assert clocks(house, made.number) == {}


def test_g6_praise_is_a_ticket_that_names_whom_it_praises(house: House) -> None:
    lin = house.hire("lin", Role.AGENT)
    made = filed(
        house.owner, kind="praise", raised="小林服务热情", wants=None, name=None, phone=None,
        nature=None, severity=None, against_kind="employee", against="lin",
    )  # fmt: skip
    assert ticket_row(house, made.number).kind is TicketKind.PRAISE
    assert detail_row(house, made.number).against_staff_id == lin.staff_id
    assert ticket_row(house, made.number).owner_id == house.owner.staff_id


def test_g9_whom_it_is_against_never_owns_it(house: House) -> None:
    lin = house.hire("lin", Role.AGENT)
    made = filed(lin, against_kind="employee", against="lin")
    row = ticket_row(house, made.number)
    assert (row.owner_id, row.escalation_level) == (None, 1)
    assert clocks(house, made.number)["C4"] == ["running"]


def test_h5_only_who_files_complaints_files_them(house: House) -> None:
    for role in (Role.HR, Role.ADMIN):
        with pytest.raises(NotPermitted):
            filed(house.hire(role.value, role))


def test_j1_a_number_that_another_ticket_has_is_not_given_twice(house: House) -> None:
    """The folder of a desk was copied, and its counter with it."""
    first, second = (
        house.owner.run(file_complaint, record(), new_id(), number="C261122-K7001")
        for _ in range(2)
    )
    assert first.number == "C261122-K7001"
    assert second.number != first.number
