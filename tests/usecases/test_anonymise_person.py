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
    old_center,
)
from thirdring.domain.errors import Conflict, NotFound, NotPermitted, Refusal
from thirdring.domain.retention import Held
from thirdring.store.tables import Access, Customer, Event
from thirdring.usecases.anonymise_person import (
    anonymise_person,
    leave_no_trace,
    preview_anonymise,
)
from thirdring.usecases.edit_customer import edit_customer
from thirdring.usecases.find_callers import find_callers
from thirdring.usecases.log_call import log_call
from thirdring.usecases.merge_customers import merge_customers

WHY = "本人书面要求删除"


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


def test_j6_a_number_that_is_nobodys_record_is_a_person_too(old: Old) -> None:
    """Calls and tickets of an unknown caller; a number two people share takes neither's along."""
    zhao = old.cases["zhao"]
    against(old.cases, None, name=OTHER, phone=NUMBER)
    seen = zhao.read(preview_anonymise, old.customer)
    assert seen.shares
    with pytest.raises(Refusal, match="several customers"):
        zhao.read(preview_anonymise, NUMBER)
    with pytest.raises(NotFound, match="Nothing is kept"):
        zhao.read(preview_anonymise, "138 0000 0000")


@pytest.mark.parametrize("login", ["lin", "he"])
def test_j6_agents_and_hr_erase_nobody(old: Old, login: str) -> None:
    with pytest.raises(NotPermitted):
        old.cases[login].run(anonymise_person, old.customer, 1, WHY)
    with pytest.raises(NotPermitted):
        leave_no_trace(old.cases[login])
