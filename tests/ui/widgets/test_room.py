"""Widgets where room is short, comes back, or the theme changed before they were shown."""

from typing import Any

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from thirdring.ui.theme import ThemeChoice, Token, theme_of
from thirdring.ui.widgets import Cell, Heading, Label, QuietTable, Tab, TableRow, Tabs


def test_columns_leave_from_the_right_and_come_back(qtbot: Any) -> None:
    table = QuietTable()
    qtbot.addWidget(table)
    table.set_headings(
        [
            Heading("Login", 80),
            Heading("Words", kept=True),
            Heading("Rule", 80),
            Heading("State", 80),
        ]
    )
    table.set_rows([TableRow(1, tuple(Cell(text) for text in "abcd"))])
    for width, hidden in ((600, []), (300, [3]), (220, [2, 3]), (600, [])):
        table.resize(width, 200)
        table.show()
        assert [n for n in range(4) if table.isColumnHidden(n)] == hidden
        shown = sum(table.columnWidth(n) for n in range(4) if n not in hidden)
        assert shown == table.viewport().width()


def test_tabs_move_together_and_apart_again(qtbot: Any) -> None:
    place = QWidget()
    qtbot.addWidget(place)
    row = QHBoxLayout(place)
    tabs = Tabs()
    row.addWidget(tabs)
    tabs.set_tabs([Tab("a", "Lines to say"), Tab("b", "Wordings to keep off"), Tab("c", "All")])
    place.resize(600, 60)
    place.show()

    def gap() -> int:
        first, second = tabs._buttons[0].geometry(), tabs._buttons[1].geometry()
        return second.left() - first.right() - 1

    wide = gap()
    place.resize(place.minimumSizeHint().width(), 60)
    qtbot.waitUntil(lambda: gap() < wide)
    place.resize(600, 60)
    qtbot.waitUntil(lambda: gap() == wide)


def test_a_label_keeps_its_colour_when_it_moves_after_the_theme_changed(qtbot: Any) -> None:
    page = QWidget()
    row = QHBoxLayout(page)
    label = Label("Sign in", tone=Token.TEXT_2)
    row.addWidget(label)
    label.ensurePolished()
    theme_of().change(choice=ThemeChoice.DARK)
    stack = QStackedWidget()
    qtbot.addWidget(stack)
    stack.addWidget(page)
    stack.show()
    shown = label.palette().color(QPalette.ColorGroup.Active, QPalette.ColorRole.WindowText)
    assert shown == theme_of().color(Token.TEXT_2)
