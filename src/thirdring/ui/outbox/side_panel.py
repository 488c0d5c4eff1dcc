"""A panel at the right, over the screens and below the lines above them."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from thirdring.ui.widgets import DrawerPanel


class SidePanel(DrawerPanel):
    """Lies over `over`, from the top of `below` down, `width` wide at 100 %."""

    def __init__(self, over: QWidget, below: QWidget, width: int) -> None:
        super().__init__(parent=over)
        self._over, self._below, self._wide = over, below, width
        self._before: QWidget | None = None
        self.closed.connect(self.close_down)
        over.installEventFilter(self)
        below.installEventFilter(self)
        self.hide()

    def open_up(self, first: QWidget) -> None:
        """Show it, with the focus on `first`."""
        self._before = self.window().focusWidget()
        self._place()
        self.show()
        self.raise_()
        first.setFocus(Qt.FocusReason.PopupFocusReason)

    def close_down(self) -> None:
        """Close, and give the focus back to what had it."""
        before, self._before = self._before, None
        self.hide()
        if before is not None and before.isVisible():
            before.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_down()
            return
        super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.Resize, QEvent.Type.Move} and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        corner = self._below.mapTo(self._over, self._below.rect().topLeft())
        width = min(self.theme.px(self._wide), self._over.width() - 16)
        left, height = self._over.width() - width, self._over.height() - corner.y()
        self.setGeometry(left, corner.y(), width, height)
