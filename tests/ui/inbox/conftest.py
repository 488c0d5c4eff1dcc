"""The inbox over a real center, with a few mails in it."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tests.ticket_world import NOW, World
from thirdring.domain.enums import Role
from thirdring.domain.roles import permissions_of
from thirdring.intake.mail_message import read_mail
from thirdring.ui.actions import Actions
from thirdring.ui.inbox.inbox_screen import InboxScreen
from thirdring.ui.runner import Runner
from thirdring.ui.ticker import Ticker
from thirdring.usecases.center import Center
from thirdring.usecases.desk_facts import desk_facts
from thirdring.usecases.receive_mail import receive_mail

MAILS = (
    ("王雅琴 <wang@example.cn>", "投诉：沙发送到时破损", "11 月 20 日送到的沙发扶手破了，要求换新。", 26),
    ("陈思远 <chen@example.cn>", "请问国庆期间营业时间", "想了解一下元旦怎么营业，停车是否免费？", 23.4),
    ("周敏 <zhou@example.cn>", "表扬服务台的小林", "非常满意，服务周到。", 5),
    ("news@example.com", "Winter newsletter", "Unsubscribe here", 2),
)  # fmt: skip


class InboxDesk(QWidget):
    """What the shell is to the screen: actions, a ticker, room; and the way to the database."""

    def __init__(self, world: World) -> None:
        super().__init__()
        self.at = NOW
        self.center = Center(world.store, world.staff["lin"], now=self.now)
        self.boss = Center(world.store, world.staff["zhao"], now=self.now)
        for sender, subject, text, hours in MAILS:
            self.arrive(sender, subject, text, hours)
        self.runner = Runner(self.center)
        self.actions_ = Actions(self)
        self.actions_.set_granted(permissions_of([Role.AGENT]))
        self.actions_.set_screen("inbox")
        self.screen_ = InboxScreen(
            self.center.read(desk_facts), self.runner, self.actions_, Ticker(self.now)
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.screen_)
        self.resize(1302, 720)

    def now(self) -> datetime:
        return self.at

    def arrive(self, sender: str, subject: str, text: str, hours: float, **more: str) -> None:
        at = NOW - timedelta(hours=hours)
        head = f"From: {sender}\nSubject: {subject}\nDate: {at:%a, %d %b %Y %H:%M:%S +0000}\n"
        head += "".join(f"{name.replace('_', '-')}: {value}\n" for name, value in more.items())
        self.boss.run(receive_mail, read_mail((head + "\n" + text).encode()))


@pytest.fixture
def desk(qtbot: Any, world: World) -> Iterator[InboxDesk]:
    made = InboxDesk(world)
    qtbot.addWidget(made)
    made.show()
    made.screen_.entered()
    qtbot.waitUntil(lambda: made.runner.idle, timeout=10_000)
    yield made
    assert made.runner.shut_down()


@pytest.fixture
def settle(qtbot: Any, desk: InboxDesk) -> Callable[[], None]:
    return lambda: qtbot.waitUntil(lambda: desk.runner.idle, timeout=10_000)
