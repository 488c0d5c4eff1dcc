"""Evidence of a complaint waits with it, encrypted, and is on the server whole and once (D6, H6)."""

import uuid
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text, update

from tests.tcp_proxy import TcpProxy, Way
from tests.usecases.conftest import House
from tests.usecases.offline.conftest import KEY, Desk, send_everything
from tests.usecases.offline.test_faults import MATTER, calm
from tests.usecases.offline.test_outbox import kept, standings
from thirdring.domain.enums import Role
from thirdring.domain.errors import Refusal, Unavailable
from thirdring.domain.ids import new_id
from thirdring.domain.outbox import MOST_ENCLOSED_MEGABYTES, Standing
from thirdring.domain.policy import Key, Policy
from thirdring.store.postgres_connection import SLOWEST_LINE, time_for
from thirdring.store.tables import Attachment, AttachmentContent, Staff
from thirdring.usecases.attach_file import MEGABYTE
from thirdring.usecases.manage_staff import deactivate
from thirdring.usecases.offline.kept_evidence import read_in
from thirdring.usecases.offline.left_behind import forget_taken, take_over_outbox
from thirdring.usecases.receive_matter import receive_matter
from thirdring.usecases.records import ReceptionInput, checked

pytestmark = pytest.mark.postgres

RECEIPT, PHOTOGRAPH = b"%PDF-1.7 receipt of the cupboard" * 40, bytes(range(256)) * 700


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    receipt, photograph = tmp_path / "receipt.pdf", tmp_path / "柜门.jpg"
    receipt.write_bytes(RECEIPT)
    photograph.write_bytes(PHOTOGRAPH)
    return [receipt, photograph]


def evidence_of(house: House, ticket: uuid.UUID) -> list[tuple[str, bytes]]:
    with house.store.begin_read() as session:
        rows = session.execute(
            select(Attachment.name, AttachmentContent.content)
            .join(AttachmentContent, AttachmentContent.attachment_id == Attachment.id)
            .where(Attachment.ticket_id == ticket)
            .order_by(Attachment.name)
        )
        return [(name, content) for name, content in rows]


def receive(desk: Desk, files: list[Path]) -> uuid.UUID:
    """While the server is away."""
    one = new_id()
    kept(desk, receive_matter, checked(ReceptionInput, MATTER), one, None, files)
    return one


def enclosed_in(desk: Desk) -> int:
    rows = desk.post._outbox._rows("SELECT count(*) FROM enclosures")
    return int(rows[0][0])


def test_h6_files_that_are_gone_by_then_go_up_from_the_outbox_whole_and_once(
    hasty_desk: Desk, served_house: House, proxy: TcpProxy, files: list[Path]
) -> None:
    proxy.way = Way.HOLE
    ticket = receive(hasty_desk, files)
    for one in files:
        one.unlink()
    again = hasty_desk.again()
    raw = b"".join(one.read_bytes() for one in (again.folder / "outbox").iterdir())
    assert RECEIPT[:20] not in raw
    assert PHOTOGRAPH[:200] not in raw
    calm(proxy)
    send_everything(again)
    whole = [("receipt.pdf", RECEIPT), ("柜门.jpg", PHOTOGRAPH)]
    assert evidence_of(served_house, ticket) == whole
    assert enclosed_in(again) == 0
    again.close()


def test_h6_a_slow_line_is_given_the_time_a_file_needs_and_no_other_answer_is(
    served_house: House,
) -> None:
    with served_house.store.engine.begin() as connection:
        raw: Any = connection.connection.dbapi_connection
        usual = raw.answer_seconds
        with time_for(connection, 20 * SLOWEST_LINE):
            assert raw.answer_seconds == usual + 20
            idle = connection.scalar(text("SHOW idle_in_transaction_session_timeout"))
            assert idle == f"{2 * (usual + 20):.0f}s"
        assert raw.answer_seconds == usual


def test_h6_after_a_lost_answer_it_is_compared_by_its_digest_and_not_added_again(
    desk: Desk, served_house: House, proxy: TcpProxy, files: list[Path]
) -> None:
    proxy.way = Way.CUT_AFTER_COMMIT
    ticket = receive(desk, files)
    calm(proxy)
    assert len(evidence_of(served_house, ticket)) == 2
    with served_house.store.begin_write() as session:  # not what was sent, whatever is noted of it
        session.execute(update(AttachmentContent).values(content=b"something else"))
    desk.post.send_all()
    assert standings(desk) == [Standing.ASIDE]
    with served_house.store.begin_write() as session:
        for one in session.scalars(select(AttachmentContent)):
            name = session.get_one(Attachment, one.attachment_id).name
            one.content = RECEIPT if name == "receipt.pdf" else PHOTOGRAPH
    (record,) = desk.post.records()
    desk.post.send_instead(record, desk.post._whole(record))
    send_everything(desk)
    assert len(evidence_of(served_house, ticket)) == 2


def test_h6_a_file_that_was_damaged_here_is_noticed_and_its_record_set_aside(
    desk: Desk, served_house: House, proxy: TcpProxy, files: list[Path]
) -> None:
    proxy.way = Way.RESET
    ticket = receive(desk, files)
    desk.post._outbox._connection.execute("UPDATE enclosures SET content = x'00' WHERE place = 1")
    calm(proxy)
    desk.post.send_all()
    (aside,) = desk.post.records()
    assert "can't be read any more" in (aside.reason or "")
    assert evidence_of(served_house, ticket) == []


def test_d6_what_the_center_would_refuse_is_refused_while_the_person_is_there(
    desk: Desk, proxy: TcpProxy, tmp_path: Path, files: list[Path]
) -> None:
    proxy.way = Way.RESET
    empty, twin = tmp_path / "empty.txt", tmp_path / "twin.pdf"
    empty.touch()
    twin.write_bytes(RECEIPT)
    for more, words in (
        ([empty], "is empty"),
        ([twin], "the same file is here already, as “receipt.pdf”"),
        ([tmp_path / "gone.jpg"], "gone.jpg can't be read"),
        (files * Policy().integer(Key.ATTACHMENTS_PER_TICKET), "at most 20 files"),
    ):
        with pytest.raises((Refusal, Unavailable), match=f"(?i){words}"):
            receive(desk, [*files, *more])
    assert desk.post.records() == ()


def test_d6_too_large_alone_and_together_is_said_before_anything_is_read(tmp_path: Path) -> None:
    policy = Policy()
    most = policy.integer(Key.ATTACHMENT_MEGABYTES)
    files = [tmp_path / f"{n}.bin" for n in range(MOST_ENCLOSED_MEGABYTES // most + 1)]
    for n, file in enumerate(files):
        with file.open("wb") as sparse:
            sparse.write(bytes([n]))
            sparse.truncate(most * MEGABYTE)
    with pytest.raises(Refusal, match=f"larger than {MOST_ENCLOSED_MEGABYTES} MB together"):
        read_in(files, policy)
    with files[0].open("ab") as larger:
        larger.write(b"+")
    with pytest.raises(Refusal, match=f"larger than {most} MB"):
        read_in(files[:1], policy)


def test_c6_a_supervisor_takes_the_evidence_over_with_the_record(
    desk: Desk, served_house: House, proxy: TcpProxy, files: list[Path]
) -> None:
    proxy.way = Way.RESET
    ticket = receive(desk, files)
    calm(proxy)
    with served_house.store.begin_write() as session:
        session.execute(update(Staff).where(Staff.login == "lan").values(draft_key=KEY))
    served_house.owner.run(deactivate, "lan")
    desk.post.stop()
    boss: Any = served_house.hire("boss", Role.SUPERVISOR)
    done = boss.run(take_over_outbox, "lan", "离职", desk.folder / "outbox")
    forget_taken(done)
    assert [name for name, _content in evidence_of(served_house, ticket)] == [
        "receipt.pdf", "柜门.jpg",
    ]  # fmt: skip
