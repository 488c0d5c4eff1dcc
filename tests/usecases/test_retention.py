"""H4, J6: what is no longer kept is previewed, erased as previewed, and nothing else; the month's
numbers stay as they were.
"""

from typing import Any

import pytest
from sqlalchemy import select

from tests.usecases.erased import places
from tests.usecases.old_center import (
    LONG_AFTER,
    NAME,
    OTHER,
    PAST,
    THEN,
    WORDS,
    Old,
    call_of,
    found_old,
    old_center,
)
from thirdring.domain.errors import Conflict, NotPermitted, Refusal
from thirdring.domain.policy import Key
from thirdring.domain.retention import RecordClass
from thirdring.domain.ticket_views import View
from thirdring.store.tables import Access, Event
from thirdring.usecases.change_policy import set_policy
from thirdring.usecases.find_tickets import TicketQuery, page
from thirdring.usecases.log_call import log_call
from thirdring.usecases.reopen_month import reopen_month
from thirdring.usecases.retention import (
    RetentionPreview,
    preview_retention,
    run_retention,
)
from thirdring.usecases.show_ticket import show_ticket

WHY = "保存期已满"


pytestmark = pytest.mark.begins_with(make=found_old)


@pytest.fixture
def old(house: Any) -> Old:
    return old_center(house)


def seen(old: Old) -> RetentionPreview:
    return old.cases["root"].read(preview_retention)


def found(old: Old) -> dict[str, tuple[int, int]]:
    """By class, what would go and what is held back."""
    return {one.what.value: (one.found.records, one.found.held) for one in seen(old).classes}


def test_j6_what_is_old_goes_from_every_corner_and_the_month_stays_sound(old: Old) -> None:
    before, root = old.counts(), old.cases["root"]
    assert places(old.house, *WORDS)
    old.house.now = LONG_AFTER
    previewed = seen(old)
    assert found(old) == {
        "customers": (0, 0), "complaints": (1, 1), "tickets": (0, 0), "evidence": (1, 0),
        "calls": (1, 0), "earlier_texts": (1, 0), "mail": (0, 0), "day_sheets": (0, 0),
        "access_log": (0, 0),
    }  # fmt: skip
    for nothing in ("", " \t\u3000", "\u200b\u2060"):
        with pytest.raises(Refusal, match="Say why"):
            run_retention(root, previewed, nothing)
    assert old.counts() == before  # a preview writes nothing, nor does who gives no reason
    report = run_retention(root, previewed, WHY)
    # The file went with its case, the words before the correction with their call.
    assert report.erased == ((RecordClass.COMPLAINTS, 1), (RecordClass.CALLS, 1))
    assert report.scrubbed
    assert found(old)["customers"] == (1, 0)  # whose last record went
    run_retention(root, seen(old), WHY)
    assert places(old.house, *WORDS) == []
    assert places(old.house, OTHER)
    assert seen(old).records == 0
    assert old.counts() == before
    assert old.verified()
    _still_found_by_its_number(old)
    _logged_without_what_was_erased(old)


def _still_found_by_its_number(old: Old) -> None:
    zhao = old.cases["zhao"]
    (line,) = zhao.read(page, TicketQuery(View.ALL, search=old.complaint)).lines
    shown = zhao.read(show_ticket, line.number)
    assert (shown.fields.raised, shown.name, shown.phone, shown.erased) == ("", None, None, True)
    assert zhao.read(page, TicketQuery(View.ALL, search=NAME)).lines == ()


def _logged_without_what_was_erased(old: Old) -> None:
    root = old.cases["root"]
    with old.house.store.begin_read() as session:
        logged = session.scalars(select(Access).where(Access.action == "retention")).all()
        assert {(one.subject_kind, one.records, one.reason, one.staff_id) for one in logged} == {
            (what, 1, WHY, root.staff_id) for what in ("complaints", "calls", "customers")
        }
        told = session.scalars(select(Event.detail).where(Event.verb == "retention_run"))
        assert {(one["what"], one["before"]) for one in told} == {
            ("complaints", "2023-11-21"), ("calls", "2025-11-20"), ("customers", "2026-08-22"),
        }  # fmt: skip


def test_h4_j6_what_is_not_over_stays_and_nothing_goes_that_nobody_has_seen(old: Old) -> None:
    root, zhao = old.cases["root"], old.cases["zhao"]
    old.house.now = LONG_AFTER
    previewed = seen(old)
    assert found(old)["complaints"] == (1, 1)  # the other one is open
    old.house.now = PAST
    old.cases["lin"].run(log_call, call_of(number="136 0000 2222", name=OTHER))
    old.house.now = LONG_AFTER
    with pytest.raises(Conflict, match="More would go by now"):
        run_retention(root, previewed, WHY)
    assert found(old)["calls"] == (2, 0)
    with pytest.raises(Refusal, match="Say why"):
        run_retention(root, seen(old), " ")
    for refused in (zhao, old.cases["lin"], old.cases["he"]):
        with pytest.raises(NotPermitted):
            refused.read(preview_retention)
    with pytest.raises(NotPermitted):
        run_retention(zhao, seen(old), WHY)


def test_h4_an_open_month_holds_back_and_a_period_of_0_keeps_for_ever(old: Old) -> None:
    old.house.now = LONG_AFTER
    old.cases["he"].run(reopen_month, THEN, "漏了一封信")
    assert found(old)["complaints"] == (0, 2)
    assert found(old)["evidence"] == (0, 1)
    kept = Key.KEEP_COMPLAINTS_DAYS.value
    with pytest.raises(Refusal, match="Nothing is erased before 180 days"):
        old.cases["zhao"].run(set_policy, kept, "30", "短")
    old.cases["zhao"].run(set_policy, kept, "0", "客户档案永久保存")
    assert found(old)["complaints"] == (0, 0)
