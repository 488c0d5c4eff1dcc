"""Times, spans and names as people read them."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from thirdring.domain.enums import Language, Title
from thirdring.i18n import use_language
from thirdring.ui.words import (
    SOON_OF_A_DAY,
    Urgency,
    clock_text,
    count_text,
    date_text,
    day_and_time,
    due_text,
    exact_text,
    named,
    number_text,
    span_text,
    urgency,
)

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 22, 6, 32, 20, tzinfo=UTC)  # Sunday 14:32:20 in the center


@pytest.mark.parametrize(
    ("left", "text"),
    [
        (timedelta(minutes=12, seconds=40), "12:40"),
        (timedelta(minutes=15), "15:00"),
        (timedelta(minutes=15, seconds=1), "16 min"),
        (timedelta(minutes=26), "26 min"),
        (timedelta(minutes=60), "1 h"),
        (timedelta(hours=3), "Today 17:32"),
        (timedelta(hours=19), "Tomorrow 09:32"),
        (timedelta(days=2), "Tue 14:32"),
        (timedelta(days=11), "3 Dec"),
        (timedelta(days=60), "21 Jan 2027"),
        (timedelta(0), "00:00"),
        (-timedelta(seconds=1), "1 min over"),
        (-timedelta(minutes=18), "18 min over"),
        (-timedelta(hours=2), "2 h over"),
        (-timedelta(days=3), "3 d over"),
    ],
)
def test_due_text_says_what_is_left(left: timedelta, text: str) -> None:
    assert due_text(NOW + left, NOW, ZONE) == text


def test_the_day_is_the_centers() -> None:
    late = datetime(2026, 11, 22, 15, 59, tzinfo=UTC)  # 23:59 in the center
    assert day_and_time(late, NOW, ZONE) == "Today 23:59"
    assert day_and_time(late + timedelta(minutes=1), NOW, ZONE) == "Tomorrow 00:00"
    assert day_and_time(NOW - timedelta(hours=15), NOW, ZONE) == "Yesterday 23:32"
    assert exact_text(late, ZONE) == "2026-11-22 23:59:00"


def test_dates_are_written_as_the_language_does() -> None:
    december = datetime(2026, 12, 3, 4, 0, tzinfo=UTC)
    assert date_text(december, NOW, ZONE) == "3 Dec"
    use_language(Language.ZH_CN)
    assert date_text(december, NOW, ZONE) == "12-03"
    assert date_text(december.replace(year=2025), NOW, ZONE) == "2025-12-03"


def test_urgency_changes_once_and_includes_its_borders() -> None:
    assert urgency(NOW + timedelta(minutes=15), NOW) is Urgency.SOON
    assert urgency(NOW + timedelta(minutes=15, seconds=1), NOW) is Urgency.FINE
    assert urgency(NOW, NOW) is Urgency.SOON
    assert urgency(NOW - timedelta(microseconds=1), NOW) is Urgency.OVER
    assert urgency(NOW + timedelta(minutes=59), NOW, soon=SOON_OF_A_DAY) is Urgency.SOON


def test_spans_and_clocks() -> None:
    assert span_text(timedelta(hours=1, minutes=12)) == "1 h 12 min"
    assert span_text(timedelta(seconds=1)) == "1 min"
    assert clock_text(timedelta(hours=1, seconds=5)) == "1:00:05"
    assert clock_text(-timedelta(seconds=5)) == "00:00"


def test_names_carry_their_title() -> None:
    assert named("Wang Yaqin", Title.MS) == "Ms Wang Yaqin"
    assert named("Wang Yaqin", Title.OTHER) == "Wang Yaqin"
    assert named("", Title.MR) == ""


def test_a_count_that_is_not_known_is_never_nought() -> None:
    assert number_text(None) == "–"
    assert number_text(1286) == "1,286"
    assert count_text(None, 9_999) == "–"


def test_a_count_that_stopped_is_not_said_to_be_exact() -> None:
    assert count_text(9_999, 9_999) == "9,999"
    assert count_text(10_000, 9_999) == "9,999+"
    assert count_text(10_000, None) == "10,000"
