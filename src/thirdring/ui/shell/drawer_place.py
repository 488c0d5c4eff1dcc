"""Where the phrase sidebar stands: docked beside the body, or as a drawer over it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QWidget

from thirdring.ui.theme import Size
from thirdring.ui.widgets.base import Styled

_WIDEST = 640


class DrawerPlace(Styled, QWidget):
    """Body at the left, `side` at the right. `dragged(width)` when the person moved the border."""

    dragged = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.body = QStackedWidget()
        self._side: QWidget | None = None
        self._narrow, self._wanted, self._open = False, False, False
        self._width = 0
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setHandleWidth(1)
        self._splitter.setProperty("plain", True)  # the sidebar draws its own edge
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(self.body)
        self._splitter.setStretchFactor(0, 1)
        self._splitter.splitterMoved.connect(self._on_moved)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._splitter)
        self.wire()

    def set_side(self, side: QWidget, width: int = 0) -> None:
        """The sidebar, and the width it had last (0: the theme's)."""
        self._side, self._width = side, width
        side.setMinimumWidth(self.theme.px(240))
        side.setMaximumWidth(self.theme.px(_WIDEST))
        self._lay_out()

    def show_side(self, *, on: bool) -> None:
        """Whether the screen shown has use for the sidebar."""
        self._wanted = on
        if not on:
            self._open = False
        self._lay_out()

    def set_narrow(self, *, on: bool) -> None:
        """True: the sidebar is a drawer."""
        if on != self._narrow:
            self._narrow, self._open = on, False
            self._lay_out()

    @property
    def drawn(self) -> bool:
        """Whether the sidebar is to be seen, docked or drawn out."""
        return self._side is not None and self._wanted and (self._open or not self._narrow)

    def toggle(self) -> bool:
        """Open or close the drawer; docked, it stays. Whether it is to be seen now."""
        if self._narrow and self._wanted:
            self._open = not self._open
            self._lay_out()
        return self.drawn

    def close_drawer(self) -> bool:
        """False when no drawer was open."""
        if not (self._narrow and self._open):
            return False
        self._open = False
        self._lay_out()
        return True

    def restyle(self) -> None:
        self._lay_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._narrow:
            self._place_drawer()

    def _side_width(self) -> int:
        return self._width or self.theme.size(Size.PHRASES)

    def _lay_out(self) -> None:
        if self._side is None:
            return
        if self._narrow:
            if self._splitter.indexOf(self._side) >= 0:
                self._side.setParent(self)
            self._place_drawer()
            self._side.raise_()
        elif self._splitter.indexOf(self._side) < 0:
            self._splitter.addWidget(self._side)
            self._splitter.setStretchFactor(1, 0)
        self._side.setVisible(self.drawn)
        if not self._narrow:
            rest = max(1, self.width() - self._side_width() - 1)
            self._splitter.setSizes([rest, self._side_width()])

    def _place_drawer(self) -> None:
        if self._side is not None:
            width = min(self._side_width(), self.width() - 24)
            self._side.setGeometry(self.width() - width, 0, width, self.height())

    def _on_moved(self, _position: int, _index: int) -> None:
        if self._side is not None:
            self._width = self._side.width()
            self.dragged.emit(self._width)
