"""What a commit tells: read back as it was said, and everything where it can't be read."""

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thirdring.domain.changes import (
    EVERYTHING,
    LONGEST,
    PRESENCE,
    Change,
    about,
    from_payload,
    is_presence,
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
    seen = Change(frozenset({about(PRESENCE, ticket)}))
    assert from_payload(to_payload("f" * 16, {about(PRESENCE, ticket)}), ME) == seen
    assert seen.only_presence
    assert seen.concerns(frozenset({PRESENCE}), (ticket,))
    assert not seen.concerns(frozenset({PRESENCE, "tickets"}), (other,))
    assert not seen.concerns(None)
    assert not seen.concerns(None, (ticket,))
    assert not seen.and_then(Change(frozenset({"tickets"}))).only_presence
    assert not EVERYTHING.only_presence
    assert not is_presence("presences:00000000")


def test_rows_about_somebody_concern_who_shows_them_and_who_shows_all() -> None:
    mine, other = new_id(), new_id()
    told = Change(frozenset({about("calls", mine), "staff"}))
    assert told.concerns(frozenset({"calls"}))
    assert told.concerns(frozenset({"calls"}), (other, mine))
    assert not told.concerns(frozenset({"calls"}), (other,))
    assert not told.concerns(frozenset({"calls"}), ())
    assert not told.concerns(frozenset({"tickets"}), (mine,))
    assert told.concerns(frozenset({"calls", "staff"}), ())
    assert told.concerns(frozenset({"staff"}))
    assert told.concerns(None)
    assert told.concerns(None, (other,))
    assert EVERYTHING.concerns(frozenset({"calls"}), ())


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


def test_a_payload_names_its_form_its_desk_and_its_topics_in_order() -> None:
    assert to_payload(MARK, {"tickets", "calls"}) == f"3r1 {MARK} calls,tickets"
    assert to_payload(MARK, {"Tickets"}) == f"3r1 {MARK} *"
    assert from_payload(f"3r1 {MARK} calls,tickets", ME) == (
        Change(frozenset({"calls", "tickets"}), own=True)
    )
    assert from_payload(f"3r1 {MARK} *", ME) == Change(None, own=True)


def test_as_much_as_a_server_takes_is_said_and_one_more_is_everything() -> None:
    head = len(f"3r1 {MARK} ")
    many = [f"{n:a>39}".translate(str.maketrans("0123456789", "bcdefghijk")) for n in range(99)]
    rest = LONGEST - head - len(",".join(many)) - 1
    assert 0 < rest < 40
    longest = to_payload(MARK, [*many, "z" * rest])
    assert len(longest) == LONGEST
    assert from_payload(longest, OTHER).topics == frozenset({*many, "z" * rest})
    assert to_payload(MARK, [*many, "z" * (rest + 1)]) == f"3r1 {MARK} *"
    assert from_payload(longest + "z", OTHER) == EVERYTHING


def test_what_it_is_about_is_named_by_the_random_end_of_its_id() -> None:
    assert about("tickets", uuid.UUID(int=0x0123456789ABCDEF)) == "tickets:89abcdef"
