"""Keeps shortcuts away while an input method composes: its keys belong to it alone."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget


class PreeditGuard(QObject):
    """Install once on the application; `composing` while a preedit text is shown.

    It watches only what has the focus: a filter on the whole application would put Python in
    the way of every paint.
    """

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._watched: QWidget | None = None
        self._composing = False
        app.focusChanged.connect(self._on_focus_changed)
        self._on_focus_changed(None, QApplication.focusWidget())

    @property
    def composing(self) -> bool:
        return self._composing

    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        if self._watched is not None:
            self._watched.removeEventFilter(self)
            self._watched.destroyed.disconnect(self._on_destroyed)
        self._watched, self._composing = new, False
        if new is not None:
            new.installEventFilter(self)
            new.destroyed.connect(self._on_destroyed)

    def _on_destroyed(self) -> None:
        self._watched = None

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind is QEvent.Type.InputMethod and isinstance(event, QInputMethodEvent):
            self._composing = bool(event.preeditString())
        elif kind is QEvent.Type.ShortcutOverride and self._composing:
            # Accepted: the key goes to the field like any other, and no shortcut is looked up.
            event.accept()
            return True
        return False
