"""A desk that begins without its server, on a computer whose clock is off, breaks no promise (C2)."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.tcp_proxy import TcpProxy, Way
from tests.usecases.callbacks import all_of, events
from tests.usecases.conftest import House
from tests.usecases.offline.conftest import PATIENT, Desk, desk_at, send_everything
from tests.usecases.offline.test_faults import MATTER, calm
from thirdring.domain.enums import Role
from thirdring.domain.errors import KeptHere
from thirdring.domain.ids import new_id
from thirdring.domain.read_back import KeyPoints, revision
from thirdring.store.tables import Call, Callback, ClockRow, Ticket, TicketNote
from thirdring.usecases.add_note import add_note
from thirdring.usecases.edit_ticket import edit_ticket
from thirdring.usecases.log_call import log_call
from thirdring.usecases.receive_matter import Counter, receive_matter
from thirdring.usecases.records import ReceptionInput, checked

pytestmark = pytest.mark.postgres
A_DAY = timedelta(days=1)
# Between two clocks of one machine, with the way to the server in between.
NEAR = timedelta(seconds=9)
Begin = Callable[[timedelta], Desk]


@pytest.fixture
def begin(
    founded_postgres_url: str, served_house: House, proxy: TcpProxy, tmp_path: Path
) -> Iterator[Begin]:
    """`begin(off)`: a desk, its server away, on a computer whose clock is so far ahead."""
    made: list[Desk] = []

    def begun(off: timedelta) -> Desk:
        proxy.way = Way.RESET
        agent = served_house.hire(f"lan{len(made)}", Role.AGENT)
        made.append(
            desk_at(
                proxy.url(founded_postgres_url), agent.staff_id, tmp_path / "desk", served_house,
                PATIENT, lambda: datetime.now(UTC) + off,
            )
        )  # fmt: skip
        return made[-1]

    yield begun
    for desk in made:
        desk.close()


def times(now: datetime) -> dict[str, str]:
    """A talk that is just over."""
    began, over = (now - timedelta(minutes=3)).isoformat(), now.isoformat()
    return {"started_at": began, "answered_at": began, "ended_at": over, "wrapped_up_at": over}


def kept(desk: Desk, deed: Any, *args: Any) -> None:
    with pytest.raises(KeptHere):
        desk.run(deed, *args)


@pytest.mark.parametrize("off", [A_DAY, -A_DAY, timedelta(seconds=5), timedelta(0)])
def test_c2_half_an_hour_is_half_an_hour_whatever_the_computer_takes_for_now(
    begin: Begin, served_house: House, proxy: TcpProxy, call: Any, off: timedelta
) -> None:
    desk = begin(off)
    now = desk.center.now()
    due = now + timedelta(minutes=30)
    told = {"due_at": due.isoformat(), "about": "送货"}
    record = call(outcome="callback", callback=told, read_back_at=now.isoformat(), **times(now))
    said = KeyPoints(record.name, record.title, record.raised, None, due)
    confirmed = record.model_copy(update={"read_back_revision": revision(said)})
    kept(desk, log_call, confirmed)
    calm(proxy)
    send_everything(desk)
    (owed,), (logged,) = all_of(served_house, Callback), all_of(served_house, Call)
    moved = off if abs(off) == A_DAY else timedelta(0)
    for was, meant in (
        (owed.due_at, due),
        (owed.told_at, now),
        (logged.started_at, now - timedelta(minutes=3)),
        (logged.ended_at, now),
        (logged.created_at, now),
        (logged.read_back_at, now),
    ):
        assert abs(was - (meant - moved)) < NEAR
    assert owed.due_at - logged.ended_at == timedelta(minutes=30)


def test_d17_who_came_to_the_desk_waited_as_long_as_they_did(
    begin: Begin, served_house: House, proxy: TcpProxy
) -> None:
    desk, ticket = begin(A_DAY), new_id()
    now = desk.center.now()
    counter = Counter(now - timedelta(minutes=12), now - timedelta(minutes=4))
    kept(desk, receive_matter, checked(ReceptionInput, MATTER), ticket, counter)
    kept(desk, add_note, ticket, "客户已离开")
    calm(proxy)
    send_everything(desk)
    (received,), (note,) = all_of(served_house, Ticket), all_of(served_house, TicketNote)
    (waited,) = all_of(served_house, ClockRow, ClockRow.rule == "D17")
    for was, meant in (
        (received.received_at, now),
        (note.made_at, now),
        (waited.started_at, counter.since),
        (waited.met_at, counter.settled_at),
    ):
        assert abs(was - (meant - A_DAY)) < NEAR


def test_h6_put_right_once_it_is_found_again_when_the_answer_was_lost(
    begin: Begin, served_house: House, proxy: TcpProxy
) -> None:
    """A change of a ticket is known by its very moment; each asking of the time gives another."""
    ticket = new_id()
    served_house.owner.run(receive_matter, checked(ReceptionInput, MATTER), ticket)
    desk = begin(A_DAY)
    kept(desk, edit_ticket, ticket, 1, {"raised": "桌面有划痕，边角磕碰"})
    proxy.way = Way.CUT_AFTER_COMMIT
    assert not desk.post.send_all()
    calm(proxy)
    send_everything(desk)
    (edited,) = events(served_house, "edited")
    assert abs(edited.at - (datetime.now(UTC))) < timedelta(hours=1)
