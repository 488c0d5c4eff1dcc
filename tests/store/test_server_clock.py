"""A desk whose own clock is wrong goes by the server's."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from thirdring.domain.ids import new_id
from thirdring.store.address import EngineKind
from thirdring.store.change_feed import ChangeFeed
from thirdring.store.engine import Store, open_store
from thirdring.store.server_clock import ServerClock, wall_time

THREE = datetime(2026, 11, 22, 3, tzinfo=UTC)
SLACK = timedelta(seconds=20)


class Hands:
    """A wall clock and a count of seconds that the test moves."""

    def __init__(self, wall: datetime = THREE) -> None:
        self.wall, self.seconds = wall, 100.0

    def clock(self) -> ServerClock:
        return ServerClock(lambda: self.wall, lambda: self.seconds)

    def pass_(self, seconds: float) -> None:
        self.seconds += seconds
        self.wall += timedelta(seconds=seconds)


def test_before_the_first_answer_it_is_the_desks_own_time() -> None:
    assert Hands().clock().now() == THREE
    assert Hands().clock().drift == timedelta(0)


def test_between_two_answers_the_seconds_are_counted_whatever_the_wall_does() -> None:
    hands = Hands()
    clock = hands.clock()
    clock.learn(THREE + timedelta(hours=2))
    hands.pass_(30)
    hands.wall -= timedelta(days=1)
    assert clock.now() == THREE + timedelta(hours=2, seconds=30)
    assert clock.drift == -timedelta(days=1, hours=2)


@given(st.floats(0, 10), st.floats(0, 10))
def test_an_answer_is_off_by_half_of_its_way_at_most(there: float, back: float) -> None:
    hands = Hands()
    clock = hands.clock()

    def question() -> datetime:
        hands.pass_(there)
        server = hands.wall + timedelta(hours=1)
        hands.pass_(back)
        return server

    clock.ask(question)
    off = abs(clock.now() - (hands.wall + timedelta(hours=1)))
    assert off <= timedelta(seconds=(there + back) / 2, milliseconds=1)


def test_a_store_on_a_server_goes_by_the_servers_time(migrated_postgres_url: str) -> None:
    def wrong() -> datetime:
        return wall_time() + timedelta(days=400)

    with open_store(migrated_postgres_url, wall=wrong) as store:
        assert abs(store.now() - wall_time()) < SLACK
        assert store.clock is not None
        assert store.clock.drift > timedelta(days=399)


def test_each_beat_of_the_feed_asks_again(migrated_postgres_url: str) -> None:
    with open_store(migrated_postgres_url) as store:
        assert store.clock is not None
        store.clock.learn(THREE)
        feed = ChangeFeed(store, lambda _change: None, staff_id=new_id())
        feed.start()
        feed.stop()
        assert abs(store.now() - wall_time()) < SLACK


def test_a_file_goes_by_the_machine_it_is_on(store: Store) -> None:
    assert (store.clock is None) == (store.address.kind is EngineKind.SQLITE)
    assert abs(store.now() - wall_time()) < SLACK
