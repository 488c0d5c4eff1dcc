from typing import Any

import pytest
from sqlalchemy import select, text

from tests.usecases.conftest import House
from thirdring.domain.enums import Role, Title
from thirdring.domain.errors import Conflict, NotFound, NotPermitted, Refusal
from thirdring.store.tables import Access, Call, Customer, CustomerNumber
from thirdring.usecases.caller_history import CallerCard, caller_history
from thirdring.usecases.edit_customer import edit_customer
from thirdring.usecases.find_callers import CallerHit, find_callers
from thirdring.usecases.log_call import log_call
from thirdring.usecases.merge_customers import merge_customers, unmerge_customers
from thirdring.usecases.unmask import unmask


def callers(house: House, typed: str) -> list[tuple[str | None, bool]]:
    hits: tuple[CallerHit, ...] = house.owner.read(find_callers, typed)
    return [(hit.name, hit.exact) for hit in hits]


def card_of(house: House, customer_id: Any) -> CallerCard:
    card: CallerCard = house.owner.read(caller_history, customer_id)
    return card


@pytest.fixture
def known(house: House, call: Any) -> dict[str, Any]:
    """Four customers; two of them share a number."""
    ids = {}
    for name, number in (
        ("王雅琴", "13812345678"),
        ("李国强", "138 1234 9999"),
        ("周敏", "+86 138 1234 5678"),
        ("陈思远", "0571-88888888转801"),
    ):
        ids[name] = house.owner.run(log_call, call(number=number, name=name)).customer_id
    return ids


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("13", []),
        ("138", ["周敏", "李国强", "王雅琴"]),
        ("138 1234 5", ["周敏", "王雅琴"]),
        ("+86138123499", ["李国强"]),
        ("0571", ["陈思远"]),
        ("+86571888", ["陈思远"]),
        ("139", []),
        ("", []),
        ("<img>", []),
    ],
)
def test_the_customer_is_found_while_the_number_is_typed(
    house: House, known: dict[str, Any], typed: str, found: list[str]
) -> None:
    assert sorted(name or "" for name, _exact in callers(house, typed)) == sorted(found)


def test_a_whole_number_is_marked_and_two_who_share_it_both_come(
    house: House, known: dict[str, Any]
) -> None:
    assert sorted(callers(house, "138-1234-5678")) == [("周敏", True), ("王雅琴", True)]
    assert callers(house, "0571 8888 8888") == [("陈思远", True)]


def test_who_called_last_comes_first(house: House, known: dict[str, Any], call: Any) -> None:
    house.owner.run(
        log_call,
        call(number="13812349999", name="李国强", started_at="2026-11-22T11:58:00",
             answered_at="2026-11-22T11:58:02", ended_at="2026-11-22T11:59:00",
             wrapped_up_at="2026-11-22T11:59:30"),
    )  # fmt: skip
    assert callers(house, "1381")[0] == ("李国强", False)


def test_at_most_twenty_are_found(house: House, call: Any) -> None:
    for n in range(25):
        house.owner.run(log_call, call(number=f"1390000{n:04}", name=f"客户{n}"))
    assert len(callers(house, "1390000")) == 20


def test_the_lookup_walks_the_index(house: House, known: dict[str, Any]) -> None:
    if house.store.address.path is None:
        pytest.skip("the plan of the embedded engine")
    with house.store.begin_read() as session:
        plan = session.execute(
            text(
                "EXPLAIN QUERY PLAN SELECT customer_id FROM customer_numbers "
                "WHERE digits >= '138' AND digits <= '1389' ORDER BY digits, customer_id LIMIT 20"
            )
        ).all()
    assert all("SCAN" not in row[-1] for row in plan)


def test_h5_the_card_masks_numbers_and_unmasking_is_written_down(
    house: House, known: dict[str, Any]
) -> None:
    customer = known["王雅琴"]
    card = card_of(house, customer)
    assert (card.name, card.title) == ("王雅琴", Title.MS)
    assert card.masked_numbers == ("138****5678",)
    assert card.calls == 1
    assert [past.subject for past in card.history] == ["沙发原定 20 日送货，至今未到"]
    assert [other.name for other in card.same_number] == ["周敏"]
    found = house.owner.run(unmask, customer, "回电")
    assert found.numbers == ("138 1234 5678",)
    with house.store.begin_read() as session:
        (access,) = session.scalars(select(Access)).all()
    assert (access.action, access.subject_id, access.reason) == ("unmask", customer, "回电")


def test_h5_hr_sees_no_customers(house: House, known: dict[str, Any]) -> None:
    someone = house.hire("he", Role.HR)
    for deed, args in (
        (find_callers, ("138",)),
        (caller_history, (known["周敏"],)),
        (unmask, (known["周敏"], "回电")),
    ):
        with pytest.raises(NotPermitted):
            someone.run(deed, *args)


def test_a_number_without_a_customer_has_its_calls(house: House, call: Any) -> None:
    house.owner.run(
        log_call,
        call(number="13700001111", name=None, withheld=["name"], raised="问营业时间"),
    )
    card = house.owner.read(caller_history, None, "137 0000 1111")
    assert card.customer_id is None
    assert [past.subject for past in card.history] == ["问营业时间"]
    assert card.masked_numbers == ("137****1111",)


def test_c2_the_card_shows_what_is_owed(house: House, call: Any) -> None:
    row = house.owner.run(
        log_call, call(outcome="callback", callback={"minutes": 20, "about": "送货时间"})
    )
    card = card_of(house, row.customer_id)
    (owed,) = card.callbacks
    assert (owed.about, owed.mine) == ("送货时间", True)
    assert card.history[0].owed
    assert [ticket.number for ticket in card.tickets] == [row.ticket_number]


def everything(house: House) -> list[Any]:
    """Who has which number, call, and what is known of them."""
    with house.store.begin_read() as session:
        return [
            sorted(
                session.execute(select(CustomerNumber.raw, CustomerNumber.customer_id)).all(),
                key=str,
            ),
            sorted(session.execute(select(Call.id, Call.customer_id)).all(), key=str),
            sorted(
                session.execute(
                    select(Customer.id, Customer.name, Customer.note, Customer.merged_into_id)
                ).all(),
                key=str,
            ),
        ]


def test_two_records_of_one_person_are_merged_and_taken_apart_again(
    house: House, known: dict[str, Any]
) -> None:
    kept, merged = known["王雅琴"], known["李国强"]
    house.owner.run(
        edit_customer, merged, 1, name="李国强", title=None, address="", note="周末来电"
    )
    before = everything(house)
    row = house.owner.run(merge_customers, kept, merged)
    card = card_of(house, kept)
    assert card.masked_numbers == ("138****5678", "138****9999")
    assert (card.calls, card.note, card.name) == (2, "周末来电", "王雅琴")
    assert [one.merge_id for one in card.merged] == [row.id]
    assert "李国强" not in [name for name, _exact in callers(house, "138")]
    with pytest.raises(NotFound):
        card_of(house, merged)
    house.owner.run(unmerge_customers, row.id)
    assert everything(house) == before
    with pytest.raises(NotFound):
        house.owner.run(unmerge_customers, row.id)


def test_a_number_both_have_stays_one(house: House, known: dict[str, Any]) -> None:
    row = house.owner.run(merge_customers, known["王雅琴"], known["周敏"])
    assert callers(house, "13812345678") == [("王雅琴", True)]
    house.owner.run(unmerge_customers, row.id)
    assert len(callers(house, "13812345678")) == 2


def test_merges_are_undone_from_the_last(house: House, known: dict[str, Any]) -> None:
    first = house.owner.run(merge_customers, known["王雅琴"], known["李国强"])
    house.owner.run(merge_customers, known["周敏"], known["王雅琴"])
    with pytest.raises(Refusal, match="undo that merge first"):
        house.owner.run(unmerge_customers, first.id)
    with pytest.raises(NotFound):
        house.owner.run(merge_customers, known["陈思远"], known["李国强"])
    with pytest.raises(Refusal, match="itself"):
        house.owner.run(merge_customers, known["陈思远"], known["陈思远"])


def test_editing_a_customer_keeps_what_somebody_else_changed(
    house: House, known: dict[str, Any]
) -> None:
    customer = known["周敏"]
    version = card_of(house, customer).version
    house.owner.run(
        edit_customer, customer, version, name="周敏", title=Title.MS, address="滨湖路 1 号",
        note="", add_number="95588",
    )  # fmt: skip
    card = card_of(house, customer)
    assert (card.address, card.masked_numbers) == ("滨湖路 1 号", ("138****5678", "95588"))
    with pytest.raises(Conflict) as conflict:
        house.owner.run(
            edit_customer, customer, version, name="周", title=None, address="", note=""
        )
    assert getattr(conflict.value.theirs, "address") == "滨湖路 1 号"  # noqa: B009 - an object
    with pytest.raises(Refusal, match="not a telephone number"):
        house.owner.run(
            edit_customer, customer, card.version, name="周敏", title=None, address="", note="",
            add_number="abc",
        )  # fmt: skip


def test_editing_nothing_changes_nothing(house: House, known: dict[str, Any]) -> None:
    customer = known["王雅琴"]
    card = card_of(house, customer)
    row = house.owner.run(
        edit_customer, customer, card.version, name="王雅琴", title=card.title,
        address=card.address or "", note="", add_number="138-1234-5678",
    )  # fmt: skip
    assert row.version == card.version
    assert card_of(house, customer).masked_numbers == card.masked_numbers


def test_a_record_merged_meanwhile_is_not_edited(house: House, known: dict[str, Any]) -> None:
    house.owner.run(merge_customers, known["王雅琴"], known["周敏"])
    with pytest.raises(NotFound):
        house.owner.run(
            edit_customer, known["周敏"], 1, name="周敏", title=None, address="", note=""
        )
    with pytest.raises(NotFound):
        house.owner.run(unmask, known["王雅琴"].__class__(int=1), "回电")
