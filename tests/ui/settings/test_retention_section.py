"""Retention in the settings (H4, J6): counted, confirmed, erased; only for who may."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from sqlalchemy import select

from tests.ticket_world import NOW, World
from tests.ui.clipping import cut_off
from thirdring.domain.ids import new_id
from thirdring.domain.mail import MailState
from thirdring.domain.retention import RecordClass
from thirdring.store.tables import InboxItem

Open = Callable[[str], Any]
_LEFT = Qt.MouseButton.LeftButton


def old_mail(world: World) -> None:
    at = NOW - timedelta(days=200)
    with world.store.begin_write() as session:
        session.add(
            InboxItem(
                id=new_id(), sha256="0" * 64, arrived_at=at, due_at=at, size=1, problems=[],
                from_name="秦慕雪", state=MailState.SET_ASIDE, received_by=world.staff["zhao"],
                created_at=at,
            )
        )  # fmt: skip


def test_j6_it_takes_a_reason_and_knowing_that_it_cannot_be_undone(
    open_settings: Open, world: World
) -> None:
    old_mail(world)
    seen = open_settings("root")
    section = seen.section("retention")
    line = list(RecordClass).index(RecordClass.MAIL)
    model = section.table.model()
    assert [model.index(line, n).data() for n in range(4)] == [
        "Mail without a ticket", "90 days", "1", "0",
    ]  # fmt: skip
    assert section.panel.title.text() == "1 record is kept too long"
    assert not section.erase.isEnabled()
    QTest.mouseClick(section.sure, _LEFT)
    QTest.mouseClick(section.erase, _LEFT)
    seen.settle()
    assert section.fields["reason"].note.problem.startswith("Say why")
    QTest.keyClicks(section.reason, "expired")
    QTest.mouseClick(section.erase, _LEFT)
    seen.settle()
    assert seen.said == ["1 record erased"]
    assert section.panel.title.text() == "Nothing is kept too long"
    assert section.erase.isHidden()
    with world.store.begin_read() as session:
        assert session.scalars(select(InboxItem.from_name)).all() == [None]


def test_j6_who_may_not_finds_no_such_section_and_nothing_is_cut(
    open_settings: Open, world: World
) -> None:
    assert "retention" not in open_settings("zhao").screen.sections
    old_mail(world)
    seen = open_settings("root")
    seen.screen.resize(1000, 640)
    seen.section("retention")
    assert cut_off(seen.screen) == []
