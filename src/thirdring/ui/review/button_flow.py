"""Buttons in one row; what has no room there stands in a menu behind it, its key beside it."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from thirdring.i18n import _
from thirdring.ui.widgets import Button, Styled

_GAP = 8


class ButtonFlow(Styled, QWidget):
    """The buttons of `set_buttons` that are wanted, in their order: the first always has room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons: tuple[tuple[Button, str], ...] = ()
        self._wanted: frozenset[Button] = frozenset()
        self._folded: tuple[Button, ...] = ()
        self.more = Button(parent=self)
        self._menu = QMenu(self.more)
        self.more.set_menu(self._menu)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.wire()

    def set_buttons(self, buttons: Sequence[tuple[Button, str]]) -> None:
        """Each with its key, for the menu."""
        self._buttons = tuple(buttons)
        for button, _keys in self._buttons:
            button.setParent(self)
        self.more.raise_()

    def show_only(self, wanted: frozenset[Button]) -> None:
        """Lay out again: these are wanted now, or their texts changed."""
        self._wanted = wanted
        self.arrange()

    @property
    def folded(self) -> tuple[Button, ...]:
        """What stands in the menu."""
        return self._folded

    def restyle(self) -> None:
        self.arrange()

    def retranslate(self) -> None:
        self.more.setText(_("More"))
        self.arrange()

    def arrange(self) -> None:
        """The row as it has room now; the menu with the rest."""
        wanted = [button for button, _keys in self._buttons if button in self._wanted]
        shown = self._that_fit(wanted)
        self._folded = tuple(wanted[len(shown) :])
        x = 0
        for button, _keys in self._buttons:
            button.setVisible(button in shown)
        for button in [*shown, self.more] if self._folded else shown:
            hint = button.sizeHint()
            button.setGeometry(QRect(x, 0, hint.width(), hint.height()))
            x += hint.width() + _GAP
        self.more.setVisible(bool(self._folded))
        self._fill_menu()
        self.setFixedHeight(max((one.sizeHint().height() for one in wanted), default=1))

    def _that_fit(self, wanted: list[Button]) -> list[Button]:
        widths = [button.sizeHint().width() + _GAP for button in wanted]
        if sum(widths) - _GAP <= self.width():
            return wanted
        room = self.width() - self.more.sizeHint().width()
        count = 0
        while count < len(widths) and sum(widths[: count + 1]) <= room:
            count += 1
        return wanted[: max(count, 1)]

    def _fill_menu(self) -> None:
        self._menu.clear()
        keys = dict(self._buttons)
        for button in self._folded:
            text = "\t".join(part for part in (button.text(), keys[button]) if part)
            action = QAction(text, self._menu)
            action.triggered.connect(button.click)
            self._menu.addAction(action)

    def minimumSizeHint(self) -> QSize:
        first = next((one for one, _keys in self._buttons if one in self._wanted), None)
        if first is None:
            return QSize(0, 1)
        hint = first.sizeHint()
        return QSize(hint.width() + _GAP + self.more.sizeHint().width(), hint.height())

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()
