"""The figures of the rulebook: defaults as it gives them, changes within bounds."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thirdring.domain.enums import CallerType
from thirdring.domain.errors import NotFound, Refusal
from thirdring.domain.policy import (
    KEYS,
    Key,
    Policy,
    PolicyKind,
    find_key,
    format_value,
    parse_value,
    to_stored,
)

SHIPPED = {
    Key.RINGS_LIMIT: 3,
    Key.RING_SECONDS: 5,
    Key.HOLD_SECONDS: 60,
    Key.CALLBACK_DEFAULT_MINUTES: 30,
    Key.CALLBACK_MAX_MINUTES: 30,
    Key.ANSWER_HOURS: 24,
    Key.COUNTER_PLAN_HOURS: 24,
    Key.MAIL_ANSWER_HOURS: 24,
    Key.MAJOR_REPORT_MINUTES: 15,
    Key.RETURN_VISIT_DAYS: 15,
    Key.AWAY_MINUTES: 8,
    Key.COUNTER_MINUTES: 3,
    Key.DAY_START_MINUTES: 5,
    Key.DAY_END_MINUTES: 5,
    Key.PROMOTION_DAYS: 3,
    Key.ANNOUNCEMENT_LEAD_DAYS: 1,
}


@pytest.mark.parametrize(("key", "figure"), SHIPPED.items())
def test_the_figures_are_the_rulebooks(key: Key, figure: int) -> None:
    assert Policy().integer(key) == figure


@pytest.mark.parametrize("key", list(Key))
def test_every_key_is_described_bounded_and_cites_a_rule(key: Key) -> None:
    entry = KEYS[key]
    assert entry.key is key
    assert entry.rules
    assert entry.text.endswith(".")
    assert entry.least <= entry.most
    assert parse_value(key, format_value(key, entry.default)) == entry.default


def _values(key: Key) -> st.SearchStrategy[object]:
    entry = KEYS[key]
    if key in {Key.HOLIDAYS, Key.WORKDAYS}:
        return st.lists(st.dates().map(str), max_size=5, unique=True).map(tuple)
    if key is Key.WORKING_TIME_RULES:
        return st.sampled_from([(), ("D3",)])
    if entry.kind is PolicyKind.NAMES:
        name = st.text("abc_经理 ", min_size=1, max_size=8).map(str.strip).filter(bool)
        return st.lists(name, min_size=entry.least, max_size=min(entry.most, 5), unique=True).map(
            tuple
        )
    if entry.kind is PolicyKind.AMOUNT:
        return st.decimals(entry.least, entry.most, places=2)
    return st.integers(entry.least, entry.most)


@given(st.data(), st.sampled_from(list(Key)))
def test_what_is_within_bounds_is_stored_and_read_back(data: st.DataObject, key: Key) -> None:
    value = data.draw(_values(key))
    parsed = parse_value(key, format_value(key, value))  # type: ignore[arg-type]
    assert parsed == value
    policy = Policy.from_stored({key.value: to_stored(parsed), "from_a_newer_program": 1})
    assert policy[key] == value
    assert {k: v for k, v in policy.items() if k is not key} == {
        k: v for k, v in Policy().items() if k is not key
    }


@given(st.data(), st.sampled_from([k for k in Key if KEYS[k].kind is not PolicyKind.NAMES]))
def test_what_is_out_of_bounds_is_refused_with_its_rule(data: st.DataObject, key: Key) -> None:
    entry = KEYS[key]
    below, above = st.integers(max_value=entry.least - 1), st.integers(entry.most + 1)
    with pytest.raises(Refusal) as refused:
        parse_value(key, str(data.draw(below | above)))
    assert (refused.value.rule, refused.value.field) == (entry.rules[0], key.value)


@pytest.mark.parametrize(
    ("key", "text"),
    [
        (Key.RINGS_LIMIT, ""),
        (Key.RINGS_LIMIT, "three"),
        (Key.RINGS_LIMIT, "3.5"),
        (Key.BACKUP_DAILY, "1_0"),
        (Key.RINGS_LIMIT, "9" * 5000),
        (Key.COUPON_LIMIT_AGENT, "NaN"),
        (Key.COUPON_LIMIT_AGENT, "Infinity"),
        (Key.COUPON_LIMIT_AGENT, "-1"),
        (Key.COUPON_LIMIT_AGENT, "1e400"),
        (Key.RECIPIENTS_MAJOR, "service_manager"),
        (Key.RECIPIENTS_PRESS, ""),
        (Key.RECIPIENTS_PRESS, "x" * 101),
        (Key.RECIPIENTS_PRESS, ",".join(f"post{n}" for n in range(21))),
    ],
)
def test_nonsense_is_refused_in_one_sentence(key: Key, text: str) -> None:
    with pytest.raises(Refusal, match=f"^{key.value}: ") as refused:
        parse_value(key, text)
    assert len(str(refused.value)) < 200


def test_names_are_separated_as_people_do() -> None:
    parsed = parse_value(Key.RECIPIENTS_MAJOR, " 经理、 主管，经理; office\n")
    assert parsed == ("经理", "主管", "office")
    assert format_value(Key.RECIPIENTS_PRESS, parsed) == "经理, 主管, office"


def test_amounts_keep_two_places_and_survive_storage() -> None:
    parsed = parse_value(Key.COUPON_LIMIT_AGENT, "50.5")
    assert to_stored(parsed) == "50.50"
    assert Policy.from_stored({"coupon_limit_agent": "50.50"}).amount(Key.COUPON_LIMIT_AGENT) == (
        Decimal("50.50")
    )
    assert to_stored(("a", "b")) == ["a", "b"]
    assert to_stored(3) == 3


def test_spans_know_their_unit() -> None:
    policy = Policy()
    assert policy.span(Key.HOLD_SECONDS) == dt.timedelta(seconds=60)
    assert policy.span(Key.CALLBACK_MAX_MINUTES) == dt.timedelta(minutes=30)
    assert policy.span(Key.ANSWER_HOURS) == dt.timedelta(days=1)
    assert policy.span(Key.RETURN_VISIT_DAYS) == dt.timedelta(days=15)
    with pytest.raises(KeyError):
        policy.span(Key.RINGS_LIMIT)


def test_a_value_asked_for_as_something_else_is_a_bug() -> None:
    policy = Policy()
    with pytest.raises(TypeError, match="recipients_press"):
        policy.integer(Key.RECIPIENTS_PRESS)
    with pytest.raises(TypeError, match="rings_limit"):
        policy.amount(Key.RINGS_LIMIT)
    with pytest.raises(TypeError, match="rings_limit"):
        policy.names(Key.RINGS_LIMIT)


def test_a_policy_is_a_mapping_over_every_key() -> None:
    changed = Policy({Key.RINGS_LIMIT: 5})
    assert set(changed) == set(Key)
    assert len(changed) == len(Key)
    assert changed[Key.RINGS_LIMIT] == 5
    assert changed != Policy()
    with pytest.raises(TypeError):
        changed[Key.RINGS_LIMIT] = 1  # type: ignore[index]


def test_a_key_is_found_by_name() -> None:
    assert find_key(" Rings_Limit ").key is Key.RINGS_LIMIT
    with pytest.raises(NotFound, match="The policy has no figure “rings”") as refused:
        find_key("rings")
    assert refused.value.field == "key"


def test_e1_the_press_is_reported_to_five_posts() -> None:
    assert Policy().recipients(CallerType.PRESS) == (
        "service_manager", "department_heads", "deputy_heads", "general_manager",
        "group_hotline_office",
    )  # fmt: skip
    assert Policy().recipients(CallerType.CUSTOMER) == ()


def test_the_refusals_speak_in_these_words() -> None:
    def said(key: Key, text: str) -> str:
        with pytest.raises(Refusal) as refused:
            parse_value(key, text)
        return str(refused.value)

    assert said(Key.RINGS_LIMIT, "21") == "rings_limit: Between 1 and 20, please."
    assert said(Key.RINGS_LIMIT, "x" * 50) == f"rings_limit: “{'x' * 40}” is not a number."
    assert said(Key.BACKUP_DAILY, "1_0") == "backup_daily: “1_0” is not a number."
    late = "25:00" + " " * 30 + "x" * 20
    assert said(Key.WORK_START, late) == (
        f"work_start: “{late[:40]}” is not a time of day like 09:30."
    )
    assert said(Key.HOLIDAYS, "abc") == "holidays: “abc” is not a day like 2026-11-22."
    assert said(Key.COUPON_LIMIT_AGENT, "10.005") == (
        "coupon_limit_agent: At most two digits after the point, please."
    )
    assert said(Key.RECIPIENTS_MAJOR, "one") == (
        "recipients_major: Between 2 and 20 names, each of at most 100 characters, please."
    )
    with pytest.raises(NotFound) as refused:
        find_key("k" * 70)
    assert str(refused.value) == f"The policy has no figure “{'k' * 60}”."


def test_a_time_of_day_is_typed_with_a_colon_or_in_minutes() -> None:
    assert parse_value(Key.WORK_START, "09:30") == parse_value(Key.WORK_START, "570") == 570
    assert parse_value(Key.WORK_START, "9:05") == 545
    with pytest.raises(Refusal) as refused:
        parse_value(Key.RINGS_LIMIT, "00:05")
    assert str(refused.value) == "rings_limit: “00:05” is not a number."


def test_the_bounds_themselves_are_within() -> None:
    assert (parse_value(Key.RINGS_LIMIT, "1"), parse_value(Key.RINGS_LIMIT, "20")) == (1, 20)


def test_as_many_and_as_long_names_as_there_may_be() -> None:
    names = tuple(f"{n:0>100}" for n in range(20))
    assert parse_value(Key.RECIPIENTS_PRESS, ", ".join(names)) == names


@pytest.mark.parametrize(
    ("key", "text"),
    [
        (Key.HOLIDAYS, "abc"),
        (Key.WORKDAYS, "2026-02-30"),
        (Key.WORKING_TIME_RULES, "C2"),
        (Key.COUPON_LIMIT_AGENT, "10.005"),
    ],
)
def test_d3_d7_what_no_clock_or_till_could_use_is_refused(key: Key, text: str) -> None:
    with pytest.raises(Refusal) as refused:
        parse_value(key, text)
    assert refused.value.field == key.value


def test_d3_days_and_rules_are_kept_in_one_form() -> None:
    assert parse_value(Key.HOLIDAYS, "20261231、2026-12-31") == ("2026-12-31",)
    assert parse_value(Key.WORKING_TIME_RULES, "d3") == ("D3",)


def test_h6_what_an_older_program_let_in_locks_nobody_out() -> None:
    policy = Policy.from_stored({"holidays": ["abc"], "answer_hours": 0, "hold_seconds": 90})
    assert (policy[Key.HOLIDAYS], policy[Key.ANSWER_HOURS], policy[Key.HOLD_SECONDS]) == (
        (),
        24,
        90,
    )
