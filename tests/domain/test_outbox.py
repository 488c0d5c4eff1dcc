"""Order, blocking and pauses of what waits for the server (H6)."""

import uuid
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from thirdring.domain.outbox import (
    LONGEST_PAUSE_SECONDS,
    OutboxRecord,
    Standing,
    Ties,
    pause_before,
    sendable,
)

NOW = datetime(2026, 11, 22, tzinfo=UTC)
A, B = uuid.UUID(int=1), uuid.UUID(int=2)


def record(n: int, standing: Standing = Standing.WAITING) -> OutboxRecord:
    return OutboxRecord(uuid.UUID(int=n), "add_note", {}, NOW, standing)


def test_h6_in_the_order_they_were_made() -> None:
    records = [record(n) for n in (3, 1, 2)]
    assert sendable([(one, Ties()) for one in records]) == tuple(records)


def test_h6_what_was_set_aside_holds_only_what_needs_it() -> None:
    aside, needs, other = record(1, Standing.ASIDE), record(2), record(3)
    makes = Ties(makes=frozenset({A}))
    ties = Ties(makes=frozenset({B}), needs=frozenset({A}))
    assert sendable([(aside, makes), (needs, ties), (other, Ties())]) == (other,)


def test_h6_a_chain_of_needs_is_held_to_its_end() -> None:
    chain = [
        (record(1, Standing.CONFLICT), Ties(makes=frozenset({A}))),
        (record(2), Ties(makes=frozenset({B}), needs=frozenset({A}))),
        (record(3), Ties(needs=frozenset({B}))),
    ]
    assert sendable(chain) == ()


def test_what_is_sent_before_it_holds_nothing() -> None:
    first, second = record(1), record(2)
    pairs = [(first, Ties(makes=frozenset({A}))), (second, Ties(needs=frozenset({A})))]
    assert sendable(pairs) == (first, second)


@given(st.integers(1, 10_000), st.floats(0, 1))
def test_pauses_grow_to_a_minute_and_are_spread(tries: int, chance: float) -> None:
    pause = pause_before(tries, chance)
    assert 0.5 <= pause <= LONGEST_PAUSE_SECONDS
    assert pause_before(tries, 0) * 2 == pause_before(tries, 1)
    assert pause <= pause_before(tries + 1, chance)
