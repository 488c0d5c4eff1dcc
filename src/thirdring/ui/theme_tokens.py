"""The one table of the look: colours, type steps and sizes. Everything drawn takes them from here.

Pixels are device-independent, at 96 dpi and text size 100 %; `Theme.px` scales them.
"""

from dataclasses import dataclass
from enum import StrEnum


class Scheme(StrEnum):
    """A set of colours as drawn."""

    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"


class ThemeChoice(StrEnum):
    """What a person may choose; `SYSTEM` follows the desktop, also while running."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"


class Density(StrEnum):
    COMPACT = "compact"
    COMFORTABLE = "comfortable"


class Token(StrEnum):
    """The name of a colour. Widgets name a token and never a colour."""

    BG_WINDOW = "bg-window"
    BG_SURFACE = "bg-surface"
    BG_SIDE = "bg-side"
    BG_HOVER = "bg-hover"
    BG_SELECTED = "bg-selected"
    LINE = "line"
    LINE_STRONG = "line-strong"
    LINE_FIELD = "line-field"
    TEXT = "text"
    TEXT_2 = "text-2"
    TEXT_3 = "text-3"
    ACCENT = "accent"
    ACCENT_HOVER = "accent-hover"
    ACCENT_TEXT = "accent-text"
    ON_ACCENT = "on-accent"
    FINE = "fine"
    FINE_SOFT = "fine-soft"
    SOON = "soon"
    SOON_SOFT = "soon-soft"
    OVER = "over"
    OVER_SOFT = "over-soft"
    MAJOR = "major"
    MAJOR_SOFT = "major-soft"
    HIT = "hit"
    SCRIM = "scrim"


_SCHEMES = (Scheme.LIGHT, Scheme.DARK, Scheme.CONTRAST)
_TABLE: dict[Token, tuple[str, str, str]] = {
    Token.BG_WINDOW: ("#F3F4F6", "#15171B", "#000000"),
    Token.BG_SURFACE: ("#FFFFFF", "#1B1E23", "#000000"),
    Token.BG_SIDE: ("#F9FAFB", "#181A1F", "#000000"),
    Token.BG_HOVER: ("#EFF1F4", "#262A31", "#1F1F1F"),
    Token.BG_SELECTED: ("#E7EDFC", "#273354", "#003A8C"),
    Token.LINE: ("#E2E5EA", "#2C3037", "#8C8C8C"),
    Token.LINE_STRONG: ("#C2C8D2", "#464D59", "#C8C8C8"),
    Token.LINE_FIELD: ("#A3AAB7", "#59616E", "#FFFFFF"),
    Token.TEXT: ("#191D25", "#E7E9EE", "#FFFFFF"),
    Token.TEXT_2: ("#4C5462", "#B0B6C2", "#FFFFFF"),
    Token.TEXT_3: ("#636B79", "#979EAB", "#E0E0E0"),
    Token.ACCENT: ("#2F55C7", "#4766D9", "#7FD4FF"),
    Token.ACCENT_HOVER: ("#2646A8", "#4F6DDD", "#B3E6FF"),
    Token.ACCENT_TEXT: ("#2A4DB8", "#9DB3FF", "#7FD4FF"),
    Token.ON_ACCENT: ("#FFFFFF", "#FFFFFF", "#000000"),
    Token.FINE: ("#1A7042", "#6BCB92", "#6BF29B"),
    Token.FINE_SOFT: ("#E4F3EA", "#1A3325", "#000000"),
    Token.SOON: ("#8A5000", "#EDB458", "#FFD84A"),
    Token.SOON_SOFT: ("#FCF0D9", "#392B12", "#000000"),
    Token.OVER: ("#B8231A", "#FF958A", "#FF9C92"),
    Token.OVER_SOFT: ("#FCE9E6", "#43211E", "#000000"),
    Token.MAJOR: ("#76299A", "#D9A3F3", "#F0B0FF"),
    Token.MAJOR_SOFT: ("#F4E8F9", "#372342", "#000000"),
    Token.HIT: ("#FFE58A", "#6A5300", "#6A5300"),
    # QColor reads eight digits as #AARRGGBB.
    Token.SCRIM: ("#59191D25", "#99000000", "#B3000000"),
}


def hex_of(token: Token, scheme: Scheme) -> str:
    """The colour as QColor and QSS read it: #RRGGBB, or #AARRGGBB for the scrim."""
    return _TABLE[token][_SCHEMES.index(scheme)]


class Type(StrEnum):
    """The five sizes of text."""

    CAPTION = "caption"
    BODY = "body"
    SAY = "say"
    TITLE = "title"
    CLOCK = "clock"


@dataclass(frozen=True, slots=True)
class TypeStep:
    """`size` and `line` in px; `bold` when the step is always bold."""

    size: int
    line: int
    bold: bool = False


TYPE_STEPS: dict[Type, TypeStep] = {
    Type.CAPTION: TypeStep(12, 16),
    Type.BODY: TypeStep(14, 20),
    Type.SAY: TypeStep(16, 22),
    Type.TITLE: TypeStep(20, 26, bold=True),
    Type.CLOCK: TypeStep(28, 34, bold=True),
}


class Size(StrEnum):
    """Lengths that depend on the density."""

    CONTROL = "control"
    SMALL_BUTTON = "small-button"
    TABLE_ROW = "table-row"
    TABLE_HEADER = "table-header"
    CALLBACK_ROW = "callback-row"
    RAIL = "rail"
    TOP_BAR = "top-bar"
    PHRASES = "phrases"
    CUSTOMER = "customer"
    FORM_LABEL = "form-label"
    FORM_GAP = "form-gap"
    FORM_HEIGHT = "form-height"
    TABS = "tabs"
    FOOTER = "footer"
    TICKET_VIEWS = "ticket-views"
    TICKET_DETAIL = "ticket-detail"
    CALLBACK_CALL = "callback-call"
    SIDE = "side"


# (compact, comfortable); English overrides follow.
_SIZES: dict[Size, tuple[int, int]] = {
    Size.CONTROL: (30, 34),
    Size.SMALL_BUTTON: (26, 28),
    Size.TABLE_ROW: (28, 34),
    Size.TABLE_HEADER: (28, 28),
    Size.CALLBACK_ROW: (40, 44),
    Size.RAIL: (64, 64),
    Size.TOP_BAR: (48, 56),
    Size.PHRASES: (300, 400),
    Size.CUSTOMER: (352, 500),
    Size.FORM_LABEL: (72, 72),
    Size.FORM_GAP: (6, 10),
    Size.FORM_HEIGHT: (440, 512),
    Size.TABS: (40, 40),
    Size.FOOTER: (48, 48),
    Size.TICKET_VIEWS: (168, 200),
    Size.TICKET_DETAIL: (360, 440),
    Size.CALLBACK_CALL: (420, 520),
    Size.SIDE: (352, 420),
}
_ENGLISH: dict[Size, tuple[int, int]] = {
    Size.PHRASES: (316, 400),
    Size.CUSTOMER: (308, 500),
    Size.FORM_LABEL: (104, 124),
    Size.CALLBACK_CALL: (472, 520),
}


def size_of(size: Size, density: Density, *, english: bool) -> int:
    """The length in px before text scaling."""
    table = _ENGLISH if english and size in _ENGLISH else _SIZES
    return table[size][density is Density.COMFORTABLE]


RADIUS_PILL = 4
RADIUS_CONTROL = 6
RADIUS_PALETTE = 10
HAIRLINE = 1
FOCUS = 2
MARKER = 3
