"""The table of the look: contrast computed, nothing outside it, switching while running."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QMenu
from pytestqt.qtbot import QtBot

from thirdring.domain.enums import Language
from thirdring.i18n import use_language
from thirdring.resources import assets
from thirdring.ui.theme import Density, Scheme, Size, Theme, ThemeChoice, Token, Type, theme_of
from thirdring.ui.theme_qss import style_sheet
from thirdring.ui.theme_tokens import hex_of
from thirdring.ui.widgets import Label

UI = Path(__file__).parents[2] / "src" / "thirdring" / "ui"
GROUNDS = (Token.BG_WINDOW, Token.BG_SURFACE, Token.BG_SIDE, Token.BG_HOVER, Token.BG_SELECTED)
INKS = (Token.TEXT, Token.TEXT_2, Token.TEXT_3, Token.ACCENT_TEXT, Token.FINE, Token.SOON, Token.OVER, Token.MAJOR)  # fmt: skip
PAIRS = [(ink, ground) for ink in INKS for ground in GROUNDS] + [
    (Token.ON_ACCENT, Token.ACCENT),
    (Token.ON_ACCENT, Token.ACCENT_HOVER),
    (Token.FINE, Token.FINE_SOFT),
    (Token.SOON, Token.SOON_SOFT),
    (Token.OVER, Token.OVER_SOFT),
    (Token.MAJOR, Token.MAJOR_SOFT),
    (Token.TEXT, Token.HIT),
    (Token.TEXT_2, Token.SOON_SOFT),
    (Token.BG_SURFACE, Token.OVER),
]


def _luminance(color: QColor) -> float:
    parts = [color.redF(), color.greenF(), color.blueF()]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    high, low = sorted((_luminance(QColor(one)), _luminance(QColor(other))), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", Scheme)
@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_text_is_read_on_every_ground(scheme: Scheme, ink: Token, ground: Token) -> None:
    assert _contrast(hex_of(ink, scheme), hex_of(ground, scheme)) >= 4.5


@pytest.mark.parametrize("scheme", Scheme)
def test_the_focus_ring_is_seen(scheme: Scheme) -> None:
    """WCAG asks 3:1 of what is not text."""
    for ground in (Token.BG_SURFACE, Token.BG_WINDOW, Token.BG_SIDE):
        assert _contrast(hex_of(Token.ACCENT, scheme), hex_of(ground, scheme)) >= 3


def test_no_colour_outside_the_table() -> None:
    literal = re.compile(r"#[0-9A-Fa-f]{6}\b|QColor\(\s*[\"'\d]|GlobalColor\.(?!transparent)")
    guilty = [
        path.name
        for path in [*UI.rglob("*.py"), *(assets() / "styles").glob("*.qss")]
        if path.name != "theme_tokens.py" and literal.search(path.read_text(encoding="utf-8"))
    ]
    assert guilty == []


def test_no_label_guesses_at_html_and_nothing_moves() -> None:
    """Bare labels detect rich text; animations would have to ask for reduced motion."""
    bare = re.compile(r"(?<![\w.])QLabel\(|QPropertyAnimation|QMessageBox|QGraphicsEffect|\.exec\(")
    guilty = [p.name for p in UI.rglob("*.py") if bare.search(p.read_text(encoding="utf-8"))]
    assert guilty == []


def test_the_style_sheet_has_no_hole(qapp: QApplication) -> None:
    for scheme in Scheme:
        sheet = style_sheet(scheme, round)
        assert "@" not in sheet
        assert not re.search(r"\du\b", sheet)


def test_switching_reaches_what_is_open(qtbot: object, qapp: QApplication) -> None:
    label = Label("12:40", tone=Token.OVER)
    line = QLineEdit()
    theme = theme_of()
    light = label.palette().windowText().color().name()
    height = label.sizeHint().height()
    theme.change(choice=ThemeChoice.DARK, text_scale=1.5)
    line.ensurePolished()
    assert label.palette().windowText().color() == QColor(hex_of(Token.OVER, Scheme.DARK))
    assert label.palette().windowText().color().name() != light
    assert label.sizeHint().height() > height
    assert hex_of(Token.LINE_FIELD, Scheme.DARK) in qapp.styleSheet()


def test_one_window_and_what_opens_over_it_wear_the_sheet(qtbot: QtBot, qapp: QApplication) -> None:
    theme = theme_of().install(qapp, everywhere=False)
    window = QMainWindow()
    qtbot.addWidget(window)
    theme.dress(window)
    building = QLineEdit()
    qtbot.addWidget(building)
    building.ensurePolished()
    bare = building.sizeHint().height()
    menu = QMenu(window)
    menu.addAction("Copy")
    plain = QMenu()
    qtbot.addWidget(plain)
    plain.addAction("Copy")
    assert menu.sizeHint() != plain.sizeHint()
    window.setCentralWidget(building)
    assert building.sizeHint().height() != bare
    theme.change(choice=ThemeChoice.DARK)
    assert hex_of(Token.LINE_FIELD, Scheme.DARK) in window.styleSheet()
    assert qapp.styleSheet() == ""
    theme.install(qapp)
    assert window.styleSheet() == ""
    assert hex_of(Token.LINE_FIELD, Scheme.DARK) in qapp.styleSheet()


def test_the_desktop_is_followed_while_running(qapp: QApplication) -> None:
    desktop = [Scheme.LIGHT]
    theme = Theme(choice=ThemeChoice.SYSTEM, desktop=lambda: desktop[0])
    heard: list[Scheme] = []
    theme.changed.connect(lambda: heard.append(theme.scheme))
    theme.follow(qapp)
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert heard == []  # told, but nothing changed
    desktop[0] = Scheme.CONTRAST
    qapp.styleHints().accessibility().contrastPreferenceChanged.emit(
        Qt.ContrastPreference.HighContrast
    )
    assert heard == [Scheme.CONTRAST]
    theme.change(choice=ThemeChoice.LIGHT)
    desktop[0] = Scheme.DARK
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert theme.scheme is Scheme.LIGHT


def test_sizes_follow_density_language_and_text_size(qapp: QApplication) -> None:
    theme = Theme(choice=ThemeChoice.LIGHT)
    use_language(Language.EN)
    assert (theme.size(Size.TABLE_ROW), theme.size(Size.FORM_LABEL)) == (28, 104)
    theme.change(density=Density.COMFORTABLE)
    assert theme.size(Size.TABLE_ROW) == 34
    theme.change(text_scale=2.0)
    assert theme.size(Size.TABLE_ROW) == 68
    assert theme.font(Type.BODY).pixelSize() == 28


def test_figures_are_tabular(qapp: QApplication) -> None:
    from PySide6.QtGui import QFontMetrics

    metrics = QFontMetrics(theme_of().font(Type.CLOCK))
    assert metrics.horizontalAdvance("11:11") == metrics.horizontalAdvance("00:00")
