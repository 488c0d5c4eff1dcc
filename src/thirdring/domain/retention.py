"""How long records of each class are kept (H4, J6): the classes, their periods, what holds one back.

A period is a figure of the policy; 0 keeps for ever. What goes are personal values and free texts:
the record that something happened, its clocks and its counts stay.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

from thirdring.domain.policy import Key, Policy

RULE = "J6"


class RecordClass(StrEnum):
    """By these names on the command line, in the log and in the server's functions.

    In this order they are run, so that no class grows by what went before it: a customer whose last
    call goes now is previewed, and goes, another time.
    """

    CUSTOMERS = "customers"  # of whom nothing else is kept

    COMPLAINTS = "complaints"  # and praise: whole files (H4)
    TICKETS = "tickets"  # enquiries, requests, what special callers asked
    EVIDENCE = "evidence"  # files of what is closed
    CALLS = "calls"  # of no ticket; with the promises and visits that belong to none
    EARLIER_TEXTS = "earlier_texts"  # of corrected calls
    MAIL = "mail"  # that became no ticket
    DAY_SHEETS = "day_sheets"  # and tasks done
    ACCESS_LOG = "access_log"


PERIODS: Mapping[RecordClass, Key] = MappingProxyType(
    {
        RecordClass.COMPLAINTS: Key.KEEP_COMPLAINTS_DAYS,
        RecordClass.TICKETS: Key.KEEP_TICKETS_DAYS,
        RecordClass.EVIDENCE: Key.KEEP_EVIDENCE_DAYS,
        RecordClass.CALLS: Key.KEEP_CALLS_DAYS,
        RecordClass.EARLIER_TEXTS: Key.KEEP_EARLIER_TEXTS_DAYS,
        RecordClass.MAIL: Key.KEEP_MAIL_DAYS,
        RecordClass.DAY_SHEETS: Key.KEEP_DAY_SHEETS_DAYS,
        RecordClass.CUSTOMERS: Key.KEEP_CUSTOMERS_DAYS,
        RecordClass.ACCESS_LOG: Key.ACCESS_LOG_DAYS,
    }
)


class Held(StrEnum):
    """Why a ticket that is old enough, or asked for, stays as it is."""

    OPEN = "open"
    CLOCK = "clock"  # one of its clocks runs
    OWED = "owed"  # a callback, a visit, a review, a coupon, a measure, a task
    APPEAL = "appeal"
    MONTH = "month"  # it counts in a month that isn't closed
    STUB = "stub"  # one of these holds a ticket that was merged into it


@dataclass(frozen=True, slots=True)
class Found:
    """What of a class is older than its period: `records` would go, `held` stay although they are
    old enough. `oldest`: of those that would go (aware UTC).
    """

    records: int
    held: int
    oldest: datetime | None


def cutoff(policy: Policy, what: RecordClass, at: datetime) -> datetime | None:
    """What ended before this moment is no longer kept at `at`; None: kept for ever."""
    days = policy.integer(PERIODS[what])
    return at - timedelta(days=days) if days else None
