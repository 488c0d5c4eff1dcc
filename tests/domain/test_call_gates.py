"""What stops a call from being finished: each gate with its rule and field, and nothing else."""

import dataclasses
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thirdring.domain.call_gates import gates
from thirdring.domain.calls import WITHHOLDABLE, CallbackAsked, CallFacts
from thirdring.domain.enums import (
    CATEGORIES,
    OUTCOMES_WITHOUT_A_TALK,
    PROTOCOL_CALLERS,
    CallerType,
    Direction,
    HungUpBy,
    Outcome,
    Title,
)
from thirdring.domain.errors import Refusal
from thirdring.domain.holds import HoldSpan
from thirdring.domain.policy import Policy
from thirdring.domain.protocol import ProtocolAnswers
from thirdring.domain.read_back import revision

POLICY = Policy()
RANG = dt.datetime(2026, 11, 22, 1, 0, tzinfo=dt.UTC)


def _at(seconds: float) -> dt.datetime:
    return RANG + dt.timedelta(seconds=seconds)


DONE = CallFacts(
    outcome=Outcome.SOLVED,
    digits="13812345678",
    name="王亚琴",
    title=Title.MS,
    address="文景路 88 号",
    rings=2,
    started_at=_at(0),
    answered_at=_at(8),
    ended_at=_at(188),
    wrapped_up_at=_at(200),
    hung_up_by=HungUpBy.CUSTOMER,
    holds=(HoldSpan(_at(60), _at(90)),),
    category="delivery",
    raised="沙发没有送到",
    wants="送货时间",
    answer="明天上午送到",
    read_back=True,
)
CALLBACK = dataclasses.replace(
    DONE, outcome=Outcome.CALLBACK, answer=None, callback=CallbackAsked(minutes=30)
)
PRESS = dataclasses.replace(
    DONE,
    caller_type=CallerType.PRESS,
    outcome=Outcome.ESCALATED,
    address=None,
    raised=None,
    category=None,
    answer=None,
    protocol=ProtocolAnswers("Evening paper", "Why so late?", "A date"),
)


def _shut(call: CallFacts, /, **changes: object) -> list[tuple[str, str]]:
    call = dataclasses.replace(call, **changes)  # type: ignore[arg-type]
    refused = gates(call, POLICY)
    assert all(isinstance(r, Refusal) and str(r) for r in refused)
    return [(r.rule, r.field) for r in refused]


@pytest.mark.parametrize("call", [DONE, CALLBACK, PRESS])
def test_a_complete_call_may_be_finished(call: CallFacts) -> None:
    assert _shut(call) == []


@pytest.mark.parametrize(
    ("field", "empty"), [("digits", None), ("digits", ""), ("name", " "), ("name", None), ("address", None), ("raised", ""), ("raised", "\n")]
)  # fmt: skip
def test_b1_a_required_field_is_given_or_marked_as_withheld(field: str, empty: str | None) -> None:
    named = "number" if field == "digits" else field
    assert _shut(DONE, **{field: empty}) == [("B1", named)]
    assert _shut(DONE, **{field: empty}, withheld=frozenset({named})) == []


def test_b1_everything_may_be_withheld() -> None:
    call = dataclasses.replace(DONE, digits=None, name=None, address=None, raised=None)
    assert _shut(call, withheld=frozenset(WITHHOLDABLE)) == []
    assert _shut(call) == [("B1", "number"), ("B1", "name"), ("B1", "address"), ("B1", "raised")]


def test_b1_only_the_callers_own_facts_can_be_withheld() -> None:
    assert _shut(DONE, withheld=frozenset({"category", "outcome", "name"})) == [
        ("B1", "withheld"),
        ("B1", "withheld"),
    ]


def test_b1_what_was_answered_is_written_down_when_it_was_solved() -> None:
    assert _shut(DONE, answer=" ") == [("B1", "answer")]
    assert _shut(DONE, answer=None, outcome=Outcome.TICKET) == []


@pytest.mark.parametrize(
    ("caller", "asked"),
    [(CallerType.CUSTOMER, True), (CallerType.OTHER, True), (CallerType.MERCHANT, False), (CallerType.STAFF, False)],
)  # fmt: skip
def test_b1_an_address_is_asked_of_customers(caller: CallerType, asked: bool) -> None:
    shut = _shut(DONE, caller_type=caller, address=None)
    assert shut == ([("B1", "address")] if asked else [])


def test_h3_every_talk_has_a_category_of_the_centers_list() -> None:
    assert _shut(DONE, category=None) == [("H3", "category")]
    (refused,) = gates(dataclasses.replace(DONE, category="toys"), POLICY)
    assert (refused.rule, refused.field) == ("H3", "category")
    assert str(refused) == f"There is no category “toys”; there are: {', '.join(CATEGORIES)}."
    assert gates(dataclasses.replace(DONE, category="toys"), POLICY, categories=["toys"]) == ()


def test_h3_a_wrong_category_is_wrong_also_where_none_is_needed() -> None:
    assert _shut(PRESS, category="toys") == [("H3", "category")]
    assert _shut(CallFacts(outcome=Outcome.MISDIAL), category="toys") == [("H3", "category")]


def test_b2_finishing_needs_the_customers_confirmation() -> None:
    assert _shut(DONE, read_back=False) == [("B2", "read_back")]


def test_b2_the_confirmation_is_for_this_text() -> None:
    confirmed = revision(DONE.key_points())
    assert _shut(DONE, read_back_revision=confirmed) == []
    assert _shut(DONE, read_back_revision=confirmed, raised="沙发坏了") == [("B2", "read_back")]
    assert _shut(DONE, read_back_revision=confirmed, answer="后天") == []


def test_b2_the_confirmation_covers_the_time_that_was_told() -> None:
    due = _at(1800)
    call = dataclasses.replace(
        CALLBACK,
        callback=CallbackAsked(due_at=due),
        read_back_revision=revision(CALLBACK.key_points(due)),
    )
    assert gates(call, POLICY, callback_due_at=due) == ()
    assert [r.rule for r in gates(call, POLICY, callback_due_at=_at(1900))] == ["B2"]


@pytest.mark.parametrize("outcome", sorted(OUTCOMES_WITHOUT_A_TALK))
@pytest.mark.parametrize("caller", list(CallerType))
def test_b11_a_call_without_a_talk_is_a_record_that_needs_nothing(
    outcome: Outcome, caller: CallerType
) -> None:
    assert _shut(CallFacts(outcome=outcome, caller_type=caller, started_at=RANG)) == []


def test_b11_every_call_has_an_outcome() -> None:
    assert _shut(DONE, outcome=None) == [("B11", "outcome")]


def test_b13_a_transfer_says_to_whom_and_whether_it_was_taken() -> None:
    call = dataclasses.replace(DONE, outcome=Outcome.TRANSFERRED)
    assert _shut(call) == [("B13", "transferred_to"), ("B13", "transfer_taken")]
    assert _shut(call, transferred_to="仓库", transfer_taken=False) == []
    assert _shut(call, transferred_to=" ", transfer_taken=True) == [("B13", "transferred_to")]


def test_b9_who_hung_up_is_recorded() -> None:
    assert _shut(DONE, hung_up_by=None) == [("B9", "hung_up_by")]


def test_c1_a_callback_needs_a_number() -> None:
    assert _shut(CALLBACK, digits=None) == [("B1", "number"), ("C1", "number")]
    withheld = _shut(CALLBACK, digits=None, withheld=frozenset({"number"}))
    assert withheld == [("C1", "number")]


def test_c1_a_callback_is_about_something() -> None:
    call = dataclasses.replace(CALLBACK, raised=None, withheld=frozenset({"raised"}))
    assert _shut(call) == [("C1", "callback.about")]
    assert _shut(call, callback=CallbackAsked(about="送货时间")) == []


def test_c2_a_later_callback_needs_the_customers_consent() -> None:
    assert _shut(CALLBACK, callback=CallbackAsked(minutes=45)) == [("C2", "callback.reason")]
    assert _shut(CALLBACK, callback=CallbackAsked(minutes=45, reason="下班以后")) == []


def test_c2_the_half_hour_counts_from_when_it_was_told() -> None:
    due = _at(30 * 60 + 20)
    assert _shut(CALLBACK, callback=CallbackAsked(due_at=due)) == []
    assert _shut(CALLBACK, callback=CallbackAsked(due_at=due, told_at=_at(10))) == [
        ("C2", "callback.reason")
    ]


def test_c2_a_callback_without_a_time_is_due_in_half_an_hour() -> None:
    assert _shut(CALLBACK, callback=None) == []


def test_c1_a_callback_beside_another_outcome_is_judged_too() -> None:
    late = CallbackAsked(minutes=45)
    assert _shut(DONE, outcome=Outcome.TICKET, callback=late) == [("C2", "callback.reason")]


def test_a_callback_of_a_call_without_times_is_judged_later() -> None:
    call = dataclasses.replace(
        CALLBACK, started_at=None, answered_at=None, ended_at=None, wrapped_up_at=None, holds=()
    )
    assert _shut(call, callback=CallbackAsked(minutes=45)) == []


def test_e1_the_protocols_questions_replace_what_was_raised() -> None:
    assert _shut(PRESS, protocol=None) == [
        ("E1", "protocol.outlet"),
        ("E1", "protocol.questions"),
        ("E1", "protocol.answer_hoped_for"),
    ]
    assert _shut(PRESS, digits=None, name=None) == [("B1", "number"), ("B1", "name")]


@pytest.mark.parametrize("outcome", sorted(set(Outcome) - OUTCOMES_WITHOUT_A_TALK))
def test_e1_the_press_goes_to_the_supervisor_only(outcome: Outcome) -> None:
    shut = _shut(PRESS, outcome=outcome, transferred_to="x", transfer_taken=True)
    allowed = outcome is Outcome.ESCALATED
    assert (("E1", "outcome") in shut) is not allowed


@pytest.mark.parametrize(
    ("changes", "shut"),
    [
        ({"answered_at": _at(-1), "holds": ()}, [("B1", "answered_at")]),
        ({"ended_at": _at(7), "holds": ()}, [("B1", "ended_at")]),
        ({"wrapped_up_at": _at(187)}, [("B1", "wrapped_up_at")]),
        ({"answered_at": None, "ended_at": _at(-5), "holds": (), "callback": None}, [("B1", "ended_at")]),
        ({"holds": (HoldSpan(_at(5), _at(9)),)}, [("B3", "holds.0")]),
        ({"holds": (HoldSpan(_at(90), _at(80)),)}, [("B3", "holds.0")]),
        ({"rings": -1}, [("A1", "rings")]),
    ],
)  # fmt: skip
def test_clocks_that_run_backwards_are_refused(
    changes: dict[str, object], shut: list[tuple[str, str]]
) -> None:
    assert _shut(DONE, **changes) == shut


def test_each_time_out_of_order_has_its_own_sentence() -> None:
    call = dataclasses.replace(
        DONE, answered_at=_at(-1), ended_at=_at(-2), wrapped_up_at=_at(-3), holds=()
    )
    assert [str(r) for r in gates(call, POLICY)] == [
        "The times run backwards: the pick-up comes before the first ring.",
        "The times run backwards: the end of the call comes before the first ring.",
        "The times run backwards: the end of wrap-up comes before the first ring.",
    ]


TIMES = st.none() | st.integers(0, 20).map(_at)
TEXTS = st.sampled_from([None, "", "x"])
CALLS = st.builds(
    CallFacts,
    direction=st.sampled_from(Direction),
    caller_type=st.sampled_from(CallerType),
    outcome=st.none() | st.sampled_from(Outcome),
    digits=TEXTS,
    name=TEXTS,
    address=TEXTS,
    withheld=st.frozensets(st.sampled_from([*WITHHOLDABLE, "answer"])),
    rings=st.none() | st.integers(-1, 5),
    started_at=TIMES,
    answered_at=TIMES,
    ended_at=TIMES,
    wrapped_up_at=TIMES,
    hung_up_by=st.none() | st.sampled_from(HungUpBy),
    holds=st.lists(st.builds(HoldSpan, TIMES.filter(bool), TIMES), max_size=2).map(tuple),
    category=st.sampled_from([None, "product", "toys"]),
    raised=TEXTS,
    answer=TEXTS,
    read_back=st.booleans(),
    transferred_to=TEXTS,
    transfer_taken=st.none() | st.booleans(),
    callback=st.none() | st.builds(CallbackAsked, minutes=st.none() | st.integers(-1, 60)),
    protocol=st.none() | st.builds(ProtocolAnswers, TEXTS, TEXTS, TEXTS, TEXTS, TEXTS),
)


@given(CALLS)
def test_whatever_is_finished_keeps_the_rules(call: CallFacts) -> None:
    """The gates as one: a call that none of them stops is a record the rulebook accepts."""
    if gates(call, POLICY):
        return
    assert call.outcome is not None
    times = [t for t in (call.started_at, call.answered_at, call.ended_at, call.wrapped_up_at) if t]
    assert times == sorted(times)
    assert call.category in {None, *CATEGORIES}
    if not call.talked:
        return
    special = call.caller_type in PROTOCOL_CALLERS
    assert call.read_back
    assert call.hung_up_by
    assert call.name or "name" in call.withheld
    assert call.digits or ("number" in call.withheld and call.outcome is not Outcome.CALLBACK)
    if special:
        assert call.outcome is Outcome.ESCALATED
        assert not call.answer
        assert call.protocol
        assert call.protocol.questions
    else:
        assert call.category
        assert call.raised or "raised" in call.withheld
    if call.outcome is Outcome.TRANSFERRED:
        assert call.transferred_to
        assert call.transfer_taken is not None


@given(CALLS)
def test_every_gate_names_a_rule_and_a_field(call: CallFacts) -> None:
    for refused in gates(call, POLICY):
        assert refused.rule
        assert refused.field
        assert str(refused).endswith((".", "?"))


def test_the_gates_speak_in_these_words() -> None:
    """In the order of the form: what an agent reads beside the fields."""
    empty = CallFacts(
        outcome=Outcome.TRANSFERRED, callback=CallbackAsked(), withheld=frozenset({"tone"})
    )
    assert [str(r) for r in gates(empty, POLICY)] == [
        "Nobody can withhold tone.",
        "Take down the number, or mark it as withheld.",
        "Take down the name, or mark it as withheld.",
        "Take down the address, or mark it as withheld.",
        "Write down what the caller raised.",
        "Choose a category.",
        "To whom was it put through?",
        "Was the call taken there?",
        "What will the callback be about?",
        "Who hung up?",
        "Read the key points back and have them confirmed.",
    ]
    assert [str(r) for r in gates(dataclasses.replace(DONE, outcome=None), POLICY)] == [
        "How did the call end?"
    ]
    wrong = dataclasses.replace(DONE, answer=None, rings=-1, read_back_revision="other")
    assert [str(r) for r in gates(wrong, POLICY)] == [
        "Write down what was answered.",
        "The key points changed after they were confirmed: read them back again.",
        "A phone cannot ring less than never.",
    ]


def test_c1_all_that_is_wrong_with_a_callback_is_said_at_once() -> None:
    call = dataclasses.replace(
        CALLBACK, raised=None, withheld=frozenset({"raised", "number"}), digits=None
    )
    assert _shut(call, callback=CallbackAsked(minutes=45)) == [
        ("C1", "callback.about"),
        ("C1", "number"),
        ("C2", "callback.reason"),
    ]


def test_an_answer_that_was_never_typed_is_missing_too() -> None:
    assert _shut(DONE, answer=None) == [("B1", "answer")]


def test_e1_a_statement_to_the_press_is_refused_and_none_is_asked_for() -> None:
    assert _shut(PRESS, answer="We regret it.") == [("E1", "answer")]
    assert _shut(PRESS, outcome=Outcome.SOLVED) == [("E1", "outcome")]


def test_times_that_meet_and_no_ring_at_all_are_fine() -> None:
    at_once = dict.fromkeys(("started_at", "answered_at", "ended_at", "wrapped_up_at"), _at(0))
    assert _shut(DONE, **at_once, holds=(), rings=0) == []


def test_b3_a_hold_after_the_end_of_the_call_is_refused() -> None:
    assert _shut(DONE, holds=(HoldSpan(_at(180), _at(189)),)) == [("B3", "holds.0")]


def test_h3_a_long_wrong_category_is_quoted_in_part() -> None:
    (refused,) = gates(dataclasses.replace(DONE, category="x" * 500), POLICY)
    assert f"“{'x' * 60}”" in str(refused)
