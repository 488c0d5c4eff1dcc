"""What comes first in the supervisors' queue, what a decision needs and what it settles."""

import datetime as dt
import uuid
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thirdring.domain.case_values import Decision, EscalationKind, EscalationState
from thirdring.domain.errors import Refusal
from thirdring.domain.escalations import RULES, TOLD_AT_ONCE, decisions, tellings
from thirdring.domain.policy import Key
from thirdring.domain.review import (
    Standing,
    Words,
    at_once,
    check_words,
    finishes,
    highest,
    in_order,
    level_to_send,
    meets_review,
    overdue,
    raised,
    undoable,
)

NOW = dt.datetime(2026, 11, 22, 4, 0, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)

moments = st.integers(-3000, 3000).map(lambda minutes: NOW + minutes * MINUTE)
standings = st.builds(
    Standing,
    kind=st.sampled_from(list(EscalationKind)),
    level=st.integers(1, 3),
    state=st.sampled_from([EscalationState.OPEN, EscalationState.TAKEN, EscalationState.RETURNED]),
    due_at=st.none() | moments,
    sent_at=moments,
)


def standing(
    kind: EscalationKind = EscalationKind.DIFFICULT,
    level: int = 1,
    due: int | None = 10,
    state: EscalationState = EscalationState.OPEN,
) -> Standing:
    """Due in so many minutes."""
    return Standing(kind, level, state, None if due is None else NOW + due * MINUTE, NOW)


def refused(deed: Callable[..., object], *given_: object) -> tuple[str, str, str]:
    """The rule, the field and the sentence `deed` is refused with."""
    with pytest.raises(Refusal) as no:
        deed(*given_)
    return no.value.rule, no.value.field, str(no.value)


def test_e6_d9_the_queue_starts_with_emergencies_then_what_is_told_at_once_then_overdue() -> None:
    ordered = [
        standing(EscalationKind.EMERGENCY, 2, 5),
        standing(EscalationKind.AUTHORITY, 2, -1),
        standing(level=3, due=10),
        standing(EscalationKind.PRESS_NOT_CONTENT, 3, 15),
        standing(EscalationKind.MAJOR, 2, 6),
        standing(EscalationKind.PRESS, 2, 11),
        standing(due=-1),
        standing(EscalationKind.NOT_SATISFIED, 2, 600),
        standing(due=3),
        standing(EscalationKind.MAJOR, 1, due=None),
        standing(EscalationKind.PRESS, 3, 1, EscalationState.RETURNED),
    ]
    ids = [uuid.UUID(int=99 - place) for place in range(len(ordered))]
    queue = dict(zip(reversed(ids), reversed(ordered), strict=True))
    assert [queue[one] for one in in_order(queue, NOW)] == ordered


@given(st.lists(standings, max_size=12))
def test_c4_nothing_late_stands_behind_what_is_not_but_what_is_told_at_once(
    queue: list[Standing],
) -> None:
    found = _ordered(queue)
    assert len(found) == len(queue)
    for before, after in pairwise(found):
        if overdue(after, NOW) and not overdue(before, NOW):
            assert before.kind is EscalationKind.EMERGENCY or at_once(before, NOW)
        if after.kind is EscalationKind.EMERGENCY and before.kind is not EscalationKind.EMERGENCY:
            assert after.state is EscalationState.RETURNED
        if at_once(after, NOW) and not at_once(before, NOW):
            assert before.kind is EscalationKind.EMERGENCY


@given(st.dictionaries(st.uuids(), standings, max_size=8), st.randoms(use_true_random=False))
def test_c4_the_order_is_the_same_however_it_is_read(
    queue: dict[uuid.UUID, Standing], random: Random
) -> None:
    mixed = list(queue.items())
    random.shuffle(mixed)
    found = in_order(dict(mixed), NOW)
    assert found == in_order(queue, NOW)
    assert sorted(found) == sorted(queue)
    # Any two of them stand to each other as they do in the whole.
    for before, after in pairwise(found):
        two = {after: queue[after], before: queue[before]}
        assert in_order(two, NOW) == [before, after]


@given(st.dictionaries(st.uuids(), standings, max_size=8), st.integers(0, 600))
def test_c4_as_time_passes_only_what_becomes_late_moves(
    queue: dict[uuid.UUID, Standing], minutes: int
) -> None:
    then = NOW + minutes * MINUTE
    same = {one: row for one, row in queue.items() if overdue(row, NOW) is overdue(row, then)}
    assert in_order(same, NOW) == in_order(same, then)


@given(st.sampled_from(list(EscalationKind)), st.integers(1, 3))
def test_e5_leadership_is_told_of_everything_at_level_3_and_of_nothing_below(
    kind: EscalationKind, level: int
) -> None:
    told = tellings(kind, level)
    own = RULES[kind].recipients
    assert (own is None) or told[0].recipients is own
    leaders = [one for one in told if one.recipients is Key.RECIPIENTS_LEADERSHIP]
    assert len(leaders) == (level == 3 or kind is EscalationKind.PRESS_NOT_CONTENT)
    assert all(one.rule in TOLD_AT_ONCE for one in told)


def _ordered(queue: list[Standing]) -> list[Standing]:
    named = {uuid.UUID(int=place): one for place, one in enumerate(queue)}
    return [named[one] for one in in_order(named, NOW)]


@given(st.sampled_from(list(EscalationKind)), st.integers(-1, 5), st.integers(0, 3))
def test_c4_a_level_only_goes_up(kind: EscalationKind, asked: int, at: int) -> None:
    own = RULES[kind].level
    same = at if kind is EscalationKind.DIFFICULT else at - 1
    if 1 <= asked <= 3 and (kind is EscalationKind.EMERGENCY or max(asked, own) > same):
        level = level_to_send(kind, asked, at)
        assert level == max(asked, own, at if kind is EscalationKind.EMERGENCY else 0)
    else:
        none = not 1 <= asked <= 3
        words = f"It is at level {at} already; a level only goes up."
        assert refused(level_to_send, kind, asked, at) == (
            RULES[kind].rule, "level", "Levels go from 1 to 3." if none else words,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "asked", "at", "level"),
    [
        (EscalationKind.DIFFICULT, 1, 0, 1), (EscalationKind.DIFFICULT, 3, 2, 3), (EscalationKind.NOT_SATISFIED, 1, 0, 2),
        (EscalationKind.NOT_SATISFIED, 2, 2, 2), (EscalationKind.PRESS_NOT_CONTENT, 1, 2, 3), (EscalationKind.EMERGENCY, 1, 0, 2),
        (EscalationKind.EMERGENCY, 1, 3, 3),
    ],
)  # fmt: skip
def test_d8_e5_e6_each_kind_goes_to_its_own_level_at_least(
    kind: EscalationKind, asked: int, at: int, level: int
) -> None:
    assert level_to_send(kind, asked, at) == level


@pytest.mark.parametrize(
    ("asked", "at", "sentence"),
    [
        (0, 0, "Levels go from 1 to 3."),
        (4, 0, "Levels go from 1 to 3."),
        (1, 1, "It is at level 1 already; a level only goes up."),
        (2, 3, "It is at level 3 already; a level only goes up."),
    ],
)
def test_c4_what_is_no_level_or_no_higher_one_is_refused(
    asked: int, at: int, sentence: str
) -> None:
    found = refused(level_to_send, EscalationKind.DIFFICULT, asked, at)
    assert found == ("C4", "level", sentence)


def test_e5_the_press_goes_on_to_leadership_and_nothing_above_it() -> None:
    assert raised(EscalationKind.PRESS, 2) == (EscalationKind.PRESS_NOT_CONTENT, 3)
    assert raised(EscalationKind.DIFFICULT, 1) == (EscalationKind.DIFFICULT, 2)
    assert raised(EscalationKind.LAWYER, 2) == (EscalationKind.LAWYER, 3)
    for kind in (EscalationKind.PRESS_NOT_CONTENT, EscalationKind.PRESS, EscalationKind.DIFFICULT):
        assert refused(raised, kind, 3) == (
            "E5", "decision", "There is no higher level.",
        )  # fmt: skip
    assert raised(EscalationKind.PRESS, 1) == (EscalationKind.PRESS, 2)


@given(st.sampled_from(list(EscalationKind)), st.integers(1, 3))
def test_e5_raising_is_offered_exactly_where_there_is_a_higher_level(
    kind: EscalationKind, level: int
) -> None:
    offered = Decision.RAISE_LEVEL in decisions(kind, level, EscalationState.OPEN)
    assert offered == (level < 3 and kind is not EscalationKind.COUPON)
    if offered:
        assert raised(kind, level)[1] == level + 1


HANDED_ON = "Whoever took the case sees it through; say why it is handed on."


@pytest.mark.parametrize(
    ("decision", "words", "rule", "field", "sentence"),
    [
        (Decision.RETURN_PLAN, Words(reason="x", to="lin", statement=True), None, "plan",
         "Say what the agent is to do: the plan."),
        (Decision.REFUSE, Words(plan="x", to="lin", statement=True), "D7", "reason",
         "Say why it is refused."),
        (Decision.REASSIGN, Words(plan="x", statement=True), "C10", "to", "Say who takes it on."),
        (Decision.REASSIGN, Words(reason="x"), "C10", "to", "Say who takes it on."),
        (Decision.REASSIGN, Words(plan="x", to="lin", statement=True), "C10", "reason", HANDED_ON),
        (Decision.STATEMENT, Words("x", "x", "lin"), "E4", "statement",
         "Choose a published statement."),
        (Decision.RAISE_LEVEL, Words(plan="x", to="lin", statement=True), None, "reason",
         "Say why it goes up."),
    ],
)  # fmt: skip
def test_c4_c10_d7_e4_a_decision_says_what_it_lacks(
    decision: Decision, words: Words, rule: str | None, field: str, sentence: str
) -> None:
    for kind in EscalationKind:
        found = refused(check_words, kind, decision, words)
        assert found == (rule or RULES[kind].rule, field, sentence)


@given(st.sampled_from(list(EscalationKind)), st.sampled_from(list(Decision)))
def test_c4_with_every_word_given_nothing_is_lacking(
    kind: EscalationKind, decision: Decision
) -> None:
    check_words(kind, decision, Words("plan", "reason", "lin", statement=True))
    if decision in {Decision.TAKE_OVER, Decision.APPROVE, Decision.CALLED_BACK}:
        check_words(kind, decision, Words())


@given(
    st.sampled_from(list(EscalationKind)),
    st.sampled_from(list(Decision)),
    st.sampled_from(["", "更换整床"]),
)
def test_d9_e1_only_telling_the_recipients_meets_their_clock(
    kind: EscalationKind, decision: Decision, plan: str
) -> None:
    met = meets_review(kind, decision, plan)
    if RULES[kind].recipients is not None:
        assert not met
    elif kind is not EscalationKind.NOT_SATISFIED:
        assert met


def test_d8_taking_over_is_not_yet_the_plan() -> None:
    assert not meets_review(EscalationKind.NOT_SATISFIED, Decision.TAKE_OVER, "")
    assert not meets_review(EscalationKind.NOT_SATISFIED, Decision.CALLED_BACK, "")
    assert meets_review(EscalationKind.NOT_SATISFIED, Decision.CALLED_BACK, "更换整床")
    assert meets_review(EscalationKind.NOT_SATISFIED, Decision.RETURN_PLAN, "更换整床")
    assert meets_review(EscalationKind.NOT_SATISFIED, Decision.RAISE_LEVEL, "")


def test_c4_who_takes_over_returns_or_raises_leaves_something_to_do() -> None:
    done = {one for one in Decision if finishes(one)}
    assert done == {Decision.REASSIGN, Decision.STATEMENT, Decision.CALLED_BACK}


def test_c4_only_what_nobody_outside_has_heard_of_is_taken_back() -> None:
    found = {
        (decision, before, planned)
        for decision in Decision
        for before in EscalationState
        for planned in (True, False)
        if undoable(decision, before, planned=planned)
    }
    assert found == {
        (decision, before, False)
        for decision in (Decision.TAKE_OVER, Decision.RETURN_PLAN)
        for before in (EscalationState.OPEN, EscalationState.TAKEN)
    }


@given(st.lists(st.integers(1, 3)))
def test_c4_a_ticket_shows_the_highest_level_it_waits_at(levels: list[int]) -> None:
    assert highest(levels) == max([0, *levels])


def test_c4_late_begins_after_the_very_instant() -> None:
    instant = dt.timedelta(microseconds=1)
    due = standing(due=0)
    assert not overdue(due, NOW)
    assert overdue(due, NOW + instant)
    assert not overdue(standing(due=None), NOW)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (standing(level=2, due=10), standing(level=1, due=9)),
        (standing(due=9), standing(due=10)),
        (standing(due=10), standing(due=None)),
        (replace(standing(), sent_at=NOW - MINUTE), standing()),
        (replace(standing(due=None), sent_at=NOW - MINUTE), standing(due=None)),
        (standing(due=-1), standing(level=2, due=10)),
        (standing(level=3, due=10), standing(due=-1)),
        (standing(level=2, due=None), standing(due=1)),
        (standing(due=None), standing(level=3, due=1, state=EscalationState.RETURNED)),
        (standing(due=-2, state=EscalationState.RETURNED), standing(due=-1)),
        (standing(EscalationKind.EMERGENCY, 2, None), standing(EscalationKind.MAJOR, 3, -1)),
    ],
)
def test_c4_of_two_in_the_queue_the_more_urgent_comes_first(
    first: Standing, second: Standing
) -> None:
    behind = uuid.UUID(int=2)
    assert in_order({uuid.UUID(int=1): second, behind: first}, NOW)[0] == behind


def test_c6_what_an_absent_person_leaves_needs_an_owner() -> None:
    left = decisions(EscalationKind.ABSENT, 1, EscalationState.OPEN, promised=False)
    assert left == {Decision.TAKE_OVER, Decision.REASSIGN, Decision.RAISE_LEVEL}
    promised = decisions(EscalationKind.ABSENT, 1, EscalationState.OPEN)
    assert promised == left | {Decision.CALLED_BACK, Decision.RETURN_PLAN}
    assert decisions(EscalationKind.ABSENT, 3, EscalationState.TAKEN, promised=False) == {
        Decision.REASSIGN
    }
