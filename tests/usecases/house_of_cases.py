"""A center in which cases are settled: its people, and complaints to settle."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from tests.usecases.conftest import NOON, House, found, house_in, open_store_at
from thirdring.domain import phones
from thirdring.domain.enums import (
    AgainstKind,
    Nature,
    Role,
    Severity,
    TicketKind,
    Title,
)
from thirdring.store.tables import Event, Staff
from thirdring.usecases.center import Center
from thirdring.usecases.context import Context
from thirdring.usecases.open_ticket import ComplaintFacts, NewTicket, open_ticket

PHONE = "138 1234 5678"


@dataclass
class Cases:
    """`lin` and `sun` are agents, `zhao` and `qian` supervisors, `he` is HR, `root` administers."""

    house: House
    people: dict[str, Center] = field(default_factory=dict)

    def __getitem__(self, login: str) -> Center:
        return self.people[login]

    def staff_id(self, login: str) -> UUID:
        return self.people[login].staff_id

    def open(self, by: str = "lin", **given: Any) -> str:
        """A complaint about a late sofa, unless told otherwise; its number."""
        number: str = self.people[by].run(opened, given)
        return number

    def events(self, *verbs: str) -> list[tuple[str, Mapping[str, Any]]]:
        with self.house.store.begin_read() as session:
            rows = session.execute(select(Event.verb, Event.detail).order_by(Event.seq))
            return [(verb, detail) for verb, detail in rows if not verbs or verb in verbs]


def opened(ctx: Context, given: dict[str, Any]) -> str:
    against = given.pop("against", None)
    facts = ComplaintFacts(
        channel=given.pop("channel", None),
        nature=given.pop("nature", Nature.DELIVERY),
        against_kind=AgainstKind.EMPLOYEE if against else None,
        against=against,
        product=given.pop("product", "布艺沙发"),
        order_no=given.pop("order_no", None),
    )
    phone = given.pop("phone", PHONE)
    new: dict[str, Any] = {
        "kind": TicketKind.COMPLAINT,
        "raised": "沙发原定 20 日送货，至今未到",
        "wants": "今天送到",
        "received_at": ctx.now,
        "name": "王雅琴",
        "title": Title.MS,
        "severity": Severity.ORDINARY,
        "owner_id": ctx.actor.id,
        "complaint": facts,
    } | given
    return open_ticket(ctx, NewTicket(phone=phone and phones.parse(phone), **new)).number


def make_cases(house: House) -> Cases:
    """Hire everybody who is not there yet."""
    house.now = NOON + timedelta(hours=1)
    cases = Cases(house, house.hired())
    for login, roles, more in (
        ("lin", (Role.AGENT,), {"work_number": "021-6666 0001", "post": "客服专员"}),
        ("sun", (Role.AGENT,), {"internal_number": "8012"}),
        ("zhao", (Role.AGENT, Role.SUPERVISOR), {"internal_number": "139 0000 1111"}),
        ("qian", (Role.SUPERVISOR,), {}),
        ("he", (Role.HR,), {}),
        ("root", (Role.ADMIN,), {}),
    ):
        if login not in cases.people:
            cases.people[login] = house.hire(login, *roles, **more)
    return cases


def found_cases(url: str) -> None:
    """The center with everybody hired, for tests that are marked to begin with it."""
    found(url)
    with open_store_at(url) as store:
        make_cases(house_in(store))


def person(cases: Cases, login: str) -> Staff:
    """The account as the database has it."""
    with cases.house.store.begin_read() as session:
        return session.scalars(select(Staff).where(Staff.login == login)).one()
