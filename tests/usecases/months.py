"""A month to be counted: people, complaints against them, and looking at what is counted."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from tests.usecases.cases import filed
from tests.usecases.conftest import House, found, house_in, open_store_at
from tests.usecases.house_of_cases import Cases, make_cases
from thirdring.domain.enums import Role
from thirdring.domain.month_sheet import EmployeeLine, MonthSheet
from thirdring.store.month_counts import kept_counts, recount
from thirdring.usecases.month_sheet import month_sheet

NOVEMBER, DECEMBER = "2026-11", "2026-12"
IN_DECEMBER = datetime(2026, 12, 2, 3, 0, tzinfo=UTC)

__all__ = [
    "DECEMBER",
    "IN_DECEMBER",
    "NOVEMBER",
    "Cases",
    "against",
    "found_team",
    "held",
    "line",
    "sheet",
    "team",
]


def team(house: House) -> Cases:
    """Two agents, two supervisors, two of HR and an administrator, on 22 November."""
    cases = make_cases(house)
    if "hu" not in cases.people:
        cases.people["hu"] = house.hire("hu", Role.HR)
    return cases


def found_team(url: str) -> None:
    """The center with them, for tests that are marked to begin with it."""
    found(url)
    with open_store_at(url) as store:
        team(house_in(store))


def against(cases: Cases, login: str | None, by: str = "zhao", **changes: Any) -> str:
    """A complaint against somebody (None: nobody), filed by `by`; its number."""
    named = {"against_kind": "employee", "against": login} if login else {"against_kind": "none"}
    return filed(
        cases[by],
        **(
            {"against": None, "product": None, "merchant": None, "channel": "phone",
             "nature": "service_attitude", "bought_on": None, "warranty_until": None}
            | named | changes
        ),
    ).number  # fmt: skip


def sheet(cases: Cases, month: str = NOVEMBER, by: str = "he", **more: Any) -> MonthSheet:
    return cases[by].read(month_sheet, month, **more)


def line(cases: Cases, login: str, month: str = NOVEMBER, by: str = "he") -> EmployeeLine:
    """What the month says of one employee."""
    return next(one for one in sheet(cases, month, by).employees if one.login == login)


def held(house: House) -> Mapping[Any, Any]:
    """The kept counts, after seeing that they are what a recount finds."""
    with house.store.begin_read() as session:
        kept, anew = kept_counts(session), recount(session)
    assert kept == anew
    return kept
