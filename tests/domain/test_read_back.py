"""B2: the key points read back, and which text the customer confirmed."""

import dataclasses
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thirdring.domain.centertime import CenterTime
from thirdring.domain.enums import OUTCOMES_WITHOUT_A_TALK, Language, Outcome, Title
from thirdring.domain.read_back import (
    KeyPoints,
    ReadBack,
    confirm,
    exemption,
    revision,
    sentence,
    still_confirmed,
)

NOW = dt.datetime(2026, 11, 22, 6, 32, tzinfo=dt.UTC)
DUE = NOW + dt.timedelta(minutes=30)
TIME = CenterTime("Asia/Shanghai")
ZH, EN = Language.ZH_CN, Language.EN
POINTS = KeyPoints("王亚琴", Title.MS, "沙发 20 号没有送到。", "今天给送货时间", DUE)
WORDS = st.none() | st.text("王abc退货 \n\u3000。.", max_size=12)
ANY = st.builds(
    KeyPoints,
    name=WORDS,
    title=st.none() | st.sampled_from(Title),
    raised=WORDS,
    wants=WORDS,
    callback_due_at=st.none()
    | st.datetimes(timezones=st.just(dt.UTC), min_value=dt.datetime(2000, 1, 1)),
)


def test_b2_the_sentence_in_chinese() -> None:
    assert sentence(POINTS, ZH, TIME, NOW) == (
        "王女士，您反映的是：沙发 20 号没有送到，您希望：今天给送货时间，我们在 15:02 之前给您回电。请问对吗？"
    )


def test_b2_the_sentence_in_english() -> None:
    points = KeyPoints("Wang Yaqin", Title.MS, "Sofa was due on the 20th.", "A date, today", DUE)
    assert sentence(points, EN, TIME, NOW) == (
        "Ms Wang, you told us: Sofa was due on the 20th. You would like: A date, today. "
        "We will call you back by 15:02. Is that right?"
    )


def test_b2_a_callback_on_another_day_names_the_day() -> None:
    points = dataclasses.replace(POINTS, callback_due_at=NOW + dt.timedelta(days=1))
    assert "我们在 2026-11-23 14:32 之前" in sentence(points, ZH, TIME, NOW)


def test_b2_what_is_not_known_is_not_read_out() -> None:
    assert sentence(KeyPoints(raised="水管漏了！"), ZH, TIME, NOW) == (
        "跟您核对一下，您反映的是：水管漏了。请问对吗？"
    )
    assert (
        sentence(KeyPoints(wants="换货"), ZH, TIME, NOW) == "跟您核对一下，您希望：换货。请问对吗？"
    )
    assert sentence(KeyPoints(raised="Pipe leaks"), EN, TIME, NOW) == (
        "You told us: Pipe leaks. Is that right?"
    )
    assert sentence(KeyPoints(), EN, TIME, NOW) == "Is that right?"
    assert sentence(KeyPoints("Li Ming", Title.MR), EN, TIME, NOW) == "Mr Li, is that right?"


@given(ANY, st.sampled_from(Language))
def test_b2_the_sentence_is_one_line_and_asks(points: KeyPoints, language: Language) -> None:
    read = sentence(points, language, TIME, NOW)
    assert "\n" not in read
    assert read.endswith("请问对吗？" if language is ZH else "s that right?")


@pytest.mark.parametrize(
    "edit",
    [
        {"name": "王亚琳"},
        {"title": Title.MR},
        {"title": None},
        {"raised": "沙发 21 号没有送到。"},
        {"wants": None},
        {"callback_due_at": DUE + dt.timedelta(minutes=1)},
        {"callback_due_at": None},
    ],
)
def test_b2_editing_the_key_points_asks_again(edit: dict[str, object]) -> None:
    confirmed = confirm(POINTS, NOW)
    assert still_confirmed(confirmed, POINTS)
    assert not still_confirmed(confirmed, dataclasses.replace(POINTS, **edit))  # type: ignore[arg-type]


def test_b2_spacing_alone_does_not_ask_again() -> None:
    spaced = dataclasses.replace(
        POINTS, raised="  沙发 20  号没有送到。\n", callback_due_at=DUE + dt.timedelta(seconds=20)
    )
    assert still_confirmed(confirm(POINTS, NOW), spaced)


def test_b2_nothing_is_confirmed_until_it_is() -> None:
    assert not still_confirmed(None, POINTS)
    assert confirm(POINTS, NOW) == ReadBack(NOW, revision(POINTS))


@given(ANY, ANY)
def test_b2_revisions_tell_texts_apart_however_they_are_split(
    one: KeyPoints, other: KeyPoints
) -> None:
    def said(points: KeyPoints) -> tuple[object, ...]:
        due = points.callback_due_at
        texts = [" ".join((t or "").split()) for t in (points.name, points.raised, points.wants)]
        return (*texts, points.title, due.replace(second=0, microsecond=0) if due else None)

    assert (revision(one) == revision(other)) == (said(one) == said(other))
    assert len(revision(one)) == 16


@pytest.mark.usefixtures("machine_in_tokyo")
def test_b2_the_same_time_in_another_zone_is_the_same_revision() -> None:
    shanghai = dataclasses.replace(POINTS, callback_due_at=DUE.astimezone(TIME.zone))
    assert revision(shanghai) == revision(POINTS)


@pytest.mark.parametrize("outcome", list(Outcome))
def test_b2_outcomes_without_a_talk_are_exempt_and_say_why(outcome: Outcome) -> None:
    why = exemption(outcome)
    assert (why is not None) == (outcome in OUTCOMES_WITHOUT_A_TALK)
    assert why is None or str(why).endswith(".")


@pytest.mark.usefixtures("machine_in_tokyo")
def test_b2_revisions_stay_the_same_from_release_to_release() -> None:
    """They are kept with drafts and records: another way to make them would ask everybody again."""
    assert revision(POINTS) == "c9441fe18d6542fe"
    assert revision(KeyPoints()) == "3e94db2a36e61976"
