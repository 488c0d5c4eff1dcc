"""The first start: a center, its first desk, and the account that holds every role."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from thirdring.domain.centertime import CenterTime
from thirdring.domain.enums import CATEGORIES, Language, Role
from thirdring.domain.errors import Refusal, Refusals, say
from thirdring.domain.ids import new_id
from thirdring.domain.text_safety import TextKind, clean
from thirdring.domain.ticket_numbers import free_desk_code
from thirdring.store.tables import Desk
from thirdring.usecases.load_phrases import load_shipped_phrases
from thirdring.usecases.settings_of_center import read_settings, write_setting
from thirdring.usecases.staff_accounts import new_account


@dataclass(frozen=True, slots=True)
class FirstStart:
    """What the first start asks. `password` None makes an account anyone at this computer may use."""

    company: str
    login: str
    name: str = ""
    password: str | None = None
    language: Language = Language.ZH_CN
    timezone: str = "Asia/Shanghai"


def is_set_up(session: Session) -> bool:
    """Whether this database already holds a center."""
    return "company" in read_settings(session)


def set_up(session: Session, first: FirstStart, now: datetime) -> uuid.UUID:
    """Make the center; returns the first account's id. The only deed without an actor.

    Raises:
        Refusal: the database holds a center already, or a field can't be accepted.
    """
    if is_set_up(session):
        raise Refusal(say("This database already holds a center; it was left as it is."))
    company = _required(first.company, "company")
    CenterTime(first.timezone)  # refuses a zone nobody knows
    for key, value in {
        "company": company,
        "language": first.language.value,
        "timezone": first.timezone,
        "categories": list(CATEGORIES),
    }.items():
        write_setting(session, key, value, now)
    session.add(Desk(id=new_id(), code=free_desk_code(()), created_at=now))
    account = new_account(
        session,
        login=first.login,
        name=first.name or first.login,
        password=first.password,
        roles=frozenset(Role),
        now=now,
    )
    session.flush()
    load_shipped_phrases(session, now)
    return account.id


def _required(text: str, field: str) -> str:
    cleaned = clean(text, TextKind.NAME, field=field).text
    if not cleaned:
        raise Refusals([Refusal(say("{field} is missing.", field=field), field=field)])
    return cleaned
