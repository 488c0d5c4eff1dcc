"""Every deed that may wait, with every fault, at six moments: on the server exactly once (H6)."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import pytest
from sqlalchemy import func, select

from tests.tcp_proxy import TcpProxy, Way
from tests.usecases.conftest import House
from tests.usecases.offline.conftest import Desk, send_everything
from thirdring.domain.errors import KeptHere
from thirdring.domain.ids import new_id
from thirdring.store.tables import (
    Attachment,
    AttachmentContent,
    Call,
    CallRevision,
    Ticket,
    TicketNote,
)
from thirdring.usecases.add_note import add_note
from thirdring.usecases.correct_call import correct_call
from thirdring.usecases.edit_ticket import edit_ticket
from thirdring.usecases.file_complaint import file_complaint
from thirdring.usecases.log_call import log_call
from thirdring.usecases.receive_matter import receive_matter
from thirdring.usecases.records import ReceptionInput, checked

pytestmark = pytest.mark.postgres

MATTER = {
    "channel": "letter", "name": "王雅琴", "phone": "13812345678", "raised": "柜门掉漆",
    "wants": "换门", "nature": "product_quality", "severity": "ordinary", "against_kind": "none",
}  # fmt: skip


@dataclass(frozen=True)
class Case:
    """`do` is what the person does; `traces` counts what of it the server has."""

    do: Callable[[], Any]
    traces: Callable[[], int]


def count(house: House, statement: Any) -> int:
    with house.store.begin_read() as session:
        return session.scalar(statement) or 0


def of(table: Any, *where: Any) -> Any:
    return select(func.count()).select_from(table).where(*where)


def a_call(desk: Desk, house: House, call: Any) -> Case:
    one = new_id()
    return Case(
        partial(desk.run, log_call, call(), one), partial(count, house, of(Call, Call.id == one))
    )


def a_correction(desk: Desk, house: House, call: Any) -> Case:
    row = house.at(desk.staff_id).run(log_call, call())
    changed = of(CallRevision, CallRevision.call_id == row.id)
    return Case(
        partial(desk.run, correct_call, row.id, row.version, {"answer": "改为后天送到"}, "听错"),
        partial(count, house, changed),
    )


def a_matter(desk: Desk, house: House, _call: Any) -> Case:
    """With a photograph, which is there as often as the ticket."""
    one = new_id()
    photograph = desk.folder.parent / f"{one}.png"
    photograph.write_bytes(b"\x89PNG\r\n\x1a\n" + one.bytes)
    return Case(
        partial(
            desk.run, receive_matter, checked(ReceptionInput, MATTER), one, None, [photograph]
        ),
        partial(
            count, house,
            of(Attachment, Attachment.ticket_id == one, AttachmentContent.attachment_id == Attachment.id),
        ),
    )  # fmt: skip


def filed(desk: Desk, house: House) -> uuid.UUID:
    done = house.at(desk.staff_id).run(file_complaint, checked(ReceptionInput, MATTER))
    return uuid.UUID(str(done.id))


def a_note(desk: Desk, house: House, _call: Any) -> Case:
    ticket = filed(desk, house)
    return Case(
        partial(desk.run, add_note, ticket, "已电话联系"),
        partial(count, house, of(TicketNote, TicketNote.ticket_id == ticket)),
    )


def an_edit(desk: Desk, house: House, _call: Any) -> Case:
    ticket = filed(desk, house)
    with house.store.begin_read() as session:
        version = session.scalars(select(Ticket.version).where(Ticket.id == ticket)).one()
    changed = select(Ticket.version - version).where(Ticket.id == ticket)
    return Case(
        partial(desk.run, edit_ticket, ticket, version, {"wants": "退款"}),
        partial(count, house, changed),
    )


def from_word(word: bytes, way: Way) -> Callable[[bytes], Way | None]:
    return lambda data: way if word in data else None


MOMENTS = {
    "before it is asked": None,
    "when it begins": b"BEGIN",
    "while it reads": b"SELECT",
    "while it writes": b"INSERT",
    "when it commits": b"COMMIT",
}
FAULTS = (Way.HOLE, Way.RESET)


def disturb(proxy: TcpProxy, word: bytes | None, way: Way) -> None:
    if word is None:
        proxy.way = way
    else:
        proxy.when = from_word(word, way)


def calm(proxy: TcpProxy) -> None:
    proxy.when = None
    proxy.way = Way.PASS
    proxy.drop()


@pytest.mark.parametrize("made", [a_call, a_correction, a_matter, a_note, an_edit])
def test_h6_whatever_happens_in_between_it_is_there_once(
    made: Callable[..., Case], hasty_desk: Desk, served_house: House, proxy: TcpProxy, call: Any
) -> None:
    for moment, word in MOMENTS.items():
        for way in FAULTS:
            case = made(hasty_desk, served_house, call)
            disturb(proxy, word, way)
            with pytest.raises(KeptHere):
                case.do()
            assert case.traces() == 0, (moment, way)
            calm(proxy)
            send_everything(hasty_desk)
            assert case.traces() == 1, (moment, way)


@pytest.mark.parametrize("made", [a_call, a_correction, a_matter, a_note, an_edit])
def test_h6_cut_after_the_commit_was_sent_it_is_found_there_and_not_added_again(
    made: Callable[..., Case], desk: Desk, served_house: House, proxy: TcpProxy, call: Any
) -> None:
    case = made(desk, served_house, call)
    proxy.way = Way.CUT_AFTER_COMMIT
    with pytest.raises(KeptHere):
        case.do()
    assert case.traces() == 1
    calm(proxy)
    send_everything(desk)
    assert case.traces() == 1


@pytest.mark.parametrize("way", [Way.PASS, Way.DELAY, Way.THROTTLE])
def test_a_slow_line_is_a_line(
    way: Way, desk: Desk, served_house: House, proxy: TcpProxy, call: Any
) -> None:
    proxy.delay_seconds = 0.02
    proxy.way = way
    cases = [made(desk, served_house, call) for made in (a_call, a_matter, a_note)]
    for case in cases:
        case.do()
        assert case.traces() == 1
    assert desk.post.records() == ()


def test_h6_a_line_that_breaks_after_the_answer_loses_nothing(
    desk: Desk, served_house: House, proxy: TcpProxy, call: Any
) -> None:
    first, second = a_call(desk, served_house, call), a_call(desk, served_house, call)
    first.do()
    proxy.drop()
    second.do()  # the pool's connection is found dead and replaced
    assert (first.traces(), second.traces()) == (1, 1)
    assert desk.post.records() == ()
