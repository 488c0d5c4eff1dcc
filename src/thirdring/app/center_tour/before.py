"""What was promised before the tour begins: two promises of somebody who has gone home, and one
that falls due while a desk is without its server.
"""

import uuid
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from thirdring.domain.enums import Language
from thirdring.store.engine import Store
from thirdring.store.tables import Staff
from thirdring.usecases.context import Context
from thirdring.usecases.deed_start import start
from thirdring.usecases.log_call import log_call
from thirdring.usecases.mark_absent import mark_absent
from thirdring.usecases.records import CallInput, checked

GONE_HOME, _LEAD = "tang", "zhao"
_HALF_AN_HOUR = timedelta(minutes=30)
_TALK = timedelta(minutes=3)


def promise_before(store: Store, keeper: str, language: Language, now: datetime) -> None:
    """As the database's administrator. `keeper`: the login of who has to ring in half an hour."""
    told = _TOLD[language]
    with store.begin_write() as session:
        people = {row.login: row.id for row in session.execute(select(Staff.login, Staff.id))}

        def acting(login: str, at: datetime) -> Context:
            actor, center, policy = start(session, people[login])
            return Context(session, actor, at, center, policy)

        for number, (login, ago) in enumerate(((GONE_HOME, 3), (GONE_HOME, 2), (keeper, 8))):
            at = now - timedelta(minutes=ago)
            log_call(acting(login, at), _call(told[number], at), uuid.uuid4())
        mark_absent(acting(_LEAD, now), GONE_HOME, None)


def _call(told: dict[str, str], ended: datetime) -> CallInput:
    start = ended - _TALK
    record: dict[str, Any] = {
        **told, "title": "mr", "hung_up_by": "customer", "category": "delivery", "rings": 1,
        "read_back": True, "outcome": "callback", "started_at": start.isoformat(),
        "answered_at": (start + timedelta(seconds=4)).isoformat(), "ended_at": ended.isoformat(),
        "callback": {"due_at": (ended + _HALF_AN_HOUR).isoformat(), "about": told["answer"]},
    }  # fmt: skip
    return checked(CallInput, record)


_TOLD: dict[Language, tuple[dict[str, str], ...]] = {
    Language.ZH_CN: (
        {"number": "13800021190", "name": "丁海", "address": "南屏路 41 号", "raised": "吊灯少一个灯罩",
         "wants": "补一个灯罩", "answer": "查到灯罩何时补到"},
        {"number": "13900038852", "name": "苗春生", "address": "北辰街 7 号院", "raised": "书柜背板尺寸不对",
         "wants": "换背板", "answer": "仓库有没有合适的背板"},
        {"number": "15900044073", "name": "郁小舟", "address": "东湖区望江路 19 号", "raised": "餐桌约好上午送，没有到",
         "wants": "今天送到", "answer": "餐桌今天几点送到"},
    ),
    Language.EN: (
        {"number": "13800021190", "name": "Ding Hai", "address": "41 Nanping Road",
         "raised": "One glass shade of the chandelier is missing", "wants": "The missing shade",
         "answer": "When the shade arrives"},
        {"number": "13900038852", "name": "Miao Chunsheng", "address": "7 Beichen Street",
         "raised": "The back panel of the bookcase has the wrong size", "wants": "Another panel",
         "answer": "Whether a panel that fits is in stock"},
        {"number": "15900044073", "name": "Yu Xiaozhou", "address": "19 Wangjiang Road",
         "raised": "The table was to come this morning and did not", "wants": "The table today",
         "answer": "At what time the table comes today"},
    ),
}  # fmt: skip
