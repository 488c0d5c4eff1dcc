"""Blocking and pauses of what waits for the server (H6)."""

import uuid

from hypothesis import given
from hypothesis import strategies as st

from thirdring.domain.outbox import (
    LONGEST_PAUSE_SECONDS,
    Held,
    Ties,
    pause_before,
)

A, B = uuid.UUID(int=1), uuid.UUID(int=2)


def test_h6_what_was_set_aside_blocks_only_what_needs_it() -> None:
    held = Held()
    held.add(Ties(makes=frozenset({A})))
    assert held.blocks(Ties(needs=frozenset({A, B})))
    assert not held.blocks(Ties(makes=frozenset({A}), needs=frozenset({B})))
    assert not held.blocks(Ties())


def test_h6_a_chain_of_needs_is_held_to_its_end() -> None:
    held = Held()
    held.add(Ties(makes=frozenset({A})))
    middle = Ties(makes=frozenset({B}), needs=frozenset({A}))
    assert held.blocks(middle)
    held.add(middle)
    assert held.blocks(Ties(needs=frozenset({B})))
    assert held.blocks(Ties(needs=frozenset({A})))


@given(st.integers(1, 10_000), st.floats(0, 1))
def test_pauses_grow_to_a_minute_and_are_spread(tries: int, chance: float) -> None:
    pause = pause_before(tries, chance)
    assert 0.5 <= pause <= LONGEST_PAUSE_SECONDS
    assert pause_before(tries, 0) * 2 == pause_before(tries, 1)
    assert pause <= pause_before(tries + 1, chance)


def test_pauses_double_from_a_second_to_a_minute() -> None:
    assert [pause_before(tries, 1) for tries in range(1, 9)] == [1, 2, 4, 8, 16, 32, 60, 60]
    assert pause_before(3, 0.5) == 3
    assert pause_before(10_000_000, 1) == 60
