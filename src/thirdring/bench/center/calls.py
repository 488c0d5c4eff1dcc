"""What the people of a run say: calls as agents write them down, in the center's language."""

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Any

from thirdring.domain.enums import CallbackResult, Outcome
from thirdring.usecases.records import CallInput, checked

_SURNAMES = "王李张刘陈杨赵黄周吴徐孙马朱胡林郭何高罗"
_GIVEN = ("雅琴", "国强", "小梅", "志远", "秀英", "建华", "文静", "海涛", "淑芬", "子轩")
_ROADS = ("文景路", "解放路", "滨江大道", "和平街", "学府路", "望湖路")
_MATTERS = (
    ("delivery", "沙发原定 20 日送货，至今未到，打电话也没有人回"),
    ("after_sales", "热水器装好两天就漏水，要求师傅今天上门"),
    ("refund", "退货已经签收一周，退款还没有到账"),
    ("product", "衣柜门板有裂缝，拍了照片，要求更换"),
    ("price", "昨天下单今天降价三百元，问能不能补差价"),
    ("promotion", "赠品没有随货送到，客服说月底补寄"),
    ("service", "安装师傅态度不好，迟到两个小时没有道歉"),
    ("membership", "积分兑换的礼券显示已过期，希望恢复"),
)
_ANSWERS = (
    "已核实，明天上午送到",
    "已登记，售后部门今天联系您",
    "财务三个工作日内到账",
    "请客户拍照留存，安排更换",
)
WORDS = ("退货", "送货", "漏水", "退款", "安装", "积分", "门板", "降价")
HELD, READ_BACK_TALK = timedelta(seconds=25), timedelta(seconds=150)


def number(random: Random) -> str:
    """A mobile number as a caller's display shows it."""
    return f"1{random.choice('3589')}{random.randrange(10**9):09}"


def finished_call(
    random: Random, caller: str, now: datetime, owed: Sequence[uuid.UUID] = ()
) -> CallInput:
    """A complete call from `caller` that ends now (aware): held for a while, read back. Six of ten
    are solved, the rest leave a ticket or a promise; `owed`: promises of this desk, the first of
    which is kept in it.
    """
    begun = now - READ_BACK_TALK
    category, raised = random.choice(_MATTERS)
    record: dict[str, Any] = {
        "number": caller,
        "name": random.choice(_SURNAMES) + random.choice(_GIVEN),
        "title": random.choice(("mr", "ms")),
        "address": f"东湖区{random.choice(_ROADS)} {random.randrange(1, 200)} 号",
        "rings": 2,
        "started_at": begun, "answered_at": begun + timedelta(seconds=8), "ended_at": now,
        "hung_up_by": "customer", "category": category, "raised": raised,
        "wants": "尽快解决并回复结果", "answer": random.choice(_ANSWERS), "read_back": True,
        "read_back_at": now,
        "holds": [{"from": begun + HELD, "to": begun + 2 * HELD, "reason": "look_up"}],
    }  # fmt: skip
    if owed:
        record |= {"direction": "outbound", "rings": None, "outcome": Outcome.SOLVED,
                   "callback_kept": {"id": owed[0], "result": CallbackResult.DONE}}  # fmt: skip
    else:
        record |= _ending(random, caller, raised)
    return checked(CallInput, record)


def _ending(random: Random, caller: str, raised: str) -> dict[str, Any]:
    chance = random.random()
    if chance < 0.6:
        return {"outcome": Outcome.SOLVED}
    if chance < 0.8:
        return {"outcome": Outcome.CALLBACK, "callback": {"minutes": 30, "about": raised}}
    if chance < 0.92:
        return {"outcome": Outcome.TICKET, "ticket_kind": "enquiry"}
    complaint = {"channel": "phone", "phone": caller, "raised": raised, "nature": "after_sales",
                 "severity": "ordinary", "against_kind": "none"}  # fmt: skip
    return {"outcome": Outcome.TICKET, "complaint": complaint}
