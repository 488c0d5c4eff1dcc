"""Ctrl+K by keyboard alone: groups, prefixes, pinyin, what opens what."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QWidget

from thirdring.domain.errors import Unavailable
from thirdring.ui.runner import Runner
from thirdring.ui.shell.palette import Palette
from thirdring.ui.shell.palette_items import Command, CommandProvider, PaletteItem, match
from thirdring.ui.shell.palette_list import PaletteModel
from thirdring.ui.widgets import LineEdit


class Source:
    """Finds the items that hold the words."""

    def __init__(self, group: str, prefix: str, *texts: str) -> None:
        self.group, self.prefix, self._texts = group, prefix, texts
        self.opened: list[tuple[str, bool]] = []

    def search(self, text: str, limit: int) -> Callable[..., Sequence[PaletteItem]]:
        found = tuple(PaletteItem(t, t) for t in self._texts if text in t)
        return lambda _ctx: found[:limit]

    def open(self, item: PaletteItem, *, aside: bool) -> None:
        self.opened.append((str(item.key), aside))


class Broken(Source):
    def search(self, _text: str, _limit: int) -> Callable[..., Sequence[PaletteItem]]:
        def fail(_ctx: object) -> Sequence[PaletteItem]:
            raise Unavailable("The server is away.")

        return fail


@pytest.fixture
def room(qtbot: Any) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.field = LineEdit(parent=made)  # type: ignore[attr-defined]
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.fixture
def tickets() -> Source:
    return Source("Tickets", "#", "sofa late", "sofa torn", "lamp broken")


@pytest.fixture
def customers() -> Source:
    return Source("Customers", "@", "Ms Sofa")


@pytest.fixture
def palette(room: QWidget, plain_runner: Runner, tickets: Source, customers: Source) -> Palette:
    made = Palette(plain_runner, room)
    for source in (tickets, customers):
        made.add_provider(source)
    return made


def _line(palette: Palette) -> LineEdit:
    line = palette.findChild(LineEdit)
    assert line is not None
    return line


def _rows(palette: Palette) -> list[str]:
    model = palette.findChild(PaletteModel)
    assert model is not None
    return [str(model.index(r, 0).data()) for r in range(model.rowCount())]


def _type(qtbot: Any, palette: Palette, text: str, runner: Runner) -> None:
    QTest.keyClicks(_line(palette), text)
    qtbot.waitUntil(lambda: runner.idle)


def test_typing_finds_in_groups_and_enter_opens_the_first(
    qtbot: Any, palette: Palette, plain_runner: Runner, tickets: Source
) -> None:
    palette.open_with()
    _type(qtbot, palette, "sofa", plain_runner)
    assert _rows(palette) == ["Tickets", "sofa late", "sofa torn"]
    QTest.keyClick(_line(palette), Qt.Key.Key_Return)
    assert tickets.opened == [("sofa late", False)]
    assert not palette.isVisible()


def test_arrows_go_round_and_over_the_heads(
    qtbot: Any, palette: Palette, plain_runner: Runner, tickets: Source, customers: Source
) -> None:
    palette.open_with()
    _type(qtbot, palette, "o", plain_runner)
    assert _rows(palette)[-2:] == ["Customers", "Ms Sofa"]
    QTest.keyClick(_line(palette), Qt.Key.Key_Up)
    QTest.keyClick(_line(palette), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert (customers.opened, tickets.opened) == ([("Ms Sofa", True)], [])


def test_a_prefix_asks_one_group_only(qtbot: Any, palette: Palette, plain_runner: Runner) -> None:
    palette.open_with()
    _type(qtbot, palette, "@", plain_runner)
    assert _rows(palette) == ["Customers", "Ms Sofa"]


def test_escape_gives_the_focus_back(qtbot: Any, room: QWidget, palette: Palette) -> None:
    field = room.findChild(LineEdit, options=Qt.FindChildOption.FindDirectChildrenOnly)
    assert field is not None
    field.setFocus()
    palette.open_with("x")
    assert room.focusWidget() is _line(palette)
    QTest.keyClick(_line(palette), Qt.Key.Key_Tab)
    assert room.focusWidget() is _line(palette)
    QTest.keyClick(_line(palette), Qt.Key.Key_Escape)
    assert room.focusWidget() is field
    assert not palette.isVisible()


def test_nothing_found_says_so_and_a_source_that_fails_says_why(
    qtbot: Any, palette: Palette, plain_runner: Runner
) -> None:
    palette.open_with()
    _type(qtbot, palette, "zzz", plain_runner)
    assert _rows(palette) == []
    assert "Nothing found" in _words(palette)
    palette.add_provider(Broken("Phrases", "/"))
    _type(qtbot, palette, "z", plain_runner)
    assert "The server is away." in _words(palette)


def _words(palette: Palette) -> str:
    from thirdring.ui.widgets import Label

    return " ".join(label.text() for label in palette.findChildren(Label) if label.isVisible())


def test_commands_by_pinyin_and_initials(qtbot: Any, room: QWidget, plain_runner: Runner) -> None:
    done: list[str] = []
    commands = [Command("lock", "锁定屏幕", "Ctrl+L"), Command("call.new", "记一通来电")]
    palette = Palette(plain_runner, room)
    palette.add_provider(CommandProvider(lambda: commands, done.append))
    palette.open_with()
    qtbot.waitUntil(lambda: len(_rows(palette)) == 3)
    _type(qtbot, palette, "jytld", plain_runner)
    qtbot.waitUntil(lambda: _rows(palette) == ["Commands", "记一通来电"])
    QTest.keyClick(_line(palette), Qt.Key.Key_Return)
    assert done == ["call.new"]


@pytest.mark.parametrize(
    ("text", "query", "hits"),
    [
        ("沙发送货延期", "送货", ((2, 2),)),
        ("沙发送货延期", "shyq", ((2, 4),)),
        ("沙发送货延期", "songhuo", ((2, 2),)),
        ("沙发送货延期", "song huo yan", ((2, 3),)),
        ("沙发送货延期", "shuoyanqi", ((2, 4),)),
        ("沙发送货延期", "xyz", None),
        ("Lock the screen", "lock", ((0, 4),)),
        ("Lock the screen", "lts", None),
        ("anything", "", ()),
    ],
)
def test_matching(text: str, query: str, hits: tuple[tuple[int, int], ...] | None) -> None:
    assert match(text, query) == hits


def test_the_model_keeps_qts_rules(qtbot: Any, tickets: Source, customers: Source) -> None:
    model = PaletteModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show([(tickets, (PaletteItem(1, "one"), PaletteItem(2, "two"))), (customers, ())])
    assert model.rowCount() == 3
    assert model.next_choice(-1, 1) == 1
    assert model.next_choice(2, 1) == 1
    assert not model.flags(model.index(0, 0)) & Qt.ItemFlag.ItemIsSelectable
    model.show([])
    assert model.next_choice(-1, 1) == -1
    tester.deleteLater()
