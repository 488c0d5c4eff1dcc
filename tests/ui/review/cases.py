"""A center with cases sent up, in the real window over a real file."""

import uuid
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from tests.ui.callbacks.callback_day import Day
from thirdring.domain.case_values import EscalationKind
from thirdring.domain.enums import TicketState
from thirdring.store.tables import ComplaintDetail, Ticket
from thirdring.usecases.ask_coupon import ask_coupon
from thirdring.usecases.escalate_ticket import escalate_ticket
from thirdring.usecases.find_review import review_queue
from thirdring.usecases.log_call import log_call
from thirdring.usecases.records import CallInput, checked
from thirdring.usecases.review_rows import ReviewLine

PRESS = {
    "caller_type": "press", "name": "郑海", "number": "139 0000 7702", "title": "mr",
    "raised": "询问十一活动退款规则。想知道满减订单怎么退。", "category": "promotion",
    "outcome": "escalated", "read_back": True, "address": "城市晚报",
    "protocol": {
        "outlet": "城市晚报", "questions": "十一活动满减订单退款时，优惠如何折算",
        "answer_hoped_for": "书面规则，附一个计算例子",
    },
}  # fmt: skip
COMPLAINT = {
    "name": "周敏", "number": "138 0000 2094", "title": "ms", "category": "product",
    "raised": "儿童床护栏脱落，孩子擦伤。今天上午孩子靠在护栏上，护栏整根脱落，孩子左臂擦伤，已就医。",
    "outcome": "ticket", "read_back": True, "address": "东湖区文景路 88 号",
    "complaint": {
        "nature": "product_quality", "severity": "major", "wants": "承担医药费，更换整床",
        "against_kind": "none",
    },
}  # fmt: skip


def log(day: Day, record: dict[str, Any], login: str = "lin", ago: float = 5) -> str:
    """A call that ended `ago` minutes since; the number of its ticket."""
    ended = day.wall() - timedelta(minutes=ago)
    start = ended - timedelta(minutes=4)
    times: dict[str, datetime] = {"started_at": start, "answered_at": start, "ended_at": ended}
    texts = {name: at.isoformat() for name, at in times.items()}
    call = day.as_(login).run(
        log_call, checked(CallInput, texts | {"hung_up_by": "customer"} | record)
    )
    assert call.ticket_number is not None
    return call.ticket_number


def ordinary(day: Day, raised: str = "沙发送货延期三次", **given: Any) -> str:
    """A ticket nobody sent up yet."""
    record = COMPLAINT | {"raised": raised, "name": "蒋文杰", "title": "mr"} | given
    record["complaint"] = COMPLAINT["complaint"] | {"severity": "ordinary"}  # type: ignore[operator]
    return log(day, record)


def send_up(day: Day, number: str, reason: str = "客户要见负责人", level: int = 1) -> uuid.UUID:
    """Lin sends it up; the id of the case."""
    day.as_("lin").run(escalate_ticket, number, level, reason, kind=EscalationKind.DIFFICULT)
    return case(day, number).id


def ask(day: Day, number: str, amount: str = "600") -> uuid.UUID:
    """Lin asks for a coupon above the limit; the id of the case."""
    day.as_("lin").run(ask_coupon, number, Decimal(amount), "灯具碎裂，客户接受代金券")
    return case(day, number).id


def learnt(day: Day, raised: str, lesson: str) -> str:
    """A complaint long settled, with what it taught."""
    number = ordinary(day, raised)
    with day.store.begin_write() as session:
        ticket = session.scalars(select(Ticket).where(Ticket.number == number)).one()
        ticket.state, ticket.open, ticket.closed_at = TicketState.ARCHIVED, False, day.wall()
        session.get_one(ComplaintDetail, ticket.id).lesson = lesson
    return number


def queue(day: Day) -> tuple[ReviewLine, ...]:
    return day.as_("zhao").read(review_queue)


def case(day: Day, number: str) -> ReviewLine:
    """What waits of that ticket."""
    return next(line for line in queue(day) if line.number == number)
