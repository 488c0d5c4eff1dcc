"""What stands in a screen's place until its code is loaded and its widgets are built."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from thirdring.ui.theme import Token
from thirdring.ui.widgets import Ground


class ComingPage(Ground):
    """A blank page that takes the keys typed meanwhile, for the screen that comes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Token.BG_SURFACE, parent=parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._typed: list[QKeyEvent] = []

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._keep(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        self._keep(event)

    def focusNextPrevChild(self, _next: bool) -> bool:
        """Tab is for the screen that comes as well."""
        return False

    def hand_on(self) -> None:
        """Type what was typed again, where the cursor is now."""
        typed, self._typed = self._typed, []
        for event in typed:
            focus = QApplication.focusWidget()
            if focus is not None and focus is not self:
                QCoreApplication.sendEvent(focus, event)

    def forget(self) -> None:
        """Somebody went elsewhere: it was for the screen they left."""
        self._typed.clear()

    def _keep(self, event: QKeyEvent) -> None:
        self._typed.append(
            QKeyEvent(
                event.type(), event.key(), event.modifiers(), event.text(), event.isAutoRepeat(),
                event.count(),
            )
        )  # fmt: skip
