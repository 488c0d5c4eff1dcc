"""Renders the shell and the shared widgets to PNG without a screen, to be looked at.

python scripts/look.py --out DIR [--language zh_CN|en] [--theme light|dark|contrast] [--scale 2.0]
"""

import argparse
import os
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parents[1] / "src"))

from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from thirdring.domain.enums import Language, Role
from thirdring.domain.errors import N_
from thirdring.domain.roles import permissions_of
from thirdring.i18n import use_language
from thirdring.ui.runner import Runner
from thirdring.ui.shell.memory import FileMemory
from thirdring.ui.shell.palette_items import PaletteItem
from thirdring.ui.shell.rail import Link
from thirdring.ui.shell.set_up_page import SetUpPage
from thirdring.ui.shell.sign_in_page import SignInPage
from thirdring.ui.shell.window import MainWindow
from thirdring.ui.shell.work import Work
from thirdring.ui.theme import Density, Theme, ThemeChoice, Token, Type
from thirdring.ui.ticker import Ticker, utc_now
from thirdring.ui.widgets import (
    Button,
    ButtonKind,
    CheckBox,
    ComboBox,
    Countdown,
    EmptyState,
    Field,
    Ground,
    Label,
    LineEdit,
    Pill,
    SearchBox,
    SectionHead,
    Segments,
    Shape,
    StateMark,
    Tab,
    Tabs,
    TextArea,
)


class _NoCenter:
    """Runs deeds on nothing: what is shown here asks no database."""

    def run(self, deed: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        return deed(None, *args, **kwargs)

    read = run


class _Samples:
    """Words in the language looked at; data, so not from the catalogue."""

    def __init__(self, language: Language) -> None:
        self._chinese = language is Language.ZH_CN

    def __call__(self, chinese: str, english: str) -> str:
        return chinese if self._chinese else english


class _Tickets:
    group = N_("Tickets")
    prefix = "#"

    def __init__(self, words: _Samples) -> None:
        self._words = words

    def search(self, text: str, limit: int) -> Callable[..., tuple[PaletteItem, ...]]:  # noqa: ARG002 - a sample
        words = self._words
        subject = words(
            "沙发送货延期，等仓库确认时间", "Sofa delivery delayed, waiting for the warehouse"
        )
        found = (
            PaletteItem(1, subject, "C261122-K7042 " + words("王雅琴 女士", "Ms Wang Yaqin"), "ticket", ((2, 4),), (Shape.PIE, words("待回电 12:40", "Call back 12:40"))),
            PaletteItem(2, words("送货延期三次，申请代金券", "Delivery moved three times, coupon asked for"), "C261119-K7031", "ticket", ((0, 4),), (Shape.UP_SQUARE, words("待审批", "In review"))),
        )  # fmt: skip
        return lambda _ctx: found[:limit]

    def open(self, item: PaletteItem, *, aside: bool) -> None:
        print(item.key, aside)


def gallery(words: _Samples) -> QWidget:
    """Every shared widget once."""
    page = Ground()
    column = QVBoxLayout(page)
    column.setContentsMargins(16, 12, 16, 12)
    column.setSpacing(8)
    for widgets in (*_controls(words), *_marks(words)):
        row = QHBoxLayout()
        row.setSpacing(8)
        for widget in widgets:
            row.addWidget(widget)
        row.addStretch(1)
        column.addLayout(row)
    for field in _fields(words):
        column.addWidget(field)
    empty = EmptyState(
        "inbox", Button(words("记一通来电", "Log a call"), kind=ButtonKind.PRIMARY, keys="Ctrl+N")
    )
    empty.set_text(
        words("你名下还没有工单", "You have no tickets yet"),
        words("通话里选“转工单”，就会出现在这里。", "Choose “Open ticket” in a call."),
    )
    column.addWidget(empty, 1)
    return page


def _controls(words: _Samples) -> list[list[QWidget]]:
    types = words("客户 媒体 协会 律师 机关 商户 员工 其他", "Customer Press Association Lawyer Authority Merchant Staff Other").split()  # fmt: skip
    caller = Segments(list(enumerate(types)))
    caller.set_value(0)
    folded = Segments(list(enumerate(types)), visible=4)
    folded.set_value(5)
    category = ComboBox(
        [(1, words("送货 / 延期", "Delivery / Delay")), (2, words("退货", "Return"))]
    )
    category.set_value(1)
    ticked = CheckBox(words("客户已确认", "Customer confirmed"))
    ticked.setChecked(True)
    search = SearchBox(keys="Ctrl+F")
    search.setPlaceholderText(words("在列表中查找", "Find in the list"))
    tabs = Tabs()
    tabs.set_tabs([
        Tab(1, words("我的", "Mine"), 12, True),
        Tab(2, words("已超时", "Overdue"), 1, True, Token.OVER),
        Tab(3, words("全部", "All"), None, True),
    ])  # fmt: skip
    bare = Button(words("筛选", "Filter"), kind=ButtonKind.BARE, icon="filter")
    return [
        [
            Button(words("完成通话", "Finish call"), kind=ButtonKind.PRIMARY, keys="Ctrl+Return"),
            Button(words("登记到店投诉", "Complaint in person"), icon="building-store"),
            bare,
            Button(words("替换", "Replace"), kind=ButtonKind.LINK, keys="Alt+R"),
            Button(words("删除", "Delete"), kind=ButtonKind.DESTRUCTIVE),
            Button(kind=ButtonKind.BARE, icon="dots"),
        ],
        [caller],
        [folded, category, ComboBox([], prompt=words("选择", "Choose"))],
        [ticked, CheckBox(words("退回", "Returned")), search, tabs],
    ]


def _marks(words: _Samples) -> list[list[QWidget]]:
    clock = Countdown(step=Type.CLOCK)
    clock.set_due(utc_now() + timedelta(minutes=12, seconds=40.5), utc_now())
    late = Countdown(step=Type.CLOCK)
    late.set_due(utc_now() - timedelta(minutes=18), utc_now())
    head = SectionHead()
    head.set_text(words("往来记录", "History"), words("4 条", "4"))
    return [
        [StateMark(shape, shape.value) for shape in Shape],
        [
            Pill(words("晚 1 声，先致歉", "1 ring late"), tone=Token.SOON, shape=Shape.PIE),
            Pill(words("超 18 分", "18 min over"), tone=Token.OVER, shape=Shape.TRIANGLE),
            Pill(words("严重", "Serious"), tone=Token.MAJOR, shape=Shape.DIAMOND),
            Pill(words("产品质量", "Product quality")),
            Label(words("正文", "Body")),
            Label(words("次要", "Secondary"), tone=Token.TEXT_2),
            Label(words("说明", "Caption"), step=Type.CAPTION, tone=Token.TEXT_3),
            Label(words("抱歉让您久等了。", "I am sorry to have kept you waiting."), step=Type.SAY, bold=True),
        ],
        [clock, late, head],
    ]  # fmt: skip


def _fields(words: _Samples) -> list[QWidget]:
    name = LineEdit()
    name.setText(words("王雅琴", "Wang Yaqin"))
    first = Field(name, required=True)
    first.set_label(words("称呼", "Name"))
    first.set_problem(
        words("请填写称呼，或标为未提供", "Type the name, or mark it as withheld"), "B1"
    )
    raised = TextArea()
    raised.setPlainText(
        words("沙发原定 11 月 20 日送货，至今未到。", "Sofa was due on 20 November.")
    )
    second = Field(raised, required=True)
    second.set_label(words("反映内容", "Raised"))
    second.set_hint(words("按客户原话简要记录", "Short, in the customer's words"))
    return [first, second]


def desk(window: MainWindow, words: _Samples) -> Work:
    """The shell with an empty room where the screens go."""
    runner = Runner(_NoCenter(), window)
    work = window.start_work(runner, permissions_of([Role.AGENT, Role.SUPERVISOR]))
    for screen, icon, text in (
        ("desk", "headset", N_("Desk")),
        ("tickets", "ticket", N_("Tickets")),
        ("phrases", "message-2", N_("Phrases")),
        ("settings", "settings", N_("Settings")),
    ):
        room = gallery(words) if screen == "desk" else Ground()
        work.add_screen(screen, icon, text, room, phrases=screen == "desk")
    side = Ground(Token.BG_SIDE)
    work.set_phrases(side)
    work.finder.add_provider(_Tickets(words))
    work.add_commands()
    work.set_person(words("林晓梅", "Lin Xiaomei"), words("客服专员 1023", "Agent 1023"))
    work.top_bar.set_alarms(2)
    work.set_badge("tickets", 1, urgent=True)
    work.set_badge("phrases", 4)
    work.set_link(Link.LOCAL)
    now = window.ticker.now()
    work.top_bar.set_call(now - timedelta(minutes=3, seconds=12))
    work.top_bar.set_hold(now - timedelta(seconds=22))
    work.show_screen("desk")
    return work


def main() -> None:
    """Write the pictures into the folder given."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--out", type=Path, required=True)
    options.add_argument("--language", type=Language, default=Language.ZH_CN)
    options.add_argument("--theme", type=ThemeChoice, default=ThemeChoice.LIGHT)
    options.add_argument("--density", type=Density, default=Density.COMPACT)
    options.add_argument("--scale", type=float, default=1.0)
    options.add_argument("--size", default="1366x768")
    given = options.parse_args()
    app = QApplication([])
    use_language(given.language)
    theme = Theme(choice=given.theme, density=given.density, text_scale=given.scale).install(app)
    given.out.mkdir(parents=True, exist_ok=True)
    window = MainWindow(theme, Ticker(), FileMemory(given.out / "memory.json"))
    width, height = given.size.split("x")
    window.resize(int(width), int(height))
    words = _Samples(given.language)
    _Shooter(window, given.out, f"{given.language}-{given.theme}").all(words)


class _Shooter:
    def __init__(self, window: MainWindow, out: Path, ending: str) -> None:
        self._window, self._out, self._ending = window, out, ending

    def all(self, words: _Samples) -> None:
        window = self._window
        sign_in = SignInPage()
        sign_in.set_company(words("示范广场服务中心", "Model Plaza Service Centre"))
        window.show_page(sign_in)
        window.show()
        self.take("sign-in")
        sign_in.refuse(words("登录名或密码不对。", "The login or the password is not right."))
        self.take("sign-in-refused")
        window.show_page(SetUpPage())
        self.take("set-up")
        work = desk(window, words)
        window.show_work()
        self.take("desk")
        work.banner.say(
            words("服务器暂时连不上，可以照常接电话", "The server is away; calls go on as usual"),
            words("3 条记录已存在本机", "3 records are kept on this computer"),
            aside=words("18 秒后再试", "next try in 18 s"),
            deed=words("现在重试", "Try now"),
        )
        work.set_link(Link.OFFLINE, 3)
        work.undo.offer(words("工单已归档", "The ticket is archived"), window.hide)
        self.take("banner")
        work.finder.open_with("sc" if words("a", "b") == "a" else "s")
        self.take("palette")
        work.finder.close_over()
        work.shortcuts.trigger("shortcuts")
        self.take("shortcuts")
        window.lock()
        self.take("cover")
        window.show_crash(RuntimeError())
        self.take("crash")

    def take(self, name: str) -> None:
        for _turn in range(20):
            QApplication.processEvents()
        self._window.grab().save(str(self._out / f"{name}-{self._ending}.png"))


if __name__ == "__main__":
    main()
