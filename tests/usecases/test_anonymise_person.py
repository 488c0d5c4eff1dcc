"""J6: one person is erased at their request: everywhere, for good, and of nobody else; the month's
numbers stay as they were.
"""

from typing import Any

import pytest
from sqlalchemy import select

from tests.usecases.erased import places
from tests.usecases.months import against
from tests.usecases.old_center import (
    DIGITS,
    NAME,
    NUMBER,
    OTHER,
    PHRASE,
    WORDS,
    Old,
    call_of,
    found_old,
    old_center,
)
from thirdring.domain.errors import Conflict, NotFound, NotPermitted, Refusal
from thirdring.domain.retention import Held
from thirdring.domain.ticket_views import View
from thirdring.store.tables import Access, Customer, Event
from thirdring.usecases.anonymise_person import (
    anonymise_person,
    leave_no_trace,
    preview_anonymise,
)
from thirdring.usecases.caller_history import caller_history
from thirdring.usecases.edit_customer import edit_customer
from thirdring.usecases.find_callers import find_callers
from thirdring.usecases.find_tickets import TicketQuery
from thirdring.usecases.log_call import log_call
from thirdring.usecases.merge_customers import merge_customers, unmerge_customers
from thirdring.usecases.saved_views import save_view, saved_views

WHY = "本人书面要求删除"


pytestmark = pytest.mark.begins_with(make=found_old)


@pytest.fixture
def old(house: Any) -> Old:
    return old_center(house)


def test_j6_a_person_goes_from_every_corner_with_the_records_merged_into_theirs(old: Old) -> None:
    zhao, root = old.cases["zhao"], old.cases["root"]
    zhao.run(log_call, call_of(number="137 1111 0000", agent=None))  # the same person, once more
    with old.house.store.begin_read() as session:
        people = session.scalars(select(Customer).where(Customer.name == NAME)).all()
        (twin,) = [one.id for one in people if one.id != old.customer]
    kept = old.customer
    zhao.run(merge_customers, kept, twin)
    zhao.run(edit_customer, kept, 2, name=NAME, title=None, address="", note=PHRASE)
    zhao.run(save_view, "她", TicketQuery(View.ALL, search=NAME))
    zhao.run(save_view, "我的", TicketQuery(View.ALL, search=OTHER))
    merge = zhao.read(caller_history, kept).merged[0].merge_id
    before = old.counts()
    seen = root.read(preview_anonymise, twin)
    assert (seen.customer_id, seen.held, seen.shares) == (kept, (), False)
    assert seen.counts == {"customer": 2, "ticket": 1, "call": 2, "visit": 1}
    assert root.read(preview_anonymise, "13711110000") == seen
    with pytest.raises(Refusal, match="without the person's name"):
        root.run(anonymise_person, NUMBER, seen.records, f"{DIGITS} 要求")
    with pytest.raises(Conflict, match="what was previewed"):
        root.run(anonymise_person, NUMBER, seen.records - 1, WHY)
    assert places(old.house, *WORDS)
    done = root.run(anonymise_person, NUMBER, seen.records, WHY)
    assert done.records == 6
    assert leave_no_trace(root)
    assert places(old.house, *WORDS, "13711110000") == []
    assert places(old.house, OTHER)
    assert old.counts() == before
    assert old.verified()
    assert zhao.read(find_callers, DIGITS) == ()
    assert [one.name for one in zhao.read(saved_views)] == ["我的"]
    with pytest.raises(NotFound, match="erased meanwhile"):
        zhao.run(unmerge_customers, merge)
    with pytest.raises(NotFound, match="anonymised already"):
        root.read(preview_anonymise, kept)
    with old.house.store.begin_read() as session:
        entry = session.scalars(select(Access).where(Access.action == "anonymise")).one()
        assert (entry.staff_id, entry.subject_id, entry.reason, entry.records) == (
            root.staff_id, kept, WHY, 6,
        )  # fmt: skip
        detail = session.scalars(select(Event.detail).where(Event.verb == "anonymised")).one()
        assert detail == {"records": 6, "despite": False, "rule": "J6"}


def test_j6_what_is_not_over_is_named_and_takes_a_decision_of_its_own(old: Old) -> None:
    qian = old.cases["qian"]
    for login in ("lin", "he"):
        with pytest.raises(NotPermitted):
            old.cases[login].run(anonymise_person, old.customer, 1, WHY)
        with pytest.raises(NotPermitted):
            leave_no_trace(old.cases[login])
    seen = qian.read(preview_anonymise, old.kept)
    assert [(one.number, one.why) for one in seen.held] == [(old.kept, Held.OPEN)]
    assert seen.shown == OTHER
    assert old.cases["root"].read(preview_anonymise, old.kept).shown == "欧**"
    with pytest.raises(Refusal, match=f"Not over yet: {old.kept}"):
        qian.run(anonymise_person, old.kept, seen.records, WHY)
    before = old.counts()
    qian.run(anonymise_person, old.kept, seen.records, WHY, despite=True)
    assert leave_no_trace(qian)
    assert places(old.house, OTHER, "13600002222") == []
    assert places(old.house, NAME)
    assert old.counts() == before
    assert old.verified()
    against(old.cases, None, name="孙大", phone=NUMBER)  # somebody else, at the same number
    assert qian.read(preview_anonymise, old.customer).shares
    with pytest.raises(Refusal, match="several customers"):
        qian.read(preview_anonymise, NUMBER)
    with pytest.raises(NotFound, match="Nothing is kept"):
        qian.read(preview_anonymise, "138 0000 0000")
