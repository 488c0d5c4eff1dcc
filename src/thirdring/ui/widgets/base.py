"""What every widget of ours does: follow the theme and the language while running."""

import html
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from thirdring.ui.theme import Theme, theme_of

if TYPE_CHECKING:
    _Widget = QWidget
else:  # at run time a plain mixin, so that it goes in front of any widget class
    _Widget = object


class Styled(_Widget):
    """Mixin, first among the bases: `class Panel(Styled, QWidget)`.

    A constructor ends with `self.wire()`; from then on `restyle()` is called when colours, sizes
    or fonts change, and `retranslate()` when the language does. Both are called once by `wire`.
    """

    _wired_to: Theme | None = None

    def wire(self) -> None:
        self._wired_to = theme_of(self)
        self._wired_to.changed.connect(self._on_theme_changed)
        self.restyle()
        self.retranslate()

    @property
    def theme(self) -> Theme:
        """The one it is wired to: it is asked for thousands of times while a window is built."""
        return self._wired_to or theme_of(self)

    def restyle(self) -> None:
        """Set fonts and fixed sizes from `self.theme`; painting needs nothing here."""

    def retranslate(self) -> None:
        """Set every text that comes from the catalogue."""

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()
            self.updateGeometry()
            self.update()
        super().changeEvent(event)

    def _on_theme_changed(self) -> None:
        self.restyle()
        self.updateGeometry()
        self.update()


def announce(widget: QWidget, text: str) -> None:
    """Have a screen reader say `text` now: something came up that has not the focus."""
    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))


def set_tip(widget: QWidget, text: str) -> None:
    """A tooltip that shows `text` as it is: Qt would otherwise guess at HTML in it."""
    widget.setToolTip(plain_tip(text))


def plain_tip(text: str) -> str:
    """`text` for a tooltip role or property: escaped, and wrapped when long."""
    return f"<span>{html.escape(text)}</span>" if text else ""
