"""The sample's months: complaints about people by every channel, one month closed, appeals on both
levels (G1 to G3).
"""

import datetime as dt

from sqlalchemy import select

from thirdring.demo.deed_words import MonthWords
from thirdring.domain.appeals import AppealDecision
from thirdring.store.tables import Desk
from thirdring.usecases.close_month import close_month
from thirdring.usecases.decide_appeal import decide_appeal
from thirdring.usecases.file_appeal import dispute_appeal, file_appeal
from thirdring.usecases.file_complaint import file_complaint
from thirdring.usecases.records import ReceptionInput, checked
from thirdring.usecases.stage import Stage

_CHANNELS = ("wechat", "phone", "in_person", "weibo", "phone", "website", "mailbox", "wechat")
# Whom they are about, by login; None: as the customer called somebody, whom nobody knows for sure.
_ABOUT = ("ma", "qiu", "ma", "tang", "fang", "ma", None, "luo")
_AT = dt.time(10, 20)
_CLEAR = 700


def play_month(stage: Stage, words: MonthWords) -> None:
    """What the months before the story's last day left behind."""
    with stage.acting("gu", stage.now) as ctx:
        time = ctx.center.time
    this = time.day_of(stage.now).replace(day=1)
    last = (this - dt.timedelta(days=1)).replace(day=1)
    before = (last - dt.timedelta(days=1)).replace(day=1)
    desk = stage.session.scalars(select(Desk)).one()
    today = desk.counter_day, desk.counter
    numbers = {}
    for place, (channel, login) in enumerate(zip(_CHANNELS, _ABOUT, strict=True)):
        day = last + dt.timedelta(days=2 + 3 * place)
        at = time.to_utc(dt.datetime.combine(day, _AT))
        # Numbered as on that day, clear of what the story has given.
        desk.counter_day, desk.counter = day.isoformat(), _CLEAR
        stage.session.flush()
        numbers[place] = _file(stage, words, place, channel, login, at)
    desk.counter_day, desk.counter = today
    stage.session.flush()
    closed = time.to_utc(dt.datetime.combine(last + dt.timedelta(days=1), _AT))
    stage.try_to("he", closed, close_month, f"{before:%Y-%m}")
    _appeals(stage, words, numbers, time.to_utc(dt.datetime.combine(this, _AT)))


def _file(
    stage: Stage, words: MonthWords, place: int, channel: str, login: str | None, at: dt.datetime
) -> str:
    named = login or words.nickname
    record = {
        "channel": channel, "received_at": at.isoformat(), "raised": words.raised[place],
        "wants": words.wants, "name": words.customer, "phone": f"1380002{place:04}",
        "nature": "service_attitude", "severity": "ordinary", "against_kind": "employee",
        "against": named,
    }  # fmt: skip
    return stage.do("wen", at + dt.timedelta(minutes=4), file_complaint,
                    checked(ReceptionInput, record)).number  # fmt: skip


def _appeals(stage: Stage, words: MonthWords, numbers: dict[int, str], begin: dt.datetime) -> None:
    """One is with HR, one with the supervisor, one was corrected; none is decided by who it is about."""
    at = max(min(begin + dt.timedelta(hours=5), stage.ago(days=3)), stage.ago(days=9))
    hour = dt.timedelta(hours=1)
    disputed = stage.try_to("ma", at, file_appeal, numbers[0], words.appeals[0])
    if disputed is not None:
        one = disputed.line.id
        stage.try_to("gu", at + 3 * hour, decide_appeal, one, AppealDecision.UPHOLD, words.upheld)
        stage.try_to("ma", at + 5 * hour, dispute_appeal, one, words.disputed)
    corrected = stage.try_to("fang", at + hour, file_appeal, numbers[4], words.appeals[1])
    if corrected is not None:
        stage.try_to("gu", at + 4 * hour, decide_appeal, corrected.line.id,
                     AppealDecision.CORRECT, words.corrected)  # fmt: skip
    stage.try_to("tang", stage.ago(hours=20), file_appeal, numbers[3], words.appeals[2])
