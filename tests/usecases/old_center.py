"""A center of years ago: one customer with everything a center keeps of somebody, and another one."""

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from tests.usecases.cases import walk
from tests.usecases.conftest import House, found, house_in, open_store_at
from tests.usecases.house_of_cases import Cases
from tests.usecases.months import against, team
from thirdring.domain.appeals import AppealDecision
from thirdring.domain.enums import TicketState
from thirdring.domain.quality import Criterion, Grade
from thirdring.intake.mail_message import read_mail
from thirdring.store.month_counts import kept_counts, recount
from thirdring.store.tables import (
    Call,
    Callback,
    ComplaintStanding,
    Customer,
    MonthClosing,
    Ticket,
)
from thirdring.usecases.add_note import add_note
from thirdring.usecases.ask_coupon import ask_coupon
from thirdring.usecases.attach_file import attach_file
from thirdring.usecases.check_quality import check_quality
from thirdring.usecases.close_month import close_month
from thirdring.usecases.correct_call import correct_call
from thirdring.usecases.decide_appeal import decide_appeal
from thirdring.usecases.file_appeal import EvidenceFile, file_appeal
from thirdring.usecases.issue_coupon import issue_coupon
from thirdring.usecases.log_call import log_call
from thirdring.usecases.receive_mail import receive_mail
from thirdring.usecases.records import CallInput, checked
from thirdring.usecases.verify_month import verify_month

PAST = datetime(2021, 11, 22, 5, 0, tzinfo=UTC)
THEN, CLOSED_IN = "2021-11", datetime(2021, 12, 2, 3, 0, tzinfo=UTC)
LONG_AFTER = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
NAME, NUMBER, ADDRESS = "秦慕雪", "139 8765 4321", "西河区柳浪巷 7 号"
DIGITS = "13987654321"
PHRASE = "抽屉滑轨卡在琉璃瓦片里"
# The index keeps of a token what the one before it doesn't begin with: the end of the number.
WORDS = (NAME, DIGITS[-7:], "慕雪", DIGITS, NUMBER, "柳浪巷", PHRASE, "琉璃", "qin.muxue")
OTHER = "欧阳澄"


@dataclass
class Old:
    """`complaint` is archived, of a closed month; `kept` is the other customer's, still open."""

    cases: Cases
    complaint: str
    kept: str

    @property
    def house(self) -> House:
        return self.cases.house

    @property
    def customer(self) -> uuid.UUID:
        with self.house.store.begin_read() as session:
            return session.scalars(
                select(Ticket.customer_id).where(Ticket.number == self.complaint)
            ).one()  # type: ignore[return-value]

    def counts(self) -> dict[str, Any]:
        """What may not change by erasing: counts, places, closings, and how many there are."""
        with self.house.store.begin_read() as session:
            kept = kept_counts(session)
            assert kept == recount(session)
            standings = {
                (row.ticket_id, row.standing, row.staff_key, row.month)
                for row in session.scalars(select(ComplaintStanding))
            }
            digests = set(session.scalars(select(MonthClosing.digest)))
            calls = {
                (row.id, row.outcome, row.category, row.started_at, row.agent_id)
                for row in session.scalars(select(Call))
            }
            tickets = {
                (row.number, row.kind, row.state, row.severity, row.received_at)
                for row in session.scalars(select(Ticket))
            }
            promises = {
                (row.id, row.state, row.due_at) for row in session.scalars(select(Callback))
            }
            people = set(session.scalars(select(Customer.id)))
        return {
            "kept": kept, "standings": standings, "digests": digests, "calls": calls,
            "tickets": tickets, "promises": promises, "people": people,
        }  # fmt: skip

    def verified(self) -> bool:
        return bool(self.cases["he"].read(verify_month, THEN).ok)


def call_of(**changes: Any) -> CallInput:
    data: dict[str, Any] = {
        "number": NUMBER, "name": NAME, "title": "ms", "address": ADDRESS, "rings": 2,
        "started_at": "2021-11-22T12:50:00", "answered_at": "2021-11-22T12:50:08",
        "ended_at": "2021-11-22T12:55:00", "wrapped_up_at": "2021-11-22T12:56:00",
        "hung_up_by": "customer", "category": "delivery", "raised": f"问 {PHRASE} 怎么办",
        "answer": "已说明", "read_back": True, "outcome": "solved",
    }  # fmt: skip
    return checked(CallInput, {k: v for k, v in (data | changes).items() if v is not None})


def _mail(cases: Cases, number: str) -> None:
    raw = (
        f"From: {NAME} <qin.muxue@example.cn>\nReceived: from a by b; Mon, 22 Nov 2021 05:10:00 +0000"
        f"\nSubject: Re: {number} {PHRASE}\n\n{NAME} {NUMBER}: {PHRASE}\n"
    )
    joined = cases["zhao"].run(receive_mail, read_mail(raw.encode()))
    assert joined.number == number


def found_old(url: str) -> None:
    """The center so filled, for tests that are marked to begin with it."""
    found(url)
    with open_store_at(url) as store:
        old_center(house_in(store))


def old_center(house: House) -> Old:
    """Filled in November 2021, its month closed in December, where it isn't yet."""
    cases = team(house)
    with house.store.begin_read() as session:
        numbers = dict(session.execute(select(Ticket.name, Ticket.number)).all())
    if not numbers:
        return _filled(cases)
    house.now = CLOSED_IN
    return Old(cases, numbers[NAME], numbers[OTHER])


def _filled(cases: Cases) -> Old:
    house = cases.house
    house.now = PAST
    lin, zhao = cases["lin"], cases["zhao"]
    logged = lin.run(log_call, call_of())
    lin.run(correct_call, logged.id, 1, {"raised": f"问 {PHRASE} 怎么办,要快"}, "漏了一句")
    number = against(
        cases, "lin", by="zhao", name=NAME, phone=NUMBER, address=ADDRESS,
        raised=f"{NAME} 说 {PHRASE}", wants="换抽屉", severity="ordinary", product="梨木柜",
        merchant="云栖家具", bought_on="2021-10-01", warranty_until="2022-10-01",
    )  # fmt: skip
    zhao.run(add_note, number, f"{NAME} 又来电 {NUMBER}:{PHRASE}")
    zhao.run(attach_file, number, f"{NAME}.jpg", b"\xff\xd8\xff\xe0 " + PHRASE.encode())
    grades = {Criterion.LISTENING: Grade.MET}
    cases["qian"].run(check_quality, number, grades, f"{NAME} 的事处理得好")
    coupon = zhao.run(ask_coupon, number, Decimal(50), f"给 {NAME} 的补偿")
    zhao.run(issue_coupon, coupon.id, "QMX-2021-7")
    _mail(cases, number)
    appeal = lin.run(file_appeal, number, f"{NAME} 当时说的是 {PHRASE}",
                     files=[EvidenceFile(f"{NAME}.txt", PHRASE.encode())])  # fmt: skip
    cases["qian"].run(decide_appeal, appeal.line.id, AppealDecision.UPHOLD, f"听了 {NAME} 的录音")
    walk(house, number, TicketState.ARCHIVED, by=zhao)
    kept = against(cases, "sun", by="zhao", name=OTHER, phone="136 0000 2222")
    house.now = CLOSED_IN
    cases["he"].run(close_month, THEN)
    return Old(cases, number, kept)
