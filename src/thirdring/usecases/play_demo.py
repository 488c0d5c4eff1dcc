"""The sample's people do what the rulebook asks, by the real deeds: what was sent up and settled,
coupons, notices, visits, measures, tasks and the sheets of the last days.
"""

import datetime as dt
import uuid
from random import Random

from sqlalchemy import select

from thirdring.demo.identities import Identities
from thirdring.demo.words import Words
from thirdring.domain.enums import Language
from thirdring.store.deed_session import DeedSession
from thirdring.store.tables import Staff
from thirdring.usecases.play_cases import play_cases
from thirdring.usecases.play_center import play_center, play_work
from thirdring.usecases.play_days import play_days
from thirdring.usecases.play_month import play_month
from thirdring.usecases.stage import Stage

# Calls and tickets that the deeds bring along, in a story that is long enough for them.
NEW_CALLS, NEW_TICKETS = 2, 13
_LONG_ENOUGH = 40


def new_matters(calls: int, tickets: int) -> tuple[int, int]:
    """How many of so many calls and tickets are made by deeds."""
    if min(calls, tickets) < _LONG_ENOUGH:
        return 0, 0
    return NEW_CALLS, NEW_TICKETS


def play_demo(
    session: DeedSession, words: Words, *, random: Random, ids: Identities, opened: dt.datetime,
    now: dt.datetime, matters: bool,
) -> None:  # fmt: skip
    """Act in the center the story left; `matters`: with calls and tickets of their own."""
    if words.language is Language.EN:
        from thirdring.demo.en_deeds import DEEDS
    else:
        from thirdring.demo.zh_deeds import DEEDS
    staff: dict[str, uuid.UUID] = {
        row.login: row.id for row in session.execute(select(Staff.login, Staff.id))
    }
    stage = Stage(session, random, words, DEEDS, ids, staff, now)
    play_center(stage, opened)
    play_cases(stage, matters=matters)
    play_work(stage)
    play_days(stage)
    if matters:
        play_month(stage, DEEDS.month)
    session.expire_all()
