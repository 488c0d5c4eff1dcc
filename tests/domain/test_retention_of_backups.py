"""Rolling backups thin out by days, weeks and months, and the last ones always stay (H6)."""

from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from thirdring.domain.retention_of_backups import Retention, keep

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
TIMES = st.lists(
    st.datetimes(datetime(2024, 1, 1), datetime(2026, 12, 31), timezones=st.just(UTC)), max_size=80
)


def test_h6_a_year_of_daily_backups_leaves_seven_days_five_weeks_twelve_months() -> None:
    daily = [NOW - timedelta(days=n) for n in range(400)]
    kept = sorted(keep(daily, NOW), reverse=True)
    days = [(NOW - t).days for t in kept]
    # 22 November 2026 is a Sunday: days 0 to 6 are this week; then Sundays; then month ends.
    assert days[:7] == list(range(7))
    # The 31st of October, 22 days ago, is the newest of its month.
    assert days[7:12] == [7, 14, 21, 22, 28]
    assert [t.strftime("%m-%d") for t in kept[12:]] == [
        "09-30", "08-31", "07-31", "06-30", "05-31", "04-30", "03-31", "02-28", "01-31",
        "12-31",
    ]  # fmt: skip


def test_h6_of_one_day_the_newest_stays() -> None:
    morning, evening = NOW.replace(hour=1), NOW.replace(hour=11)
    assert keep([morning, evening], NOW) == {evening}


def test_h6_the_days_are_the_centers() -> None:
    china = timezone(timedelta(hours=8))
    before, after = (
        NOW.replace(hour=15) - timedelta(days=1),
        NOW.replace(hour=17) - timedelta(days=1),
    )
    assert keep([before, after], NOW) == {after}
    assert keep([before, after], NOW, zone=china) == {before, after}


def test_h6_a_center_that_was_shut_keeps_its_last_ones() -> None:
    old = [NOW - timedelta(days=900 + n) for n in range(3)]
    assert keep(old, NOW) == set(old)


@given(TIMES)
def test_h6_the_newest_and_those_of_a_wrong_clock_stay(times: list[datetime]) -> None:
    kept = keep(times, NOW)
    assert kept <= set(times)
    assert {t for t in times if t > NOW} <= kept
    past = [t for t in times if t <= NOW]
    if past:
        assert max(past) in kept
    assert len([t for t in kept if t <= NOW]) <= 7 + 4 + 12


@given(TIMES)
def test_h6_thinning_twice_removes_nothing_more(times: list[datetime]) -> None:
    kept = keep(times, NOW)
    assert keep(kept, NOW) == kept


def test_h6_with_nothing_to_keep_the_newest_stays() -> None:
    times = [NOW - timedelta(days=n) for n in range(5)]
    assert keep(times, NOW, Retention(0, 0, 0)) == {NOW}
    assert keep([], NOW) == frozenset()
