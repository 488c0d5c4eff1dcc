"""The look as an object: colours, fonts and lengths of now, and a signal when they change.

`theme_of()` finds the application's theme; widgets ask it while painting and listen to `changed`.
"""

from collections.abc import Callable
from typing import Self

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory, QWidget

from thirdring import i18n
from thirdring.domain.enums import Language
from thirdring.font_families import families
from thirdring.ui.theme_qss import style_sheet
from thirdring.ui.theme_tokens import (
    TYPE_STEPS,
    Density,
    Scheme,
    Size,
    ThemeChoice,
    Token,
    Type,
    hex_of,
    size_of,
)

__all__ = ["Density", "Scheme", "Size", "Theme", "ThemeChoice", "Token", "Type", "theme_of"]

_PROPERTY = "thirdring_theme"
_SCHEME_OF = {
    ThemeChoice.LIGHT: Scheme.LIGHT,
    ThemeChoice.DARK: Scheme.DARK,
    ThemeChoice.CONTRAST: Scheme.CONTRAST,
}


def desktop_scheme() -> Scheme:
    """What the desktop asks for now: high contrast before dark."""
    hints = QGuiApplication.styleHints()
    if hints.accessibility().contrastPreference() is Qt.ContrastPreference.HighContrast:
        return Scheme.CONTRAST
    return Scheme.DARK if hints.colorScheme() is Qt.ColorScheme.Dark else Scheme.LIGHT


class Theme(QObject):
    """Colours, fonts and lengths in use. `changed` comes after any of them changed."""

    changed = Signal()

    def __init__(
        self,
        *,
        choice: ThemeChoice = ThemeChoice.SYSTEM,
        density: Density = Density.COMPACT,
        text_scale: float = 1.0,
        desktop: Callable[[], Scheme] = desktop_scheme,
        parent: QObject | None = None,
    ) -> None:
        """`text_scale` is 1.0 for the size the sizes are given in; 0.8 to 2.0 are offered.

        `desktop` answers for `ThemeChoice.SYSTEM`.
        """
        super().__init__(parent)
        self._desktop = desktop
        self._choice = choice
        self._density = density
        self._text_scale = text_scale
        self._scheme = self._resolve()
        self._colors: dict[Token, QColor] = {}
        self._fonts: dict[tuple[Type, bool], QFont] = {}
        self._everywhere = True
        self._dressed: list[QWidget] = []

    @property
    def choice(self) -> ThemeChoice:
        return self._choice

    @property
    def scheme(self) -> Scheme:
        """The colours in use; `SYSTEM` is resolved here."""
        return self._scheme

    @property
    def density(self) -> Density:
        return self._density

    @property
    def text_scale(self) -> float:
        return self._text_scale

    def color(self, token: Token) -> QColor:
        """The colour of `token` now. Not to be changed by the caller."""
        color = self._colors.get(token)
        if color is None:
            color = self._colors[token] = QColor(hex_of(token, self._scheme))
        return color

    def font(self, step: Type = Type.BODY, *, bold: bool = False) -> QFont:
        """A copy of the face at `step`, with tabular figures; weight 400 or 700."""
        key = (step, bold)
        font = self._fonts.get(key)
        if font is None:
            font = self._fonts[key] = self._make_font(step, bold=bold)
        return QFont(font)

    def px(self, length: float) -> int:
        """`length` of the 4 px grid, scaled with the text size; at least 1 for what is drawn."""
        return max(1, round(length * self._text_scale)) if length > 0 else 0

    def size(self, size: Size) -> int:
        """A length of the density in use, scaled."""
        english = i18n.language() is Language.EN
        return self.px(size_of(size, self._density, english=english))

    def line(self, step: Type = Type.BODY) -> int:
        """The line height of `step` in px."""
        return self.px(TYPE_STEPS[step].line)

    def change(
        self,
        *,
        choice: ThemeChoice | None = None,
        density: Density | None = None,
        text_scale: float | None = None,
    ) -> None:
        """Take over what is given and show it at once."""
        self._choice = choice or self._choice
        self._density = density or self._density
        self._text_scale = text_scale or self._text_scale
        self.refresh()

    def refresh(self) -> None:
        """Read desktop and language again, and show what came of it."""
        self._scheme = self._resolve()
        self._colors.clear()
        self._fonts.clear()
        app = QApplication.instance()
        if isinstance(app, QApplication) and app.property(_PROPERTY) is self:
            self._apply(app)
        self.changed.emit()

    def install(self, app: QApplication, *, everywhere: bool = True) -> Self:
        """Become the application's theme, and follow the desktop from now on. `everywhere`: every
        window wears the style sheet; else those that are dressed in it.
        """
        another = isinstance(app.property(_PROPERTY), Theme)
        app.setProperty(_PROPERTY, self)
        self._everywhere = everywhere
        if not another:  # each setting of a style lays out every window there is
            app.setStyle(QStyleFactory.create("Fusion"))
        self.follow(app)
        self._apply(app)
        return self

    def dress(self, window: QWidget) -> None:
        """Give `window` the style sheet, and whatever is opened over it.

        While a style sheet is the application's, each widget is styled anew, with all it holds, each
        time it is put into another. A screen is put together in half the time where nothing wears
        it before the screen comes into the window.
        """
        self._dressed = [*self._still_dressed(), window]
        if not self._everywhere:
            window.setStyleSheet(style_sheet(self._scheme, self.px))

    def follow(self, app: QGuiApplication) -> None:
        """Listen to the desktop's light, dark and contrast from now on."""
        hints = app.styleHints()
        hints.colorSchemeChanged.connect(self._on_desktop_changed)
        hints.accessibility().contrastPreferenceChanged.connect(self._on_desktop_changed)

    def _on_desktop_changed(self, *_now: object) -> None:
        if self._choice is ThemeChoice.SYSTEM and self._resolve() is not self._scheme:
            self.refresh()

    def _resolve(self) -> Scheme:
        if self._choice is not ThemeChoice.SYSTEM:
            return _SCHEME_OF[self._choice]
        return self._desktop()

    def _make_font(self, step: Type, *, bold: bool) -> QFont:
        measure = TYPE_STEPS[step]
        font = QFont()
        font.setFamilies(families(i18n.language()))
        font.setPixelSize(self.px(measure.size))
        heavy = bold or measure.bold
        font.setWeight(QFont.Weight.Bold if heavy else QFont.Weight.Normal)
        font.setFeature(QFont.Tag("tnum"), 1)
        # A Chinese face sets “ ” and ’ as wide as a character; English wants them narrow. Said in
        # either language: what a font leaves open it takes from the font in use before.
        font.setFeature(QFont.Tag("pwid"), int(i18n.language() is Language.EN))
        return font

    def _apply(self, app: QApplication) -> None:
        app.setPalette(self._palette())
        app.setFont(self.font())
        sheet = style_sheet(self._scheme, self.px)
        wearers: list[QApplication | QWidget] = [app, *self._still_dressed()]
        for wearer in wearers:
            worn = sheet if self._everywhere is (wearer is app) else ""
            if wearer.styleSheet() != worn:
                wearer.setStyleSheet(worn)

    def _still_dressed(self) -> list[QWidget]:
        return [window for window in self._dressed if shiboken6.isValid(window)]

    def _palette(self) -> QPalette:
        role = QPalette.ColorRole
        palette = QPalette()
        for target, token in (
            (role.Window, Token.BG_SURFACE),
            (role.Base, Token.BG_SURFACE),
            (role.AlternateBase, Token.BG_SIDE),
            (role.Button, Token.BG_SURFACE),
            (role.Text, Token.TEXT),
            (role.WindowText, Token.TEXT),
            (role.ButtonText, Token.TEXT),
            (role.BrightText, Token.OVER),
            (role.Highlight, Token.BG_SELECTED),
            (role.HighlightedText, Token.TEXT),
            (role.Accent, Token.ACCENT),
            (role.Link, Token.ACCENT_TEXT),
            (role.LinkVisited, Token.ACCENT_TEXT),
            (role.PlaceholderText, Token.TEXT_3),
            (role.ToolTipBase, Token.BG_SURFACE),
            (role.ToolTipText, Token.TEXT),
            (role.Light, Token.LINE),
            (role.Mid, Token.LINE),
            (role.Dark, Token.LINE_STRONG),
        ):
            palette.setColor(target, self.color(token))
        for target in (role.Text, role.WindowText, role.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, target, self.color(Token.TEXT_3))
        return palette


def theme_of(_widget: QObject | None = None) -> Theme:
    """The theme the application wears; a plain light one where none was installed yet."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        raise TypeError("a theme needs a QApplication")
    theme = app.property(_PROPERTY)
    if isinstance(theme, Theme):
        return theme
    return Theme(choice=ThemeChoice.LIGHT, parent=app).install(app)
