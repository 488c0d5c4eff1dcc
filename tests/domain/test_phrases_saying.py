"""The stage of a call, the lines of a tab, the line to say now."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.phrase_samples import LANGUAGES, lines, moments
from thirdring.domain.call_moment import (
    OPENING_SECONDS,
    CallMoment,
    HoldState,
    LineState,
    Purpose,
    stage_of,
)
from thirdring.domain.conditions import When
from thirdring.domain.enums import (
    PROTOCOL_CALLERS,
    CallerType,
    Direction,
    HoldReason,
    Language,
    Outcome,
    PhraseGroup,
    Stage,
)
from thirdring.domain.festivals import Festival, TimeOfDay
from thirdring.domain.phrase_types import Phrase
from thirdring.domain.saying import SayNow, applies, lines_for, offered, say_now

ZH = Language.ZH_CN
RING = CallMoment()
TALK = replace(RING, talk_seconds=60.0)
NAMED = replace(TALK, named=True)
WRITTEN = replace(NAMED, raised=True)
OUT = CallMoment(direction=Direction.OUTBOUND, named=True, purpose=Purpose.CALLBACK)


def now(moment: CallMoment, language: Language = ZH) -> SayNow:
    found = say_now(lines(language), moment)
    assert found is not None
    return found


def said(moment: CallMoment, *keys: str) -> CallMoment:
    return replace(moment, said=moment.said | {*keys})


@pytest.mark.parametrize(
    ("moment", "stage"),
    [
        (RING, Stage.OPENING),
        (replace(RING, named=True), Stage.OPENING),  # a known number still has to be greeted
        (said(RING, "greeting.morning"), Stage.IDENTIFICATION),
        (TALK, Stage.IDENTIFICATION),
        (replace(RING, talk_seconds=OPENING_SECONDS), Stage.IDENTIFICATION),
        (NAMED, Stage.LISTENING),
        (replace(RING, raised=True), Stage.LISTENING),
        (replace(WRITTEN, answered=True), Stage.ANSWER),
        (replace(WRITTEN, outcome=Outcome.CALLBACK), Stage.ANSWER),
        (replace(WRITTEN, outcome=Outcome.CALLBACK, read_back=True), Stage.CLOSING),
        (replace(RING, outcome=Outcome.MISDIAL), Stage.CLOSING),
        (replace(WRITTEN, hold_seconds=3.0), Stage.HOLD),
        (replace(WRITTEN, resumed=True), Stage.HOLD),
        (replace(TALK, line=LineState.SILENT), Stage.OPENING),
        (replace(RING, line=LineState.BAD), Stage.LISTENING),
        (replace(RING, emergency=True), Stage.LISTENING),
        (OUT, Stage.OPENING),
        (said(OUT, "outbound.company"), Stage.OPENING),
        (said(OUT, "outbound.company", "outbound.self"), Stage.IDENTIFICATION),
        (replace(OUT, talk_seconds=20.0, confirmed=True), Stage.ANSWER),
    ],
)
def test_the_stage_follows_the_form_and_the_clocks(moment: CallMoment, stage: Stage) -> None:
    assert stage_of(moment) is stage


def test_hold_state() -> None:
    assert RING.hold is None
    assert replace(RING, hold_seconds=60.0).hold is HoldState.RUNNING
    assert replace(RING, hold_seconds=60.1).hold is HoldState.OVER
    assert replace(RING, hold_seconds=31.0, hold_limit=30.0).hold is HoldState.OVER
    assert replace(RING, resumed=True).hold is HoldState.RESUMED


@pytest.mark.parametrize("language", LANGUAGES)
def test_a3_picked_up_in_time_the_greeting_is_on_top(language: Language) -> None:
    found = now(RING, language)
    assert (found.phrase.key, found.rule) == ("greeting.in_time", "A3")
    assert "Greet" in str(found.reason)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a2_late_pick_up_apologises(language: Language) -> None:
    found = now(replace(RING, late=True, time_of_day=TimeOfDay.MORNING), language)
    assert (found.phrase.key, found.rule) == ("greeting.late", "A2")
    assert "late" in str(found.reason)


def test_a_festival_comes_before_the_time_of_day_and_the_everyday_greeting() -> None:
    morning = replace(RING, time_of_day=TimeOfDay.MORNING)
    assert now(morning).phrase.key == "greeting.morning"
    feast = replace(morning, festivals=(Festival.LANTERN,), named=True)
    assert now(feast).phrase.key == "greeting.lantern"
    # The wait is apologised for first, whatever the day.
    assert now(replace(feast, late=True)).rule == "A2"


def test_a4_then_the_name_is_asked_for() -> None:
    assert (now(TALK).phrase.key, now(TALK).rule) == ("identification.ask_name", "A4")
    assert now(replace(TALK, raised=True)).rule == "A4"
    assert now(NAMED).rule == "B1"


@pytest.mark.parametrize(
    ("reason", "rule", "key"),
    [
        (None, "B3", "hold.one_moment"),
        (HoldReason.LOOK_UP, "B3", "hold.look_up"),
        (HoldReason.ASK_COLLEAGUE, "B5", "hold.ask_colleague"),
        (HoldReason.ASK_SUPERIOR, "B5", "hold.ask_superior"),
        (HoldReason.TRANSFER, "B13", "hold.transfer"),
    ],
)
def test_b3_b5_b13_a_hold_begins_with_its_line(
    reason: HoldReason | None, rule: str, key: str
) -> None:
    found = now(replace(WRITTEN, hold_seconds=2.0, hold_reason=reason))
    assert (found.rule, found.phrase.key) == (rule, key)


def test_b3_b4_after_a_minute_apology_and_callback_then_back_on_the_line() -> None:
    held = replace(WRITTEN, hold_seconds=61.0)
    assert (now(held).rule, now(held).phrase.key) == ("B4", "hold.over_callback")
    back = replace(WRITTEN, resumed=True)
    assert (now(back).rule, now(back).phrase.key) == ("B3", "hold.resumed")
    # Nobody offers the press a call by the agent.
    press = replace(held, caller_type=CallerType.PRESS)
    assert (now(press).rule, now(press).phrase.key) == ("B3", "hold.over_still")


def test_what_was_said_is_not_offered_again_and_neither_is_its_variant() -> None:
    held = replace(WRITTEN, hold_seconds=2.0)
    assert say_now(lines(ZH), said(held, "hold.one_moment")) is None
    assert say_now(lines(ZH), said(held, "hold.system_slow")) is None
    transferring = replace(held, hold_reason=HoldReason.TRANSFER)
    assert say_now(lines(ZH), said(transferring, "hold.transfer")) is None


@pytest.mark.parametrize(
    ("line", "key"),
    [(LineState.SILENT, "line_trouble.silent"), (LineState.BAD, "line_trouble.cannot_hear")],
)
def test_b7_line_trouble_has_its_apology(line: LineState, key: str) -> None:
    found = now(replace(TALK, line=line))
    assert (found.rule, found.phrase.key) == ("B7", key)


def test_e6_an_emergency_comes_first() -> None:
    found = now(replace(RING, emergency=True, caller_type=CallerType.PRESS, late=True))
    assert (found.rule, found.phrase.key) == ("E6", "listening.emergency")


@pytest.mark.parametrize(
    ("outcome", "rule", "key"),
    [
        (Outcome.CALLBACK, "C1", "apology.reply_by"),
        (Outcome.TICKET, "J1", "complaint.number"),
        (Outcome.ESCALATED, "C4", "complaint.escalate"),
        (Outcome.SOLVED, "B2", "complaint.read_back"),
    ],
)
def test_c1_j1_c4_the_outcome_brings_its_line_then_the_read_back(
    outcome: Outcome, rule: str, key: str
) -> None:
    ended = replace(WRITTEN, outcome=outcome)
    assert (now(ended).rule, now(ended).phrase.key) == (rule, key)
    after = now(said(ended, key)) if outcome is not Outcome.SOLVED else now(ended)
    assert (after.rule, after.phrase.key) == ("B2", "complaint.read_back")


@pytest.mark.parametrize(
    ("outcome", "key"),
    [
        (Outcome.SOLVED, "closing.inbound_solved"),
        (Outcome.CALLBACK, "closing.callback"),
        (Outcome.TICKET, "closing.ticket"),
        (Outcome.ESCALATED, "closing.escalated"),
        (Outcome.TRANSFERRED, "closing.transferred"),
        (Outcome.MISDIAL, "closing.misdial"),
    ],
)
def test_b9_every_end_has_its_goodbye(outcome: Outcome, key: str) -> None:
    found = now(replace(WRITTEN, outcome=outcome, read_back=True))
    assert (found.rule, found.phrase.key) == ("B9", key)


def test_b7_a_silent_line_is_asked_once_more_and_then_closed() -> None:
    silent = replace(TALK, line=LineState.SILENT)
    assert now(silent).phrase.key == "line_trouble.silent"
    closed = replace(silent, outcome=Outcome.NO_AUDIO)
    assert (now(closed).rule, now(closed).phrase.key) == ("B7", "closing.no_audio")


@pytest.mark.parametrize("caller", [CallerType.CUSTOMER, CallerType.PRESS])
def test_nobody_is_said_goodbye_to_when_nobody_is_there(caller: CallerType) -> None:
    for outcome in (Outcome.CUT_OFF, Outcome.ABANDONED):
        gone = replace(WRITTEN, caller_type=caller, outcome=outcome)
        assert say_now(lines(ZH), gone) is None
    wrong = now(replace(TALK, caller_type=caller, outcome=Outcome.MISDIAL))
    assert wrong.phrase.key == "closing.misdial"


def test_d12_a_complaint_is_thanked_for() -> None:
    found = now(replace(WRITTEN, complaint=True))
    assert (found.rule, found.phrase.key) == ("D12", "complaint.thanks")


@pytest.mark.parametrize("language", LANGUAGES)
def test_c8_the_guided_order_runs_step_by_step(language: Language) -> None:
    moment = replace(OUT, time_of_day=TimeOfDay.MORNING)
    keys = []
    for _turn in range(12):
        found = say_now(lines(language), moment)
        if found is None:
            break
        assert found.rule == "C8"
        keys.append(found.phrase.key)
        moment = said(moment, found.phrase.key)
        if found.phrase.when.step == 3:
            moment = replace(moment, confirmed=True, raised=True)
        if found.phrase.when.step == 4:
            moment = replace(moment, outcome=Outcome.SOLVED, read_back=True)
        if found.phrase.when.step == 6:
            break
    assert keys == [
        "outbound.company",
        "outbound.self",
        "outbound.confirm",
        "outbound.matter_callback",
        "outbound.close",
        "outbound.hang_up_last",
    ]


def test_c8_without_a_name_the_question_is_another() -> None:
    moment = replace(OUT, named=False, talk_seconds=20.0)
    assert now(moment).phrase.key == "outbound.confirm_unnamed"


@pytest.mark.parametrize(
    ("purpose", "key"),
    [
        (Purpose.PROGRESS, "outbound.matter_progress"),
        (Purpose.RETURN_VISIT, "outbound.matter_visit"),
        (Purpose.OTHER, "outbound.matter"),
        (None, "outbound.matter"),
    ],
)
def test_c8_the_matter_depends_on_why_we_call(purpose: Purpose | None, key: str) -> None:
    moment = replace(OUT, purpose=purpose, talk_seconds=20.0, confirmed=True)
    assert now(moment).phrase.key == key


def test_b8_a_redial_apologises_for_the_cut_line() -> None:
    moment = replace(OUT, purpose=Purpose.REDIAL)
    assert now(moment).phrase.key == "outbound.company"
    after = now(said(moment, "outbound.company"))
    assert (after.rule, after.phrase.key) == ("B8", "outbound.redial")


@pytest.mark.parametrize(
    ("caller", "rule"),
    [
        (CallerType.PRESS, "E1"),
        (CallerType.ASSOCIATION, "E2"),
        (CallerType.LAWYER, "E2"),
        (CallerType.AUTHORITY, "E3"),
    ],
)
@pytest.mark.parametrize(
    ("moment", "stage"),
    [
        (TALK, Stage.IDENTIFICATION),
        (WRITTEN, Stage.LISTENING),
        (replace(WRITTEN, answered=True), Stage.ANSWER),
        (replace(WRITTEN, outcome=Outcome.ESCALATED, read_back=True), Stage.CLOSING),
    ],
)
def test_e1_e2_e3_special_callers_hear_their_own_lines(
    caller: CallerType, rule: str, moment: CallMoment, stage: Stage
) -> None:
    moment = replace(moment, caller_type=caller)
    if stage is Stage.LISTENING:  # who is calling comes first, then the questions
        first = now(moment)
        assert first.phrase.stage is Stage.IDENTIFICATION
        moment = said(moment, first.phrase.key)
    found = now(moment)
    assert (found.rule, found.phrase.stage) == (rule, stage)
    assert caller in found.phrase.when.callers


@given(moments, st.sampled_from(LANGUAGES))
def test_e1_e2_e3_nothing_is_said_for_the_center_to_special_callers(
    moment: CallMoment, language: Language
) -> None:
    found = say_now(lines(language), moment)
    everything = [one for stage in Stage for one in lines_for(lines(language), moment, stage)]
    if moment.caller_type in PROTOCOL_CALLERS:
        for one in everything + ([found.phrase] if found else []):
            states = one.group in {PhraseGroup.APOLOGY, PhraseGroup.COMPLAINT}
            if states or one.stage is Stage.ANSWER:
                assert moment.caller_type in one.when.callers


@given(moments, st.sampled_from(LANGUAGES))
def test_the_line_to_say_now_applies_and_serves_its_rule(
    moment: CallMoment, language: Language
) -> None:
    found = say_now(lines(language), moment)
    if found is not None:
        assert applies(found.phrase, moment)
        assert offered(found.phrase, moment)
        assert found.rule in found.phrase.rules
        assert found.phrase.key not in moment.said
        after = say_now(lines(language), said(moment, found.phrase.key))
        assert after is None or after.phrase != found.phrase


@given(moments, st.sampled_from(Stage))
def test_a_tab_doesnt_change_while_a_call_goes_on(moment: CallMoment, stage: Stage) -> None:
    later = replace(
        moment,
        hold_seconds=70.0,
        resumed=True,
        named=not moment.named,
        raised=not moment.raised,
        outcome=Outcome.CALLBACK,
        read_back=True,
        line=LineState.BAD,
        complaint=not moment.complaint,
    )
    found = lines_for(lines(ZH), moment, stage)
    assert found == lines_for(lines(ZH), later, stage)
    assert {one.stage for one in found} <= {stage}
    groups = [one.group for one in found]
    assert sorted(groups, key=groups.index) == groups  # group by group, for their headings


def test_c8_lines_of_the_guided_order_come_first_by_their_steps() -> None:
    found = lines_for(lines(ZH), replace(OUT, confirmed=True), Stage.CLOSING)
    assert [one.when.step for one in found[:2]] == [5, 6]
    opening = lines_for(lines(ZH), OUT, Stage.OPENING)
    assert [one.key for one in opening[:2]] == ["outbound.company", "outbound.self"]
    assert not [one for one in opening if one.group is PhraseGroup.GREETING]


def test_c8_lines_for_the_confirmed_person_wait_for_the_confirmation() -> None:
    waiting = lines_for(lines(ZH), OUT, Stage.ANSWER)
    assert not [one for one in waiting if one.when.confirmed]
    done = lines_for(lines(ZH), replace(OUT, confirmed=True), Stage.ANSWER)
    assert [one for one in done if one.when.confirmed]


def test_b2_nothing_is_read_back_before_there_is_an_outcome() -> None:
    assert say_now(lines(ZH), replace(WRITTEN, answered=True)) is None
    empty = replace(NAMED, outcome=Outcome.SOLVED)  # nothing was raised, nothing to read back
    assert say_now(lines(ZH), empty) is None


def test_c8_the_matter_waits_for_an_outbound_call_and_its_person() -> None:
    for moment in (replace(NAMED, answered=True), replace(OUT, talk_seconds=20.0)):
        found = say_now(lines(ZH), moment)
        assert found is None or found.phrase.when.step != 4


def test_no_phrases_nothing_to_say() -> None:
    assert say_now([], RING) is None
    assert lines_for([], RING, Stage.OPENING) == ()


REDIAL = replace(OUT, purpose=Purpose.REDIAL)
SETTLED = replace(
    OUT, talk_seconds=20.0, confirmed=True, raised=True, outcome=Outcome.SOLVED, read_back=True
)
OF_PRESS = replace(WRITTEN, caller_type=CallerType.PRESS)


@pytest.mark.parametrize(
    ("stage", "rule", "step", "due", "not_due"),
    [
        (
            Stage.HOLD, "B5", None,
            replace(WRITTEN, hold_seconds=1.0, hold_reason=HoldReason.ASK_COLLEAGUE),
            [
                replace(WRITTEN, hold_reason=HoldReason.ASK_COLLEAGUE),
                replace(WRITTEN, hold_seconds=1.0, hold_reason=HoldReason.LOOK_UP),
            ],
        ),
        (Stage.OPENING, "B8", None, said(REDIAL, "outbound.company"), [RING, REDIAL, OUT]),
        (
            Stage.IDENTIFICATION, "C8", 3, replace(OUT, talk_seconds=20.0),
            [TALK, replace(OUT, talk_seconds=20.0, confirmed=True)],
        ),
        (
            Stage.ANSWER, "C8", 4, replace(OUT, talk_seconds=20.0, confirmed=True),
            [replace(WRITTEN, answered=True), replace(OUT, talk_seconds=20.0)],
        ),
        *(
            (Stage.CLOSING, "C8", step, SETTLED,
             [replace(SETTLED, direction=Direction.INBOUND), replace(SETTLED, confirmed=False),
              replace(SETTLED, outcome=None)])
            for step in (5, 6)
        ),
        (
            Stage.CLOSING, "B9", None, replace(WRITTEN, outcome=Outcome.SOLVED, read_back=True),
            [replace(OF_PRESS, outcome=Outcome.ESCALATED, read_back=True)],
        ),
    ],
)  # fmt: skip
def test_a_centers_own_line_without_conditions_waits_for_its_rule(
    stage: Stage, rule: str, step: int | None, due: CallMoment, not_due: list[CallMoment]
) -> None:
    own = Phrase("own", ZH, PhraseGroup.LISTENING, stage, "…", (rule,), When(step=step))
    found = say_now([own], due)
    assert found is not None
    assert (found.phrase, found.rule) == (own, rule)
    for moment in not_due:
        assert say_now([own], moment) is None
