"""What a commit tells: read back as it was said, and everything where it can't be read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thirdring.domain.changes import (
    EVERYTHING,
    LONGEST,
    Change,
    from_payload,
    presence_topic,
    to_payload,
)
from thirdring.domain.ids import new_id

MARK = "0123456789abcdef"
ME, OTHER = MARK.__eq__, ("f" * 16).__eq__
topics = st.sets(st.from_regex(r"[a-z_]{1,40}", fullmatch=True), min_size=1)


@given(topics)
def test_a_change_is_read_as_it_was_said_or_as_everything(said: set[str]) -> None:
    payload = to_payload(MARK, said)
    assert len(payload.encode()) <= LONGEST
    read = from_payload(payload, OTHER)
    assert read.topics in {None, frozenset(said)}
    assert (read.topics is None) == payload.endswith("*")
    assert from_payload(payload, ME).own
    assert not read.own


@given(st.text())
def test_whatever_else_is_said_means_everything(payload: str) -> None:
    assert from_payload(payload, ME) == EVERYTHING


@pytest.mark.parametrize("topic", ["Tickets", "a b", "", "x" * 41, "客户", "presence:zz"])
def test_what_is_no_topic_is_said_as_everything(topic: str) -> None:
    assert from_payload(to_payload(MARK, {topic, "tickets"}), OTHER) == EVERYTHING


def test_who_has_something_open_concerns_only_who_asks() -> None:
    ticket, other = new_id(), new_id()
    seen = Change(frozenset({presence_topic(ticket)}))
    assert from_payload(to_payload("f" * 16, {presence_topic(ticket)}), ME) == seen
    assert seen.only_presence
    assert seen.concerns(frozenset({presence_topic(ticket)}))
    assert not seen.concerns(frozenset({presence_topic(other), "tickets"}))
    assert not seen.concerns(None)
    assert not seen.and_then(Change(frozenset({"tickets"}))).only_presence
    assert not EVERYTHING.only_presence


def test_changes_add_up() -> None:
    mine = Change(frozenset({"calls"}), own=True)
    theirs = Change(frozenset({"tickets"}))
    assert mine.and_then(theirs) == Change(frozenset({"calls", "tickets"}))
    assert mine.and_then(mine) == mine
    assert mine.and_then(EVERYTHING) == EVERYTHING
    assert EVERYTHING.concerns(frozenset({"calls"}))
    assert EVERYTHING.concerns(None)
    assert theirs.concerns(None)
    assert not theirs.concerns(frozenset({"calls"}))
