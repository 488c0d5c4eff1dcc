"""Reading and writing the center's own settings (table `settings`)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from thirdring.domain.centertime import CenterTime
from thirdring.domain.enums import CATEGORIES, Language
from thirdring.domain.errors import Refusal, say
from thirdring.domain.policy import Policy
from thirdring.store.tables import Desk, PolicyValue, Setting
from thirdring.usecases.context import CenterFacts

# Built once. What every deed begins with is read in one (`deed_start.py`).
_SETTINGS = select(
    Setting.key,
    Setting.value,
    select(Desk.code).order_by(Desk.created_at, Desk.id).limit(1).scalar_subquery().label("desk"),
)
_POLICY = select(PolicyValue.key, PolicyValue.value)


def read_settings(session: Session) -> dict[str, Any]:
    """Every setting by key; empty before set-up."""
    return {row.key: row.value for row in session.execute(_SETTINGS)}


def write_setting(session: Session, key: str, value: object, now: datetime) -> None:
    """Insert or replace one setting."""
    session.merge(Setting(key=key, value=value, updated_at=now))


def read_center(session: Session) -> CenterFacts:
    """What deeds need to know of the center.

    Raises:
        Refusal: the database has not been set up yet.
    """
    rows = session.execute(_SETTINGS).all()
    return center_of({row.key: row.value for row in rows}, [row.desk for row in rows])


def center_of(settings: Mapping[str, Any], codes: Sequence[str]) -> CenterFacts:
    """The same of settings that were read; `codes` begins with the first desk's.

    Raises:
        Refusal: the database has not been set up yet.
    """
    if "company" not in settings:
        raise Refusal(
            say(
                "This database has no center yet. Run “thirdring setup”, or open the desk to set it up."
            )
        )
    return CenterFacts(
        company=settings["company"],
        language=settings.get("language", Language.ZH_CN.value),
        time=CenterTime(settings["timezone"]),
        categories=tuple(settings.get("categories", CATEGORIES)),
        desk_code=codes[0],
    )


def read_policy(session: Session) -> Policy:
    """The shipped figures with this center's changes over them."""
    return Policy.from_stored({row.key: row.value for row in session.execute(_POLICY)})
