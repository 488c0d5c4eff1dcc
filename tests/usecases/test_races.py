"""Two people at the same moment: what can be done once is done once (C3, C4, D7)."""

import threading
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from functools import partial
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import text

from tests.usecases import callbacks
from tests.usecases.cases import filed
from thirdring.domain.case_values import Decision
from thirdring.domain.enums import CallbackResult, Language, Role
from thirdring.domain.errors import Conflict, Refusal
from thirdring.domain.policy import Key
from thirdring.store.address import EngineKind
from thirdring.store.engine import Store
from thirdring.store.tables import (
    Call,
    Callback,
    CallbackAttempt,
    Coupon,
    Customer,
    Escalation,
    Event,
    Ticket,
)
from thirdring.usecases.ask_coupon import ask_coupon
from thirdring.usecases.change_policy import set_policy
from thirdring.usecases.correct_call import correct_call
from thirdring.usecases.decide_review import decide_review
from thirdring.usecases.edit_customer import edit_customer
from thirdring.usecases.edit_phrase import edit_phrase
from thirdring.usecases.escalate_ticket import escalate_ticket
from thirdring.usecases.find_review import review_queue
from thirdring.usecases.hand_over_callbacks import hand_over_callbacks
from thirdring.usecases.keep_callback import keep_callback
from thirdring.usecases.manage_staff import StaffChange, change_staff, list_staff
from thirdring.usecases.mark_absent import mark_absent
from thirdring.usecases.phrases import find_phrases
from thirdring.usecases.take_next_callback import take_next_callback
from thirdring.usecases.take_next_review import take_next_review

Deed = Callable[[Any, str], object]


def at_once(*deeds: Callable[[], object]) -> list[Refusal | None]:
    """Run the deeds in threads that start together; why each was refused."""
    start = Barrier(len(deeds))

    def run(deed: Callable[[], object]) -> Refusal | None:
        start.wait()
        try:
            deed()
        except Refusal as refused:
            return refused
        return None

    with ThreadPoolExecutor(len(deeds)) as several:
        return list(several.map(run, deeds))


@pytest.fixture
def desk(house: Any) -> Any:
    house.lin = house.hire("lin", Role.AGENT)
    house.boss = house.hire("zhao", Role.SUPERVISOR)
    house.other = house.hire("qian", Role.SUPERVISOR)
    return house


def test_d7_a_coupon_is_decided_once(desk: Any) -> None:
    number = filed(desk.lin, against_kind="none", against=None).number
    desk.lin.run(ask_coupon, number, Decimal(300), "补偿")
    (line,) = desk.boss.read(review_queue)
    said = at_once(
        lambda: desk.boss.run(decide_review, line.id, Decision.APPROVE),
        lambda: desk.other.run(decide_review, line.id, Decision.REFUSE, reason="太高"),
    )
    assert sorted(one is None for one in said) == [False, True]
    (coupon,) = callbacks.all_of(desk, Coupon)
    assert coupon.decided_by == (desk.boss if said[0] is None else desk.other).staff_id
    assert (
        len(callbacks.all_of(desk, Event, Event.verb.in_(["coupon_approved", "coupon_refused"])))
        == 1
    )


def test_d7_two_requests_at_once_do_not_pass_the_limit_together(desk: Any) -> None:
    number = filed(desk.lin, against_kind="none", against=None).number
    at_once(*(lambda: desk.lin.run(ask_coupon, number, Decimal(50), "补偿") for _ in range(3)))
    coupons = callbacks.all_of(desk, Coupon)
    assert sum(c.cents for c in coupons if c.state == "approved") <= 10_000


def test_c4_a_case_is_settled_once(desk: Any) -> None:
    number = filed(desk.lin, against_kind="none", against=None).number
    desk.lin.run(escalate_ticket, number, 1, "难办")
    (line,) = desk.boss.read(review_queue)
    said = at_once(
        *(
            lambda who=who: who.run(
                decide_review, line.id, Decision.REASSIGN, to="qian", reason="换人"
            )
            for who in (desk.boss, desk.other)
        )
    )
    assert sorted(one is None for one in said) == [False, True]
    assert len(callbacks.all_of(desk, Event, Event.verb == "decided")) == 1
    assert [row.state for row in callbacks.all_of(desk, Escalation)] == ["closed"]


def test_c3_c6_a_callback_is_kept_once_or_handed_over(desk: Any) -> None:
    promised = callbacks.promise(desk, desk.lin, 20)
    said = at_once(
        lambda: desk.lin.run(keep_callback, promised, CallbackResult.DONE),
        lambda: desk.boss.run(keep_callback, promised, CallbackResult.DONE),
        lambda: desk.boss.run(hand_over_callbacks, "lin", "qian", "病假"),
    )
    assert sum(one is None for one in said[:2]) <= 1
    done = [one for one in callbacks.all_of(desk, CallbackAttempt) if one.result == "done"]
    assert len(done) == 1


def test_c6_everybody_who_takes_the_next_promise_gets_another_one(desk: Any) -> None:
    promised = [callbacks.promise(desk, desk.lin, 20 + n) for n in range(9)]
    people = [desk.hire(f"sun{n}", Role.AGENT) for n in range(3)]
    desk.boss.run(mark_absent, "lin", None)
    taken: list[uuid.UUID] = []

    def take(who: Any) -> None:
        while (line := who.run(take_next_callback)) is not None:
            taken.append(line.id)

    assert at_once(*(partial(take, who) for who in people)) == [None] * 3
    assert sorted(taken) == sorted(promised)
    owners = {one.owner_id for one in callbacks.all_of(desk, Callback)}
    assert owners <= {who.staff_id for who in people}
    waiting = callbacks.all_of(desk, Escalation, Escalation.callback_id.is_not(None))
    assert {one.state for one in waiting} == {"closed"}


def test_c4_everybody_who_takes_the_next_case_gets_another_one(desk: Any) -> None:
    for n in range(6):
        number = filed(desk.lin, against_kind="none", against=None).number
        desk.lin.run(escalate_ticket, number, 1, f"难办 {n}")
    taken: list[uuid.UUID] = []

    def take(who: Any) -> None:
        while (line := who.run(take_next_review)) is not None:
            taken.append(line.id)

    assert at_once(partial(take, desk.boss), partial(take, desk.other)) == [None, None]
    rows = callbacks.all_of(desk, Escalation)
    assert sorted(taken) == sorted(row.id for row in rows)
    assert {row.state for row in rows} == {"taken"}
    assert len(callbacks.all_of(desk, Event, Event.verb == "decided")) == 6


def _customer(desk: Any) -> Deed:
    (one,) = callbacks.all_of(desk, Customer)
    return lambda ctx, words: edit_customer(
        ctx, one.id, one.version, name=words, title=None, address="", note=""
    )


def _phrase(desk: Any) -> Deed:
    line = desk.boss.read(find_phrases, language=Language.ZH_CN)[0]
    return lambda ctx, words: edit_phrase(ctx, line.id, line.version, text=words)


def _call(desk: Any) -> Deed:
    (one,) = callbacks.all_of(desk, Call)
    return lambda ctx, words: correct_call(ctx, one.id, one.version, {"name": words})


def _staff(desk: Any) -> Deed:
    (one,) = (row for row in desk.owner.read(list_staff) if row.login == "lin")
    return lambda ctx, words: change_staff(ctx, StaffChange(one.id, one.version, words))


def _figure(_desk: Any) -> Deed:
    figures = {"甲": "4", "乙": "5"}
    return lambda ctx, words: set_policy(ctx, Key.RINGS_LIMIT.value, figures[words], "试行", seen=3)


@pytest.mark.parametrize("edit", [_customer, _phrase, _call, _staff, _figure])
def test_h4_of_two_edits_at_once_one_is_told_of_the_other(desk: Any, edit: Any) -> None:
    callbacks.promise(desk, desk.lin, 20)
    deed = edit(desk)
    written, go_on = threading.Event(), threading.Event()

    def first(ctx: Any) -> None:
        deed(ctx, "甲")
        ctx.session.flush()
        written.set()
        assert go_on.wait(20)

    def second() -> None:
        assert written.wait(20)
        desk.owner.run(deed, "乙")

    with ThreadPoolExecutor(2) as both:
        running = both.submit(desk.owner.run, first), both.submit(second)
        assert written.wait(20)
        wait_for_a_waiter(desk.store)
        go_on.set()
    assert running[0].exception() is None
    assert isinstance(running[1].exception(), Conflict)


def wait_for_a_waiter(store: Store) -> None:
    """Until the second transaction stands before what the first has locked."""
    if store.address.kind is EngineKind.SQLITE:
        return  # it can't even begin
    waiting = 0
    while not waiting:
        with store.reader.connect() as connection:
            waiting = connection.scalar(text("SELECT count(*) FROM pg_locks WHERE NOT granted"))


def test_c3_two_who_tell_the_next_time_both_count_on_the_ticket(desk: Any) -> None:
    """Who had to wait for the callback sees the ticket as the other left it."""
    promised = callbacks.promise(desk, desk.lin, 20)
    (before,) = callbacks.all_of(desk, Ticket)
    desk.later(minutes=5)
    tell = partial(desk.lin.run, keep_callback, promised, CallbackResult.PROGRESS)
    assert at_once(*(partial(tell, minutes=minutes) for minutes in (10, 15, 20, 25))) == [None] * 4
    (after,), (callback,) = callbacks.all_of(desk, Ticket), callbacks.all_of(desk, Callback)
    assert after.version - before.version == 4
    assert after.due_at == callback.due_at
